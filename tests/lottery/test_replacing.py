"""What can be said of a replacement before it is drawn."""

import uuid

from engage.lottery.model import Quota
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.lottery.replacing import can_be_replaced, possible_numbers
from engage.lottery.rules import RunKind


def person(sex, age="young", *, is_fixed=False):
    return PoolPerson(uuid.uuid4(), {"sex": sex, "age": age}, is_fixed=is_fixed)


def given(*people, seats=4):
    quotas = (Quota("sex", "f", 2, 3), Quota("sex", "m", 1, 3), Quota("age", "young", 1, 6), Quota("age", "old", 0, 6))
    return DrawInput(uuid.uuid4(), RunKind.REPLACEMENT, seats, people, quotas)


def test_how_many_can_join_lies_between_the_targets():
    members = [person("f", is_fixed=True), person("m", is_fixed=True)]

    assert possible_numbers(given(*members, *(person("f") for _ in range(5)))) == range(1, 3)


def test_nobody_can_join_when_nobody_helps():
    members = [person("f", is_fixed=True), person("m", is_fixed=True)]

    assert not possible_numbers(given(*members, person("m"), person("m")))


def test_a_full_panel_needs_nobody():
    members = [person("f", is_fixed=True), person("f", is_fixed=True), person("m", is_fixed=True)]

    assert possible_numbers(given(*members)) == range(1)


def test_a_seat_can_be_filled_only_by_somebody_alike_enough():
    women = [person("f", is_fixed=True), person("f", is_fixed=True)]
    men = [person("m", is_fixed=True), person("m", is_fixed=True)]
    pool = given(*women, *men, person("m"))

    assert can_be_replaced(pool, men[0])
    assert not can_be_replaced(pool, women[0])
