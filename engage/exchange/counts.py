"""Votes and their paper counts in and out: one row for each of a vote's two counts.

A row without a count opens a vote, so that its ballot papers can be printed. A vote that was held is taken over with
both counts and closed when they agree; one with a single count stays open, and its second count may come later.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.errors import EngageError
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.expectations import gather_expectations_context
from engage.exchange.notes import gather_notes_context
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, iso, read_table, table_rows
from engage.languages.catalogues import mark
from engage.languages.screen import screen_catalogue
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.sentences import sentence
from engage.voting.actions import close_vote, enter_count, open_vote, void_vote
from engage.voting.rules import (
    Base,
    Comparison,
    CountEntry,
    VoteMethod,
    VoteRules,
    VoteState,
    differing_fields,
    parse_share,
    refuse_unsound_count,
)
from engage.voting.views import VoteSheet, list_votes, vote_sheet

OPTIONS = tuple(option for method in VoteMethod for option in method.options)
COLUMNS = (
    Column("vote", mark("The vote's number"), is_required=True),
    Column("draft", mark("The draft's number"), is_required=True),
    Column("version", mark("The version of the draft; the newest if left out")),
    Column("method", mark("yes-no-abstain or support-4"), is_required=True),
    Column("threshold", mark("The share needed, such as 4/5 or 80%"), is_required=True),
    Column("comparison", mark("at-least or more-than")),
    Column("base", mark("yes-no, yes-no-abstain, valid, cast, present or entitled")),
    Column("quorum", mark("The share of the members who must be there, such as 2/3")),
    Column("held_on", mark("The day of the vote"), is_required=True),
    Column("session", mark("The session's number")),
    Column("entitled", mark("How many might vote")),
    Column("present", mark("How many were there")),
    Column("entry", mark("1 for the first count, 2 for the second; empty if the vote only opens")),
    Column("issued", mark("Ballots issued")),
    Column("unused", mark("Ballots handed back unused")),
    Column("spoilt", mark("Ballots that could not be read")),
    Column("blank", mark("Ballots left blank")),
    *(Column(option, mark("Ballots for this option")) for option in OPTIONS),
    Column("void", mark("Why the vote was declared void, if it was")),
)
_COUNT_FIELDS = ("issued", "unused", "spoilt", "blank", *OPTIONS)


@dataclass(frozen=True)
class CountDraft:
    """A vote that is about to be opened, or a count of it that is about to be typed in.

    `entry` is 0 and `count` None where there is no count.
    """

    vote: int
    version_id: uuid.UUID
    rules: VoteRules
    held_on: date
    session_id: uuid.UUID | None
    entitled: int
    present: int
    entry: int
    count: CountEntry | None
    void: str = ""

    @property
    def terms(self) -> tuple[object, ...]:
        """What both counts of a vote must have in common."""
        return self.version_id, self.rules, self.held_on, self.session_id, self.entitled, self.present, self.void


@dataclass(frozen=True)
class CountsContext:
    """The votes there are, the versions by draft, the sessions by number, and how many members there are."""

    votes: Mapping[int, VoteSheet] = field(default_factory=dict)
    versions: Mapping[int, Mapping[int, uuid.UUID]] = field(default_factory=dict)
    sessions: Mapping[int, uuid.UUID] = field(default_factory=dict)
    members: int = 0


def gather_counts_context(db: Session, assembly_id: uuid.UUID) -> CountsContext:
    """What `read_counts` has to know."""
    return CountsContext(
        {vote.number: vote for vote in list_votes(db, assembly_id)},
        gather_expectations_context(db, assembly_id).versions,
        gather_notes_context(db, assembly_id).sessions,
        status_counts(db, assembly_id).get(RespondentStatus.CONFIRMED, 0),
    )


def read_counts(
    source: Path | bytes, context: CountsContext, options: ReadOptions | None = None
) -> Preview[CountDraft]:
    """Read and check a file of counts. Writes nothing. Raises RefusedError when the file can't be read."""
    first: dict[int, tuple[int, CountDraft]] = {}
    seen: set[tuple[int, int]] = set()

    def make(cells: Cells) -> CountDraft:
        draft = _draft(cells, context)
        row, other = first.setdefault(draft.vote, (cells.number, draft))
        if other.terms != draft.terms:
            raise CellFault("vote", "vote-unlike", value=draft.vote, other=row)
        if draft.entry not in ((1, 2) if draft.count else (0,)) or (draft.vote, draft.entry) in seen:
            raise CellFault("entry", "choice-unknown", value=draft.entry, options="1, 2")
        seen.add((draft.vote, draft.entry))
        if draft.count and other.count and not draft.void and differing_fields(other.count, draft.count):
            reason = ", ".join(differing_fields(other.count, draft.count))
            raise CellFault("entry", "counts-unlike", other=row, fields=reason)
        return draft

    return read_table(source, options, kind="counts", columns=COLUMNS, make=make)


