"""Addressing an expectation: choose the wording, tick the partners, say when it went out; one button does it all."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHeaderView, QVBoxLayout, QWidget

from engage.assembly.rules import PartnerKind
from engage.assembly.views import PartnerRow
from engage.clock import today
from engage.followup.actions import address_expectation, ask_partners
from engage.followup.views import AddressableRow, AddressRow, ExpectationRow, Period, Wording, usual_period
from engage.languages.bidi import isolated
from engage.languages.screen import _
from ui.followup.forms import Timing
from ui.followup.words import Shaped, shown, vote_words
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, edgeless, primary, quiet
from ui.widgets.folding import Panes, flow
from ui.widgets.forms import ChoiceEditor, Editor, Field
from ui.widgets.labels import Text, plain_caption
from ui.widgets.layouts import boxed, card, column, empty_out, row, sheet
from ui.widgets.tables import Column, Table, TableModel


class AddressStep(QWidget):
    """`addressed` carries the expectation's id once it is done."""

    addressed = Signal(object)
    left = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._rows: Sequence[ExpectationRow] = ()
        self._drafts: Sequence[AddressableRow] = ()
        self._draft: AddressableRow | None = None
        self._wanted: frozenset[UUID] = frozenset()
        self.ticks: dict[UUID, QCheckBox] = {}
        self.back = edgeless(_("All expectations"), self.left.emit, icon_name="arrow-left")
        self.model: TableModel[AddressableRow] = TableModel(_columns(desk), self)
        self.table = Table(_("Expectations that can be addressed"))
        self.table.setModel(self.model)
        self.table.let_words_wrap()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.chosen_row.connect(self._on_chosen)
        self.table.activated_row.connect(lambda _row: self._focus_ticks())
        self._choice = ChoiceEditor([])
        self._choice.connect(self._show_words)
        self.wording = Field(_("Wording"), self._choice, _keep)
        self.words = Text("", wraps=True)
        self.vote = Shaped("ring", "text_soft", "")
        self._build_partners()
        self.timing = Timing(_plain_field, self._usual)
        self.send = primary(_("Address and mark as sent"), self._on_send, icon_name="check")
        self.later = Button(_("Address, send later"), self._on_later)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self._lay_out()

    def _build_partners(self) -> None:
        self._ticks = QVBoxLayout()
        self._ticks.setSpacing(0)
        self.everyone = quiet(_("Tick all partners"), self._on_everyone, icon_name="check")
        self.hint = Text(_("Individuals are spoken to as well; they owe no answer."), "small", wraps=True)

    def _lay_out(self) -> None:
        first = QWidget()
        heading = Text(_("1. Which expectation"), "section")
        left = column(heading, self.table)
        left.setStretchFactor(self.table, 1)
        first.setLayout(left)
        quote = boxed(column(self.wording, self.words, self.vote, gap=8, margins=16), "info")
        whom = card(row(Text(_("2. Whom it is addressed to"), "section"), None, self.everyone), self._ticks, self.hint)
        when = card(Text(_("3. When the requests go out"), "section"), self.timing)
        second = QWidget()
        inside = sheet(column(quote, whom, when, None, gap=12))
        second.setLayout(column((inside, 1), self.error, flow(self.send, self.later)))
        panes = Panes(first, second, least=110, shares=(2, 3), gap=16)
        self.setLayout(column(row(self.back, None), panes, gap=8))
        self.table.setMinimumHeight(self.table.verticalHeader().defaultSectionSize() * 4)

    # What the page calls.

    def start(self, *, draft_id: UUID | None = None, partner_id: UUID | None = None) -> None:
        """Begin anew, with an expectation and a partner when they are known."""
        self._draft = None
        self._wanted = frozenset() if partner_id is None else frozenset({partner_id})
        self._say("")
        drafts = self._drafts
        waiting = [each for each in drafts if each.waits] or [each for each in drafts if each.addressed is None]
        chosen = next((each for each in drafts if each.draft_id == draft_id), None)
        chosen = chosen or next(iter(waiting or drafts), None)
        if chosen is not None:
            self.table.choose(drafts.index(chosen))
            self._on_chosen(chosen)
        self.timing.show_values(today(), self._usual())
        if draft_id is None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus_ticks()

    def show_rows(
        self, drafts: Sequence[AddressableRow], partners: Sequence[PartnerRow], rows: Sequence[ExpectationRow]
    ) -> None:
        """Show what can be addressed, and to whom."""
        self._rows, self._drafts = rows, drafts
        kept = self._draft.draft_id if self._draft is not None else None
        if [partner.id for partner in partners] != list(self.ticks):
            self._build_ticks(partners)
        for partner in partners:
            self.ticks[partner.id].setText(plain_caption(_partner_words(partner)))
        self.model.set_rows(drafts)
        ids = [each.draft_id for each in drafts]
        if kept in ids:
            self.table.choose(ids.index(kept))

    # Showing.

    def _build_ticks(self, partners: Sequence[PartnerRow]) -> None:
        empty_out(self._ticks)
        self.ticks = {partner.id: QCheckBox() for partner in partners}
        for tick in self.ticks.values():
            tick.clicked.connect(lambda _on: self._say(""))
            self._ticks.addWidget(tick)
        self.hint.setVisible(any(partner.kind is PartnerKind.INDIVIDUALS for partner in partners))

    def _on_chosen(self, found: AddressableRow | None) -> None:
        if found is None:
            return
        is_another = self._draft is None or self._draft.draft_id != found.draft_id
        self._draft = found
        self._fill_wordings(found)
        self._show_words()
        done = self._addresses(found)
        for key, tick in self.ticks.items():
            address = done.get(key)
            is_sent = address is not None and (address.sent_on is not None or not address.owes_answer)
            tick.setEnabled(not is_sent)
            if is_another or is_sent:
                tick.setChecked(address is not None or key in self._wanted)

    def _fill_wordings(self, found: AddressableRow) -> None:
        """Offer the draft's wordings, the newest first; once it is addressed there is no choice."""
        wordings = [found.best] if found.addressed else list(reversed(found.wordings))
        kept = self.wording.value() if self.wording.value() in [each.version_id for each in wordings] else None
        self._choice.combo.clear()
        for each in wordings:
            self._choice.combo.addItem(_wording_words(each), each.version_id)
        self.wording.show_value(kept or found.best.version_id)
        self.wording.setVisible(len(wordings) > 1)

    def _show_words(self) -> None:
        wording = self._wording()
        if wording is None:
            return
        self.words.setText(shown(wording.text, self._desk))
        self.vote.say(*vote_words(wording.vote))

    def _wording(self) -> Wording | None:
        if self._draft is None:
            return None
        chosen = self.wording.value()
        return next((each for each in self._draft.wordings if each.version_id == chosen), self._draft.best)

    def _addresses(self, found: AddressableRow) -> dict[UUID, AddressRow]:
        row_of = next((each for each in self._rows if each.draft_id == found.draft_id), None)
        return {address.partner_id: address for address in row_of.addresses} if row_of is not None else {}

    def _usual(self) -> Period:
        return usual_period(self._rows)

    def _focus_ticks(self) -> None:
        tick = next((each for each in self.ticks.values() if each.isEnabled()), None)
        (tick or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is pressed.

    def _on_everyone(self) -> None:
        for tick in self.ticks.values():
            tick.setChecked(True)
        self._say("")
        self.send.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_send(self) -> None:
        if self.timing.sent_on.flush():
            self._write(partial(self._desk.write, ask_partners, **self.timing.values()))

    def _on_later(self) -> None:
        self._write(partial(self._desk.write, address_expectation))

    def _write(self, write: Callable[..., Any]) -> None:
        wording = self._wording()
        chosen = [key for key, tick in self.ticks.items() if tick.isChecked() and tick.isEnabled()]
        if wording is None or not chosen:
            self._say(_("Nobody new is ticked. Tick the partners that it is addressed to."))
            self._focus_ticks()
            return
        label = _("Address an expectation")
        added = self._page.attempt(lambda: write(wording.version_id, partner_ids=chosen, label=label))
        if added is not None:
            self._draft = None
            self.addressed.emit(added)

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))


