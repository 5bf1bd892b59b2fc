"""Which stages of an assembly's life are done, as far as the file tells."""

import uuid
from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from engage.clock import Clock, today, utc_now
from engage.followup.views import list_addressable, list_expectations
from engage.meetings.views import list_sessions
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.seating.views import sessions_with_tables
from engage.voting.rules import VoteState
from engage.voting.views import drafts_to_vote_on, list_votes


def is_stage_done(db: Session, assembly_id: uuid.UUID, stage: str, *, clock: Clock = utc_now) -> bool:
    """Whether everything was done that this stage is for; never for a name that is none of `STAGES`."""
    check = STAGES.get(stage)
    return check is not None and check(db, assembly_id, today(clock))


def _assembly(_db: Session, _assembly_id: uuid.UUID, _today: date) -> bool:
    """What an assembly must have is asked for among the next steps."""
    return True


def _people(db: Session, assembly_id: uuid.UUID, _today: date) -> bool:
    return status_counts(db, assembly_id)[RespondentStatus.CONFIRMED] > 0


def _lottery(db: Session, assembly_id: uuid.UUID, _today: date) -> bool:
    counts = status_counts(db, assembly_id)
    return counts[RespondentStatus.CONFIRMED] + counts[RespondentStatus.SELECTED] > 0


def _meetings(db: Session, assembly_id: uuid.UUID, _today: date) -> bool:
    sessions = list_sessions(db, assembly_id)
    return bool(sessions) and all(row.came for row in sessions)


def _seating(db: Session, assembly_id: uuid.UUID, _today: date) -> bool:
    sessions = {row.id for row in list_sessions(db, assembly_id)}
    return bool(sessions) and sessions <= sessions_with_tables(db, assembly_id)


def _deliberation(db: Session, assembly_id: uuid.UUID, _today: date) -> bool:
    """Every wording went to a vote."""
    has_voted = any(vote.state is not VoteState.VOID for vote in list_votes(db, assembly_id))
    return has_voted and not drafts_to_vote_on(db, assembly_id)


def _voting(db: Session, assembly_id: uuid.UUID, today: date) -> bool:
    is_open = any(vote.state is VoteState.OPEN for vote in list_votes(db, assembly_id))
    return not is_open and _deliberation(db, assembly_id, today)


def _followup(db: Session, assembly_id: uuid.UUID, today: date) -> bool:
    """Every partner answered, and whatever was promised is done."""
    rows = list_expectations(db, assembly_id, today=today)
    owed = [address for row in rows for address in row.addresses if address.owes_answer]
    if not owed or any(row.waits for row in list_addressable(db, assembly_id)):
        return False
    actions = [action for address in owed for action in (address.answer.actions if address.answer else ())]
    reasons = {address.standing.reason for address in owed} | {action.standing.reason for action in actions}
    return reasons <= {"answered", "done"}


STAGES: dict[str, Callable[[Session, uuid.UUID, date], bool]] = {
    "assembly": _assembly,
    "people": _people,
    "lottery": _lottery,
    "meetings": _meetings,
    "seating": _seating,
    "deliberation": _deliberation,
    "voting": _voting,
    "followup": _followup,
}
