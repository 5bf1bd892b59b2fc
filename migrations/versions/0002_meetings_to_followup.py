"""The tables of meetings, seating, deliberation, voting and follow-up."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "assembly_session",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("venue_name", sa.Text(), nullable=False),
        sa.Column("venue_address", sa.Text(), nullable=False),
        sa.Column("venue_access", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "phase IN ('learning', 'deliberation', 'decision')", name=op.f("ck_assembly_session_phase_known")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_assembly_session_starts_before_it_ends")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_assembly_session_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assembly_session")),
    )
    op.create_index(op.f("ix_assembly_session_assembly_id"), "assembly_session", ["assembly_id"], unique=False)
    op.create_table(
        "priority",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_priority_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
    )
    op.create_index(op.f("ix_priority_assembly_id"), "priority", ["assembly_id"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('welcome', 'talk', 'discussion', 'break', 'vote', 'close')",
            name=op.f("ck_agenda_item_kind_known"),
        ),
        sa.CheckConstraint("minutes >= 1", name=op.f("ck_agenda_item_minutes_positive")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assembly_session.id"],
            name=op.f("fk_agenda_item_session_id_assembly_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_session_id"), "agenda_item", ["session_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('arrived', 'late', 'left', 'apologies', 'no-show')", name=op.f("ck_attendance_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_attendance_respondent_id_respondent"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assembly_session.id"],
            name=op.f("fk_attendance_session_id_assembly_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("session_id", "respondent_id", name=op.f("uq_attendance_session_id_respondent_id")),
    )
    op.create_index(op.f("ix_attendance_respondent_id"), "attendance", ["respondent_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("priority_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('recommendation', 'expectation')", name=op.f("ck_draft_kind_known")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_draft_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_draft_priority_id_priority"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_draft_assembly_id_number")),
    )
    op.create_table(
        "table_plan",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assembly_session.id"],
            name=op.f("fk_table_plan_session_id_assembly_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_plan")),
        sa.UniqueConstraint("session_id", name=op.f("uq_table_plan_session_id")),
    )
    op.create_table(
        "discussion_table",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facilitator", sa.Text(), nullable=False),
        sa.Column("is_step_free", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["table_plan.id"], name=op.f("fk_discussion_table_plan_id_table_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_table")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_discussion_table_plan_id_number")),
    )
    op.create_table(
        "draft_version",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_version_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_version")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_version_draft_id_number")),
    )
    op.create_table(
        "note",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("agenda_item_id", sa.Uuid(), nullable=True),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('idea', 'concern', 'question', 'value', 'evidence-gap')", name=op.f("ck_note_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_note_agenda_item_id_agenda_item"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assembly_session.id"],
            name=op.f("fk_note_session_id_assembly_session"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_note_session_id_number")),
    )
    op.create_index(op.f("ix_note_session_id"), "note", ["session_id"], unique=False)
    op.create_table(
        "seating_round",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["table_plan.id"], name=op.f("fk_seating_round_plan_id_table_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_round")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_seating_round_plan_id_number")),
    )
    op.create_table(
        "seating_rule",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('together', 'apart')", name=op.f("ck_seating_rule_kind_known")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["respondent.id"], name=op.f("fk_seating_rule_first_id_respondent"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["table_plan.id"], name=op.f("fk_seating_rule_plan_id_table_plan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["respondent.id"], name=op.f("fk_seating_rule_second_id_respondent"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_rule")),
    )
    op.create_index(op.f("ix_seating_rule_plan_id"), "seating_rule", ["plan_id"], unique=False)
    op.create_table(
        "draft_source",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_source_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_draft_source_note_id_note"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_source")),
        sa.UniqueConstraint("draft_id", "note_id", name=op.f("uq_draft_source_draft_id_note_id")),
    )
    op.create_index(op.f("ix_draft_source_note_id"), "draft_source", ["note_id"], unique=False)
    op.create_table(
        "expectation",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_expectation_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["draft_version.id"],
            name=op.f("fk_expectation_version_id_draft_version"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_expectation_assembly_id_number")),
        sa.UniqueConstraint("version_id", name=op.f("uq_expectation_version_id")),
    )
    op.create_table(
        "seat",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("respondent_id", sa.Uuid(), nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_seat_respondent_id_respondent"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["seating_round.id"], name=op.f("fk_seat_round_id_seating_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("round_id", "respondent_id", name=op.f("uq_seat_round_id_respondent_id")),
    )
    op.create_index(op.f("ix_seat_respondent_id"), "seat", ["respondent_id"], unique=False)
    op.create_table(
        "vote",
        sa.Column("assembly_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("threshold_numerator", sa.Integer(), nullable=False),
        sa.Column("threshold_denominator", sa.Integer(), nullable=False),
        sa.Column("comparison", sa.Text(), nullable=False),
        sa.Column("quorum_numerator", sa.Integer(), nullable=False),
        sa.Column("quorum_denominator", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("entitled", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("comparison IN ('at-least', 'more-than')", name=op.f("ck_vote_comparison_known")),
        sa.CheckConstraint("method IN ('yes-no-abstain', 'support-4')", name=op.f("ck_vote_method_known")),
        sa.CheckConstraint("state IN ('open', 'closed', 'void')", name=op.f("ck_vote_state_known")),
        sa.CheckConstraint(
            "threshold_denominator >= 1 AND quorum_denominator >= 1", name=op.f("ck_vote_fractions_sound")
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_vote_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["assembly_session.id"],
            name=op.f("fk_vote_session_id_assembly_session"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["draft_version.id"], name=op.f("fk_vote_version_id_draft_version"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint("assembly_id", "number", name=op.f("uq_vote_assembly_id_number")),
    )
    op.create_index(op.f("ix_vote_version_id"), "vote", ["version_id"], unique=False)
    op.create_table(
        "expectation_address",
        sa.Column("expectation_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("period_count", sa.Integer(), nullable=True),
        sa.Column("period_unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "period_unit IN ('days', 'working-days', 'weeks', 'months')",
            name=op.f("ck_expectation_address_period_unit_known"),
        ),
        sa.ForeignKeyConstraint(
            ["expectation_id"],
            ["expectation.id"],
            name=op.f("fk_expectation_address_expectation_id_expectation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_expectation_address_partner_id_partner"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectation_address")),
        sa.UniqueConstraint(
            "expectation_id", "partner_id", name=op.f("uq_expectation_address_expectation_id_partner_id")
        ),
    )
    op.create_index(op.f("ix_expectation_address_partner_id"), "expectation_address", ["partner_id"], unique=False)
    op.create_table(
        "paper_count",
        sa.Column("vote_id", sa.Uuid(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("issued", sa.Integer(), nullable=False),
        sa.Column("unused", sa.Integer(), nullable=False),
        sa.Column("spoilt", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("entry IN (1, 2)", name=op.f("ck_paper_count_entry_known")),
        sa.ForeignKeyConstraint(["vote_id"], ["vote.id"], name=op.f("fk_paper_count_vote_id_vote"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_count")),
        sa.UniqueConstraint("vote_id", "entry", name=op.f("uq_paper_count_vote_id_entry")),
    )
    op.create_table(
        "partner_response",
        sa.Column("address_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("decision_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "status IN ('accepted', 'accepted-in-part', 'in-principle', 'already-in-place', "
            "'not-accepted', 'not-ours')",
            name=op.f("ck_partner_response_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["address_id"],
            ["expectation_address.id"],
            name=op.f("fk_partner_response_address_id_expectation_address"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_response")),
        sa.UniqueConstraint("address_id", "number", name=op.f("uq_partner_response_address_id_number")),
    )
    op.create_table(
        "action",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["partner_response.id"],
            name=op.f("fk_action_response_id_partner_response"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("response_id", "number", name=op.f("uq_action_response_id_number")),
    )
    op.create_table(
        "action_update",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("percent_done", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("percent_done BETWEEN 0 AND 100", name=op.f("ck_action_update_percent_between_0_and_100")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_update_action_id_action"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_update")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_action_update_action_id_number")),
    )
