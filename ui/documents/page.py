"""The page itself: documents on the left, for whom in the middle, the pages on the right."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QLayout, QListWidgetItem, QStackedWidget, QWidget

from engage.documents.ballot import BALLOT
from engage.documents.kinds import PrintedFile, PrintJob
from engage.languages.editions import TypeSize
from engage.languages.formats import long_date
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.outputs import OutFolder
from engage.progress import Progress
from engage.sentences import sentence
from ui.documents.choices import DocumentChoice, gather_choices
from ui.documents.proofs import Proofs
from ui.documents.telling import (
    EVERYONE,
    MEMBERS,
    is_mixed,
    members_letters,
    note_letters,
    reply_forms,
    since_words,
    tells_members,
)
from ui.documents.words import grouped, language_of, outcome, person_of, size_of
from ui.shell import files
from ui.shell.pages import Command, Desk, Page
from ui.shell.tasks import Task
from ui.widgets.buttons import Button, primary
from ui.widgets.combos import Combo
from ui.widgets.folding import Splitter
from ui.widgets.forms import Field, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.language_names import document_languages
from ui.widgets.layouts import column
from ui.widgets.lists import WordList
from ui.widgets.messages import EmptyState, Notice
from ui.widgets.preview import PdfPreview, print_pdfs
from ui.widgets.tables import Column, Table, TableModel

_CHECKED_AT_ONCE: Final = 300
_PROBLEMS_SHOWN: Final = 2
_OWN: Final = ""
_LEAST_LETTERS: Final = 100
_MOST_SPARES: Final = 500


class DocumentsPage(Page):
    """Nothing is printed that has not been on screen as the page it will be."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"assembly", "partners", "respondents", "targets", "draws", "sessions", "attendance", "seating"}
        | {"notes", "drafts", "votes", "expectations"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Print"))
        self._choices: Sequence[DocumentChoice] = ()
        self.proofs = Proofs(desk.runner, self)
        self.documents = WordList(_("Documents"))
        self.language = _combo(_("Language"), [(_OWN, _("Each reader's own language")), *document_languages()])
        sizes = [(size.value, _(size.label)) for size in TypeSize]
        self.type_size = _combo(_("Type size"), [(_OWN, _("Each reader's own size")), *sizes])
        self.whose = _combo(_("Whose letters"), [(MEMBERS, _("Members, with their news")), (EVERYONE, _("Everyone"))])
        self.whose_label = _labelled(self.whose)
        spare = _("Spare ballot papers in each edition")
        self.spares = Field(spare, NumberEditor(0, _MOST_SPARES), lambda _count: self.refresh())
        self.readers: TableModel[PrintJob] = TableModel(
            [
                Column(_("For"), person_of, width=155),
                Column(_("Language"), language_of, width=98),
                Column(_("Size"), size_of, width=50),
            ]
        )
        self.table = Table(_("For whom"))
        self.table.let_chosen_wrap()
        self.table.setModel(self.readers)
        self.table.share_width(1, 0, 0)
        self.why_not = Text("", "soft", wraps=True)
        self.since = Text("", "soft", wraps=True)
        self.preview = PdfPreview()
        self.to_fix = Notice("warn")
        self.done = Notice("good", can_dismiss=True)
        self.check = Button(_("Count the pages"), self._on_check)
        self.save = Button(_("Save as PDFs…"), self._on_save, icon_name="save")
        self.print = primary(_("Print…"), self._on_print, icon_name="printer")
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read what each document would make; keep the document and the reader that were chosen."""
        size = self.type_size.currentData()
        self._choices = self.desk.read(
            gather_choices,
            self.desk.assembly_id,
            language=self.language.currentData() or None,
            size=TypeSize(size) if size else None,
            spares=self.spares.value(),
        )
        self._show_documents()
        self._show_readers()

    def act(self, action: str) -> None:
        """Choose the document of that id."""
        ids = [choice.kind.id for choice in self._choices]
        if action in ids:
            self.documents.setCurrentRow(ids.index(action))
        self.documents.setFocus(Qt.FocusReason.OtherFocusReason)

    def entry(self) -> QWidget:
        """The list of documents: one chooses before one prints."""
        return self.documents

    def commands(self) -> Sequence[Command]:
        """Save and print; and for letters to members, note that they went out."""
        note = partial(self._on_went_out, self.proofs.jobs)
        went_out = Command(_("These letters went out today"), note, "", "circle-check")
        return (
            Command(_("Save as PDFs"), self._on_save, "", "save"),
            Command(_("Print these pages"), self._on_print, "", "printer"),
            *((went_out,) if tells_members(self.proofs.jobs) else ()),
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """Every document with its first page."""
        return [
            (choice.kind.id, partial(self.documents.setCurrentRow, row)) for row, choice in enumerate(self._choices)
        ]

    # Building.

    def _lay_out(self) -> None:
        self.add_buttons(self.check, self.save, self.print)
        self.empty = EmptyState(
            _("Nothing to print yet"),
            _("Reports, badges and letters appear here once the panel has been drawn."),
            button=_("Go to the lottery"),
            todo=partial(self.desk.go, "lottery"),
            icon_name="printer",
        )
        left = _holding(column(Text(_("Documents"), "section"), self.documents))
        middle = _holding(
            column(
                Text(_("For whom"), "section"),
                _labelled(self.language),
                self.language,
                _labelled(self.type_size),
                self.type_size,
                self.spares,
                self.whose_label,
                self.whose,
                self.why_not,
                self.since,
                (self.table, 1),
            )
        )
        self.panes = Splitter()
        for pane, share in ((left, 3), (middle, 5), (self.preview, 8)):
            self.panes.addWidget(pane)
            self.panes.setStretchFactor(self.panes.count() - 1, share)
        self.panes.setSizes([220, 360, 540])
        self.shelves = QStackedWidget()
        self.shelves.addWidget(self.panes)
        self.shelves.addWidget(self.empty)
        self.add_to_body(self.to_fix, self.done, (self.shelves, 1))

    def _connect(self) -> None:
        self.documents.currentRowChanged.connect(lambda _row: self._show_readers())
        self.table.chosen_row.connect(self._on_reader_chosen)
        self.language.activated.connect(lambda _number: self.refresh())
        self.type_size.activated.connect(lambda _number: self.refresh())
        self.whose.activated.connect(lambda _number: self.refresh())
        self.proofs.changed.connect(self._show_outcome)
        self.proofs.shown.connect(self._on_proof)
        self.proofs.failed.connect(self.desk.errors.show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one under the other where the text is large."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew when the text grows."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        is_narrow = self.width() < _LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if self.panes.orientation() is not wanted:
            self.panes.setOrientation(wanted)
        line = self.fontMetrics().height()
        self.documents.setMinimumHeight(line * 8 if is_narrow else 0)
        self.table.setMinimumHeight(line * 9 if is_narrow else 0)
        self.preview.setMinimumHeight(line * 18 if is_narrow else 0)

    # Showing.

    def _show_documents(self) -> None:
        kept = max(0, self.documents.currentRow())
        self.documents.blockSignals(True)
        self.documents.clear()
        for choice in self._choices:
            count = len(self._wanted(choice))
            files_made = ngettext("{count} file", "{count} files", count).format(count=count)
            state = files_made if count else _("not yet")
            item = QListWidgetItem(f"{_(choice.kind.title)}\n{_(choice.kind.audience.label)} · {state}")
            item.setData(Qt.ItemDataRole.UserRole, choice.kind.id)
            self.documents.addItem(item)
        self.documents.setCurrentRow(kept)
        self.documents.blockSignals(False)
        self.shelves.setCurrentIndex(0 if any(choice.jobs for choice in self._choices) else 1)

    def _show_readers(self) -> None:
        choice = self._choice()
        jobs = self._wanted(choice) if choice is not None else ()
        kept = max(0, self.table.currentIndex().row())
        self.proofs.use(jobs)
        self.readers.set_rows(jobs)
        self.spares.setVisible(choice is not None and choice.kind is BALLOT)
        has_both = choice is not None and is_mixed(choice.jobs)
        self.whose_label.setVisible(has_both)
        self.whose.setVisible(has_both)
        refusal = choice.refusal if choice is not None else None
        self.why_not.setText(sentence(refusal, screen_catalogue()) if refusal is not None else "")
        self.why_not.setVisible(refusal is not None)
        since = since_words(self.desk, jobs)
        self.since.setText(since)
        self.since.setVisible(bool(since))
        self.table.setVisible(bool(jobs))
        for button in (self.save, self.print):
            button.setEnabled(bool(jobs))
        self.preview.show_pdf(b"")
        if jobs:
            self.table.choose(min(kept, len(jobs) - 1))
        if len(jobs) <= _CHECKED_AT_ONCE:
            self.proofs.make_all()
        self._show_outcome()

    def _show_outcome(self) -> None:
        problems = grouped(self.proofs.problems)
        self.show_summary(outcome(self.proofs, len(problems), self.desk.language) if self.proofs.jobs else "")
        self.check.setVisible(not self.proofs.is_complete and len(self.proofs.jobs) > _CHECKED_AT_ONCE)
        if problems:
            go = partial(self.desk.go, "assembly")
            self.to_fix.say(_first_of(problems), button=_("Go to the texts"), todo=go)
        else:
            self.to_fix.hide()

    def _wanted(self, choice: DocumentChoice) -> Sequence[PrintJob]:
        """The files that are asked for: once there is news, of the letters those to members unless all are wanted."""
        is_for_members = is_mixed(choice.jobs) and self.whose.currentData() == MEMBERS
        return members_letters(choice.jobs) if is_for_members else choice.jobs

    def _choice(self) -> DocumentChoice | None:
        row = self.documents.currentRow()
        return self._choices[row] if 0 <= row < len(self._choices) else None

    # What happens.

    def _on_reader_chosen(self, job: PrintJob | None) -> None:
        if job is not None:
            self.proofs.show(self.table.currentIndex().row())

    def _on_proof(self, printed: PrintedFile) -> None:
        self.preview.show_pdf(printed.data)

    def _on_check(self) -> None:
        self.check.setEnabled(False)
        self.proofs.make_all()

    def _on_save(self) -> None:
        folder = files.ask_for_folder(self, _("Where the PDFs go"))
        if folder is not None:
            self.save_to(folder)

    def save_to(self, folder: Path) -> None:
        """Write every file of the document into a folder, beside requests the files to fill in; overwrite nothing."""
        forms = self.attempt(partial(reply_forms, self.desk, self.proofs.jobs)) or {}
        task = Task(partial(_save, self.proofs, folder, forms), self, title=_("Saving PDFs…"))
        task.succeeded.connect(partial(self._on_saved, folder, len(forms)))
        self.start(task)

    def _on_saved(self, folder: Path, forms: int, count: int) -> None:
        words = ngettext("Saved {count} PDF in {folder}.", "Saved {count} PDFs in {folder}.", count)
        said = words.format(count=count, folder=str(folder))
        if forms:
            beside = ngettext(
                "Beside it is {count} file for a partner to fill in.",
                "Beside them are {count} files for partners to fill in.",
                forms,
            )
            said = f"{said} {beside.format(count=forms)}"
        self._say_done(said)

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        choice = self._choice()
        # A print queue is seen by others: the kind of document, never a name.
        printer.setDocName(choice.kind.id if choice is not None else "Engage")
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print every file of the document."""
        task = Task(partial(_print, self.proofs, printer), self, title=_("Printing…"))
        task.succeeded.connect(self._on_printed)
        self.start(task)

    def _on_printed(self, pages: int) -> None:
        words = ngettext("Sent {count} page to the printer.", "Sent {count} pages to the printer.", pages)
        self._say_done(words.format(count=pages))

    def _say_done(self, words: str) -> None:
        """Say what was done; after letters to members, with the button that notes that they went out."""
        if tells_members(self.proofs.jobs):
            note = partial(self._on_went_out, self.proofs.jobs)
            self.done.say(words, button=_("These letters went out today"), todo=note)
        else:
            self.done.say(words)

    def _on_went_out(self, jobs: Sequence[PrintJob]) -> None:
        day = self.attempt(partial(note_letters, self.desk, jobs))
        if day is not None:
            noted = _("Noted: letters went out on {date}. The next ones tell only what is new. Undo takes this back.")
            self.done.say(noted.format(date=long_date(day, self.desk.language)))


def _first_of(problems: Sequence[str]) -> str:
    """The first of them, and how many there are besides."""
    rest = len(problems) - _PROBLEMS_SHOWN
    if rest <= 0:
        return "\n".join(problems)
    more = ngettext("and {count} more thing to fix", "and {count} more things to fix", rest).format(count=rest)
    return "\n".join([*problems[:_PROBLEMS_SHOWN], more])


def _save(proofs: Proofs, folder: Path, beside: Mapping[str, bytes], progress: Progress) -> int:
    made = proofs.all_files(progress)
    out = OutFolder(folder)
    contents = {printed.file_name: printed.data for printed in made} | dict(beside)
    out.refuse_existing(contents)
    for name, data in contents.items():
        out.write(name, data)
    return len(made)


def _print(proofs: Proofs, printer: QPrinter, progress: Progress) -> int:
    return print_pdfs([printed.data for printed in proofs.all_files(progress)], printer, progress)


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    combo = Combo(name)
    for value, words in choices:
        combo.addItem(words, value)
    return combo


def _labelled(combo: QComboBox) -> Text:
    label = Text(combo.accessibleName(), "strong")
    label.setBuddy(combo)
    return label


def _holding(layout: QLayout) -> QWidget:
    holder = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    return holder
