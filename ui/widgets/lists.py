"""A list to choose from whose words are never cut: each entry takes as many lines as it needs."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem

_PADDING: Final = 16  # at both sides of an entry together, with the mark of the chosen one


class WordList(QListWidget):
    """Entries of some words each, which wrap."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(_Entry(self))

    def doItemsLayout(self) -> None:
        """Keep the chosen entry in sight: it may have been chosen before there was any room to show it in."""
        super().doItemsLayout()
        self.scrollTo(self.currentIndex())


class _Entry(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Measured between the paddings: Qt would count the lines of the whole width, and leave the last one out."""
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(0, 0, -_PADDING, 0)
        return super().sizeHint(inner, index)
