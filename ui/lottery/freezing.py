"""Before the draw: what freezing means, how the panel will be chosen, and the button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage.languages.editions import Language
from engage.languages.formats import number
from engage.languages.screen import _, screen_catalogue
from engage.lottery.preparing import FIGURES
from ui.lottery.figures import share_words
from ui.lottery.state import Ceremony
from ui.widgets.buttons import primary
from ui.widgets.chips import Chips
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row


class FreezePart(QWidget):
    """Asks how the panel is chosen, and freezes.

    `digits_chosen` carries how many figures give the panel's number, 0 for a public string; `list_asked` has the panels
    of a draw by figures made.
    """

    freeze_asked = Signal()
    digits_chosen = Signal(object)
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what = Text("", "large", wraps=True)
        self.why = Text(
            _(
                "Freezing fixes the people, the targets and every panel that can be drawn, and makes a hash of each. "
                "Only then the public string is said. So nobody can choose the panel, and anyone can check it."
            ),
            wraps=True,
        )
        self.ways = Chips(_("How the panel is chosen"))
        self.ways.chosen.connect(self.digits_chosen)
        self.way = Text("", wraps=True)
        self.moved = Text("", "strong", wraps=True)
        self.make = primary(_("Make the 1,000 panels"), self.list_asked.emit, icon_name="dices")
        self.freeze = primary("", self.freeze_asked.emit, icon_name="lock")
        how = card(Text(_("How the panel is chosen"), "section"), self.ways, self.way, self.moved, gap=12)
        what = card(self.what, self.why, row(self.make, self.freeze, None), gap=16)
        self.setLayout(column(how, what, None, gap=16))

    def show_ceremony(self, now: Ceremony) -> None:
        """Say what would be frozen."""
        words = _("{people} people, {seats} seats, and everybody's chance worked out.")
        self.what.setText(words.format(people=now.pool_size, seats=now.seats))
        choices = [(0, _("A public string")), (FIGURES, _("Balls or dice: 000 to 999"))]
        self.ways.show_choices(choices, now.digits)
        self.way.setText(_way_words(now.digits))
        is_missing = bool(now.digits) and (now.prepared is None or not now.prepared.digits)
        self.make.setVisible(is_missing)
        self.moved.setVisible(bool(now.digits) and not is_missing)
        self.moved.setText(_moved_words(now))
        self.freeze.set_words(_("Freeze the test draw") if now.is_test else _("Freeze the draw"))
        self.freeze.setVisible(not is_missing)
        self.freeze.setEnabled(now.prepared is not None)


def _way_words(digits: int) -> str:
    if digits:
        return _(
            "1,000 panels are made, all equally likely, and numbered from 000 to 999. You print the list for the room. "
            "Then three balls or dice, drawn where everybody sees them, give the number of the panel."
        )
    return _(
        "Somebody says words or numbers that nobody could know before, such as today's lottery numbers. Together with "
        "the hashes they lead to one panel."
    )


def _moved_words(now: Ceremony) -> str:
    """What the list of panels costs in exactness."""
    if now.prepared is None or not now.prepared.digits:
        return ""
    language = Language(screen_catalogue().code)
    words = _(
        "The panels are made. The largest difference to anyone's exact chance is {points} percentage points; the "
        "smallest chance is {least}."
    )
    points = number(float(now.largest_move) * 100, language, decimals=2)
    return words.format(points=points, least=share_words(now.least_chance))
