"""What tables show: columns are data, rows are frozen views, and a long list is read from the file a page at a time."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QWidget

from ui.shell.theme import current_tokens
from ui.widgets.labels import plain_tooltip
from ui.widgets.shapes import shape

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
SORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_PAGE: Final = 200
_PAGES_KEPT: Final = 8
_SHAPE_SIDE: Final = 80  # drawn large: the table brings shapes down to the size of its type


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its heading, a row's text in it, the key the caller sorts by, and how it looks.

    `tone` names a colour of the palette for a row; the text has to say the same, colour alone says nothing. `shape`
    names a small drawing before the text (see `ui.widgets.shapes`), in the row's tone.
    """

    heading: str
    text: Callable[[Row], str]
    sort_key: str = ""
    is_number: bool = False
    width: int = 160
    tone: Callable[[Row], str] | None = None
    shape: Callable[[Row], str] | None = None


class RowModel(QAbstractTableModel, Generic[Row]):
    """What the two models share. Subclasses say how many rows there are and hand out one of them."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)

    @abstractmethod
    def count(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def row_at(self, number: int) -> Row | None:
        """The row of that number, from 0; None when it is gone."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are; a table has no branches."""
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each column."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings, and the keys to sort by."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == SORT_ROLE:
            return column.sort_key
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and looks, or the whole row."""
        if not index.isValid() or not self.hasIndex(index.row(), index.column()):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in _ROW_ROLES or (row := self.row_at(index.row())) is None:
            return None
        return _cell(column, row, role)


_ROW_ROLES: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.DecorationRole,
        ROW_ROLE,
    }
)


def _cell(column: Column[Row], row: Row, role: int) -> Any:
    if role == ROW_ROLE:
        return row
    if role == Qt.ItemDataRole.DecorationRole:
        return _drawn(column, row)
    if role == Qt.ItemDataRole.ForegroundRole:
        tone = column.tone(row) if column.tone is not None else ""
        return QColor(getattr(current_tokens(), tone)) if tone else None
    text = column.text(row)
    return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text


def _drawn(column: Column[Row], row: Row) -> QIcon | None:
    name = column.shape(row) if column.shape is not None else ""
    if not name:
        return None
    tone = column.tone(row) if column.tone is not None else ""
    pixmap = shape(name, getattr(current_tokens(), tone or "text_soft"), _SHAPE_SIDE)
    pixmap.setDevicePixelRatio(1)
    drawn = QIcon(pixmap)
    drawn.addPixmap(pixmap, QIcon.Mode.Selected)  # or else the style would pale it on the chosen row
    return drawn


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TableModel(RowModel[Row]):
    """A model over rows in memory, for lists that are short by nature."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def count(self) -> int:
        """How many rows were given."""
        return len(self._rows)

    def row_at(self, number: int) -> Row | None:
        """The row of that number."""
        return self._rows[number]


class PagedModel(RowModel[Row]):
    """A model that holds a few pages of a long list and reads the others when they come into sight.

    `fetch(offset, limit)` reads part of the list in its order; whoever owns the model sorts and filters there and then
    calls `show_list` with the new length.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[int, int], Sequence[Row]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._fetch = fetch
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def show_list(self, count: int) -> None:
        """The list is another one now, or in another order, and so many rows long."""
        self.beginResetModel()
        self._pages.clear()
        self._count = count
        self.endResetModel()

    def count(self) -> int:
        """How long the list is."""
        return self._count

    def row_at(self, number: int) -> Row | None:
        """The row of that number, read with its page when need be."""
        page = self._page(number // _PAGE)
        place = number % _PAGE
        return page[place] if place < len(page) else None

    def _page(self, number: int) -> Sequence[Row]:
        if number not in self._pages:
            self._pages[number] = self._fetch(number * _PAGE, _PAGE)
            if len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]
