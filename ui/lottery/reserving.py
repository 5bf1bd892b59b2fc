"""Reserves, drawn beforehand: how many, what they are good for, and who they are, in the order in which to ask them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from engage.languages.editions import Language
from engage.languages.formats import number, row_on_screen
from engage.languages.screen import _, screen_catalogue
from engage.lottery.preparing import PreparedReserves
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import RunPerson, draw_input, drop_out_rates, list_runs, reserve_list, run_sheet
from ui.lottery.deeds import Deeds
from ui.lottery.figures import HashLine
from ui.lottery.rates import DropOutRates
from ui.lottery.working import reserves_task
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.shell.theme import current_tokens
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.charts import Chart
from ui.widgets.forms import number as number_field
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row
from ui.widgets.saving import SaveBox
from ui.widgets.steps import PublicString
from ui.widgets.tables import Column, Table, TableModel

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.reserves import Comparison

_USUAL_SIZE: Final = 6
_MOST: Final = 1000
_BAR: Final = 18


class Protection(Chart):
    """Three bars: how many targets a drop-out breaks with these reserves, with others at random, and with none."""

    def __init__(self) -> None:
        super().__init__(_("Targets broken when members drop out"))
        self._bars: list[tuple[str, float]] = []

    def show_comparison(self, comparison: "Comparison") -> None:
        """Show what came of the simulation."""
        self._bars = [
            (_("These reserves"), comparison.planned.broken),
            (_("Reserves at random"), comparison.random.broken),
            (_("No reserves"), comparison.none.broken),
        ]
        self.describe("; ".join(f"{name}: {_figure(broken)}" for name, broken in self._bars))
        self.update()

    def sizeHint(self) -> QSize:
        """A line for each bar."""
        return QSize(420, round(self._line() * 3 + 8))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return QSize(240, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """The bars, each with its name and its figure."""
        tokens, line = current_tokens(), self._line()
        metrics = painter.fontMetrics()
        side = max((metrics.horizontalAdvance(name) for name, _broken in self._bars), default=0) + 16.0
        end = metrics.horizontalAdvance("00.00") + 12.0
        most = max((broken for _name, broken in self._bars), default=0.0) or 1.0
        for place, (name, broken) in enumerate(self._bars):
            y = 4 + place * line
            painter.setPen(QColor(tokens.text))
            self.write(painter, QRectF(4, y, side, line), name)
            width = max(2.0, (self.width() - side - end - 8) * broken / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.chart_chosen if place == 0 else tokens.chart_pool))
            painter.drawRect(self.flipped(QRectF(side, y + (line - _BAR) / 2, width, _BAR)))
            painter.setPen(QColor(tokens.text))
            self.write(painter, QRectF(side + width + 6, y, end, line), _figure(broken))

    def _line(self) -> float:
        return max(30.0, self.fontMetrics().height() * 1.6)


class Reserving(QWidget):
    """Plans reserves, freezes the list, takes the public string and shows who is on it. `left`: back to the steps."""

    left = Signal()

    def __init__(self, desk: Desk, deeds: Deeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._size = _USUAL_SIZE
        self._prepared: PreparedReserves | None = None
        self._number: int | None = None
        back = quiet(_("Back to the ceremony"), self.left.emit, icon_name="dices")
        what = _(
            "Some members always drop out. Reserves are drawn now, by lot, so that between them they can keep every "
            "target. The plan says how many reserves of each kind; the public string says who."
        )
        self.count = number_field(_("How many reserves"), self._on_size, least=1, most=_MOST)
        self.rates = DropOutRates(desk)
        self.work = primary(_("Plan the reserves"), self.start, icon_name="dices")
        heading = row(Text(_("Reserves"), "section"), None, back)
        asked = row(self.count, None)
        self._question = card(heading, Text(what, wraps=True), asked, self.rates, row(self.work, None), gap=12)
        self.words = Text("", "large", wraps=True)
        self.kinds = Text("", wraps=True)
        self.picture = Protection()
        self.freeze = primary(_("Freeze the list"), self.fix, icon_name="lock")
        self._plan = card(self.words, self.picture, self.kinds, row(self.freeze, None), gap=12)
        self.hash = HashLine(_("Hash of the panels"))
        self.string = PublicString()
        self.draw = primary(_("Draw the reserves"), self.go, icon_name="dices")
        self.string.changed.connect(lambda text: self.draw.setEnabled(bool(text.strip())))
        self.string.line.returnPressed.connect(self.go)
        self._waiting = card(self.hash, self.string, row(self.draw, None), gap=12)
        self.model: TableModel[tuple[int, RunPerson]] = TableModel(_columns())
        self.table = Table(_("Reserves, in the order in which they are asked"))
        self.table.setModel(self.model)
        self.saving = SaveBox()
        self.save = Button(_("Save the list"), self._on_save, icon_name="save")
        title = Text(_("Reserves, in the order in which they are asked"), "section", wraps=True)
        self._list = card(title, self.saving, self.table, row(self.save, None), gap=12)
        self.setLayout(column(self._question, self._plan, self._waiting, self._list, None, gap=16))

    def begin(self) -> None:
        """Show where the reserves stand, and ask."""
        self._prepared = None
        self.count.show_value(self._size)
        self.rates.refresh()
        self.show_state()
        self.count.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_rates_changed(self) -> None:
        """Another rate counts: what was planned by the old one no longer holds."""
        if self.rates.refresh():
            self._prepared = None
            self.show_state()

    def show_state(self) -> None:
        """Show what is due: the question, the plan, the string, the list."""
        runs = [run for run in self._desk.recall(list_runs, self._desk.assembly_id) if run.kind is RunKind.RESERVES]
        frozen = next((run for run in runs if run.state is RunState.FROZEN), None)
        self._number = None if frozen is None else frozen.number
        if frozen is not None:
            sheet = self._desk.recall(run_sheet, self._desk.assembly_id, number=frozen.number)
            self.hash.show_hash(sheet.portfolio_sha256)
        people = self._desk.recall(reserve_list, self._desk.assembly_id)
        self._question.setVisible(frozen is None)
        self._plan.setVisible(frozen is None and self._prepared is not None)
        self._waiting.setVisible(frozen is not None)
        self._list.setVisible(bool(people))
        self.model.set_rows(list(enumerate(people, start=1)))

    def start(self) -> None:
        """Plan, off the window's thread."""
        read = partial(self._desk.recall, draw_input, self._desk.assembly_id)
        given = attempt(self._desk, partial(read, kind=RunKind.RESERVES, seats=self._size))
        if given is None:
            return
        task = reserves_task(given, self._desk.recall(drop_out_rates, self._desk.assembly_id), self)
        task.succeeded.connect(self._on_planned)
        task.failed.connect(self._desk.errors.show)
        self._desk.runner.start(task)

    def fix(self) -> None:
        """Freeze the list that was planned."""
        if self._prepared is None:
            return
        task = self._deeds.freeze(self._prepared.run, self._on_frozen)
        task.failed.connect(self._desk.errors.show)
        self._desk.runner.start(task)

    def go(self) -> None:
        """Draw who is on the list."""
        if self._number is None or not self.draw.isEnabled():
            return
        self.draw.setEnabled(False)
        task = self._deeds.draw(self._number, self.string.value(), self._on_drawn, kind=RunKind.RESERVES)
        task.failed.connect(self._desk.errors.show)
        task.finished.connect(self._on_over)
        self._desk.runner.start(task)

    def _on_save(self) -> None:
        from engage.exchange.reserves import reserves_csv

        question = _("Where does the list go? It holds names and how to reach people.")
        data = partial(self._desk.read, reserves_csv, self._desk.assembly_id)
        self.saving.ask(question, "reserves.csv", data, self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._desk.say(_("Saved: {path}").format(path=path))

    def _on_frozen(self, _number: int) -> None:
        self._prepared = None
        self.string.line.clear()
        self.show_state()
        self.string.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_drawn(self) -> None:
        self.show_state()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_over(self) -> None:
        self.draw.setEnabled(bool(self.string.value().strip()))

    def _on_planned(self, prepared: PreparedReserves) -> None:
        if prepared.rates != self.rates.sheet or prepared.run.given.seats != self._size:
            self.start()  # something else was typed meanwhile
            return
        self._prepared = prepared
        comparison = prepared.plan.comparison
        words = _(
            "In {times} simulated drop-outs, {planned} targets are broken each time with these reserves, {random} with "
            "reserves picked at random, and {none} with none."
        )
        self.words.setText(
            words.format(
                times=comparison.times,
                planned=_figure(comparison.planned.broken),
                random=_figure(comparison.random.broken),
                none=_figure(comparison.none.broken),
            )
        )
        self.picture.show_comparison(comparison)
        lines = [
            _("{count} of {people}: {answers}").format(
                count=each.count, people=each.people, answers=row_on_screen(each.answers.values())
            )
            for each in prepared.plan.wanted
        ]
        self.kinds.setText("\n".join([_("The list holds:"), *lines]))
        self.show_state()
        self.freeze.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_size(self, size: int) -> None:
        self._size = size
        self._prepared = None
        self.show_state()


def _figure(broken: float) -> str:
    return number(broken, Language(screen_catalogue().code), decimals=2)


def _columns() -> list[Column[tuple[int, RunPerson]]]:
    return [
        Column(_("Order"), lambda line: str(line[0]), is_number=True, width=80),
        Column(_("Reference"), lambda line: line[1].reference, width=200),
    ]
