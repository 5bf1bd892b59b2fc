"""The engine as a task of the window: off its thread, in the screen's language, and stopped when asked."""

from functools import partial

from PySide6.QtCore import QObject

from engage.languages.screen import _
from engage.lottery.preparing import DrawInput, PreparedRun, prepare_run
from engage.progress import Progress
from ui.shell.tasks import Task


def prepare_task(given: DrawInput, parent: QObject) -> Task:
    """A task that works out the lottery of a run; it gives a `PreparedRun`."""
    return Task(partial(_prepare, given), parent, title=_("Working out every chance…"))


def _prepare(given: DrawInput, progress: Progress) -> PreparedRun:
    return prepare_run(given, progress=partial(_say, progress))


def _say(progress: Progress, done: int, total: int, message: str = "") -> None:
    """The engine marks its words; here they are said in the screen's language."""
    progress(done, total, _(message) if message else "")
