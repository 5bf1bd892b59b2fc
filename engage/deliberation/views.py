"""What screens show and documents print of deliberation: notes, and drafts with what stands behind them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, selectinload

from engage.deliberation.records import Draft, DraftSource, DraftVersion, Note, Priority
from engage.deliberation.rules import DraftKind, NoteKind
from engage.errors import NotFoundError
from engage.languages.local_text import LocalText
from engage.meetings.records import AgendaItem, AssemblySession
from engage.meetings.views import list_attendance
from engage.seating.views import list_seats

NoteQuery = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class NoteRow:
    """One note, where it was said, and the numbers of the drafts that rest on it."""

    id: uuid.UUID
    session_id: uuid.UUID
    session_number: int
    agenda_item_id: uuid.UUID | None
    item_title: LocalText
    table_number: int
    number: int
    kind: NoteKind
    text: str
    draft_numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class NoteCount:
    """How many notes a session has, and how many of them no draft rests on, but for those set aside."""

    total: int
    unused: int


@dataclass(frozen=True)
class NoteFilter:
    """Which notes are wanted; what is None or empty is not asked for. Words are found anywhere in a note, any case."""

    session_id: uuid.UUID | None = None
    table_number: int | None = None
    kind: NoteKind | None = None
    search: str = ""

    def keeps(self, note: NoteRow) -> bool:
        """Whether a note is wanted."""
        return (
            self.session_id in (None, note.session_id)
            and self.table_number in (None, note.table_number)
            and self.kind in (None, note.kind)
            and all(word in note.text.casefold() for word in self.search.casefold().split())
        )


@dataclass(frozen=True)
class PriorityRow:
    """One priority, and how many drafts stand under it."""

    id: uuid.UUID
    number: int
    text: LocalText
    draft_count: int = 0


@dataclass(frozen=True)
class VersionRow:
    """One wording of a draft."""

    id: uuid.UUID
    number: int
    title: LocalText
    text: LocalText
    why: LocalText
    reason: str
    made_at: datetime


@dataclass(frozen=True)
class DraftRow:
    """One draft with its newest wording."""

    id: uuid.UUID
    number: int
    kind: DraftKind
    priority_id: uuid.UUID | None
    is_retired: bool
    version: VersionRow
    note_count: int

    @property
    def label(self) -> str:
        """How it is called: R1, E2."""
        return f"{self.kind.letter}{self.number}"


@dataclass(frozen=True)
class DraftSheet:
    """One draft with all its wordings, oldest first, and the notes behind it."""

    draft: DraftRow
    versions: tuple[VersionRow, ...]
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True)
class BoardColumn:
    """The notes that a draft rests on; without a draft, those that no draft on the board rests on yet."""

    draft: DraftRow | None
    notes: tuple[NoteRow, ...]


def board_columns(
    notes: Sequence[NoteRow], drafts: Sequence[DraftRow], priorities: Sequence[PriorityRow]
) -> tuple[BoardColumn, ...]:
    """First the notes not used yet, then a column for each draft: by priority, those without one last.

    A note stands in the column of every draft that rests on it.
    """
    order = {priority.id: place for place, priority in enumerate(priorities)}

    def place(draft: DraftRow) -> tuple[int, int]:
        first = len(order) if draft.priority_id is None else order.get(draft.priority_id, len(order))
        return first, draft.number

    columns: dict[int, list[NoteRow]] = {draft.number: [] for draft in drafts}
    unused: list[NoteRow] = []
    for note in notes:
        found = [columns[number] for number in note.draft_numbers if number in columns]
        for column in found or [unused]:
            column.append(note)
    shown = [BoardColumn(draft, tuple(columns[draft.number])) for draft in sorted(drafts, key=place)]
    return (BoardColumn(None, tuple(unused)), *shown)


def list_notes(
    db: Session, assembly_id: uuid.UUID, *, session_id: uuid.UUID | None = None, search: str = ""
) -> list[NoteRow]:
    """The notes of an assembly or of one session, in the order they were made."""
    query = _notes().where(AssemblySession.assembly_id == assembly_id)
    if session_id is not None:
        query = query.where(Note.session_id == session_id)
    if search.strip():
        query = query.where(Note.text.icontains(search.strip(), autoescape=True))
    return _note_rows(db, query)


def count_notes(db: Session, assembly_id: uuid.UUID) -> dict[uuid.UUID, NoteCount]:
    """The sessions that have notes, each with how many."""
    is_behind = (DraftSource.note_id == Note.id, Draft.is_retired.is_(False))
    is_used = select(DraftSource.id).join(Draft, Draft.id == DraftSource.draft_id).where(*is_behind).exists()
    query = (
        select(Note.session_id, func.count(), func.sum(case((is_used, 0), else_=1)))
        .join(AssemblySession, AssemblySession.id == Note.session_id)
        .where(AssemblySession.assembly_id == assembly_id)
        .group_by(Note.session_id)
    )
    return {session_id: NoteCount(total, unused) for session_id, total, unused in db.execute(query)}


def list_priorities(db: Session, assembly_id: uuid.UUID) -> list[PriorityRow]:
    """The priorities in their order."""
    count = select(func.count()).where(Draft.priority_id == Priority.id).correlate(Priority).scalar_subquery()
    query = select(Priority, count).where(Priority.assembly_id == assembly_id).order_by(Priority.number)
    return [PriorityRow(row.id, row.number, row.text, drafts) for row, drafts in db.execute(query)]


def list_drafts(db: Session, assembly_id: uuid.UUID, *, with_retired: bool = False) -> list[DraftRow]:
    """The drafts by number, each with its newest wording."""
    query = select(Draft).where(Draft.assembly_id == assembly_id).order_by(Draft.number)
    if not with_retired:
        query = query.where(Draft.is_retired.is_(False))
    drafts = list(db.scalars(query.options(selectinload(Draft.versions))))
    behind = select(DraftSource.draft_id, func.count()).join(Draft).where(Draft.assembly_id == assembly_id)
    counts = dict(iter(db.execute(behind.group_by(DraftSource.draft_id))))
    return [_draft_row(draft, counts.get(draft.id, 0)) for draft in drafts]


def draft_sheet(db: Session, draft_id: uuid.UUID) -> DraftSheet:
    """One draft with its history. Raises NotFoundError."""
    draft = db.get(Draft, draft_id)
    if draft is None:
        raise NotFoundError(what="draft", id=str(draft_id))
    query = _notes().join(DraftSource, DraftSource.note_id == Note.id).where(DraftSource.draft_id == draft_id)
    notes = tuple(_note_rows(db, query))
    return DraftSheet(
        draft=_draft_row(draft, len(notes)),
        versions=tuple(_version_row(version) for version in draft.versions),
        notes=notes,
    )


def drafts_by_member(db: Session, assembly_id: uuid.UUID) -> dict[str, Counter[int]]:
    """For each member, by reference: how many notes of tables they sat at stand behind each draft, by its number.

    As far as it can be known, that is: notes keep no names, but tables have seats.
    Whoever is noted as having stayed away from a session sat nowhere that day.
    """
    behind: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for note in list_notes(db, assembly_id):
        behind[note.session_number, note.table_number].update(note.draft_numbers)
    away = {(row.session_number, row.reference) for row in list_attendance(db, assembly_id) if not row.state.has_come}
    sat = {
        (seat.reference, seat.session_number, seat.table)
        for seat in list_seats(db, assembly_id)
        if (seat.session_number, seat.reference) not in away
    }
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for reference, session_number, table in sat:
        found[reference].update(behind[session_number, table])
    return {reference: work for reference, work in found.items() if work}


def _notes() -> NoteQuery:
    each = Note
    return (
        select(
            each.id,
            each.session_id,
            AssemblySession.number.label("session_number"),
            each.agenda_item_id,
            AgendaItem.title.label("item_title"),
            each.table_number,
            each.number,
            each.kind,
            each.text,
        )
        .join(AssemblySession, AssemblySession.id == each.session_id)
        .outerjoin(AgendaItem, AgendaItem.id == each.agenda_item_id)
        .order_by(AssemblySession.number, each.number)
    )


def _note_rows(db: Session, query: NoteQuery) -> list[NoteRow]:
    found = db.execute(query).all()
    drafts = _drafts_behind(db, [row.id for row in found])
    return [
        NoteRow(
            id=row.id,
            session_id=row.session_id,
            session_number=row.session_number,
            agenda_item_id=row.agenda_item_id,
            item_title=row.item_title or {},
            table_number=row.table_number,
            number=row.number,
            kind=NoteKind(row.kind),
            text=row.text,
            draft_numbers=tuple(drafts.get(row.id, ())),
        )
        for row in found
    ]


def _drafts_behind(db: Session, note_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[int]]:
    query = (
        select(DraftSource.note_id, Draft.number)
        .join(Draft, Draft.id == DraftSource.draft_id)
        .where(DraftSource.note_id.in_(note_ids))
        .order_by(Draft.number)
    )
    numbers: dict[uuid.UUID, list[int]] = {}
    for note_id, number in db.execute(query):
        numbers.setdefault(note_id, []).append(number)
    return numbers


def _draft_row(draft: Draft, note_count: int) -> DraftRow:
    return DraftRow(
        id=draft.id,
        number=draft.number,
        kind=DraftKind(draft.kind),
        priority_id=draft.priority_id,
        is_retired=draft.is_retired,
        version=_version_row(draft.versions[-1]),
        note_count=note_count,
    )


def _version_row(version: DraftVersion) -> VersionRow:
    return VersionRow(
        id=version.id,
        number=version.number,
        title=version.title,
        text=version.text,
        why=version.why,
        reason=version.reason,
        made_at=version.made_at,
    )
