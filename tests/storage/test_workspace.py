import stat
from contextlib import suppress
from functools import partial

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engage.assembly.records import ASSEMBLY, Assembly, Partner
from engage.errors import PassphraseError, RefusedError, StorageError
from engage.lottery.records import DrawRun
from engage.people.records import RESPONDENTS, Respondent
from engage.storage.recorder import BypassError
from engage.storage.workspace import Workspace
from tests.storage.factories import NOON, PASSPHRASE, add_people, drop_assembly, found_assembly, names, rename, titles


def test_what_was_written_is_there_when_the_file_is_opened_again(engage_file):
    with Workspace.open(engage_file) as workspace:
        workspace.write(partial(found_assembly, title="Clean air"))

    with Workspace.open(engage_file) as workspace:
        assert workspace.read(titles) == ["Clean air"]


def test_a_new_file_is_one_file_that_only_its_owner_can_read(tmp_path):
    path = tmp_path / "new?#%é.engage"

    Workspace.create(path, passphrase=None).close()

    assert names(tmp_path) == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_without_a_passphrase_is_encrypted_and_says_that_nothing_in_it_is_secret(engage_file):
    with Workspace.open(engage_file) as workspace:
        workspace.write(found_assembly)

        assert not workspace.is_secret
        assert b"Clean air" not in engage_file.read_bytes()
        assert not engage_file.read_bytes().startswith(b"SQLite")


@pytest.mark.parametrize(
    "passphrase", [PASSPHRASE, 'l\'été "où" 李雷; -- drop \0 table', "x'" + "ab" * 32 + "'", "a long one " * 50]
)
def test_a_file_opens_with_its_passphrase_and_no_other(tmp_path, passphrase):
    path = tmp_path / "secret.engage"
    Workspace.create(path, passphrase=passphrase).close()

    with pytest.raises(PassphraseError):
        Workspace.open(path)
    with pytest.raises(PassphraseError):
        Workspace.open(path, passphrase=f"{passphrase} ")
    with Workspace.open(path, passphrase=passphrase) as workspace:
        assert workspace.is_secret


def test_the_same_letters_typed_on_another_system_are_the_same_passphrase(tmp_path):
    path = tmp_path / "secret.engage"
    Workspace.create(path, passphrase="caf\u00e9 harbour violin lantern").close()

    Workspace.open(path, passphrase="cafe\u0301 harbour violin lantern").close()


@pytest.mark.parametrize("passphrase", ["", "  ", "password", "Assembly1", "qwertyuiop"])
def test_a_weak_passphrase_is_refused_and_no_file_is_made(tmp_path, passphrase):
    with pytest.raises(RefusedError) as refused:
        Workspace.create(tmp_path / "new.engage", passphrase=passphrase)

    assert refused.value.code == "passphrase-weak"
    assert names(tmp_path) == []


def test_a_new_file_never_replaces_another(tmp_path):
    path = tmp_path / "there.txt"
    path.write_text("mine")

    with pytest.raises(RefusedError) as refused:
        Workspace.create(path, passphrase=None)

    assert refused.value.code == "file-exists"
    assert path.read_text() == "mine"


def test_a_refused_action_writes_nothing(workspace):
    def fail(db: Session) -> None:
        found_assembly(db)
        raise RefusedError

    with pytest.raises(RefusedError):
        workspace.write(fail)

    assert workspace.read(titles) == []
    assert workspace.audit_head[0] == 0


def test_a_row_that_others_point_at_is_not_removed(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(lambda db: db.add(_run(assembly_id)))

    with pytest.raises(RefusedError) as refused:
        workspace.write(partial(drop_assembly, assembly_id=assembly_id))

    assert refused.value.code == "row-still-used"


def test_topics_are_told_after_each_change_and_not_after_the_last_goodbye(workspace):
    told = []
    unsubscribe = workspace.subscribe(told.append)

    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(add_people, assembly_id=assembly_id, count=1))
    workspace.undo()
    workspace.write(lambda db: None)
    unsubscribe()
    workspace.redo()

    assert told == [{ASSEMBLY}, {RESPONDENTS}, {RESPONDENTS}]


def test_a_listener_may_read_what_was_just_written(workspace):
    seen = []
    workspace.subscribe(lambda topics: seen.extend(workspace.read(titles)))

    workspace.write(found_assembly)

    assert seen == ["Clean air"]


