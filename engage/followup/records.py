"""The rows of the follow-up stage."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

EXPECTATIONS = "expectations"


class Expectation(HasId, Base):
    """What members expect: one version of a draft, addressed to partners. It copies no text."""

    __tablename__ = "expectation"
    topic = EXPECTATIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    version_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft_version.id", ondelete="RESTRICT"), unique=True)
    number: Mapped[int]

    addresses: Mapped[list["ExpectationAddress"]] = relationship(
        back_populates="expectation", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("assembly_id", "number"),)


class ExpectationAddress(HasId, Base):
    """One partner that an expectation is addressed to: it owes its own answer by its own date.

    Individuals are addressees without due date or answer.
    """

    __tablename__ = "expectation_address"
    topic = EXPECTATIONS

    expectation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("expectation.id", ondelete="CASCADE"))
    partner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("partner.id", ondelete="RESTRICT"), index=True)
    sent_on: Mapped[date | None] = mapped_column(default=None)
    period_count: Mapped[int | None] = mapped_column(default=None)
    period_unit: Mapped[str | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)

    expectation: Mapped[Expectation] = relationship(back_populates="addresses")
    responses: Mapped[list["PartnerResponse"]] = relationship(
        back_populates="address", order_by="PartnerResponse.number", cascade="all, delete-orphan"
    )
    verdicts: Mapped[list["Verdict"]] = relationship(
        back_populates="address", order_by="Verdict.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("expectation_id", "partner_id"),
        CheckConstraint("period_unit IN ('days', 'working-days', 'weeks', 'months')", name="period_unit_known"),
    )


class PartnerResponse(HasId, Base):
    """An answer. A newer one supersedes it; none is ever deleted."""

    __tablename__ = "partner_response"
    topic = EXPECTATIONS

    address_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("expectation_address.id", ondelete="RESTRICT"))
    number: Mapped[int]
    status: Mapped[str]
    summary: Mapped[dict[str, str]] = mapped_column(default=dict)
    reasons: Mapped[str] = mapped_column(default="")
    left_out: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    whose: Mapped[str] = mapped_column(default="")
    decision_on: Mapped[date | None] = mapped_column(default=None)
    answered_on: Mapped[date]

    address: Mapped[ExpectationAddress] = relationship(back_populates="responses")
    actions: Mapped[list["Action"]] = relationship(
        back_populates="response", order_by="Action.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("address_id", "number"),
        CheckConstraint(
            "status IN ('accepted', 'accepted-in-part', 'in-principle', 'already-in-place', "
            "'not-accepted', 'not-ours')",
            name="status_known",
        ),
    )


class Action(HasId, Base):
    """What a partner said it will do, who owns it, by when."""

    __tablename__ = "action"
    topic = EXPECTATIONS

    response_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("partner_response.id", ondelete="RESTRICT"))
    number: Mapped[int]
    text: Mapped[dict[str, str]]
    owner: Mapped[str]
    due_on: Mapped[date]

    response: Mapped[PartnerResponse] = relationship(back_populates="actions")
    updates: Mapped[list["ActionUpdate"]] = relationship(
        back_populates="action", order_by="ActionUpdate.number", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("response_id", "number"),)


class ActionUpdate(HasId, Base):
    """How far an action was on a day, in per cent and in words. The newest one says where it stands."""

    __tablename__ = "action_update"
    topic = EXPECTATIONS

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"))
    number: Mapped[int]
    reported_on: Mapped[date]
    percent_done: Mapped[int]
    text: Mapped[str] = mapped_column(default="")

    action: Mapped[Action] = relationship(back_populates="updates")

    __table_args__ = (
        UniqueConstraint("action_id", "number"),
        CheckConstraint("percent_done BETWEEN 0 AND 100", name="percent_between_0_and_100"),
    )


class ReportBack(HasId, Base):
    """A day on which letters to the members went out, and what had been told by then.

    `told` holds the keys of `engage.followup.news`: an answer that is typed in late is news all the same.
    """

    __tablename__ = "report_back"
    topic = EXPECTATIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    sent_on: Mapped[date]
    label: Mapped[str] = mapped_column(default="")
    told: Mapped[list[str]] = mapped_column(default=list)


class Verdict(HasId, Base):
    """What members thought, on a day, of what a partner made of an expectation. The newest one counts."""

    __tablename__ = "verdict"
    topic = EXPECTATIONS

    address_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("expectation_address.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[str]
    # How many members said so, of how many who were asked.
    members: Mapped[int]
    asked: Mapped[int]
    given_on: Mapped[date]

    address: Mapped[ExpectationAddress] = relationship(back_populates="verdicts")

    __table_args__ = (
        UniqueConstraint("address_id", "number"),
        CheckConstraint("kind IN ('met', 'partly', 'not-yet', 'not-met', 'too-early')", name="kind_known"),
        CheckConstraint("members BETWEEN 1 AND asked", name="members_among_asked"),
    )


class UnfinishedEntry(HasId, Base):
    """What an officer has begun to type about one partner's part and not recorded yet, by field."""

    __tablename__ = "unfinished_entry"
    topic = EXPECTATIONS

    address_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("expectation_address.id", ondelete="CASCADE"), unique=True)
    content: Mapped[dict[str, str]]
