"""Members' verdicts, entries that are not finished yet, and a partner's telephone number."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: a column with a default is added without copying the table.
    op.add_column("partner", sa.Column("phone", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "verdict",
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('met', 'partly', 'not-yet', 'not-met', 'too-early')", name=op.f("ck_verdict_kind_known")
        ),
        sa.CheckConstraint("members BETWEEN 1 AND asked", name=op.f("ck_verdict_members_among_asked")),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["expectation_address.id"],
            name=op.f("fk_verdict_address_id_expectation_address"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("address_id", "number", name=op.f("uq_verdict_address_id_number")),
    )
    op.create_table(
        "unfinished_entry",
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["expectation_address.id"],
            name=op.f("fk_unfinished_entry_address_id_expectation_address"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unfinished_entry")),
        sa.UniqueConstraint("address_id", name=op.f("uq_unfinished_entry_address_id")),
    )
