"""Help: how a first assembly goes, and every key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engage.languages.catalogues import mark
from engage.languages.screen import _
from ui.shell.pages import Desk, Page
from ui.widgets.labels import Text
from ui.widgets.layouts import Part, card, column, row, sheet

STEPS = (
    mark("Write what the assembly is about on the page Assembly. Everything is saved as you type."),
    mark("Import the targets and the people who came forward on the page People."),
    mark("Draw the panel on the page Lottery: freeze, show every chance, then type the public string."),
    mark("Print the report, the badges and the letters on the page Print."),
)

TOUR = (
    (mark("Assembly, People, Lottery"), mark("what it is about, who came forward, and how the panel was drawn")),
    (mark("Meetings"), mark("press Tick people off, then two letters of a name and Enter")),
    (mark("Seating"), mark("Ctrl and an arrow take a person to the next table, and the words say what it costs")),
    (mark("Deliberate, Vote"), mark("a note and Enter; then count the open vote twice")),
    (mark("Follow up"), mark("what is late, and one expectation as a page of a ledger")),
    (mark("Print"), mark("the members' packs, and “You said, we did”")),
)
"""The guide's tour in short: the page, and what to try there."""

KEYS = (
    ("Ctrl+K", mark("Find a page, a command or a person")),
    ("Ctrl+1 … 8", mark("Go to the page with that number")),
    ("Alt+Home", mark("Go to Next")),
    ("Ctrl+P", mark("Go to Print")),
    ("Ctrl+Z", mark("Undo, as often as you like")),
    ("Ctrl+Shift+Z", mark("Redo")),
    ("F6", mark("Move between the list of pages, the page and the top bar")),
    ("Ctrl + / Ctrl −", mark("Larger or smaller text")),
    ("Ctrl+0", mark("Normal text")),
    ("Alt+↑", mark("On Follow up: go back to the grid")),
    ("T", mark("On a chart: show it as a table")),
    ("Esc", mark("Put back what the file says, in a field that was refused")),
)


class HelpPage(Page):
    """Short lists; the guide says the rest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Help"))
        steps = column(*(_beside(Text(f"{n}."), _(words), gap=8) for n, words in enumerate(STEPS, 1)))
        keys = column(*(_beside(self._key(keys), _(words), gap=16) for keys, words in KEYS))
        self.add_to_body(
            sheet(
                column(
                    card(Text(_("A tour in ten minutes, on the sample"), "section"), self._tour()),
                    card(Text(_("From a pool of volunteers to a printed draw"), "section"), steps),
                    card(Text(_("Keys"), "section"), keys),
                    None,
                    gap=16,
                )
            )
        )

    def _tour(self) -> Part:
        lines = [_("{page}: {words}.").format(page=_(page), words=_(words)) for page, words in TOUR]
        told = _("Open the sample from the first page: it is your own copy. docs/guide/tour.md has every key.")
        return column(Text(told, "soft", wraps=True), *(Text(line, wraps=True) for line in lines))

    def _key(self, keys: str) -> Text:
        label = Text(keys, "strong")
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * 18)
        return label


def _beside(sign: QWidget, words: str, *, gap: int) -> QHBoxLayout:
    """A number or a key, and beside its line the first line of the words."""
    line = row(sign, (Text(words, wraps=True), 20), None, gap=gap)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return line
