"""Drafts in and out, one version a row, with the priority they stand under and the notes they rest on."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.deliberation.records import Draft, DraftSource, DraftVersion, Priority
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import (
    DraftSheet,
    PriorityRow,
    VersionRow,
    draft_sheet,
    list_drafts,
    list_notes,
    list_priorities,
)
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, local_cells, local_header, meant, read_table, table_rows
from engage.languages.catalogues import mark
from engage.languages.local_text import LocalText

COLUMNS = (
    Column("draft", mark("The draft's number"), ("number",), is_required=True),
    Column("kind", mark("recommendation or expectation"), is_required=True),
    Column("priority", mark("The number of the priority that it stands under")),
    Column("priority_text", mark("The priority's words")),
    Column("version", mark("The version's number; 1 if left out")),
    Column("title", mark("A short title"), is_required=True),
    Column("text", mark("The wording"), is_required=True),
    Column("why", mark("Why")),
    Column("reason", mark("Why the wording was changed")),
    Column("made_at", mark("When this version was made")),
    Column("notes", mark("The notes behind it, as session:number, with spaces between them")),
    Column("retired", mark("yes if it was set aside")),
)
LOCAL = ("priority_text", "title", "text", "why")


@dataclass(frozen=True)
class VersionDraft:
    """A version that is about to be added."""

    draft: int
    kind: DraftKind
    priority: int | None
    priority_text: LocalText
    version: int
    title: LocalText
    text: LocalText
    why: LocalText
    reason: str
    made_at: datetime | None
    notes: tuple[uuid.UUID, ...]
    is_retired: bool


@dataclass(frozen=True)
class DraftsContext:
    """The numbers that are taken, the priorities there are, and the notes by "session:number"."""

    taken: frozenset[int] = frozenset()
    priorities: Mapping[int, LocalText] = field(default_factory=dict)
    notes: Mapping[str, uuid.UUID] = field(default_factory=dict)


def gather_drafts_context(db: Session, assembly_id: uuid.UUID) -> DraftsContext:
    """What `read_drafts` has to know."""
    return DraftsContext(
        frozenset(row.number for row in list_drafts(db, assembly_id, with_retired=True)),
        {row.number: row.text for row in list_priorities(db, assembly_id)},
        {f"{note.session_number}:{note.number}": note.id for note in list_notes(db, assembly_id)},
    )


def read_drafts(
    source: Path | bytes, context: DraftsContext, options: ReadOptions | None = None
) -> Preview[VersionDraft]:
    """Read and check a file of drafts. Writes nothing. Raises RefusedError when the file can't be read."""
    versions: dict[int, int] = {}

    def make(cells: Cells) -> VersionDraft:
        number = cells.number_of("draft")
        if number in context.taken or number == 0:
            raise CellFault("draft", "draft-taken", value=number)
        version = cells.number_of("version", default=1)
        expected = versions.get(number, 0) + 1
        if version != expected:
            raise CellFault("version", "version-order", value=version, expected=expected)
        row = VersionDraft(
            draft=number,
            kind=cells.choice("kind", DraftKind),
            priority=_priority(cells, context),
            priority_text=cells.local("priority_text"),
            version=version,
            title=cells.needed_local("title"),
            text=cells.needed_local("text"),
            why=cells.local("why"),
            reason=cells.text("reason"),
            made_at=_moment(cells),
            notes=tuple(
                meant("notes", each, context.notes, code="note-unknown") for each in cells.text("notes").split()
            ),
            is_retired=cells.text("retired").casefold() in ("yes", "true", "1"),
        )
        versions[number] = version
        return row

    return read_table(source, options, kind="drafts", columns=COLUMNS, local=LOCAL, make=make)


def apply_drafts(
    db: Session,
    *,
    assembly_id: uuid.UUID,
    preview: Preview[VersionDraft],
    keep_good: bool = False,
    clock: Clock = utc_now,
) -> ImportResult:
    """Add these drafts with their numbers: all of them, or none. Raises RefusedError."""
    priorities = {row.number: row for row in db.scalars(select(Priority).where(Priority.assembly_id == assembly_id))}
    drafts: dict[int, Draft] = {}
    for row in preview.accepted(keep_good=keep_good):
        if row.priority is not None and row.priority not in priorities:
            priorities[row.priority] = Priority(
                id=uuid.uuid4(), assembly_id=assembly_id, number=row.priority, text=dict(row.priority_text)
            )
            db.add(priorities[row.priority])
        draft = drafts.get(row.draft)
        if draft is None:
            draft = Draft(
                assembly_id=assembly_id,
                number=row.draft,
                kind=row.kind.value,
                priority_id=priorities[row.priority].id if row.priority is not None else None,
                is_retired=row.is_retired,
            )
            draft.sources = [DraftSource(note_id=note_id) for note_id in dict.fromkeys(row.notes)]
            drafts[row.draft] = draft
        draft.versions.append(
            DraftVersion(
                number=row.version,
                title=dict(row.title),
                text=dict(row.text),
                why=dict(row.why),
                reason=row.reason,
                made_at=row.made_at or clock(),
            )
        )
    db.flush()
    db.add_all(drafts.values())
    db.flush()
    return preview.result(keep_good=keep_good)


def export_drafts(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every version of every draft as a CSV file in the layout that `read_drafts` reads."""
    priorities = {row.id: row for row in list_priorities(db, assembly_id)}
    sheets = [draft_sheet(db, row.id) for row in list_drafts(db, assembly_id, with_retired=True)]
    versions = [version for sheet in sheets for version in sheet.versions]
    texts = {name: [getattr(version, name) for version in versions] for name in ("title", "text", "why")}
    header = local_header(COLUMNS, {**texts, "priority_text": [row.text for row in priorities.values()]})
    rows = [
        _cells(sheet, version, priorities.get(sheet.draft.priority_id) if sheet.draft.priority_id else None)
        for sheet in sheets
        for version in sheet.versions
    ]
    return write_csv(header, table_rows(header, rows))


def _cells(sheet: DraftSheet, version: VersionRow, priority: PriorityRow | None) -> dict[str, str]:
    return {
        "draft": str(sheet.draft.number),
        "kind": sheet.draft.kind.value,
        "priority": str(priority.number) if priority else "",
        **(local_cells("priority_text", priority.text) if priority else {}),
        "version": str(version.number),
        **local_cells("title", version.title),
        **local_cells("text", version.text),
        **local_cells("why", version.why),
        "reason": version.reason,
        "made_at": version.made_at.astimezone(UTC).isoformat(),
        "notes": " ".join(f"{note.session_number}:{note.number}" for note in sheet.notes),
        "retired": "yes" if sheet.draft.is_retired else "",
    }


def _priority(cells: Cells, context: DraftsContext) -> int | None:
    if not cells.text("priority"):
        return None
    number = cells.number_of("priority")
    if number not in context.priorities:
        cells.needed_local("priority_text")
    return number


def _moment(cells: Cells) -> datetime | None:
    given = cells.text("made_at")
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at the ends of the calendar
        raise CellFault("made_at", "not-a-date", value=given) from None
