"""Reserves: who is planned, what they are good for, and that their list is drawn and checked like a panel."""

import json
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from engage.errors import RefusedError
from engage.lottery import record
from engage.lottery.model import Entrant, Quota
from engage.lottery.rates import PastMember, Rates, rates_from_past
from engage.lottery.reserves import plan_reserves
from engage.lottery.stream import calling_order
from engage.progress import Cancelled
from tests.lottery.test_record import SALT, check

QUOTAS = (
    *(Quota("sex", value, 9, 11) for value in "fm"),
    *(Quota("age", value, 6, 8) for value in ("old", "middle", "young")),
    *(Quota("home", value, 4, 6) for value in "nesw"),
)
MEMBERS = tuple(
    Entrant(f"m{n:02}", {"sex": "fm"[n % 2], "age": ("old", "middle", "young")[n % 3], "home": "nesw"[n // 2 % 4]}, "")
    for n in range(20)
)


@cache
def others(seed=1):
    """A pool in which young people and the north are rare; some share homes, one with a member."""
    chance = random.Random(seed)
    people = [
        Entrant(
            f"o{n:03}",
            {
                "sex": chance.choice("ffffm"),
                "age": chance.choice(("old",) * 8 + ("middle",) * 3 + ("young",)),
                "home": chance.choice("neeeesssww"),
            },
            f"h{n // 2}" if n % 10 < 2 else "",
        )
        for n in range(110)
    ]
    return tuple(people)


@cache
def planned(size=6):
    return plan_reserves(MEMBERS, others(), QUOTAS, size)


def test_planned_reserves_break_less_than_half_the_targets_that_random_ones_do():
    found = planned().comparison

    assert found.planned.broken <= found.random.broken / 2
    assert found.random.broken < found.none.broken
    assert found.planned.kept > found.random.kept > found.none.kept


def test_every_list_is_of_the_make_that_was_planned():
    plan = planned()
    answers = {person.id: person.answers for person in others()}
    homes = {person.id: person.household for person in others()}

    assert sum(each.count for each in plan.wanted) == plan.size
    for names in plan.lottery.panels:
        assert len(set(names)) == plan.size
        held = Counter(pair for name in names for pair in answers[name].items())
        assert all(quota.minimum == quota.maximum == held[quota.key] for quota in plan.quotas)
        shared = [homes[name] for name in names if homes[name]]
        assert len(shared) == len(set(shared))


def test_people_who_are_alike_have_the_same_chance_to_be_a_reserve():
    plan = planned()

    assert sum(plan.lottery.chances.values()) == plan.size
    alike = {}
    for person in others():
        if not person.household:
            alike.setdefault(tuple(sorted(person.answers.items())), set()).add(plan.lottery.chances[person.id])
    assert all(len(chances) == 1 for chances in alike.values())
    assert {chance for chances in alike.values() for chance in chances} > {0}


def test_the_order_of_rows_makes_no_difference():
    mixed = random.Random(3)

    again = plan_reserves(
        mixed.sample(MEMBERS, 20), mixed.sample(others(), len(others())), mixed.sample(QUOTAS, len(QUOTAS)), 6
    )

    assert again == planned()


def test_nobody_who_lives_with_a_member_is_a_reserve():
    members = (*MEMBERS[:19], replace(MEMBERS[19], household="h0"))

    plan = plan_reserves(members, others(), QUOTAS, 3)

    assert plan.lottery.in_no_panel == ("o000", "o001")


def test_the_run_is_frozen_drawn_and_checked_like_any_other(tmp_path):
    tickets = {person.id: person.id for person in others()}
    assert set(tickets) == set(planned().lottery.chances)
    frozen = record.freeze(others(), planned().quotas, planned().lottery, purpose="reserves", salt=SALT)

    drawn = record.draw(frozen, "4 8 15")

    _, _, wrong = check(tmp_path, drawn)
    assert not wrong
    seed = bytes.fromhex(json.loads(drawn)["draw"]["seed"])
    order = calling_order(record.panel(drawn), seed)
    assert sorted(order) == sorted(record.panel(drawn))
    assert order == calling_order(reversed(record.panel(drawn)), seed)


def test_a_group_that_often_drops_out_gets_more_reserves():
    often = Rates(Fraction(1, 20), {("sex", "m"): Fraction(1, 2)})

    plan = plan_reserves(MEMBERS, others(), QUOTAS, 4, rates=often)

    assert sum(each.count for each in plan.wanted if each.answers["sex"] == "m") >= 3


def test_rates_of_several_answers_multiply_their_odds():
    rates = Rates(Fraction(1, 5), {("a", "x"): Fraction(1, 2), ("b", "y"): Fraction(1, 9)})

    assert rates.chance({"a": "z", "b": "z"}) == Fraction(1, 5)
    assert rates.chance({"a": "x", "b": "z"}) == Fraction(1, 2)
    assert rates.chance({"a": "x", "b": "y"}) == Fraction(1, 3)


def test_past_runs_say_more_the_more_people_were_in_them():
    young, old = PastMember({"age": "young"}, has_left=True), PastMember({"age": "old"}, has_left=False)
    few, many = rates_from_past([young, old]), rates_from_past([young, old] * 100)

    assert few.usual == Fraction(25, 120)
    assert few.usual < few.by_value["age", "young"] < many.by_value["age", "young"] < 1
    assert 0 < many.by_value["age", "old"] < few.by_value["age", "old"]


@pytest.mark.parametrize("size", [0, 106])
def test_a_number_of_reserves_that_is_not_there_is_refused(size):
    with pytest.raises(RefusedError, match="reserves-number"):
        plan_reserves(MEMBERS, others(), QUOTAS, size)


@pytest.mark.parametrize("rate", [Fraction(0), Fraction(1), Fraction(-1, 2)])
def test_a_rate_that_is_no_chance_is_refused(rate):
    with pytest.raises(RefusedError, match="reserves-rate"):
        plan_reserves(MEMBERS, others(), QUOTAS, 3, rates=Rates(by_value={("sex", "f"): rate}))


def test_planning_stops_at_a_cancel_and_progress_never_goes_back():
    seen = []

    def cancel(done, total, message=""):
        seen.append(done)
        if done > 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        plan_reserves(MEMBERS, others(), QUOTAS, 6, progress=cancel)
    assert seen == sorted(seen)
