"""The rows of the seating stage."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

SEATING = "seating"


class TablePlan(HasId, Base):
    """The plan of one session: its tables, its rounds, and the rules they keep."""

    __tablename__ = "table_plan"
    topic = SEATING

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly_session.id", ondelete="CASCADE"), unique=True)
    seed: Mapped[int]
    # How each question of the lottery counts: "spread" or "cluster" by its name.
    fields: Mapped[dict[str, str]] = mapped_column(default=dict)

    tables: Mapped[list["DiscussionTable"]] = relationship(
        back_populates="plan", order_by="DiscussionTable.number", cascade="all, delete-orphan"
    )
    rounds: Mapped[list["SeatingRound"]] = relationship(
        back_populates="plan", order_by="SeatingRound.number", cascade="all, delete-orphan"
    )
    rules: Mapped[list["SeatingRule"]] = relationship(back_populates="plan", cascade="all, delete-orphan")


class DiscussionTable(HasId, Base):
    """One table of a plan, with its facilitator."""

    __tablename__ = "discussion_table"
    topic = SEATING

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("table_plan.id", ondelete="CASCADE"))
    number: Mapped[int]
    facilitator: Mapped[str] = mapped_column(default="")
    is_step_free: Mapped[bool] = mapped_column(default=True)

    plan: Mapped[TablePlan] = relationship(back_populates="tables")

    __table_args__ = (UniqueConstraint("plan_id", "number"),)


class SeatingRound(HasId, Base):
    """One round: everybody sits down once."""

    __tablename__ = "seating_round"
    topic = SEATING

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("table_plan.id", ondelete="CASCADE"))
    number: Mapped[int]

    plan: Mapped[TablePlan] = relationship(back_populates="rounds")
    seats: Mapped[list["Seat"]] = relationship(back_populates="round", cascade="all, delete-orphan")

    __table_args__ = (UniqueConstraint("plan_id", "number"),)


class Seat(HasId, Base):
    """A person's place in one round. A locked seat stays when the rest is planned anew."""

    __tablename__ = "seat"
    topic = SEATING

    round_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("seating_round.id", ondelete="CASCADE"))
    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"), index=True)
    table_number: Mapped[int]
    is_locked: Mapped[bool] = mapped_column(default=False)

    round: Mapped[SeatingRound] = relationship(back_populates="seats")

    __table_args__ = (UniqueConstraint("round_id", "respondent_id"),)


class SeatingRule(HasId, Base):
    """Two people who must sit together, or apart."""

    __tablename__ = "seating_rule"
    topic = SEATING

    plan_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("table_plan.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    first_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"))
    second_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"))

    plan: Mapped[TablePlan] = relationship(back_populates="rules")

    __table_args__ = (CheckConstraint("kind IN ('together', 'apart')", name="kind_known"),)
