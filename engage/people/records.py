"""The rows of the people stage."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.people.rules import PhotoConsent, RespondentStatus
from engage.storage.base import Base, HasId

RESPONDENTS = "respondents"


class Respondent(HasId, Base):
    """Someone who came forward. A member is a respondent who is confirmed."""

    __tablename__ = "respondent"
    topic = RESPONDENTS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    reference: Mapped[str]
    # The reference as it is sorted: R2 before R10.
    reference_key: Mapped[str] = mapped_column(default="")
    # May be empty: the reference then stands in wherever a name is shown.
    full_name: Mapped[str] = mapped_column(default="")
    # What the name, or the reference in its place, is sorted and found by.
    name_key: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    household_key: Mapped[str] = mapped_column(default="")
    # Answers by question (a target category's name); "" is "not given".
    answers: Mapped[dict[str, str]] = mapped_column(default=dict)
    # Columns of the imported file that the app has no field for: kept, and exported again.
    extra: Mapped[dict[str, str]] = mapped_column(default=dict)
    spoken_language: Mapped[str] = mapped_column(default="en")
    written_language: Mapped[str] = mapped_column(default="en")
    type_size: Mapped[str] = mapped_column(default="standard")
    photo_consent: Mapped[str] = mapped_column(default=PhotoConsent.NOT_ASKED.value)
    status: Mapped[str] = mapped_column(default=RespondentStatus.POOL.value)
    came_forward_at: Mapped[datetime]

    needs: Mapped[list["AccessNeed"]] = relationship(
        back_populates="respondent", order_by="AccessNeed.number", cascade="all, delete-orphan"
    )
    history: Mapped[list["StatusChange"]] = relationship(
        back_populates="respondent", order_by="StatusChange.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("assembly_id", "reference"),
        Index("ix_respondent_assembly_id_reference_key", "assembly_id", "reference_key"),
        Index("ix_respondent_assembly_id_name_key", "assembly_id", "name_key"),
        Index("ix_respondent_assembly_id_status", "assembly_id", "status"),
        CheckConstraint("status IN ('pool', 'ineligible', 'selected', 'confirmed', 'withdrawn')", name="status_known"),
        CheckConstraint("photo_consent IN ('yes', 'ask', 'no', 'not-asked')", name="photo_consent_known"),
    )


class AccessNeed(HasId, Base):
    """What someone needs in order to take part, and how it will be met. Never a diagnosis."""

    __tablename__ = "access_need"
    topic = RESPONDENTS

    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    how_met: Mapped[str] = mapped_column(default="")

    respondent: Mapped[Respondent] = relationship(back_populates="needs")


class StatusChange(HasId, Base):
    """One move of a respondent from status to status, with its reason."""

    __tablename__ = "status_change"
    topic = RESPONDENTS

    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    old: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]

    respondent: Mapped[Respondent] = relationship(back_populates="history")
