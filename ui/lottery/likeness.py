"""How like the population each stage is, for the officer: every number, category by category."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.documents.likeness_rows import LikenessShown, StageShown, furthest_words, shown_likeness, stage_words
from engage.languages.editions import Edition
from engage.languages.screen import _
from engage.people.views import invited
from engage.voting.views import Stage, StageKind, list_likeness
from ui.lottery.figures import share_words
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, quiet
from ui.widgets.chips import Chips
from ui.widgets.folding import Panes
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet, topped
from ui.widgets.messages import EmptyState
from ui.widgets.tables import Column, TableModel
from ui.widgets.whole_table import WholeTable

_LETTERS = 2


@dataclass(frozen=True)
class AnswerLine:
    """One answer: its share of the population and at the stages that the table shows."""

    answer: str
    population: str
    letters: str
    came: str
    drawn: str
    room: str


class LikenessView(QWidget):
    """Shows one category at a time. `left` goes back, `import_asked` leads to the import of the population."""

    left = Signal()
    import_asked = Signal()
    print_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._edition = Edition(desk.language)
        self._categories: tuple[LikenessShown, ...] = ()
        self._current = ""
        self._are_out = False
        self.chips = Chips(_("Category"))
        self.chips.chosen.connect(self._on_chosen)
        self.stages: TableModel[StageShown] = TableModel(self._stage_columns())
        self.stage_table = WholeTable(_("Stage by stage"))
        self.stage_table.setModel(self.stages)
        self.stage_table.let_words_wrap()
        self.stage_table.share_width(21, 11, 18, 50)
        self.answers: TableModel[AnswerLine] = TableModel(_answer_columns())
        self.answer_table = WholeTable(_("Answers, beside the population"))
        self.answer_table.setModel(self.answers)
        self.answer_table.let_words_wrap()
        self.answer_table.share_width(24, 22, 15, 12, 14, 13)
        self.homes = Text("", "small", wraps=True)
        self.origin = Text("", "small", wraps=True)
        self.caveat = Text(
            _("The members were chosen to match the targets: a good match there shows no more than that."),
            "small",
            wraps=True,
        )
        self.report = Button(_("Print the report"), self._on_print, icon_name="printer")
        self.back = quiet(_("Back to the ceremony"), self.left.emit, icon_name="dices")
        self.empty = EmptyState(
            _("Nothing to compare yet"),
            _("Bring in how the population answers. Then each stage can be held against it, down to every vote."),
            button=_("Import the population"),
            todo=self.import_asked.emit,
            icon_name="table",
        )
        panes = Panes(topped(self.stage_table), topped(self.answer_table), least=110, shares=(10, 9), gap=16)
        top = row((self.chips, 1), self.report)
        top.setAlignment(self.report, Qt.AlignmentFlag.AlignTop)
        self._card = card(top, self.origin, panes, self.homes, self.caveat, gap=12)
        heading = row(Text(_("How like the population"), "section"), None, self.back)
        self.setLayout(column(heading, sheet(column(self._card, self.empty, None)), gap=12))

    def begin(self) -> None:
        """Read every stage and show the category that was shown last, else the first."""
        found = self._desk.read(list_likeness, self._desk.assembly_id)
        self._are_out = any(wave.is_out for wave in self._desk.read(invited, self._desk.assembly_id))
        shown = shown_likeness(found, is_protected=False)
        self._categories = tuple(category for category in shown if category.stages)
        self._card.setVisible(bool(self._categories))
        self.empty.setVisible(not self._categories)
        names = [category.name for category in self._categories]
        if self._current not in names:
            self._current = names[0] if names else ""
        self._show_current()

    def focus_first(self) -> None:
        """Put the focus into the stages."""
        target = self.stage_table if self._categories else self.back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, name: str) -> None:
        self._current = name
        self._show_current()

    def _on_print(self) -> None:
        self.print_asked.emit("representativeness-report")

    def _show_current(self) -> None:
        self.chips.show_choices([(each.name, each.name) for each in self._categories], self._current)
        category = next((each for each in self._categories if each.name == self._current), None)
        if category is None:
            return
        words = _("Population: {origin}").format(origin=category.origin or "–")
        self.origin.setText(f"{_(category.kind.label)} · {words}")
        self.stages.set_rows(category.stages)
        self.answers.set_rows(_answer_lines(category))
        has_letters = category.stage(StageKind.INVITED) is not None
        self.answer_table.setColumnHidden(_LETTERS, not has_letters)
        self.homes.setText(_homes_words(category, has_letters=has_letters, are_out=self._are_out))
        self.homes.setVisible(bool(self.homes.text()))

    def _name(self, stage: Stage) -> str:
        """What a stage is called, short enough for its column: sessions and votes are known to be in the room."""
        if stage.kind is StageKind.SESSION:
            return _("Session {number}").format(number=stage.number)
        if stage.kind is StageKind.VOTE:
            return _("Vote {number}").format(number=stage.number)
        if stage.kind is StageKind.VOTES:
            return _("Votes {number} to {last}").format(number=stage.number, last=stage.last)
        return stage_words(stage, self._edition)

    def _stage_columns(self) -> list[Column[StageShown]]:
        return [
            Column(_("Stage"), lambda each: self._name(each.stage), width=134),
            Column(_("People"), lambda each: str(each.stage.people), is_number=True, width=70),
            Column(_("Alike, of 100"), lambda each: str(each.index), is_number=True, width=110),
            Column(_("Furthest away"), lambda each: furthest_words(each, self._edition), width=282),
        ]


def _homes_words(category: LikenessShown, *, has_letters: bool, are_out: bool) -> str:
    """What the letters can be held against, and what they can't."""
    if has_letters:
        return _("Letters go to homes, not to people: a place with large homes gets fewer for its people.")
    if not are_out:
        return ""
    words = _("The list of addresses says nothing of “{category}”, so that the letters can't be compared.")
    return words.format(category=category.name)


def _answer_lines(category: LikenessShown) -> list[AnswerLine]:
    kinds = (StageKind.INVITED, StageKind.CAME_FORWARD, StageKind.SELECTED)
    letters, came, drawn = map(category.stage, kinds)
    room = next((each for each in reversed(category.stages) if each.stage.kind.is_in_the_room), None)
    return [
        AnswerLine(
            answer, share_words(category.shares[place]), *(_share(each, place) for each in (letters, came, drawn, room))
        )
        for place, answer in enumerate(category.answers)
    ]


def _share(stage: StageShown | None, place: int) -> str:
    return share_words(stage.counts[place].count / stage.size) if stage is not None and stage.size else "–"


def _answer_columns() -> list[Column[AnswerLine]]:
    return [
        Column(_("Answer"), lambda line: line.answer, width=124),
        Column(_("Population"), lambda line: line.population, is_number=True, width=106),
        Column(_("Letters"), lambda line: line.letters, is_number=True, width=76),
        Column(_("Came"), lambda line: line.came, is_number=True, width=72),
        Column(_("Drawn"), lambda line: line.drawn, is_number=True, width=76),
        Column(_("Room"), lambda line: line.room, is_number=True, width=72),
    ]
