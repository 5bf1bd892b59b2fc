"""Times of an agenda, what is wrong with one, the states of attendance, and the quorum."""

from datetime import time
from fractions import Fraction

import pytest

from engage.meetings.rules import (
    AgendaPart,
    AttendanceState,
    ItemKind,
    agenda_times,
    agenda_warnings,
    attendance_moves,
    over_run,
    quorum_needed,
)

TALK, TABLES, BREAK = ItemKind.TALK, ItemKind.DISCUSSION, ItemKind.BREAK


def warnings(*parts, ends=time(23)):
    found = agenda_warnings(time(10), ends, [AgendaPart(kind, minutes) for kind, minutes in parts])
    return [(each.code, each.place, dict(each.params)) for each in found]


def test_each_item_begins_when_the_one_before_ends():
    assert agenda_times(time(9, 45), [15, 50, 1]) == (
        (time(9, 45), time(10)),
        (time(10), time(10, 50)),
        (time(10, 50), time(10, 51)),
    )
    assert agenda_times(time(9), []) == ()


def test_an_agenda_may_run_past_midnight_and_says_by_how_much():
    assert agenda_times(time(23, 30), [45]) == ((time(23, 30), time(0, 15)),)
    assert over_run(time(23), time(23, 30), [90]) == 60


@pytest.mark.parametrize(("minutes", "expected"), [([60, 61], 1), ([60, 60], 0), ([], -120)])
def test_over_run_is_what_the_agenda_has_too_much(minutes, expected):
    assert over_run(time(10), time(12), minutes) == expected


def test_ninety_minutes_without_a_break_are_enough():
    assert warnings((TABLES, 90), (BREAK, 10), (TABLES, 90)) == []
    assert warnings((TABLES, 90), (TABLES, 1), (TABLES, 1)) == [("no-break", 1, {"number": 2, "minutes": 91})]


def test_each_long_stretch_is_told_once():
    found = warnings((TABLES, 100), (TABLES, 10), (BREAK, 5), (TABLES, 91))

    assert [(code, place) for code, place, _params in found] == [("no-break", 0), ("no-break", 3)]


def test_a_talk_of_more_than_twenty_minutes_is_too_long():
    assert warnings((TALK, 20)) == []
    assert warnings((TABLES, 5), (TALK, 21)) == [("talk-long", 1, {"number": 2, "minutes": 21, "most": 20})]


def test_an_agenda_that_overruns_says_by_how_much():
    assert warnings((TABLES, 61), ends=time(11)) == [("over-run", None, {"minutes": 1})]


@pytest.mark.parametrize(
    ("fraction", "members", "needed"),
    [
        (Fraction(2, 3), 50, 34),
        (Fraction(1, 2), 48, 24),
        (Fraction(1, 2), 47, 24),
        (Fraction(1), 47, 47),
        (Fraction(2, 3), 0, 0),
    ],
)
def test_a_quorum_is_rounded_up(fraction, members, needed):
    assert quorum_needed(fraction, members) == needed


def test_who_never_came_can_not_have_left():
    leavers = {state for state in AttendanceState if AttendanceState.LEFT in attendance_moves(state)}

    assert leavers == {AttendanceState.ARRIVED, AttendanceState.LATE}


def test_whatever_was_ticked_can_be_taken_back():
    ticked = set(AttendanceState) - {AttendanceState.EXPECTED}

    assert all(AttendanceState.EXPECTED in attendance_moves(state) for state in ticked)
    assert all(state not in attendance_moves(state) for state in AttendanceState)
