import random
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage.errors import RefusedError
from engage.lottery.engine import best_chances, find_lottery, list_panels
from engage.lottery.model import Entrant, Method, Quota
from engage.progress import Cancelled
from tests.lottery.slow_solver import all_panels, leximin_by_enumeration
from tests.lottery.small_pools import pools, random_pool

modest = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@modest
@given(pools, st.sampled_from(list(Method)))
def test_every_panel_meets_every_target_and_household_rule(pool, method):
    entrants, quotas, seats = pool
    valid = set(all_panels(entrants, quotas, seats))

    found = find_lottery(entrants, quotas, seats, method=method)

    assert {frozenset(panel) for panel in found.panels} <= valid


@modest
@given(pools, st.sampled_from(list(Method)))
def test_chances_add_up_to_the_seats_exactly(pool, method):
    entrants, quotas, seats = pool

    found = find_lottery(entrants, quotas, seats, method=method)

    assert sum(found.chances.values()) == seats
    assert sum(found.weights) == found.total
    assert all(weight > 0 for weight in found.weights)
    for name, chance in found.chances.items():
        holding = (weight for panel, weight in zip(found.panels, found.weights, strict=True) if name in panel)
        assert chance == Fraction(sum(holding), found.total)


@modest
@given(pools)
def test_leximin_is_that_of_an_independent_slow_solver(pool):
    entrants, quotas, seats = pool
    expected, in_no_panel = leximin_by_enumeration(entrants, quotas, seats)

    found = find_lottery(entrants, quotas, seats)

    assert found.is_leximin
    assert {name: float(chance) for name, chance in found.chances.items()} == pytest.approx(expected, abs=1e-6)
    assert list(found.in_no_panel) == in_no_panel


@modest
@given(pools, st.sampled_from(list(Method)))
def test_the_bound_is_never_below_what_was_reached_nor_below_the_truth(pool, method):
    entrants, quotas, seats = pool
    truth, in_no_panel = leximin_by_enumeration(entrants, quotas, seats)
    best = min(chance for name, chance in truth.items() if name not in in_no_panel)

    found = find_lottery(entrants, quotas, seats, method=method)

    assert found.least_chance <= found.least_chance_bound
    assert float(found.least_chance_bound) >= best - 1e-9
    assert found.is_proved == (float(found.least_chance) >= best - 2e-6)


@modest
@given(st.integers(0, 10**9))
def test_people_who_are_alike_have_exactly_the_same_chance(seed):
    entrants, quotas, seats = random_pool(seed, households=False)

    found = find_lottery(entrants, quotas, seats)

    chances = {}
    for entrant in entrants:
        chances.setdefault(tuple(sorted(entrant.answers.items())), set()).add(found.chances[entrant.id])
    assert all(len(alike) == 1 for alike in chances.values())


@modest
@given(pools, st.integers(0, 100))
def test_the_order_of_rows_makes_no_difference(pool, seed):
    entrants, quotas, seats = pool
    mixed = random.Random(seed)

    found = find_lottery(mixed.sample(entrants, len(entrants)), mixed.sample(quotas, len(quotas)), seats)

    assert found == find_lottery(entrants, quotas, seats)


def test_fixed_people_keep_their_seats_and_close_their_homes():
    entrants = [Entrant(f"p{n}", {"sex": "f" if n % 2 else "m"}, "home" if n in {0, 1} else "") for n in range(8)]
    quotas = [Quota("sex", "f", 2, 2), Quota("sex", "m", 2, 2)]

    found = find_lottery(entrants, quotas, 4, fixed=frozenset({"p0"}))

    assert all("p0" in panel and len(panel) == 4 for panel in found.panels)
    assert found.chances["p0"] == 1
    assert found.in_no_panel == ("p1",)
    assert float(found.least_chance) == pytest.approx(1 / 3)


def test_a_whole_panel_may_be_fixed():
    entrants = [Entrant(f"p{n}", {"sex": "f" if n % 2 else "m"}) for n in range(4)]
    quotas = [Quota("sex", "f", 1, 1), Quota("sex", "m", 1, 1)]

    found = find_lottery(entrants, quotas, 2, fixed=frozenset({"p0", "p1"}))

    assert found.panels == (("p0", "p1"),)
    assert found.in_no_panel == ("p2", "p3")


def test_without_targets_everyone_has_the_same_chance():
    found = find_lottery([Entrant(f"p{n}", {}) for n in range(7)], [], 3)

    assert set(found.chances.values()) == {Fraction(3, 7)}


def test_targets_that_cannot_be_met_are_refused_with_what_would_help():
    entrants = [Entrant(f"p{n}", {"sex": "m"}) for n in range(6)]
    quotas = [Quota("sex", "f", 1, 2), Quota("sex", "m", 1, 2)]

    with pytest.raises(RefusedError) as refused:
        find_lottery(entrants, quotas, 3)

    assert refused.value.code == "targets-unmeetable"
    assert refused.value.details["relaxation"]


def test_input_that_contradicts_itself_is_refused():
    with pytest.raises(RefusedError) as refused:
        find_lottery([Entrant("p1", {"sex": "x"}), Entrant("p1", {"sex": ""})], [Quota("sex", "f", 2, 1)], 1)

    codes = {problem.code for problem in refused.value.details["problems"]}
    assert codes == {"id-twice", "minimum-above-maximum", "answer-missing", "answer-unknown"}


def test_the_preview_is_the_lottery_where_panels_reach_it():
    pool = random_pool(4, households=False)

    preview = best_chances(*pool)

    assert min(preview.values()) >= float(find_lottery(*pool).least_chance) - 1e-9


def test_goldilocks_makes_nobody_certain_where_leximin_does():
    entrants = [
        Entrant(f"p{n}", {"sex": "f" if n < 2 else "m", "age": "old" if n in {0, 2} else "young"}) for n in range(30)
    ]
    quotas = [Quota("sex", "f", 1, 2), Quota("sex", "m", 8, 9), Quota("age", "old", 1, 2), Quota("age", "young", 8, 9)]

    largest = {m: max(find_lottery(entrants, quotas, 10, method=m).chances.values()) for m in ("maximin", "goldilocks")}

    assert largest["goldilocks"] <= largest["maximin"]


def test_goldilocks_is_found_to_the_solvers_tolerance():
    found = find_lottery(*random_pool(2000), method=Method.GOLDILOCKS)

    assert found.method is Method.GOLDILOCKS
    assert sum(found.chances.values()) == found.seats


def test_work_stops_at_the_first_cancel():
    def cancel(done, total, message=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        find_lottery(*random_pool(1), progress=cancel)


def test_progress_never_goes_back():
    seen = []

    find_lottery(*random_pool(2), progress=lambda done, total, message="": seen.append(done / total))

    assert seen == sorted(seen)
    assert seen[-1] <= 1


def test_a_list_of_panels_can_start_from_the_lottery_that_is_known():
    entrants, quotas, seats = random_pool(1)
    found = find_lottery(entrants, quotas, seats)

    listed = list_panels(entrants, quotas, seats, found, count=200)

    again = find_lottery(entrants, quotas, seats, panels=200)
    assert listed.weights == (1,) * 200
    assert listed.largest_move == pytest.approx(again.largest_move, abs=1e-9)
    assert listed.in_no_panel == found.in_no_panel
    assert all(abs(listed.chances[name] - found.chances[name]) <= 0.02 for name in found.chances)
