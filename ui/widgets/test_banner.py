"""What marks a test so that nobody can take it for the real thing: stripes, and words that say it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shell.theme import current_tokens

_STRIPE: Final = 18


class TestBanner(QWidget):
    """A striped band with words in large type across the page."""

    __test__ = False  # the name is for people, not for pytest

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as two lines."""
        return QSize(320, round(self.fontMetrics().height() * 2.2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stripes at both ends, words in the middle."""
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.warn_soft))
        font = painter.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        painter.setFont(font)
        words = min(self.width() - 80, painter.fontMetrics().horizontalAdvance(self._words) + 48)
        side = (self.width() - words) / 2
        self._stripes(painter, QRectF(0, 0, side, self.height()))
        self._stripes(painter, QRectF(self.width() - side, 0, side, self.height()))
        painter.setClipping(False)
        painter.setPen(QColor(tokens.warn))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)

    def _stripes(self, painter: QPainter, box: QRectF) -> None:
        painter.setClipRect(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_tokens().warn))
        x, height = box.left() - box.height(), box.height()
        while x < box.right():
            corners = [(x, height), (x + height, 0), (x + height + _STRIPE, 0), (x + _STRIPE, height)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
            x += 2 * _STRIPE
