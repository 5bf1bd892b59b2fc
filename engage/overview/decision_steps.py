"""What there is to do between a session's tables and a result: write notes down, gather them, word, vote, count."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engage.deliberation.views import DraftRow, NoteCount, count_notes
from engage.languages.screen import _, ngettext
from engage.meetings.rules import Phase
from engage.meetings.views import SessionRow, list_sessions
from engage.overview.steps import NextStep
from engage.voting.rules import VoteState
from engage.voting.views import VoteSheet, drafts_to_vote_on

# Days after a session by which its notes are written down, while those who were there remember.
_NOTES_AFTER = 3


@dataclass(frozen=True)
class _State:
    sessions: Sequence[SessionRow]
    notes: dict[uuid.UUID, NoteCount]
    undecided: Sequence[DraftRow]
    votes: Sequence[VoteSheet]

    @property
    def held(self) -> list[SessionRow]:
        return [row for row in self.sessions if row.came]

    @property
    def is_deliberating(self) -> bool:
        """Whether members have begun to weigh what they heard: learning alone makes no drafts."""
        return any(row.phase is not Phase.LEARNING for row in self.held)

    @property
    def has_drafts(self) -> bool:
        return bool(self.undecided or self.votes)

    @property
    def is_decided(self) -> bool:
        return any(vote.outcome is not None for vote in self.votes)


def decision_steps(
    db: Session, assembly_id: uuid.UUID, *, votes: Sequence[VoteSheet], today: date
) -> Iterator[NextStep]:
    """The steps for notes, drafts and votes. Words are in the screen's language."""
    state = _State(
        sessions=list_sessions(db, assembly_id),
        notes=count_notes(db, assembly_id),
        undecided=drafts_to_vote_on(db, assembly_id),
        votes=votes,
    )
    yield from _note_steps(state)
    yield from _draft_steps(state)
    yield from _counting_steps([vote for vote in votes if vote.state is VoteState.OPEN], today)


def _note_steps(state: _State) -> Iterator[NextStep]:
    if state.is_decided or not state.held:
        return
    last = state.held[-1]
    if last.id not in state.notes:
        yield NextStep(
            _("Write down the notes of session {number}").format(number=last.number),
            _("What was said at the tables is what drafts grow from."),
            last.held_on + timedelta(days=_NOTES_AFTER),
            "deliberation",
            _("Write notes"),
            f"session:{last.id}",
        )
    unused = sum(count.unused for count in state.notes.values())
    if unused and state.is_deliberating and state.has_drafts:
        yield NextStep(
            ngettext(
                "Look at {count} note that no draft rests on", "Look at {count} notes that no draft rests on", unused
            ).format(count=unused),
            _("Nothing that somebody said should get lost: give each a draft, or leave it knowingly."),
            None,
            "deliberation",
            _("See the board"),
            "board",
        )


def _draft_steps(state: _State) -> Iterator[NextStep]:
    if state.notes and state.is_deliberating and not state.has_drafts:
        yield NextStep(
            _("Begin the first draft"),
            _("Put what several tables said into one wording, and link the notes behind it."),
            None,
            "deliberation",
            _("Write a draft"),
            "add-draft",
        )
    waiting = len(state.undecided)
    if waiting:
        yield NextStep(
            ngettext("Put {count} draft to the vote", "Put {count} drafts to the vote", waiting).format(count=waiting),
            _("Members have the last word. A vote is about one wording, under rules that are set before it."),
            next((row.held_on for row in state.sessions if row.phase is Phase.DECISION and not row.came), None),
            "voting",
            _("Prepare a vote"),
            "new",
        )


def _counting_steps(votes: Sequence[VoteSheet], today: date) -> Iterator[NextStep]:
    """What is open is counted by two people, each without seeing the other's figures."""
    uncounted = [vote for vote in votes if vote.first is None and vote.second is None]
    once = [vote for vote in votes if (vote.first is None) != (vote.second is None)]
    twice = [vote for vote in votes if vote.first is not None and vote.second is not None]
    coming = [vote for vote in uncounted if vote.held_on >= today]
    if coming:
        yield NextStep(
            _("Print the ballot papers"),
            ngettext(
                "{count} vote is open. The papers come in the exact number, in each member's language and type size.",
                "{count} votes are open. The papers come in the exact number, in each member's language and type size.",
                len(coming),
            ).format(count=len(coming)),
            min(vote.held_on for vote in coming),
            "documents",
            _("Print the papers"),
            "ballot",
        )
    if uncounted:
        words = ngettext("Count {count} vote", "Count {count} votes", len(uncounted))
        why = _("Two people count, one after the other; neither sees the other's figures.")
        yield _counting(uncounted, words, why, _("Type in the count"))
    if once:
        words = ngettext("Count {count} vote a second time", "Count {count} votes a second time", len(once))
        why = _("The first count is hidden until the second one is in.")
        yield _counting(once, words, why, _("Type in the second count"))
    if differing := [vote for vote in twice if vote.differing]:
        words = ngettext(
            "Settle {count} vote whose counts differ", "Settle {count} votes whose counts differ", len(differing)
        )
        yield _counting(differing, words, _("Count the papers again where the two differ."), _("See where they differ"))
    if agreed := [vote for vote in twice if not vote.differing]:
        words = ngettext("Close {count} vote", "Close {count} votes", len(agreed))
        yield _counting(agreed, words, _("Both counts agree. Closing makes the result stand."), _("Close the vote"))


def _counting(votes: Sequence[VoteSheet], words: str, why: str, action: str) -> NextStep:
    first = votes[0]
    return NextStep(words.format(count=len(votes)), why, first.held_on, "voting", action, f"vote:{first.id}")
