import stat
from datetime import timedelta
from functools import partial

import pytest

from engage.errors import DamagedFileError, FileInUseError, PassphraseError, RefusedError, StorageError
from engage.storage import backup as backups
from engage.storage.backup import back_up, back_up_beside, check_file, check_workspace, restore
from engage.storage.backup_folder import KeptBackup, backup_folder, list_backups, superseded
from engage.storage.workspace import Workspace
from tests.storage.factories import NOON, PASSPHRASE, add_people, found_assembly, raw, titles
from tests.storage.test_undo import content


@pytest.fixture
def filled(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(add_people, assembly_id=assembly_id, count=5))
    return workspace


def test_a_backup_holds_what_the_file_holds_undo_included(filled, tmp_path):
    target = tmp_path / "copy.engage"

    back_up(filled, target)

    with Workspace.open(target) as copy:
        assert content(copy) == content(filled)
        assert copy.audit_head == filled.audit_head
        assert copy.undo() == "add_people"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.partial"))


def test_a_backup_of_a_secret_file_opens_with_the_same_passphrase(tmp_path):
    with Workspace.create(tmp_path / "secret.engage", passphrase=PASSPHRASE) as workspace:
        workspace.write(found_assembly)
        back_up(workspace, tmp_path / "copy.engage")

    with pytest.raises(PassphraseError):
        Workspace.open(tmp_path / "copy.engage")
    with Workspace.open(tmp_path / "copy.engage", passphrase=PASSPHRASE) as copy:
        assert copy.read(titles) == ["Clean air"]


def test_a_backup_replaces_nothing_unless_told_to(filled, tmp_path):
    target = tmp_path / "copy.engage"
    target.write_text("mine")

    with pytest.raises(RefusedError):
        back_up(filled, target)
    assert target.read_text() == "mine"
    back_up(filled, target, replace=True)

    assert check_file(target).ok


def test_a_copy_that_differs_never_gets_its_name(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "_measure", lambda *_: None)

    with pytest.raises(RefusedError) as refused:
        back_up(filled, tmp_path / "copy.engage")

    assert refused.value.code == "file-changed-meanwhile"
    assert not list(tmp_path.glob("*copy*"))


@pytest.mark.parametrize("mode", [0o400, 0o600])
def test_what_is_open_for_reading_can_be_copied_elsewhere(filled, tmp_path, mode):
    before = content(filled)
    filled.close()
    filled.path.chmod(mode)

    with Workspace.open(filled.path, read_only=True) as workspace:
        back_up(workspace, tmp_path / "copy.engage")

    with Workspace.open(tmp_path / "copy.engage") as copy:
        assert content(copy) == before


def test_a_restored_file_keeps_the_one_that_was_there(filled, tmp_path):
    back_up(filled, tmp_path / "copy.engage")
    filled.write(partial(found_assembly, title="Later"))
    filled.close()

    aside = restore(tmp_path / "copy.engage", filled.path, clock=lambda: NOON)

    assert aside.name == "programme before restore 2026-11-22 12.00.00.engage"
    with Workspace.open(filled.path) as restored, Workspace.open(aside) as kept:
        assert restored.read(titles) == ["Clean air"]
        assert kept.read(titles) == ["Clean air", "Later"]


def test_a_backup_is_restored_where_nothing_was(filled, tmp_path):
    back_up(filled, tmp_path / "copy.engage")

    assert restore(tmp_path / "copy.engage", tmp_path / "new.engage") is None

    assert check_file(tmp_path / "new.engage").ok


def test_a_file_that_is_open_is_not_restored_over(filled, tmp_path):
    back_up(filled, tmp_path / "copy.engage")

    with pytest.raises(FileInUseError):
        restore(tmp_path / "copy.engage", filled.path)

    assert filled.read(titles) == ["Clean air"]
    assert not list(tmp_path.glob("*before restore*"))


def test_a_damaged_backup_is_not_restored(filled, tmp_path):
    back_up(filled, tmp_path / "copy.engage")
    _flip_a_bit(tmp_path / "copy.engage", 9000)
    filled.close()
    before = filled.path.read_bytes()

    with pytest.raises(DamagedFileError):
        restore(tmp_path / "copy.engage", filled.path)

    assert filled.path.read_bytes() == before


@pytest.mark.parametrize("failing", ["keep_aside", "put_in_place"])
def test_a_restore_that_breaks_off_leaves_the_old_file(filled, tmp_path, monkeypatch, failing):
    back_up(filled, tmp_path / "copy.engage")
    filled.close()
    before = filled.path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise StorageError

    monkeypatch.setattr(backups, failing, fail)
    with pytest.raises(StorageError):
        restore(tmp_path / "copy.engage", filled.path)

    assert filled.path.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_automatic_backups_lie_in_order_in_a_folder_beside_the_file(filled):
    first = back_up_beside(filled, "before-import", clock=lambda: NOON)
    second = back_up_beside(filled, "before-draw", clock=lambda: NOON - timedelta(days=400))

    assert first.name == "000001-20261122-120000-before-import.engage"
    assert [kept.path for kept in list_backups(filled.path)] == [first, second]
    assert check_file(second).ok


def test_what_a_killed_backup_left_behind_is_cleared_away(filled):
    first = back_up_beside(filled, "before-import")
    leftover = first.with_name(".000002-20261122-120000-before-draw.engage.0a0b0c0d.partial")
    leftover.write_bytes(b"half")

    back_up_beside(filled, "before-draw")

    assert not leftover.exists()


def test_a_file_opened_for_reading_needs_no_backup(filled):
    filled.close()

    with Workspace.open(filled.path, read_only=True) as workspace:
        assert back_up_beside(workspace, "before-draw") is None

    assert not backup_folder(filled.path).exists()


def test_old_backups_thin_out_but_the_newest_stay(tmp_path):
    kept = [KeptBackup(n, f"{NOON - timedelta(days=1000 - n):%Y%m%d}", tmp_path / str(n)) for n in range(1000)]

    gone = superseded(kept)
    left = [backup.number for backup in sorted(set(kept) - set(gone))]

    assert left[-10:] == list(range(990, 1000))
    assert 20 <= len(left) <= 37
    assert left[0] < 1000 - 300


def test_backups_made_in_one_minute_by_a_wrong_clock_are_not_thinned_below_ten(tmp_path):
    kept = [KeptBackup(n, "19700101", tmp_path / str(n)) for n in range(30)]

    assert len(superseded(kept)) == 20


def test_a_check_counts_rows_and_reads_the_log(filled):
    report = check_workspace(filled)
    head = filled.audit_head
    filled.close()

    assert report == check_file(filled.path)
    assert report.ok
    assert report.audit_head == head
    assert report.counts["respondent"] == 5
    assert "undo_step" not in report.counts


def test_a_check_reports_a_damaged_page(filled):
    filled.close()
    _flip_a_bit(filled.path, 50_000)

    report = check_file(filled.path)

    assert [problem.code for problem in report.problems] == ["file-damaged"]


def test_a_check_reports_a_forged_log_and_loose_rows(filled):
    filled.close()
    connection = raw(filled.path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE audit_entry SET actor = 'nobody' WHERE number = 2")
    connection.execute("DELETE FROM respondent WHERE reference = 'R1'")
    for _, sql in triggers:
        connection.execute(sql)
    connection.close()

    report = check_file(filled.path)

    assert [problem.code for problem in report.problems] == ["rows-unconnected", "audit-hash-wrong"]


def _flip_a_bit(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 4
    path.write_bytes(content)
