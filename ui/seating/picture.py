"""Round tables drawn as such, with a chip for each person; moved by the mouse or by Ctrl and the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from engage.languages.bidi import isolated
from engage.languages.screen import _
from engage.seating.views import SeatRow, TableRow
from ui.seating.words import seat_words
from ui.shell.theme import current_tokens
from ui.widgets.icons import icon
from ui.widgets.labels import plain_tooltip
from ui.widgets.messages import announce

_DRAG: Final = 6
_CHIP_LETTERS: Final = 13
_CHIP_LETTERS_AT_MOST: Final = 22
_SMALLER: Final = 10 / 11  # names are long, and the room between tables is short
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class _Chip:
    seat: SeatRow
    box: QRectF


class RoomPicture(QWidget):
    """One round. `chosen` tells who is selected; the other signals ask for a move, a swap, or the lock turned.

    `tried` is sent while somebody is dragged: who, and the table under the mouse; with None the drag is over.
    """

    chosen = Signal(object)
    move_asked = Signal(object, int)
    swap_asked = Signal(object, object)
    lock_asked = Signal(object)
    tried = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Tables"))
        self.setMouseTracking(True)
        self._tables: tuple[TableRow, ...] = ()
        self._seats: tuple[SeatRow, ...] = ()
        self._chips: list[_Chip] = []
        self._places: dict[int, QRectF] = {}
        self._columns = 1
        self._current: UUID | None = None
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None

    def show_round(self, tables: Sequence[TableRow], seats: Sequence[SeatRow]) -> None:
        """Show these tables with these people."""
        self._tables, self._seats = tuple(tables), tuple(seats)
        if self._seat(self._current) is None:
            self._current = self._seats[0].sitter.id if self._seats else None
        self._lay_out()
        self._describe()

    @property
    def current(self) -> UUID | None:
        """Who is selected."""
        return self._current

    def choose(self, person: UUID) -> None:
        """Select somebody."""
        if self._seat(person) is None:
            return
        self._current = person
        self._describe()
        self._reveal()
        self.update()
        self.chosen.emit(person)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Ctrl and arrows move, L locks."""
        seat = self._seat(self._current)
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if seat is None:
            super().keyPressEvent(event)
        elif arrow is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(seat, *arrow)
        elif arrow is not None:
            self._step(seat, *arrow)
        elif event.key() == Qt.Key.Key_L:
            self.lock_asked.emit(seat.sitter.id)
        else:
            super().keyPressEvent(event)

    def _move(self, seat: SeatRow, across: int, down: int) -> None:
        target = seat.table + self._toward(across) + down * self._columns
        if 1 <= target <= len(self._tables):
            self.move_asked.emit(seat.sitter.id, target)

    def _step(self, seat: SeatRow, across: int, down: int) -> None:
        order = [each.sitter.id for each in self._seats]
        at = order.index(seat.sitter.id)
        if down:
            self.choose(order[(at + down) % len(order)])
            return
        tables = sorted({each.table for each in self._seats})
        target = tables[(tables.index(seat.table) + self._toward(across)) % len(tables)]
        self.choose(next(each.sitter.id for each in self._seats if each.table == target))

    def _toward(self, across: int) -> int:
        return -across if self.isRightToLeft() else across

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select whoever is under the mouse."""
        chip = self._chip_at(event.position())
        if chip is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self.choose(chip.seat.sitter.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, and say at once what it would do."""
        if self._pressed is None:
            chip = self._chip_at(event.position())
            self.setToolTip(plain_tooltip(seat_words(chip.seat)) if chip is not None else "")
            return
        far = (event.position() - self._pressed).manhattanLength() > _DRAG
        seat = self._seat(self._current)
        if seat is None or seat.is_locked or not (far or self._dragged is not None):
            return
        QToolTip.hideText()
        self._dragged = event.position()
        self.tried.emit(self._current, self._table_at(event.position()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put them down: on a person to change places, on a table to sit there."""
        dragged, person = self._dragged, self._current
        self._pressed = self._dragged = None
        self.update()
        seat = self._seat(person)
        if dragged is None or seat is None:
            return
        self.tried.emit(person, None)
        other, table = self._chip_at(event.position()), self._table_at(event.position())
        if other is not None and other.seat.table != seat.table and not other.seat.is_locked:
            self.swap_asked.emit(person, other.seat.sitter.id)
        elif table is not None and table != seat.table:
            self.move_asked.emit(person, table)

    # Painting.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find places for the tables."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the type or the reading direction changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._lay_out()

    def sizeHint(self) -> QSize:
        """One table wide at least."""
        return QSize(round(self._cell().width()), self.minimumHeight())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tables, then people, then whoever is being dragged."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self._table_at(self._dragged) if self._dragged is not None else None
        for table in self._tables:
            self._draw_table(painter, table, is_under=table.number == under)
        for chip in self._chips:
            self._draw_chip(painter, chip.seat, chip.box)
        seat = self._seat(self._current)
        if self._dragged is not None and seat is not None:
            width, height = self._chip_size()
            box = QRectF(self._dragged.x() - width / 2, self._dragged.y() - height / 2, width, height)
            painter.setOpacity(0.85)
            self._draw_chip(painter, seat, box)

    def _draw_table(self, painter: QPainter, table: TableRow, *, is_under: bool) -> None:
        tokens = current_tokens()
        place, radius = self._places[table.number], self._radius()
        centre = place.center()
        painter.setPen(QPen(QColor(tokens.focus if is_under else tokens.control_line), 3 if is_under else 1.5))
        painter.setBrush(QColor(tokens.accent_soft if is_under else tokens.surface))
        painter.drawEllipse(centre, radius, radius)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        line = painter.fontMetrics().height()
        width = radius * 1.85
        box = QRectF(centre.x() - width / 2, centre.y() - line, width, line)
        words = [_("Table {number}").format(number=table.number), table.facilitator]
        for text in words if table.facilitator else words[:1]:
            elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), isolated(elided))
            box.translate(0, line)
            font.setBold(False)
            painter.setFont(font)

    def _draw_chip(self, painter: QPainter, seat: SeatRow, box: QRectF) -> None:
        tokens = current_tokens()
        is_current = seat.sitter.id == self._current
        edge = tokens.focus if is_current and self.hasFocus() else tokens.accent if is_current else tokens.control_line
        style = Qt.PenStyle.SolidLine if seat.sitter.is_here else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(edge), 2.5 if is_current else 1, style))
        painter.setBrush(QColor(tokens.accent_soft if is_current else tokens.surface))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(QColor(tokens.text if seat.sitter.is_here else tokens.text_soft))
        inside = box.adjusted(6, 0, -6, 0)
        if seat.is_locked:
            side = box.height() * 0.62
            left = inside.right() - side if self.isRightToLeft() else inside.left()
            lock = QRectF(left, box.center().y() - side / 2, side, side)
            icon("lock", tokens.text).paint(painter, lock.toAlignedRect())
            inside.adjust(0 if self.isRightToLeft() else side + 2, 0, -side - 2 if self.isRightToLeft() else 0, 0)
        painter.save()
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        painter.setFont(font)
        elided = painter.fontMetrics().elidedText(
            seat.sitter.shown_name, Qt.TextElideMode.ElideRight, round(inside.width())
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter), isolated(elided))
        painter.restore()

    # Where things are.

    def _chip_size(self) -> tuple[float, float]:
        """As wide as the room between the tables lets it be."""
        letter, height = self.fontMetrics().averageCharWidth(), self._chip_height()
        spare = (self.width() / self._columns - self._cell().width()) / 2
        return letter * _CHIP_LETTERS + min(max(0.0, spare), letter * (_CHIP_LETTERS_AT_MOST - _CHIP_LETTERS)), height

    def _chip_height(self) -> float:
        return self.fontMetrics().height() * 1.35

    def _rows(self) -> int:
        """People at one side of the fullest table."""
        sizes = [sum(seat.table == table.number for seat in self._seats) for table in self._tables]
        return max(2, -(-max(sizes, default=0) // 2))

    def _radius(self) -> float:
        height = self._chip_height()
        return max(self.fontMetrics().averageCharWidth() * 5.6, self._rows() * height * 1.15 / 2 * 0.85)

    def _cell(self) -> QSize:
        """The least that a table with its people takes."""
        width, height = self.fontMetrics().averageCharWidth() * _CHIP_LETTERS, self._chip_height()
        tall = max(2 * self._radius() + 12, self._rows() * height * 1.15 + 12)
        return QSize(round(2 * (self._radius() + width) + 16), round(tall + height * 0.3))

    def _lay_out(self) -> None:
        cell = self._cell()
        self._columns = max(1, min(self.width() // cell.width(), max(1, len(self._tables))))
        rows = -(-len(self._tables) // self._columns)
        self.setMinimumHeight(rows * cell.height())
        self.setMinimumWidth(cell.width())
        wide = self.width() / self._columns
        self._places = {}
        for place, table in enumerate(self._tables):
            down, across = divmod(place, self._columns)
            across = self._columns - 1 - across if self.isRightToLeft() else across
            self._places[table.number] = QRectF(across * wide, down * cell.height(), wide, cell.height())
        self._chips = [chip for table in self._tables for chip in self._around(table.number)]
        self.update()

    def _around(self, table: int) -> list[_Chip]:
        """People at both sides of the table, along its edge."""
        seats = [seat for seat in self._seats if seat.table == table]
        width, height = self._chip_size()
        centre, radius = self._places[table].center(), self._radius()
        half = -(-len(seats) // 2)
        chips = []
        for place, seat in enumerate(seats):
            is_first, row = place < half, place % half if place < half else place - half
            count = half if is_first else len(seats) - half
            drop = (row - (count - 1) / 2) * height * 1.15
            near = max(0.0, abs(drop) - height / 2)
            out = sqrt(max(0.0, radius * radius - near * near)) + 4
            is_left = is_first != self.isRightToLeft()
            left = centre.x() - out - width if is_left else centre.x() + out
            chips.append(_Chip(seat, QRectF(left, centre.y() + drop - height / 2, width, height)))
        return chips

    def _chip_at(self, point: QPointF) -> _Chip | None:
        found = [chip for chip in self._chips if chip.box.contains(point)]
        others = [chip for chip in found if self._dragged is None or chip.seat.sitter.id != self._current]
        return others[0] if others else None

    def _table_at(self, point: QPointF) -> int | None:
        return next((number for number, place in self._places.items() if place.contains(point)), None)

    def chip_centre(self, person: UUID) -> QPointF:
        """Where somebody's chip is."""
        return next(chip.box.center() for chip in self._chips if chip.seat.sitter.id == person)

    def table_centre(self, number: int) -> QPointF:
        """Where a table is."""
        return self._places[number].center()

    def _seat(self, person: UUID | None) -> SeatRow | None:
        return next((seat for seat in self._seats if seat.sitter.id == person), None)

    def _reveal(self) -> None:
        port = self.parentWidget()
        area = port.parentWidget() if port is not None else None
        if isinstance(area, QScrollArea) and self._current is not None:
            point = self.chip_centre(self._current).toPoint()
            area.ensureVisible(point.x(), point.y(), 120, 60)

    def _describe(self) -> None:
        seat = self._seat(self._current)
        words = seat_words(seat) if seat is not None else ""
        keys = _("Arrows choose a person, Ctrl and arrows move them, L locks the seat.")
        self.setAccessibleDescription(f"{words} {keys}".strip())
        if words and self.hasFocus():
            announce(self, words)
