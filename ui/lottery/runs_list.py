"""All runs of the lottery: tests and void ones stay in the list, each with its number and its reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from engage.languages.editions import Language
from engage.languages.screen import _, screen_catalogue
from engage.lottery.rules import RunState
from engage.lottery.views import RunRow
from ui.lottery.state import Ceremony
from ui.people.words import short_date
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, Table, TableModel

_ALL_COLUMNS = 90
_COUNTS = (4, 5)


class RunsList(QWidget):
    """Chooses a run to look at. `chosen` carries its number, `new_asked` begins another, `left` goes back."""

    chosen = Signal(int)
    new_asked = Signal()
    likeness_asked = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model: TableModel[RunRow] = TableModel(_columns())
        self.table = Table(_("All draws"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        self.table.share_width(0, 3, 0, 0, 0, 0, 4)
        self.table.activated_row.connect(self._on_activated)
        self.see = Button(_("Look at this draw"), self._on_see, icon_name="eye")
        self.new_draw = Button("", self.new_asked.emit, icon_name="dices")
        self.alike = quiet(_("How like the population"), self.likeness_asked.emit, icon_name="chart-column")
        self.back = quiet(_("Back to the ceremony"), self._on_back, icon_name="dices")
        self.empty = EmptyState(
            _("No draws yet"),
            _("Every draw is listed here with its number, tests and void ones too. None is ever deleted."),
            icon_name="dices",
        )
        heading = row(Text(_("All draws"), "section"), None, self.back)
        self._card = card(self.table, flow(self.see, self.new_draw, self.alike), gap=12)
        self.setLayout(column(heading, self._card, self.empty, gap=12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what a draw was for and why is worth more than how many there were."""
        super().resizeEvent(event)
        is_narrow = self.width() < _ALL_COLUMNS * self.fontMetrics().averageCharWidth()
        for number in _COUNTS:
            self.table.setColumnHidden(number, is_narrow)

    def show_ceremony(self, now: Ceremony) -> None:
        """List the runs, the newest first."""
        self._card.setVisible(bool(now.runs))
        self.empty.setVisible(not now.runs)
        self.new_draw.set_words(_("Begin a new draw") if now.standing is None else _("Make a test draw"))
        self.model.set_rows(tuple(reversed(now.runs)))
        if now.runs:
            self.table.choose(0)

    def focus_first(self) -> None:
        """Put the focus into the list."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_activated(self, run: RunRow) -> None:
        self.chosen.emit(run.number)

    def _on_see(self) -> None:
        run: RunRow | None = self.table.current_row()
        if run is not None:
            self.chosen.emit(run.number)

    def _on_back(self) -> None:
        self.left.emit()


def _columns() -> list[Column[RunRow]]:
    return [
        Column(_("Draw"), lambda run: str(run.number), is_number=True, width=64),
        Column(_("What for"), _kind, width=200),
        Column(_("State"), lambda run: _(run.state.label), width=150, tone=_tone),
        Column(_("Frozen"), _day, width=110),
        Column(_("Seats"), lambda run: str(run.seats), is_number=True, width=70),
        Column(_("Pool"), lambda run: str(run.pool_size), is_number=True, width=70),
        Column(_("Why"), lambda run: run.void_reason or run.reason, width=260),
    ]


def _kind(run: RunRow) -> str:
    if not run.replaces:
        return _(run.kind.label)
    return _("{kind} for {reference}").format(kind=_(run.kind.label), reference=run.replaces)


def _day(run: RunRow) -> str:
    return short_date(run.frozen_at, Language(screen_catalogue().code))


def _tone(run: RunRow) -> str:
    return {RunState.VOID: "bad", RunState.CONFIRMED: "good", RunState.FROZEN: "warn"}.get(run.state, "")
