"""A choice among a few values, as wide as its words where there is room."""

from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

_LEAST_LETTERS: Final = 8
_MOST_LETTERS: Final = 26


class Combo(QComboBox):
    """Asks for the room of its longest words, within bounds, and does with less: then they end in an ellipsis.

    The mouse wheel changes it only while it has the focus, since pages are scrolled over it. `letters` is for one that
    stands in a line with others and takes so much room, whatever it holds.
    """

    def __init__(self, name: str = "", *, letters: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters or _LEAST_LETTERS)
        self.model().rowsInserted.connect(lambda *_rows: self.updateGeometry())

    def sizeHint(self) -> QSize:
        """As wide as the longest words, where nobody has said how many letters it takes."""
        hint, metrics = super().sizeHint(), self.fontMetrics()
        if self.minimumContentsLength() != _LEAST_LETTERS:
            return hint
        longest = max((metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        wanted = min(longest, metrics.averageCharWidth() * _MOST_LETTERS) + metrics.averageCharWidth()
        return QSize(hint.width() + max(0, wanted - metrics.horizontalAdvance("X") * _LEAST_LETTERS), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt would cut the words in the middle of a letter."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room.width() - 2)
        option.currentText = words
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: Any) -> None:
        """Leave the wheel to the page, unless this has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
