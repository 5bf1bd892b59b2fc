"""The use cases of deliberation: notes, priorities, drafts and their versions.

Each takes the session first and never commits. A wording is never overwritten, and a number is never used again.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.assembly.rules import moved
from engage.clock import Clock, utc_now
from engage.deliberation.records import Draft, DraftSource, DraftVersion, Note, Priority
from engage.deliberation.rules import NOTE_LIMIT, TEXT_LIMIT, TITLE_LIMIT, DraftKind, NoteKind
from engage.errors import NotFoundError, RefusedError
from engage.meetings.records import AgendaItem, AssemblySession

# --- notes ---


def add_note(
    db: Session,
    session_id: uuid.UUID,
    *,
    table_number: int,
    text: str,
    kind: NoteKind = NoteKind.IDEA,
    agenda_item_id: uuid.UUID | None = None,
) -> uuid.UUID:
    """Write down what was said at a table. Raises NotFoundError and RefusedError. The caller owns the transaction."""
    if db.get(AssemblySession, session_id) is None:
        raise NotFoundError(what="session", id=str(session_id))
    if agenda_item_id is not None:
        item = db.get(AgendaItem, agenda_item_id)
        if item is None or item.session_id != session_id:
            raise NotFoundError(what="agenda item", id=str(agenda_item_id))
    table = _table(table_number)
    highest = db.scalar(select(func.max(Note.number)).where(Note.session_id == session_id))
    note = Note(
        session_id=session_id,
        agenda_item_id=agenda_item_id,
        table_number=table,
        number=(highest or 0) + 1,
        kind=kind.value,
        text=_text(text, NOTE_LIMIT),
    )
    db.add(note)
    db.flush()
    return note.id


def edit_note(
    db: Session,
    note_id: uuid.UUID,
    *,
    text: str | None = None,
    kind: NoteKind | None = None,
    table_number: int | None = None,
) -> None:
    """Correct a note. Raises NotFoundError and RefusedError. The caller owns the transaction."""
    note = _note(db, note_id)
    if text is not None:
        note.text = _text(text, NOTE_LIMIT)
    if kind is not None:
        note.kind = kind.value
    if table_number is not None:
        note.table_number = _table(table_number)


def remove_note(db: Session, note_id: uuid.UUID) -> None:
    """Remove a note. Raises NotFoundError, and RefusedError while a draft rests on it."""
    note = _note(db, note_id)
    if db.scalar(select(func.count()).where(DraftSource.note_id == note_id)):
        raise RefusedError("note-in-use")
    db.delete(note)


# --- priorities ---


def add_priority(db: Session, assembly_id: uuid.UUID, *, text: str, language: str = "en") -> uuid.UUID:
    """Add a priority at the end. Raises NotFoundError and RefusedError. The caller owns the transaction."""
    _assembly(db, assembly_id)
    highest = db.scalar(select(func.max(Priority.number)).where(Priority.assembly_id == assembly_id))
    priority = Priority(assembly_id=assembly_id, number=(highest or 0) + 1, text={language: _text(text, TEXT_LIMIT)})
    db.add(priority)
    db.flush()
    return priority.id


def edit_priority(db: Session, priority_id: uuid.UUID, *, text: str, language: str = "en") -> None:
    """Change a priority's wording in one language. Raises NotFoundError and RefusedError."""
    priority = _priority(db, priority_id)
    priority.text = {**priority.text, language: _text(text, TEXT_LIMIT)}


def move_priority(db: Session, priority_id: uuid.UUID, *, to: int) -> None:
    """Move a priority to place `to`, counted from 1. Raises NotFoundError. The caller owns the transaction."""
    priority = _priority(db, priority_id)
    _number(moved(_priorities(db, priority.assembly_id), priority, to))


def remove_priority(db: Session, priority_id: uuid.UUID) -> None:
    """Remove a priority under which no draft stands; those after it move up. Raises NotFoundError and RefusedError."""
    priority = _priority(db, priority_id)
    if db.scalar(select(func.count()).where(Draft.priority_id == priority_id)):
        raise RefusedError("priority-in-use")
    _number([each for each in _priorities(db, priority.assembly_id) if each is not priority])
    db.delete(priority)


# --- drafts ---


def add_draft(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    kind: DraftKind,
    title: str,
    text: str,
    why: str = "",
    priority_id: uuid.UUID | None = None,
    note_ids: Sequence[uuid.UUID] = (),
    language: str = "en",
    clock: Clock = utc_now,
) -> uuid.UUID:
    """Begin a draft with its first version and the notes it rests on.

    Raises NotFoundError and RefusedError. The caller owns the transaction.
    """
    _assembly(db, assembly_id)
    if priority_id is not None and _priority(db, priority_id).assembly_id != assembly_id:
        raise NotFoundError(what="priority", id=str(priority_id))
    highest = db.scalar(select(func.max(Draft.number)).where(Draft.assembly_id == assembly_id))
    draft = Draft(assembly_id=assembly_id, priority_id=priority_id, number=(highest or 0) + 1, kind=kind.value)
    draft.versions.append(
        DraftVersion(
            number=1,
            title={language: _text(title, TITLE_LIMIT)},
            text={language: _text(text, TEXT_LIMIT)},
            why=_optional(why, language),
            made_at=clock(),
        )
    )
    db.add(draft)
    db.flush()
    for note_id in note_ids:
        link_note(db, draft.id, note_id=note_id)
    return draft.id


