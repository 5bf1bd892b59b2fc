"""Beside the board: the note that is chosen, corrected in place, and the draft to put it under."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from engage.deliberation.actions import edit_note
from engage.deliberation.rules import NoteKind
from engage.deliberation.views import DraftRow, NoteRow
from engage.languages.bidi import isolated
from engage.languages.formats import row_on_screen
from engage.languages.local_text import pick
from engage.languages.screen import _, ngettext
from ui.deliberation.picking import Picker
from ui.deliberation.words import MOST_TABLES, draft_name, where_said
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import flow
from ui.widgets.forms import AreaEditor, ChoiceEditor, Field, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet


class ChosenNote(QWidget):
    """`under_asked` carries the draft chosen, `remove_asked` the note; `draft_asked` asks for a new draft.

    `left` leads back to the cards.
    """

    under_asked = Signal(object)
    remove_asked = Signal(object)
    draft_asked = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key: UUID | None = None
        self._drafts: Sequence[DraftRow] = ()
        self.where = Text("", "strong", wraps=True)
        self.item = Text("", "soft", wraps=True)
        self.drafts = Text("", "soft", wraps=True)
        self.text = Field(_("What was said"), AreaEditor(3), self._save_text)
        kinds = [(kind, _(kind.label)) for kind in NoteKind]
        self.kind = Field(_("What it is"), ChoiceEditor(kinds), self._save_kind)
        self.table = Field(_("Table"), NumberEditor(1, MOST_TABLES), self._save_table)
        self.under = Picker(_("Put under"), letters=10)
        self.away = quiet(_("Remove this note"), self._on_away, icon_name="trash-2")
        self.new = Button(_("New draft from it"), self.draft_asked.emit, icon_name="plus")
        self.under.chosen.connect(self.under_asked)
        for part in (self.text.input, self.under.combo):
            part.installEventFilter(self)
        self._inside = card(
            self.where,
            self.item,
            self.drafts,
            self.text,
            row((self.kind, 2), (self.table, 1)),
            self.under,
            flow(self.new, self.away),
            gap=8,
        )
        self.nothing = Text(
            _("Choose a note to see it here, or several with Shift and the arrows."), "soft", wraps=True
        )
        self.setLayout(column(sheet(column(self._inside, self.nothing, None))))
        self.show_notes((), None)

    def show_drafts(self, drafts: Sequence[DraftRow]) -> None:
        """Offer these drafts."""
        self._drafts = drafts

    def show_notes(self, notes: Sequence[NoteRow], under: UUID | None) -> None:
        """Show the note that is chosen in the column of a draft; of several, how many they are."""
        one = notes[0] if len(notes) == 1 else None
        if (one.id if one else None) != self._key:
            for field in (self.text, self.kind, self.table):
                field.flush()
            self._key = one.id if one else None
        self._inside.setVisible(bool(notes))
        self.nothing.setVisible(not notes)
        for part in (self.text, self.kind, self.table, self.item, self.drafts, self.away):
            part.setVisible(one is not None)
        self._show_choices(under)
        many = ngettext("{count} note is chosen", "{count} notes are chosen", len(notes))
        self.where.setText(where_said(one) if one else many.format(count=len(notes)))
        if one is not None:
            self._show_one(one)

    def open_under(self) -> None:
        """Let the draft be chosen by its letters."""
        if self._inside.isVisible():
            self.under.combo.setFocus(Qt.FocusReason.OtherFocusReason)
            self.under.combo.showPopup()

    def focus_text(self) -> None:
        """Put the focus into the words."""
        self.text.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_one(self, note: NoteRow) -> None:
        self.text.show_value(note.text)
        self.kind.show_value(note.kind)
        self.table.show_value(note.table_number)
        item = pick(note.item_title, self._desk.language.code).text.strip()
        self.item.setText(isolated(item))
        self.item.setVisible(bool(item))
        labels = [draft.label for draft in self._drafts if draft.number in note.draft_numbers]
        self.drafts.setText(_("Behind: {drafts}").format(drafts=row_on_screen(labels)))
        self.drafts.setVisible(bool(labels))

    def _show_choices(self, under: UUID | None) -> None:
        choices: list[tuple[UUID | None, str]] = [(None, _("Not used yet"))]
        choices += [(draft.id, draft_name(draft, self._desk.language)) for draft in self._drafts]
        self.under.show_choices(choices, under)

    def _save(self, **given: Any) -> None:
        if self._key is not None:
            self._desk.write(edit_note, self._key, label=_("Correct a note"), **given)

    def _save_text(self, text: str) -> None:
        self._save(text=" ".join(text.split()))

    def _save_kind(self, kind: NoteKind) -> None:
        self._save(kind=NoteKind(kind))

    def _save_table(self, number: int) -> None:
        self._save(table_number=number)

    def _on_away(self) -> None:
        for field in (self.text, self.kind, self.table):
            field.take_back()
        self.remove_asked.emit(self._key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape goes back to the cards, and so does Enter in the words: a note is one line."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_text = watched is self.text.input
            ends = [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter] if is_text else [Qt.Key.Key_Escape]
            if Qt.Key(event.key()) in ends and not (is_text and self.text.error.text()):
                if self.text.flush():
                    self.left.emit()
                return True
        return super().eventFilter(watched, event)
