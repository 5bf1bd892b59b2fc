"""The rows of the assembly stage."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

ASSEMBLY = "assembly"
PARTNERS = "partners"


class Assembly(HasId, Base):
    """One assembly of the organisation's programme."""

    __tablename__ = "assembly"
    topic = ASSEMBLY

    # Texts by language code.
    title: Mapped[dict[str, str]]
    question: Mapped[dict[str, str]] = mapped_column(default=dict)
    remit: Mapped[dict[str, str]] = mapped_column(default=dict)
    out_of_scope: Mapped[dict[str, str]] = mapped_column(default=dict)
    parent_vision: Mapped[dict[str, str]] = mapped_column(default=dict)
    what_happens_next: Mapped[dict[str, str]] = mapped_column(default=dict)
    commissioner: Mapped[str] = mapped_column(default="")
    sponsor: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_address: Mapped[str] = mapped_column(default="")
    first_session_on: Mapped[date | None] = mapped_column(default=None)
    seats: Mapped[int] = mapped_column(default=50)
    # Names of fields whose content a template made up; they lose the mark when they are edited.
    invented: Mapped[list[str]] = mapped_column(default=list)

    objectives: Mapped[list["Objective"]] = relationship(
        back_populates="assembly", order_by="Objective.number, Objective.id", cascade="all, delete-orphan"
    )
    partners: Mapped[list["Partner"]] = relationship(
        back_populates="assembly", order_by="Partner.number, Partner.id", cascade="all, delete-orphan"
    )

    __table_args__ = (CheckConstraint("seats >= 1", name="seats_positive"),)


class Objective(HasId, Base):
    """One thing the assembly is meant to achieve."""

    __tablename__ = "objective"
    topic = ASSEMBLY

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    # A place in the list, not a name: two rows may share one for a moment while the list is put in another order.
    number: Mapped[int]
    text: Mapped[dict[str, str]]
    is_invented: Mapped[bool] = mapped_column(default=False)

    assembly: Mapped[Assembly] = relationship(back_populates="objectives")


class Partner(HasId, Base):
    """An organisation, or individuals, that the assembly speaks to, and what it hopes of the assembly."""

    __tablename__ = "partner"
    topic = PARTNERS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    kind: Mapped[str]
    hope: Mapped[dict[str, str]] = mapped_column(default=dict)
    is_invented: Mapped[bool] = mapped_column(default=False)
    # Who answers for it, and where letters go. Individuals have none of these.
    lead_name: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    address: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="en", server_default="en")

    assembly: Mapped[Assembly] = relationship(back_populates="partners")

    __table_args__ = (
        CheckConstraint("kind IN ('council', 'nhs', 'voluntary', 'individuals', 'other')", name="kind_known"),
    )
