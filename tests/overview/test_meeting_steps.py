"""What is next for the sessions, and finding one by its name or place."""

from datetime import date, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.meetings.actions import add_agenda_item, add_session, check_in
from engage.overview.finding import find_anything
from engage.overview.meeting_steps import meeting_steps
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import make_plan


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def steps(workspace, assembly_id):
    def read(db):
        return [(step.what, step.due, step.deed.partition(":")[0]) for step in meeting_steps(db, assembly_id)]

    return lambda: workspace.read(read)


@pytest.fixture
def member(workspace, assembly_id):
    key = workspace.write(partial(add_respondent, assembly_id=assembly_id, reference="R1"))
    workspace.write(partial(select_for_panel, respondent_ids=[key], reason="Draw 1"))
    workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
    return key


@pytest.fixture
def plan(workspace, assembly_id):
    given = {"title": "Hello", "starts_at": time(10), "ends_at": time(12), "venue_name": "Hall"}
    return lambda day: workspace.write(partial(add_session, assembly_id=assembly_id, held_on=day, **given))


def test_sessions_are_planned_once_there_are_members(steps, request):
    assert steps() == []

    request.getfixturevalue("member")
    assert steps() == [("Plan the sessions", None, "add")]


def test_a_session_needs_an_agenda_ten_days_before_and_then_a_door(steps, member, plan, workspace):
    session = plan(date(2027, 1, 16))
    assert steps() == [
        ("Write the agenda of session 1", date(2027, 1, 6), "session"),
        ("Hold session 1", date(2027, 1, 16), "door"),
    ]

    workspace.write(partial(add_agenda_item, session_id=session, kind="talk", minutes=30))
    assert steps()[0][0] == "Mend the agenda of session 1"


def test_once_the_agenda_stands_packs_tables_and_lists_follow(steps, member, plan, workspace):
    session = plan(date(2027, 1, 16))
    workspace.write(partial(add_agenda_item, session_id=session, kind="talk", minutes=20))
    door = ("Hold session 1", date(2027, 1, 16), "door")
    packs = ("Print the members' packs", date(2027, 1, 6), "member-pack")
    assert steps() == [packs, ("Plan the tables of session 1", date(2027, 1, 14), "session"), door]

    workspace.write(partial(make_plan, session_id=session, tables=1, rounds=1))
    assert steps() == [packs, ("Print the lists for session 1", date(2027, 1, 14), "sign-in-sheet"), door]


def test_after_one_session_comes_the_next(steps, member, plan, workspace):
    first, _second = plan(date(2027, 1, 16)), plan(date(2027, 1, 30))
    workspace.write(partial(check_in, session_id=first, respondent_id=member))

    assert [what for what, *_rest in steps()] == ["Write the agenda of session 2", "Hold session 2"]


@pytest.mark.parametrize("text", ["hello", "session 1", "hall"])
def test_a_session_is_found_by_its_name_or_its_place(plan, workspace, text):
    key = plan(date(2027, 1, 16))

    (hit,) = workspace.read(partial(find_anything, text=text))

    assert (hit.kind, hit.id, hit.title, hit.page) == ("session", str(key), "Session 1 · Hello", "meetings")
