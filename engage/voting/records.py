"""The rows of the voting stage."""

import uuid
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId
from engage.voting.rules import Base as VoteBase
from engage.voting.rules import Comparison, CountEntry, VoteMethod, VoteRules

VOTES = "votes"


class Vote(HasId, Base):
    """A vote on one version of a draft. Its rules, and who may vote and is there, are fixed when it opens."""

    __tablename__ = "vote"
    topic = VOTES

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft_version.id", ondelete="RESTRICT"), index=True)
    session_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("assembly_session.id", ondelete="RESTRICT"), default=None
    )
    number: Mapped[int]
    method: Mapped[str]
    base: Mapped[str]
    threshold_numerator: Mapped[int]
    threshold_denominator: Mapped[int]
    comparison: Mapped[str]
    quorum_numerator: Mapped[int]
    quorum_denominator: Mapped[int]
    held_on: Mapped[date]
    # Frozen when the vote opens.
    entitled: Mapped[int]
    present: Mapped[int]
    state: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str] = mapped_column(default="")

    counts: Mapped[list["PaperCount"]] = relationship(
        back_populates="vote", order_by="PaperCount.entry", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("method IN ('yes-no-abstain', 'support-4')", name="method_known"),
        CheckConstraint("comparison IN ('at-least', 'more-than')", name="comparison_known"),
        CheckConstraint("state IN ('open', 'closed', 'void')", name="state_known"),
        CheckConstraint("threshold_denominator >= 1 AND quorum_denominator >= 1", name="fractions_sound"),
    )

    @property
    def rules(self) -> VoteRules:
        """The rules as they were fixed."""
        return VoteRules(
            method=VoteMethod(self.method),
            threshold=Fraction(self.threshold_numerator, self.threshold_denominator),
            comparison=Comparison(self.comparison),
            base=VoteBase(self.base),
            quorum=Fraction(self.quorum_numerator, self.quorum_denominator),
        )


class PaperCount(HasId, Base):
    """One of the two independent counts of the paper ballots."""

    __tablename__ = "paper_count"
    topic = VOTES

    vote_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("vote.id", ondelete="CASCADE"))
    entry: Mapped[int]
    issued: Mapped[int]
    unused: Mapped[int]
    spoilt: Mapped[int]
    blank: Mapped[int]
    # Ballots by option, such as {"yes": 40, "no": 8, "abstain": 2}.
    options: Mapped[dict[str, int]]

    vote: Mapped[Vote] = relationship(back_populates="counts")

    __table_args__ = (UniqueConstraint("vote_id", "entry"), CheckConstraint("entry IN (1, 2)", name="entry_known"))

    @property
    def numbers(self) -> CountEntry:
        """The count as the rules know it."""
        return CountEntry(self.issued, self.unused, self.spoilt, self.blank, dict(self.options))
