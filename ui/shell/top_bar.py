"""The bar at the top: which assembly, find, undo, redo, how it looks, help."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from engage.languages.catalogues import SCREEN_LANGUAGES
from engage.languages.editions import Language
from engage.languages.screen import _
from ui.shell.appearance import Appearance
from ui.shell.theme import PALETTE_NAMES
from ui.widgets.buttons import Button, quiet
from ui.widgets.labels import plain_caption, plain_tooltip
from ui.widgets.layouts import NEAR, row

_AROUND_TITLE: Final = 56


class TopBar(QFrame):
    """Signals say what was asked for; the frame does it."""

    assembly_chosen = Signal(object)
    new_assembly_asked = Signal()
    close_asked = Signal()
    copy_asked = Signal()
    find_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    help_asked = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._appearance = appearance
        self._assemblies: Sequence[tuple[UUID, str]] = ()
        self._current: UUID | None = None
        self._title = ""
        self.assembly = Button("", self._open_assemblies, kind="room", icon_name="chevron-down")
        self.assembly.setProperty("box", "assembly")
        self.assembly.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.finder = Button(_("Find anyone or anything"), self.find_asked.emit, kind="find", icon_name="search")
        self.finder.setToolTip(plain_tooltip(_("Find anyone or anything (Ctrl+K)")))
        self.undo = quiet("", self.undo_asked.emit, icon_name="undo-2", name=_("Undo"))
        self.redo = quiet("", self.redo_asked.emit, icon_name="redo-2", name=_("Redo"))
        self.looks = quiet("", self._open_looks, icon_name="contrast", name=_("Colours, text size and language"))
        self.help = quiet("", self.help_asked.emit, icon_name="circle-question-mark", name=_("Help (F1)"))
        layout = row(self.assembly, self.finder, self.undo, self.redo, self.looks, self.help, gap=NEAR)
        layout.setStretch(0, 1)
        layout.setContentsMargins(8, 6, 16, 6)
        self.setLayout(layout)

    def show_assemblies(self, assemblies: Sequence[tuple[UUID, str]], current: UUID) -> None:
        """Name the assembly on screen; the others are a press away."""
        self._assemblies, self._current = assemblies, current
        title = self._title = dict(assemblies).get(current, "")
        self._fit_title()
        self.assembly.setToolTip(plain_tooltip(title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the title as there is room for."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        around = self.assembly.iconSize().width() + _AROUND_TITLE
        room = max(self.assembly.width() - around, around)
        elided = self.assembly.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room)
        self.assembly.set_words(elided)
        self.assembly.setAccessibleName(_("Assembly: {title}. Change or close.").format(title=self._title))

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Say what undo and redo would do; None greys them out."""
        self._show_step(self.undo, undo, _("Undo (Ctrl+Z)"), _("Undo: {what} (Ctrl+Z)"))
        self._show_step(self.redo, redo, _("Redo (Ctrl+Shift+Z)"), _("Redo: {what} (Ctrl+Shift+Z)"))

    def _show_step(self, button: Button, what: str | None, bare: str, named: str) -> None:
        button.setEnabled(what is not None)
        words = named.format(what=what) if what else bare
        button.setToolTip(plain_tooltip(words))
        button.setAccessibleName(words)

    def _open_assemblies(self) -> None:
        menu = QMenu(self)
        for key, title in self._assemblies:
            action = menu.addAction(plain_caption(title))
            action.setCheckable(True)
            action.setChecked(key == self._current)
            action.triggered.connect(lambda _on=False, key=key: self.assembly_chosen.emit(key))
        menu.addSeparator()
        menu.addAction(_("New assembly in this file…")).triggered.connect(self.new_assembly_asked)
        menu.addAction(_("Save a copy of this file…")).triggered.connect(self.copy_asked)
        menu.addAction(_("Close this file")).triggered.connect(self.close_asked)
        self._drop(menu, self.assembly)

    def _open_looks(self) -> None:
        self._drop(looks_menu(self._appearance, self), self.looks)

    def _drop(self, menu: QMenu, button: Button) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        corner = button.rect().bottomRight() if self.isRightToLeft() else button.rect().bottomLeft()
        menu.popup(button.mapToGlobal(corner + QPoint(0, 2)))


def looks_menu(appearance: Appearance, parent: QWidget) -> QMenu:
    """Palettes, text size and languages, to be shown anywhere."""
    menu = QMenu(parent)
    palettes = QActionGroup(menu)
    for name, words in PALETTE_NAMES.items():
        action = _tickable(menu, palettes, _(words), is_on=appearance.palette_name == name)
        action.triggered.connect(lambda _on=False, name=name: appearance.use_palette(name))
    menu.addSeparator()
    menu.addAction(_("Larger text (Ctrl and +)")).triggered.connect(appearance.enlarge)
    menu.addAction(_("Smaller text (Ctrl and −)")).triggered.connect(appearance.shrink)
    menu.addAction(_("Normal text (Ctrl and 0)")).triggered.connect(lambda: appearance.use_scale(100))
    menu.addSeparator()
    languages = QActionGroup(menu)
    for code in SCREEN_LANGUAGES:
        action = _tickable(menu, languages, Language(code).own_name, is_on=appearance.settings.language == code)
        action.triggered.connect(lambda _on=False, code=code: appearance.use_language(code))
    return menu


def _tickable(menu: QMenu, group: QActionGroup, words: str, *, is_on: bool) -> QAction:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(is_on)
    group.addAction(action)
    return action
