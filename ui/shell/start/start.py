"""The first page: new, open, sample, and the files of late."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.languages.catalogues import mark
from engage.languages.screen import _
from ui.shell.appearance import Appearance
from ui.shell.tasks import ProgressPanel
from ui.shell.top_bar import looks_menu
from ui.widgets.buttons import Button, quiet
from ui.widgets.labels import ElidedText, Text, plain_tooltip
from ui.widgets.layouts import APART, MARGIN, card, column, empty_out, row, sheet
from ui.widgets.messages import Notice

_WHAT_IT_IS = mark("Run a citizens' assembly from invitation to report-back. Nothing leaves this computer.")


class StartPage(QWidget):
    """Three ways to begin, and the recent files."""

    new_asked = Signal()
    open_asked = Signal()
    sample_asked = Signal()
    file_chosen = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.notice = Notice("bad", can_dismiss=True)
        self.progress = ProgressPanel()
        self.looks = quiet("", self._open_looks, icon_name="contrast", name=_("Colours, text size and language"))
        self.new = Button(_("New assembly"), self.new_asked.emit, kind="primary", icon_name="file-plus")
        self.open = Button(_("Open a file"), self.open_asked.emit, icon_name="folder-open")
        self.sample = Button(_("Open the sample"), self.sample_asked.emit, icon_name="sparkles")
        self.recent = QVBoxLayout()
        self.recent.setSpacing(4)
        self._lay_out()
        self.show_recent()

    def _lay_out(self) -> None:
        ways = column(
            self._way(self.new, _("Begin with a template or an empty page.")),
            self._way(self.open, _("Go on with an assembly on this computer or a memory stick.")),
            self._way(
                self.sample,
                _("Look around in a whole assembly, from the pool to what partners did. Nothing in it is real."),
            ),
            None,
            gap=16,
        )
        page = column(
            row(Text("Engage", "title"), None, self.looks),
            Text(_(_WHAT_IT_IS), "soft", wraps=True),
            self.notice,
            self.progress,
            8,
            row(card(ways), card(self.recent), gap=APART),
            None,
            gap=8,
            margins=MARGIN,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(sheet(page))

    def _way(self, button: Button, words: str) -> QVBoxLayout:
        button.setMinimumHeight(44)
        return column(button, Text(words, "small", wraps=True), gap=4)

    def show_recent(self) -> None:
        """List the files of late."""
        empty_out(self.recent)
        self.recent.addWidget(Text(_("Recent files"), "section"))
        settings = self._appearance.settings
        if not settings.recent:
            self.recent.addWidget(Text(_("Files you open will be listed here."), "soft", wraps=True))
        for name in settings.recent:
            self.recent.addWidget(self._recent_button(Path(name)))
        self.recent.addStretch(1)
        words = _("Stop listing recent files") if settings.remembers_files else _("List recent files again")
        self.recent.addWidget(quiet(words, self._toggle_recent))

    def _recent_button(self, path: Path) -> QWidget:
        button = Button("", lambda: self.file_chosen.emit(path), kind="room", icon_name="file-text")
        button.set_words(path.stem)
        button.setToolTip(plain_tooltip(str(path)))
        folder = ElidedText(str(path.parent))
        holder = QWidget()
        holder.setLayout(column(button, row(36, folder), gap=0))
        return holder

    def _toggle_recent(self) -> None:
        settings = self._appearance.settings
        self._appearance.change(replace(settings, remembers_files=not settings.remembers_files, recent=()))
        self.show_recent()

    def _open_looks(self) -> None:
        menu = looks_menu(self._appearance, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.looks.mapToGlobal(self.looks.rect().bottomLeft()))

    def focus_first(self) -> None:
        """Put the focus where the hand goes first."""
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
