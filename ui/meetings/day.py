"""The door on the day: a huge search box; two letters, Enter, done. Nothing pops up.

A tick is shown because the file said that it changed, never before: what is on screen is in the file.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.screen import _, ngettext
from engage.meetings.actions import check_in, mark_apologies, mark_late, mark_left, mark_no_show, undo_check_in
from engage.meetings.rules import AttendanceState
from engage.meetings.views import DoorPerson, Quorum, door_list, quorum, session_sheet
from engage.seating.views import first_tables
from ui.meetings.words import needs_words, session_name, state_shape, state_tone, time_here
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import flow
from ui.widgets.labels import ElidedText, Text, plain_tooltip
from ui.widgets.layouts import column, row
from ui.widgets.messages import announce
from ui.widgets.tables import Column, Table, TableModel

_LEAST_POINTS: Final = 18.0
_HUGE: Final = 1.5
_SMALLER: Final = 0.75
_LEAST_ROWS: Final = 3
_TABLE_COLUMN: Final = 3
# A sheet of its own, since type that the app's sheet sets would not follow this widget's font.
_SHEET: Final = """
QLabel, ElidedText, QTableView, QHeaderView {{ font-size: {points}pt; }}
QPushButton {{ font-size: {button}pt; }}
QLineEdit, QLabel[role="strong"] {{ font-size: {huge}pt; }}
"""

_SHARES: Final = (2, 0, 0, 0, 3)
"""Of the width: the name, where they are, since when, the table, and the needs, which take most words."""

Tick = Callable[..., None]


class DayStep(QWidget):
    """Ticks members off. `left` says that the officer goes back to the sessions."""

    left = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._session: UUID | None = None
        self._last: tuple[UUID, AttendanceState] | None = None
        self._tables: dict[UUID, int] = {}
        self._shown: Sequence[DoorPerson] = ()
        self._build()
        layout = column(
            row((self.heading, 1), self.back),
            row(self.arrived, 24, self.quorum, None),
            self.search,
            row((self.told, 1), (self.needs, 1)),
            self.table,
            self.buttons,
            gap=8,
        )
        layout.setStretchFactor(self.table, 1)
        self.setLayout(layout)
        self._add_keys()
        self._grow()

    def _build(self) -> None:
        self.heading = ElidedText()
        self.back = quiet(_("Back to the sessions"), self.left.emit, icon_name="arrow-left")
        self.arrived = Text("", "strong")
        self.quorum = Text("")
        self.search = QLineEdit()
        self.search.setProperty("big", "true")
        self.search.setPlaceholderText(_("Two letters of a name, then Enter"))
        self.search.setAccessibleName(_("Who is at the door"))
        self.search.installEventFilter(self)
        self.search.textEdited.connect(lambda _text: self._show_list())
        self.told = Text("", "good")
        # A long name must not make the page wider than the screen.
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.needs = ElidedText()
        self.needs.hide()
        self.model: TableModel[DoorPerson] = TableModel(_columns(self._desk, self._table_of), self)
        self.table = Table(_("Members"))
        self.table.setModel(self.model)
        self.table.let_chosen_wrap()
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.table.share_width(*_SHARES)
        self.table.activated_row.connect(self._check_in)
        self.buttons = flow(*(self._button(*each) for each in _deeds()))

    def _button(self, words: str, keys: str, action: Tick, label: str) -> Button:
        return Button(f"{words}  {keys}", partial(self._on_deed, action, label))

    def _add_keys(self) -> None:
        for _words, keys, action, label in _deeds():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_deed, action, label))

    # What the page calls.

    def start(self, session_id: UUID) -> None:
        """Open the door of this session."""
        self._session = session_id
        self._last = None
        self._say("")
        self.search.setText("")
        self.refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the file says."""
        if self._session is None:
            return
        found = self._desk.read(session_sheet, self._session)
        language = self._desk.language
        name = session_name(found.number, found.title, language)
        self.heading.set_text(f"{name} · {isolated(long_date(found.held_on, language))}")
        self._show_counts(self._desk.read(quorum, self._session))
        self._tables = self._desk.read(first_tables, self._session)
        self.table.setColumnHidden(_TABLE_COLUMN, not self._tables)
        self._show_list()
        self._forget_what_was_undone()

    # Showing.

    def _show_counts(self, found: Quorum) -> None:
        self.arrived.setText(_("Arrived {count} of {total}").format(count=found.came, total=found.members))
        missing = found.needed - found.present
        words = ngettext(
            "▲ {count} more for a quorum of {needed}", "▲ {count} more for a quorum of {needed}", max(missing, 0)
        ).format(count=missing, needed=found.needed)
        self.quorum.setText(_("✓ Quorum: {needed} needed").format(needed=found.needed) if found.is_met else words)
        self.quorum.set_role("good" if found.is_met else "warn")

    def _show_list(self) -> None:
        if self._session is None:
            return
        chosen = self.table.current_row()
        rows = self._desk.read(door_list, self._session, search=self.search.text())
        if not self.search.text().strip():
            rows = tuple(sorted(rows, key=lambda person: person.state is not AttendanceState.EXPECTED))
        self._shown = rows
        self.model.set_rows(rows)
        ids = [person.id for person in rows]
        if self.search.text().strip():
            self.table.choose(0) if rows else None
        elif chosen is not None and chosen.id in ids:
            self.table.choose(ids.index(chosen.id))

    def _say(self, words: str, role: str = "good", *, needs: str = "") -> None:
        self.told.setText(words)
        self.told.set_role(role)
        self.told.setToolTip(plain_tooltip(words))
        self.needs.set_text(needs)
        self.needs.setVisible(bool(needs))
        announce(self.told, f"{words} {needs}")

    def _forget_what_was_undone(self) -> None:
        """Words about a tick go when the tick does."""
        if self._last is None:
            return
        if self._last not in [(person.id, person.state) for person in self._everyone()]:
            self._last = None
            self._say("")

    def _everyone(self) -> Sequence[DoorPerson]:
        """All members as the file has them: what the list shows, unless it is cut down by a search."""
        if self.search.text().strip():
            return self._desk.read(door_list, self._session)
        return self._shown

    def _table_of(self, person: DoorPerson) -> str:
        return str(self._tables.get(person.id, ""))

    # Ticking.

    def _on_deed(self, action: Tick, label: str) -> None:
        person = self.table.current_row()
        if person is None:
            self._say(_("Choose somebody first: type a few letters, or press Down."), "warn")
            return
        self._tick(person, action, label)

    def _check_in(self, person: DoorPerson) -> None:
        if person.state.is_present:
            since = time_here(person.arrived_at, self._desk.language) if person.arrived_at else ""
            text = _("{name} is in already, since {time}.")
            self._say(text.format(name=isolated(person.shown_name), time=since), "warn")
        else:
            self._tick(person, check_in, _("Tick off {name}"))

    def _tick(self, person: DoorPerson, action: Tick, label: str) -> None:
        write = partial(self._desk.write, action, self._session, person.id)
        self._last = None

        def tick() -> bool:
            write(label=label.format(name=person.shown_name))
            return True

        if not self._page.attempt(tick):
            return
        self.search.setText("")
        self.table.setCurrentIndex(self.model.index(-1, -1))
        self._show_list()
        self._tell(person.id)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, key: UUID) -> None:
        """What the file says of somebody now, and what to remember about them."""
        person = next(row for row in self._everyone() if row.id == key)
        self._last = (key, person.state)
        words = f"✓ {isolated(person.shown_name)}: {_(person.state.label)}"
        if person.state.is_present and key in self._tables:
            words = " · ".join((words, _("Table {number}").format(number=self._tables[key])))
        needs = needs_words(person.needs) if person.state.is_present else ""
        self._say(words, needs=needs)

    # Keys and size.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter ticks off, Up and Down choose, Escape empties the line, and undo takes back a tick, not a letter."""
        if watched is self.search and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._search_key(Qt.Key(event.key()))
            if event.type() is QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.Undo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _search_key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key is Qt.Key.Key_Down else -1)
        elif key is Qt.Key.Key_Escape and self.search.text():
            self.search.setText("")
            self._show_list()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        person = self.table.current_row()
        if person is not None:
            self._check_in(person)
        elif self.search.text().strip():
            text = _("No member is called “{text}”. Try other letters, or the reference.")
            self._say(text.format(text=isolated(self.search.text().strip())), "warn")

    def _step(self, step: int) -> None:
        count = self.model.count()
        if count:
            index = self.table.currentIndex()
            here = index.row() if index.isValid() else -1
            self.table.choose(max(0, min(count - 1, here + step)))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type, never below what is read from a step away."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange) and hasattr(self, "table"):
            self._grow()

    def _grow(self) -> None:
        body = QApplication.font().pointSizeF()
        points = max(_LEAST_POINTS, body)
        sheet = _SHEET.format(points=points, huge=points * _HUGE, button=max(points * _SMALLER, body))
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)
        self.table.setMinimumHeight(_LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())


