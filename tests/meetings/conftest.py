"""An assembly with a session, and a way to make members."""

from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.meetings.actions import add_session
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus

NINE = datetime(2027, 1, 16, 9, 0, tzinfo=UTC)


def at(hour: int, minute: int = 0):
    """A clock that stands still."""
    return lambda: NINE.replace(hour=hour, minute=minute)


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def plan(workspace, assembly_id):
    """Plans a session and returns its id."""

    def plan(day=date(2027, 1, 16), starts=time(10), ends=time(16), **given):
        action = partial(add_session, assembly_id=assembly_id, held_on=day, starts_at=starts, ends_at=ends, **given)
        return workspace.write(action)

    return plan


@pytest.fixture
def session_id(plan):
    return plan(title="Hello")


@pytest.fixture
def member(workspace, assembly_id):
    """Makes somebody a member, or leaves them on the way, and returns their id."""

    def member(reference="R1", full_name="", status=RespondentStatus.CONFIRMED, **fields):
        add = partial(add_respondent, assembly_id=assembly_id, reference=reference, full_name=full_name, **fields)
        key = workspace.write(add)
        if status is not RespondentStatus.POOL:
            workspace.write(partial(select_for_panel, respondent_ids=[key], reason="Draw 1"))
        if status not in (RespondentStatus.POOL, RespondentStatus.SELECTED):
            workspace.write(partial(move_respondent, respondent_id=key, status=status, reason="Told us"))
        return key

    return member
