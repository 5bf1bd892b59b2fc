CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE assembly (
	title JSON NOT NULL,
	question JSON NOT NULL,
	remit JSON NOT NULL,
	out_of_scope JSON NOT NULL,
	parent_vision JSON NOT NULL,
	what_happens_next JSON NOT NULL,
	commissioner TEXT NOT NULL,
	sponsor TEXT NOT NULL,
	place TEXT NOT NULL,
	contact_name TEXT NOT NULL,
	contact_phone TEXT NOT NULL,
	contact_email TEXT NOT NULL,
	contact_address TEXT NOT NULL,
	first_session_on DATE,
	seats INTEGER NOT NULL,
	invented JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_assembly PRIMARY KEY (id),
	CONSTRAINT ck_assembly_seats_positive CHECK (seats >= 1)
);

CREATE TABLE audit_entry (
	number INTEGER NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	verb TEXT NOT NULL,
	kind TEXT NOT NULL,
	change TEXT NOT NULL,
	subject TEXT NOT NULL,
	count INTEGER NOT NULL,
	fields TEXT NOT NULL,
	previous_hash TEXT NOT NULL,
	hash TEXT NOT NULL,
	CONSTRAINT pk_audit_entry PRIMARY KEY (number),
	CONSTRAINT ck_audit_entry_change_known CHECK (change IN ('added', 'changed', 'removed'))
);

CREATE TABLE undo_step (
	number INTEGER NOT NULL,
	verb TEXT NOT NULL,
	label TEXT NOT NULL,
	state TEXT NOT NULL,
	is_barrier BOOLEAN NOT NULL,
	changes BLOB NOT NULL,
	CONSTRAINT pk_undo_step PRIMARY KEY (number),
	CONSTRAINT ck_undo_step_state_known CHECK (state IN ('done', 'undone'))
);

CREATE TABLE objective (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	text JSON NOT NULL,
	is_invented BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_objective PRIMARY KEY (id),
	CONSTRAINT fk_objective_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE
);

CREATE INDEX ix_objective_assembly_id ON objective (assembly_id);

CREATE TABLE partner (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	hope JSON NOT NULL,
	is_invented BOOLEAN NOT NULL,
	lead_name TEXT DEFAULT '' NOT NULL,
	email TEXT DEFAULT '' NOT NULL,
	address TEXT DEFAULT '' NOT NULL,
	language TEXT DEFAULT 'en' NOT NULL,
	id CHAR(32) NOT NULL, phone TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_partner PRIMARY KEY (id),
	CONSTRAINT ck_partner_kind_known CHECK (kind IN ('council', 'nhs', 'voluntary', 'individuals', 'other')),
	CONSTRAINT fk_partner_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE
);

CREATE INDEX ix_partner_assembly_id ON partner (assembly_id);

CREATE TABLE respondent (
	assembly_id CHAR(32) NOT NULL,
	reference TEXT NOT NULL,
	reference_key TEXT NOT NULL,
	full_name TEXT NOT NULL,
	name_key TEXT NOT NULL,
	email TEXT NOT NULL,
	phone TEXT NOT NULL,
	address TEXT NOT NULL,
	postcode TEXT NOT NULL,
	household_key TEXT NOT NULL,
	answers JSON NOT NULL,
	extra JSON NOT NULL,
	spoken_language TEXT NOT NULL,
	written_language TEXT NOT NULL,
	type_size TEXT NOT NULL,
	photo_consent TEXT NOT NULL,
	status TEXT NOT NULL,
	came_forward_at DATETIME NOT NULL,
	id CHAR(32) NOT NULL, invitation_code TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_respondent PRIMARY KEY (id),
	CONSTRAINT ck_respondent_photo_consent_known CHECK (photo_consent IN ('yes', 'ask', 'no', 'not-asked')),
	CONSTRAINT ck_respondent_status_known CHECK (status IN ('pool', 'ineligible', 'selected', 'confirmed', 'withdrawn')),
	CONSTRAINT fk_respondent_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_respondent_assembly_id_reference UNIQUE (assembly_id, reference)
);

