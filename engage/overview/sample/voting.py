"""The sample's votes: on paper, counted twice, under different rules; one void, one a straw poll, one too short."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.clock import Clock
from engage.deliberation.records import Draft, DraftVersion
from engage.overview.sample.content import sample_file
from engage.overview.sample.meetings import SampleSession
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.voting.actions import close_vote, enter_count, open_vote, void_vote
from engage.voting.records import Vote
from engage.voting.rules import (
    BallotCount,
    Base,
    Comparison,
    CountEntry,
    VoteMethod,
    VoteRules,
    base_count,
    parse_share,
    votes_needed,
)

_IN_FAVOUR, _AGAINST = "yes", "no"


def votes_at(session: SampleSession) -> list[Mapping[str, Any]]:
    """The votes that were held at one session; without a session's number it is the one that decides."""
    return [
        given
        for given in sample_file("votes")["votes"]
        if given.get("session") == session.number or ("session" not in given and session.decides)
    ]


def hold_vote(
    db: Session, assembly_id: uuid.UUID, *, session: SampleSession, given: Mapping[str, Any], clock: Clock
) -> None:
    """Open a vote, type in two counts and close it, or declare it void. The caller owns the transaction."""
    vote_id = _open(db, assembly_id, session, given)
    if given.get("void"):
        void_vote(db, vote_id, reason=given["void"])
        return
    vote = db.get_one(Vote, vote_id)
    count = _paper_count(given, vote.rules, present=vote.present, entitled=vote.entitled)
    for entry in (1, 2):
        enter_count(db, vote_id, entry=entry, count=count)
    close_vote(db, vote_id, clock=clock)


def open_by_post(db: Session, assembly_id: uuid.UUID) -> None:
    """Open the vote whose papers go out by post and have not come back yet. The caller owns the transaction."""
    given = sample_file("votes")["by_post"]
    version_id = _version_id(db, assembly_id, given)
    open_vote(db, version_id, rules=_rules(given), held_on=date.fromisoformat(given["held_on"]))


def _open(db: Session, assembly_id: uuid.UUID, session: SampleSession, given: Mapping[str, Any]) -> uuid.UUID:
    present = None
    if "present_percent" in given:  # some were at the other end of the hall
        present = status_counts(db, assembly_id)[RespondentStatus.CONFIRMED] * given["present_percent"] // 100
    version_id, rules = _version_id(db, assembly_id, given), _rules(given)
    return open_vote(db, version_id, rules=rules, held_on=session.begins.date(), session_id=session.id, present=present)


def _version_id(db: Session, assembly_id: uuid.UUID, given: Mapping[str, Any]) -> uuid.UUID:
    query = (
        select(DraftVersion.id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .where(
            Draft.assembly_id == assembly_id, Draft.number == given["draft"], DraftVersion.number == given["version"]
        )
    )
    return db.scalars(query).one()


def _rules(given: Mapping[str, Any]) -> VoteRules:
    return VoteRules(
        method=VoteMethod(given["method"]),
        threshold=parse_share(given["threshold"]),
        comparison=Comparison(given["comparison"]),
        base=Base(given["base"]),
        quorum=parse_share(given["quorum"]),
    )


def _paper_count(given: Mapping[str, Any], rules: VoteRules, *, present: int, entitled: int) -> CountEntry:
    """What the tellers found, for so many in the room."""
    unused, spoilt, blank = (given.get(name, 0) for name in ("unused", "spoilt", "blank"))
    valid = max(present - unused - spoilt - blank, 0)
    options = dict(zip(rules.method.options, _shared_out(valid, given["shares"]), strict=True))
    if "margin" in given:
        measured = base_count(rules, BallotCount(options, blank, spoilt), entitled=entitled, present=present)
        either = options[_IN_FAVOUR] + options[_AGAINST]
        wanted = votes_needed(rules.threshold, rules.comparison, measured) + given["margin"]
        options[_IN_FAVOUR] = min(max(wanted, 0), either)
        options[_AGAINST] = either - options[_IN_FAVOUR]
    return CountEntry(valid + unused + spoilt + blank, unused, spoilt, blank, options)


def _shared_out(whole: int, shares: Sequence[int]) -> list[int]:
    """The whole in parts as large as the shares say, the largest remainders rounded up."""
    total = sum(shares)
    parts = [whole * share // total for share in shares]
    order = sorted(range(len(shares)), key=lambda place: (-(whole * shares[place] % total), place))
    for place in order[: whole - sum(parts)]:
        parts[place] += 1
    return parts
