"""One person: the story so far on one side, what we must do for them on the other. Never a wall of fields."""

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext
from engage.lottery.views import ReservePlace, reserve_places
from engage.people.rules import NOT_GIVEN
from engage.people.views import PersonStory, StoryEvent, person_story
from ui.people.fields import CONTACT, Answers, contact, identity, letters, photos
from ui.people.moves import Moves
from ui.people.needs import Needs, needs_in_words
from ui.people.words import short_date, status_tone, status_words
from ui.shell.pages import Desk
from ui.widgets.buttons import quiet
from ui.widgets.folding import Fold, Panes
from ui.widgets.labels import Text
from ui.widgets.language_names import language_name
from ui.widgets.layouts import boxed, column, empty_out, row, rule, sheet

_BOTH_COLUMNS = 50
"""Letters of width that story and duties need side by side."""


class Person(QWidget):
    """The person who is chosen. `back` asks for the list, `replacement_asked` for somebody in their seat."""

    back = Signal()
    replacement_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._story: PersonStory | None = None
        self.name = Text("", "section", wraps=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reference = Text("", "mono")
        self.copy = quiet("", self.copy_reference, icon_name="copy", name=_("Copy the reference"))
        self.to_list = quiet(_("Back to the list"), self.back.emit, icon_name="users")
        self.moves = Moves(desk)
        self.moves.replacement_asked.connect(self._on_replacement_asked)
        self.moves.moved.connect(self.focus_first)
        self._build_duties(desk)
        self.story = StoryLines(desk)
        self.panes = Panes(self.story, self._duties, least=_BOTH_COLUMNS, shares=(2, 3))
        head = column(row(self.to_list, None), self.name, row(self.reference, self.copy, None), self.moves, gap=4)
        body = column(head, rule(), self.panes, None, gap=16, margins=16)
        area = sheet(body)
        card = boxed(column(area), "card")
        self.setLayout(column(card))

    def _build_duties(self, desk: Desk) -> None:
        self.needs, self.letters, self.photos = Needs(desk), letters(desk), photos(desk)
        self.contact, self.identity, self.answers = contact(desk), identity(desk), Answers(desk)
        self.folds = {
            "letters": Fold(_("Letters"), self.letters),
            "needs": Fold(_("Needs"), self.needs),
            "photos": Fold(_("Photos"), self.photos),
            "contact": Fold(_("Contact and address"), self.contact),
            "answers": Fold(_("Answers"), self.answers),
            "identity": Fold(_("Name and reference"), self.identity),
        }
        heading = Text(_("What we do for them"), "strong")
        heading.setContentsMargins(14, 0, 0, 4)
        self._duties = QWidget()
        self._duties.setLayout(column(heading, *self.folds.values(), None, gap=4))

    def show_person(self, respondent_id: UUID, choices: Mapping[str, tuple[str, ...]]) -> None:
        """Show this person. Somebody new is shown with everything folded: sensitive things are asked for."""
        story = self._desk.read(person_story, respondent_id)
        reserve = self._desk.recall(reserve_places, self._desk.assembly_id).get(respondent_id)
        if self._story is None or self._story.id != story.id:
            for fold in self.folds.values():
                fold.set_open(False)
        self._story = story
        self.name.setText(story.shown_name)
        self.reference.setText(story.reference)
        self.moves.show_story(story, reserve)
        self.story.show_story(story, reserve)
        for part in (self.letters, self.needs, self.photos, self.contact, self.identity):
            part.show_story(story)
        self.answers.show_story(story, choices)
        self._summarise(story, choices)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be done for them."""
        moves = self.moves
        for button in (*moves.buttons.values(), moves.empty_seat.button, self.folds["letters"].button):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def copy_reference(self) -> None:
        """Put the reference on the clipboard."""
        if self._story is not None:
            QGuiApplication.clipboard().setText(self._story.reference)
            self._desk.say(_("Copied: {reference}").format(reference=self._story.reference))

    def _summarise(self, story: PersonStory, choices: Mapping[str, tuple[str, ...]]) -> None:
        language, size = language_name(story.written_language), _(story.type_size.label)
        self.folds["letters"].summarise(_("{language} · {size}").format(language=language, size=size))
        self.folds["needs"].summarise(needs_in_words(story))
        self.folds["photos"].summarise(_(story.photo_consent.label))
        known = sum(bool(getattr(story, name)) for name in CONTACT)
        self.folds["contact"].summarise(
            ngettext("{count} thing noted, hidden", "{count} things noted, hidden", known).format(count=known)
            if known
            else _("Nothing noted")
        )
        questions = dict.fromkeys([*choices, *story.answers])
        given = sum(story.answers.get(question, NOT_GIVEN) != NOT_GIVEN for question in questions)
        self.folds["answers"].summarise(_("{given} of {total} given, hidden").format(given=given, total=len(questions)))

    def _on_replacement_asked(self) -> None:
        if self._story is not None:
            self.replacement_asked.emit(self._story.reference)


class StoryLines(QWidget):
    """What happened to a person, oldest first, each with its day."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.household = Text("", "small", wraps=True)
        self.setLayout(column(Text(_("Story"), "strong"), self._lines, self.household, None, gap=12))

    def show_story(self, story: PersonStory, reserve: ReservePlace | None) -> None:
        """Show this person's story, with the draw that made them a reserve."""
        empty_out(self._lines)
        lines = [(event.at, self._line(event)) for event in story.events]
        if reserve is not None:
            lines.append((reserve.drawn_at, self._reserve_line(reserve)))
        for _at, line in sorted(lines, key=lambda each: each[0]):
            self._lines.addLayout(line)
        others = row_on_screen(story.household)
        self.household.setText(_("Lives with {references}").format(references=others) if others else "")
        self.household.setVisible(bool(others))

    def _reserve_line(self, reserve: ReservePlace) -> QVBoxLayout:
        day = Text(short_date(reserve.drawn_at, self._desk.language), "small")
        why = Text(_("Asked in this order when a member leaves."), "soft", wraps=True)
        return column(day, Text(_("Drawn as a reserve"), wraps=True), why, gap=0)

    def _line(self, event: StoryEvent) -> QVBoxLayout:
        day = Text(short_date(event.at, self._desk.language), "small")
        words = _("Came forward") if event.old is None else status_words(event.status)
        tone = status_tone(event.status) if event.old is not None else ""
        what = Text(words, tone if tone in ("good", "warn", "bad") else "", wraps=True)
        lines = column(day, what, gap=0)
        if event.reason:
            lines.addWidget(Text(event.reason, "soft", wraps=True))
        return lines
