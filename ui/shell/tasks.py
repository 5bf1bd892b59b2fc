"""Long work off the GUI thread: one worker, a queue, progress, and a way to stop."""

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget
from shiboken6 import isValid

from engage.languages.screen import _
from engage.progress import Cancelled, Progress
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedText
from ui.widgets.layouts import NEAR, row

PATIENCE_MS: Final = 500


class Task(QObject):
    """A piece of work: a function of a `Progress`, run once on the worker.

    Connect its signals, then hand it to `TaskRunner.start`. Exactly one of `succeeded` (with the result), `failed`
    (with the exception) and `cancelled` is emitted, then `finished`. The work must not touch the database or a widget.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    progressed = Signal(int, int, str)

    def __init__(self, work: Callable[[Progress], Any], parent: QObject | None = None, *, title: str = "") -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._is_cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled.set()

    def run(self) -> None:
        """Do the work. The worker calls this."""
        try:
            self._step(0, 0)
            result = self._work(self._step)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - whoever listens shows it
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)
        self.finished.emit()

    def _step(self, done: int, total: int, message: str = "") -> None:
        if self._is_cancelled.is_set():
            raise Cancelled
        self.progressed.emit(done, total, message)


class _Worker(QObject):
    @Slot(object)
    def run(self, task: Task) -> None:
        task.run()


class TaskRunner(QObject):
    """Runs tasks one after the other on a thread of its own. `started` tells who wants to watch."""

    started = Signal(object)
    _queued = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Not a child: Qt ends the whole process when a running thread is deleted together with its parent.
        self._thread = QThread()
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._queued.connect(self._worker.run, Qt.ConnectionType.QueuedConnection)
        self._waiting: list[Task] = []
        self.destroyed.connect(partial(_stop, self._thread, self._waiting))

    def start(self, task: Task) -> None:
        """Queue a task."""
        if not self._thread.isRunning():
            self._thread.start()
        self._waiting.append(task)
        task.finished.connect(lambda: self._waiting.remove(task) if task in self._waiting else None)
        self.started.emit(task)
        self._queued.emit(task)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._waiting)

    def close(self) -> None:
        """Ask everything to stop, and wait until it has."""
        _stop(self._thread, self._waiting)


def _stop(thread: QThread, waiting: list[Task], *_gone: object) -> None:
    """Ask the tasks to stop and the thread to end; wait until it has."""
    for task in waiting:
        task.cancel()
    if isValid(thread):  # at the interpreter's end it may have gone first
        thread.quit()
        thread.wait()


class ProgressPanel(QFrame):
    """A strip that appears when a task takes longer than half a second, with Cancel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "info")
        self._task: Task | None = None
        self.words = ElidedText()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(160)
        self.cancel = Button(_("Cancel"), self._on_cancel)
        layout = row(self.words, self.bar, self.cancel, margins=NEAR)
        self.setLayout(layout)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self.hide()

    @Slot(object)
    def follow(self, task: Task) -> None:
        """Watch this task until it is over."""
        self._task = task
        self._say(task.title or _("Working…"))
        self.bar.setRange(0, 0)
        self.cancel.setEnabled(True)
        task.progressed.connect(self._on_progressed)
        task.finished.connect(self._on_finished)
        self._patience.start()

    @Slot(int, int, str)
    def _on_progressed(self, done: int, total: int, message: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if message:
            self._say(message)

    @Slot()
    def _on_finished(self) -> None:
        self._patience.stop()
        self._task = None
        self.hide()

    def _on_cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._say(_("Stopping…"))
            self.cancel.setEnabled(False)

    def _say(self, words: str) -> None:
        self.words.set_text(words)
        self.bar.setAccessibleName(words)
