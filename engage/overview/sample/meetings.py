"""The sample's sessions: five with their agendas, three of them held, with who came, came late, left or stayed away."""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock
from engage.meetings.actions import check_in, mark_apologies, mark_late, mark_left, mark_no_show
from engage.meetings.records import AgendaItem, AssemblySession
from engage.overview.sample.chance import Chance
from engage.paths import shipped
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus

HELD = 3
# In a hundred members: who sends apologies, stays away, comes late, leaves early. The rest come and stay.
_DAYS = {"apologies": 5, "no-show": 3, "late": 6, "left": 4, "arrived": 82}
_DOORS_OPEN = timedelta(minutes=30)


@lru_cache(maxsize=1)
def sample_meetings() -> Mapping[str, Any]:
    """What the sample's sessions are made of."""
    content: Mapping[str, Any] = json.loads(shipped("resources", "sample", "meetings.json").read_text("utf-8"))
    return content


def plan_sessions(db: Session, assembly_id: uuid.UUID) -> None:
    """Write the sessions and their agendas. The caller owns the transaction."""
    content = sample_meetings()
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


def held_sessions(db: Session, assembly_id: uuid.UUID) -> list[tuple[uuid.UUID, datetime]]:
    """The sessions that were held, each with its beginning."""
    query = select(AssemblySession).where(AssemblySession.assembly_id == assembly_id).order_by(AssemblySession.number)
    begins = time.fromisoformat(sample_meetings()["begins"])
    return [(each.id, datetime.combine(each.held_on, begins, tzinfo=UTC)) for each in list(db.scalars(query))[:HELD]]


def hold_session(
    db: Session, assembly_id: uuid.UUID, *, session_id: uuid.UUID, begins: datetime, chance: Chance
) -> None:
    """Tick the members off at one session. The caller owns the transaction."""
    for key in list(_members(db, assembly_id)):
        day = chance.weighted(_DAYS)
        came = begins - _DOORS_OPEN + timedelta(seconds=chance.below(1700))
        if day == "apologies":
            mark_apologies(db, session_id, key)
        elif day == "no-show":
            mark_no_show(db, session_id, key)
        elif day == "late":
            mark_late(db, session_id, key, clock=_at(came + timedelta(minutes=35)))
        else:
            check_in(db, session_id, key, clock=_at(came))
        if day == "left":
            mark_left(db, session_id, key, clock=_at(begins + timedelta(minutes=200 + chance.below(90))))


def _members(db: Session, assembly_id: uuid.UUID) -> Iterator[uuid.UUID]:
    query = select(Respondent.id).where(
        Respondent.assembly_id == assembly_id, Respondent.status == RespondentStatus.CONFIRMED.value
    )
    yield from db.scalars(query.order_by(Respondent.reference_key))


def _at(moment: datetime) -> Clock:
    """A clock that stands still."""
    return lambda: moment
