"""Chips: filters in a row, each with its count; one of them is on."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.widgets.buttons import Button
from ui.widgets.labels import plain_caption


class FlowBox(QWidget):
    """Widgets in lines like words. It asks for the room of its largest widget, and for the lines its width makes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = FlowLayout()
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As large as its largest widget: Qt would ask for the height of one column of all of them."""
        return self.flow.minimumSize()

    def minimumSizeHint(self) -> QSize:
        """As large as its largest widget."""
        return self.flow.minimumSize()

    def heightForWidth(self, width: int) -> int:
        """How high the lines are at that width."""
        return self.flow.heightForWidth(width)


class Chips(FlowBox):
    """A row of filters that wraps. `chosen` carries the value of the one that was pressed."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._values: list[Any] = []

    def show_choices(self, choices: Sequence[tuple[Any, str]], current: Any) -> None:
        """Offer these values with their words, and mark the current one."""
        if [value for value, _words in choices] != self._values:
            self._build(choices)
        for button, (value, words) in zip(self._group.buttons(), choices, strict=True):
            button.setText(plain_caption(words))
            button.setChecked(value == current)

    def _build(self, choices: Sequence[tuple[Any, str]]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self.flow.removeWidget(button)
            button.deleteLater()
        self._values = [value for value, _words in choices]
        before = self._before()
        for value in self._values:
            chip = Button(kind="chip")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._group.addButton(chip)
            self.flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip

    def _before(self) -> QWidget:
        """What Tab reaches before these: chips are made after the page, and would come last of all."""
        before = self.previousInFocusChain()
        while before not in (None, self) and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        return before or self


class FlowLayout(QLayout):
    """Puts widgets in lines like words, from where reading begins."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add one."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item of that number, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Neither."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Yes: narrower means more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the lines are at that width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        """As large as the largest needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As large as the largest needs."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, moves: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            if moves:
                self._place_line(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self._gap
        return max(0, y - self._gap - rect.y())

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        taken = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if line and taken + wide > width:
                yield line
                line, taken = [], 0
            line.append(item)
            taken += wide + self._gap
        if line:
            yield line

    def _place_line(self, line: Sequence[QLayoutItem], rect: QRect) -> None:
        """Side by side; what may grow, such as a card, is as high as the highest beside it."""
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.isRightToLeft()
        x = 0
        for item in line:
            size, widget = item.sizeHint(), item.widget()
            if widget is not None and widget.sizePolicy().verticalPolicy() is QSizePolicy.Policy.Preferred:
                size.setHeight(rect.height())
            left = rect.right() + 1 - x - size.width() if is_mirrored else rect.x() + x
            item.setGeometry(QRect(QPoint(left, rect.y()), size))
            x += size.width() + self._gap
