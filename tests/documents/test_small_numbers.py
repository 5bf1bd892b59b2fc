"""No hidden count can be worked out from the table and its total."""

from hypothesis import given
from hypothesis import strategies as st

from engage.documents.small_numbers import Showing, protected


def shown(counts: list[int]) -> list[str]:
    return [str(each.count) if each.showing is Showing.EXACT else each.showing.value for each in protected(counts)]


def test_large_numbers_and_none_are_shown():
    assert shown([20, 0, 5, 100]) == ["20", "0", "5", "100"]


def test_the_next_larger_number_hides_a_single_small_one():
    assert shown([20, 2, 30]) == ["hidden", "fewer", "30"]


def test_two_small_numbers_can_hide_each_other():
    assert shown([20, 2, 3, 30]) == ["20", "fewer", "fewer", "30"]
    assert shown([20, 1, 1, 30]) == ["hidden", "fewer", "fewer", "30"]  # 2 in all can only be 1 and 1


def test_a_table_too_small_to_hide_anything_in_hides_all():
    assert shown([1]) == ["hidden"]
    assert shown([0, 1]) == ["0", "hidden"]


def possibilities(counts: list[int]) -> list[set[int]]:
    """For each hidden count what it could be, found by trying everything."""
    published = protected(counts)
    unseen = [each.showing for each in published if each.showing is not Showing.EXACT]
    total = sum(count for count, each in zip(counts, published, strict=True) if each.showing is not Showing.EXACT)
    found: list[set[int]] = [set() for _ in unseen]

    def attempt(place: int, rest: int, chosen: list[int]) -> None:
        if place == len(unseen):
            if rest == 0:
                for values, count in zip(found, chosen, strict=True):
                    values.add(count)
            return
        highest = 4 if unseen[place] is Showing.FEWER else rest
        for count in range(1, min(highest, rest) + 1):
            attempt(place + 1, rest - count, [*chosen, count])

    attempt(0, total, [])
    return found


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_whoever_knows_the_total_has_three_possibilities_or_no_number_at_all(counts: list[int]):
    is_open = all(len(values) >= 3 for values in possibilities(counts))

    assert is_open or all(each.showing is Showing.HIDDEN or each.count == 0 for each in protected(counts))
