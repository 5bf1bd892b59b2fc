"""Every table of the first stages, and the journal's."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assembly",
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("question", sa.JSON(), nullable=False),
        sa.Column("remit", sa.JSON(), nullable=False),
        sa.Column("out_of_scope", sa.JSON(), nullable=False),
        sa.Column("parent_vision", sa.JSON(), nullable=False),
        sa.Column("what_happens_next", sa.JSON(), nullable=False),
        sa.Column("commissioner", sa.Text(), nullable=False),
        sa.Column("sponsor", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("contact_address", sa.Text(), nullable=False),
        sa.Column("first_session_on", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("invented", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_assembly_seats_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("change IN ('added', 'changed', 'removed')", name=op.f("ck_audit_entry_change_known")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "undo_step",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("is_barrier", sa.Boolean(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("state IN ('done', 'undone')", name=op.f("ck_undo_step_state_known")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_undo_step")),
    )
    op.create_table(
        "objective",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_objective_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
    )
    op.create_index(op.f("ix_objective_assembly_id"), "objective", ["assembly_id"], unique=False)
    op.create_table(
        "partner",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hope", sa.JSON(), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("lead_name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('council', 'nhs', 'voluntary', 'individuals', 'other')", name=op.f("ck_partner_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_partner_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
    )
    op.create_index(op.f("ix_partner_assembly_id"), "partner", ["assembly_id"], unique=False)
    op.create_table(
        "respondent",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reference_key", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("household_key", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("spoken_language", sa.Text(), nullable=False),
        sa.Column("written_language", sa.Text(), nullable=False),
        sa.Column("type_size", sa.Text(), nullable=False),
        sa.Column("photo_consent", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("came_forward_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "photo_consent IN ('yes', 'ask', 'no', 'not-asked')", name=op.f("ck_respondent_photo_consent_known")
        ),
        sa.CheckConstraint(
            "status IN ('pool', 'ineligible', 'selected', 'confirmed', 'withdrawn')",
            name=op.f("ck_respondent_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_respondent_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent")),
        sa.UniqueConstraint("assembly_id", "reference", name=op.f("uq_respondent_assembly_id_reference")),
    )
    op.create_index("ix_respondent_assembly_id_name_key", "respondent", ["assembly_id", "name_key"], unique=False)
    op.create_index(
        "ix_respondent_assembly_id_reference_key", "respondent", ["assembly_id", "reference_key"], unique=False
    )
    op.create_index("ix_respondent_assembly_id_status", "respondent", ["assembly_id", "status"], unique=False)
    op.create_table(
        "target_category",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_target_category_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_category")),
        sa.UniqueConstraint("assembly_id", "name", name=op.f("uq_target_category_assembly_id_name")),
    )
    op.create_table(
        "access_need",
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("how_met", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_access_need_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_need")),
    )
    op.create_index(op.f("ix_access_need_respondent_id"), "access_need", ["respondent_id"], unique=False)
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
        sa.Column("public_string", sa.Text(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('real', 'test', 'replacement')", name=op.f("ck_draw_run_kind_known")),
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
    op.create_table(
        "status_change",
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_status_change_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_index(op.f("ix_status_change_respondent_id"), "status_change", ["respondent_id"], unique=False)
    op.create_table(
        "target_value",
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("flex_minimum", sa.Integer(), nullable=True),
        sa.Column("flex_maximum", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("0 <= minimum AND minimum <= maximum", name=op.f("ck_target_value_minimum_up_to_maximum")),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["target_category.id"],
            name=op.f("fk_target_value_category_id_target_category"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target_value")),
        sa.UniqueConstraint("category_id", "name", name=op.f("uq_target_value_category_id_name")),
    )
    op.create_table(
        "draw_ticket",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("ticket", sa.Text(), nullable=False),
        sa.Column("chance", sa.Text(), nullable=False),
        sa.Column("is_fixed", sa.Boolean(), nullable=False),
        sa.Column("is_selected", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_draw_ticket_respondent_id_respondent"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["draw_run.id"], name=op.f("fk_draw_ticket_run_id_draw_run"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draw_ticket")),
        sa.UniqueConstraint("run_id", "respondent_id", name=op.f("uq_draw_ticket_run_id_respondent_id")),
        sa.UniqueConstraint("run_id", "ticket", name=op.f("uq_draw_ticket_run_id_ticket")),
    )
    op.create_index(op.f("ix_draw_ticket_respondent_id"), "draw_ticket", ["respondent_id"], unique=False)
    op.create_index(op.f("ix_draw_ticket_run_id"), "draw_ticket", ["run_id"], unique=False)

    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_of_the_audit_log()


def _refuse_changes_of_the_audit_log() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_refuses_{verb.lower()} BEFORE {verb} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        )