def apply_counts(
    db: Session,
    *,
    assembly_id: uuid.UUID,
    preview: Preview[CountDraft],
    keep_good: bool = False,
    clock: Clock = utc_now,
) -> ImportResult:
    """Open these votes, type their counts in, and close those with two: all of them, or none. Raises RefusedError."""
    votes: dict[int, uuid.UUID] = {vote.number: vote.id for vote in list_votes(db, assembly_id)}
    drafts = sorted(preview.accepted(keep_good=keep_good), key=lambda each: (each.vote, each.entry))
    for number, rows in groupby(drafts, key=lambda each: each.vote):
        given = list(rows)
        if number not in votes:
            votes[number] = _open(db, given[0])
        _count(db, votes[number], given, clock)
    return preview.result(keep_good=keep_good)


def _open(db: Session, draft: CountDraft) -> uuid.UUID:
    return open_vote(
        db,
        draft.version_id,
        rules=draft.rules,
        held_on=draft.held_on,
        session_id=draft.session_id,
        present=draft.present,
        entitled=draft.entitled,
        number=draft.vote,
    )


def _count(db: Session, vote_id: uuid.UUID, drafts: list[CountDraft], clock: Clock) -> None:
    """Type the counts in; close the vote when both are there and agree, or declare it void."""
    for draft in drafts:
        if draft.count is not None:
            enter_count(db, vote_id, entry=draft.entry, count=draft.count)
    db.flush()
    if drafts[0].void:
        void_vote(db, vote_id, reason=drafts[0].void)
        return
    vote = vote_sheet(db, vote_id)
    if vote.first and vote.second and not vote.differing:
        close_vote(db, vote_id, clock=clock)