CREATE INDEX ix_respondent_assembly_id_name_key ON respondent (assembly_id, name_key);

CREATE INDEX ix_respondent_assembly_id_reference_key ON respondent (assembly_id, reference_key);

CREATE INDEX ix_respondent_assembly_id_status ON respondent (assembly_id, status);

CREATE TABLE target_category (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_target_category PRIMARY KEY (id),
	CONSTRAINT fk_target_category_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_target_category_assembly_id_name UNIQUE (assembly_id, name)
);

CREATE TABLE access_need (
	respondent_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	detail TEXT NOT NULL,
	how_met TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_access_need PRIMARY KEY (id),
	CONSTRAINT fk_access_need_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id) ON DELETE CASCADE
);

CREATE INDEX ix_access_need_respondent_id ON access_need (respondent_id);

CREATE TABLE status_change (
	respondent_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	old TEXT NOT NULL,
	status TEXT NOT NULL,
	reason TEXT NOT NULL,
	changed_at DATETIME NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_status_change PRIMARY KEY (id),
	CONSTRAINT fk_status_change_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id) ON DELETE CASCADE
);

CREATE INDEX ix_status_change_respondent_id ON status_change (respondent_id);

CREATE TABLE target_value (
	category_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	minimum INTEGER NOT NULL,
	maximum INTEGER NOT NULL,
	flex_minimum INTEGER,
	flex_maximum INTEGER,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_target_value PRIMARY KEY (id),
	CONSTRAINT ck_target_value_minimum_up_to_maximum CHECK (0 <= minimum AND minimum <= maximum),
	CONSTRAINT fk_target_value_category_id_target_category FOREIGN KEY(category_id) REFERENCES target_category (id) ON DELETE CASCADE,
	CONSTRAINT uq_target_value_category_id_name UNIQUE (category_id, name)
);

CREATE TABLE draw_ticket (
	run_id CHAR(32) NOT NULL,
	respondent_id CHAR(32) NOT NULL,
	ticket TEXT NOT NULL,
	chance TEXT NOT NULL,
	is_fixed BOOLEAN NOT NULL,
	is_selected BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_draw_ticket PRIMARY KEY (id),
	CONSTRAINT fk_draw_ticket_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT fk_draw_ticket_run_id_draw_run FOREIGN KEY(run_id) REFERENCES draw_run (id) ON DELETE RESTRICT,
	CONSTRAINT uq_draw_ticket_run_id_respondent_id UNIQUE (run_id, respondent_id),
	CONSTRAINT uq_draw_ticket_run_id_ticket UNIQUE (run_id, ticket)
);

CREATE INDEX ix_draw_ticket_respondent_id ON draw_ticket (respondent_id);

CREATE INDEX ix_draw_ticket_run_id ON draw_ticket (run_id);

CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TABLE assembly_session (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	title JSON NOT NULL,
	held_on DATE NOT NULL,
	starts_at TIME NOT NULL,
	ends_at TIME NOT NULL,
	phase TEXT NOT NULL,
	venue_name TEXT NOT NULL,
	venue_address TEXT NOT NULL,
	venue_access JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_assembly_session PRIMARY KEY (id),
	CONSTRAINT ck_assembly_session_phase_known CHECK (phase IN ('learning', 'deliberation', 'decision')),
	CONSTRAINT ck_assembly_session_starts_before_it_ends CHECK (starts_at < ends_at),
	CONSTRAINT fk_assembly_session_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE
);

CREATE INDEX ix_assembly_session_assembly_id ON assembly_session (assembly_id);

CREATE TABLE priority (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	text JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_priority PRIMARY KEY (id),
	CONSTRAINT fk_priority_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE
);

CREATE INDEX ix_priority_assembly_id ON priority (assembly_id);

