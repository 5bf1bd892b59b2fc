"""The page that asks for a file's passphrase."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from engage.languages.screen import _
from ui.widgets.buttons import Button, primary
from ui.widgets.labels import ElidedText, Text
from ui.widgets.layouts import MARGIN, column, row, sheet
from ui.widgets.messages import Notice


class PassphraseLine(QLineEdit):
    """A line for a passphrase: hidden, with a button to see it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.eye = Button("", self.toggle, kind="quiet", icon_name="eye", name=_("Show the passphrase"))

    def toggle(self) -> None:
        """Show or hide what is typed."""
        is_hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-off" if is_hidden else "eye")
        self.eye.setAccessibleName(_("Hide the passphrase") if is_hidden else _("Show the passphrase"))


class UnlockPage(QWidget):
    """Asks for the passphrase; the error stands beside the line."""

    unlocked = Signal(object, str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self.file_name = ElidedText()
        self.line = PassphraseLine(_("Passphrase"))
        self.line.returnPressed.connect(self._on_unlock)
        self.line.setMaximumWidth(480)
        self.notice = Notice("bad")
        self.unlock = primary(_("Unlock"), self._on_unlock, icon_name="key-round")
        label = Text(_("Passphrase"), "strong")
        label.setBuddy(self.line)
        page = column(
            Text(_("This file is locked"), "title"),
            self.file_name,
            16,
            label,
            row((self.line, 20), self.line.eye, None),
            Text(_("It stands on the recovery sheet that was printed when the file was made."), "small", wraps=True),
            self.notice,
            8,
            row(self.unlock, Button(_("Back"), self.back_asked.emit), None),
            None,
            margins=MARGIN,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet(page))

    def ask(self, path: Path) -> None:
        """Ask for this file's passphrase."""
        self._path = path
        self.file_name.set_text(str(path))
        self.line.clear()
        self.notice.hide()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say why it did not open, and let the officer try again."""
        self.notice.say(words)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unlock(self) -> None:
        self.unlocked.emit(self._path, self.line.text())
