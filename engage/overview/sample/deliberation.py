"""The sample's notes, priorities and drafts: what was said at the tables, and what members made of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock
from engage.deliberation.actions import (
    add_draft,
    add_note,
    add_priority,
    edit_priority,
    link_note,
    retire_draft,
    revise_draft,
    set_priority,
    translate_version,
)
from engage.deliberation.records import Draft, DraftVersion, Note
from engage.deliberation.rules import DraftKind, NoteKind
from engage.deliberation.views import list_priorities
from engage.meetings.records import AgendaItem, AssemblySession
from engage.overview.sample.chance import Chance
from engage.overview.sample.content import sample_file
from engage.overview.sample.meetings import SampleSession
from engage.seating.views import plan_sheet

DRAFTS_BEGIN = 3
"""The session at which the first drafts are written."""


def discussed_items(session: SampleSession) -> list[int]:
    """The numbers of the agenda's items at which notes were made."""
    return [int(item) for item in sample_file("notes")["sessions"][session.number - 1]]


def write_notes(db: Session, *, session: SampleSession, item: int, chance: Chance) -> None:
    """Write down what was said about one item, each note at one of the tables. The caller owns the transaction."""
    sheet = plan_sheet(db, session.id)
    tables = len(sheet.tables) if sheet else 1
    item_id = db.scalars(
        select(AgendaItem.id).where(AgendaItem.session_id == session.id, AgendaItem.number == item)
    ).one()
    for kind, text, *_drafts in _notes_of(session.number, item):
        add_note(
            db,
            session.id,
            table_number=1 + chance.below(tables),
            text=text,
            kind=NoteKind(kind),
            agenda_item_id=item_id,
        )


def write_drafts(db: Session, assembly_id: uuid.UUID, *, session: SampleSession, clock: Clock) -> None:
    """Write the wordings that were made at one session, with the reasons. The caller owns the transaction."""
    if session.number == DRAFTS_BEGIN:
        _set_priorities(db, assembly_id)
    priorities = {row.number: row.id for row in list_priorities(db, assembly_id)}
    for number, given in enumerate(sample_file("drafts")["drafts"], 1):
        for place, version in enumerate(given["versions"], 1):
            if version["session"] == session.number:
                _write_version(db, assembly_id, number, version, is_first=place == 1, clock=clock)
        if session.number == DRAFTS_BEGIN:
            draft_id = _draft_id(db, assembly_id, number)
            if given["priority"] is not None:
                set_priority(db, draft_id, priority_id=priorities[given["priority"]])
        elif given.get("is_retired"):
            retire_draft(db, _draft_id(db, assembly_id, number))


def rest_on_notes(db: Session, assembly_id: uuid.UUID) -> None:
    """Say which drafts rest on the notes made so far. The caller owns the transaction."""
    for session, items in enumerate(sample_file("notes")["sessions"], 1):
        rows = [row for item in items for row in _notes_of(session, int(item))]
        query = (
            select(Note.id)
            .join(AssemblySession, AssemblySession.id == Note.session_id)
            .where(AssemblySession.assembly_id == assembly_id, AssemblySession.number == session)
            .order_by(Note.number)
        )
        for note_id, (_kind, _text, *drafts) in zip(list(db.scalars(query)), rows, strict=False):
            for number in drafts:
                link_note(db, _draft_id(db, assembly_id, number), note_id=note_id)


def _notes_of(session: int, item: int) -> list[list[Any]]:
    rows: list[list[Any]] = sample_file("notes")["sessions"][session - 1][str(item)]
    return rows


def _set_priorities(db: Session, assembly_id: uuid.UUID) -> None:
    for texts in sample_file("drafts")["priorities"]:
        priority_id = add_priority(db, assembly_id, text=texts["en"])
        for language, text in texts.items():
            edit_priority(db, priority_id, text=text, language=language)


def _write_version(
    db: Session, assembly_id: uuid.UUID, number: int, given: Mapping[str, Any], *, is_first: bool, clock: Clock
) -> None:
    words = {name: given[name] for name in ("title", "text", "why")}
    if is_first:
        kind = DraftKind(sample_file("drafts")["drafts"][number - 1]["kind"])
        draft_id = add_draft(db, assembly_id, kind=kind, clock=clock, **words)
    else:
        draft_id = _draft_id(db, assembly_id, number)
        revise_draft(db, draft_id, reason=given["reason"], clock=clock, **words)
    newest = select(DraftVersion.id).where(DraftVersion.draft_id == draft_id).order_by(DraftVersion.number.desc())
    version_id = db.scalars(newest.limit(1)).one()
    for language, texts in given.get("translations", {}).items():
        translate_version(db, version_id, language=language, **texts)


def _draft_id(db: Session, assembly_id: uuid.UUID, number: int) -> uuid.UUID:
    return db.scalars(select(Draft.id).where(Draft.assembly_id == assembly_id, Draft.number == number)).one()
