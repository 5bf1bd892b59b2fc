"""Who sits where, in and out."""

from datetime import date, time
from functools import partial

import pytest

from engage.errors import RefusedError
from engage.meetings.actions import add_session
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import add_rule, lock_seat, make_plan, set_facilitator, set_step_free
from engage.seating.views import plan_sheet

HEADER = b"session,round,table,reference,locked,facilitator,step_free\r\n"


@pytest.fixture
def fill():
    """Gives a desk four members, somebody in the pool, and a session; returns the session's id."""

    def fill(desk):
        add = partial(add_respondent, assembly_id=desk.assembly_id)
        keys = [desk.workspace.write(partial(add, reference=f"R{number}")) for number in range(1, 5)]
        desk.workspace.write(partial(add, reference="P1"))
        desk.workspace.write(partial(select_for_panel, respondent_ids=keys, reason="Draw 1"))
        for key in keys:
            desk.workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
        given = {"held_on": date(2027, 1, 16), "starts_at": time(10), "ends_at": time(12)}
        return desk.workspace.write(partial(add_session, assembly_id=desk.assembly_id, **given))

    return fill


def test_what_goes_out_comes_in_the_same(desk, new_desk, fill):
    session_id = fill(desk)
    do = lambda action, **given: desk.workspace.write(partial(action, session_id=session_id, **given))  # noqa: E731
    do(make_plan, tables=2, rounds=2)
    do(set_facilitator, table_number=2, name="=Ada")
    do(set_step_free, table_number=1, is_step_free=False)
    sheet = desk.workspace.read(partial(plan_sheet, session_id=session_id))
    do(lock_seat, round_number=1, respondent_id=sheet.rounds[0][0].sitter.id)
    other = new_desk()
    fill(other)

    result = other.bring_in("tables", desk.export("tables"))

    assert (result.imported, result.quarantined) == (8, 0)
    assert other.export("tables") == desk.export("tables")


def test_a_file_replaces_the_plan_and_keeps_its_rules(desk, fill):
    session_id = fill(desk)
    desk.workspace.write(partial(make_plan, session_id=session_id, tables=2, rounds=3))
    first, second = (
        seat.sitter.id for seat in desk.workspace.read(partial(plan_sheet, session_id=session_id)).rounds[0][:2]
    )
    rule = {"kind": "apart", "first_id": first, "second_id": second}
    desk.workspace.write(partial(add_rule, session_id=session_id, **rule))

    desk.bring_in("tables", HEADER + b"1,1,1,R1,,,\r\n1,1,2,R2,yes,Ada,no\r\n")

    sheet = desk.workspace.read(partial(plan_sheet, session_id=session_id))
    assert [[(seat.table, seat.sitter.reference, seat.is_locked) for seat in seats] for seats in sheet.rounds] == [
        [(1, "R1", False), (2, "R2", True)]
    ]
    assert [(table.facilitator, table.is_step_free) for table in sheet.tables] == [("", True), ("Ada", False)]
    assert len(sheet.rules) == 1


@pytest.mark.parametrize(
    ("rows", "column", "code"),
    [
        (b"9,1,1,R1,,,\r\n", "session", "session-unknown"),
        (b"1,0,1,R1,,,\r\n", "round", "number-outside"),
        (b"1,1,101,R1,,,\r\n", "table", "number-outside"),
        (b"1,1,1,R9,,,\r\n", "reference", "reference-unknown"),
        (b"1,1,1,P1,,,\r\n", "reference", "seat-needs-member"),
        (b"1,1,1,R1,,,\r\n1,1,2,R1,,,\r\n", "reference", "seat-twice"),
        (b"1,1,1,R1,,Ada,\r\n1,1,1,R2,,Bo,\r\n", "facilitator", "facilitator-unlike"),
        (b"1,1,1,R1,perhaps,,\r\n", "locked", "choice-unknown"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_written(rows, column, code, desk, fill):
    session_id = fill(desk)

    found = desk.preview("tables", HEADER + rows).problems
    with pytest.raises(RefusedError):
        desk.bring_in("tables", HEADER + rows)

    assert [(problem.column, problem.code) for problem in found] == [(column, code)]
    assert desk.workspace.read(partial(plan_sheet, session_id=session_id)) is None
