"""Notes at the table's pace: one line, Enter, next. Session, item and table stay for the next note."""

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from engage.clock import utc_now
from engage.deliberation.actions import add_note, remove_note
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import list_notes
from engage.errors import EngageError
from engage.languages.bidi import isolated
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.meetings.views import SessionRow, session_sheet
from engage.sentences import sentence
from ui.deliberation.last_notes import LastNotes
from ui.deliberation.picking import Picker
from ui.deliberation.words import MOST_TABLES
from ui.meetings.words import short_name
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import quiet
from ui.widgets.chips import Chips
from ui.widgets.folding import flow
from ui.widgets.forms import Field, NumberEditor
from ui.widgets.labels import Text, repolish
from ui.widgets.layouts import card, column, row, sheet
from ui.widgets.messages import announce

_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class NotesStep(QWidget):
    """Writes notes down. `board_asked` carries the session whose notes should be shown on the board."""

    board_asked = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._kind = NoteKind.IDEA
        self._sessions: Sequence[SessionRow] = ()
        self.session = Picker(_("Session"), letters=20)
        self.item = Picker(_("Agenda item"), letters=20)
        self.table = Field(_("Table"), NumberEditor(1, MOST_TABLES), _keep)
        self.table.show_value(1)
        self.kinds = Chips(_("What it is"))
        self.line = QLineEdit()
        self.line.setProperty("big", "true")
        self.line.setAccessibleName(_("What was said"))
        self.line.setPlaceholderText(_("What was said, then Enter"))
        self.line.installEventFilter(self)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.told = Text("", "good", wraps=True)
        hints = (
            _("Alt+Up, Alt+Down: another table"),
            _("Alt+Page Up, Alt+Page Down: another item"),
            _("Up: correct the last note"),
            _("Ctrl+Z: take it back"),
        )
        self.keys = flow(*(Text(words, "small") for words in hints))
        self.count = Text("", "soft")
        self.last = LastNotes(desk)
        self.last.left.connect(self.focus_line)
        self.last.remove_asked.connect(self._on_remove)
        self.older = quiet(_("Show them all on the board"), self._on_board, icon_name="layout-grid")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        entry = card(
            flow(self.session, self.item, self.table), self.line, self.error, self.kinds, self.told, self.keys, gap=8
        )
        heading = row(Text(_("The last notes"), "section"), 8, self.count, None, self.older)
        last = card(heading, self.last, gap=8)
        self.setLayout(column(sheet(column(entry, last, None, gap=16))))

    def _connect(self) -> None:
        self.session.chosen.connect(self.show_session)
        self.item.chosen.connect(lambda _key: self.focus_line())
        self.kinds.chosen.connect(self._on_kind)
        for number, kind in enumerate(NoteKind, 1):
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_kind, kind))

    # What the page calls.

    def show_sessions(self, sessions: Sequence[SessionRow]) -> None:
        """Offer these sessions; without a choice the latest that has begun is shown."""
        kept = self.session.value()
        if kept not in [each.id for each in sessions]:
            kept = _latest(sessions)
        self._sessions = sessions
        names = [(each.id, short_name(each.number, each.title, self._desk.language)) for each in sessions]
        self.session.show_choices(names, kept)
        self._show_items()
        self._show_kinds()
        self._show_notes()

    def show_session(self, key: UUID) -> None:
        """Write for this session from now on."""
        self.session.show_value(key)
        self._say("")
        self.show_sessions(self._sessions)
        self.focus_line()

    def focus_line(self) -> None:
        """Put the focus where one types."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Keep what is typed as a note, so that it is never lost. Returns whether nothing is left waiting."""
        return not self.line.text().strip() or self._add()

    # Showing.

    def _show_items(self) -> None:
        choices: list[tuple[UUID | None, str]] = [(None, _("No item"))]
        if (key := self.session.value()) is not None:
            language = self._desk.language.code
            for each in self._desk.read(session_sheet, key).agenda:
                title = pick(each.title, language).text.strip() or _(each.kind.label)
                choices.append((each.id, f"{each.number} · {isolated(title)}"))
        self.item.show_choices(choices, self.item.value())

    def _show_kinds(self) -> None:
        words = [(kind, f"{_(kind.label)}  Alt+{number}") for number, kind in enumerate(NoteKind, 1)]
        self.kinds.show_choices(words, self._kind)

    def _show_notes(self) -> None:
        key = self.session.value()
        notes = self._desk.read(list_notes, self._desk.assembly_id, session_id=key) if key is not None else []
        self.last.show_notes(notes)
        self.older.setVisible(bool(notes))
        words = ngettext("{count} note in this session", "{count} notes in this session", len(notes))
        self.count.setText(words.format(count=len(notes)) if notes else _("No notes in this session yet."))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        announce(self.told, words)

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.line.setProperty("bad", "true" if words else "false")
        self.line.setAccessibleDescription(words)
        repolish(self.line)

    # What is typed and pressed.

    def _add(self) -> bool:
        write = partial(self._desk.write, add_note, self.session.value(), label=_("Add a note"))
        text, kind, table = self.line.text(), self._kind, self.table.value()
        try:
            write(text=text, kind=kind, table_number=table, agenda_item_id=self.item.value())
        except EngageError as error:
            self._show_error(sentence(error, screen_catalogue()))
            return False
        self._show_error("")
        self.line.setText("")
        self._on_kind(NoteKind.IDEA)
        self._say(_("✓ Kept for table {table}: {kind}").format(table=table, kind=_(kind.label)))
        return True

    def _on_kind(self, kind: NoteKind) -> None:
        self._kind = kind
        self._show_kinds()
        self.focus_line()

    def _on_remove(self, key: UUID) -> None:
        def remove() -> bool:
            self._desk.write(remove_note, key, label=_("Remove a note"))
            return True

        if self._page.attempt(remove):
            self.focus_line()

    def _on_board(self) -> None:
        self.board_asked.emit(self.session.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the note; arrows change table, item, or go to the last notes; undo takes back the last note."""
        if watched is self.line and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._line_key(event)
            if event.type() is QEvent.Type.ShortcutOverride and self._leaves_undo(event):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _line_key(self, event: QKeyEvent) -> bool:
        key, is_alt = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _ENTERS:
            self._add()
        elif key in _STEPS and is_alt:
            self.table.show_value(self.table.value() + _STEPS[key])
        elif key in _PAGES and is_alt:
            self.item.step(_PAGES[key])
        elif key is Qt.Key.Key_Up:
            self.last.focus_newest()
        else:
            return False
        return True

    def _leaves_undo(self, event: QKeyEvent) -> bool:
        undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
        is_undo = event.matches(undo) and not self.line.isUndoAvailable()
        return is_undo or (event.matches(redo) and not self.line.isRedoAvailable())


def _latest(sessions: Sequence[SessionRow]) -> UUID | None:
    """The latest session that is held today or was before; the first while none was."""
    today = utc_now().date()
    begun = [each.id for each in sessions if each.held_on <= today]
    return begun[-1] if begun else sessions[0].id if sessions else None


def _keep(_value: object) -> None:
    """The table's number is written with the note."""
