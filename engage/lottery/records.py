"""The rows of the lottery stage."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

TARGETS = "targets"
RATES = "drop-out-rates"
DRAWS = "draws"


class TargetCategory(HasId, Base):
    """A question whose answers the panel must mirror, such as age."""

    __tablename__ = "target_category"
    topic = TARGETS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]

    values: Mapped[list["TargetValue"]] = relationship(
        back_populates="category", order_by="TargetValue.number", cascade="all, delete-orphan"
    )

    __table_args__ = (UniqueConstraint("assembly_id", "name"),)


class TargetValue(HasId, Base):
    """One answer and how many members must have given it: at least `minimum`, at most `maximum`."""

    __tablename__ = "target_value"
    topic = TARGETS

    category_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("target_category.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    minimum: Mapped[int]
    maximum: Mapped[int]
    # How far a relaxation may go; None where the file set no bound.
    flex_minimum: Mapped[int | None] = mapped_column(default=None)
    flex_maximum: Mapped[int | None] = mapped_column(default=None)

    category: Mapped[TargetCategory] = relationship(back_populates="values")

    __table_args__ = (
        UniqueConstraint("category_id", "name"),
        CheckConstraint("0 <= minimum AND minimum <= maximum", name="minimum_up_to_maximum"),
    )


class PopulationCategory(HasId, Base):
    """What is known of a category outside the pool: its kind, how the population answers, and who says so.

    It goes by the category's name, so that it outlives targets that are imported anew.
    """

    __tablename__ = "population_category"
    topic = TARGETS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    table_code: Mapped[str] = mapped_column(default="")
    # As the source says it: a year or a date.
    dated: Mapped[str] = mapped_column(default="")
    # Whether the amounts are shares, as they were given, rather than people.
    is_share: Mapped[bool] = mapped_column(default=False)

    values: Mapped[list["PopulationValue"]] = relationship(
        back_populates="category", order_by="PopulationValue.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "name"),
        CheckConstraint("kind IN ('demographic', 'geographic', 'deprivation', 'attitude')", name="kind_known"),
    )


class PopulationValue(HasId, Base):
    """How many of the population give one answer; `amount` is a decimal as it was written, so that it stays exact."""

    __tablename__ = "population_value"
    topic = TARGETS

    category_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("population_category.id", ondelete="CASCADE"))
    number: Mapped[int]
    name: Mapped[str]
    amount: Mapped[str]

    category: Mapped[PopulationCategory] = relationship(back_populates="values")

    __table_args__ = (UniqueConstraint("category_id", "name"),)


class DropOutRate(HasId, Base):
    """How many of a hundred members with one answer drop out, as the officer set it; two empty names for everybody.

    It goes by names, so that it outlives targets that are imported anew.
    """

    __tablename__ = "drop_out_rate"
    topic = RATES

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    category: Mapped[str]
    value: Mapped[str]
    percent: Mapped[int]

    __table_args__ = (
        UniqueConstraint("assembly_id", "category", "value"),
        CheckConstraint("percent >= 1 AND percent <= 99", name="percent_possible"),
    )


class DrawRun(HasId, Base):
    """One numbered run of the lottery: frozen, then drawn, then confirmed or void. Never deleted, never renumbered."""

    __tablename__ = "draw_run"
    topic = DRAWS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="RESTRICT"))
    number: Mapped[int]
    kind: Mapped[str]
    state: Mapped[str]
    method: Mapped[str]
    seats: Mapped[int]
    pool_sha256: Mapped[str]
    targets_sha256: Mapped[str]
    portfolio_sha256: Mapped[str]
    # Of everything in the file that the draw rests on, so that a change after freezing is noticed.
    basis_sha256: Mapped[str]
    # Fractions as "numerator/denominator": no float is ever kept.
    least_chance: Mapped[str]
    least_chance_bound: Mapped[str]
    # The private record, canonical JSON: before the draw without seed and result, afterwards whole.
    record: Mapped[str]
    # How many figures, drawn in public, are the number of the panel; 0 where a public string leads to it.
    digits: Mapped[int] = mapped_column(default=0)
    # How far anyone's chance moved when it was rounded to equally likely panels, "numerator/denominator"; else empty.
    largest_move: Mapped[str] = mapped_column(default="")
    public_string: Mapped[str] = mapped_column(default="")
    frozen_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    voided_at: Mapped[datetime | None] = mapped_column(default=None)
    void_reason: Mapped[str] = mapped_column(default="")
    # For a replacement: whose seat it fills, and why.
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("respondent.id", ondelete="RESTRICT"), default=None
    )
    reason: Mapped[str] = mapped_column(default="")

    tickets: Mapped[list["DrawTicket"]] = relationship(back_populates="run", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("kind IN ('real', 'test', 'replacement', 'reserves')", name="kind_known"),
        CheckConstraint("state IN ('frozen', 'drawn', 'confirmed', 'void')", name="state_known"),
    )


class DrawTicket(HasId, Base):
    """A person's random ticket in one run: the record names tickets, only the file says whose they are."""

    __tablename__ = "draw_ticket"
    topic = DRAWS

    run_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draw_run.id", ondelete="RESTRICT"), index=True)
    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"), index=True)
    ticket: Mapped[str]
    # The chance of being chosen, "numerator/denominator".
    chance: Mapped[str]
    # A member who keeps the seat while a replacement is drawn: in every panel of that run.
    is_fixed: Mapped[bool] = mapped_column(default=False)
    is_selected: Mapped[bool] = mapped_column(default=False)

    run: Mapped[DrawRun] = relationship(back_populates="tickets")

    __table_args__ = (UniqueConstraint("run_id", "ticket"), UniqueConstraint("run_id", "respondent_id"))
