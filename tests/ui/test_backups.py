import pytest
from PySide6.QtTest import QTest

from engage.errors import StorageError
from engage.storage.backup import check_file
from engage.storage.backup_folder import list_backups
from engage.storage.workspace import Workspace
from ui.shell import frame as frame_module


def change_something(qtbot, frame):
    frame.go("assembly")
    field = frame.page("assembly").texts["question"]
    field.input.selectAll()
    qtbot.keyClicks(field.input, "What now?")
    field.flush()


def test_closing_a_changed_file_keeps_a_backup_that_opens(qtbot, window, frame, engage_file):
    change_something(qtbot, frame)

    QTest.keySequence(window, "Ctrl+W")

    (backup,) = list_backups(engage_file)
    assert check_file(backup.path).ok


def test_closing_an_unchanged_file_keeps_none(window, frame, engage_file):
    QTest.keySequence(window, "Ctrl+W")

    assert list_backups(engage_file) == []


def test_half_hourly_backups_wait_for_a_change(qtbot, frame, engage_file):
    assert frame.backups.keep("half-hour") is None
    change_something(qtbot, frame)

    assert frame.backups.keep("half-hour") is not None
    assert frame.backups.keep("half-hour") is None
    assert "backup today" in frame.status.backup.text()


def test_what_is_hard_to_take_back_is_preceded_by_a_backup(qtbot, frame, engage_file):
    change_something(qtbot, frame)

    frame.desk.write(lambda _db: None, backup="before-import")

    assert "before-import" in list_backups(engage_file)[0].path.name


@pytest.mark.logs
def test_a_backup_that_fails_is_said_and_stops_nobody(qtbot, frame, monkeypatch):
    change_something(qtbot, frame)

    def refuse(*_args, **_kwargs):
        raise StorageError

    monkeypatch.setattr("engage.storage.backup.back_up_beside", refuse)

    assert frame.backups.keep("half-hour") is None
    bar = frame.page(frame.current).error_bar
    assert bar.isVisible()
    assert "copy" in bar.button.text()


def test_a_copy_is_saved_where_the_officer_says(frame, tmp_path, monkeypatch):
    copy = tmp_path / "stick" / "copy.engage"
    copy.parent.mkdir()
    monkeypatch.setattr(frame_module, "ask_where_to_save", lambda *_args: copy)

    frame.save_copy()

    assert check_file(copy).ok
    assert "copy.engage" in frame.status.said.text()


def test_a_damaged_file_is_brought_back_from_its_newest_backup(qtbot, window, frame, engage_file):
    change_something(qtbot, frame)
    QTest.keySequence(window, "Ctrl+W")
    content = bytearray(engage_file.read_bytes())
    content[len(content) // 2] ^= 1
    engage_file.write_bytes(content)

    window.open_path(engage_file)
    assert window.frame is None
    window.start.notice.button.click()

    assert window.frame is not None
    assert len(list(engage_file.parent.glob("*before restore*"))) == 1


def test_an_empty_programme_gets_an_assembly_to_begin_with(window, engage_file):
    window.show_file(Workspace.open(engage_file))

    assert "New assembly" in window.frame.top_bar.assembly.accessibleName()
