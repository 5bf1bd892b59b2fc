"""One partner's part of an expectation, as a ledger has it: asked, said, did, and what members think."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from engage.followup.actions import unaddress_expectation
from engage.followup.views import USUAL_PERIOD, ActionRow, AddressRow, AnswerRow, Period
from engage.followup.wording import counting_sentences
from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.screen import _, ngettext, screen_catalogue
from ui.followup.answer_form import ActionForm, AnswerForm
from ui.followup.forms import AnotherDayForm, CorrectForm, Form, ReportForm, SendForm, VerdictForm
from ui.followup.words import Shaped, action_words, mark_of, shown, standing_line, status_line, verdict_line
from ui.shell.pages import Desk, Page
from ui.widgets.buttons import Button, edgeless
from ui.widgets.folding import Fold, Panes, flow
from ui.widgets.labels import Text
from ui.widgets.layouts import boxed, column, empty_out, row, rule

_LEAST: Final = 64
"""Letters of width that the margin of dates needs beside the words."""
_LINE_OF: Final = {
    "send": "asked",
    "correct": "asked",
    "another-day": "asked",
    "answer": "said",
    "report": "did",
    "action": "did",
    "verdict": "verdict",
}
"""The line under which each form comes up."""
_BEGINNINGS: Final = tuple(_LINE_OF)


class Line(QWidget):
    """One line of the ledger: in the margin what it tells of and when, beside it the words, the buttons and a form."""

    def __init__(self, name: str, *parts: QWidget, after: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self.name = Text(name, "strong")
        self.day = Text("", "small", wraps=True)
        self.words = QVBoxLayout()
        self.words.setSpacing(4)
        margin, beside = QWidget(), QWidget()
        margin.setLayout(column(self.name, self.day, None, gap=2))
        self.slot = QVBoxLayout()
        beside.setLayout(column(self.words, *parts, self.slot, *after, gap=4))
        self.setLayout(column(Panes(margin, beside, least=_LEAST, shares=(2, 9), gap=16)))

    def tell(self, day: str, *parts: QWidget) -> None:
        """Tell this instead."""
        self.day.setText(day)
        self.day.setVisible(bool(day))
        empty_out(self.words)
        for part in parts:
            self.words.addWidget(part)


class Entry(QWidget):
    """`others_asked` says that somebody else has to be asked: the partner says that it is not theirs."""

    others_asked = Signal()
    partner_opened = Signal(object)

    def __init__(self, desk: Desk, page: Page, asked: Callable[[], int]) -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self._address: AddressRow | None = None
        self._content: Mapping[str, str] = {}
        self._period = USUAL_PERIOD
        self._asked = asked
        self.name = Text("", "section", wraps=True)
        self.kind = Text("", "small")
        self.sheet = edgeless(
            "", self._on_partner, icon_name="chevron-right", name=_("All that is asked of this partner")
        )
        self.stands = Shaped("ring", "text_soft", "", wraps=False)
        self.forms: dict[str, Form] = {}
        self._build_buttons()
        self._build_lines()
        head = row(column(self.name, self.kind, gap=0), None, self.stands, self.sheet)
        head.setStretch(0, 20)
        lines = column(head, rule(), *self.lines.values(), gap=16, margins=16)
        self.setLayout(column(boxed(lines, "card")))

    def _build_buttons(self) -> None:
        self.send = Button(_("Send the request"), partial(self.open_form, "send"))
        self.take_off = edgeless(_("Take off again"), self._on_take_off, icon_name="x")
        self.correct = edgeless(_("Correct the day it was sent"), partial(self.open_form, "correct"))
        self.another_day = edgeless(_("Agree on another day"), partial(self.open_form, "another-day"))
        self.why = edgeless(_("Why that day?"), self._on_why)
        self.answer = Button(_("Record the answer"), partial(self.open_form, "answer"))
        self.newer = edgeless(_("Record a newer answer"), partial(self.open_form, "answer"))
        self.others = edgeless(_("Ask somebody else"), self.others_asked.emit)
        self.add_action = edgeless(_("Another action"), partial(self.open_form, "action"), icon_name="plus")
        self.judge = edgeless(_("Record the members' verdict"), partial(self.open_form, "verdict"))
        self.reason = Text("", "small", wraps=True)
        self.reason.hide()
        self._older = QVBoxLayout()
        self._older.setSpacing(16)
        self.older = Fold(_("Older answers"), self._older)

    def _build_lines(self) -> None:
        self.lines = {
            "asked": Line(
                _("We asked"), self.reason, self.send, flow(self.take_off, self.why, self.another_day, self.correct)
            ),
            "said": Line(_("They said"), self.answer, flow(self.newer, self.others), after=(self.older,)),
            "did": Line(_("They did"), flow(self.add_action)),
            "verdict": Line(_("Members think"), flow(self.judge)),
        }
        for button in (self.send, self.answer):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _form(self, name: str) -> Form:
        """The form of that name, made when it is first asked for: most of them never are."""
        if name not in self.forms:
            made: dict[str, Callable[[], Form]] = {
                "send": partial(SendForm, self._desk),
                "correct": partial(CorrectForm, self._desk),
                "another-day": partial(AnotherDayForm, self._desk),
                "answer": partial(AnswerForm, self._desk),
                "report": partial(ReportForm, self._desk),
                "action": partial(ActionForm, self._desk),
                "verdict": partial(VerdictForm, self._desk, self._asked),
            }
            form = self.forms[name] = made[name]()
            form.recorded.connect(self._on_over)
            form.left.connect(self._on_over)
            self.lines[_LINE_OF[name]].slot.addWidget(form)
        return self.forms[name]

    # What the ledger calls.

    def show_address(self, address: AddressRow, content: Mapping[str, str], period: Period) -> None:
        """Show this partner's part as it stands; forms that were begun come up again."""
        self._address, self._content = address, content
        self._period = period
        self.name.setText(address.partner_name)
        self.kind.setText(_(address.partner_kind.label))
        mark = mark_of(address)
        self.stands.say(mark.shape, mark.tone, mark.words)
        self._tell_asked(address)
        self._tell_said(address)
        self._tell_did(address)
        self._tell_verdict(address)
        for name in _BEGINNINGS:
            if name in self.forms:
                self._fill(name)
            elif any(key.startswith(f"{name}.") for key in content) and name != "report":
                self._fill(name).show()
        self._bring_back_report(address, content)
        self._show_buttons(address)

    def open_form(self, name: str) -> None:
        """Open one of the forms: "send", "correct", "another-day", "answer", "action" or "verdict"."""
        if self._address is not None:
            self._fill(name).open()
            self._show_buttons(self._address)

    def report_on(self, action: ActionRow) -> None:
        """Open the form that reports on an action."""
        form = self._form("report")
        if isinstance(form, ReportForm) and self._page.flush():
            form.show_action(action)
            self._fill("report").open()

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be done."""
        for button in (self.send, self.answer, self.newer, self.judge, self.sheet):
            if button.isVisibleTo(self):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _fill(self, name: str) -> Form:
        form = self._form(name)
        if isinstance(form, SendForm):
            form.show_period(self._period)
        if self._address is not None:
            form.show_content(self._address, self._content)
        return form

    # The lines.

    def _tell_asked(self, address: AddressRow) -> None:
        if address.due_on is None:
            self.reason.hide()
        day = self._day(address.sent_on) if address.sent_on is not None else ""
        self.lines["asked"].tell(day, Text(self._asked_words(address), wraps=True))
        self.reason.setText(_reason(address))

    def _asked_words(self, address: AddressRow) -> str:
        if not address.owes_answer:
            return _("Individuals are spoken to; they owe no answer.")
        if address.due_on is None:
            return _("The request has not been sent yet.")
        return _("An answer by {day}.").format(day=self._day(address.due_on))

    def _tell_said(self, address: AddressRow) -> None:
        line, answer = self.lines["said"], address.answer
        line.setVisible(address.owes_answer and (address.sent_on is not None or answer is not None))
        self.others.setVisible(answer is not None and answer.status.value == "not-ours")
        if answer is None:
            line.tell("", standing_line(address.standing))
        else:
            line.tell(self._day(answer.answered_on), *self._answer_words(answer, address))
        older = address.answers[:-1]
        self.older.setVisible(bool(older))
        count = ngettext("{count} older answer", "{count} older answers", len(older))
        self.older.summarise(count.format(count=len(older)))
        empty_out(self._older)
        for each in reversed(older):
            self._older.addWidget(self._older_answer(each, address))

    def _answer_words(self, answer: AnswerRow, address: AddressRow) -> list[QWidget]:
        words: list[QWidget] = [status_line(answer.status)]
        if address.due_on is not None and answer.answered_on > address.due_on:
            days = (answer.answered_on - address.due_on).days
            late = ngettext("{count} day after it was due", "{count} days after it was due", days)
            words.append(Shaped("triangle", "warn", late.format(count=days)))
        words.append(Text(shown(answer.summary, self._desk), wraps=True))
        decided = self._day(answer.decision_on) if answer.decision_on is not None else ""
        more = (
            (_("To be decided by: {words}"), decided),
            (_("Left out: {words}"), answer.left_out),
            (_("Why not: {words}"), answer.reasons),
            (_("Where it can be seen: {words}"), answer.evidence),
            (_("Whose it is: {words}"), answer.whose),
        )
        words += [Text(label.format(words=isolated(text)), "soft", wraps=True) for label, text in more if text]
        return words

    def _older_answer(self, answer: AnswerRow, address: AddressRow) -> QWidget:
        day = Text(self._day(answer.answered_on), "small")
        actions = [
            Text(f"{shown(action.text, self._desk)} · {action_words(action, self._desk)}", "soft", wraps=True)
            for action in answer.actions
        ]
        holder = QWidget()
        holder.setLayout(column(day, *self._answer_words(answer, address), *actions, gap=4))
        return holder

    def _tell_did(self, address: AddressRow) -> None:
        line, answer = self.lines["did"], address.answer
        does_act = answer is not None and (answer.status.needs_action or bool(answer.actions))
        line.setVisible(does_act)
        actions = answer.actions if answer is not None else ()
        line.tell("", *(self._action(action) for action in actions))

    def _action(self, action: ActionRow) -> QWidget:
        text = shown(action.text, self._desk)
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(action.percent_done)
        bar.setTextVisible(False)
        bar.setFixedWidth(bar.fontMetrics().averageCharWidth() * 24)
        bar.setAccessibleName(_("{percent}% of it is done").format(percent=action.percent_done))
        bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        report = edgeless(_("Report progress"), partial(self.report_on, action))
        report.setAccessibleDescription(text)
        done = Text(_("{percent}%").format(percent=action.percent_done), "strong")
        figures = row(bar, done, 8, report, None)
        figures.setAlignment(bar, Qt.AlignmentFlag.AlignVCenter)
        lines = column(
            Text(text, "strong", wraps=True),
            Text(action_words(action, self._desk), "soft", wraps=True),
            standing_line(action.standing),
            figures,
            gap=2,
        )
        self._tell_reports(lines, action)
        holder = QWidget()
        lines.setContentsMargins(0, 0, 0, 12)
        holder.setLayout(lines)
        return holder

    def _tell_reports(self, lines: QBoxLayout, action: ActionRow) -> None:
        """The newest report in sight, the ones before it folded."""
        told = [
            Text(_report_words(self._day(report.reported_on), report.percent_done, report.text), "soft", wraps=True)
            for report in reversed(action.reports)
        ]
        if told:
            lines.addWidget(told[0])
        if told[1:]:
            lines.addWidget(Fold(_("Earlier reports"), column(*told[1:], gap=4)))

    def _tell_verdict(self, address: AddressRow) -> None:
        line, verdict = self.lines["verdict"], address.verdict
        line.setVisible(address.sent_on is not None or not address.owes_answer or verdict is not None)
        earlier = [
            _under(Text(self._day(each.given_on), "small"), verdict_line(each))
            for each in reversed(address.verdicts[:-1])
        ]
        if verdict is None:
            line.tell("", Text(_("They have not been asked yet."), "soft", wraps=True))
        else:
            line.tell(self._day(verdict.given_on), verdict_line(verdict), *earlier)

    def _show_buttons(self, address: AddressRow) -> None:
        """Show what can be done; what is being done already has its form."""
        is_sent, has_answer = address.sent_on is not None, bool(address.answers)
        self.why.setVisible(address.due_on is not None)
        self.take_off.setVisible(not (is_sent or has_answer or address.verdicts))
        for button, name, can in (
            (self.send, "send", address.owes_answer and not is_sent and not has_answer),
            (self.correct, "correct", is_sent),
            (self.another_day, "another-day", address.due_on is not None and not has_answer),
            (self.answer, "answer", not has_answer),
            (self.newer, "answer", has_answer),
            (self.add_action, "action", True),
            (self.judge, "verdict", True),
        ):
            button.setVisible(can and not (name in self.forms and self.forms[name].isVisibleTo(self)))

    # What is pressed.

    def _on_take_off(self) -> None:
        if self._address is not None:
            key, label = self._address.id, _("Take a partner off an expectation")
            self._page.attempt(lambda: self._desk.write(unaddress_expectation, key, label=label))

    def _on_why(self) -> None:
        self.reason.setVisible(self.reason.isHidden())

    def _on_over(self) -> None:
        if self._address is not None:
            self._show_buttons(self._address)
        self.focus_first()

    def _on_partner(self) -> None:
        if self._address is not None:
            self.partner_opened.emit(self._address.partner_id)

    def _bring_back_report(self, address: AddressRow, content: Mapping[str, str]) -> None:
        """A report that was begun comes up again with its action."""
        actions = address.answer.actions if address.answer is not None else ()
        begun = next((each for each in actions if _has_begun(each.id, content)), None)
        if begun is None:
            return
        form = self._form("report")
        if isinstance(form, ReportForm) and form.isHidden():
            form.show_action(begun)
            self._fill("report").show()

    def _day(self, day: object) -> str:
        return isolated(long_date(day, self._desk.language))  # type: ignore[arg-type]


def _under(*parts: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(*parts, gap=2))
    return holder


def _has_begun(action_id: UUID, content: Mapping[str, str]) -> bool:
    return any(key.startswith(f"report.{action_id}.") for key in content)


def _report_words(day: str, percent: int, text: str) -> str:
    words = _("{day}: {percent}% done").format(day=day, percent=percent)
    return f"{words} · {isolated(text)}" if text else words


def _reason(address: AddressRow) -> str:
    if address.sent_on is None or address.due_on is None or address.period_unit is None:
        return ""
    sentences = counting_sentences(
        sent_on=address.sent_on,
        due_on=address.due_on,
        period_count=address.period_count or 0,
        period_unit=address.period_unit,
        words=screen_catalogue(),
    )
    return " ".join(sentences)
