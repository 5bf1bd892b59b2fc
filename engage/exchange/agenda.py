"""Sessions and their agendas in and out, an item a row: each row tells of its session too, as the first of them does.

A session that is on that day at that time already gets what the file says in the place of what it had.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from sqlalchemy.orm import Session

from engage.assembly.rules import TEXT_LIMIT
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, iso, local_cells, local_header, read_table, table_rows
from engage.languages.catalogues import mark
from engage.languages.local_text import LocalText
from engage.meetings.actions import AgendaDraft, add_session, edit_session, set_agenda
from engage.meetings.rules import MOST_MINUTES, ItemKind, Phase, over_run
from engage.meetings.views import SessionSheet, list_sessions, session_sheet

COLUMNS = (
    Column("session", mark("The session's number: rows with the same number are one agenda"), is_required=True),
    Column("day", mark("The day, such as 2027-01-31"), ("date", "held_on"), is_required=True),
    Column("begins", mark("When the session begins, such as 09:30"), ("starts_at", "start"), is_required=True),
    Column("ends", mark("When the session ends, such as 16:00"), ("ends_at", "end"), is_required=True),
    Column("phase", mark("What it is for: learning, deliberation or decision")),
    Column("session_title", mark("What the session is called")),
    Column("venue", mark("The name of the place"), ("venue_name", "place")),
    Column("address", mark("The address of the place"), ("venue_address",)),
    Column("access", mark("Getting in and around"), ("venue_access",)),
    Column("item", mark("What the agenda item is called"), ("title", "item_title")),
    Column("kind", mark("What the item is: welcome, talk, discussion, break, vote or close")),
    Column("minutes", mark("How long the item takes"), ("duration",)),
    Column("speaker", mark("Who speaks")),
)
LOCAL = ("session_title", "access", "item")
_OF_THE_ITEM = ("item", "kind", "minutes", "speaker")


@dataclass(frozen=True)
class SessionDraft:
    """A session that is about to be planned."""

    number: int
    held_on: date
    starts_at: time
    ends_at: time
    phase: Phase
    title: LocalText
    venue_name: str
    venue_address: str
    venue_access: LocalText


@dataclass(frozen=True)
class AgendaLine:
    """One row: its session, and an item of it unless the session has none."""

    session: SessionDraft
    item: AgendaDraft | None


@dataclass(frozen=True)
class AgendaContext:
    """Which sessions there are, by day and beginning."""

    sessions: Mapping[tuple[date, time], tuple[uuid.UUID, ...]] = field(default_factory=dict)


def gather_agenda_context(db: Session, assembly_id: uuid.UUID) -> AgendaContext:
    """What importing an agenda has to know."""
    found: dict[tuple[date, time], tuple[uuid.UUID, ...]] = {}
    for row in list_sessions(db, assembly_id):
        found[row.held_on, row.starts_at] = (*found.get((row.held_on, row.starts_at), ()), row.id)
    return AgendaContext(found)


def read_agenda(
    source: Path | bytes, context: AgendaContext | None = None, options: ReadOptions | None = None
) -> Preview[AgendaLine]:
    """Read and check a file of agendas. Writes nothing; an agenda that is longer than its session is a problem.

    Raises RefusedError when the file as a whole can't be read or lacks a column.
    """
    del context  # what is there already is the action's business
    reader = _Reader()
    return read_table(source, options, kind="agenda", columns=COLUMNS, local=LOCAL, make=reader.line)


class _Reader:
    """Makes lines of rows, knowing the rows before."""

    def __init__(self) -> None:
        self._sessions: dict[int, tuple[int, Mapping[str, str], SessionDraft]] = {}
        self._minutes: dict[int, int] = {}

    def line(self, cells: Cells) -> AgendaLine:
        """One row as a line."""
        _check_lengths(cells)
        session = self._session(cells)
        if not any(cells.text(name) or cells.local(name) for name in _OF_THE_ITEM):
            return AgendaLine(session, None)
        minutes = cells.number_of("minutes")
        if not 1 <= minutes <= MOST_MINUTES:
            raise CellFault("minutes", "minutes-range", most=MOST_MINUTES)
        item = AgendaDraft(cells.local("item"), cells.choice("kind", ItemKind), minutes, cells.text("speaker"))
        used = self._minutes.get(session.number, 0) + minutes
        if (over := over_run(session.starts_at, session.ends_at, [used])) > 0:
            raise CellFault("minutes", "agenda-overruns", session=session.number, minutes=over)
        self._minutes[session.number] = used
        return AgendaLine(session, item)

    def _session(self, cells: Cells) -> SessionDraft:
        number = cells.number_of("session")
        given = {name: value for name, value in cells.values.items() if _is_of_the_session(name)}
        if number not in self._sessions:
            self._sessions[number] = (cells.number, given, _draft(number, cells))
        row, first, draft = self._sessions[number]
        for name, value in given.items():
            if value and value != first[name]:
                raise CellFault(name, "session-unlike", other=row)
        return draft


def _is_of_the_session(column: str) -> bool:
    return column not in _OF_THE_ITEM and not column.startswith("item_")


def _draft(number: int, cells: Cells) -> SessionDraft:
    draft = SessionDraft(
        number=number,
        held_on=cells.day("day"),
        starts_at=cells.clock_time("begins"),
        ends_at=cells.clock_time("ends"),
        phase=cells.choice("phase", Phase) if cells.text("phase") else Phase.LEARNING,
        title=cells.local("session_title"),
        venue_name=cells.text("venue"),
        venue_address=cells.text("address"),
        venue_access=cells.local("access"),
    )
    if draft.starts_at >= draft.ends_at:
        raise CellFault("ends", "session-ends-first")
    return draft


def _check_lengths(cells: Cells) -> None:
    for name, value in cells.values.items():
        if len(value) > TEXT_LIMIT:
            raise CellFault(name, "cell-long", most=TEXT_LIMIT)


def apply_agenda(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[AgendaLine], keep_good: bool = False
) -> ImportResult:
    """Plan these sessions with their agendas: all of them, or none. Raises RefusedError.

    The caller owns the transaction.
    """
    there = {key: list(ids) for key, ids in gather_agenda_context(db, assembly_id).sessions.items()}
    agendas: dict[int, tuple[SessionDraft, list[AgendaDraft]]] = {}
    for line in preview.accepted(keep_good=keep_good):
        _session, items = agendas.setdefault(line.session.number, (line.session, []))
        items += [line.item] if line.item else []
    for _number, (session, items) in sorted(agendas.items()):
        waiting = there.get((session.held_on, session.starts_at))
        set_agenda(db, _planned(db, assembly_id, session, waiting.pop(0) if waiting else None), items=items)
    return preview.result(keep_good=keep_good)


def _planned(db: Session, assembly_id: uuid.UUID, draft: SessionDraft, key: uuid.UUID | None) -> uuid.UUID:
    """The session of this draft: the one that is there, brought up to date, or a new one."""
    if key is None:
        key = add_session(
            db, assembly_id, held_on=draft.held_on, starts_at=draft.starts_at, ends_at=draft.ends_at, phase=draft.phase
        )
    plain = {
        "ends_at": draft.ends_at,
        "phase": draft.phase.value,
        "venue_name": draft.venue_name,
        "venue_address": draft.venue_address,
    }
    for name, value in plain.items():
        edit_session(db, key, field=name, value=value)
    for name, texts in (("title", draft.title), ("venue_access", draft.venue_access)):
        for language, text in texts.items():
            edit_session(db, key, field=name, value=text, language=language)
    return key


def export_agenda(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every session with its agenda as a CSV file in the layout that `read_agenda` reads."""
    sheets = [session_sheet(db, row.id) for row in list_sessions(db, assembly_id)]
    texts = {
        "session_title": [sheet.title for sheet in sheets],
        "access": [sheet.venue_access for sheet in sheets],
        "item": [item.title for sheet in sheets for item in sheet.agenda],
    }
    header = local_header(COLUMNS, texts)
    rows = [row for sheet in sheets for row in _rows(sheet)]
    return write_csv(header, table_rows(header, rows))


def _rows(sheet: SessionSheet) -> list[dict[str, str]]:
    session = {
        "session": str(sheet.number),
        "day": iso(sheet.held_on),
        "begins": iso(sheet.starts_at),
        "ends": iso(sheet.ends_at),
        "phase": sheet.phase.value,
        **local_cells("session_title", sheet.title),
        "venue": sheet.venue_name,
        "address": sheet.venue_address,
        **local_cells("access", sheet.venue_access),
    }
    items = [
        {
            **local_cells("item", item.title),
            "kind": item.kind.value,
            "minutes": str(item.minutes),
            "speaker": item.speaker,
        }
        for item in sheet.agenda
    ]
    # Space around a text is not read back, so that it is not written either.
    return [{name: text.strip() for name, text in (session | item).items()} for item in items or [{}]]
