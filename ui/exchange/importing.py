"""Importing as a step of the page: choose a file, look at what would come of it, then import all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from engage.errors import EngageError
from engage.exchange.csv_files import read_csv
from engage.exchange.kinds import FILE_KINDS, FileKind, file_kind
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.problems import Problem, problem_text
from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.views import list_quotas
from engage.progress import Progress
from engage.sentences import sentence
from ui.exchange.mapping import FIELD_LABELS, ColumnMapping
from ui.exchange.population_fields import PopulationFields
from ui.shell.files import documents_folder
from ui.shell.pages import Desk
from ui.shell.tasks import Task
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.chips import Chips
from ui.widgets.folding import Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet
from ui.widgets.messages import Notice
from ui.widgets.tables import Column, Table, TableModel

KINDS: Final = ("targets", "population", "people", "status")
"""What the People page imports."""
_BOTH: Final = 92


@dataclass(frozen=True)
class Reading:
    """What reading a file gave: a preview, or the reason why there is none. The last `turn` is the one that counts."""

    turn: int
    header: tuple[str, ...]
    preview: Preview[Any] | None
    error: EngageError | None = None


class ImportStep(QWidget):
    """The whole import of one of several kinds. `left` says that the officer is done here."""

    left = Signal()

    def __init__(self, desk: Desk, kinds: Sequence[str] = KINDS) -> None:
        super().__init__()
        self._desk = desk
        self._kinds = tuple(kinds)
        self._kind: FileKind = FILE_KINDS[self._kinds[0]]
        self._reading: Reading | None = None
        self._turn = 0
        self._build_source()
        self._build_outcome()
        body = column(self._source, self.trouble, self.done, self._outcome, None, gap=16)
        self.setLayout(column(sheet(body)))

    def _build_source(self) -> None:
        self.kinds = Chips(_("What to import"))
        self.kinds.chosen.connect(self._on_kind_chosen)
        self.hint = Text("", "small", wraps=True)
        self.path = QLineEdit()
        self.path.setAccessibleName(_("File to import"))
        self.path.setPlaceholderText(_("A CSV file; save a spreadsheet as CSV first"))
        self.path.returnPressed.connect(self.read)
        self.choose = Button(_("Choose a file…"), self._on_choose, icon_name="folder-open")
        self.look = Button(_("Look at it"), self.read, icon_name="eye")
        self.back = quiet(_("Back to the list"), self.left.emit, icon_name="users")
        self.trouble = Notice("bad")
        self.done = Notice("good")
        self.population = PopulationFields()
        self.population.changed.connect(self._on_population_changed)
        top = row(Text(_("Import"), "section"), None, self.back)
        files = flow(self.choose, self.look)
        self._source = card(top, self.kinds, self.hint, self.path, self.population, files, gap=12)

    def _build_outcome(self) -> None:
        self.counts = Text("", "strong", wraps=True)
        self.mapping = ColumnMapping()
        self.mapping.changed.connect(self.read)
        self.model: TableModel[Problem] = TableModel(_problem_columns())
        self.problems = Table(_("What is wrong in the file"))
        self.problems.setModel(self.model)
        self.problems.setMinimumHeight(220)
        self.problems.chosen_row.connect(self._on_problem_chosen)
        self.whole = Text("", wraps=True)
        self.all_good = Text(_("● Nothing is wrong with this file."), "good", wraps=True)
        self.keep_good = QCheckBox(_("Leave out the rows with problems and keep the good ones"))
        self.keep_good.clicked.connect(self._show_reading)
        self.go = primary(_("Import"), self.apply, icon_name="download")
        columns, faults = QWidget(), QWidget()
        columns.setLayout(column(Text(_("Columns"), "section"), self.mapping, None))
        faults.setLayout(column(Text(_("Problems"), "section"), self.all_good, self.problems, self.whole, None))
        panes = Panes(columns, faults, least=_BOTH, shares=(2, 3))
        self._outcome = card(self.counts, flow(self.go, self.keep_good), panes, gap=16)

    # What the page calls.

    @property
    def is_over(self) -> bool:
        """Whether everything that was to come in is in."""
        return not self.done.isHidden() and not self.done.button.isHidden()

    def start(self, kind: str = "") -> None:
        """Begin with the kind asked for, or with what an assembly needs next: targets before people."""
        if not kind:
            has_targets = bool(self._desk.read(list_quotas, self._desk.assembly_id))
            kind = "people" if has_targets else "targets"
        self._use(file_kind(kind))
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Read the file off the window's thread and show what would come of it."""
        path = self.path.text().strip().strip('"')
        if not path:
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.trouble.hide()
        self.done.hide()
        context = self._desk.read(self._kind.gather, self._desk.assembly_id)
        self._turn += 1
        work = partial(_read, self._turn, self._kind, Path(path).expanduser(), context, self._options())
        task = Task(work, self, title=_("Reading the file…"))
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._desk.errors.show)
        self._desk.runner.start(task)

    def _options(self) -> ReadOptions:
        options = self.mapping.options()
        if self._kind.name != "population":
            return options
        mapping = {**options.mapping, **self.population.labels()}
        return replace(options, mapping=mapping, areas=self.population.area_names(), given=self.population.given())

    def apply(self) -> None:
        """Import what was read: all of it or, if so chosen, the good rows."""
        if self._reading is None or self._reading.preview is None:
            return
        self.go.setEnabled(False)
        task = self._desk.write_long(
            self._kind.apply,
            assembly_id=self._desk.assembly_id,
            preview=self._reading.preview,
            keep_good=self.keep_good.isChecked(),
            title=_("Importing…"),
            label=_("Import {what}").format(what=_(self._kind.title)),
            backup="before-import",
        )
        task.written.connect(self._show_done)
        task.failed.connect(self._on_refused)
        task.cancelled.connect(self._on_stopped)
        self._desk.runner.start(task)

    # What happens.

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if isinstance(error, EngageError):
            self.trouble.say(sentence(error, screen_catalogue()))
        else:
            self._desk.errors.show(error)

    @Slot()
    def _on_stopped(self) -> None:
        self.go.setEnabled(True)
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.say(_("Nothing was imported."))

    @Slot(object)
    def _show_done(self, result: ImportResult) -> None:
        words = ngettext("{count} row imported.", "{count} rows imported.", result.imported).format(
            count=result.imported
        )
        if result.quarantined:
            words += " " + ngettext(
                "{count} row was left out.", "{count} rows were left out.", result.quarantined
            ).format(count=result.quarantined)
        words += " " + _("Undo (Ctrl+Z) takes it back.")
        people_next = self._kind.name == "targets" and "people" in self._kinds
        self._use(FILE_KINDS["people"] if people_next else self._kind)
        if people_next:
            self.done.say(words + " " + _("Now import the people."))
            self.path.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.say(words, button=_("See what came in"), todo=self.left.emit)
            self.done.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_read(self, reading: Reading) -> None:
        if reading.turn != self._turn:
            return
        suggested = reading.preview.household_columns if reading.preview is not None else ()
        if self.mapping.suggest_household(suggested):
            self.read()
            return
        self._reading = reading
        if reading.error is not None:
            self.trouble.say(sentence(reading.error, screen_catalogue()))
        self._show_reading()

    def _show_reading(self) -> None:
        reading = self._reading
        self._outcome.setVisible(reading is not None and bool(reading.header))
        if reading is None:
            return
        preview = reading.preview
        questions = dict.fromkeys(quota.category for quota in self._desk.read(list_quotas, self._desk.assembly_id))
        is_people = self._kind.name == "people"
        fields = [item.name for item in self._kind.columns if item.name in FIELD_LABELS]
        slots = [*fields, *(questions if is_people else ())]
        self.mapping.show_columns(reading.header, slots, preview, with_household=is_people)
        self._show_problems(preview)
        self._show_go(preview)

    def _show_problems(self, preview: Preview[Any] | None) -> None:
        problems = [*preview.problems, *preview.warnings] if preview is not None else []
        self.model.set_rows(problems)
        self.problems.setVisible(bool(problems))
        self.whole.setVisible(bool(problems))
        self.all_good.setVisible(preview is not None and not problems)
        if problems:
            self.problems.choose(0)

    def _show_go(self, preview: Preview[Any] | None) -> None:
        has_faults = preview is not None and bool(preview.problems)
        stands_in_way = preview is not None and any(problem.row == 0 for problem in preview.problems)
        self.keep_good.setVisible(has_faults and not stands_in_way)
        self.counts.setVisible(preview is not None)
        self.go.setVisible(preview is not None)
        if preview is None:
            return
        good = len(preview.rows)
        self.counts.setText(_counts(preview))
        self.counts.set_role("warn" if has_faults else "good")
        self.go.setEnabled(good > 0 and (not has_faults or (self.keep_good.isChecked() and not stands_in_way)))
        self.go.set_words(ngettext("Import {count} row", "Import {count} rows", good).format(count=good))

    def _use(self, kind: FileKind) -> None:
        self._kind, self._reading = kind, None
        self.kinds.show_choices([(name, _(FILE_KINDS[name].title)) for name in self._kinds], kind.name)
        self.kinds.setVisible(len(self._kinds) > 1)
        self.hint.setText(_hint(kind))
        self.mapping.start()
        self.population.start()
        self.population.setVisible(kind.name == "population")
        self.path.clear()
        self.keep_good.setChecked(False)
        self.trouble.hide()
        self.done.hide()
        self._show_reading()

    def _on_population_changed(self) -> None:
        if self._reading is not None:
            self.read()

    def _on_kind_chosen(self, name: str) -> None:
        self._use(file_kind(name))
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        pattern = _("CSV files") + " (*.csv *.txt *.tsv)"
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a file"), str(documents_folder()), pattern)
        if name:
            self.mapping.start()
            self.path.setText(name)
            self.read()

    def _on_problem_chosen(self, problem: Problem | None) -> None:
        self.whole.setText("" if problem is None else _problem_words(problem))


