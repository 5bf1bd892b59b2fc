"""Where a person stands, and the moves that are open to them: only those that are allowed, each with its reason."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engage.languages.screen import _
from engage.lottery.views import ReservePlace
from engage.people.actions import move_respondent
from engage.people.rules import RespondentStatus, allowed_moves
from engage.people.views import PersonStory
from ui.people.words import move_question, move_words, standing_words, status_tone
from ui.shell.pages import Desk
from ui.widgets.buttons import Button
from ui.widgets.chips import FlowLayout
from ui.widgets.labels import Text
from ui.widgets.layouts import column, empty_out
from ui.widgets.messages import Notice
from ui.widgets.reasons import ReasonBox

_SEATED = frozenset({RespondentStatus.SELECTED, RespondentStatus.CONFIRMED})


class Moves(QWidget):
    """The status, a button for each move, and the question that each asks. `replacement_asked`: fill the empty seat.

    `moved` says that a move is made: the buttons are new ones, and the focus has to go somewhere.
    """

    replacement_asked = Signal()
    moved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._story: PersonStory | None = None
        self.status = Text("", "strong")
        self.buttons: dict[RespondentStatus, Button] = {}
        self._bar, self._buttons = QWidget(), FlowLayout()
        self._bar.setLayout(self._buttons)
        self.reason = ReasonBox()
        self.empty_seat = Notice("warn")
        self.setLayout(column(self.status, self._bar, self.reason, self.empty_seat))

    def show_story(self, story: PersonStory, reserve: ReservePlace | None) -> None:
        """Show where this person stands; `reserve` is their place on the list of reserves."""
        is_another = self._story is None or self._story.id != story.id
        if is_another or (self._story is not None and self._story.status is not story.status):
            self.reason.close_box()
            self._offer(story.status)
        self._story = story
        self.status.setText(standing_words(story.status, reserve))
        self.status.set_role(_role(story.status))
        self._say_empty_seat(story)

    def _offer(self, status: RespondentStatus) -> None:
        empty_out(self._buttons)
        moves = sorted(allowed_moves(status), key=list(RespondentStatus).index)
        self.buttons = {move: Button(move_words(move), partial(self._ask, move)) for move in moves}
        for button in self.buttons.values():
            self._buttons.addWidget(button)
            button.show()  # or else it could take the focus only with the next event
        self._bar.setVisible(bool(moves))

    def _ask(self, status: RespondentStatus) -> None:
        if self._story is None:
            return
        self.reason.ask(
            move_question(status, self._story.shown_name),
            button=move_words(status),
            todo=partial(self._move, self._story.id, status),
        )

    def _move(self, respondent_id: object, status: RespondentStatus, reason: str) -> None:
        self._desk.write(move_respondent, respondent_id, status, reason=reason, label=move_words(status))
        self._desk.say(_("{status}: done.").format(status=move_words(status)))
        self.moved.emit()

    def _say_empty_seat(self, story: PersonStory) -> None:
        last = story.events[-1]
        left_a_seat = last.status is RespondentStatus.WITHDRAWN and last.old in _SEATED
        if left_a_seat and self.empty_seat.isHidden():
            self.empty_seat.say(
                _("Their seat on the panel is empty."),
                button=_("Draw a replacement"),
                todo=self.replacement_asked.emit,
            )
        self.empty_seat.setVisible(left_a_seat)


def _role(status: RespondentStatus) -> str:
    tone = status_tone(status)
    return tone if tone in ("good", "warn", "bad") else "strong"
