"""Tables: whole rows to read and choose from, and columns as wide as they need."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.shell.theme import CONTROL_HEIGHT
from ui.widgets.labels import along_the_screen
from ui.widgets.table_models import ROW_ROLE, SORT_ROLE, Column, Index, PagedModel, RowModel, TableModel

__all__ = ["ROW_ROLE", "SORT_ROLE", "Column", "Index", "IsolatedText", "PagedModel", "RowModel", "Table", "TableModel"]

_SHAPE_SHARE: Final = 0.7  # of a line
_ROW: Final = 1.9  # of a line: the height of a row
_PADDING: Final = 11  # at both sides of a cell together, with the frame of the focus
_HEADING: Final = 20  # at both sides of a heading together
_ARROW: Final = 16
_SPARE: Final = 8  # of a column as wide as its words: so that they do not wrap for a pixel
_AIR: Final = 0.6  # of a line: how much of it is air where words wrap


class IsolatedText(QStyledItemDelegate):
    """Shows each cell in its own reading direction: "=1+1" is not turned round in an Arabic table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.only_chosen_wraps = False

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        """The words between marks that set them apart from their surroundings."""
        words = super().displayText(value, locale)
        return f"\u2068{along_the_screen(words)}\u2069" if words else words

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """In a list whose chosen row alone wraps, the others end in an ellipsis, not in the middle of a name."""
        super().initStyleOption(option, index)
        if self.only_chosen_wraps and index.row() != self._table.currentIndex().row():
            option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """With air above and below, for rows whose words wrap between the paddings that the style sheet gives."""
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(0, 0, -_PADDING, 0)
        size = super().sizeHint(inner, index)
        return QSize(size.width() + _SPARE, size.height() + round(option.fontMetrics.height() * _AIR))


