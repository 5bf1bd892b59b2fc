"""A decision that asks why before it is done: one line and two buttons in the page, never a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from engage.errors import EngageError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.labels import Text, repolish
from ui.widgets.layouts import column, row


class ReasonBox(QFrame):
    """Asks why, then does it. Enter does it too and Escape goes back; a refusal is said beside the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._todo: Callable[[str], object] | None = None
        self._asked_by: QWidget | None = None
        self.question = Text("", "strong", wraps=True)
        self.line = QLineEdit()
        self.line.setMaxLength(2000)
        self.line.returnPressed.connect(self.go)
        self.line.textEdited.connect(lambda _text: self._show_error(""))
        self.line.installEventFilter(self)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.do_it: Button = primary("", self.go)
        self.leave_it = quiet(_("Never mind"), self.close_box)
        buttons = row(self.do_it, self.leave_it, None)
        self.setLayout(column(self.question, self.line, self.error, buttons, margins=12))
        self.hide()

    def ask(self, question: str, *, button: str, todo: Callable[[str], object]) -> None:
        """Ask; `todo` gets the reason and may raise an EngageError, which is shown here."""
        self._todo = todo
        self._asked_by = self.window().focusWidget()
        self.question.setText(question)
        self.line.setAccessibleName(question)
        self.line.clear()
        self._show_error("")
        self.do_it.set_words(button)
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Do it with the reason as it stands."""
        if self._todo is None:
            return
        try:
            self._todo(self.line.text())
        except EngageError as error:
            self._show_error(sentence(error, screen_catalogue()))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._todo = None
        self.hide()

    def close_box(self) -> None:
        """Leave everything as it is, and give the focus back to the button that asked."""
        self._todo = None
        self.hide()
        if self._asked_by is not None and self._asked_by.isVisible():
            self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves everything as it is."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_box()
            return True
        return super().eventFilter(watched, event)

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.line.setProperty("bad", "true" if words else "false")
        self.line.setAccessibleDescription(words)
        repolish(self.line)
