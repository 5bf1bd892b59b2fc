"""The frame round the pages of one open file: rail, top bar, page, status line, and the keys that reach them."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from engage.clock import utc_now
from engage.errors import EngageError
from engage.languages.catalogues import mark
from engage.languages.screen import _
from ui.shell.appearance import Appearance
from ui.shell.backups import Backups
from ui.shell.errors import ErrorReporter
from ui.shell.files import SUFFIX, add_assembly, ask_where_to_save, documents_folder, free_path
from ui.shell.help import HelpPage
from ui.shell.pages import Command, Desk, Page
from ui.shell.palette import CommandPalette
from ui.shell.rail import Rail
from ui.shell.rooms import ROOMS, Room
from ui.shell.states import find_in_file, list_titles, read_states
from ui.shell.status_line import StatusLine
from ui.shell.tasks import ProgressPanel, TaskRunner
from ui.shell.top_bar import TopBar
from ui.widgets.layouts import scrolling
from ui.widgets.messages import EmptyState, Notice

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace

_SOON_MS: Final = 20
_SAVE_A_COPY = mark("Save a copy elsewhere…")
_SAVED_BY_A_COPY = ("storage", "file-moved", "file-read-only")

HELP = Room("help", mark("Help"), "circle-question-mark", HelpPage, keys="F1")


class Frame(QWidget):
    """One open file on screen. `closed` says that the officer is done with it."""

    closed = Signal()

    def __init__(
        self,
        workspace: "Workspace",
        assembly_id: UUID,
        *,
        appearance: Appearance,
        runner: TaskRunner,
        errors: ErrorReporter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace, self._appearance, self._errors = workspace, appearance, errors
        self.backups = Backups(workspace, self)
        self.desk = Desk(
            workspace,
            assembly_id,
            runner=runner,
            errors=errors,
            go=self.go,
            switch=self.switch_to,
            keep_backup=self.backups.keep,
            parent=self,
        )
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, QWidget] = {}
        self.current = ""
        self._is_released = False
        self._shortcuts: list[QShortcut] = []
        self._is_busy = False
        self._had_focus: QWidget | None = None
        self.top_bar = TopBar(appearance)
        self.rail = Rail(ROOMS)
        self.stack = QStackedWidget()
        self.banner = Notice("warn")
        self.progress = ProgressPanel()
        self.status = StatusLine()
        self.palette_box = CommandPalette(self)
        self._lay_out()
        self._connect(runner)
        self._add_keys()
        self._show_banner()
        self._show_state()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._show_state)
        errors.fixes = dict.fromkeys(_SAVED_BY_A_COPY, (_SAVE_A_COPY, self.save_copy))
        self._unsubscribe: Callable[[], None] = workspace.subscribe(self._on_committed)
        self.go("overview", "")

    # Pages.

    def go(self, room_id: str, action: str = "") -> None:
        """Show a page, and have it do something there."""
        if self.current and room_id != self.current:
            self.page(self.current).flush()
        self.current = room_id
        page = self.page(room_id)
        is_new = page.focusWidget() is None
        self.stack.setCurrentWidget(self._areas[room_id])
        # On a page where nothing had the focus yet, Qt has given it to the first button: nobody has chosen that.
        by_chance = self.window().focusWidget() if is_new else None
        self.rail.show_current(room_id)
        if action:
            page.act(action)
        self._enter(page, by_chance)
        # Once more when all is laid out: parts that were made anew as the page came up can only now be reached.
        QTimer.singleShot(0, self, lambda: self._enter_again(room_id))

    def _enter_again(self, room_id: str) -> None:
        if isValid(self) and room_id == self.current and not self.palette_box.isVisible():
            self._enter(self.page(room_id))

    def _enter(self, page: Page, by_chance: QWidget | None = None) -> None:
        """Bring the focus into a page, so that its own keys work; one who walks along the rail stays there."""
        focus = self.window().focusWidget()
        # What was hidden is about to go, with the focus: the page has made its parts anew as it came into sight.
        is_there = focus is not None and page.isAncestorOf(focus) and focus.isVisible()
        is_chosen = is_there and focus is not by_chance
        if not is_chosen and not (focus is not None and self.rail.isAncestorOf(focus)):
            entry = page.entry()
            is_ready = entry is not None and entry.isVisible() and entry.isEnabled()
            target = entry if is_ready else _first_of_all(page) or first_focusable(page)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self, room_id: str) -> Page:
        """The page of a room, made when it is first asked for."""
        if room_id not in self._pages:
            room = next(room for room in (*ROOMS, HELP) if room.id == room_id)
            self._pages[room_id] = room.build(self.desk)
            self._areas[room_id] = scrolling(self._pages[room_id])
            self.stack.addWidget(self._areas[room_id])
        return self._pages[room_id]

    def flush(self) -> bool:
        """Save everything typed on every page; where something is refused, go there. False while a long write runs."""
        if self._is_busy:
            self.status.say(_("Wait until this is done, or cancel it."))
            return False
        for room_id, page in self._pages.items():
            if not page.flush():
                self.go(room_id)
                return False
        return True

    def release(self) -> None:
        """Stop listening to the file; the window closes it."""
        self._is_released = True
        self._unsubscribe()

    # What can be asked for.

    def commands(self) -> list[Command]:
        """Everything the palette knows by name."""
        pages = [
            Command(_(room.title), lambda key=room.id: self.go(key), _keys_of(room), room.icon_name)  # type: ignore[misc]
            for room in (*ROOMS, HELP)
        ]
        looks = self._appearance
        general = [
            Command(_("Undo"), self.undo, "Ctrl+Z", "undo-2"),
            Command(_("Redo"), self.redo, "Ctrl+Shift+Z", "redo-2"),
            Command(_("Larger text"), looks.enlarge, "Ctrl++", "zoom-in"),
            Command(_("Smaller text"), looks.shrink, "Ctrl+-", "zoom-out"),
            Command(_("Change colours"), looks.next_palette, "", "contrast"),
            Command(_("New assembly in this file"), self.add_assembly, "", "file-plus"),
            Command(_("Save a copy of this file"), self.save_copy, "", "save"),
            Command(_("Close this file"), self.closed.emit, "Ctrl+W", "x"),
        ]
        return [*self.page(self.current).commands(), *pages, *general]

    def open_palette(self) -> None:
        """Open the palette."""
        self.palette_box.open(self.commands(), lambda text: find_in_file(self.desk, text))

    def undo(self) -> None:
        """Take back the last action."""
        self._step(self.workspace.undo, lambda: self.workspace.can_undo, _("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self.workspace.redo, lambda: self.workspace.can_redo, _("Done again: {what}"))

    def _step(self, deed: Callable[[], str], may: Callable[[], bool], words: str) -> None:
        self.page(self.current).flush()
        if not may():
            return
        try:
            what = deed()
        except EngageError as error:
            self._errors.show(error)
            return
        self.status.say(words.format(what=_readable(what)))

    def show_error(self, words: str, button: str, todo: Callable[[], object] | None) -> None:
        """Say what went wrong on the page it happened on."""
        self.page(self.current).error_bar.say(words, button=button, todo=todo)

    def save_copy(self) -> None:
        """Copy the file to a place of the officer's choice, and check the copy."""
        from engage.storage.backup import back_up

        suggested = free_path(documents_folder(), self.workspace.path.stem)
        path = ask_where_to_save(self, _("Save a copy"), suggested, f"*{SUFFIX}")
        if path is None or not self.flush():
            return
        try:
            # The dialog has asked already whether a file there may be replaced.
            back_up(self.workspace, path, replace=True)
        except EngageError as error:
            self._errors.show(error)
            return
        self.status.say(_("Saved and checked a copy: {path}").format(path=str(path)))

    # Inside.

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.banner)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.progress)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(middle, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addLayout(across, 1)
        layout.addWidget(self.status)

    def _connect(self, runner: TaskRunner) -> None:
        self.rail.room_chosen.connect(self.go)
        self.top_bar.find_asked.connect(self.open_palette)
        self.top_bar.undo_asked.connect(self.undo)
        self.top_bar.redo_asked.connect(self.redo)
        self.top_bar.help_asked.connect(lambda: self.go(HELP.id))
        self.top_bar.close_asked.connect(self.closed)
        self.top_bar.new_assembly_asked.connect(self.add_assembly)
        self.top_bar.assembly_chosen.connect(self.switch_to)
        self.desk.said.connect(self.status.say)
        self.desk.busy.connect(self._on_busy)
        runner.started.connect(self.progress.follow)
        self.top_bar.copy_asked.connect(self.save_copy)
        self.backups.kept.connect(lambda at: self.status.show_backup(at, self.desk.language))
        self.backups.failed.connect(self._errors.show)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self.open_palette,
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "F1": lambda: self.go(HELP.id),
            "F6": lambda: self._next_region(1),
            "Shift+F6": lambda: self._next_region(-1),
            "Ctrl+W": self.closed.emit,
        }
        for room in ROOMS:
            keys[_keys_of(room)] = lambda key=room.id: self.go(key)  # type: ignore[misc]
        for sequence, deed in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            self._shortcuts.append(shortcut)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(deed)

    def _on_busy(self, is_busy: bool) -> None:
        """Rest while a long write has the file; afterwards the focus is where it was."""
        self._is_busy = is_busy
        if is_busy:
            self._had_focus = self.window().focusWidget()
        for part in (self.rail, self.stack, self.top_bar):
            part.setEnabled(not is_busy)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(not is_busy)
        if not is_busy:
            self._soon.start()  # what came due meanwhile has waited
        if not is_busy and self._had_focus is not None and isValid(self._had_focus):
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_region(self, step: int) -> None:
        """Move the focus from region to region: rail, page, top bar."""
        regions: list[QWidget] = [self.rail, self.stack, self.top_bar]
        focus = self.window().focusWidget()
        here = next((n for n, region in enumerate(regions) if focus is not None and region.isAncestorOf(focus)), -1)
        target = first_focusable(regions[(here + step) % len(regions)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_assembly(self) -> None:
        """Make another assembly in this file and go there to write its title."""
        if not self.flush():
            return
        try:
            added = add_assembly(self.workspace, title=_("New assembly"), template=None)
        except EngageError as error:
            self._errors.show(error)
            return
        self.switch_to(added)
        self.go("assembly")

    def switch_to(self, assembly_id: UUID) -> None:
        """Show another assembly of the same file: its pages are made anew."""
        if not self.flush():
            return
        self.desk.assembly_id = assembly_id
        current = self.current
        self.current = ""
        for area in self._areas.values():
            self.stack.removeWidget(area)
            area.deleteLater()
        self._pages.clear()
        self._areas.clear()
        self._show_state()
        self.go(current)

    def _on_committed(self, topics: frozenset[str]) -> None:
        self.status.show_saved(utc_now(), self.desk.language)
        if not self._is_there():
            return
        for page in list(self._pages.values()):
            page.on_changed(topics)
        # After the pages: the officer sees what changed first, and what is pressed meanwhile has its turn.
        self._soon.start()

    def _is_there(self) -> bool:
        """Whether the assembly on screen still is in the file: undo may have taken it away."""
        titles = list_titles(self.desk)
        if any(key == self.desk.assembly_id for key, _title in titles):
            return True
        if titles:
            QTimer.singleShot(0, self, lambda: self.switch_to(titles[0][0]))
        else:
            # The file's only assembly: an empty file shows nothing, so it comes back.
            QTimer.singleShot(0, self, self.redo)
        return False

    def _show_state(self) -> None:
        if self._is_released or self._is_busy or not self._is_there():
            return
        workspace = self.workspace
        self.top_bar.show_undo(
            _readable(workspace.undo_label) if workspace.can_undo else None,
            _readable(workspace.redo_label) if workspace.can_redo else None,
        )
        self.top_bar.show_assemblies(list_titles(self.desk), self.desk.assembly_id)
        self.rail.show_states(read_states(self.desk))
        self.status.show_record(workspace.audit_head, self.desk.language)
        if not self.status.saved.text():
            written = datetime.fromtimestamp(workspace.path.stat().st_mtime).astimezone()
            self.status.show_saved(written, self.desk.language)
        if not self.status.backup.text() and (at := self.backups.newest()) is not None:
            self.status.show_backup(at, self.desk.language)

    def _show_banner(self) -> None:
        if self.workspace.read_only:
            words = _("This file can only be read: it, or its folder, is write-protected. You can look and print.")
            self.banner.say(words)
        elif not self.workspace.is_secret:
            self.banner.say(_("This file has no passphrase: keep no real people's data in it."))


def _first_of_all(page: Page) -> QWidget | None:
    """The button of what an empty page says, so that Enter begins."""
    return next((empty.button for empty in page.findChildren(EmptyState) if empty.button.isVisible()), None)


def first_focusable(region: QWidget) -> QWidget | None:
    """The first widget in a region that takes the focus by Tab; in a rail, the one that is on."""
    able = [
        widget
        for widget in region.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
    return next((widget for widget in able if getattr(widget, "isChecked", bool)()), able[0] if able else None)


def _keys_of(room: Room) -> str:
    return f"Ctrl+{room.number}" if room.number else room.keys


def _readable(what: str) -> str:
    """An action's label; one without a label goes by its verb."""
    return what.replace("_", " ")
