"""The ledger page of one expectation: the words as they were voted, then each partner's part with its dates."""

from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.followup.views import AddressRow, ExpectationRow, LateRow, unfinished_entries, usual_period
from engage.languages.bidi import isolated
from engage.languages.screen import _
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from ui.followup.entry import Entry
from ui.followup.words import Shaped, shown, vote_words
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, edgeless, quiet
from ui.widgets.folding import flow
from ui.widgets.labels import Text
from ui.widgets.layouts import boxed, bring_into_sight, column, row, sheet, tab_in_order


class LedgerStep(QWidget):
    """`moved` carries a number of places to go on; `address_asked` the draft that more partners are asked for."""

    left = Signal()
    moved = Signal(int)
    address_asked = Signal(object)
    partner_opened = Signal(object)

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._row: ExpectationRow | None = None
        self._rows: Sequence[ExpectationRow] = ()
        self.entries: dict[UUID, Entry] = {}
        self.back = edgeless(_("All expectations"), self.left.emit, icon_name="arrow-left")
        self.before = quiet(_("Previous"), lambda: self.moved.emit(-1))
        self.after = quiet(_("Next one"), lambda: self.moved.emit(1))
        self.place = Text("", "soft", wraps=True)
        self.title = Text("", "title", wraps=True)
        self.words = Text("", "large", wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.why = Text("", "soft", wraps=True)
        self.vote = Shaped("ring", "text_soft", "")
        self.print = Button(
            _("Print the requests"), partial(desk.go, "documents", "partner-request"), icon_name="printer"
        )
        self.more = Button(_("Ask more partners"), self._on_more, icon_name="plus")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(16)
        quote = boxed(column(self.words, self.why, self.vote, gap=8, margins=16), "info")
        head = column(self.place, self.title, gap=0)
        body = column(head, quote, self._lines, flow(self.more, self.print), None, gap=16)
        self.area = sheet(body)
        bar = row(self.back, None, self.before, self.after)
        self.setLayout(column(bar, self.area, gap=8))

    @property
    def expectation_id(self) -> UUID | None:
        """The expectation on screen."""
        return self._row.id if self._row is not None else None

    def show_row(self, found: ExpectationRow, rows: Sequence[ExpectationRow], priority: str) -> None:
        """Show this one of all of them."""
        is_another = self._row is None or self._row.id != found.id
        self._row, self._rows = found, rows
        ids = [each.id for each in rows]
        self.before.setEnabled(ids.index(found.id) > 0)
        self.after.setEnabled(ids.index(found.id) < len(ids) - 1)
        self.place.setText(f"{found.label} · {isolated(priority)}" if priority else found.label)
        self.title.setText(shown(found.title, self._desk))
        self.title.setVisible(bool(self.title.text()))
        self.words.setText(shown(found.text, self._desk))
        self.why.setText(_("Why: {words}").format(words=isolated(shown(found.why, self._desk))))
        self.why.setVisible(bool(shown(found.why, self._desk)))
        self.vote.say(*vote_words(found.vote))
        self._show_entries(found)
        tab_in_order(self)
        if is_another:
            self.area.verticalScrollBar().setValue(0)

    def open_form(self, late: LateRow) -> None:
        """Come up with the form that mends something."""
        entry = self.entries[late.address.id]
        if late.action is not None:
            action = next(each for each in late.address.answer.actions if each.id == late.action.id)  # type: ignore[union-attr]
            entry.report_on(action)
        else:
            entry.open_form("send" if late.standing.reason == "not-sent" else "answer")
        self.reveal(late.address.id)

    def reveal(self, address_id: UUID) -> None:
        """Bring a partner's part into sight."""
        entry = self.entries.get(address_id)
        if entry is not None:
            bring_into_sight(self.area, _lowest(entry))

    def focus_first(self) -> None:
        """Put the focus on what can be done first."""
        entry = next(iter(self.entries.values()), None)
        if entry is not None:
            entry.focus_first()
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside.

    def _show_entries(self, found: ExpectationRow) -> None:
        wanted = [address.id for address in found.addresses]
        for key in [key for key in self.entries if key not in wanted]:
            entry = self.entries.pop(key)
            self._lines.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        contents: Mapping[UUID, Mapping[str, str]] = self._desk.read(unfinished_entries, found.id)
        for place, address in enumerate(found.addresses):
            if address.id not in self.entries:
                self._add_entry(place, address)
            period = usual_period(self._rows, address.partner_id)
            self.entries[address.id].show_address(address, contents.get(address.id, {}), period)

    def _add_entry(self, place: int, address: AddressRow) -> None:
        entry = Entry(self._desk, self._page, self._members)
        entry.others_asked.connect(self._on_more)
        entry.partner_opened.connect(self.partner_opened)
        self.entries[address.id] = entry
        self._lines.insertWidget(place, entry)

    def _members(self) -> int:
        counts = self._desk.read(status_counts, self._desk.assembly_id)
        return counts.get(RespondentStatus.CONFIRMED, 0)

    def _on_more(self) -> None:
        if self._row is not None:
            self.address_asked.emit(self._row.draft_id)


def _lowest(entry: Entry) -> QWidget:
    """What has to be in sight of a partner's part: the form that is open, or else all of it."""
    return next((form for form in entry.forms.values() if not form.isHidden()), entry)
