"""Step 2, what we aim for: targets beside the pool, and whether any panel can meet them all."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget

from engage.languages.screen import _
from engage.lottery.actions import add_target, edit_target, remove_target
from engage.lottery.shares import CategoryKind
from engage.lottery.views import ValueRow
from ui.lottery.feasibility_check import FeasibilityCheck
from ui.lottery.figures import HashLine
from ui.lottery.population import FromPopulation, KindOfCategory
from ui.lottery.state import Ceremony, target_bars
from ui.lottery.target_table import TargetLine, TargetTable, problem_words
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.charts import TargetBars
from ui.widgets.folding import Fold, Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, empty_out, row, sheet
from ui.widgets.messages import EmptyState
from ui.widgets.tables import ROW_ROLE


class TargetsStep(QWidget):
    """Shows and changes the targets. `import_asked` leads to the import, `next_asked` to the chances."""

    import_asked = Signal()
    population_asked = Signal()
    next_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.table = TargetTable(self._change)
        self.trouble = Text("", wraps=True)
        self.table.selectionModel().currentChanged.connect(lambda *_indexes: self._say_trouble())
        self.table.model().modelReset.connect(self._say_trouble)
        self.check = FeasibilityCheck(desk)
        self.check.answered.connect(self._on_answered)
        self._now: Ceremony | None = None
        self.bars = TargetBars()
        self.sums = QVBoxLayout()
        self.sums.setSpacing(4)
        self.fixed = HashLine(_("Hash of the targets"))
        self._build_adding()
        self.kind = KindOfCategory(desk)
        self.population = FromPopulation(desk)
        self.population.import_asked.connect(self.population_asked)
        self.from_population = Fold(_("Targets from the population"), self.population)
        self.next = primary(_("Go on to the chances"), self.next_asked.emit, icon_name="arrow-right")
        self.empty = EmptyState(
            _("Nothing to aim for yet"),
            _(
                "Targets say how many members must have given each answer, so that the panel mirrors the place. "
                "Import them, or type the first one below."
            ),
            button=_("Import targets"),
            todo=self.import_asked.emit,
            icon_name="table",
        )
        left = QWidget()
        left.setLayout(
            column(
                self.table, self.trouble, row(self.remove, None, self.kind), self.from_population, self.adding, gap=8
            )
        )
        self.picture = Fold(_("Targets and pool as a picture"), self.bars)
        self._side = card(self.check, self.sums, self.fixed, self.from_population, self.picture, None)
        self._panes = Panes(left, self._side, least=110, shares=(8, 5), gap=16)
        self.setLayout(column(sheet(column(self.empty, self._panes, gap=12)), row(self.next, None), gap=12))

    def _build_adding(self) -> None:
        self.remove = quiet(_("Remove this target"), self._on_remove, icon_name="trash-2")
        self.category, self.answer = _line(_("Category")), _line(_("Answer"))
        self.least, self.most = _count(_("At least")), _count(_("At most"))
        self.add = Button(_("Add"), self._on_add, icon_name="plus", name=_("Add this target"))
        fields = [
            _labelled(widget.accessibleName(), widget) for widget in (self.category, self.answer, self.least, self.most)
        ]
        self.adding = Fold(_("Add a target"), flow(*fields, self.add))

    def show_ceremony(self, now: Ceremony) -> None:
        """Show the targets as they are now, or as the run froze them."""
        self._now = now
        self.empty.setVisible(not now.has_targets)
        self.table.setVisible(now.has_targets)
        self.remove.setVisible(now.has_targets and not now.is_frozen)
        self._side.setVisible(now.has_targets or not now.is_frozen)
        self.picture.setVisible(now.has_targets)
        self.adding.setVisible(not now.is_frozen)
        self.check.show_ceremony(now)
        self.check.setVisible(now.has_targets and not now.is_frozen)
        self.population.show_ceremony(now)
        self.from_population.setVisible(not now.is_frozen)
        self._show_table(now)
        self.bars.show_bars(target_bars(now.table, with_chosen=False), now.seats)
        self.fixed.setVisible(now.run is not None)
        if now.run is not None:
            self.fixed.show_hash(now.run.targets_sha256)
        self._show_sums(now)
        self.next.setEnabled(now.has_targets and now.pool_size > 0)

    def _show_table(self, now: Ceremony) -> None:
        """The targets, each problem beside its cell: what can be counted, and what the solver found."""
        pinned = {(problem.category, problem.value): problem for problem in reversed(now.problems) if problem.value}
        self.table.show_targets(now.table, pinned | self.check.troubles, can_edit=not now.is_frozen)

    def _on_answered(self) -> None:
        if self._now is not None:
            self._show_table(self._now)
            self._say_trouble()

    def _show_sums(self, now: Ceremony) -> None:
        """For each category what its targets add up to, beside the seats."""
        empty_out(self.sums)
        whole = {problem.category: problem for problem in now.problems if not problem.value}
        for category in now.table.categories:
            least = sum(value.minimum for value in category.values if value.has_target)
            most = sum(value.maximum for value in category.values if value.has_target)
            if category.name in whole:
                self.sums.addWidget(Text("■ " + problem_words(whole[category.name]), "bad", wraps=True))
            else:
                words = _("{category}: {least} to {most} for {seats} seats")
                text = words.format(category=category.name, least=least, most=most, seats=now.seats)
                self.sums.addWidget(Text("● " + text, "small", wraps=True))

    def _say_trouble(self) -> None:
        """The whole sentence about the cell that is current."""
        line: TargetLine | None = self.table.currentIndex().data(ROW_ROLE)
        words = line.problem if line is not None else ""
        self._show_kind(line)
        if not words and line is not None and line.value.is_on_purpose:
            self._say_purpose()
            return
        self.trouble.setVisible(bool(words))
        if line is not None and words:
            self.trouble.setText(("▲ " if line.is_warning else "■ ") + words)
            self.trouble.set_role("warn" if line.is_warning else "bad")

    def _show_kind(self, line: TargetLine | None) -> None:
        is_open = line is not None and self._now is not None and not self._now.is_frozen
        kind = line.kind if line is not None else CategoryKind.DEMOGRAPHIC
        self.kind.show_category(line.category if line is not None and is_open else "", kind)

    def _say_purpose(self) -> None:
        words = _("● This target seats more people of a small group than its share of the population, on purpose.")
        self.trouble.setVisible(True)
        self.trouble.setText(words)
        self.trouble.set_role("small")

    def _change(self, value: ValueRow, minimum: int, maximum: int) -> bool:
        label = _("Change a target")
        deed = partial(self._desk.write, edit_target, value.value_id, minimum=minimum, maximum=maximum, label=label)
        return attempt(self._desk, lambda: [deed()]) is not None

    def _on_remove(self) -> None:
        line: TargetLine | None = self.table.currentIndex().data(ROW_ROLE)
        if line is not None and line.can_edit:
            label = _("Remove a target")
            attempt(self._desk, partial(self._desk.write, remove_target, line.value.value_id, label=label))

    def _on_add(self) -> None:
        deed = partial(
            self._desk.write,
            add_target,
            self._desk.assembly_id,
            category=self.category.text(),
            value=self.answer.text(),
            minimum=self.least.value(),
            maximum=self.most.value(),
            label=_("Add a target"),
        )
        if attempt(self._desk, lambda: [deed()]) is not None:
            self.answer.clear()
            self.answer.setFocus()


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMinimumWidth(120)
    return line


def _count(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, 10_000)
    box.setAccessibleName(name)
    return box


def _labelled(words: str, widget: QWidget) -> QWidget:
    both, label = QWidget(), Text(words, "small")
    label.setBuddy(widget)
    both.setLayout(column(label, widget, gap=2))
    return both
