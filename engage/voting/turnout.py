"""Who may vote, and who of them is there: counted from the members and from the attendance of a session."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError
from engage.meetings.records import AssemblySession, Attendance
from engage.meetings.rules import AttendanceState
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus


@dataclass(frozen=True)
class Turnout:
    """The members who may vote: those in the room, or those expected while nobody has been ticked off.

    `is_counted` says that they were ticked off at the door.
    """

    entitled: int
    voters: tuple[uuid.UUID, ...]
    is_counted: bool

    @property
    def present(self) -> int:
        """How many are there, or expected."""
        return len(self.voters)


def turnout(db: Session, assembly_id: uuid.UUID, session_id: uuid.UUID | None = None) -> Turnout:
    """Who may vote at a session; without one, or before its door opens, everyone who has not sent apologies.

    Raises NotFoundError.
    """
    members = tuple(
        db.scalars(
            select(Respondent.id)
            .where(Respondent.assembly_id == assembly_id, Respondent.status == RespondentStatus.CONFIRMED)
            .order_by(Respondent.reference_key, Respondent.id)
        )
    )
    states = _states(db, session_id) if session_id is not None else {}
    if any(state.has_come for state in states.values()):
        here = tuple(key for key in members if key in states and states[key].is_present)
        return Turnout(len(members), here, is_counted=True)
    away = {AttendanceState.APOLOGIES, AttendanceState.NO_SHOW}
    return Turnout(len(members), tuple(key for key in members if states.get(key) not in away), is_counted=False)


def _states(db: Session, session_id: uuid.UUID) -> dict[uuid.UUID, AttendanceState]:
    if db.get(AssemblySession, session_id) is None:
        raise NotFoundError(what="session", id=str(session_id))
    query = select(Attendance.respondent_id, Attendance.state).where(Attendance.session_id == session_id)
    return {key: AttendanceState(state) for key, state in db.execute(query)}
