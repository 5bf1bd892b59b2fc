"""Long work off the GUI thread: one worker, a queue, progress, and a way to stop."""

import gc
import sys
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
_SWEEP_MS: Final = 250
_USUALLY: Final = sys.getswitchinterval()
_BRIEFLY: Final = 0.0005
"""Seconds that a thread may keep the interpreter while another waits for it."""


class Task(QObject):
    """A piece of work: a function of a `Progress`, run once on the worker.

    Connect its signals, then hand it to `TaskRunner.start`. Exactly one of `succeeded` (with the result), `failed`
    (with the exception) and `cancelled` is emitted, then `finished`. The work must not touch the database or a widget.
    A task that `goes_when_over` is deleted by its runner; nobody else may do so before it is over, as whoever listens
    later in the line would then wait for its end for ever.
    """

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    progressed = Signal(int, int, str)

    def __init__(
        self,
        work: Callable[[Progress], Any],
        parent: QObject | None = None,
        *,
        title: str = "",
        goes_when_over: bool = False,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.goes_when_over = goes_when_over
        self._work = work
        self._is_cancelled = Event()
        self.is_over = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled.set()

    def run(self) -> None:
        """Do the work. The worker calls this."""
        try:
            self._step(0, 0)
            result = self._work(self._step)
        except Cancelled:
            self._tell("cancelled")
        except Exception as error:  # noqa: BLE001 - whoever listens shows it
            self._tell("failed", error)
        else:
            self._tell("succeeded", result)
        self.is_over = True
        self._tell("finished")

    def _tell(self, signal: str, *values: object) -> None:
        """Send a signal, unless the page that this task belongs to has gone meanwhile, and the task with it."""
        try:
            getattr(self, signal).emit(*values)
        except RuntimeError:
            if isValid(self):
                raise

    def _step(self, done: int, total: int, message: str = "") -> None:
        if self._is_cancelled.is_set():
            raise Cancelled
        self._tell("progressed", done, total, message)


class _Worker(QObject):
    """Lives on the worker's thread. Its own signal tells of the end: a task may go before its last one is heard."""

    over = Signal()

    @Slot(object)
    def run(self, task: Task) -> None:
        task.run()
        self.over.emit()


class _Courtesy(QObject):
    """Keeps Python considerate of the window while tasks run.

    The worker lets go of the interpreter sooner: each time Qt calls into Python the window would wait for it otherwise,
    and a page that is painted anew calls a hundred times. And nothing is cleared up on the worker, where it would
    delete widgets and timers of the window's thread: what is young is cleared up here, the rest when all is over.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_SWEEP_MS)
        self._timer.timeout.connect(self._sweep)

    def set_busy(self, is_busy: bool) -> None:
        """Take over while tasks run, and let go afterwards."""
        if is_busy:
            gc.disable()
            sys.setswitchinterval(_BRIEFLY)
            self._timer.start()
        else:
            self._timer.stop()
            _as_usual()

    @Slot()
    def _sweep(self) -> None:
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)


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
        self._worker.over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)
        self._waiting: list[Task] = []
        self._courtesy = _Courtesy(self)
        self.destroyed.connect(partial(_stop, self._thread, self._waiting))

    def start(self, task: Task) -> None:
        """Queue a task."""
        if not self._thread.isRunning():
            self._thread.start()
        self._waiting.append(task)
        self._courtesy.set_busy(True)
        self.started.emit(task)
        self._queued.emit(task)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._waiting)

    def close(self) -> None:
        """Ask everything to stop, and wait until it has."""
        _stop(self._thread, self._waiting)

    @Slot()
    def _on_over(self) -> None:
        for task in self._waiting:
            if task.is_over and task.goes_when_over and isValid(task):
                task.deleteLater()
        self._waiting[:] = [task for task in self._waiting if not task.is_over]
        if not self._waiting:
            self._courtesy.set_busy(False)


def _stop(thread: QThread, waiting: list[Task], *_gone: object) -> None:
    """Ask the tasks to stop and the thread to end; wait until it has."""
    for task in waiting:
        task.cancel()
    if isValid(thread):  # at the interpreter's end it may have gone first
        thread.quit()
        thread.wait()
    _as_usual()


def _as_usual() -> None:
    gc.enable()
    sys.setswitchinterval(_USUALLY)


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
        if self._task is not None and not self._task.is_over:
            return  # another one began meanwhile: it was that one's end
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
