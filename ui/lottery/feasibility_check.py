"""Can the targets be met together? The solver's answer, who is at fault, and the change that helps, in one button."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.model import Entrant
from engage.lottery.preparing import DrawInput
from engage.lottery.rules import TargetProblem
from engage.lottery.views import draw_input
from engage.progress import Progress
from ui.lottery.loosening import apply_relaxation, change_words, fault_words, troubles
from ui.lottery.state import Ceremony
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.shell.tasks import Task
from ui.widgets.buttons import Button, primary
from ui.widgets.labels import Text
from ui.widgets.layouts import column, row
from ui.widgets.messages import Notice

if TYPE_CHECKING:  # the solver is heavy, and only the check needs it
    from engage.lottery.feasibility import Feasibility
    from engage.lottery.problems import Relaxation


class FeasibilityCheck(QWidget):
    """Asks the solver whether any panel meets all targets, and offers the smallest change if none does.

    `answered`: there is another answer, or none any more; `troubles` says what of it belongs beside each target.
    """

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._basis = ""
        self._asked_for = ""
        self._relaxation: tuple[Relaxation, ...] = ()
        self.troubles: dict[tuple[str, str], TargetProblem] = {}
        self.button = Button(_("Check whether a panel fits"), self.start, icon_name="check")
        self.fits = Notice("good")
        self.problems = Notice("bad")
        self.changes = Text("", wraps=True)
        self.apply = primary(_("Make this change"), self._on_apply)
        self.setLayout(
            column(
                Text(_("Can these targets be met together?"), "strong", wraps=True),
                row(self.button, None),
                self.fits,
                self.problems,
                self.changes,
                row(self.apply, None),
            )
        )
        for part in (self.fits, self.problems, self.changes, self.apply):
            part.hide()

    def show_ceremony(self, now: Ceremony) -> None:
        """Forget the answer when people or targets are others by now."""
        self.setVisible(not now.is_frozen)
        if self._basis and self._basis != self._desk.read(draw_input, self._desk.assembly_id).basis_sha256:
            self._clear()

    def start(self) -> None:
        """Ask, off the window's thread."""
        given = self._desk.read(draw_input, self._desk.assembly_id)
        self._asked_for = given.basis_sha256
        task = Task(partial(_check, given), self, title=_("Checking the targets…"))
        task.succeeded.connect(self._on_checked)
        task.failed.connect(self._desk.errors.show)
        task.finished.connect(self._on_finished)
        self.button.setEnabled(False)
        self._desk.runner.start(task)

    def show_answer(self, answer: "Feasibility") -> None:
        """Say whether a panel fits; if not, what is at fault and what would help."""
        self._clear()
        self._basis = self._asked_for
        self._relaxation = answer.relaxation
        if answer.is_feasible:
            self.fits.say(_("Yes. There are panels that meet every target."))
            return
        self.troubles = troubles(answer)
        sentences = [problem.text(screen_catalogue()) for problem in answer.problems]
        people = self._desk.read(draw_input, self._desk.assembly_id).people
        self.problems.say("\n".join([*sentences, *fault_words(answer.problems, people)]))
        self.changes.setVisible(bool(answer.relaxation))
        self.apply.setVisible(bool(answer.relaxation))
        heading = ngettext("The smallest change that helps:", "The smallest changes that help:", len(answer.relaxation))
        self.changes.setText("\n".join([heading, *map(change_words, answer.relaxation)]))
        self.answered.emit()
        if answer.relaxation:
            self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_checked(self, answer: "Feasibility") -> None:
        self.show_answer(answer)

    def _on_finished(self) -> None:
        self.button.setEnabled(True)

    def _on_apply(self) -> None:
        """Make the change, and show at once that a panel fits now."""
        if attempt(self._desk, partial(apply_relaxation, self._desk, self._relaxation)):
            self.start()

    def _clear(self) -> None:
        self._basis = ""
        self._relaxation = ()
        self.troubles = {}
        self.answered.emit()
        for part in (self.fits, self.problems, self.changes, self.apply):
            part.hide()


def _check(given: DrawInput, progress: Progress) -> "Feasibility":
    from engage.lottery.feasibility import check_feasibility

    entrants = [Entrant(str(person.respondent_id), person.answers, person.household) for person in given.people]
    return check_feasibility(entrants, given.quotas, given.seats, progress=progress)
