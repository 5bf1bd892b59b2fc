"""How likely members are to drop out: a row for everybody and one for each answer, with where its rate comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engage.languages.formats import percent
from engage.languages.screen import _, ngettext
from engage.lottery.actions import set_drop_out_rates
from engage.lottery.rates import MOST_PERCENT, RateSheet, RateSource, ValueRate
from engage.lottery.views import drop_out_rates
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.cells import EditedTable, NumberCells
from ui.widgets.folding import Fold
from ui.widgets.labels import Text
from ui.widgets.layouts import column
from ui.widgets.tables import Column, Index, TableModel

BY_HAND: Final = 2
_SHARES: Final = (10, 3, 4, 4, 9)
_ROWS: Final = 8
_NONE: Final = 0
"""What the editor of a cell gives for "no rate of its own"."""

Change = Callable[[ValueRate, int | None], object]


@dataclass(frozen=True)
class RateLine:
    """One row of the table."""

    rate: ValueRate
    language: Any

    @property
    def cell_name(self) -> str:
        """Whose rate it is."""
        rate = self.rate
        return f"{rate.category}: {rate.value}" if rate.category else _("Everybody")

    def share(self, of_hundred: int | None) -> str:
        """A rate as people read it; a dash for none."""
        return "–" if of_hundred is None else percent(of_hundred / 100, self.language, decimals=0)


class RateModel(TableModel[RateLine]):
    """The rates; one column can be edited."""

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__(_columns(), parent)
        self._change = change

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is set by hand can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == BY_HAND else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and looks; the number itself for the editor."""
        if role == Qt.ItemDataRole.EditRole and index.column() == BY_HAND:
            line = self.row_at(index.row())
            return _NONE if line is None else line.rate.by_hand or _NONE
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write what was typed; nothing, or 0, takes the rate away."""
        line = self.row_at(index.row())
        new = value or None
        if role != Qt.ItemDataRole.EditRole or line is None or new == line.rate.by_hand:
            return False
        return self._change(line.rate, new) is not None


class RateTable(EditedTable):
    """The table of rates: a number sets one by hand, Delete takes it away."""

    def __init__(self, change: Change) -> None:
        super().__init__(_("How likely members are to drop out"))
        self._model = RateModel(change, self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(BY_HAND, NumberCells(self, least=_NONE, most=MOST_PERCENT, unset="–"))
        self.share_width(*_SHARES)
        self.let_words_wrap()
        self._fit_height()

    def show_rates(self, sheet: RateSheet, language: Any) -> None:
        """Show these rates; the cell that was current stays current."""
        place = self.place(otherwise=BY_HAND)
        self._model.set_rows([RateLine(rate, language) for rate in (sheet.everybody, *sheet.values)])
        self.setCurrentIndex(self._model.index(*place))

    def changeEvent(self, event: Any) -> None:
        """Keep several rows in sight when the type grows."""
        super().changeEvent(event)
        if event.type() in (event.Type.FontChange, event.Type.StyleChange):
            self._fit_height()

    def _fit_height(self) -> None:
        self.setMinimumHeight(_ROWS * self.verticalHeader().defaultSectionSize())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes a rate away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._model.setData(self._model.index(self.currentIndex().row(), BY_HAND), _NONE)
            return
        super().keyPressEvent(event)


class DropOutRates(QWidget):
    """The rates, folded behind a sentence that says what holds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.sheet: RateSheet | None = None
        how = _(
            "Type how many of a hundred drop out, for everybody or for one answer: it counts instead of what other "
            "assemblies show. Delete takes it away."
        )
        self.table = RateTable(self._change)
        self.fold = Fold(_("How likely members are to drop out"), column(Text(how, wraps=True), self.table))
        self.setLayout(column(self.fold))

    def refresh(self) -> bool:
        """Show the rates that count now; whether they are others than before."""
        sheet = self._desk.recall(drop_out_rates, self._desk.assembly_id)
        is_new = sheet != self.sheet
        if is_new:
            self.sheet = sheet
            self.table.show_rates(sheet, self._desk.language)
            self.fold.summarise(_summary(sheet, self._desk.language))
        return is_new

    def _change(self, rate: ValueRate, of_hundred: int | None) -> object:
        new = {(rate.category, rate.value): of_hundred}
        write = partial(self._desk.write, set_drop_out_rates, self._desk.assembly_id, rates=new)
        return attempt(self._desk, lambda: [write(label=_("Set a drop-out rate"))])


def source_words(rate: ValueRate) -> str:
    """Where a rate comes from."""
    if rate.source is RateSource.PAST and rate.past is not None:
        past = ngettext("{count} past assembly", "{count} past assemblies", rate.past.assemblies)
        words = ngettext("from {assemblies}, {count} person", "from {assemblies}, {count} people", rate.past.people)
        return words.format(assemblies=past.format(count=rate.past.assemblies), count=rate.past.people)
    return {
        RateSource.HAND: _("set by hand"),
        RateSource.USUAL: _("as for everybody"),
        RateSource.ASSUMED: _("assumed"),
    }[rate.source]


def _summary(sheet: RateSheet, language: Any) -> str:
    everybody = RateLine(sheet.everybody, language)
    words = _("{share} of everybody, {source}.").format(
        share=everybody.share(sheet.everybody.percent), source=source_words(sheet.everybody)
    )
    count = sum(rate.by_hand is not None for rate in sheet.values)
    if not count:
        return words
    by_hand = ngettext("{count} answer has a rate set by hand.", "{count} answers have a rate set by hand.", count)
    return f"{words} {by_hand.format(count=count)}"


def _columns() -> list[Column[RateLine]]:
    return [
        Column(_("Answer"), lambda line: line.cell_name),
        Column(_("Past"), _past, is_number=True),
        Column(_("By hand"), lambda line: line.share(line.rate.by_hand), is_number=True),
        Column(_("Counts"), lambda line: line.share(line.rate.percent), is_number=True),
        Column(_("Where it is from"), lambda line: source_words(line.rate), tone=_tone),
    ]


def _past(line: RateLine) -> str:
    return line.share(line.rate.past.percent if line.rate.past is not None else None)


def _tone(line: RateLine) -> str:
    return "" if line.rate.source is RateSource.HAND else "text_soft"
