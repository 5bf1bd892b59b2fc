"""The page itself: which session, its rounds as tabs, the tables with their score, and whoever is chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from engage.languages.screen import _, ngettext
from engage.meetings.views import SessionRow, list_sessions
from engage.progress import Progress
from engage.seating.actions import lock_round, lock_seat, make_plan, move_person, replan, seat_newcomers, swap
from engage.seating.model import Mode, Plan, Room
from engage.seating.scoring import score
from engage.seating.views import PlanSheet, SeatRow, list_sitters, plan_sheet, seating_room, spread_fields
from ui.meetings.words import short_name
from ui.seating.picture import RoomPicture
from ui.seating.setting_up import SetUp
from ui.seating.side import Side
from ui.seating.words import score_words
from ui.shell.pages import Command, Desk, Page
from ui.shell.tasks import Task
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.chips import FlowBox
from ui.widgets.combos import Combo
from ui.widgets.folding import Filling, Panes
from ui.widgets.labels import Text
from ui.widgets.layouts import column, scrolling
from ui.widgets.messages import EmptyState, Notice
from ui.widgets.tables import Column, Table, TableModel

_AT_A_TABLE: Final = 8
_ROUNDS: Final = 3
_LEAST_LINES: Final = 22
_LINES_OF_TABLES: Final = 11


class SeatingPage(Page):
    """Who sits where, session by session."""

    topics: ClassVar[frozenset[str]] = frozenset({"seating", "sessions", "attendance", "respondents", "targets"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Seating"))
        self._sheet: PlanSheet | None = None
        self._shown: UUID | None = None
        self._is_setting_up = False
        self._task: Task | None = None
        self.session = Combo(_("Session"))
        self.change = Button(_("Tables and rounds"), self._on_change, icon_name="settings")
        self.printing = Button(_("Print"), partial(desk.go, "documents", "table-plan"), icon_name="printer")
        self.again = primary(_("New plan (F5)"), self._on_again, icon_name="sparkles")
        self.again.setAccessibleName(_("New plan"))
        self.add_buttons(self.printing, self.again)
        self.rounds = QTabBar()
        self.rounds.setAccessibleName(_("Rounds"))
        self.rounds.setExpanding(False)
        self.rounds.setDrawBase(False)
        self.lock = quiet("", self._on_lock_round, icon_name="lock", name=_("Lock this round"))
        self.as_list = quiet(_("Show as a list"), self._on_as_list, icon_name="table")
        self.score = Text("", "strong", wraps=True)
        self.newcomers = Notice("warn")
        self.picture = RoomPicture()
        self.model: TableModel[SeatRow] = TableModel(_columns(), self)
        self.table = Table(_("Seats"))
        self.table.setModel(self.model)
        self.side = Side(desk, self)
        self.set_up = SetUp()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.views = QStackedWidget()
        self.views.addWidget(scrolling(self.picture))
        self.views.addWidget(self.table)
        holder = QWidget()
        holder.setLayout(column(self.rounds, self.score, self.newcomers, (self.views, 1)))
        self.panes = Panes(holder, self.side, least=100, shares=(8, 3), gap=16)
        self.empty = EmptyState(
            _("No sessions yet"),
            _("Tables are planned for a session. Add the first one; who sits where is planned here."),
            button=_("Go to the meetings"),
            todo=partial(self.desk.go, "meetings", "add"),
            icon_name="armchair",
        )
        self.nobody = EmptyState(
            _("Nobody to seat yet"),
            _("Tables are planned for confirmed members who are expected or have arrived."),
            button=_("Go to the people"),
            todo=partial(self.desk.go, "people"),
            icon_name="armchair",
        )
        self.steps = Filling(lines=_LEAST_LINES)
        for step in (self.empty, self.nobody, self.set_up, self.panes):
            self.steps.addWidget(step)
        self.bar = FlowBox()
        for part in (self.session, self.change, self.lock, self.as_list):
            self.bar.flow.addWidget(part)
        self.add_to_body(self.bar, self.steps)
        self.body.setStretch(1, 1)
        self._fit()

    def _connect(self) -> None:
        self.session.activated.connect(lambda _number: self._on_session())
        self.rounds.currentChanged.connect(lambda _number: self._show_round())
        self.picture.chosen.connect(self.side.show_seat)
        self.picture.move_asked.connect(self._on_move)
        self.picture.swap_asked.connect(self._on_swap)
        self.picture.lock_asked.connect(self._on_lock)
        self.picture.tried.connect(self._on_tried)
        self.table.chosen_row.connect(lambda seat: self.picture.choose(seat.sitter.id) if seat else None)
        self.set_up.asked.connect(self._on_planned)
        self.set_up.left.connect(self._on_left)
        key = QShortcut(QKeySequence(Qt.Key.Key_F5), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_again)

    def changeEvent(self, event: QEvent) -> None:
        """Give the tables more room when the type grows; the page scrolls then."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "views"):
            self._fit()

    def _fit(self) -> None:
        self.views.setMinimumHeight(self.fontMetrics().height() * _LINES_OF_TABLES)

    # What the frame calls.

    def refresh(self) -> None:
        """Show the plan of the session that is chosen."""
        sessions = self.desk.read(list_sessions, self.desk.assembly_id)
        self._show_sessions(sessions)
        session_id = self.session.currentData()
        self._sheet = self.desk.read(plan_sheet, session_id) if session_id is not None else None
        has_plan = self._sheet is not None
        for button in (self.change, self.printing, self.again, self.lock, self.as_list):
            button.setVisible(has_plan and not self._is_setting_up)
        self.session.setVisible(bool(sessions))
        self.show_summary("")
        if session_id is None:
            self.steps.setCurrentWidget(self.empty)
        elif has_plan and not self._is_setting_up:
            self._show_plan()
        elif not any(sitter.is_here for sitter in self.desk.read(list_sitters, session_id)):
            self.steps.setCurrentWidget(self.nobody)
        elif self._shown != session_id or self.steps.currentWidget() is not self.set_up:
            self._show_set_up(session_id)

    def act(self, action: str) -> None:
        """Show the tables of a session: "session:<id>"; or make a new plan: "plan"."""
        verb, _colon, what = action.partition(":")
        if verb == "session":
            self.refresh()
            self._choose_session(UUID(what))
            self._on_session()
        elif verb == "plan":
            self._on_again()

    def entry(self) -> QWidget:
        """The tables: the arrows walk from seat to seat."""
        return self.picture

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command(_("Make a new table plan"), self._on_again, icon_name="sparkles"),
            Command(_("Show the seats as a list, or as tables"), self._on_as_list, icon_name="table"),
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The list, and the way to another plan."""
        return (("list", self._on_as_list), ("set-up", self._on_change)) if self._sheet is not None else ()

    # Showing.

    def _show_sessions(self, sessions: Sequence[SessionRow]) -> None:
        kept = self.session.currentData()
        self.session.clear()
        for each in sessions:
            self.session.addItem(short_name(each.number, each.title, self.desk.language), each.id)
        self._choose_session(kept)

    def _choose_session(self, session_id: UUID | None) -> None:
        """Choose a session; the first when there is none of that id."""
        # Not findData: it asks whether two ids are the same object.
        ids = [self.session.itemData(place) for place in range(self.session.count())]
        self.session.setCurrentIndex(ids.index(session_id) if session_id in ids else min(0, len(ids) - 1))

    def _show_set_up(self, session_id: UUID) -> None:
        self._shown = session_id
        people = sum(sitter.is_here for sitter in self.desk.read(list_sitters, session_id))
        known = self.desk.read(spread_fields, self.desk.assembly_id)
        fields: dict[str, Mode | None] = dict(known)
        if self._sheet is not None:
            fields = {name: self._sheet.fields.get(name) for name in {**known, **self._sheet.fields}}
        self.set_up.show_choices(
            people=people,
            tables=len(self._sheet.tables) if self._sheet else -(-people // _AT_A_TABLE),
            rounds=len(self._sheet.rounds) if self._sheet else _ROUNDS,
            fields=fields,
        )
        self.set_up.back.setVisible(self._sheet is not None)
        self.steps.setCurrentWidget(self.set_up)

    def _show_plan(self) -> None:
        assert self._sheet is not None
        kept = self.rounds.currentIndex()
        self.rounds.blockSignals(True)
        while self.rounds.count():
            self.rounds.removeTab(0)
        for number in range(1, len(self._sheet.rounds) + 1):
            self.rounds.addTab(_("Round {number}").format(number=number))
        self.rounds.setCurrentIndex(min(max(0, kept), len(self._sheet.rounds) - 1))
        self.rounds.blockSignals(False)
        self.steps.setCurrentWidget(self.panes)
        people = len(self._sheet.room.people)
        text = ngettext("{count} person at {tables} tables", "{count} people at {tables} tables", people)
        self.show_summary(text.format(count=people, tables=len(self._sheet.tables)))
        self._show_newcomers(self._sheet)
        self._show_round()

    def _show_newcomers(self, sheet: PlanSheet) -> None:
        count = len(sheet.unseated)
        if count:
            words = ngettext("{count} person has no seat yet.", "{count} people have no seat yet.", count)
            self.newcomers.say(
                words.format(count=count), button=_("Seat them, move nobody else"), todo=self._on_newcomers
            )
        else:
            self.newcomers.hide()

    def _show_round(self) -> None:
        if self._sheet is None or self.rounds.currentIndex() < 0:
            return
        seats = self._sheet.rounds[self.rounds.currentIndex()]
        self.picture.show_round(self._sheet.tables, seats)
        self.model.set_rows(seats)
        self.side.show_plan(self._sheet, self._number)
        self.side.show_seat(self.picture.current)
        self.score.setText(score_words(self._sheet, self._sheet.score))
        is_locked = self._sheet.is_round_locked(self._number)
        words = _("Unlock this round") if is_locked else _("Lock this round")
        self.lock.set_words(words)

    @property
    def _number(self) -> int:
        return self.rounds.currentIndex() + 1

    # What is pressed.

    def _on_session(self) -> None:
        self._is_setting_up = False
        self.refresh()

    def _on_change(self) -> None:
        self._is_setting_up, self._shown = True, None
        self.refresh()

    def _on_left(self) -> None:
        self._is_setting_up = False
        self.refresh()

    def _on_again(self) -> None:
        if self._sheet is not None and not self._is_setting_up:
            seed = self._sheet.seed + 1
            room = self.attempt(partial(self.desk.read, seating_room, self._sheet.session_id))
            if room is not None:
                write = partial(self.desk.write, replan, self._sheet.session_id, seed=seed, label=_("New table plan"))
                self._find(room, seed, write)

    def _on_planned(self, tables: int, rounds: int, fields: dict[str, Mode]) -> None:
        session_id = self.session.currentData()
        given: dict[str, Any] = {"tables": tables, "rounds": rounds, "fields": fields}
        room = self.attempt(partial(self.desk.read, seating_room, session_id, **given))
        if room is None:
            return
        seed = self._sheet.seed + 1 if self._sheet is not None else 1
        write = partial(self.desk.write, make_plan, session_id, seed=seed, label=_("New table plan"), **given)
        self._find(room, seed, write)

    def _find(self, room: Room, seed: int, write: Callable[..., Any]) -> None:
        """Look for a plan off the window's thread, then write it."""
        if self._task is not None:
            return
        task = self._task = Task(partial(_plan, room, seed), self, title=_("Seating everyone"))
        task.succeeded.connect(partial(self._on_found, write))
        task.finished.connect(self._on_over)
        self.again.setEnabled(False)
        self.set_up.button.setEnabled(False)
        self.start(task)

    def _on_found(self, write: Callable[..., Any], found: Plan) -> None:
        self._is_setting_up = False
        self.attempt(partial(write, found=found))
        self.refresh()

    def _on_over(self) -> None:
        self._task = None
        self.again.setEnabled(True)
        self.set_up.button.setEnabled(True)

    def _on_newcomers(self) -> None:
        self._write(seat_newcomers, _("Seat newcomers"))

    def _on_move(self, person: UUID, table: int) -> None:
        given = {"round_number": self._number, "respondent_id": person, "table_number": table}
        self._write(move_person, _("Move a person"), **given)

    def _on_swap(self, person: UUID, other: UUID) -> None:
        given = {"round_number": self._number, "first_id": person, "second_id": other}
        self._write(swap, _("Let two people change places"), **given)

    def _on_lock(self, person: UUID) -> None:
        if self._sheet is not None:
            seat = next(each for each in self._sheet.rounds[self._number - 1] if each.sitter.id == person)
            given = {"round_number": self._number, "respondent_id": person, "is_locked": not seat.is_locked}
            self._write(lock_seat, _("Lock a seat"), **given)

    def _on_lock_round(self) -> None:
        if self._sheet is not None:
            is_locked = not self._sheet.is_round_locked(self._number)
            self._write(lock_round, _("Lock a round"), round_number=self._number, is_locked=is_locked)

    def _on_as_list(self) -> None:
        shows_list = self.views.currentWidget() is self.table
        self.views.setCurrentIndex(0 if shows_list else 1)
        self.as_list.set_words(_("Show as a list") if shows_list else _("Show as tables"))

    def _on_tried(self, person: UUID, table: int | None) -> None:
        """What the score would be with somebody at another table."""
        if self._sheet is None:
            return
        seating = [dict(seats) for seats in self._sheet.seating]
        seat = next((each for each in self._sheet.rounds[self._number - 1] if each.sitter.id == person), None)
        if seat is None or table is None:
            self.score.setText(score_words(self._sheet, self._sheet.score))
            return
        seating[self._number - 1][seat.sitter.reference] = table
        self.score.setText(score_words(self._sheet, score(self._sheet.room, tuple(seating))))

    def _write(self, action: Callable[..., Any], label: str, **given: Any) -> None:
        if self._sheet is not None:
            self.attempt(partial(self.desk.write, action, self._sheet.session_id, label=label, **given))


def _plan(room: Room, seed: int, progress: Progress) -> Plan:
    from engage.seating.engine import plan_room  # brings numpy and a solver, for which the window does not wait

    return plan_room(room, seed=seed, progress=partial(_say, progress))


def _say(progress: Progress, done: int, total: int, message: str = "") -> None:
    """The engine marks its words; here they are said in the screen's language."""
    progress(done, total, _(message) if message else "")


def _columns() -> list[Column[SeatRow]]:
    return [
        Column(_("Table"), lambda seat: str(seat.table), is_number=True, width=70),
        Column(_("Name"), lambda seat: seat.sitter.shown_name, width=240),
        Column(_("Seat"), _state, width=120),
    ]


def _state(seat: SeatRow) -> str:
    if not seat.sitter.is_here:
        return _("Not coming")
    return _("Locked") if seat.is_locked else ""
