"""The command palette: two letters and Enter for any page, command or person."""

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from engage.languages.screen import _
from ui.shell.pages import Command
from ui.shell.theme import current_tokens
from ui.widgets.icons import icon
from ui.widgets.labels import Text

_SEARCH_AFTER_MS = 150
_MOST = 40
_ICON_SHARE = 0.95  # of a line

_DETAIL = Qt.ItemDataRole.UserRole

Finder = Callable[[str], Sequence[Command]]
"""Finds things of the file by what was typed, such as people."""


class _DetailDelegate(QStyledItemDelegate):
    """Writes an item's detail, such as its key, at the end of its line."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The item as always, then the detail."""
        super().paint(painter, option, index)
        detail = index.data(_DETAIL)
        if not detail:
            return
        box: QRect = option.rect
        side = Qt.AlignmentFlag.AlignRight
        alignment = QStyle.visualAlignment(option.direction, side)
        painter.setPen(QColor(current_tokens().text_soft))
        half = box.adjusted(box.width() // 2, 0, -16, 0)
        half = QStyle.visualRect(option.direction, box, half)
        words = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, half.width())
        painter.drawText(half, int(alignment | Qt.AlignmentFlag.AlignVCenter), words)


class CommandPalette(QFrame):
    """A box over the window: type, choose with the arrows, Enter; Escape closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "palette")
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Find a page, a command or a person"))
        self.line.setAccessibleName(_("Find anyone or anything"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setItemDelegate(_DetailDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = Text(_("Nothing found. Try fewer letters."), "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.line)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list)
        self._commands: Sequence[Command] = ()
        self._finder: Finder = lambda _text: ()
        self._shown: list[Command] = []
        self._had_focus: QWidget | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_AFTER_MS)
        self._pause.timeout.connect(self._search)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._run(self.list.row(item)))
        self.hide()

    def open(self, commands: Sequence[Command], finder: Finder) -> None:
        """Come up, offering these commands and whatever the finder finds."""
        self._commands, self._finder = commands, finder
        if not self.isVisible():
            self._had_focus = self.window().focusWidget()
        self.line.clear()
        side = round(self.fontMetrics().height() * _ICON_SHARE)
        self.list.setIconSize(QSize(side, side))
        self._search()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Go away without doing anything; the focus goes back to where it was."""
        if self._had_focus is not None and isValid(self._had_focus) and self._had_focus.isVisible():
            self._had_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()

    def shown(self) -> list[str]:
        """The words of what is offered now."""
        return [command.words for command in self._shown]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the letters go into the line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._close_when_left)
        return False

    def _on_key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key in steps:
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + steps[key])))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._search()
            self._run(self.list.currentRow())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        return False

    def _close_when_left(self) -> None:
        focus = self.window().focusWidget()
        if self.isVisible() and self.window().isActiveWindow() and (focus is None or not self.isAncestorOf(focus)):
            self.hide()

    def _search(self) -> None:
        self._pause.stop()
        wanted = self.line.text()
        kept = self.list.currentRow() if self._shown and self._last == wanted else 0
        self._last = wanted
        found = [command for command in self._commands if matches(wanted, command.words)]
        if wanted.strip():
            found += self._finder(wanted)
        self._show(found[:_MOST])
        self.list.setCurrentRow(min(kept, self.list.count() - 1))

    _last = ""

    def _show(self, commands: list[Command]) -> None:
        self._shown = commands
        self.list.clear()
        for command in commands:
            item = QListWidgetItem(command.words)
            item.setData(_DETAIL, command.detail)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{command.words}, {command.detail}".rstrip(", "))
            if command.icon_name:
                item.setIcon(icon(command.icon_name, current_tokens().accent))
            self.list.addItem(item)
        self.nothing.setVisible(not commands)
        self.list.setVisible(bool(commands))

    def _run(self, number: int) -> None:
        if not 0 <= number < len(self._shown):
            return
        command = self._shown[number]
        self.close_palette()
        command.run()

    def _place(self) -> None:
        parent = self._over
        width = min(round(self.fontMetrics().averageCharWidth() * 80), parent.width() - 48)
        self.setGeometry((parent.width() - width) // 2, 56, width, min(480, parent.height() - 96))


def matches(wanted: str, words: str) -> bool:
    """Whether every word typed begins a word there, whatever the case and accents."""
    there = _plain(words).split()
    return all(any(word.startswith(part) for word in there) for part in _plain(wanted).split())


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
