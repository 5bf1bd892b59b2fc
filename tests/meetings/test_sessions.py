"""Sessions and agendas: planned, edited a field at a time, put in order, taken away."""

from datetime import date, time
from functools import partial

import pytest

from engage.errors import NotFoundError, RefusedError
from engage.meetings.actions import (
    AgendaDraft,
    add_agenda_item,
    check_in,
    edit_agenda_item,
    edit_session,
    move_agenda_item,
    remove_agenda_item,
    remove_session,
    set_agenda,
)
from engage.meetings.rules import ItemKind, Phase
from engage.meetings.views import list_sessions, session_sheet


@pytest.fixture
def sheet(workspace, session_id):
    return lambda: workspace.read(partial(session_sheet, session_id=session_id))


@pytest.fixture
def item(workspace, session_id):
    """Adds an item and returns its id."""
    return lambda **given: workspace.write(partial(add_agenda_item, session_id=session_id, **given))


@pytest.fixture
def listed(workspace, assembly_id):
    return lambda: workspace.read(partial(list_sessions, assembly_id=assembly_id))


def test_a_session_is_planned_with_everything_about_its_place(workspace, plan):
    key = plan(title="Vote", phase="decision", venue_name="Hall", venue_address="1 High St", venue_access="Lift")

    found = workspace.read(partial(session_sheet, session_id=key))
    assert (found.title, found.phase, found.venue_name) == ({"en": "Vote"}, Phase.DECISION, "Hall")
    assert (found.venue_address, found.venue_access) == ("1 High St", {"en": "Lift"})


def test_sessions_are_numbered_by_their_days(plan, listed, workspace):
    last, first = plan(date(2027, 3, 1)), plan(date(2027, 1, 1))
    assert [(row.number, row.id) for row in listed()] == [(1, first), (2, last)]

    workspace.write(partial(edit_session, session_id=first, field="held_on", value=date(2027, 4, 1)))

    assert [row.id for row in listed()] == [last, first]


def test_a_session_that_ends_before_it_begins_is_refused(plan, workspace, session_id, listed):
    with pytest.raises(RefusedError) as refused:
        plan(starts=time(16), ends=time(10))
    assert refused.value.code == "session-times"

    with pytest.raises(RefusedError):
        workspace.write(partial(edit_session, session_id=session_id, field="ends_at", value=time(10)))
    assert [row.ends_at for row in listed()] == [time(16)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Listening"),
        ("venue_name", "Hall"),
        ("venue_address", "1 High Street\nLondon"),
        ("venue_access", "Step-free"),
        ("phase", Phase.DECISION),
        ("held_on", date(2027, 2, 1)),
        ("starts_at", time(9, 30)),
        ("ends_at", time(17)),
    ],
)
def test_every_field_of_a_session_can_be_edited(workspace, session_id, sheet, field, value):
    workspace.write(partial(edit_session, session_id=session_id, field=field, value=value))

    kept = getattr(sheet(), field)
    assert (kept["en"] if isinstance(kept, dict) else kept) == value


@pytest.mark.parametrize(("field", "value"), [("colour", "red"), ("held_on", "soon"), ("starts_at", "early")])
def test_a_field_that_is_not_there_is_refused(workspace, session_id, field, value):
    with pytest.raises(NotFoundError):
        workspace.write(partial(edit_session, session_id=session_id, field=field, value=value))


def test_a_phase_that_is_not_known_is_refused(plan):
    with pytest.raises(RefusedError) as refused:
        plan(phase="party")
    assert refused.value.code == "choice-unknown"


def test_the_agenda_has_its_times_worked_out(item, sheet):
    item(title="Hello", kind="welcome", minutes=15)
    item(title="Lungs", kind=ItemKind.TALK, minutes=20, speaker="Dr Ali")

    assert [(row.number, row.starts, row.ends) for row in sheet().agenda] == [
        (1, time(10), time(10, 15)),
        (2, time(10, 15), time(10, 35)),
    ]
    assert sheet().over_run == 35 - 360


def test_items_are_edited_moved_and_taken_away(workspace, item, sheet):
    first, second, third = (item(title=title) for title in "ABC")

    workspace.write(partial(edit_agenda_item, item_id=second, field="minutes", value=45))
    workspace.write(partial(edit_agenda_item, item_id=second, field="title", value="بـ", language="ar"))
    workspace.write(partial(edit_agenda_item, item_id=second, field="kind", value="break"))
    workspace.write(partial(edit_agenda_item, item_id=second, field="speaker", value="Bo"))
    workspace.write(partial(move_agenda_item, item_id=third, to=1))
    workspace.write(partial(remove_agenda_item, item_id=first))

    rows = sheet().agenda
    assert [(row.number, row.id) for row in rows] == [(1, third), (2, second)]
    assert (rows[1].title, rows[1].kind, rows[1].minutes) == ({"en": "B", "ar": "بـ"}, ItemKind.BREAK, 45)
    assert rows[1].speaker == "Bo"


@pytest.mark.parametrize("minutes", [0, 601])
def test_an_item_of_no_time_or_endless_time_is_refused(item, sheet, minutes):
    with pytest.raises(RefusedError) as refused:
        item(minutes=minutes)
    assert refused.value.code == "minutes-range"
    assert sheet().agenda == ()


def test_an_agenda_takes_the_place_of_another(workspace, session_id, item, sheet):
    item(title="Old")

    drafts = [AgendaDraft({"en": "New"}, ItemKind.TALK, 10, "Bo"), AgendaDraft({}, ItemKind.CLOSE, 5)]
    workspace.write(partial(set_agenda, session_id=session_id, items=drafts))

    assert [(row.number, row.kind, row.minutes) for row in sheet().agenda] == [(1, "talk", 10), (2, "close", 5)]


def test_a_session_is_taken_away_and_the_rest_are_numbered_anew(workspace, plan, session_id, listed, item):
    item(title="Hello")
    later = plan(date(2027, 2, 1))

    workspace.write(partial(remove_session, session_id=session_id))

    assert [(row.number, row.id) for row in listed()] == [(1, later)]


def test_a_session_to_which_people_came_stays(workspace, session_id, member, listed):
    workspace.write(partial(check_in, session_id=session_id, respondent_id=member()))

    with pytest.raises(RefusedError) as refused:
        workspace.write(partial(remove_session, session_id=session_id))
    assert refused.value.code == "session-was-held"
    assert len(listed()) == 1


def test_undo_takes_back_one_edit(workspace, session_id, item, sheet):
    item(title="A")
    workspace.write(partial(edit_session, session_id=session_id, field="venue_name", value="Hall"))

    workspace.undo()

    assert (sheet().venue_name, len(sheet().agenda)) == ("", 1)


def test_the_list_counts_items_and_who_came(workspace, session_id, member, item, listed):
    item()
    workspace.write(partial(check_in, session_id=session_id, respondent_id=member("R1")))
    member("R2")

    row = listed()[0]
    assert (row.items, row.came, row.away, row.members) == (1, 1, 0, 2)
