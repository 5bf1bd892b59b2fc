"""Sessions and their agendas. Sessions are numbered by their days, so that session 2 always is the second."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.assembly.rules import TEXT_LIMIT, moved, text_fault, with_text
from engage.errors import NotFoundError, RefusedError
from engage.languages.local_text import LocalText
from engage.meetings.records import AgendaItem, AssemblySession, Attendance
from engage.meetings.rules import MOST_MINUTES, ItemKind, Phase

_LOCAL_FIELDS = ("title", "venue_access")
_TEXT_FIELDS = ("venue_name", "venue_address")
_TIMES = ("starts_at", "ends_at")


@dataclass(frozen=True)
class AgendaDraft:
    """An item of an agenda that is about to be written down, every value checked."""

    title: LocalText
    kind: ItemKind
    minutes: int
    speaker: str = ""


def add_session(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    title: str = "",
    held_on: date,
    starts_at: time,
    ends_at: time,
    phase: Phase | str = Phase.LEARNING,
    venue_name: str = "",
    venue_address: str = "",
    venue_access: str = "",
    language: str = "en",
) -> uuid.UUID:
    """Plan a session of the assembly and return its id. Raises NotFoundError, and RefusedError for values at odds."""
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    session = AssemblySession(
        id=uuid.uuid4(),
        assembly_id=assembly_id,
        number=_count_sessions(db, assembly_id) + 1,
        title=with_text({}, language, _kept(title)),
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        phase=_phase(phase),
        venue_name=_kept(venue_name),
        venue_address=_kept(venue_address),
        venue_access=with_text({}, language, _kept(venue_access)),
    )
    _check_times(session)
    db.add(session)
    _number_by_day(db, assembly_id)
    db.flush()
    return session.id


def edit_session(
    db: Session, session_id: uuid.UUID, *, field: str, value: str | date | time, language: str = "en"
) -> None:
    """Write one field of a session; `title` and `venue_access` in one language.

    The others are `held_on`, `starts_at`, `ends_at`, `phase`, `venue_name` and `venue_address`.
    Raises NotFoundError, and RefusedError for a value that can't be kept.
    """
    session = session_of(db, session_id)
    if field in _LOCAL_FIELDS and isinstance(value, str):
        setattr(session, field, with_text(getattr(session, field), language, _kept(value)))
    elif field in _TEXT_FIELDS and isinstance(value, str):
        setattr(session, field, _kept(value))
    elif field == "phase" and isinstance(value, str):
        session.phase = _phase(value)
    elif field == "held_on" and isinstance(value, date):
        session.held_on = value
    elif field in _TIMES and isinstance(value, time):
        setattr(session, field, value)
        _check_times(session)
    else:
        raise NotFoundError(what="field", id=field)
    _number_by_day(db, session.assembly_id)


def remove_session(db: Session, session_id: uuid.UUID) -> None:
    """Take a session away with its agenda. Raises NotFoundError, and RefusedError once somebody was ticked off."""
    session = session_of(db, session_id)
    ticked = select(func.count()).select_from(Attendance).where(Attendance.session_id == session_id)
    if db.scalar(ticked):
        raise RefusedError("session-was-held", number=session.number)
    db.delete(session)
    db.flush()
    _number_by_day(db, session.assembly_id)


def add_agenda_item(
    db: Session,
    session_id: uuid.UUID,
    *,
    title: str = "",
    kind: ItemKind | str = ItemKind.DISCUSSION,
    minutes: int = 20,
    speaker: str = "",
    language: str = "en",
) -> uuid.UUID:
    """Add an item at the end of a session's agenda and return its id. Raises NotFoundError and RefusedError."""
    session = session_of(db, session_id)
    item = AgendaItem(
        id=uuid.uuid4(),
        number=len(session.agenda) + 1,
        title=with_text({}, language, _kept(title)),
        kind=_kind(kind),
        minutes=_minutes(minutes),
        speaker=_kept(speaker),
    )
    session.agenda.append(item)
    db.flush()
    return item.id


