"""The use cases of a vote: open it, type the paper counts in twice, close it. Votes are voided, never undone."""

import uuid
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.deliberation.records import Draft, DraftVersion
from engage.errors import NotFoundError, RefusedError
from engage.storage.journal import irreversible
from engage.voting.records import PaperCount, Vote
from engage.voting.rules import BASES, CountEntry, VoteRules, VoteState, differing_fields, refuse_unsound_count
from engage.voting.views import turnout

REASON_LIMIT = 2_000


def open_vote(
    db: Session,
    version_id: uuid.UUID,
    *,
    rules: VoteRules,
    held_on: date,
    session_id: uuid.UUID | None = None,
    present: int | None = None,
    entitled: int | None = None,
    number: int | None = None,
) -> uuid.UUID:
    """Open a vote on one version of a draft, and fix its rules, who may vote and how many are there.

    Who may vote are the confirmed members, who is there is counted from the session's attendance (without a session,
    or before its door opens: those who are expected), unless `entitled`, `present` and `number` say otherwise, for a
    vote held earlier. Raises NotFoundError, and RefusedError when the base does not suit the method, nobody may vote,
    more are there than may vote, or this version is being voted on already. The caller owns the transaction.
    """
    assembly_id = _assembly_of(db, version_id)
    if rules.base not in BASES[rules.method]:
        raise RefusedError("base-unsuited", base=rules.base, method=rules.method)
    _refuse_second_vote(db, version_id)
    there = turnout(db, assembly_id, session_id)
    if present is None:
        # A vote that was held earlier may have had more members than there are now.
        present = there.present if entitled is None or session_id is not None else entitled
    entitled = there.entitled if entitled is None else entitled
    if not entitled:
        raise RefusedError("nobody-may-vote")
    if not 0 <= present <= entitled:
        raise RefusedError("more-present-than-entitled", present=present, entitled=entitled)
    vote = Vote(
        assembly_id=assembly_id,
        version_id=version_id,
        session_id=session_id,
        number=_next_number(db, assembly_id) if number is None else number,
        method=rules.method.value,
        base=rules.base.value,
        threshold_numerator=rules.threshold.numerator,
        threshold_denominator=rules.threshold.denominator,
        comparison=rules.comparison.value,
        quorum_numerator=rules.quorum.numerator,
        quorum_denominator=rules.quorum.denominator,
        held_on=held_on,
        entitled=entitled,
        present=present,
        state=VoteState.OPEN.value,
    )
    db.add(vote)
    db.flush()
    return vote.id


def count_present(db: Session, vote_id: uuid.UUID) -> int:
    """Count again who may vote and who is there, for a vote that was opened before the door; gives how many are there.

    Raises NotFoundError, and RefusedError when the vote is not open or its ballots are being counted already. The
    caller owns the transaction.
    """
    vote = _open_vote(db, vote_id)
    if vote.counts:
        raise RefusedError("count-begun", number=vote.number)
    there = turnout(db, vote.assembly_id, vote.session_id)
    vote.entitled, vote.present = there.entitled, there.present
    return there.present


def enter_count(db: Session, vote_id: uuid.UUID, *, entry: int, count: CountEntry) -> None:
    """Type in one of the two counts, 1 or 2; typing it again replaces it.

    Raises NotFoundError, and RefusedError when the vote is not open, an option is not on the ballot paper, a number is
    below zero, or the ballots don't add up. The caller owns the transaction.
    """
    vote = _open_vote(db, vote_id)
    refuse_unsound_count(vote.rules.method, count, present=vote.present)
    row = next((each for each in vote.counts if each.entry == entry), None)
    if row is None:
        row = PaperCount(entry=entry)
        vote.counts.append(row)
    row.issued, row.unused, row.spoilt, row.blank = count.issued, count.unused, count.spoilt, count.blank
    row.options = dict(count.options)


@irreversible
def close_vote(db: Session, vote_id: uuid.UUID, *, clock: Clock = utc_now) -> None:
    """Close a vote whose two counts agree; the result stands from now on.

    Raises NotFoundError, and RefusedError when a count is missing or the two differ (`details` names where). The
    caller owns the transaction.
    """
    vote = _open_vote(db, vote_id)
    if len(vote.counts) < 2:  # noqa: PLR2004 - two people count
        raise RefusedError("second-count-missing")
    first, second = (row.numbers for row in vote.counts)
    fields = differing_fields(first, second)
    if fields:
        raise RefusedError("counts-differ", count=len(fields), details={"fields": fields})
    vote.state = VoteState.CLOSED.value
    vote.closed_at = clock()


@irreversible
def void_vote(db: Session, vote_id: uuid.UUID, *, reason: str) -> None:
    """Declare a vote void, with a reason. It stays listed, and its number is never used again.

    Raises NotFoundError and RefusedError. The caller owns the transaction.
    """
    vote = _vote(db, vote_id)
    if vote.state == VoteState.VOID:
        raise RefusedError("vote-not-open", number=vote.number)
    reason = reason.strip()
    if not reason or len(reason) > REASON_LIMIT:
        raise RefusedError("reason-missing")
    vote.state = VoteState.VOID.value
    vote.void_reason = reason


def _assembly_of(db: Session, version_id: uuid.UUID) -> uuid.UUID:
    query = select(Draft.assembly_id).join(DraftVersion).where(DraftVersion.id == version_id)
    assembly_id = db.scalar(query)
    if assembly_id is None:
        raise NotFoundError(what="draft", id=str(version_id))
    return assembly_id


def _vote(db: Session, vote_id: uuid.UUID) -> Vote:
    vote = db.get(Vote, vote_id)
    if vote is None:
        raise NotFoundError(what="vote", id=str(vote_id))
    return vote


def _open_vote(db: Session, vote_id: uuid.UUID) -> Vote:
    vote = _vote(db, vote_id)
    if vote.state != VoteState.OPEN:
        raise RefusedError("vote-not-open", number=vote.number)
    return vote


def _refuse_second_vote(db: Session, version_id: uuid.UUID) -> None:
    query = select(Vote.number).where(Vote.version_id == version_id, Vote.state != VoteState.VOID)
    number = db.scalar(query)
    if number is not None:
        raise RefusedError("voted-already", number=number)


def _next_number(db: Session, assembly_id: uuid.UUID) -> int:
    highest = db.scalar(select(func.max(Vote.number)).where(Vote.assembly_id == assembly_id))
    return (highest or 0) + 1