def revise_draft(
    db: Session,
    draft_id: uuid.UUID,
    *,
    title: str,
    text: str,
    why: str = "",
    reason: str,
    language: str = "en",
    clock: Clock = utc_now,
) -> uuid.UUID:
    """Put a new version after the others, with the reason for it; gives the version's id.

    Words in other languages don't follow: they belong to the older wording. Raises NotFoundError, and RefusedError
    when the draft is retired or nothing changed. The caller owns the transaction.
    """
    draft = _draft(db, draft_id)
    if draft.is_retired:
        raise RefusedError("draft-retired", number=draft.number)
    last = draft.versions[-1]
    new = {"title": _text(title, TITLE_LIMIT), "text": _text(text, TEXT_LIMIT), "why": why.strip()}
    if all(getattr(last, name).get(language, "") == value for name, value in new.items()):
        raise RefusedError("version-unchanged")
    version = DraftVersion(
        number=last.number + 1,
        title={language: new["title"]},
        text={language: new["text"]},
        why=_optional(why, language),
        reason=_text(reason, NOTE_LIMIT),
        made_at=clock(),
    )
    draft.versions.append(version)
    db.flush()
    return version.id


def translate_version(
    db: Session, version_id: uuid.UUID, *, language: str, title: str, text: str, why: str = ""
) -> None:
    """Add a version's wording in another language. The wording that is there is never changed.

    Raises NotFoundError, and RefusedError when the version has this language already. The caller owns the transaction.
    """
    version = db.get(DraftVersion, version_id)
    if version is None:
        raise NotFoundError(what="draft", id=str(version_id))
    if version.text.get(language):
        raise RefusedError("version-unchanged")
    version.title = {**version.title, language: _text(title, TITLE_LIMIT)}
    version.text = {**version.text, language: _text(text, TEXT_LIMIT)}
    version.why = {**version.why, **_optional(why, language)}


def set_priority(db: Session, draft_id: uuid.UUID, *, priority_id: uuid.UUID | None) -> None:
    """Put a draft under a priority, or under none. Raises NotFoundError. The caller owns the transaction."""
    draft = _draft(db, draft_id)
    if priority_id is not None and _priority(db, priority_id).assembly_id != draft.assembly_id:
        raise NotFoundError(what="priority", id=str(priority_id))
    draft.priority_id = priority_id


def retire_draft(db: Session, draft_id: uuid.UUID, *, is_retired: bool = True) -> None:
    """Set a draft aside, or take it up again; its number stays its own. Raises NotFoundError."""
    _draft(db, draft_id).is_retired = is_retired


def link_note(db: Session, draft_id: uuid.UUID, *, note_id: uuid.UUID) -> None:
    """Say that a draft rests on a note; twice is the same as once. Raises NotFoundError."""
    draft = _draft(db, draft_id)
    _note(db, note_id)
    if all(source.note_id != note_id for source in draft.sources):
        draft.sources.append(DraftSource(note_id=note_id))


def unlink_note(db: Session, draft_id: uuid.UUID, *, note_id: uuid.UUID) -> None:
    """Say that a draft does not rest on a note after all. Raises NotFoundError."""
    draft = _draft(db, draft_id)
    draft.sources = [source for source in draft.sources if source.note_id != note_id]


def move_notes(
    db: Session,
    note_ids: Sequence[uuid.UUID],
    *,
    from_draft_id: uuid.UUID | None = None,
    to_draft_id: uuid.UUID | None = None,
) -> None:
    """Take notes off one draft and put them under another; either may be none. Raises NotFoundError.

    Other drafts that rest on them stay as they are. The caller owns the transaction.
    """
    for note_id in note_ids:
        if from_draft_id is not None:
            unlink_note(db, from_draft_id, note_id=note_id)
        if to_draft_id is not None:
            link_note(db, to_draft_id, note_id=note_id)


def _assembly(db: Session, assembly_id: uuid.UUID) -> None:
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))


def _note(db: Session, note_id: uuid.UUID) -> Note:
    note = db.get(Note, note_id)
    if note is None:
        raise NotFoundError(what="note", id=str(note_id))
    return note


def _priority(db: Session, priority_id: uuid.UUID) -> Priority:
    priority = db.get(Priority, priority_id)
    if priority is None:
        raise NotFoundError(what="priority", id=str(priority_id))
    return priority


def _priorities(db: Session, assembly_id: uuid.UUID) -> list[Priority]:
    query = select(Priority).where(Priority.assembly_id == assembly_id)
    return list(db.scalars(query.order_by(Priority.number, Priority.id)))


def _number(priorities: Sequence[Priority]) -> None:
    for number, priority in enumerate(priorities, 1):
        priority.number = number


def _draft(db: Session, draft_id: uuid.UUID) -> Draft:
    draft = db.get(Draft, draft_id)
    if draft is None:
        raise NotFoundError(what="draft", id=str(draft_id))
    return draft


def _table(number: int) -> int:
    if number < 1:
        raise RefusedError("table-number")
    return number


def _text(text: str, limit: int) -> str:
    text = text.strip()
    if not text:
        raise RefusedError("text-missing")
    if len(text) > limit:
        raise RefusedError("text-too-long", most=limit)
    return text


def _optional(text: str, language: str) -> dict[str, str]:
    return {language: _text(text, TEXT_LIMIT)} if text.strip() else {}
