"""A table as high as its rows: the page scrolls, not a table within the page."""

from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QScrollArea

from ui.widgets.tables import Table

_EDGES: Final = 4  # what the style sheet draws around the frame


class WholeTable(Table):
    """For some dozens of rows on a page that scrolls. The arrows bring the page along."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().sectionResized.connect(lambda *_sizes: self.fit())
        self.horizontalHeader().geometriesChanged.connect(self.fit)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show this model, whole."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self.fit)
        self.fit()

    def changeEvent(self, event: Any) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange) and self.model() is not None:
            self.fit()

    def fit(self) -> None:
        """Be as high as heading and rows."""
        across = self.horizontalScrollBar()
        below = across.sizeHint().height() if across.maximum() > across.minimum() else 0
        heading = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(self.verticalHeader().length() + heading + below + 2 * self.frameWidth() + _EDGES)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring the row into sight on the page."""
        super().scrollTo(index, hint)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area.widget() if area is not None else None
        if area is None or inside is None or not self.isVisible():
            return
        rect = self.visualRect(index)
        centre = self.viewport().mapTo(inside, rect.center())
        area.ensureVisible(area.horizontalScrollBar().value(), centre.y(), 0, rect.height())