def _read(turn: int, kind: FileKind, path: Path, context: Any, options: ReadOptions, _progress: Progress) -> Reading:
    """Read a file; a refusal still says which columns are there, so that they can be chosen."""
    try:
        preview = kind.read(path, context, options)
    except EngageError as error:
        return Reading(turn, _header(path), None, error)
    return Reading(turn, tuple(use.header for use in preview.columns), preview)


def _header(path: Path) -> tuple[str, ...]:
    try:
        return read_csv(path).header
    except EngageError:
        return ()


def _counts(preview: Preview[Any]) -> str:
    parts = [
        ngettext("{count} row read", "{count} rows read", preview.read).format(count=preview.read),
        _("{count} good").format(count=len(preview.rows)),
    ]
    if preview.quarantined:
        parts.append(_("{count} with problems").format(count=preview.quarantined))
    if preview.skipped:
        parts.append(_("{count} with nothing new").format(count=preview.skipped))
    return " · ".join(parts)


def _hint(kind: FileKind) -> str:
    known = {
        "targets": _(
            "One answer a row: category, answer, at least, at most. They take the place of the present targets."
        ),
        "population": _("A census file as Nomis writes it (one area a row), or a table: answer, and people or share."),
        "people": _("One person a row, with a column for each question that has targets."),
        "status": _("One person a row: reference, status, reason."),
    }
    return known.get(kind.name) or columns_sentence(kind)


def columns_sentence(kind: FileKind) -> str:
    """Which columns a file of this kind has: those it needs, then the others."""
    needed = row_on_screen(each.name for each in kind.columns if each.is_required)
    others = row_on_screen(each.name for each in kind.columns if not each.is_required and each.name != "…")
    if not others:
        return _("Columns: {needed}.").format(needed=needed)
    return _("Columns it needs: {needed}. It may also have: {others}.").format(needed=needed, others=others)


def _problem_columns() -> list[Column[Problem]]:
    return [
        Column(_("Row"), lambda problem: str(problem.row or "–"), width=64, is_number=True),
        Column(_("Column"), lambda problem: problem.column, width=130),
        Column(_("What is wrong"), _problem_words, width=420),
    ]


def _problem_words(problem: Problem) -> str:
    return problem_text(problem, screen_catalogue())
