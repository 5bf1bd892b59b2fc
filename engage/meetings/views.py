"""What screens show and documents print of the sessions: the list, one session's agenda, and who is at the door."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, selectinload

from engage.errors import NotFoundError
from engage.languages.local_text import LocalText
from engage.meetings.records import AgendaItem, AssemblySession, Attendance
from engage.meetings.rules import (
    QUORUM,
    AgendaPart,
    AgendaWarning,
    AttendanceState,
    ItemKind,
    Phase,
    agenda_times,
    agenda_warnings,
    over_run,
    quorum_needed,
)
from engage.people.records import AccessNeed, Respondent
from engage.people.rules import NeedKind, RespondentStatus, name_key, reference_order, shown_name

_CAME = tuple(state.value for state in AttendanceState if state.has_come)


@dataclass(frozen=True)
class SessionRow:
    """One session in the list. `came` and `away` count who was ticked off; `members` who may come."""

    id: uuid.UUID
    number: int
    title: LocalText
    held_on: date
    starts_at: time
    ends_at: time
    phase: Phase
    venue_name: str
    items: int
    came: int
    away: int
    members: int


@dataclass(frozen=True)
class AgendaRow:
    """One item of an agenda, with the times that follow from the items before it."""

    id: uuid.UUID
    number: int
    title: LocalText
    kind: ItemKind
    minutes: int
    speaker: str
    starts: time
    ends: time


@dataclass(frozen=True)
class SessionSheet:
    """Everything about one session. `over_run` is in minutes; less than 0 is time that is left."""

    id: uuid.UUID
    assembly_id: uuid.UUID
    number: int
    title: LocalText
    held_on: date
    starts_at: time
    ends_at: time
    phase: Phase
    venue_name: str
    venue_address: str
    venue_access: LocalText
    agenda: tuple[AgendaRow, ...]
    over_run: int
    warnings: tuple[AgendaWarning, ...]


@dataclass(frozen=True)
class DoorNeed:
    """What somebody at the door needs, and how it is met (empty while nobody has said)."""

    kind: NeedKind
    how_met: str


@dataclass(frozen=True)
class DoorPerson:
    """A member on the day: where they are, and what to remember when they come in."""

    id: uuid.UUID
    reference: str
    full_name: str
    state: AttendanceState
    arrived_at: datetime | None
    left_at: datetime | None
    needs: tuple[DoorNeed, ...]

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return shown_name(self.full_name, self.reference)


@dataclass(frozen=True)
class AttendanceRow:
    """What was written about one person at one session."""

    session_number: int
    respondent_id: uuid.UUID
    reference: str
    full_name: str
    state: AttendanceState
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class Quorum:
    """How many are in the room, how many came at all, and how many of the members there must be."""

    present: int
    came: int
    members: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Whether enough are in the room."""
        return 0 < self.needed <= self.present


def list_sessions(db: Session, assembly_id: uuid.UUID) -> tuple[SessionRow, ...]:
    """The assembly's sessions, by day."""
    counts = (
        _counted(AgendaItem),
        _counted(Attendance, Attendance.state.in_(_CAME)),
        _counted(Attendance, Attendance.state.not_in(_CAME)),
    )
    each = AssemblySession
    query = select(
        each.id, each.number, each.title, each.held_on, each.starts_at, each.ends_at, each.phase, each.venue_name
    ).add_columns(*counts)
    members = _count_members(db, assembly_id)
    found = db.execute(query.where(each.assembly_id == assembly_id).order_by(each.number, each.id))
    return tuple(
        SessionRow(key, number, title, day, starts, ends, Phase(phase), venue, items, came, away, members)
        for key, number, title, day, starts, ends, phase, venue, items, came, away in found
    )


def session_sheet(db: Session, session_id: uuid.UUID) -> SessionSheet:
    """One session with its agenda, the times worked out. Raises NotFoundError."""
    session = _session(db, session_id)
    items = sorted(session.agenda, key=lambda item: (item.number, item.id))
    minutes = [item.minutes for item in items]
    times = agenda_times(session.starts_at, minutes)
    return SessionSheet(
        id=session.id,
        assembly_id=session.assembly_id,
        number=session.number,
        title=dict(session.title),
        held_on=session.held_on,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        phase=Phase(session.phase),
        venue_name=session.venue_name,
        venue_address=session.venue_address,
        venue_access=dict(session.venue_access),
        agenda=tuple(
            AgendaRow(
                item.id, item.number, dict(item.title), ItemKind(item.kind), item.minutes, item.speaker, starts, ends
            )
            for item, (starts, ends) in zip(items, times, strict=True)
        ),
        over_run=over_run(session.starts_at, session.ends_at, minutes),
        warnings=agenda_warnings(
            session.starts_at, session.ends_at, [AgendaPart(ItemKind(item.kind), item.minutes) for item in items]
        ),
    )


