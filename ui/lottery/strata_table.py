"""The parts of the list of addresses as a table: what each gets of the letters, and in a drawn wave what came back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from engage.languages.editions import Language
from engage.languages.formats import number
from engage.languages.screen import _, screen_catalogue
from engage.lottery.inviting import Stratum
from engage.people.views import InvitedStratum
from ui.lottery.figures import share_words
from ui.widgets.cells import EditedTable
from ui.widgets.tables import Column, Index, IsolatedText, TableModel
from ui.widgets.whole_table import WholeTable

WEIGHT: Final = 3


@dataclass(frozen=True)
class StratumLine:
    """One part of the list; `replies` is None before its letters are drawn."""

    name: str
    homes: int
    weight: Fraction
    letters: int
    all_homes: int
    all_letters: int
    replies: int | None = None

    @property
    def words(self) -> str:
        """What it is called: without strata the list is one part, and homes may lack what the strata go by."""
        if self.name:
            return self.name
        return _("The whole list") if self.homes == self.all_homes else _("Not given")


def lines_of(strata: Sequence[Stratum]) -> list[StratumLine]:
    """The parts of a plan."""
    homes, letters = sum(each.addresses for each in strata), sum(each.letters for each in strata)
    return [StratumLine(each.name, each.addresses, each.weight, each.letters, homes, letters) for each in strata]


def invited_lines(strata: Iterable[InvitedStratum], *, is_drawn: bool) -> list[StratumLine]:
    """The parts of a wave, with what came back once it is drawn."""
    found = list(strata)
    homes, letters = sum(each.homes for each in found), sum(each.letters for each in found)
    return [
        StratumLine(
            each.name, each.homes, each.weight, each.letters, homes, letters, each.replies if is_drawn else None
        )
        for each in found
    ]


def figure(value: float) -> str:
    """A number as the screen's language writes it."""
    return number(value, Language(screen_catalogue().code))


def weight_words(weight: Fraction) -> str:
    """A weight as people type it."""
    return f"{float(weight):.6g}"


Change = Callable[[str, str], bool]
"""Writes the weight of a part; says whether it was taken."""


class StrataModel(TableModel[StratumLine]):
    """The parts of a plan: their weights can be typed."""

    def __init__(self, columns: Sequence[Column[StratumLine]], change: Change | None, parent: QWidget) -> None:
        super().__init__(columns, parent)
        self._change = change

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A plan's weights can be edited."""
        flags = super().flags(index)
        can_edit = self._change is not None and index.isValid() and index.column() == WEIGHT
        return flags | Qt.ItemFlag.ItemIsEditable if can_edit else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and looks; the plain number for the editor."""
        if role == Qt.ItemDataRole.EditRole and index.column() == WEIGHT:
            line = self.row_at(index.row())
            return None if line is None else weight_words(line.weight)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed."""
        line = self.row_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or self._change is None:
            return False
        return self._change(line.name, str(value))


class _WeightDelegate(IsolatedText):
    """A line with a name for a screen reader."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        stratum = index.data(Qt.ItemDataRole.UserRole)
        line.setAccessibleName(_("Weight of {part}").format(part=stratum.words))
        return line

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)


class StrataTable(EditedTable, WholeTable):
    """Parts in rows. With `change`, weights are walked by arrows, typing edits, Enter goes on."""

    def __init__(self, name: str, change: Change | None = None, *, has_replies: bool = False) -> None:
        super().__init__(name)
        self._model = StrataModel(_reply_columns() if has_replies else _plan_columns(), change, self)
        self.setModel(self._model)
        self.share_width(27, 14, 14, 13, 15, 17)
        if change is None:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        else:
            self.setItemDelegateForColumn(WEIGHT, _WeightDelegate(self))

    def show_lines(self, lines: Sequence[StratumLine]) -> None:
        """Show these parts; the cell that was current stays current."""
        row, column = self.place(otherwise=WEIGHT)
        self._model.set_rows(lines)
        if lines:
            self.setCurrentIndex(self._model.index(min(row, len(lines) - 1), column))


def _common_columns() -> list[Column[StratumLine]]:
    return [
        Column(_("Part of the list"), lambda line: line.words, width=200),
        Column(_("Homes"), lambda line: figure(line.homes), is_number=True, width=100),
        Column(_("Of homes"), lambda line: _share(line.homes, line.all_homes), is_number=True, width=110),
        Column(_("Weight"), lambda line: weight_words(line.weight), is_number=True, width=90),
        Column(_("Letters"), lambda line: figure(line.letters), is_number=True, width=100),
    ]


def _plan_columns() -> list[Column[StratumLine]]:
    share = Column[StratumLine](
        _("Of letters"), lambda line: _share(line.letters, line.all_letters), is_number=True, width=120
    )
    return [*_common_columns(), share]


def _reply_columns() -> list[Column[StratumLine]]:
    return [*_common_columns(), Column(_("Replies"), _replies, is_number=True, width=120)]


def _replies(line: StratumLine) -> str:
    if line.replies is None:
        return "–"
    return f"{figure(line.replies)} ({_share(line.replies, line.letters)})" if line.letters else figure(line.replies)


def _share(part: int, whole: int) -> str:
    return share_words(part / whole) if whole else "–"
