"""What the outcome report says, and how votes sort its texts into what was adopted and what was not."""

from dataclasses import dataclass
from datetime import date

from engage.documents.common import Contact
from engage.documents.selection_rows import CategoryShown
from engage.languages.local_text import PickedText
from engage.voting.rules import BallotCount, CountEntry, Outcome, VoteRules, VoteState

DOCUMENT = "outcome-report"
SMALL_VOTE = 5
"""With fewer ballots than this in the box, a result is given without its numbers: they could tell who voted how."""


@dataclass(frozen=True)
class ReportedVote:
    """One vote. `count` is what both tellers found; None, like `outcome`, while it is open or since it is void."""

    number: int
    label: str
    version_number: int
    title: PickedText
    rules: VoteRules
    state: VoteState
    held_on: date
    entitled: int
    present: int
    count: CountEntry | None
    outcome: Outcome | None
    void_reason: str = ""

    @property
    def ballots(self) -> BallotCount:
        """What was in the box."""
        return self.count.ballots if self.count is not None else BallotCount({})

    @property
    def is_small(self) -> bool:
        """Whether its numbers could tell who voted how."""
        return self.ballots.cast < SMALL_VOTE


@dataclass(frozen=True)
class ReportedText:
    """A text with its vote, whom it is addressed to, and from how many notes it grew.

    Its `vote` is None where the partners were asked without one.
    """

    label: str
    priority: int
    title: PickedText
    text: PickedText
    why: PickedText
    notes: int
    partners: tuple[str, ...]
    vote: ReportedVote | None


@dataclass(frozen=True)
class ReportedPriority:
    """One priority; its number orders the texts."""

    number: int
    text: PickedText


@dataclass(frozen=True)
class ReportedSession:
    """One session: how many of how many members came (0 of 0 where nobody was ticked off), and its minutes by kind."""

    number: int
    title: PickedText
    held_on: date
    came: int
    expected: int
    learning: int
    deliberating: int
    deciding: int


@dataclass(frozen=True)
class DrawFacts:
    """How the members were drawn, with small numbers of the pool protected."""

    drawn_on: date
    pool_size: int
    seats: int
    categories: tuple[CategoryShown, ...]


@dataclass(frozen=True)
class ShortEntry:
    """A text that is named and not printed: its label and title."""

    label: str
    title: PickedText


@dataclass(frozen=True)
class OutcomeReport:
    """All that the report says. `adopted` and `not_adopted` go by priority and number."""

    title: PickedText
    question: PickedText
    remit: PickedText
    out_of_scope: PickedText
    what_next: PickedText
    commissioner: str
    contact: Contact
    dated: date
    members: int
    draw: DrawFacts | None
    sessions: tuple[ReportedSession, ...]
    notes: int
    priorities: tuple[ReportedPriority, ...]
    adopted: tuple[ReportedText, ...]
    not_adopted: tuple[ReportedText, ...]
    set_aside: tuple[ShortEntry, ...]
    not_yet_voted: tuple[ShortEntry, ...]
    votes: tuple[ReportedVote, ...]

    @property
    def adopted_labels(self) -> frozenset[str]:
        """The labels of what was adopted."""
        return frozenset(text.label for text in self.adopted)

    @property
    def held(self) -> tuple[ReportedSession, ...]:
        """The sessions that somebody came to."""
        return tuple(session for session in self.sessions if session.came)

    @property
    def void(self) -> tuple[ReportedVote, ...]:
        """The votes that were declared void."""
        return tuple(vote for vote in self.votes if vote.state is VoteState.VOID)
