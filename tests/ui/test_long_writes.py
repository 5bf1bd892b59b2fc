"""A long write from a page: the rest of the window rests, and comes back with the focus where it was."""

from functools import partial
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtTest import QTest

from engage.assembly.actions import edit_assembly_field
from engage.assembly.views import assembly_sheet
from engage.errors import RefusedError


@pytest.fixture
def desk(frame):
    return frame.desk


def rename(db, assembly_id, *, may_end, title="Later"):
    may_end.wait(5)
    edit_assembly_field(db, assembly_id, field="contact_name", value=title)
    return title


def contact(desk):
    return desk.read(assembly_sheet, desk.assembly_id).fields["contact_name"]


def test_everything_else_rests_until_a_long_write_is_over(window, frame, desk, qtbot):
    frame.go("people")
    frame.page("people").list.search.setFocus()
    may_end = Event()

    task = desk.write_long(rename, desk.assembly_id, may_end=may_end, title="Writing…", label="Rename")
    assert not frame.stack.isEnabled()
    assert not frame.flush()
    desk.runner.start(task)
    QTest.keySequence(window, "Ctrl+1")
    with qtbot.waitSignal(task.written) as written:
        may_end.set()

    assert (written.args, frame.current) == (["Later"], "people")
    assert frame.stack.isEnabled()
    assert frame.page("people").list.search.hasFocus()
    assert contact(desk) == "Later"


def test_what_is_refused_changes_nothing_and_the_window_goes_on(frame, desk, qtbot):
    def refuse(_db):
        raise RefusedError("text-missing")

    task = desk.write_long(refuse, title="Writing…")
    with qtbot.waitSignal(task.failed) as failed:
        desk.runner.start(task)
    qtbot.waitUntil(frame.stack.isEnabled)

    assert isinstance(failed.args[0], RefusedError)


def test_a_long_write_can_be_cancelled(frame, desk, qtbot):
    before, may_end = contact(desk), Event()
    task = desk.write_long(partial(rename, may_end=may_end), desk.assembly_id, title="Writing…")
    with qtbot.waitSignal(task.cancelled):
        desk.runner.start(task)
        task.cancel()
        may_end.set()
    qtbot.waitUntil(frame.stack.isEnabled)

    assert contact(desk) == before


def test_the_frame_waits_with_its_own_reading_until_the_file_is_free(frame, desk, qtbot):
    may_end = Event()
    desk.write(edit_assembly_field, desk.assembly_id, field="contact_phone", value="12345")

    task = desk.write_long(rename, desk.assembly_id, may_end=may_end, title="Writing…", label="Rename")
    desk.runner.start(task)
    qtbot.wait(100)
    was_over = task.is_over
    with qtbot.waitSignal(task.written):
        may_end.set()

    assert not was_over
    qtbot.waitUntil(lambda: "Rename" in frame.top_bar.undo.toolTip())


def test_what_is_recalled_is_read_again_only_once_something_is_written(desk):
    first = desk.recall(assembly_sheet, desk.assembly_id)

    assert desk.recall(assembly_sheet, desk.assembly_id) is first
    desk.write(edit_assembly_field, desk.assembly_id, field="contact_name", value="Bo")
    assert desk.recall(assembly_sheet, desk.assembly_id).fields["contact_name"] == "Bo"
    desk.workspace.undo()
    assert desk.recall(assembly_sheet, desk.assembly_id).fields["contact_name"] == ""


def test_the_worker_reads_ahead_what_the_pages_ask_for_next(desk, qtbot):
    threads = []

    def sheet(db, assembly_id):
        threads.append(current_thread())
        return assembly_sheet(db, assembly_id)

    may_end = Event()
    may_end.set()
    ahead = lambda _title: desk.recall(sheet, desk.assembly_id)  # noqa: E731
    task = desk.write_long(rename, desk.assembly_id, may_end=may_end, title="Writing…", after=ahead)
    with qtbot.waitSignal(task.written):
        desk.runner.start(task)

    assert desk.recall(sheet, desk.assembly_id).fields["contact_name"] == "Later"
    assert len(threads) == 1
    assert threads[0] is not main_thread()


def test_what_cannot_be_read_ahead_is_written_all_the_same(desk, qtbot):
    def refuse(_title):
        raise RefusedError("text-missing")

    may_end = Event()
    may_end.set()
    task = desk.write_long(rename, desk.assembly_id, may_end=may_end, title="Writing…", after=refuse)
    with qtbot.waitSignal(task.written) as written:
        desk.runner.start(task)

    assert (written.args, contact(desk)) == (["Later"], "Later")
