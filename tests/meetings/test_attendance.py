"""At the door: who is ticked off, who is found by a few letters, and when there are enough."""

from fractions import Fraction
from functools import partial

import pytest

from engage.errors import RefusedError, TransitionError
from engage.meetings.actions import (
    check_in,
    mark_apologies,
    mark_late,
    mark_left,
    mark_no_show,
    record_attendance,
    undo_check_in,
)
from engage.meetings.rules import AttendanceState
from engage.meetings.views import attendance_of, door_list, list_attendance, quorum
from engage.people.actions import add_need, move_respondent
from engage.people.rules import RespondentStatus
from tests.meetings.conftest import at


@pytest.fixture
def tick(workspace, session_id):
    """Does one of the actions of the door for someone."""

    def tick(action, person, **given):
        workspace.write(partial(action, session_id=session_id, respondent_id=person, **given))

    return tick


@pytest.fixture
def door(workspace, session_id):
    return lambda search="": workspace.read(partial(door_list, session_id=session_id, search=search))


@pytest.fixture
def names(door):
    return lambda search="": [person.shown_name for person in door(search)]


@pytest.fixture
def people(member):
    """Five members by reference."""
    given = {
        "R1": "Łukasz Nowak",
        "R2": "Amina Ali",
        "R10": "Bo Łuczak",
        "R20": "Anna-Lena Ekman",
        "R21": "",
    }
    return {reference: member(reference, name) for reference, name in given.items()}


def test_a_member_is_ticked_off_with_the_time(tick, member, door):
    tick(check_in, member(), clock=at(9, 40))

    assert (door()[0].state, door()[0].arrived_at) == (AttendanceState.ARRIVED, at(9, 40)())


def test_who_is_in_already_is_not_ticked_off_twice(tick, member, door):
    person = member()
    tick(check_in, person, clock=at(9, 40))

    with pytest.raises(TransitionError) as refused:
        tick(check_in, person, clock=at(9, 50))
    assert refused.value.params == {"old": "arrived", "new": "arrived"}
    assert door()[0].arrived_at == at(9, 40)()


@pytest.mark.parametrize("status", [RespondentStatus.POOL, RespondentStatus.SELECTED, RespondentStatus.WITHDRAWN])
def test_nobody_but_a_member_is_ticked_off(tick, member, door, status):
    with pytest.raises(RefusedError) as refused:
        tick(check_in, member("R7", status=status))
    assert (refused.value.code, refused.value.params) == ("not-a-member", {"reference": "R7"})
    assert door() == ()


def test_late_left_and_back_again_keep_the_first_arrival(tick, member, door):
    person = member()
    tick(mark_late, person, clock=at(10, 20))
    tick(mark_left, person, clock=at(12))
    assert (door()[0].arrived_at, door()[0].left_at) == (at(10, 20)(), at(12)())

    tick(check_in, person, clock=at(13))

    assert (door()[0].arrived_at, door()[0].left_at) == (at(10, 20)(), None)


def test_apologies_and_no_shows_have_no_times(tick, member, door):
    person = member()
    tick(mark_apologies, person)
    tick(mark_no_show, person)

    assert (door()[0].state, door()[0].arrived_at) == (AttendanceState.NO_SHOW, None)


def test_a_tick_is_taken_back_by_hand_or_by_undo(tick, member, door, workspace):
    person = member()
    tick(check_in, person)
    tick(undo_check_in, person)
    assert door()[0].state is AttendanceState.EXPECTED

    workspace.undo()
    assert door()[0].state is AttendanceState.ARRIVED
    workspace.undo()
    assert door()[0].state is AttendanceState.EXPECTED


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("", ["Amina Ali", "Anna-Lena Ekman", "Bo Łuczak", "Łukasz Nowak", "R21"]),
        ("lu", ["Bo Łuczak", "Łukasz Nowak"]),
        ("ŁU", ["Bo Łuczak", "Łukasz Nowak"]),
        ("lu no", ["Łukasz Nowak"]),
        ("le", ["Anna-Lena Ekman"]),
        ("aa", ["Amina Ali"]),
        ("r1", ["Łukasz Nowak", "Bo Łuczak"]),
        ("asz", ["Łukasz Nowak"]),
        ("zz", []),
    ],
)
def test_two_letters_find_people(people, names, search, expected):
    assert names(search) == expected


def test_who_is_still_expected_is_found_first(people, names, tick):
    tick(check_in, people["R10"])

    assert names("lu") == ["Łukasz Nowak", "Bo Łuczak"]
    assert names()[2] == "Bo Łuczak"


def test_the_door_shows_what_each_one_needs(member, door, workspace):
    workspace.write(partial(add_need, respondent_id=member(), kind="step-free", how_met="Ramp at the side door"))

    assert [(need.kind, need.how_met) for need in door()[0].needs] == [("step-free", "Ramp at the side door")]


def test_who_came_and_withdrew_later_stays_on_the_list(tick, member, door, workspace):
    person = member()
    tick(check_in, person)

    workspace.write(partial(move_respondent, respondent_id=person, status=RespondentStatus.WITHDRAWN, reason="Moved"))

    assert [each.state for each in door()] == [AttendanceState.ARRIVED]


def test_the_quorum_counts_who_is_in_the_room(tick, people, workspace, session_id):
    tick(check_in, people["R1"])
    tick(mark_late, people["R2"])
    tick(check_in, people["R10"])
    tick(mark_left, people["R10"])
    tick(mark_apologies, people["R20"])

    found = workspace.read(partial(quorum, session_id=session_id))

    assert (found.present, found.came, found.members, found.needed, found.is_met) == (2, 3, 5, 4, False)
    assert workspace.read(partial(quorum, session_id=session_id, fraction=Fraction(2, 5))).is_met


def test_no_members_make_no_quorum(workspace, session_id):
    assert not workspace.read(partial(quorum, session_id=session_id)).is_met


def test_a_list_is_written_as_it_stands(workspace, session_id, assembly_id, member):
    first, second = member("R10", "Bo"), member("R2")
    record = partial(record_attendance, session_id=session_id)
    times = {"arrived_at": at(10)(), "left_at": at(12)()}
    workspace.write(partial(record, respondent_id=first, state=AttendanceState.LEFT, **times))
    workspace.write(partial(record, respondent_id=second, state=AttendanceState.NO_SHOW))

    rows = workspace.read(partial(list_attendance, assembly_id=assembly_id))
    assert [(row.session_number, row.reference, row.state) for row in rows] == [
        (1, "R2", "no-show"),
        (1, "R10", "left"),
    ]
    assert workspace.read(partial(attendance_of, session_id=session_id)) == rows

    workspace.write(partial(record, respondent_id=second, state=AttendanceState.EXPECTED))
    assert len(workspace.read(partial(attendance_of, session_id=session_id))) == 1


def test_every_tick_is_in_the_file_before_it_is_shown(tick, people, workspace, session_id):
    seen = []
    workspace.subscribe(
        lambda topics: seen.append((topics, workspace.read(partial(quorum, session_id=session_id)).came))
    )

    for person in people.values():
        tick(check_in, person)

    assert seen == [(frozenset({"attendance"}), came) for came in range(1, 6)]
