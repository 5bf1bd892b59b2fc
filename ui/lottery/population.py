"""Targets from the population: what is known of it, and the three ways to fill targets from its shares."""

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage.languages.screen import _
from engage.lottery.actions import fill_targets, set_category_kind
from engage.lottery.shares import CategoryKind, Fit
from engage.lottery.views import list_population
from ui.lottery.state import Ceremony
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.chips import Chips
from ui.widgets.folding import flow
from ui.widgets.forms import ChoiceEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row

_FLOORS: Final = (0, 1, 2)
_KIND_LETTERS: Final = 18


class FromPopulation(QWidget):
    """Fills targets from shares; `import_asked` leads to the import of a census file or a table."""

    import_asked = Signal()
    likeness_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fit, self.least = Fit.BAND, 0
        self.known = Text("", "small", wraps=True)
        self.ways = Chips(_("How closely targets follow the population"))
        self.ways.chosen.connect(self._on_fit_chosen)
        self.floors = Chips(_("Seats for small groups at least"))
        self.floors.chosen.connect(self._on_least_chosen)
        self.floor_note = Text("", "small", wraps=True)
        self.fill = primary(_("Fill the targets"), self._on_fill)
        self.bring_in = Button(_("Import the population…"), self.import_asked.emit, icon_name="download")
        self.alike = quiet(_("How like the population"), self.likeness_asked.emit, icon_name="chart-column")
        self._choices = QWidget()
        self._choices.setLayout(
            column(
                Text(_("Targets follow the population:"), wraps=True),
                self.ways,
                Text(_("Each answer that anyone gave gets at least:"), wraps=True),
                self.floors,
                self.floor_note,
            )
        )
        self.setLayout(column(self.known, self._choices, flow(self.fill, self.bring_in, self.alike)))
        self._show_choices()

    def show_ceremony(self, now: Ceremony) -> None:
        """Say what is known of the population now."""
        known = [category for category in self._desk.read(list_population, self._desk.assembly_id) if category.values]
        by_origin: dict[str, list[str]] = {}
        for category in known:
            by_origin.setdefault(category.origin or _("Source not said"), []).append(category.name)
        lines = [f"{origin}: {', '.join(names)}" for origin, names in by_origin.items()]
        nothing = _("Nothing is known yet. Import a census file, or a table with a row for each answer.")
        self.known.setText("\n".join(lines) or nothing)
        self._choices.setVisible(bool(known) and not now.is_frozen)
        self.fill.setVisible(bool(known) and not now.is_frozen)
        self.alike.setVisible(bool(known))

    def _on_fit_chosen(self, fit: Fit) -> None:
        self.fit = fit
        self._show_choices()

    def _on_least_chosen(self, least: int) -> None:
        self.least = least
        self._show_choices()

    def _show_choices(self) -> None:
        self.ways.show_choices([(fit, _fit_words(fit)) for fit in Fit], self.fit)
        self.floors.show_choices([(least, _floor_words(least)) for least in _FLOORS], self.least)
        self.floor_note.setVisible(self.least > 0)
        self.floor_note.setText(
            _("Small groups then get more seats than their share. The table and the report say that it is on purpose.")
        )

    def _on_fill(self) -> None:
        label = _("Fill the targets from the population")
        fill = partial(self._desk.write, fill_targets, self._desk.assembly_id, fit=self.fit, least=self.least)
        count = attempt(self._desk, partial(fill, label=label))
        if count is not None:
            self._desk.say(_("{count} targets filled. Undo (Ctrl+Z) takes it back.").format(count=count))


class KindOfCategory(QWidget):
    """What kind of question the category of the current target asks."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._category = ""
        self.label = Text("", "small", wraps=True)
        self.kind = ChoiceEditor([(kind, _(kind.label)) for kind in CategoryKind])
        self.kind.combo.setMinimumContentsLength(_KIND_LETTERS)
        self.kind.connect(self._on_chosen)
        self.label.setBuddy(self.kind.widget())
        self.setLayout(row(self.label, self.kind.widget(), None))

    def show_category(self, category: str, kind: CategoryKind) -> None:
        """Show this category's kind; without a name nothing."""
        self._category = category
        self.setVisible(bool(category))
        words = _("“{category}” asks:").format(category=category)
        self.label.setText(words)
        self.kind.widget().setAccessibleName(words)
        self.kind.put(kind)

    def _on_chosen(self) -> None:
        label = _("Change the kind of a category")
        change = partial(self._desk.write, set_category_kind, self._desk.assembly_id, category=self._category)
        attempt(self._desk, lambda: [change(kind=CategoryKind(self.kind.value()), label=label)])


def _fit_words(fit: Fit) -> str:
    """A way for short; 27% of 50 seats as the example that everybody can check."""
    return {
        Fit.BAND: _("Rounded (27% of 50: 13–14)"),
        Fit.TIGHT: _("Exact (27% of 50: 14)"),
        Fit.LOOSE: _("Loose (27% of 50: 12–15)"),
    }[fit]


def _floor_words(least: int) -> str:
    return {0: _("Its share"), 1: _("1 seat"), 2: _("2 seats")}[least]
