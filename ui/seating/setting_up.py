"""How many tables and rounds, and how each question counts."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from engage.languages.screen import _
from engage.seating.model import MOST_ROUNDS, Mode
from ui.widgets.buttons import primary, quiet
from ui.widgets.forms import ChoiceEditor, Field, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import APART, card, column, empty_out, row, sheet

_MOST_TABLES = 100
_NOT_COUNTED = ""


class SetUp(QWidget):
    """Sends `asked` with tables, rounds and fields. Nothing here is in the file until then."""

    asked = Signal(int, int, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = Text("", "soft", wraps=True)
        self.tables = Field(_("Tables"), NumberEditor(1, _MOST_TABLES), _keep)
        self.rounds = Field(_("Rounds"), NumberEditor(1, MOST_ROUNDS), _keep)
        self.questions = QGridLayout()
        self.questions.setHorizontalSpacing(APART)
        self._fields: dict[str, Field] = {}
        self.button = primary(_("Plan the tables"), self._on_asked, icon_name="sparkles")
        self.back = quiet(_("Back to the tables"), self.left.emit, icon_name="arrow-left")
        hint = Text(
            _("Spread: every table mirrors the room. Sit together: for a shared language, for instance."),
            "soft",
            wraps=True,
        )
        inside = card(
            self.people,
            row(self.tables, self.rounds, None, gap=APART),
            8,
            Text(_("How each question counts"), "section"),
            hint,
            self.questions,
            8,
            row(self.button, self.back, None),
        )
        self.setLayout(column(sheet(column(inside, None))))

    def show_choices(self, *, people: int, tables: int, rounds: int, fields: Mapping[str, Mode | None]) -> None:
        """Show what stands, or what would do for so many people."""
        self.people.setText(
            _("{count} people are expected. About 8 at a table let everyone speak.").format(count=people)
        )
        self.tables.show_value(tables)
        self.rounds.show_value(rounds)
        empty_out(self.questions)
        choices: list[tuple[str, str]] = [(mode.value, _(mode.label)) for mode in Mode]
        self._fields = {}
        for place, (name, mode) in enumerate(fields.items()):
            field = Field(name, ChoiceEditor([*choices, (_NOT_COUNTED, _("Does not count"))]), _keep)
            field.show_value(mode.value if mode is not None else _NOT_COUNTED)
            self._fields[name] = field
            self.questions.addWidget(field, place // 2, place % 2)

    def _on_asked(self) -> None:
        fields = {name: Mode(field.value()) for name, field in self._fields.items() if field.value()}
        self.asked.emit(self.tables.value(), self.rounds.value(), fields)


def _keep(_value: Any) -> None:
    """Nothing is written before the tables are planned."""