def edit_agenda_item(db: Session, item_id: uuid.UUID, *, field: str, value: str | int, language: str = "en") -> None:
    """Write an item's `title` (in one language), `kind`, `minutes` or `speaker`. Raises NotFoundError, RefusedError."""
    item = _item(db, item_id)
    if field == "title" and isinstance(value, str):
        item.title = with_text(item.title, language, _kept(value))
    elif field == "kind" and isinstance(value, str):
        item.kind = _kind(value)
    elif field == "minutes" and isinstance(value, int):
        item.minutes = _minutes(value)
    elif field == "speaker" and isinstance(value, str):
        item.speaker = _kept(value)
    else:
        raise NotFoundError(what="field", id=field)


def move_agenda_item(db: Session, item_id: uuid.UUID, *, to: int) -> None:
    """Move an item to place `to`, counted from 1. Raises NotFoundError."""
    item = _item(db, item_id)
    _number(moved(list(item.session.agenda), item, to))


def remove_agenda_item(db: Session, item_id: uuid.UUID) -> None:
    """Take an item away and close the gap. Raises NotFoundError."""
    item = _item(db, item_id)
    agenda = item.session.agenda
    agenda.remove(item)
    _number(agenda)


def set_agenda(db: Session, session_id: uuid.UUID, *, items: Sequence[AgendaDraft]) -> None:
    """Put these items in the place of a session's present agenda; the same items change nothing.

    Raises NotFoundError and RefusedError.
    """
    session = session_of(db, session_id)
    present = [AgendaDraft(each.title, ItemKind(each.kind), each.minutes, each.speaker) for each in session.agenda]
    if present == list(items):
        return
    session.agenda = [
        AgendaItem(
            number=number,
            title={language: _kept(text) for language, text in item.title.items()},
            kind=_kind(item.kind),
            minutes=_minutes(item.minutes),
            speaker=_kept(item.speaker),
        )
        for number, item in enumerate(items, 1)
    ]
    db.flush()


def session_of(db: Session, session_id: uuid.UUID) -> AssemblySession:
    """The session of that id. Raises NotFoundError."""
    session = db.get(AssemblySession, session_id)
    if session is None:
        raise NotFoundError(what="session", id=str(session_id))
    return session


def _count_sessions(db: Session, assembly_id: uuid.UUID) -> int:
    query = select(func.count()).select_from(AssemblySession).where(AssemblySession.assembly_id == assembly_id)
    return db.scalar(query) or 0


def _item(db: Session, item_id: uuid.UUID) -> AgendaItem:
    item = db.get(AgendaItem, item_id)
    if item is None:
        raise NotFoundError(what="agenda item", id=str(item_id))
    return item


def _number(items: Sequence[AgendaItem]) -> None:
    for number, item in enumerate(items, 1):
        item.number = number


def _number_by_day(db: Session, assembly_id: uuid.UUID) -> None:
    sessions = db.scalars(select(AssemblySession).where(AssemblySession.assembly_id == assembly_id))
    order = sorted(sessions, key=lambda each: (each.held_on, each.starts_at, each.number, each.id))
    for number, session in enumerate(order, 1):
        session.number = number


def _check_times(session: AssemblySession) -> None:
    if session.starts_at >= session.ends_at:
        raise RefusedError("session-times")


def _kept(text: str) -> str:
    """The text as it was typed: a space at its end may be followed by a word. Raises RefusedError."""
    if fault := text_fault(text):
        raise RefusedError(fault, most=TEXT_LIMIT)
    return text


def _phase(phase: str) -> str:
    if phase not in list(Phase):
        raise RefusedError("choice-unknown", value=phase)
    return Phase(phase).value


def _kind(kind: str) -> str:
    if kind not in list(ItemKind):
        raise RefusedError("choice-unknown", value=kind)
    return ItemKind(kind).value


def _minutes(minutes: int) -> int:
    if not 1 <= minutes <= MOST_MINUTES:
        raise RefusedError("minutes-range", most=MOST_MINUTES)
    return minutes
