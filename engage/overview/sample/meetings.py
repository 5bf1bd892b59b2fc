"""The sample's sessions: five with their agendas, all held, with who came, came late, left or stayed away."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock
from engage.meetings.actions import check_in, mark_apologies, mark_late, mark_left, mark_no_show
from engage.meetings.records import AgendaItem, AssemblySession
from engage.meetings.rules import Phase
from engage.meetings.views import list_sessions
from engage.overview.sample.chance import Chance
from engage.overview.sample.content import sample_file
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus

# In a hundred members: who sends apologies, stays away, comes late, leaves early. The rest come and stay.
_DAYS = {"apologies": 5, "no-show": 3, "late": 6, "left": 4, "arrived": 82}
_DOORS_OPEN = timedelta(minutes=30)


@dataclass(frozen=True)
class SampleSession:
    """A session of the story: which one, when it begins, and whether it is the one that decides."""

    id: uuid.UUID
    number: int
    begins: datetime
    decides: bool


def plan_sessions(db: Session, assembly_id: uuid.UUID) -> None:
    """Write the sessions and their agendas. The caller owns the transaction."""
    content = sample_file("meetings")
    for number, given in enumerate(content["sessions"], 1):
        session = AssemblySession(
            assembly_id=assembly_id,
            number=number,
            title=given["title"],
            held_on=date.fromisoformat(given["day"]),
            starts_at=time.fromisoformat(content["begins"]),
            ends_at=time.fromisoformat(content["ends"]),
            phase=given["phase"],
            venue_name=content["venue"]["name"],
            venue_address=content["venue"]["address"],
            venue_access=content["venue"]["access"],
        )
        session.agenda = [AgendaItem(number=place, **item) for place, item in enumerate(given["agenda"], 1)]
        db.add(session)


def planned_sessions(db: Session, assembly_id: uuid.UUID) -> list[SampleSession]:
    """The sessions of the story, in their order."""
    return [
        SampleSession(
            row.id,
            row.number,
            datetime.combine(row.held_on, row.starts_at, tzinfo=UTC),
            decides=row.phase is Phase.DECISION,
        )
        for row in list_sessions(db, assembly_id)
    ]


def hold_session(db: Session, assembly_id: uuid.UUID, *, session: SampleSession, chance: Chance) -> None:
    """Tick the members off at one session; where it decides, whoever came stays. The caller owns the transaction."""
    for key in list(_members(db, assembly_id)):
        day = chance.weighted(_DAYS)
        came = session.begins - _DOORS_OPEN + timedelta(seconds=chance.below(1700))
        if day == "apologies":
            mark_apologies(db, session.id, key)
        elif day == "no-show":
            mark_no_show(db, session.id, key)
        elif day == "late":
            mark_late(db, session.id, key, clock=_at(came + timedelta(minutes=35)))
        else:
            check_in(db, session.id, key, clock=_at(came))
        if day == "left" and not session.decides:
            mark_left(db, session.id, key, clock=_at(session.begins + timedelta(minutes=200 + chance.below(90))))


def _members(db: Session, assembly_id: uuid.UUID) -> Iterator[uuid.UUID]:
    query = select(Respondent.id).where(
        Respondent.assembly_id == assembly_id, Respondent.status == RespondentStatus.CONFIRMED.value
    )
    yield from db.scalars(query.order_by(Respondent.reference_key))


def _at(moment: datetime) -> Clock:
    """A clock that stands still."""
    return lambda: moment
