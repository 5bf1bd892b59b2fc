"""Agendas and attendance in and out: what is at fault is named, and what goes out comes back."""

from datetime import date, time
from functools import partial

import pytest

from engage.errors import RefusedError
from engage.exchange.csv_files import read_csv
from engage.meetings.actions import add_agenda_item, add_session, check_in, mark_apologies, mark_left, undo_check_in
from engage.meetings.rules import AttendanceState
from engage.meetings.views import list_attendance, list_sessions, session_sheet
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus

AGENDA = b"""session,day,begins,ends,phase,session_title,session_title_cy,venue,item,kind,minutes,speaker
1,2027-01-16,10:00,12:00,learning,Hello,Helo,Hall,Welcome,welcome,15,
1,2027-01-16,10:00,12:00,,,,,Lungs,talk,20,Dr Ali
2,2027-01-30,09:30,16:00,decision,,,,,,,
"""
PEOPLE = b"id,name,gender,age\nR1,Ada,,\nR2,Bo,,\nR3,Cy,,\n"
STATUS = b"reference,status,reason\nR1,confirmed,\nR2,withdrawn,Ill\nR3,selected,Drawn\n"


def sessions(desk):
    rows = desk.workspace.read(partial(list_sessions, assembly_id=desk.assembly_id))
    return [desk.workspace.read(partial(session_sheet, session_id=row.id)) for row in rows]


def faults(desk, kind, source):
    return [(each.row, each.column, each.code) for each in desk.preview(kind, source).problems]


@pytest.fixture
def held(desk_with_targets):
    """A desk with two sessions, a member, somebody who withdrew, and somebody who was only drawn."""
    desk_with_targets.bring_in("people", PEOPLE)
    desk_with_targets.bring_in("status", STATUS)
    desk_with_targets.bring_in("agenda", AGENDA)
    return desk_with_targets


def test_sessions_come_with_their_agendas(desk):
    result = desk.bring_in("agenda", AGENDA)

    first, second = sessions(desk)
    assert (result.read, result.imported) == (3, 3)
    assert (first.title, first.venue_name, first.ends_at) == ({"en": "Hello", "cy": "Helo"}, "Hall", time(12))
    assert [(item.kind, item.minutes, item.speaker) for item in first.agenda] == [
        ("welcome", 15, ""),
        ("talk", 20, "Dr Ali"),
    ]
    assert (second.phase, second.agenda) == ("decision", ())


def test_a_session_that_is_there_is_brought_up_to_date(desk):
    desk.bring_in("agenda", AGENDA)
    items = sessions(desk)[0].agenda

    desk.bring_in("agenda", AGENDA.replace(b"Hall", b"Barn"))

    assert len(sessions(desk)) == 2
    assert sessions(desk)[0].venue_name == "Barn"
    assert sessions(desk)[0].agenda == items


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (b"3,2027-02-01,10:00,11:00,,,,,Long,talk,61,", "minutes", "agenda-overruns"),
        (b"3,2027-02-01,11:00,10:00,,,,,,,,", "ends", "session-ends-first"),
        (b"3,soon,11:00,12:00,,,,,,,,", "day", "not-a-date"),
        (b"3,2027-02-01,early,12:00,,,,,,,,", "begins", "not-a-time"),
        (b"3,2027-02-01,10:00,12:00,party,,,,,,,", "phase", "choice-unknown"),
        (b"3,2027-02-01,10:00,12:00,,,,,Song,song,5,", "kind", "choice-unknown"),
        (b"3,2027-02-01,10:00,12:00,,,,,Song,talk,0,", "minutes", "minutes-range"),
        (b"3,2027-02-01,10:00,12:00,,,,,Song,talk,,", "minutes", "cell-empty"),
        (b"1,2027-01-17,10:00,12:00,,,,,Song,talk,5,", "day", "session-unlike"),
        (b"x,2027-01-17,10:00,12:00,,,,,Song,talk,5,", "session", "not-a-number"),
    ],
)
def test_what_is_wrong_with_an_agenda_is_named_and_nothing_is_written(desk, row, column, code):
    source = AGENDA + row + b"\n"
    assert faults(desk, "agenda", source) == [(5, column, code)]

    with pytest.raises(RefusedError):
        desk.bring_in("agenda", source)
    assert sessions(desk) == []


