"""Step 4, the draw: freeze, then the public string, then the panel. In that order and no other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.languages.screen import _, ngettext
from engage.lottery.preparing import FIGURES
from engage.lottery.rules import RunKind, RunState, can_reach
from engage.lottery.views import RunPerson, RunSheet
from ui.lottery.balls import FigureBoxes
from ui.lottery.figures import HashLine
from ui.lottery.freezing import FreezePart
from ui.lottery.state import Ceremony, target_bars
from ui.people.words import status_shape, status_tone
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.charts import target_panel
from ui.widgets.folding import Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row
from ui.widgets.messages import Notice
from ui.widgets.reasons import ReasonBox
from ui.widgets.steps import PublicString
from ui.widgets.tables import Column, TableModel
from ui.widgets.whole_table import WholeTable

_ANY_WIDTH = 16_777_215


class StringPart(QWidget):
    """Frozen: the hashes for everybody to note, the public string or the figures typed large, and the button."""

    draw_asked = Signal(str)
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = Text("", "section", wraps=True)
        self.hashes = {
            "pool_sha256": HashLine(_("Hash of the pool")),
            "targets_sha256": HashLine(_("Hash of the targets")),
            "portfolio_sha256": HashLine(_("Hash of the panels")),
        }
        self.string = PublicString()
        self.figures = FigureBoxes(FIGURES)
        self.is_by_figures = False
        self.list = Button(_("Print the list of panels"), self.list_asked.emit, icon_name="printer")
        self.draw = primary(_("Draw the panel"), self._on_draw, icon_name="dices")
        self.string.changed.connect(lambda _text: self.show_ready())
        self.figures.changed.connect(lambda _text: self.show_ready())
        self.string.line.returnPressed.connect(self._on_draw)
        self.figures.given.connect(self._on_draw)
        self.note = Text("", "small", wraps=True)
        self.setLayout(
            column(
                card(self.heading, self.note, *self.hashes.values(), row(self.list, None), gap=8),
                card(self.string, self.figures, row(self.draw, None), gap=12),
                None,
                gap=16,
            )
        )
        self.show_ready()

    def show_run(self, run: RunSheet) -> None:
        """Show what is frozen."""
        self.is_by_figures = bool(run.digits)
        self.heading.setText(_("Draw {number} is frozen").format(number=run.row.number))
        self.note.setText(
            _("Print the list of panels and read its hash aloud before the first ball is drawn.")
            if run.digits
            else _("Read the hashes aloud or print them before anybody says the string.")
        )
        self.list.setVisible(self.is_by_figures)
        self.figures.setVisible(self.is_by_figures)
        self.string.setVisible(not self.is_by_figures)
        for name, line in self.hashes.items():
            line.show_hash(getattr(run, name))

    def clear(self) -> None:
        """Forget what was typed."""
        self.string.line.clear()
        self.figures.clear()

    def due(self) -> QWidget:
        """Where the string or the next figure goes."""
        return self.figures.due() if self.is_by_figures else self.string.line

    def show_ready(self) -> None:
        """The panel can be drawn once the string, or every figure, is there."""
        is_ready = self.figures.is_complete() if self.is_by_figures else bool(self.string.value().strip())
        self.draw.setEnabled(is_ready)

    def _on_draw(self) -> None:
        if self.draw.isEnabled():
            self.draw_asked.emit(self.figures.value() if self.is_by_figures else self.string.value())


class PanelPart(QWidget):
    """Drawn: the panel, how it meets the targets, and what can be done now."""

    sign_asked = Signal()
    save_asked = Signal(bool)
    print_asked = Signal(str)
    table_asked = Signal(str)
    replace_asked = Signal()
    reserves_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = Text("", "large", wraps=True)
        self.string = Text("", wraps=True)
        self.model: TableModel[RunPerson] = TableModel([])
        self.people = WholeTable(_("The panel"))
        self.roll = Text("", "large", wraps=True)
        self.roll.setMaximumWidth(_ANY_WIDTH)
        self.roll.hide()
        self.names = quiet("", self._on_names, icon_name="eye")
        self.shows_names = False
        self.panel, self.bars, self.bar_model = target_panel()
        self.sign = primary(_("Sign off this draw"), self.sign_asked.emit, icon_name="check")
        self.replace = Button(_("Replace a member"), self.replace_asked.emit, icon_name="user-plus")
        self.reserves = Button(_("Reserves"), self.reserves_asked.emit, icon_name="users")
        self.certificate = Button(
            _("Print the certificate"), lambda: self.print_asked.emit("draw-certificate"), icon_name="printer"
        )
        self.print = Button(
            _("Print the selection report"), lambda: self.print_asked.emit("selection-report"), icon_name="printer"
        )
        self.excel = quiet(_("Report for Excel"), lambda: self.table_asked.emit("xlsx"), icon_name="table")
        self.csv = quiet(_("Report as CSV"), lambda: self.table_asked.emit("csv"), icon_name="table")
        self.save = Button(_("Save the public record"), lambda: self.save_asked.emit(False), icon_name="save")
        self.save_private = quiet(_("Save the private record"), lambda: self.save_asked.emit(True), icon_name="lock")
        self._people = card(row(Text(_("The panel"), "section"), None, self.names), self.people, None)
        mirror = card(Text(_("How the panel mirrors the place"), "section"), self.panel)
        panes = Panes(self._people, mirror, least=100, shares=(2, 3), gap=16)
        self._deeds = flow(
            self.sign,
            self.certificate,
            self.print,
            self.replace,
            self.reserves,
            self.save,
            self.excel,
            self.csv,
            self.save_private,
        )
        self.setLayout(column(self.headline, self.string, self._deeds, self.roll, panes, gap=12))
        self._show_names(shows=False)

    def show_ceremony(self, now: Ceremony) -> None:
        """Show the panel of the run."""
        run = now.run
        if run is None:
            return
        self.headline.setText(_headline(run))
        figures = _("Figures drawn: {string}. On the list of panels, these are the tickets of that number.")
        said = figures if run.digits else _("Public string: {string}")
        self.string.setText(said.format(string=run.public_string))
        self.model.set_rows(run.selected)
        # In a draw by figures the room follows on the printed list, where people stand under their tickets.
        labels = sorted(person.ticket for person in run.selected) if run.digits else _references(run)
        self.roll.setText("   ".join(labels))
        bars = target_bars(now.table, with_chosen=True)
        self.bars.show_bars(bars, now.seats)
        self.bar_model.set_rows(bars)
        self.sign.setVisible(can_reach(run.row.kind, run.row.state, RunState.CONFIRMED))
        has_panel = run.row.kind is RunKind.REAL and run.row.state is not RunState.VOID
        self.replace.setVisible(has_panel)
        self.reserves.setVisible(has_panel)
        self.print.setVisible(run.row.kind is not RunKind.TEST)

    def show_on_stage(self, *, is_on_stage: bool) -> None:
        """On a projector references alone, large enough to be read from the last row."""
        self._show_names(shows=False)
        self.roll.setVisible(is_on_stage)
        self._people.setVisible(not is_on_stage)
        self._deeds.setVisible(not is_on_stage)

    def _show_names(self, *, shows: bool) -> None:
        self.shows_names = shows
        self.names.set_words(_("Hide the names") if shows else _("Show the names"))
        self.names.set_icon("eye-off" if shows else "eye")
        rows = [person for number in range(self.model.count()) if (person := self.model.row_at(number)) is not None]
        self.model = TableModel(_panel_columns(shows_names=shows), self)
        self.people.setModel(self.model)
        self.model.set_rows(rows)

    def _on_names(self) -> None:
        self._show_names(shows=not self.shows_names)


class DrawStep(QWidget):
    """Shows the part that is due, and the way to declare a run void. `new_asked`: begin another draw."""

    new_asked = Signal()

    def __init__(self, void: Callable[[str], object]) -> None:
        super().__init__()
        self._void = void
        self.freezing, self.string, self.drawn = FreezePart(), StringPart(), PanelPart()
        self.state = Notice("info")
        self.void = quiet(_("Declare this draw void…"), self._on_void, icon_name="trash-2")
        self.reason = ReasonBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.state, self.freezing, self.string, self.drawn, self.reason):
            layout.addWidget(part)
        self._foot = QWidget()
        self._foot.setLayout(row(self.void, None))
        layout.addWidget(self._foot)
        layout.addStretch(1)

    def show_ceremony(self, now: Ceremony) -> None:
        """Show freezing, the public string or the panel, whichever is due."""
        run = now.run
        waits = run is not None and run.row.state is RunState.FROZEN
        self.freezing.setVisible(run is None)
        self.string.setVisible(waits)
        self.drawn.setVisible(now.is_drawn)
        self.void.setVisible(run is not None and run.row.state is not RunState.VOID)
        self.freezing.show_ceremony(now)
        if run is None:
            self.state.hide()
            return
        if waits:
            self.string.show_run(run)
        self.drawn.show_ceremony(now)
        self._say_state(run, can_begin=now.standing is None)

    def show_on_stage(self, *, is_on_stage: bool) -> None:
        """On a projector show nobody's name, and nothing that is the officer's alone."""
        self.drawn.show_on_stage(is_on_stage=is_on_stage)
        self.string.list.setVisible(self.string.is_by_figures and not is_on_stage)
        self._foot.setVisible(not is_on_stage)

    def due(self) -> QWidget | None:
        """What comes next: the string, a button, or the panel."""
        if self.string.isVisible():
            return self.string.due()
        parts = (self.freezing.make, self.freezing.freeze, self.drawn.sign, self.drawn.people)
        return next((part for part in parts if part.isVisible()), None)

    def _say_state(self, run: RunSheet, *, can_begin: bool) -> None:
        words = {
            RunState.VOID: _("Draw {number} is void: {reason}"),
            RunState.CONFIRMED: _("Draw {number} is signed off."),
        }.get(run.row.state, "")
        if run.row.kind is RunKind.TEST and run.row.state is RunState.DRAWN:
            words = _("Draw {number} was a test.")
        self.state.setVisible(bool(words))
        if words:
            button = _("Begin a new draw") if can_begin else ""
            sentence = words.format(number=run.row.number, reason=run.row.void_reason)
            self.state.say(sentence, button=button, todo=self.new_asked.emit)

    def _on_void(self) -> None:
        self.reason.ask(
            _("Why is this draw void? It stays in the list with its reason; its people go back to the pool."),
            button=_("Declare it void"),
            todo=self._void,
        )


def _references(run: RunSheet) -> list[str]:
    return [person.reference for person in run.selected]


def _headline(run: RunSheet) -> str:
    count = len(run.selected)
    if run.row.kind is RunKind.TEST:
        words = ngettext(
            "A test: this person would be on the panel.", "A test: these {count} people would be on the panel.", count
        )
    elif run.row.kind is RunKind.REPLACEMENT:
        count = len(run.newcomers)
        words = ngettext("{count} person fills the empty seat.", "{count} people fill the empty seats.", count)
    else:
        words = ngettext("The panel is drawn: {count} person.", "The panel is drawn: {count} people.", count)
    return words.format(count=count)


def _panel_columns(*, shows_names: bool) -> Sequence[Column[RunPerson]]:
    columns = [
        Column[RunPerson](_("Reference"), lambda person: person.reference, width=130),
        Column[RunPerson](
            _("Status"),
            lambda person: _(person.status.label),
            width=150,
            tone=lambda person: status_tone(person.status),
            shape=lambda person: status_shape(person.status),
        ),
    ]
    if shows_names:
        columns.insert(1, Column(_("Name"), lambda person: person.shown_name, width=200))
    return columns
