"""One session: when and where it is, and its agenda. Everything is saved as it is typed."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.screen import _, ngettext
from engage.meetings.actions import (
    add_agenda_item,
    edit_session,
    move_agenda_item,
    remove_agenda_item,
    remove_session,
)
from engage.meetings.rules import ItemKind, Phase
from engage.meetings.views import SessionSheet, session_sheet
from ui.assembly.lists import show_local
from ui.meetings.agenda import AgendaList
from ui.meetings.times import time_of_day
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import quiet
from ui.widgets.folding import Fold, Panes
from ui.widgets.forms import Field, area, choice, day, line
from ui.widgets.labels import Text
from ui.widgets.layouts import Part, card, column, row, sheet


class SessionEditor(QWidget):
    """The session that is chosen. `removed` says that it is gone."""

    removed = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._key: UUID | None = None
        self.agenda = AgendaList(desk, self._language)
        self.agenda.add_asked.connect(self._on_add)
        self.agenda.move_asked.connect(self._on_move)
        self.agenda.remove_asked.connect(self._on_remove_item)
        self.total = Text("", "soft", wraps=True)
        self._build_fields()
        self.remove_button = quiet(_("Remove this session"), self._on_remove, icon_name="trash-2")
        place = column(self.fields["venue_name"], self.fields["venue_address"], self.fields["venue_access"], gap=12)
        self.venue = Fold(_("Place"), place)
        times = Panes(
            _holding(self.fields["title"], self.fields["phase"]),
            _holding(*((self.fields[name], 1) for name in ("held_on", "starts_at", "ends_at"))),
            least=90,
            gap=16,
        )
        about = card(times, self.venue, gap=4)
        agenda = card(row(Text(_("Agenda"), "section"), None), self.total, self.agenda, gap=8)
        self.area = sheet(column(about, agenda, row(None, self.remove_button), None, gap=16))
        self.setLayout(column(self.area))

    def _build_fields(self) -> None:
        phases = [(phase, _(phase.label)) for phase in Phase]
        self.fields: dict[str, Field] = {
            "title": line(_("Title"), partial(self._save, "title")),
            "phase": choice(_("Phase"), phases, partial(self._save, "phase")),
            "held_on": day(_("Day"), self._save_day),
            "starts_at": time_of_day(_("Begins"), partial(self._save, "starts_at")),
            "ends_at": time_of_day(_("Ends"), partial(self._save, "ends_at")),
            "venue_name": line(_("Venue"), partial(self._save, "venue_name")),
            "venue_address": area(_("Address"), partial(self._save, "venue_address"), lines=2),
            "venue_access": area(
                _("Getting in and around"),
                partial(self._save, "venue_access"),
                lines=2,
                hint=_("Steps, lift, hearing loop, parking, a quiet room, a prayer room."),
            ),
        }

    def show_session(self, key: UUID) -> None:
        """Show this session."""
        if key != self._key:
            self._page.flush()
            self._key = key
        found = self._desk.read(session_sheet, key)
        for name in ("phase", "held_on", "starts_at", "ends_at", "venue_name", "venue_address"):
            self.fields[name].show_value(getattr(found, name))
        show_local(self.fields["title"], found.title, self._language())
        show_local(self.fields["venue_access"], found.venue_access, self._language())
        self.venue.summarise(found.venue_name or _("No place yet."))
        self.agenda.show_sheet(found)
        self.total.setText(_total_words(found))
        self.total.set_role("warn" if found.over_run > 0 else "soft")
        self.total.setVisible(bool(found.agenda))

    def focus_first(self) -> None:
        """Put the focus into the title."""
        self.fields["title"].input.setFocus(Qt.FocusReason.OtherFocusReason)

    # Saving.

    def _language(self) -> str:
        code = self._desk.language.code
        return code if code in DOCUMENT_LANGUAGES else "en"

    def _save(self, field: str, value: Any) -> None:
        edit = partial(self._desk.write, edit_session, self._key, field=field, value=value)
        edit(language=self._language(), label=_("Edit a session"))

    def _save_day(self, value: Any) -> None:
        if value is not None:
            self._save("held_on", value)

    def _on_add(self) -> None:
        # A first item is a welcome: that is how every session begins.
        given: dict[str, Any] = {} if self.agenda.findChildren(Field) else {"kind": ItemKind.WELCOME, "minutes": 15}
        add = partial(self._desk.write, add_agenda_item, self._key, **given)
        added = self._page.attempt(partial(add, label=_("Add to the agenda")))
        if added is not None:
            self.agenda.focus_when_shown(added)

    def _on_move(self, key: UUID, step: int) -> None:
        self._page.flush()
        to = self.agenda.place_of(key) + step
        self._page.attempt(partial(self._desk.write, move_agenda_item, key, to=to, label=_("Move a row")))

    def _on_remove_item(self, key: UUID) -> None:
        if self._page.flush():
            label = _("Take from the agenda")
            self._page.attempt(partial(self._desk.write, remove_agenda_item, key, label=label))

    def _on_remove(self) -> None:
        for field in self.fields.values():
            field.take_back()
        key = self._key

        def remove() -> bool:
            self._desk.write(remove_session, key, label=_("Remove a session"))
            return True

        if self._page.attempt(remove):
            self._key = None
            self.removed.emit()


def _total_words(found: SessionSheet) -> str:
    """Whether the agenda fits into the session."""
    over = next((warning for warning in found.warnings if warning.place is None), None)
    if over is not None:
        return f"▲ {_(over.sentence).format(**over.params)}"
    left = -found.over_run
    if not left:
        return _("The agenda fills the session.")
    return ngettext("{count} minute is still free.", "{count} minutes are still free.", left).format(count=left)


def _holding(*parts: Part) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(*parts, gap=12))
    return holder
