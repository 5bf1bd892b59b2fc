"""The targets as a table in which minimum and maximum are typed, each problem beside its cell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engage.languages.screen import _
from engage.lottery.rules import TargetProblem
from engage.lottery.shares import CategoryKind
from engage.lottery.views import CategoryRow, ValueRow
from engage.lottery.views import TargetTable as Targets
from ui.lottery.figures import share_words
from ui.widgets.cells import EditedTable, NumberCells
from ui.widgets.tables import Column, Index, TableModel

MINIMUM: Final = 2
MAXIMUM: Final = 3
POPULATION: Final = 4
_LEAST_ROWS: Final = 6


@dataclass(frozen=True)
class TargetLine:
    """One row: an answer with its target, or one that has none."""

    category: str
    value: ValueRow
    problem: str = ""
    is_warning: bool = False
    kind: CategoryKind = CategoryKind.DEMOGRAPHIC

    @property
    def cell_name(self) -> str:
        """Whose target it is."""
        return f"{self.category}: {self.value.name}"

    @property
    def can_edit(self) -> bool:
        """Whether there is a target to change."""
        return self.value.has_target


Change = Callable[[ValueRow, int, int], bool]
"""Writes a new minimum and maximum; says whether it was taken."""


class TargetModel(TableModel[TargetLine]):
    """Targets beside the pool's counts. Two columns can be edited, until the targets are frozen."""

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(_columns(), parent)
        self._change = change
        self.can_edit = True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Minimum and maximum can be edited."""
        flags = super().flags(index)
        line = self.row_at(index.row()) if index.isValid() else None
        if self.can_edit and line is not None and line.can_edit and index.column() in (MINIMUM, MAXIMUM):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and looks; the number itself for the editor."""
        if role == Qt.ItemDataRole.EditRole and index.column() in (MINIMUM, MAXIMUM):
            line = self.row_at(index.row())
            return None if line is None else _bound(line, index.column())
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed. A minimum above the maximum takes the maximum along, and the other way round."""
        line = self.row_at(index.row())
        if role != Qt.ItemDataRole.EditRole or line is None or value == _bound(line, index.column()):
            return False
        least, most = line.value.minimum, line.value.maximum
        if index.column() == MINIMUM:
            return self._change(line.value, value, max(most, value))
        return self._change(line.value, min(least, value), value)


class TargetTable(EditedTable):
    """The table of targets: minimum and maximum can be typed."""

    def __init__(self, change: Change) -> None:
        super().__init__(_("Targets"))
        self._model = TargetModel(change, self)
        self.setModel(self._model)
        self.let_words_wrap()
        self.share_width(20, 24, 11, 10, 14, 14, 12)
        self._keep_rows_in_sight()
        for number in (MINIMUM, MAXIMUM):
            self.setItemDelegateForColumn(number, NumberCells(self))

    def show_targets(
        self, targets: Targets, problems: Mapping[tuple[str, str], TargetProblem], *, can_edit: bool
    ) -> None:
        """Show these targets; the cell that was current stays current."""
        place = self.place(otherwise=MINIMUM)
        self._model.can_edit = can_edit
        self._model.set_rows(
            [
                _line(category, value, problems.get((category.name, value.name)))
                for category in targets.categories
                for value in category.values
            ]
        )
        has_shares = any(value.share is not None for category in targets.categories for value in category.values)
        self.setColumnHidden(POPULATION, not has_shares)
        self.setCurrentIndex(self._model.index(*place))

    def changeEvent(self, event: Any) -> None:
        """Keep a few rows in sight when the type grows."""
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange):
            self._keep_rows_in_sight()

    def _keep_rows_in_sight(self) -> None:
        self.setMinimumHeight(_LEAST_ROWS * self.verticalHeader().defaultSectionSize())


def _bound(line: TargetLine, number: int) -> int:
    return line.value.minimum if number == MINIMUM else line.value.maximum


def _line(category: CategoryRow, value: ValueRow, problem: TargetProblem | None) -> TargetLine:
    if problem is None:
        return TargetLine(category.name, value, kind=category.kind)
    return TargetLine(category.name, value, problem_words(problem), problem.is_warning, category.kind)


def problem_words(problem: TargetProblem) -> str:
    """What is wrong, in a sentence of the screen's language."""
    return _(problem.sentence).format(**problem.params)


def _columns() -> list[Column[TargetLine]]:
    return [
        Column(_("Category"), lambda line: line.category, width=100),
        Column(_("Answer"), lambda line: line.value.name or _("Not given"), width=112),
        Column(_("At least"), lambda line: str(line.value.minimum) if line.can_edit else "–", is_number=True, width=78),
        Column(_("At most"), lambda line: str(line.value.maximum) if line.can_edit else "–", is_number=True, width=78),
        Column(_("Population"), _share, is_number=True, width=104),
        Column(_("In the pool"), lambda line: str(line.value.pool), is_number=True, width=98),
        Column(_("Check"), _mark, width=110, tone=_tone, shape=_shape),
    ]


def _share(line: TargetLine) -> str:
    return "–" if line.value.share is None else share_words(line.value.share)


def _mark(line: TargetLine) -> str:
    if not line.problem and line.value.is_on_purpose:
        return _("On purpose")
    if not line.problem:
        return "" if line.can_edit else _("No target")
    return _("Tight") if line.is_warning else _("To mend")


def _shape(line: TargetLine) -> str:
    if not line.problem and line.value.is_on_purpose:
        return "ring"
    if not line.problem:
        return ""
    return "triangle" if line.is_warning else "square"


def _tone(line: TargetLine) -> str:
    if not line.problem:
        return "text_soft"
    return "warn" if line.is_warning else "bad"
