"""Counting like a till: the question large, numbers and Enter only, and the first count hidden until both are done."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QRegularExpressionValidator, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from engage.errors import EngageError
from engage.languages.bidi import isolated
from engage.languages.local_text import pick
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence
from engage.voting.actions import close_vote, enter_count
from engage.voting.rules import CountEntry, VoteState
from engage.voting.views import VoteSheet, list_votes, vote_sheet
from engage.voting.wording import rule_words
from ui.shell.pages import Desk, Page
from ui.voting.result import ResultPanel
from ui.voting.words import counted_fields, field_words, vote_name
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.folding import Panes, flow
from ui.widgets.labels import ElidedText, Text
from ui.widgets.layouts import card, column, empty_out, row, sheet
from ui.widgets.messages import announce

_LEAST_POINTS: Final = 15.0
_LARGER: Final = 1.2
_HUGE: Final = 1.5
_LINE_WIDTH: Final = 150
_SHEET: Final = """
QLabel, ElidedText, QLineEdit, QPushButton {{ font-size: {points}pt; }}
QLabel[role="section"] {{ font-size: {larger}pt; }}
QLabel[role="title"] {{ font-size: {huge}pt; }}
"""
_DIGITS: Final = QRegularExpression("[0-9\u0660-\u0669\u06f0-\u06f9\u09e6-\u09ef]{0,5}")


class Till(QWidget):
    """Types in the counts of one vote after the other. `left` says that the officer goes back to the votes."""

    left = Signal()

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._vote: VoteSheet | None = None
        self._entry = 0
        """Which count is being typed in, 1 or 2; 0 while none is."""
        self.lines: dict[str, QLineEdit] = {}
        self.heading = ElidedText()
        self.back = quiet(_("Back to the votes"), self.left.emit, icon_name="arrow-left")
        self.question = Text("", "title", wraps=True)
        self.wording = Text("", wraps=True)
        self.rule = Text("", "soft", wraps=True)
        self.steps = QStackedWidget()
        self._build_entry()
        self._build_handing_over()
        self._build_differences()
        self._build_agreement()
        self._build_result()
        question = QWidget()
        question.setLayout(column(self.question, self.wording, self.rule, None))
        panes = Panes(sheet(column(question)), self.steps, least=84, shares=(1, 1), gap=24)
        layout = column(row((self.heading, 1), self.back), panes)
        layout.setStretchFactor(panes, 1)
        self.setLayout(layout)
        self._grow()

    # Building.

    def _build_entry(self) -> None:
        self.whose = Text("", "section", wraps=True)
        self.hint = Text("", "soft", wraps=True)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.balance = Text("", "strong", wraps=True)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.keep = primary(_("Keep this count"), self._on_keep)
        inside = card(self.whose, self.hint, self._grid, self.balance, self.error, row(self.keep, None))
        self.entry = self._step(column(inside, None))

    def _build_handing_over(self) -> None:
        self.begin_second = primary(_("Begin the second count"), self._on_begin)
        words = Text(_("One count is kept, and nobody sees it until the other is done."), "section", wraps=True)
        then = Text(_("Now another person counts the ballots. Give them this place, then press Enter."), wraps=True)
        self.handing_over = self._step(column(card(words, then, row(self.begin_second, None)), None))

    def _build_differences(self) -> None:
        self._differences = QVBoxLayout()
        self.again = [
            Button(_("1  Type the first count again"), partial(self._on_again, 1)),
            Button(_("2  Type the second count again"), partial(self._on_again, 2)),
        ]
        words = Text(_("▲ The two counts differ"), "section", wraps=True)
        then = Text(_("Count these ballots again, both of you. Then correct the count that was wrong."), wraps=True)
        inside = card(words, self._differences, then, flow(*self.again))
        self.differences = self._step(column(inside, None))
        for entry in (1, 2):
            shortcut = QShortcut(QKeySequence(str(entry)), self.differences)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_again, entry))

    def _build_agreement(self) -> None:
        self.close_button = primary(_("Close the vote"), self._on_close)
        words = Text(_("✓ The two counts agree"), "section", wraps=True)
        then = Text(
            _("Once the vote is closed, its result stands. A mistake after that means a void vote."), wraps=True
        )
        self.agreement = self._step(column(card(words, then, row(self.close_button, None)), None))

    def _build_result(self) -> None:
        self.result = ResultPanel()
        self.void_words = Text("", "bad", wraps=True)
        self.next = primary("", self._on_next)
        self.done = self._step(column(card(self.void_words, self.result, row(self.next, None)), None))

    def _step(self, layout: QVBoxLayout) -> QScrollArea:
        area = sheet(layout)
        self.steps.addWidget(area)
        return area

    # What the page calls.

    def start(self, vote_id: UUID) -> None:
        """Count this vote."""
        self._entry = 0
        self._show(self._desk.read(vote_sheet, vote_id))

    def refresh(self) -> None:
        """Show what the file says; what is half typed stays."""
        if self._vote is not None:
            self._show(self._desk.read(vote_sheet, self._vote.id))

    # Showing.

    def _show(self, vote: VoteSheet) -> None:
        is_other = self._vote is None or vote.id != self._vote.id
        self._vote = vote
        language = self._desk.language
        self.heading.set_text(vote_name(vote))
        title = pick(vote.title, language.code).text
        self.question.setText(title)
        text = pick(vote.text, language.code).text
        self.wording.setText(text if text.strip() != title.strip() else "")
        self.rule.setText(rule_words(vote.rules, screen_catalogue()))
        if is_other:
            self._make_lines(vote)
        self._show_step(vote)

    def _show_step(self, vote: VoteSheet) -> None:
        """What is to be done: type the first count, hand over, type the second, mend, close, or read the result."""
        missing = [entry for entry, count in ((1, vote.first), (2, vote.second)) if count is None]
        is_untouched = missing == [1, 2]
        if is_untouched and self._entry == 2:  # noqa: PLR2004 - the first count was taken back meanwhile
            self._entry = 0
        if vote.state is not VoteState.OPEN:
            self._entry = 0
            self._show_result(vote)
        elif self._entry:
            self._show_entry()
        elif is_untouched:
            self._begin(1)
        elif missing:
            self._turn_to(self.handing_over, self.begin_second)
        elif vote.differing:
            self._show_differences(vote)
        else:
            self._turn_to(self.agreement, self.close_button)

    def _show_entry(self) -> None:
        self.whose.setText(_("First count") if self._entry == 1 else _("Second count, by another person"))
        self.steps.setCurrentWidget(self.entry)

    def _show_differences(self, vote: VoteSheet) -> None:
        empty_out(self._differences)
        text = _("{name}: {first} in the first count, {second} in the second")
        for name in sorted(vote.differing, key=counted_fields(vote.rules.method).index):
            words = text.format(
                name=isolated(field_words(name)), first=_of(vote.first, name), second=_of(vote.second, name)
            )
            self._differences.addWidget(Text(words, "strong", wraps=True))
        self._turn_to(self.differences, self.again[1])

    def _show_result(self, vote: VoteSheet) -> None:
        self.result.setVisible(vote.outcome is not None)
        self.result.show_vote(vote)
        self.void_words.setVisible(vote.outcome is None)
        self.void_words.setText(_("Void: {reason}").format(reason=isolated(vote.void_reason)))
        following = self._following()
        self.next.set_words(
            _("Next: vote {number}").format(number=following.number) if following else _("Back to the votes")
        )
        self._turn_to(self.done, self.next)

    def _turn_to(self, step: QWidget, button: Button) -> None:
        """Show a step, with the focus on its button: Enter goes on."""
        is_new = self.steps.currentWidget() is not step
        self.steps.setCurrentWidget(step)
        if is_new and self.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Typing.

    def _make_lines(self, vote: VoteSheet) -> None:
        empty_out(self._grid)
        self.lines = {}
        for place, name in enumerate(counted_fields(vote.rules.method)):
            line = QLineEdit()
            line.setValidator(QRegularExpressionValidator(_DIGITS, line))
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            line.setFixedWidth(_LINE_WIDTH)
            line.setAccessibleName(field_words(name))
            line.installEventFilter(self)
            line.textEdited.connect(lambda _text: self._on_typed())
            label = Text(field_words(name), wraps=True)
            label.setBuddy(line)
            self._grid.addWidget(label, place, 0)
            self._grid.addWidget(line, place, 1)
            # Or else they would come into sight, and take the focus, only with the next event.
            label.show()
            line.show()
            self.lines[name] = line

    def _begin(self, entry: int) -> None:
        """Begin to type a count, on empty lines."""
        self._entry = entry
        for line in self.lines.values():
            line.clear()
        self._say_error("")
        self.hint.setText(_("Type a number, then Enter. Enter alone is 0. “Not in the box” is handed back or kept."))
        self._show_entry()
        self._on_typed()
        if self.isVisible():
            first = next(iter(self.lines.values()))
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.whose, self.whose.text())

    def _count(self) -> CountEntry:
        numbers = {name: int(line.text() or 0) for name, line in self.lines.items()}
        assert self._vote is not None
        return CountEntry(
            issued=numbers["issued"],
            unused=numbers["unused"],
            spoilt=numbers["spoilt"],
            blank=numbers["blank"],
            options={option: numbers[option] for option in self._vote.rules.method.options},
        )

    def _on_typed(self) -> None:
        """Whether the numbers add up so far, in words and with a shape."""
        self._say_error("")
        count = self._count()
        words = _("{box} in the box + {unused} not in the box, of {issued} given out")
        said = words.format(box=count.ballots.cast, unused=count.unused, issued=count.issued)
        self.balance.setText(f"✓ {said}" if count.issued and not count.missing else said)
        self.balance.set_role("good" if count.issued and not count.missing else "strong")

    def _on_keep(self) -> None:
        if self._vote is None or not self._entry:
            return
        entry, self._entry = self._entry, 0
        label = _("Type in a count")
        try:
            self._desk.write(enter_count, self._vote.id, entry=entry, count=self._count(), label=label)
        except EngageError as error:
            self._entry = entry
            self._say_error(sentence(error, screen_catalogue()))
            self.lines["issued"].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for line in self.lines.values():
            line.clear()  # before anyone else looks at the screen
        self.refresh()

    def _say_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.lines["issued"].setAccessibleDescription(words)
        if words:
            self.entry.ensureWidgetVisible(self.error)
            announce(self.error, words)

    # What is pressed.

    def _on_begin(self) -> None:
        if self._vote is not None:
            self._begin(1 if self._vote.first is None else 2)

    def _on_again(self, entry: int) -> None:
        self._begin(entry)

    def _on_close(self) -> None:
        if self._vote is not None:
            vote_id = self._vote.id
            self._page.attempt(lambda: self._desk.write(close_vote, vote_id, label=_("Close a vote")))
            self.refresh()

    def _on_next(self) -> None:
        following = self._following()
        if following is None:
            self.left.emit()
        else:
            self.start(following.id)

    def _following(self) -> VoteSheet | None:
        """The next vote that is open, by number; after the last, from the first again."""
        votes = [vote for vote in self._desk.read(list_votes, self._desk.assembly_id) if vote.state is VoteState.OPEN]
        here = self._vote.number if self._vote is not None else 0
        after = [vote for vote in votes if vote.number > here]
        return next(iter(after or votes), None)

    # Keys and size.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down go on, Up goes back; after the last line Enter keeps the count."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            moves: dict[Qt.Key, Callable[[int], None]] = {
                Qt.Key.Key_Return: self._on_enter,
                Qt.Key.Key_Enter: self._on_enter,
                Qt.Key.Key_Down: lambda at: self._go_to(at + 1),
                Qt.Key.Key_Up: lambda at: self._go_to(at - 1),
            }
            move = moves.get(Qt.Key(event.key()))
            if move is not None:
                move(list(self.lines.values()).index(watched))
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self, at: int) -> None:
        line = list(self.lines.values())[at]
        if not line.text():
            line.setText("0")
            self._on_typed()
        if at + 1 < len(self.lines):
            self._go_to(at + 1)
        else:
            self._on_keep()

    def _go_to(self, at: int) -> None:
        lines = list(self.lines.values())
        if 0 <= at < len(lines):
            lines[at].setFocus(Qt.FocusReason.TabFocusReason)
            lines[at].selectAll()
            self.entry.ensureWidgetVisible(lines[at])

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the type, never below what is read from a step away."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.ApplicationFontChange, QEvent.Type.StyleChange) and hasattr(self, "done"):
            self._grow()

    def _grow(self) -> None:
        points = max(_LEAST_POINTS, QApplication.font().pointSizeF())
        wanted = _SHEET.format(points=points, larger=points * _LARGER, huge=points * _HUGE)
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)


def _of(count: CountEntry | None, name: str) -> int:
    if count is None:
        return 0
    return count.options.get(name, 0) if name not in ("issued", "blank", "spoilt", "unused") else getattr(count, name)
