"""The methods side by side: each as good at its own aim as it says."""

import pytest

from engage.errors import RefusedError
from engage.lottery.comparing import COMPARED, compare_methods
from engage.lottery.engine import find_lottery
from engage.lottery.model import Entrant, Method, Quota

ENTRANTS = [
    Entrant(f"p{n:02}", {"age": "young" if n < 4 else "old", "place": "north" if n % 5 == 0 else "south"})
    for n in range(30)
]
QUOTAS = [
    Quota("age", "young", 3, 4),
    Quota("age", "old", 2, 3),
    Quota("place", "north", 2, 3),
    Quota("place", "south", 3, 4),
]
SEATS = 6


@pytest.fixture(scope="module")
def outlooks():
    return {each.method: each for each in compare_methods(ENTRANTS, QUOTAS, SEATS)}


def test_every_method_shares_out_all_seats(outlooks):
    assert tuple(outlooks) == COMPARED
    for each in outlooks.values():
        assert sum(each.chances) == pytest.approx(SEATS)
        assert list(each.chances) == sorted(each.chances)


def test_leximin_has_the_largest_smallest_chance_and_goldilocks_the_smaller_largest(outlooks):
    leximin, goldilocks = outlooks[Method.LEXIMIN], outlooks[Method.GOLDILOCKS]

    assert all(leximin.least >= each.least - 1e-7 for each in outlooks.values())
    assert goldilocks.most <= leximin.most + 1e-7


def test_the_outlook_of_leximin_is_what_the_draw_gives(outlooks):
    found = find_lottery(ENTRANTS, QUOTAS, SEATS)

    assert sorted(map(float, found.chances.values())) == pytest.approx(list(outlooks[Method.LEXIMIN].chances))


def test_somebody_whom_nobody_can_draw_counts_neither_as_least_nor_hinders():
    entrants = [*ENTRANTS, Entrant("x", {"age": "none", "place": "north"})]

    found = compare_methods(entrants, [*QUOTAS, Quota("age", "none", 0, 0)], SEATS)

    assert [each.method for each in found] == list(COMPARED)
    assert all(each.chances[0] == 0 and each.least > 0 for each in found)


def test_targets_that_cannot_be_met_are_refused():
    with pytest.raises(RefusedError):
        compare_methods(ENTRANTS, [Quota("age", "young", 6, 6), Quota("age", "old", 1, 1)], SEATS)
