"""An older file is brought up to date in one transaction after a backup, or stays as it was, byte for byte."""

import shutil
from functools import partial

import pytest
from sqlalchemy import create_engine

from engage.errors import EngageError, ReadOnlyFileError
from engage.paths import shipped
from engage.storage import schema
from engage.storage.audit import export_audit, verify_chain
from engage.storage.backup import check_file, restore, upgrade
from engage.storage.backup_folder import newest_backup
from engage.storage.opening import open_file
from engage.storage.workspace import Workspace
from tests.storage.factories import PASSPHRASE, add_people, found_assembly

NEXT = f"{int(schema.head()) + 1:04}"

# A later revision of the kind that is dangerous on SQLite: it copies the parent table and drops the old one.
LATER = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{schema.head()}"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("respondent") as table:
        table.add_column(sa.Column("nickname", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE respondent SET nickname = reference")
"""


@pytest.fixture
def old_file(engage_file):
    with Workspace.open(engage_file) as workspace:
        assembly_id = workspace.write(found_assembly)
        workspace.write(partial(add_people, assembly_id=assembly_id, count=3))
    return engage_file


@pytest.fixture
def later_app(tmp_path_factory, monkeypatch):
    """The app of some day, which knows one more revision."""
    folder = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(shipped("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "migrations_folder", lambda: folder)
    _write_later(folder, LATER)
    with create_engine("sqlite://").connect() as connection:
        schema.migrate(connection)
        statements = schema.read_statements(connection)
    (folder / "schemas" / f"{NEXT}.sql").write_text(schema.SEPARATOR.join(statements), encoding="utf-8")
    return folder


def _write_later(folder, code):
    (folder / "versions" / f"{NEXT}_later.py").write_text(code, encoding="utf-8")


def rows(path, query):
    opened = open_file(path, any_revision=True)
    try:
        return opened.connection.execute(query).fetchall()
    finally:
        opened.close()


def test_an_upgrade_keeps_every_row_and_its_children(old_file, later_app):
    assert upgrade(old_file) == NEXT

    assert rows(old_file, "SELECT nickname FROM respondent ORDER BY 1") == [("R1",), ("R2",), ("R3",)]
    assert rows(old_file, "SELECT count(*) FROM access_need") == [(3,)]
    assert rows(old_file, "PRAGMA user_version") == [(int(NEXT),)]
    assert rows(old_file, "PRAGMA foreign_keys") == [(1,)]
    assert check_file(old_file).ok


def test_an_upgrade_is_in_the_log_and_ends_what_could_be_undone(old_file, later_app):
    upgrade(old_file)

    with Workspace.open(old_file) as workspace:
        assert not workspace.can_undo
        log = workspace.read(export_audit)
    assert '"verb":"upgrade"' in log[-1]
    assert verify_chain(log).ok


def test_a_backup_of_the_older_file_is_kept(old_file, later_app):
    before = check_file(old_file)

    upgrade(old_file)

    backup = newest_backup(old_file)
    assert backup.name.endswith("before-upgrade.engage")
    assert check_file(backup) == before
    restore(backup, old_file)
    assert upgrade(old_file) == NEXT


def test_an_upgrade_with_a_passphrase(tmp_path, later_app, monkeypatch):
    path = tmp_path / "secret.engage"
    with monkeypatch.context() as earlier:
        earlier.setattr(schema, "migrations_folder", lambda: shipped("migrations"))
        Workspace.create(path, passphrase=PASSPHRASE).close()

    assert upgrade(path, PASSPHRASE) == NEXT

    Workspace.open(path, passphrase=PASSPHRASE).close()


@pytest.mark.parametrize(
    "last_line",
    [
        '    raise RuntimeError("half-way")',
        '    op.execute("INSERT INTO nowhere VALUES (1)")',
        '    op.execute("DELETE FROM assembly")',  # leaves rows that point at nothing
        '    op.execute("CREATE TABLE unexpected (x)")',
    ],
)
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(old_file, later_app, last_line):
    before = old_file.read_bytes()
    _write_later(later_app, f"{LATER}{last_line}\n")

    with pytest.raises(Exception):  # noqa: B017, PT011 - each fails in its own way
        upgrade(old_file)

    assert old_file.read_bytes() == before
    assert newest_backup(old_file).is_file()
    assert not list(old_file.parent.glob("*-journal"))


def test_an_upgrade_does_not_begin_without_a_backup(old_file, later_app, monkeypatch):
    before = old_file.read_bytes()

    def fail(*_, **__):
        raise EngageError

    monkeypatch.setattr("engage.storage.backup.keep_backup", fail)
    with pytest.raises(EngageError):
        upgrade(old_file)

    assert old_file.read_bytes() == before


def test_a_file_that_cannot_be_written_is_not_upgraded(old_file, later_app):
    old_file.chmod(0o400)

    with pytest.raises(ReadOnlyFileError):
        upgrade(old_file)


def test_a_file_of_today_needs_no_upgrade(old_file):
    before = old_file.read_bytes()

    assert upgrade(old_file) == schema.head()

    assert old_file.read_bytes() == before
    assert newest_backup(old_file) is None
