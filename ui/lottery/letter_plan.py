"""The next wave of letters before it is frozen: how many letters, to whom, and the button that fixes both."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from engage.errors import EngageError, RefusedError
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.actions import edit_letter_plan, plan_letter_count, plan_strata, weigh_stratum
from engage.lottery.inviting import Stratum, share_letters
from engage.lottery.views import HomesLeft, LetterPlan
from engage.people.actions import forget_addresses
from engage.sentences import sentence
from ui.lottery.figures import share_words
from ui.lottery.strata_table import StrataTable, figure, lines_of
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.chips import FlowLayout
from ui.widgets.folding import flow
from ui.widgets.forms import line, number
from ui.widgets.labels import Text, plain_caption
from ui.widgets.layouts import card, column, empty_out, row
from ui.widgets.messages import Notice

_MOST_LETTERS = 1_000_000
_NARROW = 120


class SizePart(QWidget):
    """How many letters it takes, for three rates of replies, saved as they are typed. `freeze_asked` fixes the plan."""

    freeze_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plan: LetterPlan | None = None
        labels = {
            "multiple": (_("People wanted for each seat"), _("People wanted for each seat")),
            "low_rate": (_("Few"), _("Replies to 100 letters: few")),
            "likely_rate": (_("Likely"), _("Replies to 100 letters: likely")),
            "high_rate": (_("Many"), _("Replies to 100 letters: many")),
        }
        self.fields = {
            field: line(label, partial(self._save, field), name=name) for field, (label, name) in labels.items()
        }
        for field in self.fields.values():
            field.input.setMaximumWidth(_NARROW)
        self.count = number(_("Letters to send"), self._save_count, least=1, most=_MOST_LETTERS)
        self.answer = Text("", "large", wraps=True)
        self.reason = Text("", wraps=True)
        self.seen = Text("", "small", wraps=True)
        heading = Text(_("How many letters"), "section")
        multiple, *rates = self.fields.values()
        asked = Text(_("Of 100 letters, how many bring a reply?"), "strong", wraps=True)
        told = (self.answer, self.reason, self.seen)
        self.problem = Notice("bad")
        self.freeze = primary(_("Freeze list and plan"), self.freeze_asked.emit, icon_name="lock")
        self.why = Text(
            _("Freezing fixes the list and the plan and makes a hash of each. Only then the public string is said."),
            "small",
            wraps=True,
        )
        deed = (self.count, self.problem, row(self.freeze, None), self.why)
        self.setLayout(column(card(heading, multiple, asked, flow(*rates), *told, *deed, gap=12)))

    def show_plan(self, plan: LetterPlan, letters: int, replies: int) -> None:
        """Show what it takes, and what this organisation has seen so far."""
        self._plan = plan
        for name, field in self.fields.items():
            field.show_value(getattr(plan, name))
        self.count.show_value(plan.letters)
        most, likely, least = plan.needed
        self.answer.setText(
            _("About {likely} letters: {least} if many reply, {most} if few do.").format(
                likely=figure(likely), least=figure(least), most=figure(most)
            )
        )
        words = _("{seats} seats × {multiple} = {people} people; at {rate} of 100, {letters}.")
        parts = {"seats": plan.seats, "multiple": plan.multiple, "rate": plan.likely_rate}
        self.reason.setText(words.format(people=figure(float(plan.pool)), letters=figure(likely), **parts))
        self.seen.setVisible(letters > 0)
        if letters:
            words = ngettext(
                "So far {replies} person has answered {letters} letters of this file: {share}.",
                "So far {replies} people have answered {letters} letters of this file: {share}.",
                replies,
            )
            share = share_words(replies / letters)
            self.seen.setText(words.format(replies=figure(replies), letters=figure(letters), share=share))

    def show_ready(self, problem: str, *, has_homes: bool) -> None:
        """The plan can be frozen when there are homes, and nothing speaks against it."""
        for part in (self.freeze, self.why):
            part.setVisible(has_homes)
        self.freeze.setEnabled(not problem)
        self.problem.setVisible(bool(problem))
        if problem:
            self.problem.say(problem)

    def _save(self, field: str, value: str) -> None:
        label = _("Plan the letters")
        self._desk.write(edit_letter_plan, self._desk.assembly_id, field=field, value=value, label=label)

    def _save_count(self, letters: int) -> None:
        """The usual number is not kept, so that it follows the rates."""
        usual = self._plan.needed[1] if self._plan is not None else 0
        label = _("Plan the letters")
        kept = 0 if letters == usual else letters
        self._desk.write(plan_letter_count, self._desk.assembly_id, letters=kept, label=label)


class PlanPart(QWidget):
    """To whom: the list of addresses, the parts it is drawn within, and what each gets."""

    import_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.strata: tuple[Stratum, ...] = ()
        self.there = Text("", wraps=True)
        self.bring = Button(_("Bring in addresses"), self.import_asked.emit, icon_name="download")
        self.forget = quiet(_("Take all addresses off the list"), self._on_forget, icon_name="trash-2")
        self.within = Text(_("So that every part gets its share, draw within each:"), "strong", wraps=True)
        self.boxes: dict[str, QCheckBox] = {}
        self._flow = FlowLayout()
        self._boxes = QWidget()
        self._boxes.setLayout(self._flow)
        self._boxes.setAccessibleName(self.within.text())
        self.weigh = Text(
            _("A weight of 2 sends a part twice its share of letters, as where few reply. Type it in the table."),
            "small",
            wraps=True,
        )
        self.table = StrataTable(_("What each part of the list gets"), self._weigh)
        self.refused = Text("", "bad", wraps=True)
        self._choice = QWidget()
        within = (self.within, self._boxes, self.table, self.refused, self.weigh)
        self._choice.setLayout(column(*within, gap=12))
        heading = Text(_("To whom"), "section")
        self.setLayout(column(card(heading, self.there, flow(self.bring, self.forget), self._choice, gap=12)))

    def show_plan(self, plan: LetterPlan, homes: HomesLeft, on_list: int) -> str:
        """Show the list, and what each part of it would get; gives what speaks against the plan."""
        self.there.setText(_list_words(on_list, homes.total))
        self.forget.setVisible(on_list > 0)
        self._choice.setVisible(homes.total > 0)
        self._show_boxes(plan, homes)
        self.refused.hide()
        return self._show_strata(plan, homes)

    def _show_boxes(self, plan: LetterPlan, homes: HomesLeft) -> None:
        columns = (*homes.columns, *(name for name in plan.strata_columns if name not in homes.columns))
        if tuple(self.boxes) != columns:
            empty_out(self._flow)
            self.boxes = {name: self._box(name) for name in columns}
        for name, box in self.boxes.items():
            box.setChecked(name in plan.strata_columns)
        for part in (self.within, self._boxes):
            part.setVisible(bool(columns))

    def _box(self, name: str) -> QCheckBox:
        box = QCheckBox(plain_caption(name))
        box.clicked.connect(self._on_ticked)
        self._flow.addWidget(box)
        return box

    def _show_strata(self, plan: LetterPlan, homes: HomesLeft) -> str:
        problem = ""
        weights = {name: weight for name, weight in plan.weights.items() if name in homes.by_stratum}
        try:
            self.strata = share_letters(homes.by_stratum, plan.letters, weights=weights)
        except RefusedError as error:
            self.strata = share_letters(homes.by_stratum, 0, weights=weights)
            problem = sentence(error, screen_catalogue()) if homes.total else ""
        self.table.show_lines(lines_of(self.strata))
        for part in (self.weigh, self.table):
            part.setVisible(len(self.strata) > 1)
        return problem

    def _on_ticked(self) -> None:
        columns = [name for name, box in self.boxes.items() if box.isChecked()]
        label = _("Choose the parts of the list")
        attempt(self._desk, partial(self._write, plan_strata, columns=columns, label=label))

    def _weigh(self, stratum: str, weight: str) -> bool:
        label = _("Weigh a part of the list")
        try:
            self._write(weigh_stratum, stratum=stratum, weight=weight, label=label)
        except EngageError as error:
            self.refused.setText(sentence(error, screen_catalogue()))
            self.refused.show()
            return False
        return True

    def _on_forget(self) -> None:
        label = _("Take all addresses off the list")
        attempt(self._desk, partial(self._write, forget_addresses, label=label))

    def _write(self, action: Callable[..., object], **values: object) -> None:
        self._desk.write(action, self._desk.assembly_id, **values)  # type: ignore[arg-type]


def _list_words(on_list: int, left: int) -> str:
    if not on_list:
        return _("There is no list of addresses yet. A CSV file with one home a row will do; every column is kept.")
    words = ngettext("{count} home is on the list.", "{count} homes are on the list.", on_list)
    words = words.format(count=figure(on_list))
    if left == on_list:
        return words
    had = ngettext("{count} has had no letter yet.", "{count} have had no letter yet.", left)
    return words + " " + had.format(count=figure(left))
