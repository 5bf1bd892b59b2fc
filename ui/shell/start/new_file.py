"""The page that makes a new file: a title, a template, a place, a passphrase."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from engage.errors import EngageError
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence
from ui.shell.files import ask_for_folder, documents_folder, free_path
from ui.shell.start.unlock import PassphraseLine
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.labels import Text
from ui.widgets.layouts import MARGIN, card, column, row, sheet
from ui.widgets.messages import Notice


@dataclass(frozen=True)
class NewFile:
    """What the officer asked for. `passphrase` None means a file that anyone can open."""

    path: Path
    title: str
    template: str | None
    passphrase: str | None


class NewFilePage(QWidget):
    """Four questions; the last button makes the file."""

    asked = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = documents_folder()
        self._has_own_path = False
        self.notice = Notice("bad")
        self.assembly_title = _line(_("Title of the assembly"))
        self.template = QComboBox()
        self.path = _line(_("Where the file is kept"))
        # A path reads from the left, whatever the screen.
        self.path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.choose = Button(_("Choose a folder…"), self._on_choose)
        self.with_passphrase = QRadioButton(_("Lock the file with a passphrase (for real people's data)"))
        self.without = QRadioButton(_("No passphrase: anyone who has the file can read it"))
        self.with_passphrase.setChecked(True)
        self.passphrase = PassphraseLine(_("Passphrase"))
        self.again = PassphraseLine(_("The same passphrase again"))
        for line in (self.passphrase, self.again):
            line.setMaximumWidth(480)
        self.suggest = quiet(_("Suggest five words"), self._on_suggest, icon_name="sparkles")
        self.sheet_words = Text("", "mono", wraps=True)
        self.make = primary(_("Make the file"), self._on_make, icon_name="file-plus")
        self._lay_out()
        self._connect()
        QTimer.singleShot(0, self, self._fill_templates)

    def start(self) -> None:
        """Begin anew."""
        self.notice.hide()
        self._has_own_path = False
        lines: tuple[QLineEdit, ...] = (self.assembly_title, self.passphrase, self.again)
        for line in lines:
            line.clear()
        self._show_path()
        self._on_passphrase_changed()
        self.assembly_title.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: EngageError) -> None:
        """Say why the file could not be made."""
        self.notice.say(sentence(error, screen_catalogue()))

    def _lay_out(self) -> None:
        secret = column(
            row(self.with_passphrase, None),
            row(32, _labelled(self.passphrase)),
            row(32, (self.passphrase, 20), self.passphrase.eye, self.suggest, None),
            row(32, _labelled(self.again)),
            row(32, (self.again, 20), self.again.eye, None),
            row(32, self.sheet_words),
            row(self.without, None),
        )
        page = column(
            Text(_("New assembly"), "title"),
            self.notice,
            card(
                _labelled(self.assembly_title),
                self.assembly_title,
                8,
                _labelled(self.template, _("Begin with")),
                row(self.template, None),
                8,
                _labelled(self.path),
                row((self.path, 20), self.choose, None),
            ),
            card(Text(_("Who may open it"), "section"), secret),
            row(self.make, Button(_("Back"), self.back_asked.emit), None),
            None,
            gap=16,
            margins=MARGIN,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet(page))

    def _connect(self) -> None:
        self.assembly_title.textEdited.connect(lambda _text: self._show_path())
        self.path.textEdited.connect(lambda _text: setattr(self, "_has_own_path", True))
        self.with_passphrase.toggled.connect(lambda _on: self._on_passphrase_changed())
        for secret in (self.passphrase, self.again):
            secret.textChanged.connect(lambda _text: self._on_passphrase_changed())
        lines: tuple[QLineEdit, ...] = (self.assembly_title, self.path, self.passphrase, self.again)
        for line in lines:
            line.returnPressed.connect(self._on_make)

    def _fill_templates(self) -> None:
        from engage.assembly.templates import list_templates

        self.template.setAccessibleName(_("Begin with"))
        for template in list_templates():
            self.template.addItem(_(template.label), template.name)

    def _show_path(self) -> None:
        if not self._has_own_path:
            name = self.assembly_title.text() or _("Assembly")
            self.path.setText(str(free_path(self._folder, name)))

    def _on_choose(self) -> None:
        folder = ask_for_folder(self, _("Where the file is kept"))
        if folder is not None:
            self._folder, self._has_own_path = folder, False
            self._show_path()

    def _on_suggest(self) -> None:
        from engage.storage.keys import suggest_passphrase

        words = suggest_passphrase()
        self.passphrase.setText(words)
        self.again.setText(words)

    def _on_passphrase_changed(self) -> None:
        is_secret = self.with_passphrase.isChecked()
        for widget in (self.passphrase, self.passphrase.eye, self.again, self.again.eye, self.suggest):
            widget.setEnabled(is_secret)
        words = self.passphrase.text()
        is_ready = is_secret and bool(words) and words == self.again.text()
        self.sheet_words.setText(recovery_sheet(words, self.path.text()) if is_ready else "")
        self.sheet_words.setVisible(is_ready)

    def _on_make(self) -> None:
        passphrase = self.passphrase.text() if self.with_passphrase.isChecked() else None
        if passphrase is not None and (fault := self._passphrase_fault(passphrase)):
            self.notice.say(fault)
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.hide()
        path = Path(self.path.text()).expanduser()
        path = path if path.suffix == ".engage" else path.with_name(path.name + ".engage")
        self.asked.emit(NewFile(path, self.assembly_title.text(), self.template.currentData(), passphrase))

    def _passphrase_fault(self, passphrase: str) -> str:
        if not passphrase:
            return _("There is no passphrase yet. Type one, have five words suggested, or choose “No passphrase”.")
        if passphrase != self.again.text():
            return _("The two passphrases differ. Type the same one twice.")
        return ""


def recovery_sheet(passphrase: str, path: str) -> str:
    """What to write on paper and lock away: without it nobody can open the file again."""
    return _(
        "Recovery sheet. File: {path}. Passphrase: {passphrase}. "
        "Write this on paper now and lock it away. Without it nobody, not even we, can open the file again."
    ).format(path=path, passphrase=passphrase)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaximumWidth(640)
    return line


def _labelled(widget: QWidget, words: str = "") -> Text:
    label = Text(words or widget.accessibleName(), "strong")
    label.setBuddy(widget)
    return label
