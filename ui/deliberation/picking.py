"""A labelled choice among rows of the file: they come by id, and may change while the page is open."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.combos import Combo
from ui.widgets.labels import Text
from ui.widgets.layouts import column, hide_unless

_OPENING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
)
_OTHERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class _OpeningCombo(Combo):
    """A combo box whose keys open the list and look in it: nothing is chosen before Enter says so."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text() if event.text().isprintable() else ""
        if event.modifiers() & _OTHERS:
            super().keyPressEvent(event)
        elif event.key() in _OPENING or letter.strip():
            self.showPopup()
            if letter.strip():
                self.view().keyboardSearch(letter)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # pages are scrolled over it


class Picker(QWidget):
    """`chosen` carries the value that somebody chose; showing choices sends nothing."""

    chosen = Signal(object)

    def __init__(self, label: str, *, letters: int = 12, says_label: bool = True) -> None:
        super().__init__()
        self._values: list[Any] = []
        self._words: list[str] = []
        self.combo = _OpeningCombo(label, letters=letters)
        self.combo.activated.connect(lambda number: self.chosen.emit(self._values[number]))
        self.label = Text(label, "strong")
        hide_unless(self.label, says_label)
        self.setLayout(column(self.label, self.combo, gap=4))

    def show_choices(self, choices: Sequence[tuple[Any, str]], current: Any) -> None:
        """Offer these values with their words, and mark the current one; the first where it is not among them."""
        values, words = [value for value, _text in choices], [text for _value, text in choices]
        if (values, words) != (self._values, self._words):
            self._values, self._words = values, words
            self.combo.clear()
            self.combo.addItems(words)
        self.show_value(current)

    def show_value(self, value: Any) -> None:
        """Mark a value; the first where it is not offered."""
        self.combo.setCurrentIndex(
            self._values.index(value) if value in self._values else min(0, len(self._values) - 1)
        )

    def value(self) -> Any:
        """The value that is marked; None where there is none."""
        number = self.combo.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def step(self, step: int) -> None:
        """Choose the one after or before, as far as there is one."""
        number = self.combo.currentIndex() + step
        if 0 <= number < len(self._values):
            self.combo.setCurrentIndex(number)
            self.chosen.emit(self._values[number])
