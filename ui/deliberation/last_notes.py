"""The last notes of a session, newest first, each corrected in its place."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.deliberation.actions import edit_note
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import NoteRow
from engage.languages.screen import _
from ui.deliberation.words import MOST_TABLES
from ui.shell.pages import Desk
from ui.widgets.buttons import quiet
from ui.widgets.forms import ChoiceEditor, Field, LineEditor, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import row

_IN_SIGHT: Final = 12
_KIND_LETTERS: Final = 18
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteLine(QWidget):
    """One note: its number, table, kind and words. `stepped` says that one goes to the line above or below."""

    stepped = Signal(int)
    left = Signal()
    away_asked = Signal(object)

    def __init__(self, desk: Desk, note: NoteRow) -> None:
        super().__init__()
        self._desk, self._key = desk, note.id
        named = {"number": note.number}
        self.number = Text(f"{note.number}.", "soft")
        tables = NumberEditor(1, MOST_TABLES)
        tables.box.setPrefix(_("Table") + " ")
        self.table = Field("", tables, self._save_table, name=_("Table of note {number}").format(**named))
        kinds = ChoiceEditor([(kind, _(kind.label)) for kind in NoteKind])
        kinds.combo.setMinimumContentsLength(_KIND_LETTERS)
        self.kind = Field("", kinds, self._save_kind, name=_("Kind of note {number}").format(**named))
        self.text = Field("", LineEditor(), self._save_text, name=_("Words of note {number}").format(**named))
        remove = _("Remove note {number}").format(**named)
        self.away = quiet("", partial(self.away_asked.emit, note.id), icon_name="trash-2", name=remove)
        self.text.input.installEventFilter(self)
        self.setLayout(row(self.number, self.table, self.kind, (self.text, 1), self.away))
        self.show_note(note)

    def show_note(self, note: NoteRow) -> None:
        """Show what the file says."""
        self.table.show_value(note.table_number)
        self.kind.show_value(note.kind)
        self.text.show_value(note.text)

    def focus_text(self) -> None:
        """Put the focus into the words."""
        self.text.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape lead back to the line where one types; the arrows to the notes above and below."""
        if watched is self.text.input and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.stepped.emit(-1 if key is Qt.Key.Key_Up else 1)
                return True
            if key in _ENTERS or (key is Qt.Key.Key_Escape and not self.text.error.text()):
                if self.text.flush():
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _save(self, **given: Any) -> None:
        self._desk.write(edit_note, self._key, label=_("Correct a note"), **given)

    def _save_table(self, number: int) -> None:
        self._save(table_number=number)

    def _save_kind(self, kind: NoteKind) -> None:
        self._save(kind=NoteKind(kind))

    def _save_text(self, text: str) -> None:
        self._save(text=text)


class LastNotes(QWidget):
    """The newest notes. `left` says that one goes back to the line where one types."""

    left = Signal()
    remove_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines: dict[UUID, NoteLine] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)

    @property
    def lines(self) -> list[NoteLine]:
        """The lines in sight, newest first."""
        return list(self._lines.values())

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show the newest of these; a line keeps its widgets for as long as it stays."""
        newest = list(notes[-_IN_SIGHT:])[::-1]
        wanted = {note.id for note in newest}
        for key in [key for key in self._lines if key not in wanted]:
            line = self._lines.pop(key)
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        lines = {}
        for place, note in enumerate(newest):
            line = self._lines.get(note.id) or self._line(note)
            line.show_note(note)
            if self._rows.indexOf(line) != place:
                self._rows.insertWidget(place, line)
                line.show()  # at once: Qt would wait, and paint the list squeezed for a moment
            lines[note.id] = line
        self._lines = lines

    def focus_newest(self) -> None:
        """Put the focus into the newest note, if there is one."""
        if self._lines:
            self.lines[0].focus_text()

    def _line(self, note: NoteRow) -> NoteLine:
        line = NoteLine(self._desk, note)
        line.away_asked.connect(self._on_away)
        line.left.connect(self.left)
        line.stepped.connect(partial(self._on_stepped, note.id))
        return line

    def _on_away(self, key: UUID) -> None:
        for field in (self._lines[key].text, self._lines[key].table, self._lines[key].kind):
            field.take_back()
        self.remove_asked.emit(key)

    def _on_stepped(self, key: UUID, step: int) -> None:
        place = list(self._lines).index(key) + step
        if place < 0:
            self.left.emit()
        elif place < len(self._lines):
            self.lines[place].focus_text()
