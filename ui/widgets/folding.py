"""Sections that stay folded until they are asked for, and two panes that share the room there is."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from engage.languages.screen import _
from ui.widgets.buttons import Button
from ui.widgets.chips import FlowBox
from ui.widgets.labels import Text
from ui.widgets.layouts import APART


class Fold(QWidget):
    """A heading that opens and closes what is under it; while closed a line in words says what is there."""

    toggled = Signal(bool)

    def __init__(self, title: str, content: QWidget | QLayout, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.content = content if isinstance(content, QWidget) else _holding(content)
        self.summary = Text("", "small", wraps=True)
        self.summary.setContentsMargins(14, 0, 14, 4)
        self.button = Button(title, self.toggle, kind="room")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.summary)
        layout.addWidget(self.content)
        self.content.setContentsMargins(14, 4, 14, 12)
        self.content.hide()
        self._say()

    @property
    def is_open(self) -> bool:
        """Whether what is under the heading is in sight."""
        return not self.content.isHidden()

    def toggle(self) -> None:
        """Open when closed, close when open."""
        self.set_open(not self.is_open)

    def set_open(self, is_open: bool) -> None:
        """Open or close."""
        self.content.setVisible(is_open)
        self._say()
        self.toggled.emit(is_open)

    def summarise(self, words: str) -> None:
        """Say in one line what is there, for as long as it is closed."""
        self.summary.setText(words)
        self._say()

    def _say(self) -> None:
        self.button.set_icon("minus" if self.is_open else "plus")
        state = _("{title}: open") if self.is_open else _("{title}: closed")
        self.button.setAccessibleName(state.format(title=self._title))
        self.button.setAccessibleDescription(self.summary.text())
        self.summary.setVisible(bool(self.summary.text()) and not self.is_open)


class Panes(QWidget):
    """Two panes side by side where both have room, one under the other where not.

    `least` is the width below which they are stacked, in letters of the body type: it grows with the text.
    """

    stacked = Signal(bool)

    def __init__(
        self, first: QWidget, second: QWidget, *, least: int, shares: tuple[int, int] = (1, 1), gap: int = APART
    ) -> None:
        super().__init__()
        self._least, self._shares = least, shares
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        self._layout.addWidget(first)
        self._layout.addWidget(second)
        self._set_stacked(is_stacked=False)

    @property
    def is_stacked(self) -> bool:
        """Whether one pane stands under the other."""
        return self._layout.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack or unstack when the room changes."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Stack or unstack when the type changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        is_stacked = self.width() < self._least * self.fontMetrics().averageCharWidth()
        if is_stacked != self.is_stacked:
            self._set_stacked(is_stacked=is_stacked)
            self.stacked.emit(is_stacked)

    def _set_stacked(self, *, is_stacked: bool) -> None:
        side_by_side, stacked = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(stacked if is_stacked else side_by_side)
        for place, share in enumerate(self._shares):
            self._layout.setStretch(place, 0 if is_stacked else share)


class Splitter(QSplitter):
    """Panes side by side whose shares the officer sets with the mouse."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew when the screen is turned round."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._fit()

    def _fit(self) -> None:
        # From right to left Qt puts the panes one pixel too far to the right, and the edge of the first is cut off.
        self.setContentsMargins(0, 0, 1 if self.isRightToLeft() else 0, 0)


class Filling(QStackedWidget):
    """Parts of a page of which one is in sight; it takes the room that is left and scrolls inside.

    `lines` of type is the least height: where a screen has less, the page itself scrolls.
    """

    def __init__(self, *, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """No: what is inside scrolls there, and its lines ask the page for no room."""
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(self._lines * self.fontMetrics().height())


def flow(*widgets: QWidget) -> QWidget:
    """Widgets in lines like words: as many beside each other as there is room for."""
    inside = FlowBox()
    for widget in widgets:
        inside.flow.addWidget(widget)
    return inside


def _holding(layout: QLayout) -> QWidget:
    inside = QWidget()
    inside.setLayout(layout)
    return inside
