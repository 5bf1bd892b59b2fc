"""What screens show and documents print of the votes."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from engage.deliberation.records import Draft, DraftVersion
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import DraftRow, list_drafts
from engage.errors import NotFoundError
from engage.languages.local_text import LocalText
from engage.meetings.records import AssemblySession, Attendance
from engage.meetings.rules import AttendanceState
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus
from engage.voting.records import Vote
from engage.voting.rules import CountEntry, Outcome, VoteRules, VoteState, decide, differing_fields


@dataclass(frozen=True)
class VoteSheet:
    """One vote with its arithmetic. `outcome` is None until the vote is closed."""

    id: uuid.UUID
    version_id: uuid.UUID
    number: int
    draft_number: int
    draft_kind: str
    version_number: int
    title: LocalText
    text: LocalText
    rules: VoteRules
    state: VoteState
    held_on: date
    session_id: uuid.UUID | None
    entitled: int
    present: int
    first: CountEntry | None
    second: CountEntry | None
    differing: tuple[str, ...]
    outcome: Outcome | None
    void_reason: str = ""
    draft_id: uuid.UUID | None = None
    newest_version: int = 0
    """The number of the draft's newest wording."""

    @property
    def label(self) -> str:
        """What is voted on, by its draft's number: R1, E2."""
        return f"{DraftKind(self.draft_kind).letter}{self.draft_number}"

    @property
    def has_newer_wording(self) -> bool:
        """Whether the draft was worded anew after this vote opened."""
        return self.newest_version > self.version_number


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


def list_votes(db: Session, assembly_id: uuid.UUID) -> list[VoteSheet]:
    """Every vote of an assembly, in the order of their numbers."""
    return [_sheet(*found) for found in db.execute(_query().where(Vote.assembly_id == assembly_id))]


def vote_sheet(db: Session, vote_id: uuid.UUID) -> VoteSheet:
    """One vote. Raises NotFoundError."""
    row = db.execute(_query().where(Vote.id == vote_id)).first()
    if row is None:
        raise NotFoundError(what="vote", id=str(vote_id))
    return _sheet(*row)


def votes_on(db: Session, version_ids: list[uuid.UUID]) -> dict[uuid.UUID, VoteSheet]:
    """The closed vote on each of these versions, by version; versions without one are left out."""
    query = _query().where(Vote.version_id.in_(version_ids), Vote.state == VoteState.CLOSED)
    return {found[0].version_id: _sheet(*found) for found in db.execute(query)}


def drafts_to_vote_on(db: Session, assembly_id: uuid.UUID) -> list[DraftRow]:
    """The drafts, without those retired, whose newest wording has no vote that is open or closed."""
    query = select(Vote.version_id).where(Vote.assembly_id == assembly_id, Vote.state != VoteState.VOID)
    taken = set(db.scalars(query))
    return [draft for draft in list_drafts(db, assembly_id) if draft.version.id not in taken]


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


def turnout_of(db: Session, vote_id: uuid.UUID) -> Turnout:
    """Who may vote in this vote as things stand now. Raises NotFoundError."""
    vote = db.get(Vote, vote_id)
    if vote is None:
        raise NotFoundError(what="vote", id=str(vote_id))
    return turnout(db, vote.assembly_id, vote.session_id)


def _query() -> Select[Vote, DraftVersion, Draft, int]:
    newest = (
        select(func.max(DraftVersion.number)).where(DraftVersion.draft_id == Draft.id).correlate(Draft)
    ).scalar_subquery()
    return (
        select(Vote, DraftVersion, Draft, newest)
        .join(DraftVersion, DraftVersion.id == Vote.version_id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .options(selectinload(Vote.counts))
        .order_by(Vote.number)
    )


def _sheet(vote: Vote, version: DraftVersion, draft: Draft, newest: int) -> VoteSheet:
    rules = vote.rules
    entries = {row.entry: row.numbers for row in vote.counts}
    first, second = entries.get(1), entries.get(2)
    closed = vote.state == VoteState.CLOSED and first is not None
    return VoteSheet(
        id=vote.id,
        version_id=version.id,
        number=vote.number,
        draft_number=draft.number,
        draft_kind=draft.kind,
        version_number=version.number,
        title=version.title,
        text=version.text,
        rules=rules,
        state=VoteState(vote.state),
        held_on=vote.held_on,
        session_id=vote.session_id,
        entitled=vote.entitled,
        present=vote.present,
        first=first,
        second=second,
        differing=tuple(differing_fields(first, second)) if first and second else (),
        outcome=decide(rules, first.ballots, entitled=vote.entitled, present=vote.present)
        if closed and first
        else None,
        void_reason=vote.void_reason,
        draft_id=draft.id,
        newest_version=newest,
    )


def _states(db: Session, session_id: uuid.UUID) -> dict[uuid.UUID, AttendanceState]:
    if db.get(AssemblySession, session_id) is None:
        raise NotFoundError(what="session", id=str(session_id))
    query = select(Attendance.respondent_id, Attendance.state).where(Attendance.session_id == session_id)
    return {key: AttendanceState(state) for key, state in db.execute(query)}
