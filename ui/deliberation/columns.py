"""The columns of the board: what is not used yet stays in sight; the drafts move past under their priorities."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engage.deliberation.views import BoardColumn, PriorityRow
from engage.languages.screen import _, ngettext
from ui.deliberation.cards import CardDelegate, CardList
from ui.deliberation.words import draft_name, priority_name
from ui.shell.pages import Desk
from ui.widgets.buttons import quiet
from ui.widgets.labels import ElidedText, Text, repolish
from ui.widgets.layouts import card, column, empty_out, hide_unless, row, scrolling

_LETTERS: Final = 27
_TITLE_LINES: Final = 2
_NEAR_EDGE: Final = 48
_EDGE_STEP: Final = 24
_EDGE_MS: Final = 30

Key = UUID | None
"""A draft's id; None is the column of what is not used yet."""


class ColumnBox(QFrame):
    """One column: what it is called, how many cards it has, and the cards."""

    open_asked = Signal(object)

    def __init__(self, found: BoardColumn, delegate: CardDelegate, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.key = _key(found)
        self.name = ElidedText(lines=_TITLE_LINES)
        self.count = Text("", "small")
        self.open = quiet("", partial(self.open_asked.emit, self.key), icon_name="file-text", name=_("Open the draft"))
        self.open.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # O in the column does the same
        policy = self.open.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that all heads are equally high
        self.open.setSizePolicy(policy)
        hide_unless(self.open, self.key is not None)
        self.list = CardList("", delegate)
        self.setProperty("role", "column")
        head = row((self.name, 1), self.open, gap=4)
        head.setAlignment(self.open, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self.count, (self.list, 1), gap=2))
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.show_column(found)
        self.fit()

    def show_column(self, found: BoardColumn) -> None:
        """Show what the file says."""
        name = draft_name(found.draft, self._desk.language) if found.draft is not None else _("Not used yet")
        self.name.set_text(name)
        self.open.setAccessibleName(_("Open {draft}").format(draft=name))
        count = len(found.notes)
        words = ngettext("{count} note", "{count} notes", count).format(count=count)
        self.count.setText(words)
        self.list.setAccessibleName(f"{name}, {words}")
        self.list.show_notes(found.notes)

    def show_under(self, *, is_under: bool) -> None:
        """Show whether what is dragged would fall here."""
        if (self.property("under") == "true") != is_under:
            self.setProperty("under", "true" if is_under else "false")
            repolish(self)

    def fit(self) -> None:
        """As wide as so many letters of the type of the moment."""
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * _LETTERS)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "list"):
            self.fit()


