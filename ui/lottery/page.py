"""The Lottery page: four steps across the top, and beside them the list of draws and the replacements."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from engage.errors import EngageError
from engage.languages.screen import _
from engage.lottery.model import Method
from engage.lottery.rules import RunKind, RunState
from ui.lottery.board import BoardView
from ui.lottery.chances_step import ChancesStep
from ui.lottery.deeds import Deeds
from ui.lottery.draw_step import DrawStep
from ui.lottery.keeping import Keeping
from ui.lottery.letters import LettersView
from ui.lottery.likeness import LikenessView
from ui.lottery.pool_step import PoolStep
from ui.lottery.replacing import Replacing
from ui.lottery.reserving import Reserving
from ui.lottery.runs_list import RunsList
from ui.lottery.stage import Stage
from ui.lottery.state import Ceremony, read_ceremony
from ui.lottery.targets_step import TargetsStep
from ui.lottery.working import reasons_task
from ui.lottery.workshop import Workshop
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import Filling
from ui.widgets.layouts import column, sheet
from ui.widgets.saving import SaveBox
from ui.widgets.steps import StepHeader
from ui.widgets.test_banner import TestBanner

if TYPE_CHECKING:
    from engage.lottery.feasibility import Feasibility

POOL, TARGETS, CHANCES, DRAW = range(4)
REPLACING, RESERVING = 2, 3
RATES = "drop-out-rates"
_LEAST_LINES = 15


class LotteryPage(Page):
    """Who is in, what we aim for, every chance, draw."""

    topics: ClassVar[frozenset[str]] = frozenset({"assembly", "respondents", "targets", "draws", "invitations"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Lottery"))
        self.now: Ceremony | None = None
        self._number: int | None = None
        self._begins_anew = False
        self.workshop = Workshop(desk, self)
        self._current = POOL
        self._stage: Stage | None = None
        self._build_ceremony(desk)
        self._build_beside(desk)
        self._connect()
        self.add_to_body(self.views)
        self.body.setStretch(0, 1)

    def _build_ceremony(self, desk: Desk) -> None:
        titles = (_("Who is in"), _("What we aim for"), _("Every chance"), _("Draw"))
        self.header = StepHeader(titles)
        self.test_banner = TestBanner(_("TEST DRAW – nobody is chosen"))
        self.pool, self.targets = PoolStep(desk), TargetsStep(desk)
        self.chances, self.draw = ChancesStep(), DrawStep(self._void)
        self.saving = SaveBox()
        self.keeping, self.deeds = Keeping(desk, self.saving), Deeds(desk, self._read_ahead)
        self.steps = QStackedWidget()
        for step in (self.pool, self.targets, self.chances, _sheet(self.draw)):
            self.steps.addWidget(step)
        self.ceremony = QWidget()
        self.ceremony.setLayout(column(self.header, self.test_banner, self.saving, self.steps, gap=12))

    def _build_beside(self, desk: Desk) -> None:
        self.runs, self.replacing = RunsList(), Replacing(desk, self.deeds)
        self.reserving = Reserving(desk, self.deeds)
        self.views = Filling(lines=_LEAST_LINES)
        self.likeness, self.board, self.letters = LikenessView(desk), BoardView(desk), LettersView(desk)
        asked = (self.runs, _sheet(self.replacing), _sheet(self.reserving))
        for view in (self.ceremony, *asked, self.likeness, self.board, self.letters):
            self.views.addWidget(view)
        self.post = Button(_("Letters"), self.show_letters, icon_name="file-text")
        self.all_draws = Button(_("All draws"), self.show_runs, icon_name="table")
        self.full = quiet(_("Full screen (F11)"), self.show_on_projector, icon_name="maximize")
        self.add_buttons(self.full, self.post, self.all_draws)

    def _connect(self) -> None:
        self.header.step_chosen.connect(self.show_step)
        self.pool.people_asked.connect(lambda: self.desk.go("people"))
        self.pool.board_asked.connect(self.show_board)
        self.board.left.connect(self.show_ceremony)
        self.board.targets_asked.connect(self.targets.import_asked)
        self.board.letters_asked.connect(self.show_letters)
        self.pool.next_asked.connect(lambda: self.show_step(TARGETS))
        self.targets.import_asked.connect(lambda: self.desk.go("people", "import:targets"))
        self.targets.population_asked.connect(lambda: self.desk.go("people", "import:population"))
        self.targets.next_asked.connect(lambda: self.show_step(CHANCES))
        self.chances.work_asked.connect(self.workshop.work_out)
        self.chances.stop_asked.connect(self.workshop.stop_here)
        self.chances.kind_chosen.connect(self._on_kind_chosen)
        self.chances.method_chosen.connect(self._on_method_chosen)
        self.chances.again_asked.connect(self._on_again)
        self.workshop.prepared_anew.connect(self._on_prepared)
        self.workshop.compared.connect(self._on_compared)
        self.workshop.failed.connect(self._on_not_prepared)
        self.workshop.working.connect(self._on_working)
        self.chances.reasons_asked.connect(self._on_reasons_asked)
        self.chances.next_asked.connect(lambda: self.show_step(DRAW))
        self.draw.freezing.freeze_asked.connect(self._on_freeze)
        self.draw.freezing.digits_chosen.connect(self._on_digits_chosen)
        self.draw.freezing.list_asked.connect(self.workshop.make_list)
        self.draw.string.draw_asked.connect(self._on_draw)
        self.draw.string.list_asked.connect(lambda: self._print("panel-list"))
        self.draw.drawn.sign_asked.connect(self._on_sign)
        self.draw.drawn.save_asked.connect(lambda is_private: self.keeping.save_record(self._number or 0, is_private))
        self.draw.drawn.print_asked.connect(self._print)
        self.draw.drawn.table_asked.connect(self.keeping.save_table)
        self.draw.drawn.replace_asked.connect(self.show_replacing)
        self.runs.chosen.connect(self.show_run)
        self.runs.new_asked.connect(self.begin_anew)
        self.runs.left.connect(self.show_ceremony)
        self.draw.new_asked.connect(self.begin_anew)
        self.replacing.left.connect(self.show_ceremony)
        self.reserving.left.connect(self.show_ceremony)
        self.draw.drawn.reserves_asked.connect(self.show_reserving)
        self.replacing.drawn.connect(self._on_replaced)
        self.runs.likeness_asked.connect(self.show_likeness)
        self.targets.population.likeness_asked.connect(self.show_likeness)
        self.likeness.left.connect(self.show_ceremony)
        self.letters.left.connect(self.show_ceremony)
        self.likeness.import_asked.connect(self.targets.population_asked)
        self.likeness.print_asked.connect(self._print)

    # What the frame calls.

    def refresh(self) -> None:
        """Read the ceremony and show it."""
        standing = self._standing()
        if self._number is None and not self._begins_anew and standing is not None:
            self._number = standing
            self._current = DRAW
        now = self.now = self._read(self._number)
        if now.standing is not None and now.run is None and self.workshop.kind is RunKind.REAL:
            self.workshop.kind = RunKind.TEST
            now = self.now = self._read(None)
        if now.prepared is None:
            self.workshop.forget()
        self._current = min(self._current, self._reached())
        for step in (self.pool, self.targets, self.chances, self.draw, self.runs):
            step.show_ceremony(now)
        if self.views.currentWidget() is self.likeness:
            self.likeness.begin()
        elif self.views.currentWidget() is self.board:
            self.board.begin()
        elif self.views.currentWidget() is self.letters:
            self.letters.begin()
        self._show_frame(now)

    def on_changed(self, topics: frozenset[str]) -> None:
        """A rate of dropping out touches the reserves alone, and not the ceremony."""
        if RATES in topics and self.views.currentIndex() == RESERVING:
            self.reserving.on_rates_changed()
        super().on_changed(topics)

    def act(self, action: str) -> None:
        """Do what others ask: a step, "runs", "likeness", "board", "letters", "run:<number>", "replace:<who>"."""
        verb, _colon, what = action.partition(":")
        if verb == "replace":
            self.show_replacing(what)
        elif verb == "run":
            self.show_run(int(what))
        elif verb in _VIEWS:
            _VIEWS[verb](self)
        elif verb in _STEPS:
            self.show_step(_STEPS[verb])

    def entry(self) -> QWidget | None:
        """What is due on the step that is on."""
        return self._due() if self.views.currentWidget() is self.ceremony else None

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command(_("Full screen for a projector"), self.show_on_projector, "F11", "maximize"),
            Command(_("All draws"), self.show_runs, icon_name="table"),
            Command(_("Letters"), self.show_letters, icon_name="file-text"),
            Command(_("Who is missing"), self.show_board, icon_name="users"),
            Command(_("How like the population"), self.show_likeness, icon_name="chart-column"),
            Command(_("Replace a member"), self.show_replacing, icon_name="user-plus"),
            Command(_("Reserves"), self.show_reserving, icon_name="users"),
            Command(_("Make a test draw"), self.begin_test, icon_name="dices"),
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The four steps, all draws, and what stands beside them."""
        steps = [(name, partial(self.show_step, step)) for name, step in _STEPS.items()]
        return [*steps, *((name, partial(show, self)) for name, show in _VIEWS.items())]

    # Going from view to view.

    def show_step(self, step: int) -> None:
        """Show one of the four steps, as far as the ceremony has come."""
        self.views.setCurrentWidget(self.ceremony)
        self._current = min(step, self._reached())
        if self.now is not None:
            self._show_frame(self.now)
        self._focus_step()

    def show_ceremony(self) -> None:
        """Back to the steps."""
        self.show_step(self._current)

    def show_runs(self) -> None:
        """Show the list of all draws."""
        self.leave_projector()
        self.views.setCurrentWidget(self.runs)
        self.runs.focus_first()

    def show_likeness(self) -> None:
        """Show how like the population each stage is."""
        self._show_beside(self.likeness)

    def show_board(self) -> None:
        """Show who is missing, and what mends it."""
        self._show_beside(self.board)

    def show_letters(self) -> None:
        """Show how many letters go to whom, and what came of them."""
        self._show_beside(self.letters)

    def _show_beside(self, view: LikenessView | BoardView | LettersView) -> None:
        self.leave_projector()
        self.views.setCurrentWidget(view)
        view.begin()
        view.focus_first()

    def show_run(self, number: int) -> None:
        """Show one run, whatever has become of it."""
        is_shown = self.now is not None and self.now.run is not None and self.now.run.row.number == number
        self._number, self._begins_anew = number, False
        self.workshop.forget()
        if not is_shown:
            self.refresh()
        self.show_step(DRAW)

    def show_replacing(self, reference: str = "") -> None:
        """Ask who leaves."""
        self.leave_projector()
        self.views.setCurrentIndex(REPLACING)
        self.replacing.begin(reference)

    def show_reserving(self) -> None:
        """Plan reserves, or look at those who were drawn."""
        self.leave_projector()
        self.views.setCurrentIndex(RESERVING)
        self.reserving.begin()

    def begin_anew(self) -> None:
        """Begin another draw: a real one where none stands, else a test."""
        self._number, self._begins_anew = None, True
        self.workshop.begin()
        self._current = POOL
        self.refresh()
        self.show_step(POOL)

    def begin_test(self) -> None:
        """Begin a test draw."""
        self.begin_anew()
        self._on_kind_chosen(RunKind.TEST)
        self.show_step(CHANCES)

    # The projector.

    def show_on_projector(self) -> None:
        """Put the ceremony on the whole screen, without names."""
        if self._stage is not None:
            self.leave_projector()
            return
        self.views.setCurrentWidget(self.ceremony)
        self.draw.show_on_stage(is_on_stage=True)
        self._stage = Stage(self.desk, self.title.text(), self.ceremony)
        self._stage.closed.connect(self._on_stage_closed)
        self.ceremony.show()
        self._stage.show_on_projector()
        self._focus_step()

    def leave_projector(self) -> None:
        """Back into the window."""
        if self._stage is not None:
            self._stage.close()

    def event(self, event: QEvent) -> bool:
        """On this page F11 is the projector's, before it is the window's."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F11:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 shows the ceremony full screen."""
        if event.key() == Qt.Key.Key_F11:
            self.show_on_projector()
        else:
            super().keyPressEvent(event)

    def _on_stage_closed(self) -> None:
        stage, self._stage = self._stage, None
        self.views.insertWidget(0, self.ceremony)
        self.views.setCurrentWidget(self.ceremony)
        self.draw.show_on_stage(is_on_stage=False)
        if stage is not None:
            stage.deleteLater()
        self.window().activateWindow()

    # What is done.

    def _on_prepared(self) -> None:
        prepared = self.workshop.prepared
        self.refresh()
        self.show_step(DRAW if prepared is not None and prepared.digits else CHANCES)

    def _on_compared(self) -> None:
        self.chances.tradeoff.show_outlooks(self.workshop.outlooks, self.workshop.method)

    def _on_working(self, is_on: bool) -> None:
        self.chances.show_work(is_on=is_on)
        self.draw.freezing.make.setEnabled(not is_on)

    def _on_not_prepared(self, error: Exception) -> None:
        """When no panel fits, the answer belongs beside the targets."""
        details = error.details if isinstance(error, EngageError) else {}
        if "relaxation" not in details:
            self.desk.errors.show(error)
            return
        self.show_step(TARGETS)
        self.targets.check.show_answer(_as_answer(details))

    def _on_reasons_asked(self) -> None:
        if self.workshop.prepared is None or self.now is None:
            return
        references = {person.id: person.reference for person in self.now.pool}
        task = reasons_task(self.workshop.prepared, references, self)
        task.succeeded.connect(self.chances.show_reasons)
        self.start(task)

    def _on_kind_chosen(self, kind: RunKind) -> None:
        self.workshop.choose_kind(kind)
        self.refresh()

    def _on_method_chosen(self, method: Method) -> None:
        self.workshop.choose_method(method)
        self.refresh()
        self._on_compared()

    def _on_again(self) -> None:
        """Back to the choice of the method."""
        self.workshop.forget()
        self.refresh()
        self.show_step(CHANCES)

    def _on_digits_chosen(self, digits: int) -> None:
        self.workshop.digits = digits
        self.refresh()
        self._focus_step()

    def _on_freeze(self) -> None:
        if self.workshop.prepared is not None:
            self.start(self.deeds.freeze(self.workshop.prepared, self.show_run))

    def _on_draw(self, public_string: str) -> None:
        self.draw.string.draw.setEnabled(False)
        task = self.deeds.draw(self._number or 0, public_string, self._on_drawn)
        task.failed.connect(lambda _error: self.draw.string.show_ready())
        self.start(task)

    def _on_drawn(self) -> None:
        self.draw.string.clear()
        self._focus_step()

    def _on_sign(self) -> None:
        self.deeds.sign(self._number or 0)

    def _void(self, reason: str) -> None:
        self.deeds.void(self._number or 0, reason)

    def _print(self, document: str) -> None:
        self.leave_projector()
        self.desk.go("documents", document)

    def _on_replaced(self) -> None:
        if self.now is not None and self.now.runs:
            self.show_run(self.now.runs[-1].number)

    # Inside.

    def _read(self, number: int | None) -> Ceremony:
        work = self.workshop
        return read_ceremony(self.desk, number=number, kind=work.kind, prepared=work.prepared, digits=work.digits)

    def _read_ahead(self) -> None:
        """On the worker: have at hand what the page asks for next, whether it stays where it is or shows a new run."""
        self._standing()
        self._read(self._read(self._number).runs[-1].number)

    def _standing(self) -> int | None:
        from engage.lottery.views import live_run

        run = self.desk.recall(live_run, self.desk.assembly_id)
        return None if run is None else run.number

    def _reached(self) -> int:
        """How far the ceremony has come."""
        now = self.now
        if now is None:
            return POOL
        if now.run is not None or now.chances:
            return DRAW
        return CHANCES if now.has_targets and now.pool_size else TARGETS

    def _show_frame(self, now: Ceremony) -> None:
        if self._current == CHANCES and not now.chances:
            self.workshop.compare()
            self._on_compared()
        self.header.show_state(current=self._current, reached=self._reached())
        self.steps.setCurrentIndex(self._current)
        self.test_banner.setVisible(now.is_test and self._current >= CHANCES)
        self.show_summary(_summary(now))
        self.all_draws.set_words(_("All draws ({count})").format(count=len(now.runs)))

    def _focus_step(self) -> None:
        for area in self.steps.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        due = self._due()
        if due is not None:
            due.setFocus(Qt.FocusReason.OtherFocusReason)

    def _due(self) -> QWidget | None:
        if self._current == DRAW:
            return self.draw.due()
        if self._current == CHANCES and self.chances.work.isVisible():
            return self.chances.work
        onward = self.pool.next if self.pool.next.isEnabled() else self.pool.see
        return {POOL: onward, TARGETS: self.targets.table, CHANCES: self.chances.curve}[self._current]


