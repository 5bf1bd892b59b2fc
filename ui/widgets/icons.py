"""Icons: one open set of line drawings, inked in the palette of the moment."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engage.paths import shipped

_SIZE = 20
_SHARP = 3  # drawn larger, so that they stay sharp on dense screens and at large text


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The icon of that name (a file in `resources/icons`) in one colour, and in another while it can't be used."""
    drawn = QIcon(_pixmap(name, colour))
    if disabled:
        drawn.addPixmap(_pixmap(name, disabled), QIcon.Mode.Disabled)
    return drawn


def _pixmap(name: str, colour: str) -> QPixmap:
    drawing = shipped("resources", "icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixmap = QPixmap(_SIZE * _SHARP, _SIZE * _SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap
