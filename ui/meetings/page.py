"""The page itself: the sessions on one side, the one that is chosen on the other; the door as a step of the page."""

from collections.abc import Callable, Sequence
from datetime import time, timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from engage.assembly.views import assembly_sheet
from engage.clock import utc_now
from engage.languages.screen import _, ngettext
from engage.meetings.actions import add_session
from engage.meetings.views import SessionRow, list_sessions
from ui.meetings.day import DayStep
from ui.meetings.session import SessionEditor
from ui.meetings.words import short_day, short_name
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import Button, primary
from ui.widgets.folding import Filling, Panes
from ui.widgets.layouts import column
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, Table, TableModel

_LEAST_LINES: Final = 17
_LEAST_ROWS: Final = 4
_BETWEEN_SESSIONS: Final = timedelta(days=14)
_BEGINS, _ENDS = time(10), time(16)


class MeetingsPage(Page):
    """The sessions of the assembly."""

    topics: ClassVar[frozenset[str]] = frozenset({"sessions", "attendance", "respondents", "seating"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Meetings"))
        self._current: UUID | None = None
        self._sessions: tuple[SessionRow, ...] = ()
        self.add_button = Button(_("Add a session"), self.add_session, icon_name="plus")
        self.door_button = primary(_("Tick people off"), self.open_door, icon_name="users")
        self.add_buttons(self.add_button, self.door_button)
        self._build_panes()
        self.day = DayStep(desk, self)
        self.day.left.connect(self.close_door)
        self.empty = EmptyState(
            _("No sessions yet"),
            _("Add each day that the assembly meets. Its agenda and its sign-in list come from here."),
            button=_("Add the first session"),
            todo=self.add_session,
            icon_name="calendar-days",
        )
        self._steps = Filling(lines=_LEAST_LINES)
        for step in (self.empty, self._panes, self.day):
            self._steps.addWidget(step)
        self.add_to_body(self._steps)
        self.body.setStretch(0, 1)

    def _build_panes(self) -> None:
        self.model: TableModel[SessionRow] = TableModel(_columns(self.desk), self)
        self.table = Table(_("Sessions"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.setMinimumHeight(_LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())
        self.table.chosen_row.connect(self._on_chosen)
        self.table.activated_row.connect(lambda _row: self.session.focus_first())
        self.session: SessionEditor = SessionEditor(self.desk, self)
        self.session.removed.connect(self._on_removed)
        holder = QWidget()
        holder.setLayout(column(self.table))
        self._panes: Panes = Panes(holder, self.session, least=104, shares=(3, 8), gap=16)

    # What the frame calls.

    def refresh(self) -> None:
        """Show the sessions as they are now."""
        self._sessions = self.desk.read(list_sessions, self.desk.assembly_id)
        is_at_door = self._steps.currentWidget() is self.day and self._is_there(self._current)
        self.show_summary("" if is_at_door else _summary(self._sessions))
        self.door_button.setEnabled(bool(self._sessions))
        if is_at_door:
            self.day.refresh()
            return
        self._show_plain()
        self._steps.setCurrentWidget(self._panes if self._sessions else self.empty)
        if not self._is_there(self._current):
            self._current = _next_of(self._sessions)
        self.model.set_rows(self._sessions)
        if self._current is not None:
            self.table.choose([row.id for row in self._sessions].index(self._current))
            self.session.show_session(self._current)

    def act(self, action: str) -> None:
        """Do what another page asks: "add", "session:<id>", "door:<id>"."""
        verb, _colon, what = action.partition(":")
        if verb == "add":
            self.add_session()
        elif verb in ("session", "door"):
            self.close_door()
            self._current = UUID(what)
            self.refresh()
            if verb == "door":
                self.open_door()

    def entry(self) -> QWidget:
        """The way to the door: on the day itself Enter is all it takes."""
        return self.door_button

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command(_("Tick people off"), self.open_door, icon_name="users"),
            Command(_("Add a session"), self.add_session, icon_name="plus"),
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """The door, as the first people come in."""
        return (("door", self._show_door),) if self._sessions else ()

    # What is pressed.

    def add_session(self) -> None:
        """Plan another session, two weeks after the last, as long as that one."""
        if not self.flush():
            return
        self.close_door()
        day, begins, ends = self._after_the_last()
        added = self.attempt(
            lambda: self.desk.write(
                add_session,
                self.desk.assembly_id,
                held_on=day,
                starts_at=begins,
                ends_at=ends,
                venue_name=self._sessions[-1].venue_name if self._sessions else "",
                label=_("Add a session"),
            )
        )
        if added is not None:
            self._current = added
            self.refresh()
            self.session.focus_first()

    def open_door(self) -> None:
        """Begin to tick people off at the session that is chosen."""
        if self._current is None or not self.flush():
            return
        self.title.hide()
        self.add_button.hide()
        self.door_button.hide()
        self.show_summary("")
        self._steps.setCurrentWidget(self.day)
        self.day.start(self._current)

    def close_door(self) -> None:
        """Go back to the sessions."""
        if self._steps.currentWidget() is self.day:
            self._steps.setCurrentWidget(self._panes)
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside.

    def _show_plain(self) -> None:
        for part in (self.title, self.add_button, self.door_button):
            part.show()

    def _is_there(self, key: UUID | None) -> bool:
        return any(row.id == key for row in self._sessions)

    def _after_the_last(self) -> tuple[Any, time, time]:
        if self._sessions:
            last = self._sessions[-1]
            return last.held_on + _BETWEEN_SESSIONS, last.starts_at, last.ends_at
        first = self.desk.read(assembly_sheet, self.desk.assembly_id).first_session_on
        return first or utc_now().date() + _BETWEEN_SESSIONS, _BEGINS, _ENDS

    def _show_door(self) -> None:
        self.open_door()
        self.day.search.setText("ma")
        self.day.refresh()

    def _on_chosen(self, chosen: SessionRow | None) -> None:
        if chosen is not None and chosen.id != self._current:
            self._current = chosen.id
            self.session.show_session(chosen.id)

    def _on_removed(self) -> None:
        self._current = None
        self.refresh()


def _next_of(sessions: Sequence[SessionRow]) -> UUID | None:
    """The session that is next or today; after the last, that one."""
    today = utc_now().date()
    coming = [row.id for row in sessions if row.held_on >= today]
    return coming[0] if coming else sessions[-1].id if sessions else None


def _summary(sessions: Sequence[SessionRow]) -> str:
    if not sessions:
        return ""
    planned = ngettext("{count} session", "{count} sessions", len(sessions)).format(count=len(sessions))
    count = sum(row.came > 0 for row in sessions)
    held = _("{count} held").format(count=count)
    return f"{planned} · {held}" if count else planned


def _columns(desk: Desk) -> list[Column[Any]]:
    return [
        Column(_("Session"), lambda row: short_name(row.number, row.title, desk.language), width=150),
        Column(_("Day"), lambda row: short_day(row.held_on, desk.language), width=84),
        Column(_("Came"), _came, width=64, is_number=True),
    ]


def _came(row: SessionRow) -> str:
    return str(row.came) if row.came else ""
