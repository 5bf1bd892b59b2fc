"""Somebody leaves the panel and another is drawn: a run of its own, in the same order of events."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from engage.errors import EngageError
from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.preparing import PreparedRun
from engage.lottery.views import MEMBERS, empty_seats, replacement_input, reserve_list
from engage.people.rules import RespondentStatus
from engage.people.views import list_pool, list_stories
from engage.sentences import sentence
from ui.lottery.deeds import Deeds
from ui.lottery.figures import HashLine, share_words
from ui.lottery.loosening import apply_relaxation, change_words
from ui.lottery.working import Replacement, replacement_task
from ui.shell.attempts import attempt
from ui.shell.long_writes import LongWrite
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.forms import ChoiceEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row
from ui.widgets.messages import Notice
from ui.widgets.steps import PublicString

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.problems import Relaxation
    from engage.lottery.replacing import Candidates


class Replacing(QWidget):
    """Asks who leaves and why, shows who could take the seat, then takes the public string. `drawn`: the run's done."""

    drawn = Signal()
    left = Signal()

    def __init__(self, desk: Desk, deeds: Deeds) -> None:
        super().__init__()
        self._desk, self._deeds = desk, deeds
        self._prepared: PreparedRun | None = None
        self.who = ChoiceEditor([])
        self.who.connect(self._forget)
        self.reason = QLineEdit()
        self.reason.setMaxLength(2000)
        self.reason.textEdited.connect(lambda _text: self._forget())
        self.reason.returnPressed.connect(self.start)
        self.error = Notice("bad")
        self.work = primary(_("Work out who can take the seat"), self.start, icon_name="dices")
        self.leave = quiet(_("Back to the ceremony"), self.left.emit, icon_name="dices")
        who, why = _labelled(_("Who leaves"), self.who.widget()), _labelled(_("Why they leave"), self.reason)
        heading = row(Text(_("Replace a member"), "section"), None, self.leave)
        self._question = card(heading, who, why, self.error, row(self.work, None), gap=12)
        self.found = Text("", "large", wraps=True)
        self.numbers = Text("", wraps=True)
        self.alike = Text("", wraps=True)
        self.waiting = Text("", "strong", wraps=True)
        self.reserve = Button(_("Give the seat to a reserve"), self.seat, icon_name="user-check")
        self._reserves: list[str] = []
        self.hash = HashLine(_("Hash of the panels"))
        self.string = PublicString()
        self.draw = primary(_("Withdraw them and draw the replacement"), self.go, icon_name="user-plus")
        self.string.changed.connect(lambda text: self.draw.setEnabled(bool(text.strip())))
        self.string.line.returnPressed.connect(self.go)
        facts = (self.waiting, row(self.reserve, None), self.found, self.alike, self.numbers)
        self._answer = card(*facts, self.hash, self.string, row(self.draw, None), gap=12)
        self.setLayout(column(self._question, self._answer, None, gap=16))

    def begin(self, reference: str = "") -> None:
        """Ask about this member, or about any."""
        self.who.combo.clear()
        for leaver in self._with_empty_seats():
            self.who.combo.addItem(_("{reference} (has withdrawn)").format(reference=leaver), leaver)
        for person in self._desk.read(list_pool, self._desk.assembly_id, statuses=MEMBERS):
            self.who.combo.addItem(person.reference, person.reference)
        if reference:
            self.who.put(reference)
        self.reason.clear()
        self._forget()
        (self.reason if reference else self.who.widget()).setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        """Work out who could take the seat, off the window's thread."""
        self._forget()
        reference, reason = self.who.value() or "", self.reason.text().strip()
        if not reason:
            self._refuse(_("Write in a few words why they leave."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        read = partial(self._desk.read, replacement_input, self._desk.assembly_id)
        try:
            given = read(reference=reference, reason=reason)
        except EngageError as error:
            self._refuse(sentence(error, screen_catalogue()))
            return
        waiting = self._desk.recall(reserve_list, self._desk.assembly_id)
        [leaver] = self._desk.read(list_stories, self._desk.assembly_id, references=[reference])
        task = replacement_task(given, leaver.answers, waiting, self)
        task.succeeded.connect(self._on_prepared)
        task.failed.connect(self._on_failed)
        self._desk.runner.start(task)

    def go(self) -> None:
        """Withdraw the member and draw, in one transaction."""
        if self._prepared is None or not self.draw.isEnabled():
            return
        self._do(self._deeds.replace(self._prepared, self.string.value(), self._on_replaced))

    def _with_empty_seats(self) -> list[str]:
        """Who withdrew from a seat that nobody has taken yet, as far as that can be told."""
        if not self._desk.read(empty_seats, self._desk.assembly_id):
            return []
        gone = self._desk.read(list_stories, self._desk.assembly_id, statuses=(RespondentStatus.WITHDRAWN,))
        return [person.reference for person in gone if person.events[-1].old in MEMBERS]

    def seat(self) -> None:
        """Give the seat to the first reserve who keeps the targets."""
        if self._prepared is None or not self._reserves:
            return
        seat = partial(self._deeds.seat, str(self.who.value()), self._reserves[0], self.reason.text())
        self._do(seat(self._on_seated))

    def _do(self, task: LongWrite) -> None:
        task.failed.connect(self._on_refused)
        self._desk.runner.start(task)

    def _on_refused(self, error: Exception) -> None:
        self._forget()
        self._on_failed(error)

    def _on_replaced(self) -> None:
        self._forget()
        self.drawn.emit()

    def _on_seated(self) -> None:
        self._desk.say(_("{reference} has the seat now.").format(reference=self._reserves[0]))
        self._forget()
        self.left.emit()

    def _on_prepared(self, found: Replacement) -> None:
        self._prepared = prepared = found.prepared
        self._reserves = list(found.reserves)
        self.numbers.setText(_numbers_words(found.numbers))
        self.numbers.setVisible(bool(found.numbers))
        self.alike.setText(_alike_words(found.candidates))
        self._show_reserves()
        able = sum(1 for person in prepared.given.people if not person.is_fixed) - len(prepared.in_no_panel)
        words = ngettext(
            "{count} person could take the seat and keep the panel to its targets. Their chance is {share} at least.",
            "{count} people could take the seat and keep the panel to its targets. Their chance is {share} at least.",
            able,
        )
        self.found.setText(words.format(count=able, share=share_words(_least(prepared))))
        self.hash.show_hash(prepared.hashes["portfolio"])
        self.string.line.clear()
        self._answer.show()
        self.string.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reserves(self) -> None:
        """Reserves come first: they were drawn for this."""
        self.reserve.setVisible(bool(self._reserves))
        self.waiting.setVisible(bool(self._reserves))
        if self._reserves:
            words = _("Reserves who keep every target, in the order in which they are asked: {who}.")
            self.waiting.setText(words.format(who=row_on_screen(self._reserves)))
            self.reserve.set_words(_("Give the seat to {reference}").format(reference=self._reserves[0]))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EngageError):
            self._desk.errors.show(error)
            return
        changes = error.details.get("relaxation")
        words = sentence(error, screen_catalogue())
        if not isinstance(changes, tuple) or not changes:
            self._refuse(words)
            return
        words = "\n".join([words, _("This would be enough:"), *map(change_words, changes)])
        self.error.say(words, button=_("Make this change"), todo=partial(self._loosen, changes))

    def _loosen(self, changes: "Sequence[Relaxation]") -> None:
        """Make the changes that let somebody take the seat, and look again."""
        if attempt(self._desk, partial(apply_relaxation, self._desk, changes)):
            self.start()

    def _forget(self) -> None:
        self._prepared = None
        self._answer.hide()
        self.error.hide()
        self.draw.setEnabled(False)

    def _refuse(self, words: str) -> None:
        self.error.say(words)


def _numbers_words(numbers: range) -> str:
    """Between how many people could join, so that all targets hold."""
    if not numbers:
        return ""
    least, most = numbers[0], numbers[-1]
    if least == most:
        words = ngettext(
            "Exactly {count} person can join the members who stay.",
            "Exactly {count} people can join the members who stay.",
            most,
        )
        return words.format(count=most)
    return _("From {least} to {most} people could join the members who stay, and all targets would hold.").format(
        least=least, most=most
    )


def _alike_words(candidates: "Candidates") -> str:
    """Like for like first: who gave the very same answers as the member who leaves."""
    alike = len(candidates.alike)
    words = ngettext(
        "Like for like: {count} of them gave the same answers as the member who leaves.",
        "Like for like: {count} of them gave the same answers as the member who leaves.",
        alike,
    )
    return words.format(count=alike)


def _least(prepared: PreparedRun) -> float:
    number, _slash, parts = prepared.least_chance.partition("/")
    return int(number) / int(parts or 1)


def _labelled(words: str, widget: QWidget) -> QWidget:
    both, label = QWidget(), Text(words, "strong")
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    both.setLayout(column(label, widget, gap=4))
    return both
