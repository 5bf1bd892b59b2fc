"""What can be said of a replacement before it is drawn."""

import uuid
from dataclasses import replace

from engage.lottery.model import Quota
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.lottery.replacing import can_be_replaced, like_for_like, possible_numbers
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


def test_like_for_like_comes_first_and_only_those_who_keep_the_targets():
    members = [person("f", is_fixed=True), person("f", "old", is_fixed=True), person("m", is_fixed=True)]
    alike, other, woman = person("m"), person("m", "old"), person("f")
    full = given(*members, person("f", is_fixed=True), alike)

    found = like_for_like(given(*members, other, alike, woman), {"sex": "m", "age": "young"})

    assert found.alike == (alike,)
    assert found.others == (other, woman)
    assert like_for_like(full, {"sex": "m", "age": "young"}).alike == ()


def test_nobody_too_many_of_an_answer_takes_the_seat():
    women = [person("f", is_fixed=True), person("f", is_fixed=True), person("f", is_fixed=True)]

    found = like_for_like(given(*women, person("f"), man := person("m")), {"sex": "f", "age": "young"})

    assert found.alike == ()
    assert found.others == (man,)


def test_nobody_of_a_members_home_takes_a_seat():
    members = [person("f", is_fixed=True), person("f", is_fixed=True), person("m", is_fixed=True)]
    members[0] = replace(members[0], household="h")

    assert like_for_like(given(*members, replace(person("m"), household="h")), {"sex": "m"}).others == ()