_VIEWS = {
    "runs": LotteryPage.show_runs,
    "likeness": LotteryPage.show_likeness,
    "board": LotteryPage.show_board,
    "letters": LotteryPage.show_letters,
}
_STEPS = {"pool": POOL, "targets": TARGETS, "chances": CHANCES, "draw": DRAW}


def _sheet(step: QWidget) -> QScrollArea:
    return sheet(column(step))


def _as_answer(details: object) -> "Feasibility":
    from engage.lottery.feasibility import Feasibility

    assert isinstance(details, dict)
    return Feasibility(is_feasible=False, problems=details["problems"], relaxation=details["relaxation"])


def _summary(now: Ceremony) -> str:
    """Where the lottery stands, in one line."""
    if now.run is None:
        if now.standing is not None:
            return _("Draw {number} stands. A test beside it changes nothing.").format(number=now.standing.number)
        return _("No draw yet. {people} people, {seats} seats.").format(people=now.pool_size, seats=now.seats)
    if now.is_test and now.run.row.state is RunState.DRAWN:
        return _("Test draw {number}: nobody was chosen, and it can never be signed off.").format(
            number=now.run.row.number
        )
    state = {
        RunState.FROZEN: _("{kind} {number}: frozen, waiting for its public string."),
        RunState.DRAWN: _("{kind} {number}: drawn, not signed off yet."),
        RunState.CONFIRMED: _("{kind} {number}: signed off."),
        RunState.VOID: _("{kind} {number}: void."),
    }[now.run.row.state]
    return state.format(kind=_(now.run.row.kind.label), number=now.run.row.number)
