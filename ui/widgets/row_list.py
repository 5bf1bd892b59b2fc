"""A short list whose rows are edited in place: add, move up and down, take away."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.languages.screen import _
from ui.widgets.buttons import Button, quiet
from ui.widgets.forms import Field
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row


class HasKey(Protocol):
    """A view of a row with an id."""

    @property
    def id(self) -> UUID:
        """The row's id."""


R = TypeVar("R", bound=HasKey)


class RowEditor(QWidget, Generic[R]):
    """One row of the list. Subclasses build its fields and fill them in `show_row`."""

    @abstractmethod
    def show_row(self, row_shown: R) -> None:
        """Show what the file says."""


class RowList(QWidget, Generic[R]):
    """The rows one under the other, each with its buttons. Signals carry the row's id; the page does the work.

    Rows keep their widgets as long as they stay, so that the place where one types is never pulled away.
    """

    add_asked = Signal()
    move_asked = Signal(object, int)
    remove_asked = Signal(object)

    editor_for: Callable[[R], RowEditor[R]]
    """Makes the widget for a row: a method of every list."""

    def __init__(self, *, noun: str, add_words: str, empty_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noun = noun
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._editors: dict[UUID, RowEditor[R]] = {}
        self._holders: dict[UUID, QWidget] = {}
        self._focus_next: UUID | None = None
        self.empty = Text(empty_words, "soft", wraps=True)
        self.add_button = Button(add_words, self.add_asked.emit, icon_name="plus")
        self.setLayout(column(self.empty, self._rows, row(self.add_button, None), gap=12))

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show these rows; those that stay keep their widgets."""
        self.empty.setVisible(not rows)
        if [row_shown.id for row_shown in rows] != list(self._editors):
            self._arrange(rows)
        for place, row_shown in enumerate(rows, 1):
            self._editors[row_shown.id].show_row(row_shown)
            self._name(row_shown.id, place, len(rows))
        if self._focus_next in self._editors:
            self._focus_row(self._focus_next)
            self._focus_next = None

    def editor(self, key: UUID) -> RowEditor[R] | None:
        """The editor of a row, or None when it is not there."""
        return self._editors.get(key)

    def place_of(self, key: UUID) -> int:
        """The row's place, counted from 1."""
        return list(self._editors).index(key) + 1

    def focus_when_shown(self, key: UUID) -> None:
        """Put the focus into this row, now or as soon as it is there."""
        self._focus_next = key
        if key in self._editors:
            self._focus_row(key)
            self._focus_next = None

    def _arrange(self, rows: Sequence[R]) -> None:
        wanted = [row_shown.id for row_shown in rows]
        for key in [key for key in self._editors if key not in wanted]:
            self._rows.removeWidget(self._holders[key])
            self._holders.pop(key).deleteLater()
            del self._editors[key]
        for row_shown in rows:
            if row_shown.id not in self._editors:
                self._editors[row_shown.id] = self.editor_for(row_shown)
                self._holders[row_shown.id] = self._holder(row_shown.id)
            self._rows.removeWidget(self._holders[row_shown.id])
            self._rows.addWidget(self._holders[row_shown.id])
        self._editors = {key: self._editors[key] for key in wanted}

    def _holder(self, key: UUID) -> QWidget:
        up = quiet("", lambda: self.move_asked.emit(key, -1), icon_name="arrow-up", name=_("Move up"))
        down = quiet("", lambda: self.move_asked.emit(key, 1), icon_name="arrow-down", name=_("Move down"))
        away = quiet("", lambda: self.remove_asked.emit(key), icon_name="trash-2", name=_("Take away"))
        number = Text("", "soft")
        number.setMinimumWidth(number.fontMetrics().averageCharWidth() * 3)
        inside = row(number, (self._editors[key], 1), up, down, away, gap=4)
        for part in (number, up, down, away):
            inside.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        inside.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(inside)
        holder.setProperty("parts", (number, up, down, away))
        return holder

    def _name(self, key: UUID, place: int, total: int) -> None:
        number, up, down, away = self._holders[key].property("parts")
        number.setText(f"{place}.")
        up.setEnabled(place > 1)
        down.setEnabled(place < total)
        thing: dict[str, Any] = {"thing": self._noun, "number": place}
        up.setAccessibleName(_("Move up: {thing} {number}").format(**thing))
        down.setAccessibleName(_("Move down: {thing} {number}").format(**thing))
        away.setAccessibleName(_("Take away: {thing} {number}").format(**thing))

    def _focus_row(self, key: UUID) -> None:
        fields = self._editors[key].findChildren(Field)
        if fields:
            fields[0].input.setFocus(Qt.FocusReason.OtherFocusReason)
