"""The page itself: the kinds of list at the left; at the right the way out of one, and the way in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QStackedWidget, QWidget

from engage.exchange.kinds import FILE_KINDS, FileKind
from engage.languages.screen import _
from engage.outputs import OutFolder
from ui.exchange.importing import ImportStep, columns_sentence
from ui.shell import files
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import Button
from ui.widgets.folding import Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, scrolling
from ui.widgets.lists import WordList
from ui.widgets.messages import Notice

_LEAST_LETTERS: Final = 100

# Where an officer sees what a list brought in.
_ROOMS: Final = {
    "people": "people",
    "status": "people",
    "agenda": "meetings",
    "attendance": "meetings",
    "tables": "seating",
    "partners": "assembly",
    "notes": "deliberation",
    "drafts": "deliberation",
    "counts": "voting",
    "expectations": "followup",
    "responses": "followup",
    "actions": "followup",
    "verdicts": "followup",
}
_SIGHTS: Final = {"addresses": "letters"}
"""What that room shows of it, where it isn't what it shows first."""


class ListsPage(Page):
    """Every list as a CSV file, in the same columns both ways."""

    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Lists in and out"))
        self.show_summary(_("Every list can be saved as a CSV file, changed elsewhere, and brought in again."))
        self.kinds = WordList(_("Lists"))
        self.name = Text("", "section", wraps=True)
        self.columns = Text("", "small", wraps=True)
        self.save = Button(_("Save as a CSV file…"), self._on_save, icon_name="save")
        self.saved = Notice("good", can_dismiss=True)
        self.steps: dict[str, ImportStep] = {}
        self._shelf = QStackedWidget()
        self._lay_out()
        self.kinds.setCurrentRow(0)

    def _lay_out(self) -> None:
        for kind in FILE_KINDS.values():
            item = QListWidgetItem(_(kind.title))
            item.setData(Qt.ItemDataRole.UserRole, kind.name)
            self.kinds.addItem(item)
        self.kinds.currentRowChanged.connect(self._on_chosen)
        left, right = QWidget(), QWidget()
        left.setLayout(column((self.kinds, 1)))
        out = card(self.name, self.columns, flow(self.save), self.saved, gap=12)
        right.setLayout(column(out, (self._shelf, 1), gap=16))
        self.panes = Panes(left, scrolling(right), least=_LEAST_LETTERS, shares=(2, 6), gap=16)
        self.add_to_body((self.panes, 1))

    # What the frame calls.

    def act(self, action: str) -> None:
        """Show the list of that kind: "import:<kind>"."""
        kind = action.rpartition(":")[2]
        names = list(FILE_KINDS)
        if kind in names:
            self.kinds.setCurrentRow(names.index(kind))
            self.steps[kind].path.setFocus(Qt.FocusReason.OtherFocusReason)

    def commands(self) -> Sequence[Command]:
        """Every list by name."""
        return [
            Command(_("Import or save: {list}").format(list=_(kind.title)), partial(self.act, name), "", "table")
            for name, kind in FILE_KINDS.items()
        ]

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """One list more."""
        return [("notes", partial(self.act, "notes"))]

    # What happens.

    @property
    def kind(self) -> FileKind:
        """The kind that is chosen."""
        return FILE_KINDS[self.kinds.currentItem().data(Qt.ItemDataRole.UserRole)]

    def _on_chosen(self, place: int) -> None:
        if place < 0:
            return
        kind = self.kind
        self.name.setText(_(kind.title))
        self.columns.setText(columns_sentence(kind))
        self.saved.hide()
        if kind.name not in self.steps:
            self.steps[kind.name] = self._step(kind)
        self._shelf.setCurrentWidget(self.steps[kind.name])

    def _step(self, kind: FileKind) -> ImportStep:
        step = ImportStep(self.desk, [kind.name])
        step.start(kind.name)
        step.back.hide()
        step.hint.setVisible(step.hint.text() != self.columns.text())
        step.left.connect(partial(self.desk.go, _ROOMS.get(kind.name, "lottery"), _SIGHTS.get(kind.name, "")))
        self._shelf.addWidget(step)
        return step

    def _on_save(self) -> None:
        folder = files.ask_for_folder(self, _("Where should the file go?"))
        if folder is None:
            return
        name = f"{self.kind.name}.csv"
        path = self.attempt(partial(self._write, folder, name))
        if path is not None:
            self.saved.say(_("Saved: {path}").format(path=str(path)))

    def _write(self, folder: Path, name: str) -> Path:
        data = self.desk.read(self.kind.export, self.desk.assembly_id)
        return OutFolder(folder).write(name, data)
