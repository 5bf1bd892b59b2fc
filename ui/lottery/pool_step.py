"""Step 1, who is in: how many people the draw is among, and the hash that fixes them."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage.assembly.actions import edit_assembly_field
from engage.assembly.rules import MOST_SEATS
from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext
from engage.people.rules import NOT_GIVEN, RespondentStatus
from ui.lottery.figures import HashLine
from ui.lottery.state import Ceremony
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, primary
from ui.widgets.folding import Panes, flow
from ui.widgets.forms import number
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, sheet
from ui.widgets.messages import Notice


class PoolStep(QWidget):
    """Shows the pool. `people_asked` leads to People, `board_asked` to who is missing, `next_asked` to the targets."""

    people_asked = Signal()
    board_asked = Signal()
    next_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.headline = Text("", "title", wraps=True)
        self.who = Text("", wraps=True)
        self.homes = Text("", wraps=True)
        self.silent = Text("", wraps=True)
        self.frozen = Notice("good")
        self.pool_hash = HashLine(_("Hash of the pool"))
        self.seats = number(_("Seats on the panel"), self._save_seats, least=1, most=MOST_SEATS)
        self.see = Button(_("See the people"), self.people_asked.emit, icon_name="users")
        self.missing = Button(_("Who is missing"), self.board_asked.emit, icon_name="chart-column")
        self.next = primary(_("Go on to the targets"), self.next_asked.emit, icon_name="arrow-right")
        facts = card(self.headline, self.who, self.homes, self.silent, self.frozen, self.pool_hash, None, gap=12)
        side = card(self.seats, None, gap=12)
        panes = Panes(facts, side, least=80, shares=(3, 1))
        how = card(Text(_("How this draw works"), "section"), *(Text(words, wraps=True) for words in _how()), gap=12)
        self.setLayout(column(sheet(column(panes, how, None, gap=16)), flow(self.next, self.see, self.missing), gap=12))

    def show_ceremony(self, now: Ceremony) -> None:
        """Show who is in."""
        size = now.pool_size
        words = ngettext("{count} person is in the draw", "{count} people are in the draw", size)
        self.headline.setText(words.format(count=size))
        self.who.setText(_left_out(now))
        self.who.setVisible(bool(self.who.text()))
        self.homes.setText(_homes(now))
        self.homes.setVisible(not now.is_frozen)
        self.silent.setText(_silent(now))
        self.silent.setVisible(bool(self.silent.text()))
        self._show_frozen(now)
        self.seats.show_value(now.seats)
        self.seats.input.setEnabled(not now.is_frozen)
        self.next.setEnabled(size > 0)

    def _show_frozen(self, now: Ceremony) -> None:
        self.pool_hash.setVisible(now.run is not None)
        self.frozen.setVisible(now.run is not None)
        if now.run is not None:
            self.pool_hash.show_hash(now.run.pool_sha256)
            self.frozen.say(
                _("Frozen as draw {number}. Nobody can be added or taken out.").format(number=now.run.row.number)
            )

    def _save_seats(self, seats: int) -> None:
        label = _("Change the number of seats")
        self._desk.write(edit_assembly_field, self._desk.assembly_id, field="seats", value=seats, label=label)


def _how() -> tuple[str, ...]:
    """The four steps, for people who watch."""
    return (
        _("1. The people in the draw are counted, and the list is fixed."),
        _("2. The targets say how many members must have given each answer, so that the panel mirrors the place."),
        _("3. Everyone's chance is worked out. The smallest chance is made as large as the targets allow."),
        _(
            "4. Everything is frozen. Only then somebody says a public string, and it decides who is drawn. "
            "Anyone can check the draw afterwards."
        ),
    )


def _left_out(now: Ceremony) -> str:
    """Who came forward and is not in the draw, as long as nothing is frozen: later moves say nothing of the draw."""
    if now.is_frozen:
        return ""
    parts = [
        ngettext("{count} is not eligible", "{count} are not eligible", count).format(count=count)
        for count in [now.counts[RespondentStatus.INELIGIBLE]]
        if count
    ]
    if count := now.counts[RespondentStatus.WITHDRAWN]:
        parts.append(ngettext("{count} has withdrawn", "{count} have withdrawn", count).format(count=count))
    return _("Not in the draw: {who}.").format(who=row_on_screen(parts)) if parts else ""


def _homes(now: Ceremony) -> str:
    count = now.shared_homes
    if not count:
        return _("Nobody is noted as living with somebody else in the draw.")
    words = ngettext(
        "{count} home has more than one person in the draw. At most one of each home can be drawn.",
        "{count} homes have more than one person in the draw. At most one of each home can be drawn.",
        count,
    )
    return words.format(count=count)


def _silent(now: Ceremony) -> str:
    """How many people gave no answer to a question that has targets."""
    if now.is_frozen:
        return ""
    names = [category.name for category in now.table.categories]
    silent = Counter(name for person in now.pool for name in names if person.answers.get(name, NOT_GIVEN) == NOT_GIVEN)
    if not silent:
        return ""
    listed = row_on_screen(f"{name} {count}" for name, count in silent.items())
    return _("No answer given: {listed}. These people stay in the draw and count for no target there.").format(
        listed=listed
    )
