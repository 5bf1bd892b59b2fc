"""Saving a file from a page: a line with the path, a button that chooses one, a button that saves; no dialog needed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from engage.errors import EngageError
from engage.languages.screen import _, screen_catalogue
from engage.outputs import OutFolder
from engage.sentences import sentence
from ui.shell.files import ask_where_to_save, documents_folder
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row


class SaveBox(QFrame):
    """Asks where a file goes, and writes it whole or not at all. Nothing is overwritten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._data: Callable[[], bytes] = bytes
        self._saved: Callable[[Path], object] = lambda _path: None
        self.question = Text("", "strong", wraps=True)
        self.line = QLineEdit()
        self.line.returnPressed.connect(self.save)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.choose = Button(_("Choose…"), self._on_choose, icon_name="folder-open")
        self.go = primary(_("Save"), self.save, icon_name="save")
        self.leave = quiet(_("Never mind"), self._on_leave)
        lines = column(
            self.question, row(self.line, self.choose), self.error, row(self.go, self.leave, None), margins=12
        )
        self.setLayout(lines)
        self.hide()

    def ask(self, question: str, name: str, data: Callable[[], bytes], saved: Callable[[Path], object]) -> None:
        """Ask where the file goes; `data` gives its bytes, `saved` is told the path."""
        self._data, self._saved = data, saved
        self.question.setText(question)
        self.line.setAccessibleName(question)
        self.line.setText(str(_free(documents_folder() / name)))
        self._show_error("")
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def save(self) -> None:
        """Write the file, or say beside the line why not."""
        path = Path(self.line.text().strip()).expanduser()
        try:
            OutFolder(path.parent).write(path.name, self._data())
        except EngageError as error:
            self._show_error(sentence(error, screen_catalogue()))
        except OSError:
            self._show_error(_("The file could not be written there. Choose a folder of your own."))
        else:
            self.hide()
            self._saved(path)

    def _on_choose(self) -> None:
        chosen = ask_where_to_save(self, self.question.text(), Path(self.line.text()), "")
        if chosen is not None:
            self.line.setText(str(chosen))
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave(self) -> None:
        self.hide()

    def _show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.line.setAccessibleDescription(words)


def _free(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
