"""Tables whose cells are typed into: arrows walk from cell to cell, a number begins to edit, Enter goes on."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QSpinBox, QStyleOptionViewItem, QTableView, QWidget

from ui.widgets.tables import Index, IsolatedText, Table


class NumberCells(IsolatedText):
    """A spin box for each cell of a column. `unset` are the words of its least number, where that means none.

    A row says by its `cell_name` whose number it is; a screen reader hears that and the column's heading.
    """

    def __init__(self, table: QTableView, *, least: int = 0, most: int = 100_000, unset: str = "") -> None:
        super().__init__(table)
        self._least, self._most, self._unset = least, most, unset

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A box that fills the cell."""
        box = QSpinBox(parent)
        box.setRange(self._least, self._most)
        box.setSpecialValueText(self._unset)
        box.setFrame(False)
        line = index.data(Qt.ItemDataRole.UserRole)
        heading = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        box.setAccessibleName(f"{line.cell_name}, {heading}")
        return box

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the number over."""
        assert isinstance(editor, QSpinBox)
        editor.interpretText()
        model.setData(index, editor.value(), Qt.ItemDataRole.EditRole)


class EditedTable(Table):
    """A table of which some cells can be edited: its model says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked
        )

    def place(self, *, otherwise: int) -> tuple[int, int]:
        """The row and column of the current cell; with none, the first of a column."""
        current = self.currentIndex()
        return (current.row(), current.column()) if current.isValid() else (0, otherwise)

    def keyPressEvent(self, event: Any) -> None:
        """Enter edits the cell, as F2 does."""
        index = self.currentIndex()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self.state() is QAbstractItemView.State.EditingState:
            return  # it came up from the editor, which is about to hand its number over
        if is_enter and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
            return
        super().keyPressEvent(event)
