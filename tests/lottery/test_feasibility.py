import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage.languages.catalogues import catalogue
from engage.lottery.engine import find_lottery
from engage.lottery.feasibility import check_feasibility, explain_exclusions
from engage.lottery.model import Entrant, Quota
from tests.lottery.slow_solver import all_panels
from tests.lottery.small_pools import random_pool

modest = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def people(*answers, home=""):
    return [Entrant(f"p{n}", dict(zip(("sex", "age"), each, strict=True)), home) for n, each in enumerate(answers)]


def quota(category, value, low, high, **flex):
    return Quota(category, value, low, high, **flex)


MIXED = people(*[("f", "old"), ("f", "young"), ("m", "old"), ("m", "young")] * 3)
EVEN = [quota("sex", "f", 2, 2), quota("sex", "m", 2, 2), quota("age", "old", 2, 2), quota("age", "young", 2, 2)]


def codes(found):
    return [problem.code for problem in found.problems]


def changed(quotas, relaxation):
    bounds = {(each.category, each.value): (each.new_minimum, each.new_maximum) for each in relaxation}
    return [
        dataclasses.replace(each, minimum=bounds[each.key][0], maximum=bounds[each.key][1])
        if each.key in bounds
        else each
        for each in quotas
    ]


def test_targets_that_fit_have_no_problem():
    found = check_feasibility(MIXED, EVEN, 4)

    assert found.is_feasible
    assert not found.problems
    assert not found.relaxation


@pytest.mark.parametrize(
    ("quotas", "seats", "code", "category", "value"),
    [
        ([quota("sex", "f", 3, 3), quota("sex", "m", 3, 3)], 4, "minimums-above-seats", "sex", ""),
        ([quota("sex", "f", 0, 1), quota("sex", "m", 0, 1)], 4, "maximums-below-seats", "sex", ""),
        ([quota("sex", "f", 7, 9), quota("sex", "m", 0, 9)], 9, "pool-short", "sex", "f"),
        ([quota("sex", "f", 3, 2), quota("sex", "m", 0, 9)], 4, "minimum-above-maximum", "sex", "f"),
        ([quota("sex", "f", 0, 4)], 4, "answer-unknown", "sex", "m"),
        ([*EVEN, quota("sex", "f", 0, 4)], 4, "target-twice", "sex", "f"),
        (
            [quota("sex", "f", 2, 2, flex_minimum=3, flex_maximum=2), quota("sex", "m", 2, 2)],
            4,
            "flex-narrow",
            "sex",
            "f",
        ),
        (EVEN, 13, "pool-small", "", ""),
        (EVEN, 0, "seats-none", "", ""),
    ],
)
def test_what_is_at_fault_is_named(quotas, seats, code, category, value):
    found = check_feasibility(MIXED, quotas, seats)

    assert not found.is_feasible
    assert (code, category, value) in [(each.code, each.category, each.value) for each in found.problems]
    assert all(each.text(catalogue("en")) for each in found.problems)


def test_targets_that_stand_against_each_other_are_named():
    pool = people(*[("f", "old")] * 5, *[("m", "young")] * 5)
    quotas = [quota("sex", "f", 3, 3), quota("sex", "m", 1, 1), quota("age", "old", 2, 2), quota("age", "young", 2, 2)]

    found = check_feasibility(pool, quotas, 4)

    assert codes(found) == ["targets-conflict"]
    assert {category for category, _ in found.problems[0].targets} == {"sex", "age"}
    assert check_feasibility(pool, changed(quotas, found.relaxation), 4).is_feasible


def test_a_relaxation_stays_within_the_flexible_bounds_where_it_can():
    pool = people(*[("f", "old")] * 5, *[("m", "young")] * 5)
    stiff = {"flex_minimum": 2, "flex_maximum": 2}
    quotas = [
        quota("sex", "f", 3, 3),
        quota("sex", "m", 1, 1),
        quota("age", "old", 2, 2, **stiff),
        quota("age", "young", 2, 2, **stiff),
    ]

    found = check_feasibility(pool, quotas, 4)

    assert {each.category for each in found.relaxation} == {"sex"}
    assert not any(each.is_beyond_flex for each in found.relaxation)


def test_a_relaxation_beyond_the_flexible_bounds_says_so():
    pool = people(*[("f", "old")] * 5)

    found = check_feasibility(
        pool, [quota("sex", "f", 1, 2, flex_minimum=1, flex_maximum=2), quota("sex", "m", 1, 2)], 3
    )

    assert [each.is_beyond_flex for each in found.relaxation if each.value == "f"] == [True]


def test_too_few_households_are_seen():
    pool = [Entrant(f"p{n}", {"sex": "f"}, "one home") for n in range(4)]

    found = check_feasibility(pool, [quota("sex", "f", 0, 2)], 2)

    assert codes(found) == ["pool-small-homes"]
    assert found.relaxation == ()


@modest
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_relaxation_is_feasible_and_minimal(seed, other):
    entrants, _, seats = random_pool(seed, most=8)
    _, quotas, _ = random_pool(other)
    known = {each.category: {entrant.answers.get(each.category) for entrant in entrants} for each in quotas}
    quotas = [
        each for each in quotas if known[each.category] <= {q.value for q in quotas if q.category == each.category}
    ]
    entrants = [Entrant(e.id, {q.category: e.answers[q.category] for q in quotas}, e.household) for e in entrants]

    found = check_feasibility(entrants, quotas, seats)

    feasible = any(all_panels(entrants, quotas, seats))
    assert found.is_feasible == feasible
    relaxed = changed(quotas, found.relaxation)
    assert any(all_panels(entrants, relaxed, seats))
    assert _size(found.relaxation) == _least_change(entrants, quotas, seats)


def _size(relaxation):
    return sum(each.minimum - each.new_minimum + each.new_maximum - each.maximum for each in relaxation)


def _least_change(entrants, quotas, seats):
    def miss(panel):
        chosen = [entrant for entrant in entrants if entrant.id in panel]
        total = 0
        for each in quotas:
            count = sum(entrant.answers[each.category] == each.value for entrant in chosen)
            total += max(0, each.minimum - count) + max(0, count - each.maximum)
        return total

    return min(miss(panel) for panel in all_panels(entrants, [], seats))


def test_people_in_no_panel_are_told_what_keeps_them_out():
    pool = [*MIXED, Entrant("x", {"sex": "f", "age": "child"})]
    quotas = [*EVEN, quota("age", "child", 0, 0)]
    found = find_lottery(pool, quotas, 4)

    reasons = explain_exclusions(pool, quotas, 4, found.in_no_panel)

    assert [reason.ids for reason in reasons] == [("x",)]
    assert [(each.value, each.new_maximum) for each in reasons[0].relaxation if each.value == "child"] == [("child", 1)]