def test_rows_that_an_action_returns_can_be_read_afterwards(workspace):
    def found(db: Session) -> Assembly:
        return db.get_one(Assembly, found_assembly(db))

    assert workspace.write(found).title == {"en": "Clean air"}


@pytest.mark.parametrize(
    "bypass",
    [
        lambda db: db.execute(insert(Assembly).values(title={})),
        lambda db: db.query(Assembly).update({"title": {}}),
        lambda db: db.query(Assembly).delete(),
        lambda db: db.bulk_save_objects([Assembly(title={})]),
        lambda db: db.connection().execute(text("DELETE FROM assembly")),
        lambda db: db.execute(text("WITH a AS (SELECT 1) DELETE FROM assembly")),
        lambda db: db.connection().exec_driver_sql("/* */ UPDATE assembly SET place = ''"),
        lambda db: db.execute(text("DROP TABLE partner")),
        lambda db: db.execute(text("PRAGMA foreign_keys = OFF")),
        lambda db: db.commit(),
        lambda db: (db.begin_nested(), db.execute(text("SELECT 1"))),
    ],
)
def test_nothing_is_written_past_the_journal(workspace, bypass):
    workspace.write(found_assembly)

    with pytest.raises(BypassError):
        workspace.write(bypass)

    assert workspace.read(titles) == ["Clean air"]


def test_an_action_that_takes_its_own_changes_back_is_a_bug(workspace):
    def go_on_after_an_error(db: Session) -> None:
        db.add(Partner(assembly_id=found_assembly(db), number=1, name="x", kind="unknown"))
        with suppress(IntegrityError):
            db.flush()
        db.rollback()
        found_assembly(db, title="Later")

    with pytest.raises(BypassError):
        workspace.write(go_on_after_an_error)

    assert workspace.read(titles) == []


def test_a_query_cannot_write(workspace):
    with pytest.raises(BypassError):
        workspace.read(found_assembly)

    assert workspace.read(titles) == []


def test_a_transaction_is_not_begun_inside_another(workspace):
    with pytest.raises(RuntimeError):
        workspace.write(lambda db: workspace.read(titles))


def test_errors_carry_no_values(workspace):
    assembly_id = workspace.write(found_assembly)
    wrong = Partner(assembly_id=assembly_id, number=1, name="Canary", kind="Canary")

    with pytest.raises(Exception) as failed:  # noqa: PT011 - whatever it is
        workspace.write(lambda db: db.add(wrong))

    assert "Canary" not in str(failed.value)


def test_a_file_that_was_replaced_while_open_is_not_written_into(workspace, template_file):
    path = workspace.path
    path.rename(path.with_suffix(".moved"))
    path.write_bytes(template_file.read_bytes())

    with pytest.raises(StorageError) as failed:
        workspace.write(found_assembly)

    assert failed.value.code == "file-moved"
    assert path.read_bytes() == template_file.read_bytes()


def test_the_journal_notes_a_value_set_without_being_read(workspace):
    assembly_id = workspace.write(found_assembly)

    def blindly(db: Session) -> None:
        assembly = db.get_one(Assembly, assembly_id)
        db.expire(assembly)
        assembly.place = "Kiln Hall"

    workspace.write(blindly)
    workspace.write(partial(rename, assembly_id=assembly_id, title="Other"))
    workspace.undo()
    workspace.undo()

    assert workspace.read(lambda db: db.get_one(Assembly, assembly_id).place) == ""


def test_people_survive_in_a_file_with_every_kind_of_text(workspace):
    assembly_id = workspace.write(found_assembly)
    name = "<b>O'Brien</b> محمد 李雷 =1+1 \0 \u202e"
    person = Respondent(assembly_id=assembly_id, reference="R1", full_name=name, came_forward_at=NOON)

    workspace.write(lambda db: db.add(person))
    workspace.undo()
    workspace.redo()

    assert workspace.read(lambda db: db.get_one(Respondent, person.id).full_name) == name


def _run(assembly_id: object) -> DrawRun:
    texts = {
        column.name: "x" for column in DrawRun.__table__.columns if not column.nullable and str(column.type) == "TEXT"
    }
    return DrawRun(
        **{**texts, "kind": "real", "state": "frozen"}, assembly_id=assembly_id, number=1, seats=1, frozen_at=NOON
    )
