"""A write that takes seconds: on the worker, in one transaction, while the window stays awake."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from engage.errors import EngageError
from engage.progress import Progress
from ui.shell.tasks import Task

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace


class LongWrite(Task):
    """One action on the worker. `over` comes first, whatever the end; then `written` with the action's result.

    The pages are told what changed before `written`. Nobody should ask the file for anything until it is over: they
    would wait, and the window with them. `after` is called with the result once it is written, still on the worker: it
    may read ahead what the pages will ask for (`Desk.recall`).
    """

    over = Signal()
    written = Signal(object)

    def __init__(
        self,
        workspace: "Workspace",
        action: Callable[[Any], Any],
        parent: QObject | None = None,
        *,
        title: str,
        label: str = "",
        before: Callable[[], object] = bool,
        after: Callable[[Any], object] = bool,
    ) -> None:
        super().__init__(self._write, parent, title=title)
        self._workspace, self._action, self._label = workspace, action, label
        self._before, self._after = before, after
        self.succeeded.connect(self._on_succeeded)
        self.failed.connect(self.over)
        self.cancelled.connect(self.over)

    def _write(self, progress: Progress) -> tuple[Any, frozenset[str]]:
        self._before()
        result, topics = self._workspace.write_quietly(self._action, label=self._label, watch=progress)
        with suppress(EngageError):  # it is written all the same; whoever reads next meets the same error
            self._after(result)
        return result, topics

    @Slot(object)
    def _on_succeeded(self, outcome: tuple[Any, frozenset[str]]) -> None:
        result, topics = outcome
        self.over.emit()
        self._workspace.tell(topics)
        self.written.emit(result)
