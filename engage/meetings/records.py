"""The rows of the meetings stage."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

SESSIONS = "sessions"
ATTENDANCE = "attendance"


class AssemblySession(HasId, Base):
    """One meeting of the assembly: a day, a venue, an agenda."""

    __tablename__ = "assembly_session"
    topic = SESSIONS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(default=dict)
    held_on: Mapped[date]
    # The wall clock of the place, as printed on the agenda.
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    phase: Mapped[str]
    venue_name: Mapped[str] = mapped_column(default="")
    venue_address: Mapped[str] = mapped_column(default="")
    venue_access: Mapped[dict[str, str]] = mapped_column(default=dict)

    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="session", order_by="AgendaItem.number", cascade="all, delete-orphan"
    )

    __table_args__ = (
        CheckConstraint("phase IN ('learning', 'deliberation', 'decision')", name="phase_known"),
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
    )


class AgendaItem(HasId, Base):
    """One item of an agenda; its time follows from the items before it."""

    __tablename__ = "agenda_item"
    topic = SESSIONS

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly_session.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title: Mapped[dict[str, str]]
    kind: Mapped[str]
    minutes: Mapped[int]
    speaker: Mapped[str] = mapped_column(default="")

    session: Mapped[AssemblySession] = relationship(back_populates="agenda")

    __table_args__ = (
        CheckConstraint("minutes >= 1", name="minutes_positive"),
        CheckConstraint("kind IN ('welcome', 'talk', 'discussion', 'break', 'vote', 'close')", name="kind_known"),
    )


class Attendance(HasId, Base):
    """Whether a member came to a session, and when."""

    __tablename__ = "attendance"
    topic = ATTENDANCE

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly_session.id", ondelete="CASCADE"))
    respondent_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"), index=True)
    state: Mapped[str]
    arrived_at: Mapped[datetime | None] = mapped_column(default=None)
    left_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("session_id", "respondent_id"),
        CheckConstraint("state IN ('arrived', 'late', 'left', 'apologies', 'no-show')", name="state_known"),
    )
