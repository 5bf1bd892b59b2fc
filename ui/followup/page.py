"""The page itself: the grid and what is late as two views; a partner, an expectation and addressing as steps."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from engage.assembly.views import PartnerRow, assembly_sheet
from engage.clock import today
from engage.deliberation.views import PriorityRow, list_priorities
from engage.followup.rules import Light
from engage.followup.views import (
    AddressableRow,
    ExpectationRow,
    LateRow,
    list_addressable,
    list_expectations,
    what_is_late,
)
from engage.languages.screen import _, ngettext
from ui.followup.addressing import AddressStep
from ui.followup.late import LateStep
from ui.followup.ledger import LedgerStep
from ui.followup.overview_step import OverviewStep
from ui.followup.partner import PartnerStep
from ui.followup.squares import Pair
from ui.followup.words import TONES, drawn_light, shown
from ui.shell.pages import Command, Desk, Page
from ui.shell.theme import current_tokens
from ui.widgets.buttons import primary
from ui.widgets.folding import Filling
from ui.widgets.messages import EmptyState
from ui.widgets.shapes import shape

_LEAST_LINES: Final = 20
_GRID, _LATE = 0, 1


class FollowUpPage(Page):
    """What members expect of partners, and what came of it."""

    topics: ClassVar[frozenset[str]] = frozenset({"expectations", "drafts", "votes", "partners", "assembly"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Follow up"))
        self.rows: tuple[ExpectationRow, ...] = ()
        self._partners: tuple[PartnerRow, ...] = ()
        self._priorities: tuple[PriorityRow, ...] = ()
        self._drafts: tuple[AddressableRow, ...] = ()
        self._partner: UUID | None = None
        self.address_button = primary(_("Address an expectation"), self.start_addressing, icon_name="plus")
        self.add_buttons(self.address_button)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Views of the follow-up"))
        self.tabs.setExpanding(False)
        self.tabs.addTab(_("By priority and partner"))
        self.tabs.addTab("")
        self.overview = OverviewStep(desk)
        self.late = LateStep(desk)
        self.partner = PartnerStep(desk)
        self.ledger = LedgerStep(desk, self)
        self.addressing = AddressStep(desk, self)
        self._build_empty()
        self.steps = Filling(lines=_LEAST_LINES)
        for step in (
            self.empty,
            self.nobody,
            self.not_addressed,
            self.overview,
            self.late,
            self.partner,
            self.ledger,
            self.addressing,
        ):
            self.steps.addWidget(step)
        self.add_to_body(self.tabs, self.steps)
        self.body.setStretch(1, 1)
        self.body.setSpacing(12)
        self._connect()

    def _build_empty(self) -> None:
        self.empty = EmptyState(
            _("No expectations yet"),
            _("What members expect of partners is followed here: who was asked, what they said and did."),
            button=_("Write an expectation"),
            todo=partial(self.desk.go, "deliberation", "add-draft"),
            icon_name="handshake",
        )
        self.nobody = EmptyState(
            _("No partners yet"),
            _("Expectations are addressed to partners: the council, the NHS, a charity, people themselves."),
            button=_("Add the partners"),
            todo=partial(self.desk.go, "assembly", "partners"),
            icon_name="handshake",
        )
        self.not_addressed = EmptyState(
            _("Nobody is asked yet"),
            _("Address an expectation to the partners who can meet it; each owes its own answer by its own day."),
            button=_("Address the first one"),
            todo=self.start_addressing,
            icon_name="handshake",
        )

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.overview.opened.connect(self._on_pair)
        self.overview.partner_opened.connect(self.open_partner)
        self.overview.address_asked.connect(lambda key: self.start_addressing(partner_id=key))
        self.late.mending_asked.connect(self._on_mending)
        self.partner.opened.connect(self._on_pair)
        self.partner.address_asked.connect(lambda key: self.start_addressing(partner_id=key))
        self.partner.edit_asked.connect(lambda key: self.desk.go("assembly", f"partner:{key}"))
        self.ledger.moved.connect(self._on_moved)
        self.ledger.partner_opened.connect(self.open_partner)
        self.ledger.address_asked.connect(lambda key: self.start_addressing(draft_id=key))
        self.addressing.addressed.connect(self.open_expectation)
        for step in (self.partner, self.ledger, self.addressing):
            step.left.connect(self.go_back)
        key = QShortcut(QKeySequence("Alt+Up"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.go_back)

    # What the frame calls.

    def refresh(self) -> None:
        """Read how everything stands, and show it."""
        key, desk = self.desk.assembly_id, self.desk
        self.rows = tuple(desk.read(list_expectations, key, today=today()))
        self._partners = tuple(desk.read(assembly_sheet, key).partners)
        self._priorities = tuple(desk.read(list_priorities, key))
        self._drafts = tuple(desk.read(list_addressable, key))
        late = what_is_late(list(self.rows))
        self._count_late(late)
        self._show_step(self._step_that_fits())
        self._fill()

    def act(self, action: str) -> None:
        """Do what another page asks: "expectation:<id>", "partner:<id>", "late", "address" or "address:<draft>"."""
        self.refresh()
        verb, _colon, what = action.partition(":")
        if verb == "expectation":
            self.open_expectation(UUID(what))
        elif verb == "partner":
            self.open_partner(UUID(what))
        elif verb == "late":
            self.show_late()
        elif verb == "address":
            self.start_addressing(draft_id=UUID(what) if what else None)

    def entry(self) -> QWidget:
        """The grid: the arrows walk through it, Enter opens what is asked there."""
        return self.overview.grid

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        sheets = [
            Command(
                _("What is asked of {partner}").format(partner=partner.name),
                partial(self.open_partner, partner.id),
                icon_name="handshake",
            )
            for partner in self._partners
        ]
        return (
            Command(_("Address an expectation"), self.start_addressing, icon_name="plus"),
            Command(_("Show what is late"), self.show_late, icon_name="clock"),
            Command(_("Show expectations by priority and partner"), self.show_grid, icon_name="table"),
            *sheets,
        )

    def sights(self) -> Sequence[tuple[str, Callable[[], object]]]:
        """What is late, a ledger page, an answer that is being typed, a partner's sheet, addressing."""
        if not self.rows:
            return ()
        return (
            ("late", self.show_late),
            ("ledger", partial(self.open_expectation, self.rows[0].id)),
            ("answer", self._show_answering),
            ("partner", partial(self.open_partner, self._partners[0].id)),
            ("address", self.start_addressing),
        )

    # Where one can go.

    def show_grid(self) -> None:
        """Show the grid."""
        self._open_view(_GRID)

    def show_late(self) -> None:
        """Show what is late."""
        self._open_view(_LATE)
        if self.steps.currentWidget() is self.late:
            self.late.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_expectation(self, key: UUID, address_id: UUID | None = None) -> None:
        """Open the ledger page of an expectation."""
        found = next((row for row in self.rows if row.id == key), None)
        if found is None or not self.flush():
            return
        self._show_ledger(found)
        self._show_step(self.ledger)
        if address_id is None:
            self.ledger.focus_first()
        else:
            self.ledger.entries[address_id].focus_first()
            self.ledger.reveal(address_id)

    def open_partner(self, key: UUID) -> None:
        """Open a partner's sheet."""
        if any(partner.id == key for partner in self._partners) and self.flush():
            self._partner = key
            self._show_step(self.partner)
            self._fill()
            self.partner.focus_first()

    def start_addressing(self, *, draft_id: UUID | None = None, partner_id: UUID | None = None) -> None:
        """Begin to address an expectation."""
        if self._drafts and self._partners and self.flush():
            self._show_step(self.addressing)
            self._fill()
            self.addressing.start(draft_id=draft_id, partner_id=partner_id)

    def go_back(self) -> None:
        """Back to where one came from."""
        if self.steps.currentWidget() not in (self.partner, self.ledger, self.addressing) or not self.flush():
            return
        self._open_view(self.tabs.currentIndex())
        view = self.overview.grid if self.tabs.currentIndex() == _GRID else self.late.table
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside.

    def _open_view(self, view: int) -> None:
        self.tabs.setCurrentIndex(view)
        self._show_step(self.late if view == _LATE else self.overview)
        self._show_step(self._step_that_fits())
        self._fill()

    def _step_that_fits(self) -> QWidget | None:
        """The step on screen, unless what it shows is gone or there is nothing to show at all."""
        step = self.steps.currentWidget()
        if not self._drafts and not self.rows:
            return self.empty
        if not self._partners:
            return self.nobody
        if step is self.addressing:
            return step
        if not self.rows:
            return self.not_addressed
        is_gone = step is self.ledger and not any(row.id == self.ledger.expectation_id for row in self.rows)
        is_gone = is_gone or (step is self.partner and not any(row.id == self._partner for row in self._partners))
        if is_gone or step in (self.empty, self.nobody, self.not_addressed, self.overview, self.late):
            return self.late if self.tabs.currentIndex() == _LATE else self.overview
        return step

    def _show_step(self, step: QWidget | None) -> None:
        if step is None:
            return
        self.steps.setCurrentWidget(step)
        is_view = step in (self.overview, self.late)
        self.tabs.setVisible(is_view)
        self.title.setVisible(step not in (self.partner, self.ledger, self.addressing))
        self.address_button.setVisible(is_view)
        self.show_summary(self._summary() if is_view else "")

    def _fill(self) -> None:
        step = self.steps.currentWidget()
        if step is self.overview:
            self.overview.show_rows(self.rows, self._partners, self._priorities, self._drafts)
        elif step is self.late:
            self.late.show_rows(self.rows)
        elif step is self.partner:
            found = next(partner for partner in self._partners if partner.id == self._partner)
            self.partner.show_partner(found, self.rows)
        elif step is self.ledger:
            self._show_ledger(next(row for row in self.rows if row.id == self.ledger.expectation_id))
        elif step is self.addressing:
            self.addressing.show_rows(self._drafts, self._partners, self.rows)

    def _show_ledger(self, found: ExpectationRow) -> None:
        priority = next((each for each in self._priorities if each.id == found.priority_id), None)
        self.ledger.show_row(found, self.rows, shown(priority.text, self.desk) if priority is not None else "")

    def _summary(self) -> str:
        asked = sum(address.owes_answer for row in self.rows for address in row.addresses)
        answered = sum(address.answer is not None for row in self.rows for address in row.addresses)
        count = len(self.rows)
        words = ngettext("{count} expectation", "{count} expectations", count).format(count=count)
        return words + " · " + _("{answered} of {asked} answers are in").format(answered=answered, asked=asked)

    def _count_late(self, late: Sequence[LateRow]) -> None:
        words = _("Late and at risk")
        self.tabs.setTabText(_LATE, f"{words} · {len(late)}" if late else words)
        light = late[0].standing.light if late else Light.GREY
        side = round(self.fontMetrics().height() * 0.7)
        drawn = shape(drawn_light(light), getattr(current_tokens(), TONES[light]), side)
        self.tabs.setIconSize(QSize(side, side))
        self.tabs.setTabIcon(_LATE, QIcon(drawn) if late else QIcon())

    def _on_tab(self, _place: int) -> None:
        self._open_view(self.tabs.currentIndex())

    def _on_pair(self, pair: Pair) -> None:
        row, address = pair
        self.open_expectation(row.id, address.id)

    def _on_mending(self, late: LateRow) -> None:
        self.open_expectation(late.expectation.id, late.address.id)
        self.ledger.open_form(late)

    def _on_moved(self, step: int) -> None:
        ids = [row.id for row in self.rows]
        if self.ledger.expectation_id in ids:
            place = ids.index(self.ledger.expectation_id) + step
            if 0 <= place < len(ids):
                self.open_expectation(ids[place])

    def _show_answering(self) -> None:
        late = what_is_late(list(self.rows))
        unanswered = next((each for each in late if each.action is None), None)
        if unanswered is not None:
            self._on_mending(unanswered)
