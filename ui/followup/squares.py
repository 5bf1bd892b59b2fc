"""What the grid holds: priorities down, partners across, and in each square the requests that meet there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from engage.assembly.views import PartnerRow
from engage.deliberation.views import PriorityRow
from engage.followup.views import AddressRow, ExpectationRow, expectation_grid
from engage.languages.bidi import isolated
from engage.languages.screen import _, ngettext
from ui.followup.words import Mark, mark_of, shown
from ui.shell.pages import Desk

SQUARE_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Pair = tuple[ExpectationRow, AddressRow]


@dataclass(frozen=True)
class Square:
    """One square. `kind` is "corner", "partner", "priority" or "crossing"; `pairs` are the requests that meet here.

    `marks` counts them by how they stand, the most urgent first. A crossing without requests is a gap.
    """

    kind: str
    title: str = ""
    note: str = ""
    pairs: tuple[Pair, ...] = ()
    marks: tuple[tuple[Mark, int], ...] = ()
    partner: PartnerRow | None = None
    priority_id: UUID | None = None

    @property
    def is_gap(self) -> bool:
        """Whether nothing is asked here."""
        return self.kind == "crossing" and not self.pairs

    @property
    def spoken(self) -> str:
        """All that it shows, as a screen reader says it."""
        stand = [f"{mark.words}: {count}" for mark, count in self.marks]
        return ". ".join(part for part in (self.title, self.note, *stand) if part)


def make_squares(
    rows: Sequence[ExpectationRow], partners: Sequence[PartnerRow], priorities: Sequence[PriorityRow], desk: Desk
) -> list[list[Square]]:
    """The whole grid, the row of partners first; expectations under no priority have a row of their own."""
    heads: list[tuple[UUID | None, str]] = [(each.id, shown(each.text, desk)) for each in priorities]
    if any(row.priority_id is None for row in rows):
        heads.append((None, _("Under no priority")))
    known = {address.id: row for row in rows for address in row.addresses}
    grid = {
        place: [(known[address.id], address) for address in found]
        for place, found in expectation_grid(list(rows)).items()
    }
    squares = [[Square("corner"), *(_partner_square(rows, each) for each in partners)]]
    for key, title in heads:
        crossings = [_crossing(grid.get((key, each.id), []), each, key, title) for each in partners]
        count = sum(row.priority_id == key for row in rows)
        squares.append([_priority_square(rows, key, title, count), *crossings])
    return squares


def _partner_square(rows: Sequence[ExpectationRow], partner: PartnerRow) -> Square:
    pairs = tuple((row, address) for row in rows for address in row.addresses if address.partner_id == partner.id)
    return Square("partner", partner.name, _(partner.kind.label), pairs, partner=partner)


def _priority_square(rows: Sequence[ExpectationRow], key: UUID | None, title: str, count: int) -> Square:
    pairs = tuple((row, address) for row in rows if row.priority_id == key for address in row.addresses)
    return Square("priority", title, _expectations(count), pairs, priority_id=key)


def _crossing(pairs: list[Pair], partner: PartnerRow, key: UUID | None, title: str) -> Square:
    note = _expectations(len(pairs)) if pairs else _("Nothing asked")
    place = f"{isolated(title)} · {isolated(partner.name)}"
    return Square("crossing", place, note, tuple(pairs), _counted(pairs), partner, key)


def _counted(pairs: list[Pair]) -> tuple[tuple[Mark, int], ...]:
    marks = sorted((mark_of(address) for _row, address in pairs), key=lambda mark: mark.urgency)
    return tuple((mark, len(list(same))) for mark, same in groupby(marks))


def _expectations(count: int) -> str:
    return ngettext("{count} expectation", "{count} expectations", count).format(count=count)


class SquareModel(QAbstractTableModel):
    """The squares as Qt asks for them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._squares: list[list[Square]] = []

    def show_squares(self, squares: list[list[Square]]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._squares = squares
        self.endResetModel()

    def square(self, row: int, column: int) -> Square:
        """The square of that place."""
        return self._squares[row][column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The partners' row and one for each priority."""
        return 0 if parent.isValid() else len(self._squares)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The priorities' column and one for each partner."""
        return 0 if parent.isValid() or not self._squares else len(self._squares[0])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be chosen but the corner."""
        flags = super().flags(index)
        is_corner = index.isValid() and self.square(index.row(), index.column()).kind == "corner"
        return Qt.ItemFlag.NoItemFlags if is_corner else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The square itself, and its words."""
        if not index.isValid() or not self.hasIndex(index.row(), index.column()):
            return None
        square = self.square(index.row(), index.column())
        if role == SQUARE_ROLE:
            return square
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return square.spoken
        return None
