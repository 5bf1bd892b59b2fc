"""Where people stand, in and out."""

from functools import partial

import pytest

from engage.errors import RefusedError
from engage.exchange.status import StatusContext, read_status
from engage.people.rules import RespondentStatus
from engage.people.views import list_stories, status_counts

DRAWN = StatusContext(
    {
        "R1": RespondentStatus.POOL,
        "R2": RespondentStatus.SELECTED,
        "R3": RespondentStatus.CONFIRMED,
        "R4": RespondentStatus.WITHDRAWN,
    },
    has_draw=True,
)


def _read(*rows, header="reference,status,reason", context=DRAWN):
    return read_status("\n".join([header, *rows, ""]).encode(), context)


@pytest.fixture
def desk_with_people(desk_with_targets):
    desk_with_targets.bring_in("people", b"id,gender,age\nR1,male,45+\nR2,female,45+\n")
    return desk_with_targets


def test_an_officers_moves_come_in_by_file():
    preview = _read("R2,Confirmed,", "R3,withdrawn,Ill", "R1,POOL,")

    assert [(row.reference, row.old, row.status, row.reason) for row in preview.rows] == [
        ("R2", "selected", "confirmed", ""),
        ("R3", "confirmed", "withdrawn", "Ill"),
    ]
    assert (preview.read, preview.skipped, preview.quarantined) == (3, 1, 0)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("R1,selected,Draw", "status", "move-refused"),
        ("R4,pool,Back", "status", "move-refused"),
        ("R2,withdrawn,", "reason", "reason-missing"),
        ("R2,happy,", "status", "status-unknown"),
        ("R2,,", "status", "status-unknown"),
        ("R7,withdrawn,Ill", "reference", "reference-unknown"),
        (",withdrawn,Ill", "reference", "cell-empty"),
    ],
)
def test_each_move_that_can_not_be_is_one_problem(row, column, code):
    assert [(problem.row, problem.column, problem.code) for problem in _read(row).problems] == [(2, column, code)]


def test_a_person_stands_in_one_row():
    preview = _read("R2,confirmed,", "R2,withdrawn,Ill")

    assert [(problem.row, problem.code) for problem in preview.problems] == [
        (2, "reference-twice"),
        (3, "reference-twice"),
    ]
    assert preview.rows == ()


def test_a_panel_drawn_elsewhere_is_taken_over_while_there_is_no_draw(desk_with_people):
    desk_with_people.bring_in("status", b"id,selection_status,note\nR1,SELECTED,Drawn in March\n")

    told = desk_with_people.workspace.read(partial(list_stories, assembly_id=desk_with_people.assembly_id))

    assert [(event.status, event.reason) for event in told[0].events] == [("pool", ""), ("selected", "Drawn in March")]


def test_a_refused_file_moves_nobody(desk_with_people):
    desk = desk_with_people

    with pytest.raises(RefusedError, match="import-problems"):
        desk.bring_in("status", b"id,status,reason\nR1,withdrawn,Ill\nR9,withdrawn,Ill\n")

    counts = desk.workspace.read(partial(status_counts, assembly_id=desk.assembly_id))
    assert counts["pool"] == 2


def test_a_preview_that_has_grown_old_is_refused(desk_with_people):
    desk = desk_with_people
    source = b"id,status,reason\nR1,ineligible,Too young\n"
    preview = desk.preview("status", source)
    desk.bring_in("status", source)

    from engage.exchange.status import apply_status

    with pytest.raises(RefusedError, match="import-stale"):
        desk.workspace.write(partial(apply_status, assembly_id=desk.assembly_id, preview=preview))


def test_statuses_are_written_with_their_reasons(desk_with_people):
    desk_with_people.bring_in("status", b"id,status,reason\nR2,withdrawn,=Ill\n")

    assert desk_with_people.export("status") == (
        b"reference,status,reason,engage_guarded\r\nR1,pool,,\r\nR2,withdrawn,'=Ill,\r\n"
    )
