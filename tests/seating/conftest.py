"""An assembly of twelve members with one session, and a way to read its plan."""

from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.meetings.actions import add_session
from engage.people.actions import add_respondent
from engage.people.records import Respondent
from engage.seating.actions import make_plan
from engage.seating.views import plan_sheet

CAME = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def assembly_id(workspace):
    found = workspace.write(partial(create_assembly, title="Care"))
    quotas = [Quota("age", "young", 1, 6), Quota("age", "old", 1, 6)]
    workspace.write(partial(set_targets, assembly_id=found, quotas=quotas))
    return found


@pytest.fixture
def members(workspace, assembly_id):
    """The ids of R1 to R12, confirmed."""

    def add(db):
        ids = []
        for number in range(1, 13):
            age = {"age": "young" if number % 2 else "old"}
            ids.append(add_respondent(db, assembly_id, reference=f"R{number}", answers=age, clock=lambda: CAME))
            db.get_one(Respondent, ids[-1]).status = "confirmed"
        return ids

    return workspace.write(add)


@pytest.fixture
def session_id(workspace, assembly_id, members):
    given = {"title": "Learning", "held_on": date(2027, 1, 16), "starts_at": time(10), "ends_at": time(16)}
    return workspace.write(partial(add_session, assembly_id=assembly_id, **given))


@pytest.fixture
def plan(workspace, session_id):
    """A plan of three tables and two rounds."""
    workspace.write(partial(make_plan, session_id=session_id, tables=3, rounds=2, seed=1))


@pytest.fixture
def sheet(workspace, session_id):
    """Reads the plan anew each time."""
    return lambda: workspace.read(partial(plan_sheet, session_id=session_id))


@pytest.fixture
def do(workspace, session_id):
    """Does an action about the session."""
    return lambda action, **given: workspace.write(partial(action, session_id=session_id, **given))
