"""Adding one person by hand: a reference and, if they gave one, a name. The rest is asked on their page."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from engage.errors import EngageError
from engage.languages.screen import _, screen_catalogue
from engage.people.actions import add_respondent
from engage.sentences import sentence
from ui.shell.pages import Desk
from ui.widgets.buttons import primary, quiet
from ui.widgets.labels import Text, repolish
from ui.widgets.layouts import column, row


class AddPerson(QFrame):
    """Two lines and a button, in the page. `added` carries the new person's id."""

    added = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.reference, reference = _labelled(_("Reference"))
        self.name, name = _labelled(_("Name"))
        hint = Text(_("The name may stay empty. The reference then stands in for it."), "small", wraps=True)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.add = primary(_("Add this person"), self.go)
        self.leave = quiet(_("Never mind"), self._on_left)
        for line in (self.reference, self.name):
            line.returnPressed.connect(self.go)
        heading = Text(_("Add a person"), "section")
        buttons = row(self.add, self.leave, None)
        self.setLayout(column(heading, reference, name, hint, self.error, buttons, None, gap=12, margins=16))

    def start(self) -> None:
        """Begin with empty lines."""
        for line in (self.reference, self.name):
            line.clear()
        self._show_error("")
        self.reference.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Add them, or say beside the lines why not."""
        add = partial(self._desk.write, add_respondent, self._desk.assembly_id, label=_("Add a person"))
        try:
            respondent_id = add(reference=self.reference.text(), full_name=self.name.text())
        except EngageError as error:
            self._show_error(sentence(error, screen_catalogue()))
            self.reference.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.added.emit(respondent_id)

    def _on_left(self) -> None:
        self.left.emit()

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.reference.setProperty("bad", "true" if words else "false")
        self.reference.setAccessibleDescription(words)
        repolish(self.reference)


def _labelled(words: str) -> tuple[QLineEdit, QWidget]:
    line, label, both = QLineEdit(), Text(words, "strong"), QWidget()
    label.setBuddy(line)
    line.setAccessibleName(words)
    both.setLayout(column(label, line, gap=4))
    return line, both