class Table(QTableView):
    """A table to read and choose from: whole rows, keys, no wrapping, and a name for a screen reader."""

    activated_row = Signal(object)
    chosen_row = Signal(object)
    sort_asked = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sorted = ("", False)
        self._shares: tuple[int, ...] = ()
        self._wraps = False
        self._tall = -1
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._cells = IsolatedText(self)
        self.setItemDelegate(self._cells)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().sectionClicked.connect(self._on_heading_clicked)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.data(ROW_ROLE)))
        self._fit_rows()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show this model, with the widths its columns ask for."""
        super().setModel(model)
        if isinstance(model, RowModel):
            for number, column in enumerate(model.columns):
                self.setColumnWidth(number, max(self._scaled(column.width), self._least(number)))
            self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def current_row(self) -> Any:
        """The row that is chosen, or None."""
        index = self.currentIndex()
        return index.data(ROW_ROLE) if index.isValid() else None

    def choose(self, number: int) -> None:
        """Choose the row of that number and bring it into sight."""
        # Not selectRow: from right to left it looks for a column at the far edge and may find none.
        index = self.model().index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def show_sorted(self, sort_key: str, *, is_descending: bool) -> None:
        """Show by an arrow which column the list is sorted by."""
        self._sorted = (sort_key, is_descending)
        header = self.horizontalHeader()
        columns = self.model().columns if isinstance(self.model(), RowModel) else ()  # type: ignore[attr-defined]
        numbers = [number for number, column in enumerate(columns) if column.sort_key == sort_key]
        header.setSortIndicatorShown(bool(numbers))
        header.setSectionsClickable(any(column.sort_key for column in columns))
        if numbers:
            order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(numbers[0], order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_row() is not None:
            self.activated_row.emit(self.current_row())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: Any) -> None:
        """Make rows as high as the type needs."""
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange):
            self._fit_rows()

    def share_width(self, *shares: int) -> None:
        """Let the columns share the width there is, in these proportions; those with 0 are as wide as their words."""
        self._shares = shares
        header = self.horizontalHeader()
        for number, share in enumerate(shares):
            if not share:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        if 0 in shares:
            # Later: while it resizes one column by itself, Qt takes no width for another.
            self._shares_anew = QTimer(self, singleShot=True, interval=0)
            self._shares_anew.timeout.connect(self._share)
            header.sectionResized.connect(self._on_section_resized)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the headings again: the style sheet makes them bold only when they are about to be seen."""
        super().showEvent(event)
        header = self.horizontalHeader()
        for number in range(header.count()):
            if header.sectionResizeMode(number) is QHeaderView.ResizeMode.Interactive and not self._shares:
                self.setColumnWidth(number, max(self.columnWidth(number), self._least(number)))
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def let_words_wrap(self) -> None:
        """Let long words of a short list take a second line, so that none are cut off: each row is as high as it needs.

        For lists of some dozens of rows; a long one would be measured whole.
        """
        self._wraps = True
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._refit = QTimer(self, singleShot=True, interval=0)
        self._refit.timeout.connect(self._measure_rows)
        self.horizontalHeader().sectionResized.connect(self._refit.start)
        self._fit_rows()

    def let_chosen_wrap(self) -> None:
        """Let the chosen row alone take as many lines as its words need; of the others one line is seen."""
        self._cells.only_chosen_wraps = True
        self.setWordWrap(True)
        self.horizontalHeader().sectionResized.connect(self._fit_chosen)

    @Slot()
    def _fit_chosen(self) -> None:
        header, chosen = self.verticalHeader(), self.currentIndex().row()
        for row in {self._tall, chosen} & set(range(header.count())):
            usual = header.defaultSectionSize()
            wanted = self.sizeHintForRow(row) if row == chosen else usual
            # One line with its air is a little higher than a row: the list must not jump under the arrows for that.
            header.resizeSection(row, wanted if wanted > usual + self.fontMetrics().height() // 2 else usual)
        self._tall = chosen

    @Slot()
    def _measure_rows(self) -> None:
        """Measure the rows once all columns have their widths, and keep the chosen one in sight."""
        self.verticalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _share(self) -> None:
        # A column that is hidden leaves its share to the others.
        shown = {number: share for number, share in enumerate(self._shares) if not self.isColumnHidden(number)}
        room = self.viewport().width() - sum(self.columnWidth(number) for number in shown if not shown[number])
        shown = {number: share for number, share in shown.items() if share}
        if sum(map(self._least, shown)) <= room:
            # Columns whose share would cut their heading get what it needs; the others share what is left.
            while short := [each for each in shown if room * shown[each] // sum(shown.values()) < self._least(each)]:
                for number in short:
                    self.setColumnWidth(number, self._least(number))
                    room -= self._least(number)
                    del shown[number]
        else:
            shown = {number: self._least(number) for number in shown}  # the table scrolls rather than cuts a heading
            room = sum(shown.values())
        for number, share in shown.items():
            self.setColumnWidth(number, room * share // sum(shown.values()))

    def _on_section_resized(self, number: int) -> None:
        if not self._shares[number]:
            self._shares_anew.start()

    def _least(self, number: int) -> int:
        """The width below which a heading would be cut; Qt's own measure keeps room for an arrow in each of them."""
        header = self.horizontalHeader()
        font = header.font()
        font.setWeight(QFont.Weight.DemiBold)
        words = str(self.model().headerData(number, Qt.Orientation.Horizontal))
        has_arrow = header.isSortIndicatorShown() and header.sortIndicatorSection() == number
        return QFontMetrics(font).horizontalAdvance(words) + _HEADING + (_ARROW if has_arrow else 0)

    def _fit_rows(self) -> None:
        line = self.fontMetrics().height()
        height = max(CONTROL_HEIGHT, round(line * _ROW))
        self.verticalHeader().setDefaultSectionSize(height)
        if self._wraps:
            self.verticalHeader().setMinimumSectionSize(height)
        self.setIconSize(QSize(round(line * _SHAPE_SHARE), round(line * _SHAPE_SHARE)))

    def _scaled(self, width: int) -> int:
        """Widths are given for the body size of 100 per cent, where a line is about 20 pixels high."""
        return round(width * self.fontMetrics().height() / 20)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if self._cells.only_chosen_wraps:
            self._fit_chosen()
        self.chosen_row.emit(current.data(ROW_ROLE) if current.isValid() else None)

    def _on_heading_clicked(self, section: int) -> None:
        key = self.model().headerData(section, Qt.Orientation.Horizontal, SORT_ROLE)
        if not key:
            return
        # What the header shows is of no use here: Qt has turned its arrow round before it says that it was clicked.
        is_descending = self._sorted == (key, False)
        self.sort_asked.emit(key, is_descending)
