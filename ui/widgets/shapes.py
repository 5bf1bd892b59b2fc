"""Small shapes that stand beside a word, so that nothing is said by colour alone: drawn, not typed.

A typed ● comes from another font than the words and pushes a table's lines out of step.
"""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

_SHARP: Final = 3


@lru_cache(maxsize=128)
def shape(name: str, colour: str, side: int) -> QPixmap:
    """A shape of that side in pixels: "ring", "disc", "half", "triangle", "square", "cross" or "bar"."""
    pixmap = QPixmap(side * _SHARP, side * _SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SHARP, _SHARP)
    edge = max(2.0, side / 7)
    painter.setPen(QPen(QColor(colour), max(1.5, side / 8)))
    painter.setBrush(Qt.BrushStyle.NoBrush if name in ("ring", "half") else QColor(colour))
    _paint(painter, name, QRectF(0, 0, side, side).adjusted(edge, edge, -edge, -edge))
    painter.end()
    pixmap.setDevicePixelRatio(_SHARP)
    return pixmap


def _paint(painter: QPainter, name: str, box: QRectF) -> None:
    if name in ("ring", "disc"):
        painter.drawEllipse(box)
    elif name == "half":
        painter.drawEllipse(box)
        painter.setBrush(painter.pen().color())
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif name == "cross":
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    elif name == "triangle":
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    elif name == "square":
        painter.drawRect(box)
    else:
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
