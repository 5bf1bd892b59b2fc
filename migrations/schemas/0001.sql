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
	id CHAR(32) NOT NULL,
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
	id CHAR(32) NOT NULL,
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
	CONSTRAINT ck_draw_run_kind_known CHECK (kind IN ('real', 'test', 'replacement')),
	CONSTRAINT ck_draw_run_state_known CHECK (state IN ('frozen', 'drawn', 'confirmed', 'void')),
	CONSTRAINT fk_draw_run_assembly_id_assembly FOREIGN KEY(assembly_id) REFERENCES assembly (id) ON DELETE RESTRICT,
	CONSTRAINT fk_draw_run_replaces_id_respondent FOREIGN KEY(replaces_id) REFERENCES respondent (id) ON DELETE RESTRICT,
	CONSTRAINT uq_draw_run_assembly_id_number UNIQUE (assembly_id, number)
);

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

CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END
