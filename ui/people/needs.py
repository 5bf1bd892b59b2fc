"""What a person needs in order to take part, and how each of it will be met."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engage.languages.screen import _
from engage.people.actions import add_need, edit_need, remove_need
from engage.people.rules import NeedKind
from engage.people.views import NeedRow, PersonStory
from ui.people.fields import show_beside_typing
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, quiet
from ui.widgets.forms import Field, choice, line
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row


class Needs(QWidget):
    """One card a need, saved as it is typed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person: UUID | None = None
        self.cards: list[NeedCard] = []
        self._list = column(gap=8)
        self.nothing = Text(_("Nothing noted. Ask in the confirmation call."), "soft", wraps=True)
        self.add = Button(_("Add a need"), self._on_add, icon_name="plus")
        self.setLayout(column(self.nothing, self._list, row(self.add, None)))

    def show_story(self, story: PersonStory) -> None:
        """Show this person's needs; cards that are there already keep what is being typed in them."""
        self._person = story.id
        wanted = [need.id for need in story.needs]
        if wanted != [box.need_id for box in self.cards]:
            self._build(wanted)
        for box, need in zip(self.cards, story.needs, strict=True):
            box.show_need(need)
        self.nothing.setVisible(not story.needs)

    def _build(self, wanted: list[UUID]) -> None:
        there = {box.need_id: box for box in self.cards}
        for need_id, gone in there.items():
            self._list.removeWidget(gone)
            if need_id not in wanted:
                gone.hide()
                gone.deleteLater()
        self.cards = [there.get(need_id) or NeedCard(self._desk, need_id) for need_id in wanted]
        for box in self.cards:
            self._list.addWidget(box)

    def _on_add(self) -> None:
        if self._person is None:
            return
        attempt(
            self._desk, partial(self._desk.write, add_need, self._person, kind=NeedKind.OTHER, label=_("Add a need"))
        )
        if self.cards:
            self.cards[-1].kind.input.setFocus(Qt.FocusReason.OtherFocusReason)


class NeedCard(QWidget):
    """One need: of what kind, in the person's own words, and how it will be met."""

    def __init__(self, desk: Desk, need_id: UUID) -> None:
        super().__init__()
        self._desk = desk
        self.need_id = need_id
        self.kind = choice(_("Need"), [(kind.value, _(kind.label)) for kind in NeedKind], self._saves("kind"))
        self.detail = line(_("In their own words"), self._saves("detail"))
        self.how_met = line(_("How we will meet it"), self._saves("how_met"))
        self.state = Text("", "warn")
        self.remove = quiet("", self._on_remove, icon_name="trash-2", name=_("Remove this need"))
        top = row(self.state, None, self.remove)
        self.setLayout(column(card(top, self.kind, self.detail, self.how_met)))

    def show_need(self, need: NeedRow) -> None:
        """Show what the file says."""
        self.kind.show_value(need.kind.value)
        show_beside_typing(self.detail, need.detail)
        show_beside_typing(self.how_met, need.how_met)
        self.state.setText(_("● Arranged") if need.how_met else _("▲ Not arranged yet"))
        self.state.set_role("good" if need.how_met else "warn")

    def _saves(self, field: str) -> partial[None]:
        return partial(self._save, field)

    def _save(self, field: str, value: str) -> None:
        self._desk.write(edit_need, self.need_id, field=field, value=value, label=_("Edit a need"))

    def _on_remove(self) -> None:
        for field in self.findChildren(Field):
            field.flush()
        attempt(self._desk, partial(self._desk.write, remove_need, self.need_id, label=_("Remove a need")))


def needs_in_words(story: PersonStory) -> str:
    """What is needed, in one line, with what is not arranged yet first."""
    if not story.needs:
        return _("Nothing noted")
    kinds = [("● " if need.how_met else "▲ ") + _(need.kind.label) for need in story.needs]
    return " · ".join(sorted(kinds))
