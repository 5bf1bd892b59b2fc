"""Which column of a file is taken for what: found by the reader, changed by the officer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from engage.exchange.preview import Preview, ReadOptions, Use
from engage.languages.catalogues import mark
from engage.languages.screen import _
from ui.widgets.chips import FlowLayout
from ui.widgets.forms import ChoiceEditor
from ui.widgets.labels import Text, plain_caption
from ui.widgets.layouts import column, empty_out

_ABSENT: Final = ""
_MOST_BOXES: Final = 60

# What a column can be taken for, in plain words. Questions go by their own names.
FIELD_LABELS: Final[dict[str, str]] = {
    "reference": mark("Reference"),
    "name": mark("Name"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "email": mark("Email"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "postcode": mark("Postcode"),
    "household": mark("Household"),
    "language": mark("Language"),
    "spoken_language": mark("Spoken language"),
    "written_language": mark("Written language"),
    "type_size": mark("Type size"),
    "photo_consent": mark("Photos"),
    "invitation_code": mark("Code on the letter"),
    "access_needs": mark("Needs"),
    "feature": mark("Category"),
    "value": mark("Answer"),
    "min": mark("At least"),
    "max": mark("At most"),
    "min_flex": mark("At least, when relaxed"),
    "max_flex": mark("At most, when relaxed"),
    "status": mark("Status"),
    "reason": mark("Reason"),
}


class ColumnMapping(QWidget):
    """A choice of column for each field and question, and boxes for the columns that say who lives together."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, ChoiceEditor] = {}
        self.boxes: dict[str, QCheckBox] = {}
        self._chosen: dict[str, str] = {}
        self._household: tuple[str, ...] | None = None
        self._header: tuple[str, ...] = ()
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(4)
        self._flow = FlowLayout()
        self._boxes = QWidget()
        self._boxes.setLayout(self._flow)
        self.household_label = Text(_("People with the same words here live together:"), "strong", wraps=True)
        self.setLayout(column(self._grid, 8, self.household_label, self._boxes, None, gap=4))

    def start(self) -> None:
        """Forget what was chosen for another file."""
        self._chosen, self._household, self._header = {}, None, ()

    def options(self) -> ReadOptions:
        """How the file is to be read."""
        return ReadOptions(mapping=dict(self._chosen), household=self._household or ())

    def show_columns(
        self, header: Sequence[str], slots: Iterable[str], preview: Preview[Any] | None, *, with_household: bool
    ) -> None:
        """Show what was found; without a preview (the file was refused) only what was chosen."""
        wanted = list(slots)
        if tuple(header) != self._header or wanted != list(self.choices):
            self._header = tuple(header)
            self._build(wanted)
        found = _found(preview) if preview is not None else {}
        for key, editor in self.choices.items():
            editor.put(self._chosen.get(key, found.get(key, _ABSENT)))
        self._show_household(preview, with_household=with_household)

    def _build(self, slots: Sequence[str]) -> None:
        empty_out(self._grid)
        self.choices = {}
        for place, key in enumerate(slots):
            words = _(FIELD_LABELS[key]) if key in FIELD_LABELS else key
            editor = ChoiceEditor([(_ABSENT, _("Not in this file")), *((name, name) for name in self._header)])
            editor.connect(lambda key=key: self._on_chosen(key))  # type: ignore[misc]
            label = Text(plain_caption(words))
            label.setBuddy(editor.widget())
            editor.widget().setAccessibleName(_("Column for {field}").format(field=words))
            self._grid.addWidget(label, place, 0)
            self._grid.addWidget(editor.widget(), place, 1)
            self.choices[key] = editor
        empty_out(self._flow)
        self.boxes = {name: self._box(name) for name in self._header[:_MOST_BOXES]}

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(plain_caption(name))
        box.clicked.connect(self._on_ticked)
        self._flow.addWidget(box)
        return box

    def _show_household(self, preview: Preview[Any] | None, *, with_household: bool) -> None:
        self.household_label.setVisible(with_household)
        self._boxes.setVisible(with_household)
        answers = {use.header for use in preview.columns if use.use is Use.ANSWER} if preview is not None else set()
        for name, box in self.boxes.items():
            box.setVisible(name not in answers)
            box.setChecked(name in (self._household or ()))

    def _on_chosen(self, key: str) -> None:
        self._chosen[key] = self.choices[key].value()
        if not self._chosen[key]:
            del self._chosen[key]
        self.changed.emit()

    def _on_ticked(self) -> None:
        self._household = tuple(name for name, box in self.boxes.items() if box.isChecked())
        self.changed.emit()

    def suggest_household(self, columns: Sequence[str]) -> bool:
        """Tick these columns, unless the officer has chosen already. Says whether that changed anything."""
        if self._household is not None or not columns:
            return False
        self._household = tuple(columns)
        return True


def _found(preview: Preview[Any]) -> Mapping[str, str]:
    """The column of each field and question, the first where there are several."""
    found: dict[str, str] = {}
    for use in preview.columns:
        if use.target:
            found.setdefault(use.target, use.header)
    return found
