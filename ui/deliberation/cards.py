"""Notes as cards: a list that paints them, moves them by keys, and lets the mouse take hold of them."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engage.deliberation.views import NoteRow
from engage.languages.bidi import isolated
from engage.languages.screen import _
from ui.deliberation.words import KIND_SHAPES, spoken_note, where_said
from ui.shell.theme import current_tokens
from ui.widgets.labels import break_lines, plain_tooltip
from ui.widgets.shapes import shape

NOTE_ROLE: Final = Qt.ItemDataRole.UserRole
_MOST_LINES: Final = 6
_EDGE: Final = 10
_GAP: Final = 6
_SMALLER: Final = 10 / 11
_DRAG: Final = 6
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASIDE: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The notes of one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes: tuple[NoteRow, ...] = ()

    def set_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show these notes instead."""
        self.beginResetModel()
        self.notes = tuple(notes)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as there are; a list has no branches."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, what a screen reader says, or the note itself."""
        if not index.isValid() or index.row() >= len(self.notes):
            return None
        note = self.notes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(note.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_note(note)
        return note if role == NOTE_ROLE else None


class CardDelegate(QStyledItemDelegate):
    """Paints a note as a card: its words, what kind it is, and where it was said.

    Where lines break is remembered, so that hundreds of cards are laid out once.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[tuple[str, int], list[str]] = {}
        self._font = QFont()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the column, as high as the words need."""
        width = _room(option.widget)
        lines = len(self._broken(index.data(), width - 2 * _EDGE, option.font))
        below = 2 * QFontMetrics(_small(option.font)).height()
        return QSize(width, lines * option.fontMetrics.height() + below + 2 * _EDGE + 4 + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card, then its words from where reading begins."""
        note: NoteRow = index.data(NOTE_ROLE)
        box = QRect(option.rect).adjusted(1, 1, -1, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_box(painter, option, box)
        inside = box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        line = QRect(inside.left(), inside.top(), inside.width(), option.fontMetrics.height())
        painter.setFont(option.font)
        painter.setPen(QColor(current_tokens().text))
        for words in self._broken(note.text, option.rect.width() - 2 * _EDGE, option.font):
            painter.drawText(line, flags, isolated(words))
            line.translate(0, line.height())
        self._draw_foot(painter, option, note, line.translated(0, 4), flags)
        painter.restore()

    def _draw_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        tokens = current_tokens()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = is_chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        edge = tokens.focus if has_focus else tokens.accent if is_chosen else tokens.control_line
        painter.setPen(QPen(QColor(edge), 2.5 if is_chosen else 1))
        painter.setBrush(QColor(tokens.accent_soft if is_chosen else tokens.surface))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)

    def _draw_foot(
        self, painter: QPainter, option: QStyleOptionViewItem, note: NoteRow, line: QRect, flags: int
    ) -> None:
        """The kind with its shape, then where it was said."""
        tokens = current_tokens()
        painter.setFont(_small(option.font))
        painter.setPen(QColor(tokens.text_soft))
        metrics = painter.fontMetrics()
        line.setHeight(metrics.height())
        side = round(metrics.height() * 0.6)
        drawn = QRect(line.left(), line.top() + (line.height() - side) // 2, side, side)
        words = line.adjusted(side + 6, 0, 0, 0)
        painter.drawPixmap(
            QStyle.visualRect(option.direction, line, drawn), shape(KIND_SHAPES[note.kind], tokens.text_soft, side)
        )
        for box, text in (
            (QStyle.visualRect(option.direction, line, words), _(note.kind.label)),
            (line.translated(0, line.height()), where_said(note)),
        ):
            painter.drawText(box, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width()))

    def _broken(self, words: str, width: int, font: QFont) -> list[str]:
        """The words in lines of that width; what is too long ends in an ellipsis."""
        if font != self._font:
            self._lines.clear()
            self._font = QFont(font)
        if (words, width) not in self._lines:
            self._lines[words, width] = break_lines(words, max(1, width), font, most=_MOST_LINES)
        return self._lines[words, width]


class CardList(QListView):
    """The cards of one column. Signals ask for moves; the board does the work.

    `step_asked`, `move_asked` and `copy_asked` carry -1 for the column before this one and 1 for the one after it;
    `held` and `dropped` carry where the mouse is on the screen, `dropped` also whether the cards stay here as well.
    """

    step_asked = Signal(int)
    move_asked = Signal(int)
    copy_asked = Signal(int)
    off_asked = Signal()
    under_asked = Signal()
    edit_asked = Signal()
    entered = Signal()
    chosen = Signal()
    held = Signal(QPoint)
    dropped = Signal(QPoint, bool)
    open_asked = Signal()
    let_go = Signal()

    def __init__(self, name: str, delegate: CardDelegate) -> None:
        super().__init__()
        self.cards = CardModel(self)
        self.setModel(self.cards)
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setProperty("role", "cards")
        self._pressed: QPointF | None = None
        self._is_held = False
        self.doubleClicked.connect(lambda _index: self.edit_asked.emit())

    # What the board calls.

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show these; what is chosen and where the list stands are kept."""
        if self.cards.notes == tuple(notes):
            return
        kept, at = self.chosen_ids(), self.verticalScrollBar().value()
        self.cards.set_notes(notes)
        self.choose(kept)
        self.verticalScrollBar().setValue(at)

    def chosen_ids(self) -> list[UUID]:
        """The notes that are chosen, in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [self.cards.notes[row].id for row in rows]

    def first_chosen_row(self) -> int:
        """The place of the first card that is chosen; 0 where none is."""
        return min((index.row() for index in self.selectedIndexes()), default=0)

    def choose(self, ids: Sequence[UUID]) -> bool:
        """Choose the notes of these ids that are here. Returns whether there is any."""
        wanted = set(ids)
        rows = [row for row, note in enumerate(self.cards.notes) if note.id in wanted]
        self.clearSelection()
        if not rows:
            return False
        self.setCurrentIndex(self.cards.index(rows[0]))
        for row in rows[1:]:
            self.selectionModel().select(self.cards.index(row), QItemSelectionModel.SelectionFlag.Select)
        return True

    def choose_row(self, row: int) -> None:
        """Choose the card of that place, or the last one."""
        if self.cards.notes:
            self.setCurrentIndex(self.cards.index(max(0, min(row, len(self.cards.notes) - 1))))

    def choose_at(self, height: int) -> None:
        """Choose the card beside that height of the column."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, height))
        self.choose_row(index.row() if index.isValid() else len(self.cards.notes) - 1)

    def height_of_current(self) -> int:
        """How far down the card is that is chosen."""
        index = self.currentIndex()
        return self.visualRect(index).center().y() if index.isValid() else 0

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right leave the column, with Ctrl they take the cards along; up and down are Qt's own."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _ASIDE:
            step = -_ASIDE[key] if self.isRightToLeft() else _ASIDE[key]
            if not modifiers & Qt.KeyboardModifier.ControlModifier:
                self.step_asked.emit(step)
            elif modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.copy_asked.emit(step)
            else:
                self.move_asked.emit(step)
        elif key is Qt.Key.Key_Delete:
            self.off_asked.emit()
        elif key in _ENTERS:
            self.under_asked.emit()
        elif key is Qt.Key.Key_O and not modifiers:
            self.open_asked.emit()
        elif key is Qt.Key.Key_F2:
            self.edit_asked.emit()
        elif key is Qt.Key.Key_Escape and self._is_held:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """There is always a card chosen where the focus is."""
        super().focusInEvent(event)
        if not self.selectedIndexes():
            self.choose_row(self.currentIndex().row())
        self.entered.emit()

    def selectionChanged(self, selected: Any, deselected: Any) -> None:
        """Tell the board."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a card; one of several that are chosen keeps the others, so that all can be dragged."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._pressed = event.position()
            if index in self.selectedIndexes() and not event.modifiers():
                self.setFocus(Qt.FocusReason.MouseFocusReason)
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is chosen once the mouse has moved a little."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        far = (event.position() - self._pressed).manhattanLength() > _DRAG
        if self._is_held or far:
            self._is_held = True
            self.held.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down what is held; a mere click on one of several chooses that one alone."""
        pressed, is_held = self._pressed, self._is_held
        self._pressed, self._is_held = None, False
        if is_held:
            stays = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.dropped.emit(event.globalPosition().toPoint(), stays)
            return
        if pressed is not None and not event.modifiers():
            self.setCurrentIndex(self.indexAt(event.position().toPoint()))
        super().mouseReleaseEvent(event)

    def _let_go(self) -> None:
        self._pressed, self._is_held = None, False
        self.let_go.emit()

    # Looks.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew when the column is another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards; in an empty column, what it is for."""
        super().paintEvent(event)
        if self.cards.notes:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(current_tokens().text_soft))
        box = self.viewport().rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), _("No notes here."))


def _room(view: QWidget) -> int:
    return view.viewport().width() if isinstance(view, QAbstractItemView) else view.width()


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    if font.pixelSize() > 0:
        smaller.setPixelSize(round(font.pixelSize() * _SMALLER))
    else:
        smaller.setPointSizeF(font.pointSizeF() * _SMALLER)
    return smaller
