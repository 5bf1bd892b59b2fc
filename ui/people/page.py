"""The People page: the list on one side, the person who is chosen on the other; imports as a step of the page."""

from collections.abc import Mapping, Sequence
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from engage.languages.screen import _, ngettext
from engage.lottery.views import list_quotas, reserve_places
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from ui.exchange.importing import ImportStep
from ui.people.adding import AddPerson
from ui.people.person import Person
from ui.people.person_list import PersonList
from ui.shell.pages import Command, Desk, Page
from ui.widgets.buttons import Button, primary
from ui.widgets.folding import Filling, Splitter
from ui.widgets.messages import EmptyState

_LEAST_LINES = 17
_BOTH_PANES = 118
"""Letters of width that list and person need side by side."""


class PeoplePage(Page):
    """Everyone who came forward."""

    topics: ClassVar[frozenset[str]] = frozenset({"respondents", "targets", "draws"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("People"))
        self.import_button = Button(_("Import…"), self.start_import, icon_name="download")
        self.add_button = primary(_("Add a person"), self.start_adding, icon_name="user-plus")
        self.add_buttons(self.import_button, self.add_button)
        self._build_panes(desk)
        self.importing = ImportStep(desk)
        self.importing.left.connect(self._on_import_left)
        self.empty = EmptyState(
            _("Nobody came forward yet"),
            _(
                "Import the list of people who want to take part, or add them one by one. "
                "Import the targets first, so that every answer can be checked."
            ),
            button=_("Import people"),
            todo=self.start_import,
            icon_name="users",
        )
        self._steps = Filling(lines=_LEAST_LINES)
        for step in (self.empty, self._panes, self.importing):
            self._steps.addWidget(step)
        self.add_to_body(self._steps)
        self.body.setStretch(0, 1)
        self._add_keys()

    def _build_panes(self, desk: Desk) -> None:
        self.list = PersonList(desk)
        self.person, self.adding = Person(desk), AddPerson(desk)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.person.back.connect(self._on_back)
        self.person.replacement_asked.connect(lambda reference: desk.go("lottery", f"replace:{reference}"))
        self.adding.added.connect(self._on_added)
        self.adding.left.connect(self._on_adding_left)
        self._side = QStackedWidget()
        self._side.addWidget(self.person)
        self._side.addWidget(self.adding)
        self._panes = Splitter()
        self._panes.addWidget(self.list)
        self._panes.addWidget(self._side)
        self._panes.setSizes([570, 530])
        self._panes.setStretchFactor(0, 1)
        self._panes.setStretchFactor(1, 1)
        self._shows_person = False

    def _add_keys(self) -> None:
        for keys, deed in (("Ctrl+F", self._on_find), ("Ctrl+Shift+N", self.start_adding)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # What the frame calls.

    def refresh(self) -> None:
        """Show who is there now."""
        counts = self.desk.read(status_counts, self.desk.assembly_id)
        reserves = len(self.desk.recall(reserve_places, self.desk.assembly_id))
        self.show_summary(_summary(counts, reserves))
        if self._steps.currentWidget() is not self.importing:
            anybody = sum(counts.values()) > 0 or self._side.currentWidget() is self.adding
            self._steps.setCurrentWidget(self._panes if anybody else self.empty)
        self.list.refresh()

    def act(self, action: str) -> None:
        """Do what another page asks: "import:<kind>", "add", "status:<status>", "person:<id>"."""
        verb, _colon, what = action.partition(":")
        if verb == "import":
            self.start_import(what)
        elif verb == "add":
            self.start_adding()
        elif verb == "status":
            self._steps.setCurrentWidget(self._panes)
            self.list.show_status(RespondentStatus(what))
        elif verb == "person":
            self._steps.setCurrentWidget(self._panes)
            self.list.show_person(UUID(what))
            self._on_opened()

    def entry(self) -> QWidget:
        """The search: two letters of a name find the person."""
        return self.list.search

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command(_("Import people, targets or statuses"), self.start_import, icon_name="download"),
            Command(_("Add a person"), self.start_adding, icon_name="user-plus"),
            Command(_("Copy the reference"), self.person.copy_reference, icon_name="copy"),
        )

    # What is pressed.

    def start_import(self, kind: str = "") -> None:
        """Begin an import."""
        self._steps.setCurrentWidget(self.importing)
        self.importing.start(kind)

    def start_adding(self) -> None:
        """Begin to add somebody."""
        self._steps.setCurrentWidget(self._panes)
        self._side.setCurrentWidget(self.adding)
        self._shows_person = True
        self._fit()
        self.adding.start()

    def _on_chosen(self, respondent_id: UUID | None) -> None:
        self.person.setVisible(respondent_id is not None)
        if respondent_id is None:
            return
        if self._side.currentWidget() is self.adding and not self.adding.isVisible():
            self._side.setCurrentWidget(self.person)
        choices: dict[str, tuple[str, ...]] = {}
        for quota in self.desk.read(list_quotas, self.desk.assembly_id):
            choices[quota.category] = (*choices.get(quota.category, ()), quota.value)
        self.person.show_person(respondent_id, choices)

    def _on_opened(self) -> None:
        self._side.setCurrentWidget(self.person)
        self._shows_person = True
        self._fit()
        self.person.focus_first()

    def _on_back(self) -> None:
        self._shows_person = False
        self._fit()
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self) -> None:
        self._on_back()
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def _on_added(self, respondent_id: UUID) -> None:
        self._side.setCurrentWidget(self.person)
        self.list.show_person(respondent_id)
        self._on_opened()

    def _on_adding_left(self) -> None:
        self._side.setCurrentWidget(self.person)
        self._on_back()
        self.refresh()

    def _on_import_left(self) -> None:
        self._steps.setCurrentWidget(self._panes)
        self.refresh()
        self.list.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """An import that is over makes way for the people, who are there when the officer comes back."""
        super().hideEvent(event)
        if self.importing.is_over and self._steps.currentWidget() is self.importing:
            self._steps.setCurrentWidget(self._panes)
            self._is_stale = True

    # One pane or two.

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and person side by side only where there is room for both."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The same when the type changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_side"):
            self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < _BOTH_PANES * self.fontMetrics().averageCharWidth()
        self.list.setVisible(not is_narrow or not self._shows_person)
        self._side.setVisible(not is_narrow or self._shows_person)
        self.person.to_list.setVisible(is_narrow)


def _summary(counts: Mapping[RespondentStatus, int], reserves: int) -> str:
    """Who came forward and how far they have come, in one line."""
    came = sum(counts.values())
    drawn = sum(counts[status] for status in (RespondentStatus.SELECTED, RespondentStatus.CONFIRMED))
    parts = [ngettext("{count} person came forward", "{count} people came forward", came).format(count=came)]
    if drawn:
        parts.append(_("{count} on the panel").format(count=drawn))
        parts.append(_("{count} confirmed").format(count=counts[RespondentStatus.CONFIRMED]))
    if to_call := counts[RespondentStatus.SELECTED]:
        parts.append(_("{count} to call").format(count=to_call))
    if reserves:
        parts.append(ngettext("{count} reserve", "{count} reserves", reserves).format(count=reserves))
    if withdrawn := counts[RespondentStatus.WITHDRAWN]:
        parts.append(_("{count} withdrawn").format(count=withdrawn))
    return " · ".join(parts) if came else ""
