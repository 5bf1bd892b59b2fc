"""The rows of the deliberation stage."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from engage.storage.base import Base, HasId

NOTES = "notes"
DRAFTS = "drafts"


class Note(HasId, Base):
    """What was said at a table, in one line. Whose words they were is never kept."""

    __tablename__ = "note"
    topic = NOTES

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly_session.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), default=None
    )
    table_number: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str]

    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("kind IN ('idea', 'concern', 'question', 'value', 'evidence-gap')", name="kind_known"),
    )


class Priority(HasId, Base):
    """One of the few things the members put first; drafts stand under it."""

    __tablename__ = "priority"
    topic = DRAFTS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text: Mapped[dict[str, str]]


class Draft(HasId, Base):
    """A recommendation or expectation on its way. Its number never changes and is never used again."""

    __tablename__ = "draft"
    topic = DRAFTS

    assembly_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"))
    priority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("priority.id", ondelete="RESTRICT"), default=None)
    number: Mapped[int]
    kind: Mapped[str]
    is_retired: Mapped[bool] = mapped_column(default=False)

    versions: Mapped[list["DraftVersion"]] = relationship(
        back_populates="draft", order_by="DraftVersion.number", cascade="all, delete-orphan"
    )
    sources: Mapped[list["DraftSource"]] = relationship(back_populates="draft", cascade="all, delete-orphan")

    __table_args__ = (
        UniqueConstraint("assembly_id", "number"),
        CheckConstraint("kind IN ('recommendation', 'expectation')", name="kind_known"),
    )


class DraftVersion(HasId, Base):
    """One wording. Never overwritten: a change is a new version. Votes and expectations point at a version."""

    __tablename__ = "draft_version"
    topic = DRAFTS

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[dict[str, str]]
    text: Mapped[dict[str, str]]
    why: Mapped[dict[str, str]] = mapped_column(default=dict)
    reason: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]

    draft: Mapped[Draft] = relationship(back_populates="versions")

    __table_args__ = (UniqueConstraint("draft_id", "number"),)


class DraftSource(HasId, Base):
    """A note that a draft rests on."""

    __tablename__ = "draft_source"
    topic = DRAFTS

    draft_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"))
    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("note.id", ondelete="RESTRICT"), index=True)

    draft: Mapped[Draft] = relationship(back_populates="sources")

    __table_args__ = (UniqueConstraint("draft_id", "note_id"),)
