"""The agenda, edited in place: one row an item, its times worked out, what is wrong with it said beside it."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QSpinBox, QWidget

from engage.languages.screen import _
from engage.meetings.actions import edit_agenda_item
from engage.meetings.rules import MOST_MINUTES, ItemKind
from engage.meetings.views import AgendaRow, SessionSheet
from ui.assembly.lists import show_local
from ui.meetings.words import span
from ui.shell.pages import Desk
from ui.widgets.folding import Panes
from ui.widgets.forms import choice, line, number
from ui.widgets.labels import Text
from ui.widgets.layouts import NEAR, Part, column, row
from ui.widgets.row_list import RowEditor, RowList

_ONE_LINE: Final = 80
"""Letters of width that an item needs to stand on one line."""

Written = Callable[[], str]
"""Gives the language in which texts are written."""


class ItemEditor(RowEditor[AgendaRow]):
    """One item: when, what, of what kind, how long, who speaks."""

    def __init__(self, desk: Desk, key: UUID, language: Written, warning: Callable[[UUID], str]) -> None:
        super().__init__()
        self._desk, self._key, self._language, self._warning = desk, key, language, warning
        kinds = [(kind, _(kind.label)) for kind in ItemKind]
        self.time = Text("", "strong")
        self.title = line("", partial(self._save, "title"), name=_("Item"))
        self.kind = choice("", kinds, partial(self._save, "kind"), name=_("Kind of item"))
        self.minutes = number("", partial(self._save, "minutes"), least=1, most=MOST_MINUTES, name=_("Minutes"))
        if isinstance(self.minutes.input, QSpinBox):
            self.minutes.input.setSuffix(_(" min"))
        self.speaker = line("", partial(self._save, "speaker"), placeholder=_("Speaker"), name=_("Speaker"))
        self.warning = Text("", "warn", wraps=True)
        self.warning.hide()
        panes = Panes(
            _beside(self.time, (self.title, 1)),
            _beside((self.kind, 4), (self.minutes, 3), (self.speaker, 4)),
            least=_ONE_LINE,
            shares=(4, 5),
            gap=NEAR,
        )
        self.setLayout(column(panes, self.warning, gap=4))

    def show_row(self, row_shown: AgendaRow) -> None:
        """Show the item, its times and what is wrong with it."""
        self.time.setText(span(row_shown.starts, row_shown.ends, self._desk.language))
        self.time.setMinimumWidth(self.time.fontMetrics().averageCharWidth() * 11)
        show_local(self.title, row_shown.title, self._language(), empty=_(row_shown.kind.label))
        self.kind.show_value(row_shown.kind)
        self.minutes.show_value(row_shown.minutes)
        self.speaker.show_value(row_shown.speaker)
        words = self._warning(row_shown.id)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _save(self, field: str, value: str | int) -> None:
        edit = partial(self._desk.write, edit_agenda_item, self._key, field=field, value=value)
        edit(language=self._language(), label=_("Edit the agenda"))


class AgendaList(RowList[AgendaRow]):
    """The items in order."""

    def __init__(self, desk: Desk, language: Written) -> None:
        super().__init__(
            noun=_("Item"),
            add_words=_("Add an item"),
            empty_words=_("Nothing on the agenda yet. Begin with a welcome; the times follow from the minutes."),
        )
        self._desk, self._language = desk, language
        self._warnings: dict[UUID, str] = {}

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Show a session's agenda with its warnings."""
        self._warnings = {}
        for warning in sheet.warnings:
            if warning.place is not None:
                key = sheet.agenda[warning.place].id
                words = f"▲ {_(warning.sentence).format(**warning.params)}"
                self._warnings[key] = f"{self._warnings[key]}\n{words}" if key in self._warnings else words
        self.show_rows(sheet.agenda)

    def editor_for(self, row_shown: AgendaRow) -> ItemEditor:
        """Fields for the item."""
        return ItemEditor(self._desk, row_shown.id, self._language, lambda key: self._warnings.get(key, ""))


def _beside(*parts: Part) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*parts))
    return holder
