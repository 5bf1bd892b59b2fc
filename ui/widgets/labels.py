"""Words on the screen. All of them are plain text: a name with markup in it is shown letter by letter.

These are the only labels of the project; a bare `QLabel` would guess at HTML.
"""

from html import escape
from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPixmap, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from ui.shell.theme import current_tokens
from ui.widgets.icons import icon
from ui.widgets.shapes import shape

_LINE_CHARACTERS: Final = 75


_RIGHT_TO_LEFT_MARK: Final = "\u200f"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})


def along_the_screen(words: str) -> str:
    """Words that run as the screen does, where they hold letters that do.

    Qt takes the direction from the first letter: an "E1" at the beginning would turn an Arabic sentence round.
    """
    if QGuiApplication.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return words
    kinds = {bidirectional(letter) for letter in words}
    # The number of a step, "3.", holds no letter at all: Qt would put its full stop on the wrong side.
    is_marker = words.endswith(".") and not kinds & {"L", *_RIGHT_TO_LEFT}
    return _RIGHT_TO_LEFT_MARK + words if is_marker or kinds & _RIGHT_TO_LEFT else words


class Text(QLabel):
    """Plain text in one of the roles of the style sheet: title, section, strong, soft, small, good, warn, bad."""

    def __init__(self, words: str = "", role: str = "", *, wraps: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(words)
        self._align()
        if wraps:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self._keep_lines_short()

    def setText(self, words: str) -> None:
        """Show these words instead."""
        super().setText(along_the_screen(words))

    def set_role(self, role: str) -> None:
        """Give it another role."""
        self.setProperty("role", role)
        repolish(self)

    def heightForWidth(self, width: int) -> int:
        """The height of its lines, which are never wider than its own greatest width, whatever a layout offers."""
        return super().heightForWidth(min(width, self.maximumWidth()))

    def minimumSizeHint(self) -> QSize:
        """One line for words that wrap: Qt would ask for the height they need in the narrowest column there is."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.fontMetrics().height()) if self.wordWrap() else least

    def changeEvent(self, event: QEvent) -> None:
        """Keep lines at most 75 characters long when the type size changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()
        if self.wordWrap() and event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_lines_short()

    def _align(self) -> None:
        """Begin where the screen begins: Qt would put an English name on the left of an Arabic page."""
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _keep_lines_short(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LINE_CHARACTERS)


class ElidedText(QWidget):
    """Plain text in so many lines, that ends in an ellipsis where it does not fit; the whole of it is the tooltip."""

    def __init__(self, words: str = "", parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._words, self._lines = "", lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(words)

    def set_text(self, words: str) -> None:
        """Show these words."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self.setToolTip(plain_tooltip(words))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words, whole."""
        return self._words

    def sizeHint(self) -> QSize:
        """Room for all the words in a line, and for as many lines as there may be."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2, metrics.height() * self._lines)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 6, metrics.height() * self._lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as many of the words as fit."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        alignment = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
        lines = break_lines(self._words, self.width(), self.font(), most=self._lines)
        high = self.height() if self._lines == 1 else self.fontMetrics().height()
        for place, words in enumerate(lines):
            room = QRect(0, place * high, self.width(), high)
            painter.drawText(room, int(alignment | Qt.AlignmentFlag.AlignVCenter), words)


def break_lines(words: str, width: int, font: QFont, *, most: int) -> list[str]:
    """The words in lines of that width, of which the last ends in an ellipsis where there are more words."""
    words = " ".join(words.split())
    layout = QTextLayout(words, font)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts in halves of a surrogate pair, Python in letters.
    coded = words.encode("utf-16-le")
    pieces = [coded[2 * start : 2 * end] for start, end in zip(starts, [*starts[1:], len(coded) // 2], strict=True)]
    lines = [piece.decode("utf-16-le").strip() for piece in pieces]
    if len(lines) > most:
        lines = [*lines[: most - 1], coded[2 * starts[most - 1] :].decode("utf-16-le")]
    # A word may be longer than a line.
    return [QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]


class IconLabel(QLabel):
    """A small drawing that says the same as the words beside it, so a screen reader passes it by."""

    def __init__(self, name: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._name, self._tone = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours and size of the moment."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._draw()

    def _draw(self) -> None:
        side = round(self.fontMetrics().height() * 0.95)
        drawn: QPixmap = icon(self._name, getattr(current_tokens(), self._tone)).pixmap(QSize(side, side))
        self.setPixmap(drawn)


class ShapeLabel(QLabel):
    """A small shape in one of the palette's colours; the words beside it say the same."""

    def __init__(self, name: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._name, self._tone = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw()

    def show_shape(self, name: str, tone: str) -> None:
        """Show another one."""
        self._name, self._tone = name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in the colours and size of the moment."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()

    def _draw(self) -> None:
        side = round(self.fontMetrics().height() * 0.7)
        self.setPixmap(shape(self._name, getattr(current_tokens(), self._tone), side))


def plain_tooltip(words: str) -> str:
    """A tooltip that shows the words as they are: Qt would take `<b>` in a name for markup."""
    return f"<p>{escape(words)}</p>" if words else ""


def plain_caption(words: str) -> str:
    """Words for a button, tab or menu: an ampersand is shown, not taken for a shortcut."""
    return words.replace("&", "&&")


def repolish(widget: QWidget) -> None:
    """Make the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
