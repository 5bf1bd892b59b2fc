"""Who came: ticked off one at a time at the door. Each tick is one action, so that undo takes back one tick."""

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.errors import NotFoundError, RefusedError, TransitionError
from engage.meetings.actions.sessions import session_of
from engage.meetings.records import Attendance
from engage.meetings.rules import AttendanceState, attendance_moves
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus


def check_in(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID, *, clock: Clock = utc_now) -> None:
    """Record that a member arrived, now; whoever left and is back keeps the time of their first arrival.

    Raises NotFoundError, RefusedError for someone who is not a member, and TransitionError for who is in already.
    """
    _move(db, session_id, respondent_id, AttendanceState.ARRIVED, clock())


def mark_late(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID, *, clock: Clock = utc_now) -> None:
    """Record that a member came late: now, or when they were ticked off. Raises as `check_in` does."""
    _move(db, session_id, respondent_id, AttendanceState.LATE, clock())


def mark_left(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID, *, clock: Clock = utc_now) -> None:
    """Record that a member left before the end, now. Raises as `check_in` does."""
    _move(db, session_id, respondent_id, AttendanceState.LEFT, clock())


def mark_apologies(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID) -> None:
    """Record that a member said they could not come. Raises as `check_in` does."""
    _move(db, session_id, respondent_id, AttendanceState.APOLOGIES)


def mark_no_show(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID) -> None:
    """Record that a member stayed away without a word. Raises as `check_in` does."""
    _move(db, session_id, respondent_id, AttendanceState.NO_SHOW)


def undo_check_in(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID) -> None:
    """Take back whatever was ticked: the member is expected again. Raises NotFoundError and TransitionError."""
    _move(db, session_id, respondent_id, AttendanceState.EXPECTED)


def record_attendance(
    db: Session,
    session_id: uuid.UUID,
    respondent_id: uuid.UUID,
    *,
    state: AttendanceState,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> None:
    """Write what a list or a sign-in sheet says, whatever stood there. Expected takes away what was written.

    Whether the person is or was a member is for the caller to check. Raises NotFoundError.
    """
    session_of(db, session_id)
    row = _row(db, session_id, respondent_id)
    if state is AttendanceState.EXPECTED:
        if row is not None:
            db.delete(row)
        return
    if row is None:
        row = Attendance(session_id=session_id, respondent_id=respondent_id)
        db.add(row)
    row.state, row.arrived_at, row.left_at = state.value, arrived_at, left_at


def _move(
    db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID, state: AttendanceState, now: datetime | None = None
) -> None:
    session_of(db, session_id)
    _check_member(db, respondent_id)
    row = _row(db, session_id, respondent_id)
    old = AttendanceState(row.state) if row is not None else AttendanceState.EXPECTED
    if state not in attendance_moves(old):
        raise TransitionError(old=old, new=state)
    if state is AttendanceState.EXPECTED:
        db.delete(row)
        return
    if row is None:
        row = Attendance(session_id=session_id, respondent_id=respondent_id)
        db.add(row)
    now = now.replace(microsecond=0) if now is not None else None
    row.state = state.value
    row.left_at = now if state is AttendanceState.LEFT else None
    row.arrived_at = (row.arrived_at or now) if state.has_come else None
    db.flush()


def _check_member(db: Session, respondent_id: uuid.UUID) -> None:
    person = db.get(Respondent, respondent_id)
    if person is None:
        raise NotFoundError(what="person", id=str(respondent_id))
    if person.status != RespondentStatus.CONFIRMED:
        raise RefusedError("not-a-member", reference=person.reference)


def _row(db: Session, session_id: uuid.UUID, respondent_id: uuid.UUID) -> Attendance | None:
    query = select(Attendance).where(Attendance.session_id == session_id, Attendance.respondent_id == respondent_id)
    return db.scalars(query).one_or_none()
