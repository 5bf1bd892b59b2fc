"""The grid of eight: rows, columns, cards, and a sheet that scrolls."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

NEAR: Final = 8
APART: Final = 24
MARGIN: Final = 24
_ABOVE: Final = 48
_SETTLED_MS: Final = 400

_Box = TypeVar("_Box", bound=QBoxLayout)

Part = QWidget | QLayout | int | tuple[QWidget, int] | None
"""What stands in a row or column: a widget, a layout, a number of pixels of space, or None for a stretch.

A widget with a number takes so many shares of the room, where a stretch takes one.
"""


def row(*parts: Part, gap: int = NEAR, margins: int = 0) -> QHBoxLayout:
    """Parts side by side, from where reading begins."""
    return _fill(QHBoxLayout(), parts, gap, margins)


def column(*parts: Part, gap: int = NEAR, margins: int = 0) -> QVBoxLayout:
    """Parts one under the other."""
    return _fill(QVBoxLayout(), parts, gap, margins)


def _fill(layout: _Box, parts: Iterable[Part], gap: int, margins: int) -> _Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(margins, margins, margins, margins)
    for part in parts:
        add(layout, part)
    return layout


def add(layout: QBoxLayout, part: Part) -> None:
    """Put one part at the end of a row or column."""
    if part is None:
        layout.addStretch(1)
    elif isinstance(part, int):
        layout.addSpacing(part)
    elif isinstance(part, tuple):
        layout.addWidget(*part)
    elif isinstance(part, QLayout):
        layout.addLayout(part)
    else:
        layout.addWidget(part)


def boxed(layout: QLayout, role: str = "") -> QFrame:
    """The layout in a frame of that role: card, rail, bar, foot, good, warn, bad, info."""
    frame = QFrame()
    frame.setProperty("role", role)
    frame.setFrameShape(QFrame.Shape.NoFrame)
    frame.setLayout(layout)
    return frame


def card(*parts: Part, gap: int = NEAR) -> QFrame:
    """Parts one under the other on a card."""
    return boxed(column(*parts, gap=gap, margins=16), "card")


def topped(widget: QWidget) -> QWidget:
    """The widget at the top of its place, however high what stands beside it is."""
    holder = QWidget()
    holder.setLayout(column(widget, None))
    return holder


def rule() -> QFrame:
    """A thin line."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def sheet(layout: QLayout) -> QScrollArea:
    """The layout in an area that scrolls when it does not fit."""
    inside = QWidget()
    inside.setLayout(layout)
    return scrolling(inside)


def scrolling(inside: QWidget) -> QScrollArea:
    """The widget in an area that scrolls when it does not fit."""
    inside.setProperty("role", "sheet")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setWidget(inside)
    return area


def bring_into_sight(area: QScrollArea, widget: QWidget) -> None:
    """Scroll to a widget, again while the page is still being laid out: what has just been shown has no place yet."""
    bar = area.verticalScrollBar()

    def scroll() -> None:
        if isValid(area) and isValid(widget):
            area.ensureWidgetVisible(widget, 0, _ABOVE)

    scroll()
    settling = bar.rangeChanged.connect(lambda _least, _most: scroll())
    QTimer.singleShot(_SETTLED_MS, bar, lambda: bar.rangeChanged.disconnect(settling))


def tab_in_order(root: QWidget) -> None:
    """Let Tab go through a widget as it reads, for parts that were made anew: Qt would put them last."""
    layout = root.layout()
    if layout is not None:
        for one, other in pairwise(_reached(layout)):
            QWidget.setTabOrder(one, other)


def _reached(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif widget is not None:
            inside = widget.widget() if isinstance(widget, QScrollArea) else widget
            inner = inside.layout() if inside is not None else None
        if inner is not None:
            yield from _reached(inner)


def hide_unless(widget: QWidget, is_wanted: bool) -> None:
    """Hide what is not wanted, before it stands anywhere: to show it by name would open it as a window of its own."""
    if not is_wanted:
        widget.hide()


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty_out(inner)