def _deeds() -> list[tuple[str, str, Tick, str]]:
    """What can be ticked besides arriving: words, key, action, and what undo calls it."""
    return [
        (_("Came late"), "Alt+L", mark_late, _("Came late: {name}")),
        (_("Left"), "Alt+G", mark_left, _("Left: {name}")),
        (_("Apologies"), "Alt+A", mark_apologies, _("Apologies: {name}")),
        (_("Did not come"), "Alt+N", mark_no_show, _("Did not come: {name}")),
        (_("Take back"), "Alt+T", undo_check_in, _("Take back: {name}")),
    ]


def _columns(desk: Desk, table_of: Callable[[DoorPerson], str]) -> list[Column[Any]]:
    def when(person: DoorPerson) -> str:
        moment = person.left_at or person.arrived_at
        return time_here(moment, desk.language) if moment else ""

    return [
        Column(_("Name"), lambda person: person.shown_name, width=260),
        Column(
            _("Where they are"),
            lambda person: _(person.state.label),
            width=210,
            tone=lambda person: state_tone(person.state),
            shape=lambda person: state_shape(person.state),
        ),
        Column(_("Time"), when, width=90),
        Column(_("Table"), table_of, width=90),
        Column(_("Needs at the door"), lambda person: needs_words(person.needs), width=320),
    ]
