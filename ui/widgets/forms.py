"""Fields that save as they are typed, with the error beside the field and nothing typed ever lost."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, Protocol

from babel.dates import get_month_names
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from engage.errors import EngageError, RefusedError
from engage.languages.bidi import isolated
from engage.languages.editions import Language
from engage.languages.formats import long_date
from engage.languages.screen import screen_catalogue
from engage.sentences import sentence
from ui.widgets.combos import Combo
from ui.widgets.labels import Text, plain_caption, repolish
from ui.widgets.layouts import column, hide_unless, row

SAVE_AFTER_MS: Final = 600
_LINE_MARGIN: Final = 2  # what Qt keeps beside the words of a line edit: an area under one begins below its words

Save = Callable[[Any], object]
"""Writes a value. Raises an EngageError when it is refused."""


class Editor(Protocol):
    """What a field needs of the widget in which one types."""

    def widget(self) -> QWidget:
        """The widget itself."""

    def value(self) -> Any:
        """What stands there now."""

    def put(self, value: Any) -> None:
        """Show a value that came from the file."""

    def connect(self, changed: Callable[[], None]) -> None:
        """Call back at every change that a person makes."""


class Field(QWidget):
    """A label, an editor, a hint, and a place for the error.

    What is typed is saved after a short pause, when the focus leaves, and by `flush`. A value that is refused stays
    where it was typed, with the reason under it, and is tried again at the next change.
    """

    saved = Signal()

    def __init__(self, label: str, editor: Editor, save: Save, *, hint: str = "", name: str = "") -> None:
        super().__init__()
        self._editor, self._save = editor, save
        self._is_dirty = False
        self._shown: Any = None
        # A label with a buddy takes an ampersand for a shortcut, and labels may be what people typed.
        self.label = Text(plain_caption(label), "strong")
        self.hint = Text(hint, "small", wraps=True)
        hide_unless(self.hint, bool(hint))
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.input = editor.widget()
        self.label.setBuddy(self.input)
        hide_unless(self.label, bool(label))
        self.mark = Text("", "warn")
        self.mark.hide()
        self.input.setAccessibleName(name or label)
        self.input.setAccessibleDescription(hint)
        heading = row(self.label, self.mark, None)
        for part in (self.label, self.mark):
            heading.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(heading, self.hint, self.input, self.error, gap=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SAVE_AFTER_MS)
        self._pause.timeout.connect(self.flush)
        editor.connect(self._on_typed)
        self.input.installEventFilter(self)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not in the file yet."""
        return self._is_dirty

    def value(self) -> Any:
        """What stands in the field."""
        return self._editor.value()

    def show_value(self, value: Any) -> None:
        """Show what the file says, unless something typed is waiting to be saved."""
        self._shown = value
        if not self._is_dirty:
            self._editor.put(value)
            self.show_error("")

    def show_mark(self, words: str) -> None:
        """Say something about the value beside its label, such as that a template made it up."""
        self.mark.setText(words)
        self.mark.setVisible(bool(words))

    def show_placeholder(self, words: str) -> None:
        """Words that stand in an empty field."""
        if isinstance(self.input, QLineEdit | QPlainTextEdit):
            self.input.setPlaceholderText(isolated(words))
        if isinstance(self.input, _GrowingArea):
            self.input.fit()

    def show_error(self, words: str) -> None:
        """Say what is wrong under the field; nothing when it is right."""
        self.error.setText(words)
        self.error.setVisible(bool(words))
        if (self.input.property("bad") == "true") != bool(words):
            self.input.setProperty("bad", "true" if words else "false")
            repolish(self.input)
        self.input.setAccessibleDescription(words or self.hint.text())

    def flush(self) -> bool:
        """Save what waits. Returns whether nothing is left waiting."""
        self._pause.stop()
        if not self._is_dirty:
            return True
        self._is_dirty = False
        try:
            self._save(self._editor.value())
        except EngageError as error:
            self._is_dirty = True
            self.show_error(sentence(error, screen_catalogue()))
            return False
        self.show_error("")
        self.saved.emit()
        return True

    def take_back(self) -> None:
        """Forget what was typed and not saved, and show what the file says."""
        self._pause.stop()
        self._is_dirty = False
        self.show_value(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the focus leaves; leave undo to the window when the editor has nothing to undo."""
        if event.type() is QEvent.Type.FocusOut:
            self.flush()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._takes_back(event):
            return True
        elif event.type() is QEvent.Type.ShortcutOverride and self._leaves_undo(event):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        """Escape puts back what the file says, when what was typed is refused."""
        if event.key() != Qt.Key.Key_Escape or not self.error.text():
            return False
        self.take_back()
        return True

    def _leaves_undo(self, event: QEvent) -> bool:
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        if isinstance(self.input, QLineEdit):
            can_undo, can_redo = self.input.isUndoAvailable(), self.input.isRedoAvailable()
        elif isinstance(self.input, QPlainTextEdit):
            can_undo, can_redo = self.input.document().isUndoAvailable(), self.input.document().isRedoAvailable()
        else:
            return False
        matches = event.matches  # type: ignore[attr-defined]
        return bool((matches(undo) and not can_undo) or (matches(redo) and not can_redo))

    def _on_typed(self) -> None:
        self._is_dirty = True
        self._pause.start()


class LineEditor:
    """One line of text."""

    def __init__(self, placeholder: str = "") -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)

    def widget(self) -> QWidget:
        """The line edit."""
        return self.line

    def value(self) -> str:
        """The text."""
        return self.line.text()

    def put(self, value: str) -> None:
        """Show a text, from its beginning."""
        if self.line.text() != value:
            self.line.setText(value)
            self.line.setCursorPosition(0)

    def connect(self, changed: Callable[[], None]) -> None:
        """Typing is a change; `put` is none."""
        self.line.textEdited.connect(lambda _text: changed())


class AreaEditor:
    """Several lines of text, as high as they need, within bounds."""

    def __init__(self, lines: int = 3, most_lines: int = 10) -> None:
        self.area = _GrowingArea(lines, most_lines)
        self._is_putting = False

    def widget(self) -> QWidget:
        """The text edit."""
        return self.area

    def value(self) -> str:
        """The text."""
        return self.area.toPlainText()

    def put(self, value: str) -> None:
        """Show a text."""
        if self.area.toPlainText() == value:
            return
        self._is_putting = True
        self.area.setPlainText(value)
        self._is_putting = False

    def connect(self, changed: Callable[[], None]) -> None:
        """Typing is a change; `put` is none."""
        self.area.textChanged.connect(lambda: None if self._is_putting else changed())


class _GrowingArea(QPlainTextEdit):
    def __init__(self, lines: int, most_lines: int) -> None:
        super().__init__()
        self._lines, self._most = lines, most_lines
        self.document().setDocumentMargin(_LINE_MARGIN)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew when the lines break elsewhere."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew when the type changes."""
        super().changeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Be as high as the words need, those typed or those that stand in for them."""
        needed = max(int(self.document().size().height()), self._lines_of_placeholder())
        lines = max(self._lines, min(self._most, needed))
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if needed > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 24)

    def _lines_of_placeholder(self) -> int:
        """How many lines the words in an empty area take: they say what stands in another language, and are read."""
        metrics = self.fontMetrics()
        room = self.viewport().width() - 2 * _LINE_MARGIN
        if not self.placeholderText() or room <= 0:
            return 0
        wraps = int(Qt.TextFlag.TextWordWrap)
        height = metrics.boundingRect(0, 0, room, 0, wraps, self.placeholderText()).height()
        return round(height / metrics.lineSpacing())  # letters of another script stand higher, yet in one line


class _CalmSpinBox(QSpinBox):
    """A spin box that the mouse wheel changes only while it has the focus: pages are scrolled over it."""

    def wheelEvent(self, event: Any) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberEditor:
    """A whole number within bounds."""

    def __init__(self, least: int = 0, most: int = 1_000_000) -> None:
        self.box = _CalmSpinBox()
        self.box.setRange(least, most)
        self.box.setMaximumWidth(160)
        self.box.lineEdit().setTextMargins(6, 0, 6, 0)  # the style sheet's padding does not reach it
        self._is_putting = False

    def widget(self) -> QWidget:
        """The spin box."""
        return self.box

    def value(self) -> int:
        """The number."""
        return self.box.value()

    def put(self, value: int) -> None:
        """Show a number."""
        self._is_putting = True
        self.box.setValue(value)
        self._is_putting = False

    def connect(self, changed: Callable[[], None]) -> None:
        """Typing is a change; `put` is none."""
        self.box.valueChanged.connect(lambda _number: None if self._is_putting else changed())


class ChoiceEditor:
    """One of a few values, each with its words."""

    def __init__(self, choices: Sequence[tuple[Any, str]], *, letters: int = 0) -> None:
        self.combo = Combo(letters=letters)
        for value, words in choices:
            self.combo.addItem(words, value)

    def widget(self) -> QWidget:
        """The combo box."""
        return self.combo

    def value(self) -> Any:
        """The value chosen."""
        return self.combo.currentData()

    def put(self, value: Any) -> None:
        """Show a value; one that is not offered is added as it is."""
        number = self.combo.findData(value)
        if number < 0:
            self.combo.addItem(str(value), value)
            number = self.combo.count() - 1
        self.combo.setCurrentIndex(number)

    def connect(self, changed: Callable[[], None]) -> None:
        """Choosing is a change; `put` is none."""
        self.combo.activated.connect(lambda _number: changed())


class TickEditor:
    """Yes or no."""

    def __init__(self, words: str) -> None:
        self.box = QCheckBox(words)

    def widget(self) -> QWidget:
        """The check box."""
        return self.box

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def put(self, value: bool) -> None:
        """Show it ticked or not."""
        self.box.setChecked(value)

    def connect(self, changed: Callable[[], None]) -> None:
        """A click is a change; `put` is none."""
        self.box.clicked.connect(lambda _ticked: changed())


class _DayLine(QLineEdit):
    """A line with room for a day spelt out, however large the type."""

    def __init__(self) -> None:
        super().__init__()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(max(_LEAST_DAY, self.fontMetrics().averageCharWidth() * _DAY_LETTERS))


class DateEditor:
    """A day, typed as people write it (3/10/2026, 3 October 2026, 2026-10-03), or nothing for no day."""

    def __init__(self) -> None:
        self.line = _DayLine()

    def widget(self) -> QWidget:
        """The line edit."""
        return self.line

    def value(self) -> date | None:
        """The day. Raises RefusedError when what is typed is no day."""
        return read_day(self.line.text(), _screen_language())

    def put(self, value: date | None) -> None:
        """Show a day or none."""
        self.line.setText("" if value is None else long_date(value, _screen_language()))

    def connect(self, changed: Callable[[], None]) -> None:
        """Typing is a change; `put` is none."""
        self.line.textEdited.connect(lambda _text: changed())


def read_day(words: str, language: Language) -> date | None:
    """The day that the words mean, day before month; None for no words. Raises RefusedError for anything else."""
    text = words.strip().casefold()
    if not text:
        return None
    for number, name in get_month_names("wide", locale=language.locale).items():
        text = text.replace(name.casefold(), f" {number} ")
    parts = [int(part) for part in re.findall(r"\d+", text)]
    try:
        first, month, last = parts
        year, day_number = (first, last) if first > _MOST_DAYS else (last, first)
        return date(year + _CENTURY if year < _SHORT_YEARS else year, month, day_number)
    except ValueError:
        raise RefusedError("not-a-day", text=words) from None


_MOST_DAYS: Final = 31
_LEAST_DAY: Final = 260
_DAY_LETTERS: Final = 26
_CENTURY: Final = 2000
_SHORT_YEARS: Final = 100  # 3/10/26 means this century


def _screen_language() -> Language:
    return Language(screen_catalogue().code)


def line(label: str, save: Save, *, hint: str = "", placeholder: str = "", name: str = "") -> Field:
    """A field of one line."""
    return Field(label, LineEditor(placeholder), save, hint=hint, name=name)


def area(label: str, save: Save, *, hint: str = "", lines: int = 3, name: str = "") -> Field:
    """A field of several lines."""
    return Field(label, AreaEditor(lines), save, hint=hint, name=name)


def number(label: str, save: Save, *, least: int = 0, most: int = 1_000_000, hint: str = "", name: str = "") -> Field:
    """A field for a whole number."""
    return Field(label, NumberEditor(least, most), save, hint=hint, name=name)


def choice(label: str, choices: Sequence[tuple[Any, str]], save: Save, *, hint: str = "", name: str = "") -> Field:
    """A field for one of a few values."""
    return Field(label, ChoiceEditor(choices), save, hint=hint, name=name)


def day(label: str, save: Save, *, hint: str = "") -> Field:
    """A field for a day or none."""
    return Field(label, DateEditor(), save, hint=hint)


def tick(words: str, save: Save) -> Field:
    """A field for yes or no; its words stand beside the box."""
    return Field("", TickEditor(words), save, name=words)
