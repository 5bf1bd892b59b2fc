"""What a page is, what it is given, and what it gives back.

To add a page: subclass `Page`, build its widgets in the constructor, fill them in `refresh`, and enter it in
`ui.shell.rooms`. Everything that is typed goes through `ui.widgets.forms`, so that `flush` finds it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engage.errors import EngageError
from engage.languages.editions import Language
from engage.languages.screen import screen_catalogue
from ui.shell.errors import ErrorReporter
from ui.shell.long_writes import LongWrite
from ui.shell.tasks import Task, TaskRunner
from ui.widgets.forms import Field
from ui.widgets.labels import Text
from ui.widgets.layouts import MARGIN, NEAR, Part, add, row
from ui.widgets.messages import Notice

if TYPE_CHECKING:  # the window opens before the database layer is imported
    from engage.storage.workspace import Workspace

T = TypeVar("T")

_RECALLED: Final = 40
"""How many answers of the file a desk keeps at most."""


@dataclass(frozen=True)
class Command:
    """Something that can be done by name, from the palette (Ctrl+K)."""

    words: str
    run: Callable[[], object]
    detail: str = ""
    icon_name: str = ""


class Desk(QObject):
    """What every page is given: the open file, the assembly on screen, the worker, and the way to other pages."""

    said = Signal(str)
    busy = Signal(bool)
    """Whether a long write has the file: nobody should ask for anything meanwhile, or the window waits for it."""

    def __init__(
        self,
        workspace: "Workspace",
        assembly_id: UUID,
        *,
        runner: TaskRunner,
        errors: ErrorReporter,
        go: Callable[[str, str], None],
        switch: Callable[[UUID], None],
        keep_backup: Callable[[str], object] = bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.assembly_id = assembly_id
        self.runner = runner
        self.errors = errors
        self._go = go
        self._switch = switch
        self._keep_backup = keep_backup
        self._recalled: dict[object, tuple[int, Any]] = {}

    @property
    def language(self) -> Language:
        """The language of the screen."""
        return Language(screen_catalogue().code)

    def go(self, room: str, action: str = "") -> None:
        """Show another page, and have it do something there."""
        self._go(room, action)

    def open_thing(self, room: str, action: str, assembly_id: UUID) -> None:
        """Show one thing on its page, in its assembly: the page's `act` is told which."""
        if assembly_id != self.assembly_id:
            self._switch(assembly_id)
        self._go(room, action)

    def say(self, words: str) -> None:
        """Say briefly in the status line what was done."""
        self.said.emit(words)

    def read(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """What the query finds: `desk.read(assembly_sheet, assembly_id)`."""
        return self.workspace.read(lambda db: query(db, *args, **kwargs))

    def recall(self, query: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """The same as `read`, kept until something is written: for what is dear and asked for again and again.

        What it gives is shared: nobody may change it.
        """
        key = (query, args, tuple(sorted(kwargs.items())))
        version = self.workspace.version
        kept = self._recalled.get(key)
        if kept is None or kept[0] != version:
            if len(self._recalled) >= _RECALLED:
                self._recalled.clear()
            kept = self._recalled[key] = (version, self.read(query, *args, **kwargs))
        return cast("T", kept[1])

    def write(self, action: Callable[..., T], *args: Any, label: str = "", backup: str = "", **kwargs: Any) -> T:
        """Do one action in one transaction. Raises EngageError; `Page.attempt` catches it.

        `backup` names the reason, such as "before-draw", to keep a backup first: for what is hard to take back.
        """
        if backup:
            self._keep_backup(backup)
        return self.workspace.write(_given(action, args, kwargs), label=label)

    def write_long(
        self,
        action: Callable[..., Any],
        *args: Any,
        title: str,
        label: str = "",
        backup: str = "",
        after: Callable[[Any], object] = bool,
        **kwargs: Any,
    ) -> LongWrite:
        """The same as `write` for what takes seconds: connect `written` and `failed` of what it gives, then start it.

        Everything but Cancel rests meanwhile. `after` reads ahead on the worker, once it is written.
        """
        before = partial(self._keep_backup, backup) if backup else bool
        given = _given(action, args, kwargs)
        task = LongWrite(self.workspace, given, self, title=title, label=label, before=before, after=after)
        task.over.connect(self._on_over)
        self.busy.emit(True)
        return task

    @Slot()
    def _on_over(self) -> None:
        self.busy.emit(False)


class Page(QWidget):
    """A page: a title, a sentence under it, buttons, a place for errors, and a body.

    It is refreshed when it comes into sight, and when a topic it shows has changed while it is in sight.
    """

    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._is_stale = True
        self.title = Text(title, "title")
        self.summary = Text("", "soft", wraps=True)
        self.summary.hide()
        self.error_bar = Notice("bad", can_dismiss=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(NEAR)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 16, MARGIN, 16)
        layout.setSpacing(NEAR)
        layout.addLayout(row(self.title, None, self._buttons))
        layout.addWidget(self.summary)
        layout.addWidget(self.error_bar)
        layout.addLayout(self.body, 1)

    # What subclasses fill in.

    def refresh(self) -> None:
        """Read what the page shows and show it."""

    def act(self, action: str) -> None:
        """Do what another page sent the officer here for, such as "import"."""

    def commands(self) -> Sequence[Command]:
        """What the palette offers while this page is on screen."""
        return ()

    def entry(self) -> QWidget | None:
        """Where the focus goes when one comes here: what is done most often; None for the first thing there is."""
        return None

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The states of the page that are worth a picture beside the first: a short name, and what shows it."""
        return ()

    # What they use.

    def show_summary(self, words: str) -> None:
        """The sentence under the title."""
        self.summary.setText(words)
        self.summary.setVisible(bool(words))

    def add_buttons(self, *buttons: QWidget) -> None:
        """Put buttons beside the title."""
        for button in buttons:
            self._buttons.addWidget(button)

    def add_to_body(self, *parts: Part) -> None:
        """Put parts into the body, one under the other."""
        for part in parts:
            add(self.body, part)

    def attempt(self, deed: Callable[[], T]) -> T | None:
        """Do something that may be refused; a refusal is shown on this page. None when refused."""
        self.error_bar.hide()
        try:
            return deed()
        except EngageError as error:
            self.desk.errors.show(error)
            return None

    def start(self, task: Task) -> None:
        """Run a task; what it fails with is shown on this page unless the page connects `failed` itself."""
        task.failed.connect(self.desk.errors.show)
        self.desk.runner.start(task)

    # What the frame calls.

    def on_changed(self, topics: frozenset[str]) -> None:
        """Refresh when something changed that this page shows; later when it is not in sight."""
        if not topics & self.topics:
            return
        if self.isVisible():
            self._refresh()
        else:
            self._is_stale = True

    def flush(self) -> bool:
        """Save everything typed. Returns whether nothing is left waiting."""
        return all([field.flush() for field in self.findChildren(Field)])  # noqa: C419 - every field has its turn

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while out of sight."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        self.refresh()


def _given(action: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Callable[[Any], T]:
    """The action with its values. It keeps the action's name and marks: the journal takes its verb from them."""

    @wraps(action)
    def act(db: Any) -> T:
        return action(db, *args, **kwargs)

    return act
