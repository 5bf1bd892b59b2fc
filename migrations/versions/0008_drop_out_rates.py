"""How many of a hundred members with one answer drop out, set by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drop_out_rate",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("percent >= 1 AND percent <= 99", name=op.f("ck_drop_out_rate_percent_possible")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_drop_out_rate_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drop_out_rate")),
        sa.UniqueConstraint(
            "assembly_id", "category", "value", name=op.f("uq_drop_out_rate_assembly_id_category_value")
        ),
    )