def door_list(db: Session, session_id: uuid.UUID, *, search: str = "") -> tuple[DoorPerson, ...]:
    """The members at the door of a session, by name; with a search, who it finds, who is still expected first.

    A search is a few letters: the beginnings of names (or of the reference), else initials, else any part of them;
    accents and case don't count. Whoever was a member on the day stays in its list. Raises NotFoundError.
    """
    session = _session(db, session_id)
    ticked = {
        row.respondent_id: row for row in db.scalars(select(Attendance).where(Attendance.session_id == session_id))
    }
    person = Respondent
    query = select(person.id, person.reference, person.full_name, person.name_key).where(
        person.assembly_id == session.assembly_id,
        or_(person.status == RespondentStatus.CONFIRMED.value, person.id.in_(ticked)),
    )
    found = db.execute(query.order_by(person.name_key, person.reference_key, person.id)).all()
    needs = _needs(db, [key for key, *_rest in found])
    ranked: list[tuple[int, int, DoorPerson]] = []
    for key, reference, full_name, sorted_by in found:
        rank = _rank(name_key(search), sorted_by, reference.casefold())
        if rank is None:
            continue
        row = ticked.get(key)
        state = AttendanceState(row.state) if row is not None else AttendanceState.EXPECTED
        times = (row.arrived_at, row.left_at) if row is not None else (None, None)
        is_done = int(state.is_present) if search.strip() else 0
        ranked.append((is_done, rank, DoorPerson(key, reference, full_name, state, *times, needs.get(key, ()))))
    return tuple(each for *_order, each in sorted(ranked, key=lambda entry: entry[:2]))


def attendance_of(db: Session, session_id: uuid.UUID) -> tuple[AttendanceRow, ...]:
    """What was written about everybody at one session, by reference. Raises NotFoundError."""
    session = _session(db, session_id)
    return tuple(row for row in list_attendance(db, session.assembly_id) if row.session_number == session.number)


def list_attendance(db: Session, assembly_id: uuid.UUID) -> tuple[AttendanceRow, ...]:
    """What was written about everybody at every session, by session and reference."""
    row, person = Attendance, Respondent
    query = (
        select(
            AssemblySession.number,
            person.id,
            person.reference,
            person.full_name,
            row.state,
            row.arrived_at,
            row.left_at,
        )
        .join(AssemblySession, AssemblySession.id == row.session_id)
        .join(person, person.id == row.respondent_id)
        .where(AssemblySession.assembly_id == assembly_id)
    )
    rows = (
        AttendanceRow(number, key, reference, name, AttendanceState(state), arrived, left)
        for number, key, reference, name, state, arrived, left in db.execute(query)
    )
    return tuple(sorted(rows, key=lambda each: (each.session_number, reference_order(each.reference))))


def quorum(db: Session, session_id: uuid.UUID, fraction: Fraction = QUORUM) -> Quorum:
    """Whether enough members are in the room. Raises NotFoundError."""
    session = _session(db, session_id)
    query = select(Attendance.state, func.count()).where(Attendance.session_id == session_id)
    counts = {AttendanceState(state): count for state, count in db.execute(query.group_by(Attendance.state))}
    members = _count_members(db, session.assembly_id)
    return Quorum(
        present=sum(count for state, count in counts.items() if state.is_present),
        came=sum(count for state, count in counts.items() if state.has_come),
        members=members,
        needed=quorum_needed(fraction, members),
    )


def _session(db: Session, session_id: uuid.UUID) -> AssemblySession:
    session = db.get(AssemblySession, session_id, options=[selectinload(AssemblySession.agenda)])
    if session is None:
        raise NotFoundError(what="session", id=str(session_id))
    return session


def _counted(kind: type[AgendaItem | Attendance], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many rows of this kind belong to the session of the row at hand."""
    query = select(func.count()).select_from(kind).where(kind.session_id == AssemblySession.id, *conditions)
    return query.correlate(AssemblySession).scalar_subquery()


def _count_members(db: Session, assembly_id: uuid.UUID) -> int:
    person = Respondent
    query = select(func.count()).select_from(person).where(person.assembly_id == assembly_id)
    return db.scalar(query.where(person.status == RespondentStatus.CONFIRMED.value)) or 0


def _rank(search: str, name: str, reference: str) -> int | None:
    """How well the letters fit: 0 is best, None not at all."""
    words = search.split()
    if not words or search == reference:
        return 0
    parts = name.replace("-", " ").split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 1
    if reference.startswith("".join(words)):
        return 2
    if len(words) == 1 and "".join(part[0] for part in parts).startswith(search):
        return 3
    return 4 if all(word in name or word in reference for word in words) else None


def _needs(db: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, tuple[DoorNeed, ...]]:
    need = AccessNeed
    query = select(need.respondent_id, need.kind, need.how_met).where(need.respondent_id.in_(ids))
    needs: dict[uuid.UUID, tuple[DoorNeed, ...]] = {}
    for key, kind, how_met in db.execute(query.order_by(need.number)):
        needs[key] = (*needs.get(key, ()), DoorNeed(NeedKind(kind), how_met))
    return needs