CREATE TABLE agenda_item (
	session_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	title JSON NOT NULL,
	kind TEXT NOT NULL,
	minutes INTEGER NOT NULL,
	speaker TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_agenda_item PRIMARY KEY (id),
	CONSTRAINT ck_agenda_item_kind_known CHECK (kind IN ('welcome', 'talk', 'discussion', 'break', 'vote', 'close')),
	CONSTRAINT ck_agenda_item_minutes_positive CHECK (minutes >= 1),
	CONSTRAINT fk_agenda_item_session_id_assembly_session FOREIGN KEY(session_id) REFERENCES assembly_session (id) ON DELETE CASCADE
);

CREATE INDEX ix_agenda_item_session_id ON agenda_item (session_id);

CREATE TABLE attendance (
	session_id CHAR(32) NOT NULL,
	respondent_id CHAR(32) NOT NULL,
	state TEXT NOT NULL,
	arrived_at DATETIME,
	left_at DATETIME,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_attendance PRIMARY KEY (id),
	CONSTRAINT ck_attendance_state_known CHECK (state IN ('arrived', 'late', 'left', 'apologies', 'no-show')),
	CONSTRAINT fk_attendance_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT fk_attendance_session_id_assembly_session FOREIGN KEY(session_id) REFERENCES assembly_session (id) ON DELETE CASCADE,
	CONSTRAINT uq_attendance_session_id_respondent_id UNIQUE (session_id, respondent_id)
);

CREATE INDEX ix_attendance_respondent_id ON attendance (respondent_id);

CREATE TABLE draft (
	assembly_id CHAR(32) NOT NULL,
	priority_id CHAR(32),
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	is_retired BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_draft PRIMARY KEY (id),
	CONSTRAINT ck_draft_kind_known CHECK (kind IN ('recommendation', 'expectation')),
	CONSTRAINT fk_draft_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT fk_draft_priority_id_priority FOREIGN KEY(priority_id) REFERENCES priority (id) ON DELETE RESTRICT,
	CONSTRAINT uq_draft_assembly_id_number UNIQUE (assembly_id, number)
);

CREATE TABLE table_plan (
	session_id CHAR(32) NOT NULL,
	seed INTEGER NOT NULL,
	fields JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_table_plan PRIMARY KEY (id),
	CONSTRAINT fk_table_plan_session_id_assembly_session FOREIGN KEY(session_id) REFERENCES assembly_session (id) ON DELETE CASCADE,
	CONSTRAINT uq_table_plan_session_id UNIQUE (session_id)
);

CREATE TABLE discussion_table (
	plan_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	facilitator TEXT NOT NULL,
	is_step_free BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_discussion_table PRIMARY KEY (id),
	CONSTRAINT fk_discussion_table_plan_id_table_plan FOREIGN KEY(plan_id) REFERENCES table_plan (id) ON DELETE CASCADE,
	CONSTRAINT uq_discussion_table_plan_id_number UNIQUE (plan_id, number)
);

CREATE TABLE draft_version (
	draft_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	title JSON NOT NULL,
	text JSON NOT NULL,
	why JSON NOT NULL,
	reason TEXT NOT NULL,
	made_at DATETIME NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_draft_version PRIMARY KEY (id),
	CONSTRAINT fk_draft_version_draft_id_draft FOREIGN KEY(draft_id) REFERENCES draft (id) ON DELETE CASCADE,
	CONSTRAINT uq_draft_version_draft_id_number UNIQUE (draft_id, number)
);

CREATE TABLE note (
	session_id CHAR(32) NOT NULL,
	agenda_item_id CHAR(32),
	table_number INTEGER NOT NULL,
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_note PRIMARY KEY (id),
	CONSTRAINT ck_note_kind_known CHECK (kind IN ('idea', 'concern', 'question', 'value', 'evidence-gap')),
	CONSTRAINT fk_note_agenda_item_id_agenda_item FOREIGN KEY(agenda_item_id) REFERENCES agenda_item (id) ON DELETE SET NULL,
	CONSTRAINT fk_note_session_id_assembly_session FOREIGN KEY(session_id) REFERENCES assembly_session (id) ON DELETE CASCADE,
	CONSTRAINT uq_note_session_id_number UNIQUE (session_id, number)
);

CREATE INDEX ix_note_session_id ON note (session_id);

