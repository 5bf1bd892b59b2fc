"""The page "Next": what there is to do, in order, each with the button that leads to it."""

from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from engage.assembly.views import assembly_sheet
from engage.clock import today
from engage.followup.views import list_expectations
from engage.languages.formats import long_date, number
from engage.languages.screen import _, ngettext
from engage.overview.next_steps import next_steps
from engage.overview.steps import NextStep, overdue_first
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button
from ui.widgets.chips import FlowBox
from ui.widgets.labels import Text
from ui.widgets.layouts import boxed, column, empty_out, row
from ui.widgets.messages import EmptyState

_SOON_DAYS = 14


class OverviewPage(Page):
    """A to-do list that the app makes; overdue things come first."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {
            "assembly",
            "partners",
            "respondents",
            "targets",
            "draws",
            "sessions",
            "attendance",
            "seating",
            "notes",
            "drafts",
            "votes",
            "expectations",
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Next"))
        self.list = QVBoxLayout()
        self.list.setSpacing(8)
        figures = FlowBox()
        self.figures = figures.flow
        holder = QWidget()
        holder.setLayout(self.list)
        self.list.setContentsMargins(0, 0, 0, 0)
        self.buttons: list[Button] = []
        self.add_to_body(figures, holder, None)

    def refresh(self) -> None:
        """Read the steps and list them."""
        steps = overdue_first(self.desk.read(next_steps, self.desk.assembly_id), today())
        words = ngettext("{count} thing to do", "{count} things to do", len(steps)).format(count=len(steps))
        self.show_summary(words if steps else "")
        self._show_figures()
        self._show_steps(steps)

    def _show_steps(self, steps: list[NextStep]) -> None:
        empty_out(self.list)
        self.buttons = []
        for place, step in enumerate(steps):
            self.list.addWidget(self._card(step, is_first=place == 0))
        if not steps:
            self.list.addWidget(
                EmptyState(
                    _("Nothing waits for you"),
                    _("When something is due, it is listed here with the button that does it."),
                    icon_name="circle-check",
                )
            )

    def _card(self, step: NextStep, *, is_first: bool) -> QFrame:
        button = Button(step.action, lambda: self.desk.go(step.page, step.deed), kind="primary" if is_first else "")
        button.setAccessibleDescription(step.what)
        self.buttons.append(button)
        tone, due = due_words(step.due, self.desk)
        words = column(Text(step.what, "strong", wraps=True), Text(step.why, "soft", wraps=True), gap=2)
        if due:
            words.addWidget(Text(due, tone))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        words.setStretch(0, 0)
        return boxed(_card_row(words, button), "card")

    def _show_figures(self) -> None:
        counts = self.desk.read(status_counts, self.desk.assembly_id)
        sheet_of = self.desk.read(assembly_sheet, self.desk.assembly_id)
        confirmed = counts.get(RespondentStatus.CONFIRMED, 0)
        drawn = confirmed + counts.get(RespondentStatus.SELECTED, 0)
        empty_out(self.figures)
        total, seats = sum(counts.values()), sheet_of.seats
        self._figure(number(total, self.desk.language), _("came forward"))
        self._figure(_("{count} of {seats}").format(count=drawn, seats=seats), _("seats drawn"))
        self._figure(_("{count} of {seats}").format(count=confirmed, seats=seats), _("seats confirmed"))
        if sheet_of.first_session_on is not None:
            self._figure(long_date(sheet_of.first_session_on, self.desk.language), _("first session"))
        self._show_answers()

    def _show_answers(self) -> None:
        """How many of the answers that partners owe have come, once they were asked."""
        rows = self.desk.read(list_expectations, self.desk.assembly_id, today=today())
        owed = [address for row in rows for address in row.addresses if address.owes_answer and address.sent_on]
        if owed:
            came = sum(address.answer is not None for address in owed)
            self._figure(_("{count} of {total}").format(count=came, total=len(owed)), _("answers came"))

    def _figure(self, value: str, words: str) -> None:
        figure = boxed(column(Text(value, "section"), Text(words, "small"), gap=0, margins=12), "card")
        self.figures.addWidget(figure)


def _card_row(words: QVBoxLayout, button: Button) -> QVBoxLayout:
    across = row(words, None, button, gap=16, margins=14)
    across.setStretch(0, 20)
    return column(across, gap=0)


def due_words(due: date | None, desk: Desk) -> tuple[str, str]:
    """How urgent a day is, as a colour's role, and in words with a shape; nothing when no day is set."""
    if due is None:
        return "soft", ""
    day, left = long_date(due, desk.language), (due - today()).days
    if left < 0:
        words = ngettext("■ {count} day late (due {day})", "■ {count} days late (due {day})", -left)
        return "bad", words.format(count=-left, day=day)
    if left <= _SOON_DAYS:
        words = ngettext("▲ due in {count} day ({day})", "▲ due in {count} days ({day})", left)
        return "warn", words.format(count=left, day=day)
    return "soft", _("● due {day}").format(day=day)
