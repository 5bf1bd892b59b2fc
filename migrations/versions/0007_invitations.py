"""Addresses, waves of letters, and the code that a reply gives."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in batch mode: a column with a default is added without copying the table.
    op.add_column("respondent", sa.Column("invitation_code", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "address_list",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("key_columns", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_address_list_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_list")),
        sa.UniqueConstraint("assembly_id", name=op.f("uq_address_list_assembly_id")),
    )
    op.create_table(
        "invitation_plan",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("multiple", sa.Text(), nullable=False),
        sa.Column("low_rate", sa.Text(), nullable=False),
        sa.Column("likely_rate", sa.Text(), nullable=False),
        sa.Column("high_rate", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("strata_columns", sa.JSON(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_invitation_plan_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_plan")),
        sa.UniqueConstraint("assembly_id", name=op.f("uq_invitation_plan_assembly_id")),
    )
    op.create_table(
        "invitation_wave",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.Column("strata_columns", sa.JSON(), nullable=False),
        sa.Column("last_block", sa.Integer(), nullable=False),
        sa.Column("addresses_sha256", sa.Text(), nullable=False),
        sa.Column("plan_sha256", sa.Text(), nullable=False),
        sa.Column("public_string", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("state IN ('frozen', 'drawn', 'void')", name=op.f("ck_invitation_wave_state_known")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_invitation_wave_assembly_id_assembly"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_wave")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_invitation_wave_assembly_id_number")),
    )
    op.create_table(
        "address_block",
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("homes", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["address_list.id"], name=op.f("fk_address_block_list_id_address_list"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_block")),
    )
    op.create_index(op.f("ix_address_block_list_id"), "address_block", ["list_id"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("stratum", sa.Text(), nullable=False),
        sa.Column("home_key", sa.Text(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["invitation_wave.id"], name=op.f("fk_invitation_wave_id_invitation_wave"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code", name=op.f("uq_invitation_code")),
    )
    op.create_index(op.f("ix_invitation_wave_id"), "invitation", ["wave_id"], unique=False)
    op.create_table(
        "invitation_stratum",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("homes", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("0 <= letters AND letters <= homes", name=op.f("ck_invitation_stratum_letters_up_to_homes")),
        sa.ForeignKeyConstraint(
            ["wave_id"],
            ["invitation_wave.id"],
            name=op.f("fk_invitation_stratum_wave_id_invitation_wave"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation_stratum")),
        sa.UniqueConstraint("wave_id", "name", name=op.f("uq_invitation_stratum_wave_id_name")),
    )
