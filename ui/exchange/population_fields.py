"""What a file of the population does not say itself: its category, its areas, who counted, and which label is what."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from engage.languages.screen import _
from ui.widgets.folding import Fold, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import column

_LINES: Final = 5


class PopulationFields(QWidget):
    """Lines beside the file. `changed` says that it has to be read again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.category = self._line(_("Category, such as age"))
        self.areas = self._line(_("Areas, with commas, or “all”"))
        self.source = self._line(_("Who counted, such as Census 2021"))
        self.table = self._line(_("Table, such as TS007A"))
        self.date = self._line(_("Date of the count"))
        self.groups = QPlainTextEdit()
        self.groups.setTabChangesFocus(True)
        self.groups.setAccessibleName(_("Which label belongs to which answer"))
        self.groups.setFixedHeight(self.fontMetrics().height() * _LINES + 16)
        lines = (self.category, self.areas, self.source, self.table, self.date)
        hint = Text(
            _("One a line: Aged 16 to 19 years = 16-24. A label that belongs nowhere: = -"), "small", wraps=True
        )
        self.grouping = Fold(_("Group the labels of a census file"), column(hint, self.groups))
        self.setLayout(column(flow(*map(_labelled, lines)), self.grouping))

    def start(self) -> None:
        """Forget what was typed for another file."""
        for line in (self.category, self.areas, self.source, self.table, self.date):
            line.clear()
        self.groups.clear()

    def area_names(self) -> tuple[str, ...]:
        """The areas that were typed."""
        return tuple(area.strip() for area in self.areas.text().split(",") if area.strip())

    def given(self) -> dict[str, str]:
        """What was typed, by field."""
        lines = {"category": self.category, "source": self.source, "table": self.table, "date": self.date}
        return {name: line.text().strip() for name, line in lines.items() if line.text().strip()}

    def labels(self) -> dict[str, str]:
        """The answers by label; lines that say neither are left out."""
        pairs = [line.rpartition("=") for line in self.groups.toPlainText().splitlines()]
        return {label.strip(): answer.strip() for label, _equals, answer in pairs if label.strip() and answer.strip()}

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.setMinimumWidth(220)
        line.editingFinished.connect(self.changed)
        return line


def _labelled(line: QLineEdit) -> QWidget:
    both, label = QWidget(), Text(line.accessibleName(), "small")
    label.setBuddy(line)
    both.setLayout(column(label, line, gap=2))
    return both