class Columns(QWidget):
    """All columns. `moved` carries note ids, from where, to where, and whether they stay there as well.

    `chosen` tells that other cards are chosen now; `open_asked` carries a draft's id.
    """

    moved = Signal(object, object, object, bool)
    chosen = Signal()
    open_asked = Signal(object)
    under_asked = Signal()
    edit_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._delegate = CardDelegate(self)
        self._boxes: list[ColumnBox] = []
        self._shape: list[tuple[Key, str]] = []
        self._current: Key = None
        self._first = QVBoxLayout()
        self._groups = QHBoxLayout()
        self._groups.setContentsMargins(0, 0, 0, 0)
        self._groups.setSpacing(12)
        inside = QWidget()
        inside.setLayout(self._groups)
        self.area = scrolling(inside)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(row(self._first, (self.area, 1), gap=12))
        self._held_words = ElidedText()
        self._ghost = card(self._held_words)
        self._ghost.setParent(self)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        self._edge = QTimer(self)
        self._edge.setInterval(_EDGE_MS)
        self._edge.timeout.connect(self._on_edge)
        self._held_at = QPoint()

    # What the board calls.

    def show_columns(self, columns: Sequence[BoardColumn], priorities: Sequence[PriorityRow]) -> None:
        """Show these columns; those that stay keep their place and what is chosen in them."""
        names: dict[Key, str] = {each.id: priority_name(each, self._desk.language) for each in priorities}
        shape = [(_key(each), names.get(_priority(each), _("Under no priority"))) for each in columns]
        if shape != self._shape:
            self._shape = shape
            self._rebuild(columns)
        for box, found in zip(self._boxes, columns, strict=True):
            box.show_column(found)

    @property
    def current(self) -> ColumnBox:
        """The column where the focus is, or was last."""
        return self.box(self._current)

    def box(self, key: Key) -> ColumnBox:
        """The column of a draft, or of what is not used yet."""
        return next((box for box in self._boxes if box.key == key), self._boxes[0])

    def boxes(self) -> Iterator[ColumnBox]:
        """All columns in their order."""
        return iter(self._boxes)

    def focus(self, key: Key, ids: Sequence[UUID] = (), *, row_else: int = 0) -> None:
        """Put the focus on these cards of a column, or on the card of that place."""
        box = self.box(key)
        if not box.list.choose(ids):
            box.list.choose_row(row_else)
        box.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_entered(box)

    # Building.

    def _rebuild(self, columns: Sequence[BoardColumn]) -> None:
        """Make the columns anew; what was chosen stays chosen, and the focus stays there."""
        had_focus = any(box.list.hasFocus() for box in self._boxes)
        chosen = self.current.list.chosen_ids() if self._boxes else []
        self._build(columns)
        if self._current not in [box.key for box in self._boxes]:
            self._current = None
        self._take_tabs()
        self.current.list.choose(chosen)
        if had_focus:
            self.current.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, columns: Sequence[BoardColumn]) -> None:
        empty_out(self._first)
        empty_out(self._groups)
        self._boxes = [self._box(found) for found in columns]
        self._group(_("From the tables"), self._first).addWidget(self._boxes[0])
        lines: dict[str, QHBoxLayout] = {}
        for box, (_draft, priority) in zip(self._boxes[1:], self._shape[1:], strict=True):
            if priority not in lines:
                lines[priority] = self._group(priority, self._groups)
            lines[priority].addWidget(box)
        self._groups.addStretch(1)
        for box in self._boxes:
            if (holder := box.parentWidget()) is not None:
                holder.show()  # at once: Qt would wait, and paint the columns squeezed for a moment

    def _group(self, name: str, into: QBoxLayout) -> QHBoxLayout:
        """A heading over columns that belong together; gives the line for them."""
        line = QHBoxLayout()
        line.setSpacing(8)
        heading = ElidedText(name)
        holder = QWidget()
        holder.setLayout(column(heading, line, gap=4))
        into.addWidget(holder)
        return line

    def _box(self, found: BoardColumn) -> ColumnBox:
        box = ColumnBox(found, self._delegate, self._desk)
        cards = box.list
        box.open_asked.connect(self.open_asked)
        cards.open_asked.connect(partial(self._on_open, box))
        cards.entered.connect(partial(self._on_entered, box))
        cards.chosen.connect(self.chosen)
        cards.step_asked.connect(partial(self._on_step, box))
        cards.move_asked.connect(partial(self._on_move, box, stays=False))
        cards.copy_asked.connect(partial(self._on_move, box, stays=True))
        cards.off_asked.connect(partial(self._on_off, box))
        cards.under_asked.connect(self.under_asked)
        cards.edit_asked.connect(self.edit_asked)
        cards.held.connect(partial(self._on_held, box))
        cards.dropped.connect(partial(self._on_dropped, box))
        cards.let_go.connect(self._end_drag)
        return box

    def _take_tabs(self) -> None:
        """Only one column is reached by Tab; from there the arrows lead on."""
        for box in self._boxes:
            is_current = box.key == self._current
            box.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus)

    # Keys.

    def _beside(self, box: ColumnBox, step: int) -> ColumnBox | None:
        place = self._boxes.index(box) + step
        return self._boxes[place] if 0 <= place < len(self._boxes) else None

    def _on_open(self, box: ColumnBox) -> None:
        if box.key is not None:
            self.open_asked.emit(box.key)

    def _on_entered(self, box: ColumnBox) -> None:
        if box.key != self._current:
            self.current.list.clearSelection()
            self._current = box.key
            self._take_tabs()
        if box is not self._boxes[0]:
            self.area.ensureWidgetVisible(box, 12, 0)
        self.chosen.emit()

    def _on_step(self, box: ColumnBox, step: int) -> None:
        target = self._beside(box, step)
        if target is not None:
            target.list.choose_at(box.list.height_of_current())
            target.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_move(self, box: ColumnBox, step: int, *, stays: bool) -> None:
        target = self._beside(box, step)
        if target is not None:
            self._ask(box, target, stays=stays)

    def _on_off(self, box: ColumnBox) -> None:
        self._ask(box, self._boxes[0], stays=False)

    def _ask(self, box: ColumnBox, target: ColumnBox, *, stays: bool) -> None:
        ids = box.list.chosen_ids()
        if ids and box is not target:
            self.moved.emit(ids, box.key, target.key, stays)

    # The mouse.

    def _on_held(self, box: ColumnBox, at: QPoint) -> None:
        self._held_at = at
        ids = box.list.chosen_ids()
        first = next((note.text for note in box.list.cards.notes if note.id in ids), "")
        more = ngettext("{count} note", "{count} notes", len(ids)).format(count=len(ids))
        self._held_words.set_text(first if len(ids) == 1 else more)
        here = self.mapFromGlobal(at)
        self._ghost.setGeometry(here.x() + 8, here.y() + 8, round(box.width() * 0.8), self._ghost.sizeHint().height())
        self._ghost.raise_()
        self._ghost.show()
        under = self._under(at)
        for each in self._boxes:
            each.show_under(is_under=each is under and each is not box)
        self._edge.start()

    def _on_dropped(self, box: ColumnBox, at: QPoint, stays: bool) -> None:
        self._end_drag()
        target = self._under(at)
        if target is not None:
            self._ask(box, target, stays=stays)

    def _end_drag(self) -> None:
        self._edge.stop()
        self._ghost.hide()
        for box in self._boxes:
            box.show_under(is_under=False)

    def _on_edge(self) -> None:
        """Bring columns into sight that are beyond the edge near which something is held."""
        view = self.area.viewport()
        across, bar = view.mapFromGlobal(self._held_at).x(), self.area.horizontalScrollBar()
        step = -1 if across < _NEAR_EDGE else 1 if across > view.width() - _NEAR_EDGE else 0
        if -_NEAR_EDGE <= across <= view.width() + _NEAR_EDGE:
            bar.setValue(bar.value() + step * _EDGE_STEP * (-1 if self.isRightToLeft() else 1))

    def _under(self, at: QPoint) -> ColumnBox | None:
        view = self.area.viewport()
        in_area = view.rect().contains(view.mapFromGlobal(at))
        for box in self._boxes:
            is_in_sight = box is self._boxes[0] or in_area
            if is_in_sight and box.rect().contains(box.mapFromGlobal(at)):
                return box
        return None


def _key(found: BoardColumn) -> Key:
    return found.draft.id if found.draft is not None else None


def _priority(found: BoardColumn) -> UUID | None:
    return found.draft.priority_id if found.draft is not None else None
