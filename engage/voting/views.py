"""What screens show and documents print of the votes."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from engage.deliberation.records import Draft, DraftVersion
from engage.errors import NotFoundError
from engage.languages.local_text import LocalText
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


def list_votes(db: Session, assembly_id: uuid.UUID) -> list[VoteSheet]:
    """Every vote of an assembly, in the order of their numbers."""
    return [_sheet(*row) for row in db.execute(_query().where(Vote.assembly_id == assembly_id))]


def vote_sheet(db: Session, vote_id: uuid.UUID) -> VoteSheet:
    """One vote. Raises NotFoundError."""
    row = db.execute(_query().where(Vote.id == vote_id)).first()
    if row is None:
        raise NotFoundError(what="vote", id=str(vote_id))
    return _sheet(*row)


def votes_on(db: Session, version_ids: list[uuid.UUID]) -> dict[uuid.UUID, VoteSheet]:
    """The closed vote on each of these versions, by version; versions without one are left out."""
    query = _query().where(Vote.version_id.in_(version_ids), Vote.state == VoteState.CLOSED)
    return {vote.version_id: _sheet(vote, version, draft) for vote, version, draft in db.execute(query)}


def _query() -> Select[Vote, DraftVersion, Draft]:
    return (
        select(Vote, DraftVersion, Draft)
        .join(DraftVersion, DraftVersion.id == Vote.version_id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .options(selectinload(Vote.counts))
        .order_by(Vote.number)
    )


def _sheet(vote: Vote, version: DraftVersion, draft: Draft) -> VoteSheet:
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
    )
