"""Draws by figures, and draws of reserves."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KINDS = "kind IN ('real', 'test', 'replacement', 'reserves')"
_KEPT = (
    "assembly_id",
    "number",
    "kind",
    "state",
    "method",
    "seats",
    "pool_sha256",
    "targets_sha256",
    "portfolio_sha256",
    "basis_sha256",
    "least_chance",
    "least_chance_bound",
    "record",
    "public_string",
    "frozen_at",
    "drawn_at",
    "confirmed_at",
    "voided_at",
    "void_reason",
    "replaces_id",
    "reason",
    "id",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
        return
    op.add_column("draw_run", sa.Column("digits", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("draw_run", sa.Column("largest_move", sa.Text(), nullable=False, server_default=""))
    op.alter_column("draw_run", "digits", server_default=None)
    op.alter_column("draw_run", "largest_move", server_default=None)
    op.drop_constraint(op.f("ck_draw_run_kind_known"), "draw_run", type_="check")
    op.create_check_constraint(op.f("ck_draw_run_kind_known"), "draw_run", _KINDS)


def _make_anew() -> None:
    """SQLite can't change a constraint. Batch mode could, but writes the constraints in another order each time."""
    columns = ", ".join(_KEPT)
    op.execute("CREATE TABLE draw_run_kept AS SELECT * FROM draw_run")
    op.drop_table("draw_run")
    op.create_table(
        "draw_run",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("pool_sha256", sa.Text(), nullable=False),
        sa.Column("targets_sha256", sa.Text(), nullable=False),
        sa.Column("portfolio_sha256", sa.Text(), nullable=False),
        sa.Column("basis_sha256", sa.Text(), nullable=False),
        sa.Column("least_chance", sa.Text(), nullable=False),
        sa.Column("least_chance_bound", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("largest_move", sa.Text(), nullable=False),
        sa.Column("public_string", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_draw_run_kind_known")),
        sa.CheckConstraint("state IN ('frozen', 'drawn', 'confirmed', 'void')", name=op.f("ck_draw_run_state_known")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_draw_run_assembly_id_assembly"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["respondent.id"], name=op.f("fk_draw_run_replaces_id_respondent"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_run")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_draw_run_assembly_id_number")),
    )
    op.execute(
        f"INSERT INTO draw_run ({columns}, digits, largest_move) SELECT {columns}, 0, '' FROM draw_run_kept"  # noqa: S608
    )
    op.drop_table("draw_run_kept")
