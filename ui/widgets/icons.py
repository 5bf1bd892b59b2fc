"""Icons: one open set of line drawings, inked in the palette of the moment."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from engage.paths import shipped

_SIZE = 20
_SHARP = 3  # drawn larger, so that they stay sharp on dense screens and at large text
_ALONG_THE_LINE = frozenset({"arrow-left", "arrow-right", "chevron-right", "undo-2", "redo-2"})
"""Back and forward, named as they look from left to right: turned round where lines run from the right."""


def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The icon of that name (a file in `resources/icons`) in one colour, and in another while it can't be used."""
    is_rtl = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return _icon(name, colour, disabled, is_mirrored=is_rtl and name in _ALONG_THE_LINE)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, *, is_mirrored: bool) -> QIcon:
    turned = QTransform().scale(-1 if is_mirrored else 1, 1)
    drawn = QIcon(_pixmap(name, colour).transformed(turned))
    if disabled:
        drawn.addPixmap(_pixmap(name, disabled).transformed(turned), QIcon.Mode.Disabled)
    return drawn


def _pixmap(name: str, colour: str) -> QPixmap:
    drawing = shipped("resources", "icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    pixmap = QPixmap(_SIZE * _SHARP, _SIZE * _SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap
