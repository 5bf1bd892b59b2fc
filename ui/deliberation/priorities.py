"""The priorities: the few things that members put first, in their order; drafts stand under them."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from engage.deliberation.actions import add_priority, edit_priority, move_priority, remove_priority
from engage.deliberation.views import PriorityRow, list_priorities
from engage.errors import EngageError
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.sentences import sentence
from ui.assembly.lists import show_local
from ui.deliberation.words import writing_language
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import primary
from ui.widgets.forms import Field, area
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet
from ui.widgets.row_list import RowEditor, RowList


class PriorityEditor(RowEditor[PriorityRow]):
    """One priority: its words, and how many drafts stand under it."""

    def __init__(self, desk: Desk, key: UUID) -> None:
        super().__init__()
        self._desk, self._key = desk, key
        self.text: Field = area("", self._save, lines=1, name=_("Priority"))
        self.drafts = Text("", "small")
        self.setLayout(column(self.text, self.drafts, gap=2))

    def show_row(self, row_shown: PriorityRow) -> None:
        """Show what the file says."""
        show_local(self.text, row_shown.text, writing_language(self._desk.language))
        count = row_shown.draft_count
        self.drafts.setText(ngettext("{count} draft under it", "{count} drafts under it", count).format(count=count))

    def _save(self, text: str) -> None:
        given = {"text": text, "language": writing_language(self._desk.language)}
        self._desk.write(edit_priority, self._key, label=_("Word a priority"), **given)


class PriorityList(RowList[PriorityRow]):
    """The priorities in order."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            noun=_("Priority"),
            add_words=_("Add a priority"),
            empty_words=_("No priorities yet. Three to five are enough; drafts stand under them on the board."),
        )
        self._desk = desk

    def editor_for(self, row_shown: PriorityRow) -> PriorityEditor:
        """A field for the words."""
        return PriorityEditor(self._desk, row_shown.id)


class PrioritiesStep(QWidget):
    """Adds, words, orders and removes priorities; everything is saved as it is typed."""

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.list = PriorityList(desk)
        self.list.add_button.hide()  # the line below adds: a priority without words says nothing
        self.list.move_asked.connect(self._on_move)
        self.list.remove_asked.connect(self._on_remove)
        self.line = QLineEdit()
        self.line.setAccessibleName(_("New priority"))
        self.line.setPlaceholderText(_("A new priority, then Enter"))
        self.line.returnPressed.connect(self._on_add)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.add = primary(_("Add the priority"), self._on_add, icon_name="plus")
        hint = Text(
            _("What the members put first. Drafts stand under a priority; reports follow this order."),
            "soft",
            wraps=True,
        )
        inside = card(hint, self.list, row((self.line, 1), self.add), self.error, gap=12)
        self.setLayout(column(sheet(column(inside, None))))

    def refresh(self) -> None:
        """Show what the file says."""
        self.list.show_rows(self._desk.read(list_priorities, self._desk.assembly_id))

    def flush(self) -> bool:
        """Keep a new priority that is typed. Returns whether nothing is left waiting."""
        return not self.line.text().strip() or self._on_add()

    def _on_add(self) -> bool:
        given = {"text": self.line.text(), "language": writing_language(self._desk.language)}
        try:
            self._desk.write(add_priority, self._desk.assembly_id, label=_("Add a priority"), **given)
        except EngageError as error:
            self.error.setText(sentence(error, screen_catalogue()))
            self.error.show()
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.error.hide()
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_move(self, key: UUID, step: int) -> None:
        self._page.flush()
        to = self.list.place_of(key) + step
        self._page.attempt(partial(self._desk.write, move_priority, key, to=to, label=_("Move a priority")))

    def _on_remove(self, key: UUID) -> None:
        if self._page.flush():
            self._page.attempt(partial(self._desk.write, remove_priority, key, label=_("Remove a priority")))