CREATE TABLE seating_round (
	plan_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_seating_round PRIMARY KEY (id),
	CONSTRAINT fk_seating_round_plan_id_table_plan FOREIGN KEY(plan_id) REFERENCES table_plan (id) ON DELETE CASCADE,
	CONSTRAINT uq_seating_round_plan_id_number UNIQUE (plan_id, number)
);

CREATE TABLE seating_rule (
	plan_id CHAR(32) NOT NULL,
	kind TEXT NOT NULL,
	first_id CHAR(32) NOT NULL,
	second_id CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_seating_rule PRIMARY KEY (id),
	CONSTRAINT ck_seating_rule_kind_known CHECK (kind IN ('together', 'apart')),
	CONSTRAINT fk_seating_rule_first_id_respondent FOREIGN KEY(first_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT fk_seating_rule_plan_id_table_plan FOREIGN KEY(plan_id) REFERENCES table_plan (id) ON DELETE CASCADE,
	CONSTRAINT fk_seating_rule_second_id_respondent FOREIGN KEY(second_id) REFERENCES respondent (id) ON DELETE RESTRICT
);

CREATE INDEX ix_seating_rule_plan_id ON seating_rule (plan_id);

CREATE TABLE draft_source (
	draft_id CHAR(32) NOT NULL,
	note_id CHAR(32) NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_draft_source PRIMARY KEY (id),
	CONSTRAINT fk_draft_source_draft_id_draft FOREIGN KEY(draft_id) REFERENCES draft (id) ON DELETE CASCADE,
	CONSTRAINT fk_draft_source_note_id_note FOREIGN KEY(note_id) REFERENCES note (id) ON DELETE RESTRICT,
	CONSTRAINT uq_draft_source_draft_id_note_id UNIQUE (draft_id, note_id)
);

CREATE INDEX ix_draft_source_note_id ON draft_source (note_id);

CREATE TABLE expectation (
	assembly_id CHAR(32) NOT NULL,
	version_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_expectation PRIMARY KEY (id),
	CONSTRAINT fk_expectation_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT fk_expectation_version_id_draft_version FOREIGN KEY(version_id) REFERENCES draft_version (id) ON DELETE RESTRICT,
	CONSTRAINT uq_expectation_assembly_id_number UNIQUE (assembly_id, number),
	CONSTRAINT uq_expectation_version_id UNIQUE (version_id)
);

CREATE TABLE seat (
	round_id CHAR(32) NOT NULL,
	respondent_id CHAR(32) NOT NULL,
	table_number INTEGER NOT NULL,
	is_locked BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_seat PRIMARY KEY (id),
	CONSTRAINT fk_seat_respondent_id_respondent FOREIGN KEY(respondent_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT fk_seat_round_id_seating_round FOREIGN KEY(round_id) REFERENCES seating_round (id) ON DELETE CASCADE,
	CONSTRAINT uq_seat_round_id_respondent_id UNIQUE (round_id, respondent_id)
);

CREATE INDEX ix_seat_respondent_id ON seat (respondent_id);

CREATE TABLE vote (
	assembly_id CHAR(32) NOT NULL,
	version_id CHAR(32) NOT NULL,
	session_id CHAR(32),
	number INTEGER NOT NULL,
	method TEXT NOT NULL,
	base TEXT NOT NULL,
	threshold_numerator INTEGER NOT NULL,
	threshold_denominator INTEGER NOT NULL,
	comparison TEXT NOT NULL,
	quorum_numerator INTEGER NOT NULL,
	quorum_denominator INTEGER NOT NULL,
	held_on DATE NOT NULL,
	entitled INTEGER NOT NULL,
	present INTEGER NOT NULL,
	state TEXT NOT NULL,
	closed_at DATETIME,
	void_reason TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_vote PRIMARY KEY (id),
	CONSTRAINT ck_vote_comparison_known CHECK (comparison IN ('at-least', 'more-than')),
	CONSTRAINT ck_vote_method_known CHECK (method IN ('yes-no-abstain', 'support-4')),
	CONSTRAINT ck_vote_state_known CHECK (state IN ('open', 'closed', 'void')),
	CONSTRAINT ck_vote_fractions_sound CHECK (threshold_denominator >= 1 AND quorum_denominator >= 1),
	CONSTRAINT fk_vote_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT fk_vote_session_id_assembly_session FOREIGN KEY(session_id) REFERENCES assembly_session (id) ON DELETE RESTRICT,
	CONSTRAINT fk_vote_version_id_draft_version FOREIGN KEY(version_id) REFERENCES draft_version (id) ON DELETE RESTRICT,
	CONSTRAINT uq_vote_assembly_id_number UNIQUE (assembly_id, number)
);

CREATE INDEX ix_vote_version_id ON vote (version_id);

CREATE TABLE expectation_address (
	expectation_id CHAR(32) NOT NULL,
	partner_id CHAR(32) NOT NULL,
	sent_on DATE,
	period_count INTEGER,
	period_unit TEXT,
	due_on DATE,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_expectation_address PRIMARY KEY (id),
	CONSTRAINT ck_expectation_address_period_unit_known CHECK (period_unit IN ('days', 'working-days', 'weeks', 'months')),
	CONSTRAINT fk_expectation_address_expectation_id_expectation FOREIGN KEY(expectation_id) REFERENCES expectation (id) ON DELETE CASCADE,
	CONSTRAINT fk_expectation_address_partner_id_partner FOREIGN KEY(partner_id) REFERENCES partner (id) ON DELETE RESTRICT,
	CONSTRAINT uq_expectation_address_expectation_id_partner_id UNIQUE (expectation_id, partner_id)
);

CREATE INDEX ix_expectation_address_partner_id ON expectation_address (partner_id);

CREATE TABLE paper_count (
	vote_id CHAR(32) NOT NULL,
	entry INTEGER NOT NULL,
	issued INTEGER NOT NULL,
	unused INTEGER NOT NULL,
	spoilt INTEGER NOT NULL,
	blank INTEGER NOT NULL,
	options JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_paper_count PRIMARY KEY (id),
	CONSTRAINT ck_paper_count_entry_known CHECK (entry IN (1, 2)),
	CONSTRAINT fk_paper_count_vote_id_vote FOREIGN KEY(vote_id) REFERENCES vote (id) ON DELETE CASCADE,
	CONSTRAINT uq_paper_count_vote_id_entry UNIQUE (vote_id, entry)
);

CREATE TABLE partner_response (
	address_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	status TEXT NOT NULL,
	summary JSON NOT NULL,
	reasons TEXT NOT NULL,
	left_out TEXT NOT NULL,
	evidence TEXT NOT NULL,
	whose TEXT NOT NULL,
	decision_on DATE,
	answered_on DATE NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_partner_response PRIMARY KEY (id),
	CONSTRAINT ck_partner_response_status_known CHECK (status IN ('accepted', 'accepted-in-part', 'in-principle', 'already-in-place', 'not-accepted', 'not-ours')),
	CONSTRAINT fk_partner_response_address_id_expectation_address FOREIGN KEY(address_id) REFERENCES expectation_address (id) ON DELETE RESTRICT,
	CONSTRAINT uq_partner_response_address_id_number UNIQUE (address_id, number)
);

CREATE TABLE action (
	response_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	text JSON NOT NULL,
	owner TEXT NOT NULL,
	due_on DATE NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_action PRIMARY KEY (id),
	CONSTRAINT fk_action_response_id_partner_response FOREIGN KEY(response_id) REFERENCES partner_response (id) ON DELETE RESTRICT,
	CONSTRAINT uq_action_response_id_number UNIQUE (response_id, number)
);

CREATE TABLE action_update (
	action_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	reported_on DATE NOT NULL,
	percent_done INTEGER NOT NULL,
	text TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_action_update PRIMARY KEY (id),
	CONSTRAINT ck_action_update_percent_between_0_and_100 CHECK (percent_done BETWEEN 0 AND 100),
	CONSTRAINT fk_action_update_action_id_action FOREIGN KEY(action_id) REFERENCES action (id) ON DELETE CASCADE,
	CONSTRAINT uq_action_update_action_id_number UNIQUE (action_id, number)
);

CREATE TABLE report_back (
	assembly_id CHAR(32) NOT NULL,
	sent_on DATE NOT NULL,
	label TEXT NOT NULL,
	told JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_report_back PRIMARY KEY (id),
	CONSTRAINT fk_report_back_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE
);

CREATE INDEX ix_report_back_assembly_id ON report_back (assembly_id);

CREATE TABLE draw_run (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	method TEXT NOT NULL,
	seats INTEGER NOT NULL,
	pool_sha256 TEXT NOT NULL,
	targets_sha256 TEXT NOT NULL,
	portfolio_sha256 TEXT NOT NULL,
	basis_sha256 TEXT NOT NULL,
	least_chance TEXT NOT NULL,
	least_chance_bound TEXT NOT NULL,
	record TEXT NOT NULL,
	digits INTEGER NOT NULL,
	largest_move TEXT NOT NULL,
	public_string TEXT NOT NULL,
	frozen_at DATETIME NOT NULL,
	drawn_at DATETIME,
	confirmed_at DATETIME,
	voided_at DATETIME,
	void_reason TEXT NOT NULL,
	replaces_id CHAR(32),
	reason TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_draw_run PRIMARY KEY (id),
	CONSTRAINT ck_draw_run_kind_known CHECK (kind IN ('real', 'test', 'replacement', 'reserves')),
	CONSTRAINT ck_draw_run_state_known CHECK (state IN ('frozen', 'drawn', 'confirmed', 'void')),
	CONSTRAINT fk_draw_run_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE RESTRICT,
	CONSTRAINT fk_draw_run_replaces_id_respondent FOREIGN KEY(replaces_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT uq_draw_run_assembly_id_number UNIQUE (assembly_id, number)
);

CREATE TABLE verdict (
	address_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	kind TEXT NOT NULL,
	members INTEGER NOT NULL,
	asked INTEGER NOT NULL,
	given_on DATE NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_verdict PRIMARY KEY (id),
	CONSTRAINT ck_verdict_kind_known CHECK (kind IN ('met', 'partly', 'not-yet', 'not-met', 'too-early')),
	CONSTRAINT ck_verdict_members_among_asked CHECK (members BETWEEN 1 AND asked),
	CONSTRAINT fk_verdict_address_id_expectation_address FOREIGN KEY(address_id) REFERENCES expectation_address (id) ON DELETE RESTRICT,
	CONSTRAINT uq_verdict_address_id_number UNIQUE (address_id, number)
);

CREATE TABLE unfinished_entry (
	address_id CHAR(32) NOT NULL,
	content JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_unfinished_entry PRIMARY KEY (id),
	CONSTRAINT fk_unfinished_entry_address_id_expectation_address FOREIGN KEY(address_id) REFERENCES expectation_address (id) ON DELETE CASCADE,
	CONSTRAINT uq_unfinished_entry_address_id UNIQUE (address_id)
);

CREATE TABLE population_category (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	kind TEXT NOT NULL,
	source TEXT NOT NULL,
	table_code TEXT NOT NULL,
	dated TEXT NOT NULL,
	is_share BOOLEAN NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_population_category PRIMARY KEY (id),
	CONSTRAINT ck_population_category_kind_known CHECK (kind IN ('demographic', 'geographic', 'deprivation', 'attitude')),
	CONSTRAINT fk_population_category_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_population_category_assembly_id_name UNIQUE (assembly_id, name)
);

CREATE TABLE population_value (
	category_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	amount TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_population_value PRIMARY KEY (id),
	CONSTRAINT fk_population_value_category_id_population_category FOREIGN KEY(category_id) REFERENCES population_category (id) ON DELETE CASCADE,
	CONSTRAINT uq_population_value_category_id_name UNIQUE (category_id, name)
);

CREATE TABLE address_list (
	assembly_id CHAR(32) NOT NULL,
	columns JSON NOT NULL,
	key_columns JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_address_list PRIMARY KEY (id),
	CONSTRAINT fk_address_list_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_address_list_assembly_id UNIQUE (assembly_id)
);

CREATE TABLE invitation_plan (
	assembly_id CHAR(32) NOT NULL,
	multiple TEXT NOT NULL,
	low_rate TEXT NOT NULL,
	likely_rate TEXT NOT NULL,
	high_rate TEXT NOT NULL,
	letters INTEGER NOT NULL,
	strata_columns JSON NOT NULL,
	weights JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_invitation_plan PRIMARY KEY (id),
	CONSTRAINT fk_invitation_plan_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_invitation_plan_assembly_id UNIQUE (assembly_id)
);

CREATE TABLE invitation_wave (
	assembly_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	state TEXT NOT NULL,
	letters INTEGER NOT NULL,
	rate TEXT NOT NULL,
	strata_columns JSON NOT NULL,
	last_block INTEGER NOT NULL,
	addresses_sha256 TEXT NOT NULL,
	plan_sha256 TEXT NOT NULL,
	public_string TEXT NOT NULL,
	record TEXT NOT NULL,
	frozen_at DATETIME NOT NULL,
	drawn_at DATETIME,
	sent_on DATE,
	voided_at DATETIME,
	void_reason TEXT NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_invitation_wave PRIMARY KEY (id),
	CONSTRAINT ck_invitation_wave_state_known CHECK (state IN ('frozen', 'drawn', 'void')),
	CONSTRAINT fk_invitation_wave_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE RESTRICT,
	CONSTRAINT uq_invitation_wave_assembly_id_number UNIQUE (assembly_id, number)
);

CREATE TABLE address_block (
	list_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	size INTEGER NOT NULL,
	homes JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_address_block PRIMARY KEY (id),
	CONSTRAINT fk_address_block_list_id_address_list FOREIGN KEY(list_id) REFERENCES address_list (id) ON DELETE CASCADE
);

CREATE INDEX ix_address_block_list_id ON address_block (list_id);

CREATE TABLE invitation (
	wave_id CHAR(32) NOT NULL,
	code TEXT NOT NULL,
	stratum TEXT NOT NULL,
	home_key TEXT NOT NULL,
	cells JSON NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_invitation PRIMARY KEY (id),
	CONSTRAINT fk_invitation_wave_id_invitation_wave FOREIGN KEY(wave_id) REFERENCES invitation_wave (id) ON DELETE RESTRICT,
	CONSTRAINT uq_invitation_code UNIQUE (code)
);

CREATE INDEX ix_invitation_wave_id ON invitation (wave_id);

CREATE TABLE invitation_stratum (
	wave_id CHAR(32) NOT NULL,
	number INTEGER NOT NULL,
	name TEXT NOT NULL,
	homes INTEGER NOT NULL,
	weight TEXT NOT NULL,
	letters INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_invitation_stratum PRIMARY KEY (id),
	CONSTRAINT ck_invitation_stratum_letters_up_to_homes CHECK (0 <= letters AND letters <= homes),
	CONSTRAINT fk_invitation_stratum_wave_id_invitation_wave FOREIGN KEY(wave_id) REFERENCES invitation_wave (id) ON DELETE RESTRICT,
	CONSTRAINT uq_invitation_stratum_wave_id_name UNIQUE (wave_id, name)
);

CREATE TABLE drop_out_rate (
	assembly_id CHAR(32) NOT NULL,
	category TEXT NOT NULL,
	value TEXT NOT NULL,
	percent INTEGER NOT NULL,
	id CHAR(32) NOT NULL,
	CONSTRAINT pk_drop_out_rate PRIMARY KEY (id),
	CONSTRAINT ck_drop_out_rate_percent_possible CHECK (percent >= 1 AND percent <= 99),
	CONSTRAINT fk_drop_out_rate_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE CASCADE,
	CONSTRAINT uq_drop_out_rate_assembly_id_category_value UNIQUE (assembly_id, category, value)
)
