"""Notes in and out, one a row: `session,item,table,kind,text`."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.deliberation.actions import add_note
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import list_notes
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, read_table
from engage.languages.catalogues import mark
from engage.meetings.records import AgendaItem, AssemblySession

COLUMNS = (
    Column("session", mark("The session's number"), is_required=True),
    Column("item", mark("The agenda item's number, if any")),
    Column("table", mark("The table's number"), is_required=True),
    Column("kind", mark("What it is: idea, concern, question, value or evidence-gap")),
    Column("text", mark("What was said"), ("note", "comment"), is_required=True),
)


@dataclass(frozen=True)
class NoteDraft:
    """A note that is about to be added."""

    session_id: uuid.UUID
    item_id: uuid.UUID | None
    table_number: int
    kind: NoteKind
    text: str


@dataclass(frozen=True)
class NotesContext:
    """The sessions by number, and their agenda items by session and number."""

    sessions: Mapping[int, uuid.UUID] = field(default_factory=dict)
    items: Mapping[tuple[int, int], uuid.UUID] = field(default_factory=dict)

    def session(self, cells: Cells) -> tuple[int, uuid.UUID]:
        """The session that a row speaks of."""
        number = cells.number_of("session")
        if number not in self.sessions:
            raise CellFault("session", "session-unknown", value=number)
        return number, self.sessions[number]


def gather_notes_context(db: Session, assembly_id: uuid.UUID) -> NotesContext:
    """What `read_notes` has to know."""
    sessions = select(AssemblySession.number, AssemblySession.id).where(AssemblySession.assembly_id == assembly_id)
    items = (
        select(AssemblySession.number, AgendaItem.number, AgendaItem.id)
        .join(AssemblySession, AssemblySession.id == AgendaItem.session_id)
        .where(AssemblySession.assembly_id == assembly_id)
    )
    return NotesContext(
        {row.number: row.id for row in db.execute(sessions)},
        {(session, number): key for session, number, key in db.execute(items)},
    )


def read_notes(source: Path | bytes, context: NotesContext, options: ReadOptions | None = None) -> Preview[NoteDraft]:
    """Read and check a file of notes. Writes nothing. Raises RefusedError when the file can't be read."""

    def make(cells: Cells) -> NoteDraft:
        number, session_id = context.session(cells)
        item_id = None
        if cells.text("item"):
            item = cells.number_of("item")
            if (number, item) not in context.items:
                raise CellFault("item", "item-unknown", session=number, value=item)
            item_id = context.items[number, item]
        table = cells.number_of("table")
        if table < 1:
            raise CellFault("table", "not-a-number", value=table)
        kind = cells.choice("kind", NoteKind) if cells.text("kind") else NoteKind.IDEA
        return NoteDraft(session_id, item_id, table, kind, cells.needed("text"))

    return read_table(source, options, kind="notes", columns=COLUMNS, make=make)


def apply_notes(
    db: Session,
    *,
    assembly_id: uuid.UUID,  # noqa: ARG001 - every kind's action has the same signature
    preview: Preview[NoteDraft],
    keep_good: bool = False,
) -> ImportResult:
    """Add these notes: all of them, or none. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        add_note(
            db,
            draft.session_id,
            table_number=draft.table_number,
            text=draft.text,
            kind=draft.kind,
            agenda_item_id=draft.item_id,
        )
    return preview.result(keep_good=keep_good)


def export_notes(db: Session, assembly_id: uuid.UUID) -> bytes:
    """The notes in the order they were made, as a CSV file in the layout that `read_notes` reads."""
    items = {key: number for (_session, number), key in gather_notes_context(db, assembly_id).items.items()}
    rows = [
        [
            str(note.session_number),
            str(items[note.agenda_item_id]) if note.agenda_item_id else "",
            str(note.table_number),
            note.kind.value,
            note.text,
        ]
        for note in list_notes(db, assembly_id)
    ]
    return write_csv([column.name for column in COLUMNS], rows)
