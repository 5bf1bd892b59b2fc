"""The main window: either the pages before a file is open, or the frame round the open file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from engage.errors import EngageError, PassphraseError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence
from ui.shell import files
from ui.shell.appearance import Appearance
from ui.shell.errors import ErrorReporter
from ui.shell.start.new_file import NewFile, NewFilePage
from ui.shell.start.start import StartPage
from ui.shell.start.unlock import UnlockPage
from ui.shell.tasks import Task, TaskRunner

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace
    from ui.shell.frame import Frame

_SIZE = QSize(1366, 768)


class MainWindow(QMainWindow):
    """Shows one thing at a time and passes files from page to page. `opened`: a file is on screen."""

    opened = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance
        self.errors = ErrorReporter(self)
        self.runner = TaskRunner(self)
        self.frame: Frame | None = None
        self.setWindowTitle("Engage")
        self.setMinimumSize(640, 420)
        self.resize(_SIZE.boundedTo(QGuiApplication.primaryScreen().availableSize()))
        self._build()
        self.errors.reported.connect(self._on_error)
        appearance.language_changed.connect(self._on_language_changed)
        self._add_keys()
        self.show_start()

    # Before a file is open.

    def show_start(self) -> None:
        """The first page."""
        self.start.show_recent()
        self._stack.setCurrentWidget(self.start)
        self.start.focus_first()

    def show_new(self) -> None:
        """The page that makes a file."""
        self._stack.setCurrentWidget(self.new_file)
        self.new_file.start()

    def open_path(self, path: Path, passphrase: str | None = None) -> None:
        """Open a file; ask for its passphrase when it has one; say why when it will not open."""
        try:
            workspace = files.open_workspace(path, passphrase)
        except PassphraseError as error:
            self._ask_passphrase(path, error if passphrase is not None else None)
        except EngageError as error:
            self._refuse_file(path, passphrase, error)
        else:
            self.show_file(workspace)

    def show_file(self, workspace: "Workspace", assembly_id: UUID | None = None) -> None:
        """Put the frame round an open file."""
        from engage.assembly.views import list_assemblies
        from ui.shell.frame import Frame

        self._close_file()
        if not workspace.read(list_assemblies) and not workspace.read_only:
            files.add_assembly(workspace, title=_("New assembly"), template=None)
        assemblies = workspace.read(list_assemblies)
        self.appearance.change(self.appearance.settings.opened(workspace.path))
        self.frame = Frame(
            workspace,
            assembly_id or assemblies[0].id,
            appearance=self.appearance,
            runner=self.runner,
            errors=self.errors,
        )
        self.frame.closed.connect(self._on_close_asked)
        self._stack.addWidget(self.frame)
        self._stack.setCurrentWidget(self.frame)
        self.frame.go(self.frame.current)
        self.opened.emit()

    # Inside.

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self.start = StartPage(self.appearance)
        self.new_file = NewFilePage()
        self.unlock = UnlockPage()
        for page in (self.start, self.new_file, self.unlock):
            self._stack.addWidget(page)
        self.setCentralWidget(self._stack)
        self.start.new_asked.connect(self.show_new)
        self.start.open_asked.connect(self._on_open)
        self.start.sample_asked.connect(self._on_sample)
        self.start.file_chosen.connect(self.open_path)
        self.new_file.asked.connect(self._on_make)
        self.new_file.back_asked.connect(self.show_start)
        self.unlock.unlocked.connect(self.open_path)
        self.unlock.back_asked.connect(self.show_start)
        self.runner.started.connect(self.start.progress.follow)

    def _add_keys(self) -> None:
        looks = self.appearance
        keys: dict[str, Callable[[], object]] = {
            "Ctrl++": looks.enlarge,
            "Ctrl+=": looks.enlarge,
            "Ctrl+-": looks.shrink,
            "Ctrl+0": lambda: looks.use_scale(100),
            "Ctrl+O": self._on_open,
            "F11": self._on_full_screen,
        }
        for sequence, deed in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(deed)

    def _ask_passphrase(self, path: Path, error: PassphraseError | None) -> None:
        self._stack.setCurrentWidget(self.unlock)
        if error is None:
            self.unlock.ask(path)
        else:
            self.unlock.refuse(sentence(error, screen_catalogue()))

    def _refuse_file(self, path: Path, passphrase: str | None, error: EngageError) -> None:
        self.show_start()
        words = sentence(error, screen_catalogue())
        if error.code == "file-damaged" and (backup := files.newest_backup(path)) is not None:
            self.start.notice.say(
                words, button=_("Restore the newest backup"), todo=lambda: self._on_restore(backup, path, passphrase)
            )
        elif error.code == "file-older":
            self.start.notice.say(
                words, button=_("Bring it up to date"), todo=lambda: self._on_upgrade(path, passphrase)
            )
        else:
            self.start.notice.say(words, button=_("Open another file"), todo=self._on_open)

    def _attempt(self, deed: Callable[[], "Workspace"]) -> None:
        try:
            workspace = deed()
        except EngageError as error:
            self.show_start()
            self.start.notice.say(sentence(error, screen_catalogue()))
        else:
            self.show_file(workspace)

    def _close_file(self) -> bool:
        """Close the open file, if any. False when something typed there was refused."""
        if self.frame is None:
            return True
        if not self.frame.flush():
            return False
        self.frame.backups.keep("closed")
        self.frame.release()
        self.frame.workspace.close()
        self._stack.removeWidget(self.frame)
        self.frame.deleteLater()
        self.frame = None
        return True

    # What happens.

    def _on_open(self) -> None:
        path = files.ask_for_file(self)
        if path is not None:
            self.open_path(path)

    def _on_sample(self) -> None:
        task = Task(partial(files.create_sample, files.sample_path()), self, title=_("Making the sample…"))
        task.succeeded.connect(self.open_path)
        task.failed.connect(self.errors.show)
        self.runner.start(task)

    def _on_upgrade(self, path: Path, passphrase: str | None) -> None:
        self._attempt(lambda: files.upgrade_workspace(path, passphrase))

    def _on_restore(self, backup: Path, path: Path, passphrase: str | None) -> None:
        self._attempt(lambda: files.restore_workspace(backup, path, passphrase))

    def _on_make(self, wanted: NewFile) -> None:
        try:
            workspace = files.create_workspace(
                wanted.path, title=wanted.title, template=wanted.template, passphrase=wanted.passphrase
            )
        except EngageError as error:
            self.new_file.refuse(error)
        else:
            self.show_file(workspace)

    def _on_close_asked(self) -> None:
        if self._close_file():
            self.show_start()

    def _on_language_changed(self) -> None:
        """Every word is said anew: the pages are built again on what is open."""
        workspace, assembly_id = None, None
        if self.frame is not None:
            if not self.frame.flush():
                return  # what was refused stays in sight; the next change of language tries again
            workspace, assembly_id = self.frame.workspace, self.frame.desk.assembly_id
            self.frame.release()
            self.frame = None
        old = self._stack
        self._build()
        old.deleteLater()
        if workspace is not None:
            self.show_file(workspace, assembly_id)
        else:
            self.show_start()

    def _on_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def _on_error(self, words: str, button: str, todo: Callable[[], object] | None) -> None:
        if self.frame is not None:
            self.frame.show_error(words, button, todo)
        else:
            self.show_start()
            self.start.notice.say(words, button=button, todo=todo)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed; stay open where it is refused."""
        if not self._close_file():
            event.ignore()
            return
        self.runner.close()
        event.accept()
