"""The figures of a draw by balls or dice: a large box for each, typed one by one."""

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from engage.languages.screen import _
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row

_LETTERS = 3


class FigureBoxes(QWidget):
    """A box for each figure: typing one goes on to the next, Backspace goes back. `given`: Enter, and all are there."""

    changed = Signal(str)
    given = Signal()

    def __init__(self, count: int) -> None:
        super().__init__()
        self.label = Text(_("The figures, as they are drawn"), "strong")
        hint = Text(
            _("Draw one ball or throw one ten-sided die for each. Type what it shows, 0 to 9."), "small", wraps=True
        )
        self.boxes = [self._box(place, count) for place in range(count)]
        self.echo = Text("", "large")
        self.label.setBuddy(self.boxes[0])
        # Numbers are read from left to right in every language.
        line = QWidget()
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line.setLayout(row(*self.boxes, gap=12))
        self.setLayout(column(self.label, hint, row(line, 16, self.echo, None), gap=8))
        self._say()

    def value(self) -> str:
        """The figures typed so far."""
        return "".join(box.text() for box in self.boxes)

    def is_complete(self) -> bool:
        """Whether every box has its figure."""
        return all(box.text() for box in self.boxes)

    def clear(self) -> None:
        """Empty all boxes."""
        for box in self.boxes:
            box.clear()

    def due(self) -> QLineEdit:
        """Where the next figure goes."""
        return next((box for box in self.boxes if not box.text()), self.boxes[-1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty box empties the one before it."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            place = self.boxes.index(watched)
            if event.key() == Qt.Key.Key_Backspace and not watched.text() and place:
                self.boxes[place - 1].clear()
                self.boxes[place - 1].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _box(self, place: int, count: int) -> QLineEdit:
        box = QLineEdit()
        box.setProperty("big", "true")
        box.setMaxLength(1)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]"), box))
        box.setAccessibleName(_("Figure {number} of {total}").format(number=place + 1, total=count))
        box.setFixedWidth(box.fontMetrics().averageCharWidth() * _LETTERS * 4)
        box.textEdited.connect(lambda text, place=place: self._on_edited(text, place))
        box.textChanged.connect(self._say)
        box.returnPressed.connect(self._on_return)
        box.installEventFilter(self)
        return box

    def _on_edited(self, text: str, place: int) -> None:
        if text and place + 1 < len(self.boxes):
            self.boxes[place + 1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.boxes[place + 1].selectAll()

    def _on_return(self) -> None:
        if self.is_complete():
            self.given.emit()

    def _say(self) -> None:
        if not hasattr(self, "echo"):
            return
        words = _("Panel {number}").format(number=self.value()) if self.is_complete() else ""
        self.echo.setText(words)
        self.changed.emit(self.value())
