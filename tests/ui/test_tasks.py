import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread
from shiboken6 import delete, isValid

from ui.shell.tasks import PATIENCE_MS, ProgressPanel, Task, TaskRunner


def test_work_is_done_away_from_the_windows_thread(qtbot, runner):
    task = Task(lambda _progress: threading.get_ident())

    with qtbot.waitSignal(task.succeeded) as done:
        runner.start(task)

    assert done.args[0] != threading.get_ident()


def test_tasks_wait_for_one_another(qtbot, runner):
    order = []
    tasks = [Task(lambda _progress, n=n: order.append(n)) for n in range(3)]

    with qtbot.waitSignal(tasks[-1].finished):
        for task in tasks:
            runner.start(task)

    assert order == [0, 1, 2]
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_a_page_may_go_while_its_work_runs(qtbot, runner):
    started, may_end = threading.Event(), threading.Event()

    def work(_progress):
        started.set()
        may_end.wait(5)

    page = QObject()
    runner.start(Task(work, page))
    assert started.wait(5)
    delete(page)
    after = Task(lambda _progress: "next")

    with qtbot.waitSignal(after.succeeded) as done:
        runner.start(after)
        may_end.set()

    assert done.args == ["next"]
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_tasks_that_go_when_over_leave_nobody_waiting(qtbot, runner):
    tasks = [Task(lambda _progress: None, runner, goes_when_over=True) for _ in range(200)]

    for task in tasks:
        runner.start(task)

    qtbot.waitUntil(lambda: not runner.is_busy)
    qtbot.waitUntil(lambda: not any(map(isValid, tasks)))


def test_work_that_fails_hands_its_error_over(qtbot, runner):
    def work(_progress):
        raise ValueError("no")

    task = Task(work)

    with qtbot.waitSignal(task.failed) as failed:
        runner.start(task)

    assert isinstance(failed.args[0], ValueError)


def test_cancelled_work_stops_at_its_next_step(qtbot, runner):
    started = threading.Event()

    def work(progress):
        while True:
            progress(1, 2)
            started.set()
            QThread.msleep(1)

    task = Task(work)
    runner.start(task)
    started.wait()

    with qtbot.waitSignal(task.cancelled):
        task.cancel()


def test_closing_stops_what_runs_and_what_waits(qtbot, runner):
    def work(progress):
        while True:
            progress(0, 0)
            QThread.msleep(1)

    for _round in range(2):
        runner.start(Task(work, runner))

    runner.close()


@pytest.fixture
def panel(qtbot, runner):
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    runner.started.connect(panel.follow)
    return panel


def test_quick_work_shows_no_panel(qtbot, runner, panel):
    task = Task(lambda _progress: None)
    with qtbot.waitSignal(task.finished):
        runner.start(task)

    qtbot.wait(PATIENCE_MS + 50)

    assert not panel.isVisible()


def test_long_work_shows_how_far_it_is_and_can_be_cancelled_there(qtbot, runner, panel):
    def work(progress):
        while True:
            progress(3, 7, "Thinking")
            QThread.msleep(5)

    task = Task(work)
    runner.start(task)
    qtbot.waitUntil(panel.isVisible)
    qtbot.waitUntil(lambda: panel.words.text() == "Thinking")
    assert (panel.bar.value(), panel.bar.maximum()) == (3, 7)

    with qtbot.waitSignal(task.cancelled):
        panel.cancel.click()

    qtbot.waitUntil(lambda: not panel.isVisible())


def test_work_that_follows_on_other_work_can_be_cancelled_too(qtbot, runner, panel):
    """The first task's end comes after the second has begun: pages start the next as soon as one has succeeded."""

    def work(progress):
        while True:
            progress(0, 0)
            time.sleep(0.002)

    first, second = Task(lambda _progress: None), Task(work)
    first.succeeded.connect(lambda _result: runner.start(second))
    runner.start(first)
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE_MS * 4)

    with qtbot.waitSignal(second.cancelled, timeout=2000):
        panel.cancel.click()


def test_a_runner_that_goes_away_takes_its_thread_along(qtbot):
    """Otherwise Qt would end the process."""
    runner, started = TaskRunner(), threading.Event()
    task = Task(lambda progress: _until_stopped(progress, started))
    runner.start(task)
    assert started.wait(5)

    delete(runner)

    assert not isValid(runner)


def _until_stopped(progress, started):
    started.set()
    while True:
        progress(0, 1)