def export_counts(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every vote with its counts as a CSV file in the layout that `read_counts` reads."""
    context = gather_counts_context(db, assembly_id)
    versions = {key: str(number) for known in context.versions.values() for number, key in known.items()}
    sessions = {key: str(number) for number, key in context.sessions.items()}
    header = [column.name for column in COLUMNS]
    rows = [
        {**_vote_cells(vote, versions[vote.version_id], sessions), **cells}
        for vote in list_votes(db, assembly_id)
        for cells in [_count_cells(each, count) for each, count in _counts(vote)] or [{}]
    ]
    return write_csv(header, table_rows(header, rows))


def _draft(cells: Cells, context: CountsContext) -> CountDraft:
    number = cells.number_of("vote")
    known = context.votes.get(number)
    if number == 0 or (known is not None and known.state is not VoteState.OPEN):
        raise CellFault("vote", "vote-taken", value=number)
    method = cells.choice("method", VoteMethod)
    entitled = cells.number_of("entitled", default=known.entitled if known else context.members)
    draft = CountDraft(
        vote=number,
        version_id=_version(cells, context),
        rules=VoteRules(
            method=method,
            threshold=_share(cells, "threshold"),
            comparison=cells.choice("comparison", Comparison) if cells.text("comparison") else Comparison.AT_LEAST,
            base=cells.choice("base", Base) if cells.text("base") else Base.VALID,
            quorum=_share(cells, "quorum") if cells.text("quorum") else Fraction(0),
        ),
        held_on=cells.day("held_on"),
        session_id=_session(cells, context),
        entitled=entitled,
        present=cells.number_of("present", default=known.present if known else entitled),
        entry=cells.number_of("entry") if _has_count(cells) else 0,
        count=_entry(cells, method) if _has_count(cells) else None,
        void=cells.text("void").strip(),
    )
    if known is not None:
        _refuse_other_vote(draft, known)
    if draft.count is not None:
        _refuse_unsound(draft, draft.count)
    return draft


def _has_count(cells: Cells) -> bool:
    return any(cells.text(name) for name in ("entry", *_COUNT_FIELDS))


def _entry(cells: Cells, method: VoteMethod) -> CountEntry:
    return CountEntry(
        issued=cells.number_of("issued"),
        unused=cells.number_of("unused", default=0),
        spoilt=cells.number_of("spoilt", default=0),
        blank=cells.number_of("blank", default=0),
        options={option: cells.number_of(option, default=0) for option in _given(cells, method)},
    )


def _version(cells: Cells, context: CountsContext) -> uuid.UUID:
    known = context.versions.get(cells.number_of("draft"), {})
    version = cells.number_of("version", default=max(known, default=0))
    if version not in known:
        raise CellFault("draft", "draft-unknown", value=cells.text("draft"))
    return known[version]


def _session(cells: Cells, context: CountsContext) -> uuid.UUID | None:
    if not cells.text("session"):
        return None
    session_id = context.sessions.get(cells.number_of("session"))
    if session_id is None:
        raise CellFault("session", "session-unknown", value=cells.text("session"))
    return session_id


def _refuse_other_vote(draft: CountDraft, known: VoteSheet) -> None:
    """Refuse a row whose vote is open already, and another one or counted differently."""
    terms = known.version_id, known.rules, known.held_on, known.session_id, known.entitled, known.present
    if draft.terms[:-1] != terms:
        raise CellFault("vote", "vote-otherwise", value=draft.vote)
    other = known.second if draft.entry == 1 else known.first
    if draft.count and other and not draft.void and differing_fields(other, draft.count):
        reason = ", ".join(differing_fields(other, draft.count))
        raise CellFault("entry", "counts-otherwise", fields=reason)


def _refuse_unsound(draft: CountDraft, count: CountEntry) -> None:
    try:
        refuse_unsound_count(draft.rules.method, count, present=draft.present)
    except EngageError as error:
        raise CellFault("issued", "count-refused", reason=sentence(error, screen_catalogue())) from None


def _given(cells: Cells, method: VoteMethod) -> list[str]:
    """The options of the method, and any other that the row says something of, which is then refused."""
    return [option for option in OPTIONS if option in method.options or cells.text(option)]


def _share(cells: Cells, name: str) -> Fraction:
    try:
        return parse_share(cells.needed(name))
    except ValueError:
        raise CellFault(name, "share-unknown", value=cells.text(name)) from None


def _counts(vote: VoteSheet) -> list[tuple[int, CountEntry]]:
    return [(entry, count) for entry, count in ((1, vote.first), (2, vote.second)) if count is not None]


def _vote_cells(vote: VoteSheet, version: str, sessions: Mapping[uuid.UUID, str]) -> dict[str, str]:
    return {
        "vote": str(vote.number),
        "draft": str(vote.draft_number),
        "version": version,
        "method": vote.rules.method.value,
        "threshold": str(vote.rules.threshold),
        "comparison": vote.rules.comparison.value,
        "base": vote.rules.base.value,
        "quorum": str(vote.rules.quorum),
        "held_on": iso(vote.held_on),
        "session": sessions[vote.session_id] if vote.session_id else "",
        "entitled": str(vote.entitled),
        "present": str(vote.present),
        "void": vote.void_reason,
    }


def _count_cells(entry: int, count: CountEntry) -> dict[str, str]:
    return {
        "entry": str(entry),
        "issued": str(count.issued),
        "unused": str(count.unused),
        "spoilt": str(count.spoilt),
        "blank": str(count.blank),
        **{option: str(votes) for option, votes in count.options.items()},
    }