def _columns(desk: Desk) -> list[Column[AddressableRow]]:
    def name(found: AddressableRow) -> str:
        text = shown(found.best.title, desk) or shown(found.best.text, desk)
        return f"{found.label} · {isolated(text)}"

    return [
        Column(_("Expectation"), name, width=260),
        Column(_("Where it stands"), _state, width=150, tone=_tone, shape=_shape),
    ]


def _state(found: AddressableRow) -> str:
    if found.addressed is not None:
        return _("Addressed")
    if found.best.has_passed:
        return _("Voted for")
    return _("Not voted for")


def _tone(found: AddressableRow) -> str:
    return "good" if found.addressed or found.best.has_passed else "text_soft"


def _shape(found: AddressableRow) -> str:
    return "disc" if found.addressed else "triangle" if found.best.has_passed else "ring"


def _wording_words(wording: Wording) -> str:
    words = _("Wording {number}").format(number=wording.number)
    return _("{wording}, voted for").format(wording=words) if wording.has_passed else words


def _partner_words(partner: PartnerRow) -> str:
    return f"{isolated(partner.name)} · {_(partner.kind.label)}"


def _plain_field(_name: str, label: str, editor: Editor, *, read: object = None, default: object = None) -> Field:
    """A field that is read when the button is pressed; the others of its maker's are for what is kept meanwhile."""
    del read, default
    return Field(label, editor, _keep)


def _keep(_value: Any) -> None:
    """Nothing is written before the expectation is addressed."""
