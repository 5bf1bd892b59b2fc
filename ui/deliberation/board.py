"""The board: filters above, the columns of cards, and beside them the note that is chosen."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from engage.deliberation.actions import move_notes, remove_note
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import (
    DraftRow,
    NoteFilter,
    NoteRow,
    PriorityRow,
    board_columns,
    list_drafts,
    list_notes,
    list_priorities,
)
from engage.languages.screen import _, ngettext
from engage.meetings.views import list_sessions
from ui.deliberation.chosen_note import ChosenNote
from ui.deliberation.columns import Columns, Key
from ui.deliberation.picking import Picker
from ui.deliberation.words import draft_name, priority_name
from ui.meetings.words import short_name
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import quiet
from ui.widgets.chips import FlowBox
from ui.widgets.folding import Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import column
from ui.widgets.messages import announce

_LINES_OF_CARDS: Final = 15
_SEARCH_LETTERS: Final = 20
_NO_PRIORITY: Final = "none"


class BoardStep(QWidget):
    """Gathers notes under drafts. `open_asked` carries a draft's id, `draft_asked` notes for a new one."""

    open_asked = Signal(object)
    draft_asked = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._notes: Sequence[NoteRow] = ()
        self._drafts: Sequence[DraftRow] = ()
        self._priorities: Sequence[PriorityRow] = ()
        self.session = Picker(_("Session"), says_label=False, letters=13)
        self.table = Picker(_("Table"), says_label=False, letters=8)
        self.kind = Picker(_("Kind of note"), says_label=False, letters=10)
        self.priority = Picker(_("Drafts under"), says_label=False, letters=13)
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Find in the notes"))
        self.search.setPlaceholderText(_("Find in the notes (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.all = quiet(_("Show all"), self.show_all, icon_name="x")
        self.shown = Text("", "soft")
        self.columns = Columns(desk)
        self.side = ChosenNote(desk)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.bar = FlowBox()
        for part in (self.session, self.table, self.kind, self.priority, self.search, self.all, self.shown):
            self.bar.flow.addWidget(part)
        self.panes = Panes(self.columns, self.side, least=112, shares=(11, 4), gap=16)
        hints = (
            _("Ctrl+arrow: move"),
            _("Ctrl+Shift+arrow: put under both"),
            _("Enter: put under any draft"),
            _("Delete: take off the draft"),
            _("F2: correct"),
            _("O: open the draft"),
        )
        keys = flow(*(Text(words, "small") for words in hints))
        self.setLayout(column(self.bar, (self.panes, 1), keys, gap=8))
        self._fit()

    def _connect(self) -> None:
        for picker in (self.session, self.table, self.kind, self.priority):
            picker.chosen.connect(lambda _value: self._show())
        self.search.textChanged.connect(lambda _text: self._show())
        self.columns.moved.connect(self._on_moved)
        self.columns.chosen.connect(self._show_chosen)
        self.columns.open_asked.connect(self.open_asked)
        self.columns.under_asked.connect(self.side.open_under)
        self.columns.edit_asked.connect(self.side.focus_text)
        self.side.under_asked.connect(self._on_under)
        self.side.draft_asked.connect(self._on_draft)
        self.side.remove_asked.connect(self._on_remove)
        self.side.left.connect(self.focus_cards)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)

    def changeEvent(self, event: QEvent) -> None:
        """Give the cards more room when the type grows; the page scrolls then."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "panes"):
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.columns.setMinimumHeight(metrics.height() * _LINES_OF_CARDS)
        self.search.setFixedWidth(metrics.averageCharWidth() * _SEARCH_LETTERS + 40)
        self.search.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # What the page calls.

    def refresh(self) -> None:
        """Show what the file says."""
        desk = self._desk
        self._notes = desk.read(list_notes, desk.assembly_id)
        self._drafts = desk.read(list_drafts, desk.assembly_id)
        self._priorities = desk.read(list_priorities, desk.assembly_id)
        self.side.show_drafts(self._drafts)
        self._show_filters()
        self._show()

    def show_session(self, key: UUID) -> None:
        """Show the notes of one session."""
        self.show_all()
        self.session.show_value(key)
        self._show()

    def show_note(self, key: UUID) -> None:
        """Choose a note, wherever it is."""
        self.show_all()
        for box in self.columns.boxes():
            if key in [note.id for note in box.list.cards.notes]:
                self.columns.focus(box.key, [key])
                return

    def show_all(self) -> None:
        """Take all filters off."""
        for picker in (self.session, self.table, self.kind, self.priority):
            picker.show_value(None)
        self.search.clear()
        self._show()

    def focus_cards(self) -> None:
        """Put the focus on the cards."""
        self.columns.current.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Sequence[Command]:
        """For the palette: put what is chosen under a draft by its name, or open the draft it is under."""
        box = self.columns.current
        if not box.list.chosen_ids():
            return ()
        text = _("Put under {draft}")
        language = self._desk.language
        found = [
            Command(
                text.format(draft=draft_name(draft, language)), partial(self._on_under, draft.id), "", "arrow-right"
            )
            for draft in self._drafts
        ]
        if box.key is not None:
            found.append(Command(_("Open the draft"), partial(self.open_asked.emit, box.key), "O", "file-text"))
        return found

    # Showing.

    def _show_filters(self) -> None:
        language = self._desk.language
        sessions = {note.session_id: note.session_number for note in self._notes}
        titles = {each.id: each.title for each in self._desk.read(list_sessions, self._desk.assembly_id)}
        named: list[tuple[Any, str]] = [(None, _("Every session"))]
        named += [(key, short_name(number, titles[key], language)) for key, number in sessions.items()]
        _offer(self.session, named)
        tables = sorted({note.table_number for note in self._notes})
        numbered = [(number, _("Table {number}").format(number=number)) for number in tables]
        _offer(self.table, [(None, _("Every table")), *numbered])
        _offer(self.kind, [(None, _("Every kind")), *((kind, _(kind.label)) for kind in NoteKind)])
        drafts: list[tuple[Any, str]] = [(each.id, priority_name(each, language)) for each in self._priorities]
        _offer(self.priority, [(None, _("Every priority")), *drafts, (_NO_PRIORITY, _("Under no priority"))])
        self.priority.setVisible(bool(self._priorities))

    def _wanted(self) -> NoteFilter:
        return NoteFilter(self.session.value(), self.table.value(), self.kind.value(), self.search.text())

    def _show(self) -> None:
        wanted, priority = self._wanted(), self.priority.value()
        notes = [note for note in self._notes if wanted.keeps(note)]
        columns = [
            found
            for found in board_columns(notes, self._drafts, self._priorities)
            if found.draft is None or priority is None or priority == (found.draft.priority_id or _NO_PRIORITY)
        ]
        self.columns.show_columns(columns, self._priorities)
        is_cut = wanted != NoteFilter() or priority is not None
        self.all.setVisible(is_cut)
        words = ngettext("{count} of {total} note", "{count} of {total} notes", len(self._notes))
        self.shown.setText(words.format(count=len(notes), total=len(self._notes)) if is_cut else "")
        self._show_chosen()

    def _show_chosen(self) -> None:
        box = self.columns.current
        ids = set(box.list.chosen_ids())
        self.side.show_notes([note for note in box.list.cards.notes if note.id in ids], box.key)

    # What is pressed.

    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_moved(self, ids: Sequence[UUID], source: Key, target: Key, stays: bool) -> None:
        """Move cards; the focus goes along."""
        if self._move(ids, source, target, stays=stays):
            self.columns.focus(target, ids)

    def _on_under(self, target: Key) -> None:
        """Put what is chosen under a draft; the focus stays, on the card that comes next."""
        box = self.columns.current
        ids, row = box.list.chosen_ids(), box.list.first_chosen_row()
        if ids and box.key != target and self._move(ids, box.key, target, stays=False):
            self.columns.focus(box.key, row_else=row)

    def _on_draft(self) -> None:
        self.draft_asked.emit(self.columns.current.list.chosen_ids())

    def _on_remove(self, key: UUID) -> None:
        """Remove the note that is chosen; the focus goes to the card that comes next."""
        box = self.columns.current
        row = box.list.first_chosen_row()

        def remove() -> bool:
            self._desk.write(remove_note, key, label=_("Remove a note"))
            return True

        if self._page.attempt(remove):
            self.columns.focus(box.key, row_else=row)

    def _move(self, ids: Sequence[UUID], source: Key, target: Key, *, stays: bool) -> bool:
        given: dict[str, Any] = {"from_draft_id": None if stays else source, "to_draft_id": target}
        label = ngettext("Move a note", "Move notes", len(ids))

        def move() -> bool:
            self._desk.write(move_notes, ids, label=label, **given)
            return True

        if (stays and target is None) or not self._page.attempt(move):
            return False
        words = ngettext("✓ {count} note is now under: {where}", "✓ {count} notes are now under: {where}", len(ids))
        said = words.format(count=len(ids), where=self.columns.box(target).name.text())
        self._desk.say(said)
        announce(self.columns, said)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search to the cards; Escape empties it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.focus_cards()
                return True
        return super().eventFilter(watched, event)


def _offer(picker: Picker, choices: Sequence[tuple[Any, str]]) -> None:
    picker.show_choices(choices, picker.value())
