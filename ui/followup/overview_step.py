"""The first view: the grid, and under it what stands in the square that is chosen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage.assembly.views import PartnerRow
from engage.deliberation.views import PriorityRow
from engage.followup.views import AddressableRow, ExpectationRow
from engage.followup.wording import standing_sentence
from engage.languages.bidi import isolated
from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext, screen_catalogue
from ui.followup.grid import Grid
from ui.followup.squares import Pair, Square, make_squares
from ui.followup.words import TONES, drawn_light, name_of
from ui.shell.pages import Desk
from ui.widgets.buttons import Button
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row, sheet
from ui.widgets.messages import Notice
from ui.widgets.tables import Column, TableModel
from ui.widgets.whole_table import WholeTable


class OverviewStep(QWidget):
    """Signals carry what was opened: a pair of an expectation and a request, a partner's id, or whom to address."""

    opened = Signal(object)
    partner_opened = Signal(object)
    address_asked = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.waiting = Notice("info")
        self.grid = Grid()
        self.grid.chosen.connect(self._on_chosen)
        self.grid.opened.connect(self._on_opened)
        self.heading = Text("", "section", wraps=True)
        self.gap = Button("", self._on_address, icon_name="plus")
        self.list = PairList(desk)
        self.list.activated_row.connect(self.opened)
        self.area = sheet(column(self.waiting, self.grid, 8, row((self.heading, 1), self.gap), self.list, None, gap=8))
        self.setLayout(column(self.area))

    def show_rows(
        self,
        rows: Sequence[ExpectationRow],
        partners: Sequence[PartnerRow],
        priorities: Sequence[PriorityRow],
        drafts: Sequence[AddressableRow],
    ) -> None:
        """Show how all of them stand."""
        self._say_waiting([each for each in drafts if each.waits])
        self.grid.show_squares(make_squares(rows, partners, priorities, self._desk))
        self._on_chosen(self.grid.current())

    def _say_waiting(self, drafts: Sequence[AddressableRow]) -> None:
        if not drafts:
            self.waiting.hide()
            return
        words = ngettext(
            "{count} expectation was voted for, and nobody is asked for it yet: {labels}.",
            "{count} expectations were voted for, and nobody is asked for them yet: {labels}.",
            len(drafts),
        ).format(count=len(drafts), labels=row_on_screen(each.label for each in drafts))
        self.waiting.say(words, button=_("Address them"), todo=partial(self.address_asked.emit, None))

    def _on_chosen(self, square: Square | None) -> None:
        is_shown = square is not None and square.kind != "corner"
        for part in (self.heading, self.list, self.gap):
            part.setVisible(is_shown)
        if square is None or not is_shown:
            return
        self.heading.setText(_heading(square))
        self.list.show_pairs(square.pairs)
        self.list.setVisible(bool(square.pairs))
        is_partner = square.partner is not None and square.kind != "priority"
        self.gap.setVisible(is_partner)
        if square.partner is not None:
            self.gap.set_words(_("Ask {partner} for something").format(partner=square.partner.name))
        self._reveal()

    def _reveal(self) -> None:
        """Bring the square into sight that the arrows have reached."""
        inside = self.area.widget()
        if self.grid.hasFocus() and inside is not None:
            rect = self.grid.visualRect(self.grid.currentIndex())
            centre = self.grid.viewport().mapTo(inside, rect.center())
            self.area.ensureVisible(centre.x(), centre.y(), rect.width() // 2, rect.height() // 2 + 8)

    def _on_opened(self, square: Square) -> None:
        if square.kind == "partner" and square.partner is not None:
            self.partner_opened.emit(square.partner.id)
        elif len(square.pairs) == 1:
            self.opened.emit(square.pairs[0])
        elif square.pairs:
            self.list.choose(0)
            self.list.setFocus()
        elif square.is_gap:
            self._on_address()

    def _on_address(self) -> None:
        square = self.grid.current()
        self.address_asked.emit(square.partner.id if square is not None and square.partner is not None else None)


class PairList(WholeTable):
    """Requests one under the other: of which expectation, to whom, what was answered, how it stands. Enter opens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Requests"))
        self.model_of: TableModel[Pair] = TableModel(_columns(desk), self)
        self.setModel(self.model_of)
        self.let_words_wrap()
        self.horizontalHeader().setStretchLastSection(True)
        self.share_width(33, 19, 16, 32)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these, as high as they are many."""
        self.model_of.set_rows(pairs)


def _columns(desk: Desk) -> list[Column[Pair]]:
    def standing(pair: Pair) -> str:
        return standing_sentence(pair[1].overall, screen_catalogue())

    return [
        Column(_("Expectation"), lambda pair: name_of(pair[0], desk), width=260),
        Column(_("Partner"), lambda pair: pair[1].partner_name, width=180),
        Column(
            _("Answer"),
            lambda pair: _(pair[1].answer.status.label) if pair[1].answer else "–",
            width=150,
        ),
        Column(
            _("How it stands"),
            standing,
            width=320,
            tone=lambda pair: TONES[pair[1].overall.light],
            shape=lambda pair: drawn_light(pair[1].overall.light),
        ),
    ]


def _heading(square: Square) -> str:
    if square.is_gap:
        return _("{place}: nothing is asked here").format(place=square.title)
    if square.kind == "partner":
        return isolated(square.title)
    return square.title