def test_an_agenda_overruns_at_the_item_that_is_too_much(desk):
    source = AGENDA + b"1,2027-01-16,10:00,12:00,,,,,A,talk,80,\n1,2027-01-16,10:00,12:00,,,,,B,close,6,\n"

    (problem,) = desk.preview("agenda", source).problems

    assert (problem.row, problem.params) == (6, {"session": 1, "minutes": 1})


def test_attendance_comes_from_a_list(held):
    held.bring_in("attendance", b"session,ref,state,arrived,left\n1,R1,left,9:40,2027-01-16T11:00:00+00:00\n")

    (row,) = held.workspace.read(partial(list_attendance, assembly_id=held.assembly_id))
    assert (row.state, row.arrived_at.hour, row.left_at.hour) == (AttendanceState.LEFT, 9, 11)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (b"1,R3,arrived,,", "reference", "not-a-member"),
        (b"1,R9,arrived,,", "reference", "reference-unknown"),
        (b"7,R1,arrived,,", "session", "session-unknown"),
        (b"1,R1,here,,", "state", "choice-unknown"),
        (b"1,R1,arrived,soon,", "arrived", "not-a-time"),
        (b"1,R1,apologies,9:00,", "arrived", "time-unfitting"),
        (b"1,R1,arrived,9:00,10:00", "left", "time-unfitting"),
        (b"1,R1,left,9:00,08:00", "left", "time-unfitting"),
    ],
)
def test_what_is_wrong_with_attendance_is_named_and_nothing_is_written(held, row, column, code):
    source = b"session,reference,state,arrived,left\n2,R1,arrived,,\n" + row + b"\n"
    assert faults(held, "attendance", source) == [(3, column, code)]

    with pytest.raises(RefusedError):
        held.bring_in("attendance", source)
    assert held.workspace.read(partial(list_attendance, assembly_id=held.assembly_id)) == ()


def test_two_rows_about_one_person_at_one_session_are_refused(held):
    source = b"session,reference,state\n1,R1,arrived\n1,R1,late\n2,R1,late\n"

    assert faults(held, "attendance", source) == [(3, "reference", "attendance-twice")]


def make_meetings(db, assembly_id):
    texts = ("<b>O'Brien</b> & Co", "محمد (Mo)", "=1+1", "a,b;c\nd ", "")
    for number, text in enumerate(texts):
        session = add_session(
            db,
            assembly_id,
            title=text,
            held_on=date(2027, 1, 30 - number),
            starts_at=time(9, 5),
            ends_at=time(17),
            venue_name=text,
            venue_address=text,
            venue_access=text,
        )
        for minutes in range(1, number + 1):
            add_agenda_item(db, session, title=text, kind="talk", minutes=minutes, speaker=text)
    keys = [add_respondent(db, assembly_id, reference=f"R{n}") for n in range(1, 12)]
    select_for_panel(db, keys, reason="Draw 1")
    for key in keys:
        move_respondent(db, key, RespondentStatus.CONFIRMED)
        check_in(db, session, key)
    mark_left(db, session, keys[0])
    undo_check_in(db, session, keys[1])
    mark_apologies(db, session, keys[1])
    move_respondent(db, keys[2], RespondentStatus.WITHDRAWN, reason="Moved")


def test_meetings_come_back_as_they_were(desk_with_targets, new_desk):
    desk, other = desk_with_targets, new_desk()
    desk.workspace.write(partial(make_meetings, assembly_id=desk.assembly_id))

    for kind, data in desk.export_all().items():
        if len(read_rows(data)) > 0:
            other.bring_in(kind, data)

    assert len(sessions(other)) == 5
    for kind in ("agenda", "attendance"):
        assert other.export(kind) == desk.export(kind)


def read_rows(data):
    try:
        return read_csv(data).rows
    except RefusedError:  # nothing but a header
        return ()
