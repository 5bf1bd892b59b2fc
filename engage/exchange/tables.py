"""Who sits where, in and out, one seat a row: `session,round,table,reference,locked,facilitator,step_free`.

A session's rows replace the plan that it has. The facilitator and whether the table is step-free are the table's, and
may stand in any of its rows.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.people.fields import REFERENCE
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, read_table
from engage.languages.catalogues import mark
from engage.meetings.views import list_sessions
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus, plain_reference
from engage.seating.actions import set_seats
from engage.seating.model import MOST_ROUNDS
from engage.seating.views import SeatEntry, list_seats

MOST_TABLES = 100

COLUMNS = (
    Column("session", mark("The session's number"), is_required=True),
    Column("round", mark("Which round, from 1"), is_required=True),
    Column("table", mark("The table's number, from 1"), ("table_number",), is_required=True),
    REFERENCE,
    Column("locked", mark("Whether the seat stays when the tables are planned anew: yes or no")),
    Column("facilitator", mark("Who leads the table")),
    Column("step_free", mark("Whether the table can be reached without steps: yes or no")),
)
# Who has withdrawn since may have sat somewhere while they were a member.
_MAY_SIT = frozenset({RespondentStatus.CONFIRMED.value, RespondentStatus.WITHDRAWN.value})


class YesNo(StrEnum):
    """A cell that says yes or no."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class SeatDraft:
    """A seat that is about to be written, with what its row says of the table; None where it says nothing."""

    session_id: uuid.UUID
    entry: SeatEntry
    step_free: bool | None


@dataclass(frozen=True)
class TablesContext:
    """The sessions by number; everybody's status by reference."""

    sessions: Mapping[int, uuid.UUID] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)


def gather_tables_context(db: Session, assembly_id: uuid.UUID) -> TablesContext:
    """What `read_tables` has to know."""
    people = select(Respondent.reference, Respondent.status).where(Respondent.assembly_id == assembly_id)
    return TablesContext({row.number: row.id for row in list_sessions(db, assembly_id)}, dict(db.execute(people).all()))


def read_tables(source: Path | bytes, context: TablesContext, options: ReadOptions | None = None) -> Preview[SeatDraft]:
    """Read and check a file of seats. Writes nothing. Raises RefusedError when the file can't be read."""
    reader = _Reader(context)
    return read_table(source, options, kind="tables", columns=COLUMNS, make=reader.draft)


class _Reader:
    """Makes drafts of rows and remembers the rows before, so that none of them says something else."""

    def __init__(self, context: TablesContext) -> None:
        self._context = context
        self._seats: dict[tuple[int, int, str], int] = {}
        self._leads: dict[tuple[int, int], tuple[str, int]] = {}

    def draft(self, cells: Cells) -> SeatDraft:
        """The seat of one row. Raises CellFault."""
        session = cells.number_of("session")
        if session not in self._context.sessions:
            raise CellFault("session", "session-unknown", value=session)
        number, table = _within(cells, "round", MOST_ROUNDS), _within(cells, "table", MOST_TABLES)
        reference = self._person(cells)
        other = self._seats.setdefault((session, number, reference), cells.number)
        if other != cells.number:
            raise CellFault(REFERENCE.name, "seat-twice", reference=reference, other=other)
        step_free = _flag(cells, "step_free")
        entry = SeatEntry(
            session_number=session,
            round=number,
            table=table,
            reference=reference,
            full_name="",
            is_locked=_flag(cells, "locked") or False,
            facilitator=self._lead(cells, session, table),
            is_step_free=step_free is not False,
        )
        return SeatDraft(self._context.sessions[session], entry, step_free)

    def _person(self, cells: Cells) -> str:
        reference = plain_reference(cells.needed(REFERENCE.name))
        if reference not in self._context.people:
            raise CellFault(REFERENCE.name, "reference-unknown", reference=reference)
        if self._context.people[reference] not in _MAY_SIT:
            raise CellFault(REFERENCE.name, "seat-needs-member", reference=reference)
        return reference

    def _lead(self, cells: Cells, session: int, table: int) -> str:
        name = cells.text("facilitator")
        if not name:
            return ""
        known, other = self._leads.setdefault((session, table), (name, cells.number))
        if known != name:
            raise CellFault("facilitator", "facilitator-unlike", other=other)
        return name


def apply_tables(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[SeatDraft], keep_good: bool = False
) -> ImportResult:
    """Write these plans in the place of those there are: all, or nothing. Raises RefusedError. The caller commits."""
    by_session: dict[uuid.UUID, list[SeatDraft]] = {}
    for draft in preview.accepted(keep_good=keep_good):
        by_session.setdefault(draft.session_id, []).append(draft)
    for session_id, drafts in by_session.items():
        leads = {draft.entry.table: draft.entry.facilitator for draft in drafts if draft.entry.facilitator}
        stepped = {draft.entry.table for draft in drafts if draft.step_free is False}
        set_seats(
            db,
            assembly_id,
            session_id=session_id,
            seats=[draft.entry for draft in drafts],
            facilitators=leads,
            with_steps=stepped,
        )
    return preview.result(keep_good=keep_good)


def export_tables(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Everybody's seats, as a CSV file in the layout that `read_tables` reads."""
    rows = [
        [
            str(row.session_number),
            str(row.round),
            str(row.table),
            row.reference,
            YesNo.YES if row.is_locked else YesNo.NO,
            row.facilitator,
            YesNo.YES if row.is_step_free else YesNo.NO,
        ]
        for row in list_seats(db, assembly_id)
    ]
    return write_csv([column.name for column in COLUMNS], rows)


def _within(cells: Cells, name: str, most: int) -> int:
    number = cells.number_of(name)
    if not 1 <= number <= most:
        raise CellFault(name, "number-outside", most=most)
    return number


def _flag(cells: Cells, name: str) -> bool | None:
    return cells.choice(name, YesNo) is YesNo.YES if cells.text(name) else None
