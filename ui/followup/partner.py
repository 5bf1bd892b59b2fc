"""One partner's sheet: who answers for it, and only what is asked of it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.assembly.rules import PartnerKind
from engage.assembly.views import PartnerRow
from engage.followup.rules import Light
from engage.followup.views import AddressRow, ExpectationRow, for_partner
from engage.languages.screen import _, ngettext
from ui.followup.overview_step import PairList
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, edgeless
from ui.widgets.folding import flow
from ui.widgets.labels import Text
from ui.widgets.language_names import language_name
from ui.widgets.layouts import card, column, row, sheet

_PARTNER_COLUMN: Final = 1


class PartnerStep(QWidget):
    """`opened` carries an expectation and the request; `address_asked` and `edit_asked` the partner's id."""

    opened = Signal(object)
    address_asked = Signal(object)
    edit_asked = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._partner: PartnerRow | None = None
        self.back = edgeless(_("All partners"), self.left.emit, icon_name="arrow-left")
        self.name = Text("", "title", wraps=True)
        self.kind = Text("", "soft", wraps=True)
        self.lead = Text("", wraps=True)
        self.letters = Text("", "soft", wraps=True)
        self.card_words = Text("", "strong", wraps=True)
        self.ask = Button(_("Ask it for something"), lambda: self._emit(self.address_asked), icon_name="plus")
        self.edit = Button(_("Change who answers for it"), lambda: self._emit(self.edit_asked), icon_name="pencil")
        self.print = Button(
            _("Print its request"), partial(desk.go, "documents", "partner-request"), icon_name="printer"
        )
        self.heading = Text(_("What is asked of it"), "section")
        self.nothing = Text(_("Nothing is asked of it yet."), "soft", wraps=True)
        self.list = PairList(desk)
        self.list.activated_row.connect(self.opened)
        self.list.setColumnHidden(_PARTNER_COLUMN, True)
        about = card(
            self.name, self.kind, self.lead, self.letters, self.card_words, flow(self.ask, self.edit, self.print), gap=8
        )
        self.setLayout(
            column(sheet(column(row(self.back, None), about, self.heading, self.nothing, self.list, None, gap=16)))
        )

    def show_partner(self, partner: PartnerRow, rows: Sequence[ExpectationRow]) -> None:
        """Show this partner with its requests."""
        self._partner = partner
        pairs = for_partner(list(rows), partner.id)
        self.name.setText(partner.name)
        self.kind.setText(_(partner.kind.label))
        self.lead.setText(_lead(partner))
        lines = [
            partner.email,
            partner.phone,
            ", ".join(line.strip() for line in partner.address.splitlines() if line.strip()),
            language_name(partner.language),
        ]
        self.letters.setText(" · ".join(line for line in lines if line.strip()))
        self.letters.setVisible(partner.kind is not PartnerKind.INDIVIDUALS)
        self.card_words.setText(_score([address for _row, address in pairs]))
        self.card_words.setVisible(bool(pairs))
        self.nothing.setVisible(not pairs)
        self.print.setVisible(any(address.owes_answer for _row, address in pairs))
        self.list.setVisible(bool(pairs))
        self.list.show_pairs(pairs)

    def focus_first(self) -> None:
        """Put the focus on the first request, or on the way to make one."""
        if self.list.model_of.rowCount():
            self.list.choose(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.ask.setFocus(Qt.FocusReason.OtherFocusReason)

    def _emit(self, signal: object) -> None:
        if self._partner is not None:
            signal.emit(self._partner.id)  # type: ignore[attr-defined]


def _lead(partner: PartnerRow) -> str:
    if partner.kind is PartnerKind.INDIVIDUALS:
        return _("Individuals owe no answer, and have no due date.")
    if not partner.lead_name.strip():
        return _("Nobody is named yet who answers for it.")
    return _("{name} answers for it.").format(name=partner.lead_name)


def _score(addresses: Sequence[AddressRow]) -> str:
    """How the partner has done so far, in one line; nothing is measured of individuals."""
    owed = [address for address in addresses if address.owes_answer]
    if not owed:
        count = len(addresses)
        return ngettext("{count} expectation", "{count} expectations", count).format(count=count)
    answered = sum(address.answer is not None for address in owed)
    late = sum(address.overall.light is Light.RED for address in owed)
    words = _("{answered} of {asked} answered").format(answered=answered, asked=len(owed))
    return f"{words} · " + ngettext("{count} late", "{count} late", late).format(count=late) if late else words
