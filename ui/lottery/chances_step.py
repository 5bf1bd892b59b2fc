"""Step 3, every chance: worked out, drawn as one picture from the smallest to the largest, and explained."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engage.languages.screen import _, ngettext
from engage.lottery.rules import RunKind
from ui.lottery.figures import one_in, share_words
from ui.lottery.reasons_why import why
from ui.lottery.state import Ceremony, PersonChance
from ui.lottery.tradeoff import TradeOff
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.charts import Chance, chances_panel
from ui.widgets.chips import Chips
from ui.widgets.folding import Fold, Panes
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, empty_out, row, sheet
from ui.widgets.messages import Notice

_MOST_NAMED = 60


class ChancesStep(QWidget):
    """Shows every chance.

    `work_asked` starts the engine and `stop_asked` has it end with what it has; `kind_chosen` says whether for a test
    or a real draw, `method_chosen` how the chances are shared out; `reasons_asked` has it found out what keeps people
    out of every panel; `again_asked` goes back to the choice of the method, `next_asked` goes on.
    """

    work_asked = Signal()
    stop_asked = Signal()
    method_chosen = Signal(object)
    again_asked = Signal()
    reasons_asked = Signal()
    kind_chosen = Signal(object)
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._now: Ceremony | None = None
        self._people: dict[str, PersonChance] = {}
        self.kinds = Chips(_("What the draw is for"))
        self.kinds.chosen.connect(self.kind_chosen)
        self.intro = Text(
            _(
                "The lottery looks at all the panels that meet the targets, and shares the chances out so that the "
                "least likely person is as likely as can be. No person decides."
            ),
            wraps=True,
        )
        self.work = primary(_("Work out every chance"), self.work_asked.emit, icon_name="dices")
        self.stop = Button(_("Stop here with what we have"), self.stop_asked.emit, icon_name="check")
        self.stop.hide()
        self.tradeoff = TradeOff()
        self.tradeoff.chosen.connect(self.method_chosen)
        self._begin = QWidget()
        start = card(self.intro, self.kinds, row(self.work, self.stop, None), gap=12)
        self._begin.setLayout(column(start, self.tradeoff, gap=16))
        self.least = Text("", "large", wraps=True)
        self.bound = Text("", wraps=True)
        self.method = Text("", "small", wraps=True)
        self.again = quiet(_("Compare other ways"), self.again_asked.emit, icon_name="chart-column")
        self.panel, self.curve, self.model = chances_panel()
        self.curve.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.curve.chosen.connect(self._on_marked)
        self.panel.table.chosen_row.connect(self._on_row_chosen)
        self.why_heading = Text(_("Why this chance?"), "strong")
        self.why = Text("", wraps=True)
        self.outside = Notice("warn")
        self._names = QVBoxLayout()
        self.reasons = Button(_("Find out what keeps them out"), self.reasons_asked.emit, icon_name="search")
        self.outside_list = Fold(_("Who is in no panel"), column(self._names, row(self.reasons, None)))
        self.next = primary(_("Go on to the draw"), self.next_asked.emit, icon_name="arrow-right")
        side = card(
            self.least,
            self.bound,
            self.why_heading,
            self.why,
            self.outside,
            self.outside_list,
            self.method,
            row(self.again, None),
            None,
            gap=8,
        )
        self._shown = Panes(card(self.panel), side, least=96, shares=(3, 2), gap=16)
        body = column(self._begin, self._shown, gap=12)
        body.setStretch(1, 1)
        body.addStretch(0)
        self.setLayout(column(sheet(body), row(self.next, None), gap=12))

    def show_ceremony(self, now: Ceremony) -> None:
        """Show the chances of the run, or of what was worked out; before that the button that works them out."""
        self._now = now
        has_chances = bool(now.chances)
        self._begin.setVisible(not has_chances)
        self._shown.setVisible(has_chances)
        self.next.setVisible(has_chances)
        kinds = [(RunKind.REAL, _(RunKind.REAL.label)), (RunKind.TEST, _(RunKind.TEST.label))]
        self.kinds.show_choices(kinds if now.standing is None else kinds[1:], now.kind)
        self.work.setEnabled(now.pool_size > 0 and now.has_targets)
        if has_chances:
            self._show_chances(now)

    def _show_chances(self, now: Ceremony) -> None:
        self._people = {person.reference: person for person in now.chances}
        inside = [Chance(person.reference, float(person.share)) for person in now.chances if person.share]
        shown = sorted(inside, key=lambda chance: (chance.share, chance.label))
        self.curve.show_chances(shown)
        self.model.set_rows(shown)
        self.least.setText(
            _("The smallest chance is {share}, {one_in}.").format(
                share=share_words(now.least_chance), one_in=one_in(now.least_chance)
            )
        )
        self.bound.setText(_bound_words(now))
        label = "" if now.method is None else _(now.method.label)
        self.method.setText(_("Shared out by: {method}.").format(method=label))
        self.method.setVisible(bool(label))
        self.again.setVisible(now.run is None)
        self._explain(shown[0].label if shown else "")
        self._show_outside([person for person in now.chances if not person.share])

    def _show_outside(self, outside: Sequence[PersonChance]) -> None:
        self.outside.setVisible(bool(outside))
        self.outside_list.setVisible(bool(outside))
        self.reasons.setVisible(self._now is not None and self._now.prepared is not None)
        empty_out(self._names)
        if not outside:
            return
        words = ngettext(
            "{count} person is in no panel: no panel that meets all targets can hold them.",
            "{count} people are in no panel: no panel that meets all targets can hold them.",
            len(outside),
        )
        self.outside.say(words.format(count=len(outside)))
        for person in outside[:_MOST_NAMED]:
            self._names.addWidget(Text(person.reference))
        if len(outside) > _MOST_NAMED:
            more = _("and {count} more").format(count=len(outside) - _MOST_NAMED)
            self._names.addWidget(Text(more, "soft"))

    def show_work(self, *, is_on: bool) -> None:
        """While the engine works it can be stopped, and not started again."""
        self.work.setEnabled(not is_on)
        self.stop.setVisible(is_on)
        self.stop.setEnabled(is_on)

    def show_reasons(self, lines: Sequence[str]) -> None:
        """Say for each group of people who are in no panel which change would let one of them in."""
        empty_out(self._names)
        for line in lines:
            self._names.addWidget(Text(line, wraps=True))
        self.reasons.hide()

    def _explain(self, reference: str) -> None:
        person = self._people.get(reference)
        if person is not None and self._now is not None:
            self.why.setText(why(person, self._now.table, self._now.pool_size))

    def _on_marked(self, _number: int) -> None:
        marked = self.curve.current()
        self._explain(marked.label if marked is not None else "")

    def _on_row_chosen(self, chance: Chance | None) -> None:
        self._explain(chance.label if chance is not None else "")


def _bound_words(now: Ceremony) -> str:
    if now.bound - now.least_chance <= now.bound / 1000:
        return _("No lottery that meets these targets could make it larger. That is proved.")
    return _("No lottery that meets these targets could make it larger than {bound}.").format(
        bound=share_words(now.bound)
    )
