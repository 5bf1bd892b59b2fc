import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from engage.errors import (
    DamagedFileError,
    EngageError,
    FileInUseError,
    NewerFileError,
    NotEngageFileError,
    PassphraseError,
    ReadOnlyFileError,
    RefusedError,
)
from engage.storage.workspace import Workspace
from tests.storage.factories import found_assembly, names, raw, titles

PAGE = 4096


def fingerprint(path: Path) -> tuple[bytes, int, list[str]]:
    return path.read_bytes(), path.stat().st_mtime_ns, names(path.parent)


def refuse(path: Path, kind: type[EngageError], code: str = "") -> None:
    before = fingerprint(path)

    with pytest.raises(kind) as refused:
        Workspace.open(path)

    assert type(refused.value) is kind
    assert not code or refused.value.code == code
    assert fingerprint(path) == before


def plain_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE assembly (id)")
    connection.close()


def tamper(path: Path, *statements: str) -> None:
    connection = raw(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"\x9c\x00\x01", "file-too-short"),
        (random.Random(1).randbytes(PAGE - 1), "file-too-short"),
        (b"reference,name\r\nR1,Ann\r\n", "file-is-text"),
        ("ref;åéî".encode("cp1252") * 2000, "file-is-text"),
        (b"SQLite format 3\x00" + bytes(5000), "file-plain-database"),
    ],
)
def test_what_is_no_engage_file_is_told_apart_and_left_alone(tmp_path, content, code):
    path = tmp_path / "x.engage"
    path.write_bytes(content)

    refuse(path, NotEngageFileError, code)


def test_a_plain_database_is_refused(tmp_path):
    plain_database(tmp_path / "x.engage")

    refuse(tmp_path / "x.engage", NotEngageFileError, "file-plain-database")


def test_random_bytes_could_be_a_file_with_another_passphrase(tmp_path):
    path = tmp_path / "x.engage"
    path.write_bytes(random.Random(1).randbytes(3 * PAGE))

    refuse(path, PassphraseError)


@pytest.mark.parametrize("name", ["none.engage", "folder/none.engage", "x.txt/none.engage"])
def test_nothing_is_made_where_nothing_is(tmp_path, name):
    (tmp_path / "x.txt").write_text("x")

    with pytest.raises(NotEngageFileError) as refused:
        Workspace.open(tmp_path / name)

    assert refused.value.code == "file-missing"
    assert names(tmp_path) == ["x.txt"]


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(NotEngageFileError) as refused:
        Workspace.open(tmp_path)

    assert refused.value.code == "file-is-folder"


def test_a_link_is_refused(engage_file):
    link = engage_file.with_name("link.engage")
    link.symlink_to(engage_file)

    refuse(link, NotEngageFileError, "file-is-link")


def test_an_encrypted_database_of_another_app_is_refused(engage_file):
    tamper(engage_file, "PRAGMA application_id = 1")

    refuse(engage_file, NotEngageFileError)


@pytest.mark.parametrize(
    "statements",
    [
        ["PRAGMA user_version = 99"],
        ["UPDATE alembic_version SET version_num = '9999'"],
        ["UPDATE alembic_version SET version_num = '../0001'"],
    ],
)
def test_a_newer_file_is_refused_untouched(engage_file, statements):
    tamper(engage_file, *statements)

    refuse(engage_file, NewerFileError)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON assembly BEGIN DELETE FROM respondent; END",
        "CREATE VIEW people AS SELECT * FROM respondent",
        "CREATE TABLE extra (x)",
        "CREATE VIRTUAL TABLE extra USING fts5(x)",
        "CREATE INDEX extra ON assembly (place)",
        "ALTER TABLE assembly ADD COLUMN extra TEXT",
        "ALTER TABLE objective RENAME COLUMN number TO numero",
        "DROP TABLE partner",
        "DROP TRIGGER audit_entry_refuses_update",
        "DELETE FROM alembic_version",
    ],
)
def test_a_file_with_another_schema_is_refused_untouched(engage_file, statement):
    tamper(engage_file, statement)

    refuse(engage_file, DamagedFileError, "schema-unexpected")


def test_a_file_in_use_is_told_with_who_and_since_when(workspace):
    with pytest.raises(FileInUseError) as refused:
        Workspace.open(workspace.path)

    assert refused.value.details["process"] == os.getpid()
    assert "T" in refused.value.details["since"]
    workspace.write(found_assembly)  # and the holder still holds it


def test_a_file_in_use_by_another_process_is_refused_also_for_reading(engage_file):
    holder = _hold(engage_file)
    try:
        with pytest.raises(FileInUseError) as refused:
            Workspace.open(engage_file, read_only=True)
    finally:
        holder.kill()
        holder.communicate()

    assert refused.value.details["process"] == holder.pid


def test_a_file_held_without_our_lock_is_in_use_all_the_same(engage_file):
    holder = _hold(engage_file)
    try:
        engage_file.with_name(f".{engage_file.name}.lock").unlink()
        with pytest.raises(FileInUseError):
            Workspace.open(engage_file)
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_holder_leaves_nothing_in_the_way(engage_file):
    holder = _hold(engage_file)
    holder.kill()
    holder.communicate()

    with Workspace.open(engage_file) as workspace:
        workspace.write(found_assembly)

    assert names(engage_file.parent) == [engage_file.name]


def test_a_file_that_was_closed_can_be_opened_and_moved(engage_file):
    Workspace.open(engage_file).close()

    moved = shutil.move(engage_file, engage_file.with_name("moved.engage"))

    Workspace.open(moved).close()
    assert names(engage_file.parent) == ["moved.engage"]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_cannot_be_written_is_opened_for_reading(engage_file, what):
    with Workspace.open(engage_file) as workspace:
        workspace.write(found_assembly)
    before = fingerprint(engage_file)
    target = engage_file if what == "file" else engage_file.parent
    mode = target.stat().st_mode
    target.chmod(mode & ~0o222)
    try:
        with Workspace.open(engage_file) as workspace:
            assert workspace.read_only
            assert workspace.read(titles) == ["Clean air"]
            assert not workspace.can_undo
            for change in (lambda: workspace.write(found_assembly), workspace.undo):
                with pytest.raises(ReadOnlyFileError):
                    change()
        with pytest.raises(ReadOnlyFileError):
            Workspace.create(
                target / "new.engage" if what == "folder" else _in_locked_folder(engage_file), passphrase=None
            )
    finally:
        target.chmod(mode)
    assert fingerprint(engage_file)[:2] == before[:2]


def test_a_file_opened_for_reading_is_not_written(engage_file):
    before = fingerprint(engage_file)

    with Workspace.open(engage_file, read_only=True) as workspace, pytest.raises(ReadOnlyFileError):
        workspace.write(found_assembly)

    assert fingerprint(engage_file) == before


def test_an_older_file_is_refused_until_it_is_upgraded(engage_file, monkeypatch):
    monkeypatch.setattr("engage.storage.schema.head", lambda: "9998")

    refuse(engage_file, RefusedError, "file-older")


def _in_locked_folder(beside: Path) -> Path:
    folder = beside.with_name("locked")
    folder.mkdir(mode=0o500, exist_ok=True)
    return folder / "new.engage"


def _hold(path: Path) -> subprocess.Popen[str]:
    program = (
        "import sys; from pathlib import Path; from engage.storage.workspace import Workspace; "
        "held = Workspace.open(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder
