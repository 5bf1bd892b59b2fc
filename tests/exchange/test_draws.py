"""What a draw allows to come in by file, and what not."""

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import Text

from engage.errors import RefusedError
from engage.lottery.records import DrawRun
from tests.exchange.conftest import TARGETS

SOURCES = {
    "targets": TARGETS.replace(b"45+,0,3", b"45+,0,2"),
    "people": b"id,gender,age\nR3,male,45+\n",
    "status": b"id,status,reason\nR1,withdrawn,Ill\n",
}


def _record_run(db, *, assembly_id, state, kind="real"):
    texts = [column.name for column in DrawRun.__table__.columns if isinstance(column.type, Text)]
    given = {**dict.fromkeys(texts, ""), "kind": kind, "state": state}
    db.add(DrawRun(assembly_id=assembly_id, number=1, seats=2, frozen_at=datetime(2026, 10, 1, tzinfo=UTC), **given))


@pytest.fixture
def desk_with_run(desk_with_targets):
    """Puts a run of some state beside two people."""
    desk = desk_with_targets
    desk.bring_in("people", b"id,gender,age\nR1,male,45+\nR2,female,45+\n")

    def desk_with_run(state, kind="real"):
        desk.workspace.write(partial(_record_run, assembly_id=desk.assembly_id, state=state, kind=kind))
        return desk

    return desk_with_run


@pytest.mark.parametrize("kind", SOURCES)
def test_nothing_comes_in_while_a_draw_is_frozen(desk_with_run, kind):
    desk = desk_with_run("frozen")
    before = desk.export_all()

    with pytest.raises(RefusedError, match="run-is-frozen"):
        desk.bring_in(kind, SOURCES[kind])

    assert desk.export_all() == before


@pytest.mark.parametrize("state", ["drawn", "confirmed", "void"])
def test_nobody_is_selected_by_a_list_once_there_was_a_draw(desk_with_run, state):
    preview = desk_with_run(state).preview("status", b"id,status,reason\nR1,selected,Please\n")

    assert [problem.code for problem in preview.problems] == ["move-refused"]


def test_a_test_draw_is_no_draw(desk_with_run):
    preview = desk_with_run("drawn", kind="test").preview("status", b"id,status,reason\nR1,selected,In March\n")

    assert preview.problems == ()
