"""The journal's own tables. Written by the workspace in the same transaction as the change, never by an action."""

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, LargeBinary, Table, Text

from engage.storage.base import Base

AUDIT = Table(
    "audit_entry",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    # As text, since exactly this text is hashed.
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("change", Text, nullable=False),
    # The random id of the one row that changed; empty where one entry stands for many.
    Column("subject", Text, nullable=False),
    Column("count", Integer, nullable=False),
    # Names of the fields that changed, a JSON list. Never values.
    Column("fields", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("change IN ('added', 'changed', 'removed')", name="change_known"),
)

UNDO = Table(
    "undo_step",
    Base.metadata,
    Column("number", Integer, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Nothing before a barrier can be undone.
    Column("is_barrier", Boolean, nullable=False),
    # Rows before and after, compressed JSON; empty for a barrier.
    Column("changes", LargeBinary, nullable=False),
    CheckConstraint("state IN ('done', 'undone')", name="state_known"),
)
