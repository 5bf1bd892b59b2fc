"""The grid drawn: each square counts its requests and says by shape and word how they stand; gaps are seen as gaps."""

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from engage.languages.screen import _
from ui.followup.squares import SQUARE_ROLE, Square, SquareModel
from ui.followup.words import Mark
from ui.shell.theme import Tokens, current_tokens
from ui.widgets.labels import plain_tooltip
from ui.widgets.shapes import shape

_PAD: Final = 8
_GAP: Final = 5
_LEAST_LETTERS: Final = 12
_FIRST_SHARE: Final = 0.17
_MOST_NOTE_LINES: Final = 2
_MOST_TITLE_LINES: Final = 4
_MOST_MARK_LINES: Final = 2
_SMALLER: Final = 10 / 11
_WRAPS: Final = Qt.TextFlag.TextWordWrap


class Grid(QTableView):
    """Arrows move, Enter or a double click opens; a click on a partner opens its sheet.

    It is as high as its rows, so that the page scrolls and not a page within the page.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.squares = SquareModel(self)
        self.setModel(self.squares)
        self.setItemDelegate(_SquarePainter(self))
        self.setAccessibleName(_("Expectations by priority and partner"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.hide()
            header.setMinimumSectionSize(8)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def show_squares(self, squares: list[list[Square]]) -> None:
        """Show these; the place that was chosen stays chosen."""
        kept = self.currentIndex()
        row, column = (kept.row(), kept.column()) if kept.isValid() else (1, 1)
        self.squares.show_squares(squares)
        self._fit()
        row, column = min(row, self.squares.rowCount() - 1), min(column, self.squares.columnCount() - 1)
        self.setCurrentIndex(self.squares.index(row, column))

    def current(self) -> Square | None:
        """The square that is chosen."""
        square = self.currentIndex().data(SQUARE_ROLE) if self.currentIndex().isValid() else None
        return square if isinstance(square, Square) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        square = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and square is not None:
            self.opened.emit(square)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        columns = self.squares.columnCount()
        if columns < 2:  # noqa: PLR2004 - the first is the priorities'
            return
        letter, width = self.fontMetrics().averageCharWidth(), self.viewport().width()
        least = _LEAST_LETTERS * letter + 2 * _PAD
        first = max(least, round(width * _FIRST_SHARE))
        each = max(least, (width - first) // (columns - 1))
        self.setColumnWidth(0, first)
        for column in range(1, columns):
            self.setColumnWidth(column, each)
        does_scroll = first + each * (columns - 1) > width
        if not does_scroll:
            self.setColumnWidth(columns - 1, width - first - each * (columns - 2))
        painter = self.itemDelegate()
        assert isinstance(painter, _SquarePainter)
        height = 2 * self.frameWidth()
        for row in range(self.squares.rowCount()):
            needed = max(
                painter.height(self.squares.square(row, column), self.columnWidth(column), self.font())
                for column in range(columns)
            )
            self.setRowHeight(row, needed)
            height += needed
        self.setFixedHeight(height + (self.horizontalScrollBar().sizeHint().height() if does_scroll else 0))

    def _on_current_changed(self, current: QModelIndex) -> None:
        square = current.data(SQUARE_ROLE) if current.isValid() else None
        self.setAccessibleDescription(square.spoken if isinstance(square, Square) else "")
        self.chosen.emit(square)

    def _on_clicked(self, index: QModelIndex) -> None:
        square = index.data(SQUARE_ROLE)
        if isinstance(square, Square) and square.kind == "partner":
            self.opened.emit(square)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        square = index.data(SQUARE_ROLE)
        if isinstance(square, Square) and square.kind != "partner":
            self.opened.emit(square)


class _SquarePainter(QStyledItemDelegate):
    """Paints a square: a heading with a note under it, or a count with a line for each way things stand."""

    def height(self, square: Square, width: int, font: QFont) -> int:
        """How high the square has to be."""
        strong, small = _strong(font), _small(font)
        line = QFontMetrics(font).height()
        if square.kind == "corner":
            return line
        if square.kind == "crossing":
            marks = sum(_mark_height(mark, count, width, font) + 2 for mark, count in square.marks)
            return 2 * _PAD + QFontMetrics(small).height() + marks
        title = _height(square.title, width, strong, _MOST_TITLE_LINES)
        return 2 * _PAD + title + 2 + _height(square.note, width, small, _MOST_NOTE_LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The width it was given, and the height that follows."""
        rect = option.rect
        square = index.data(SQUARE_ROLE)
        return QSize(rect.width(), self.height(square, rect.width(), option.font))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint it."""
        square, view = index.data(SQUARE_ROLE), self.parent()
        if not isinstance(square, Square) or not isinstance(view, Grid):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = current_tokens()
        is_current = (view.currentIndex().row(), view.currentIndex().column()) == (index.row(), index.column())
        self._paint_ground(painter, rect, square, tokens, is_current=is_current, has_focus=view.hasFocus())
        inside = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if square.kind == "crossing":
            self._paint_crossing(painter, inside, square, view)
        elif square.kind != "corner":
            self._paint_heading(painter, inside, square, view)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, square: Square, tokens: Tokens, *, is_current: bool, has_focus: bool
    ) -> None:
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = QRectF(rect).adjusted(3, 3, -3, -3)
        if square.is_gap:
            painter.setPen(QPen(QColor(tokens.control_line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, 6, 6)
        if is_current:
            painter.setPen(QPen(QColor(tokens.focus), 2) if has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_heading(self, painter: QPainter, box: QRect, square: Square, view: Grid) -> None:
        tokens, side = current_tokens(), _side(view)
        font = _strong(view.font())
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent if square.kind == "partner" else tokens.text))
        width = box.width() + 2 * _PAD
        high = _height(square.title, width, font, _MOST_TITLE_LINES)
        room = QRect(box.left(), box.top(), box.width(), high)
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignTop | _WRAPS), square.title)
        font = _small(view.font())
        painter.setFont(font)
        painter.setPen(QColor(tokens.text_soft))
        below = QRect(
            box.left(), box.top() + high + 2, box.width(), _height(square.note, width, font, _MOST_NOTE_LINES)
        )
        painter.drawText(below, int(side | Qt.AlignmentFlag.AlignTop | _WRAPS), square.note)

    def _paint_crossing(self, painter: QPainter, box: QRect, square: Square, view: Grid) -> None:
        tokens, side = current_tokens(), _side(view)
        small = _small(view.font())
        painter.setFont(small)
        painter.setPen(QColor(tokens.text_soft))
        top = box.top()
        if square.is_gap:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _elided(square.note, small, box.width()))
            return
        high = QFontMetrics(small).height()
        head = QRect(box.left(), top, box.width(), high)
        painter.drawText(head, int(side | Qt.AlignmentFlag.AlignVCenter), _elided(square.note, small, box.width()))
        top += high + 2
        painter.setFont(view.font())
        for mark, count in square.marks:
            high = _mark_height(mark, count, box.width() + 2 * _PAD, view.font())
            self._paint_mark(painter, QRect(box.left(), top, box.width(), high), _mark_words(mark, count), mark, view)
            top += high + 2

    def _paint_mark(self, painter: QPainter, box: QRect, words: str, mark: Mark, view: Grid) -> None:
        tone = getattr(current_tokens(), mark.tone)
        line = QFontMetrics(view.font()).height()
        drawn = shape(mark.shape, tone, _shape_side(view.font()))
        high = round(drawn.height() / drawn.devicePixelRatio())
        is_mirrored = view.isRightToLeft()
        left = box.right() + 1 - high if is_mirrored else box.left()
        painter.drawPixmap(left, box.top() + (line - high) // 2, drawn)
        shift = _shape_side(view.font()) + _GAP
        room = box.adjusted(0, 0, -shift, 0) if is_mirrored else box.adjusted(shift, 0, 0, 0)
        painter.setPen(QColor(tone))
        painter.drawText(room, int(_side(view) | Qt.AlignmentFlag.AlignTop | _WRAPS), words)

    def helpEvent(
        self,
        event: object,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """All the words of a square as its tooltip."""
        square = index.data(SQUARE_ROLE)
        view.setToolTip(plain_tooltip(square.spoken) if isinstance(square, Square) else "")
        return bool(super().helpEvent(event, view, option, index))  # type: ignore[arg-type]


def _side(view: Grid) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def _strong(font: QFont) -> QFont:
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def _small(font: QFont) -> QFont:
    small = QFont(font)
    if small.pointSizeF() > 0:
        small.setPointSizeF(small.pointSizeF() * _SMALLER)
    return small


def _shape_side(font: QFont) -> int:
    return round(QFontMetrics(font).height() * 0.7)


def _mark_words(mark: Mark, count: int) -> str:
    return f"{mark.words} {count}" if count > 1 else mark.words


def _mark_height(mark: Mark, count: int, width: int, font: QFont) -> int:
    return _height(_mark_words(mark, count), width - _shape_side(font) - _GAP, font, _MOST_MARK_LINES)


def _height(words: str, width: int, font: QFont, most_lines: int) -> int:
    metrics = QFontMetrics(font)
    room = metrics.boundingRect(0, 0, width - 2 * _PAD, 10_000, int(_WRAPS), words)
    return min(room.height(), most_lines * metrics.lineSpacing())


def _elided(words: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
