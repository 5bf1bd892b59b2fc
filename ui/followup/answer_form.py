"""A partner's answer as it is typed in: the form asks only what the chosen status needs, and says what is lacking."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout

from engage.clock import today
from engage.errors import EngageError, RefusedError
from engage.followup.actions import add_action, record_response
from engage.followup.rules import (
    PROBLEM_LABELS,
    REASONS_WORDS,
    SUMMARY_WORDS,
    ActionDraft,
    ResponseDraft,
    ResponseStatus,
    response_problems,
)
from engage.followup.views import AddressRow
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.screen import _, ngettext
from ui.followup.forms import Form
from ui.followup.words import shown
from ui.shell.pages import Desk
from ui.widgets.buttons import Button, quiet
from ui.widgets.folding import Panes
from ui.widgets.forms import AreaEditor, ChoiceEditor, DateEditor, Field, LineEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import boxed, column, row

_ASKED: Final = {
    ResponseStatus.ACCEPTED: (),
    ResponseStatus.ACCEPTED_IN_PART: ("left_out",),
    ResponseStatus.IN_PRINCIPLE: ("decision_on",),
    ResponseStatus.ALREADY_IN_PLACE: ("evidence",),
    ResponseStatus.NOT_ACCEPTED: ("reasons",),
    ResponseStatus.NOT_OURS: ("whose",),
}
"""What each status asks for beside the summary; those that need an action ask for actions as well."""
_EXTRA: Final = ("left_out", "decision_on", "evidence", "reasons", "whose")
_FIELD_OF: Final = {
    "summary-missing": "summary",
    "summary-too-long": "summary",
    "left-out-missing": "left_out",
    "decision-date-missing": "decision_on",
    "evidence-missing": "evidence",
    "reasons-too-short": "reasons",
    "whose-missing": "whose",
}
_MOST_ACTIONS: Final = 20


class AnswerForm(Form):
    """Records an answer; a newer one supersedes it and starts with the actions that hold so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "answer.", heading=_("The partner's answer"), button=_("Record the answer"))
        self._was_tried = False
        statuses: list[tuple[Any, str]] = [("", _("Choose what it answered"))]
        statuses += [(status, _(status.label)) for status in ResponseStatus]
        choice = ChoiceEditor(statuses)
        choice.connect(self._fit)
        self.status = self.field("status", _("Answer"), choice, read=ResponseStatus)
        self.answered_on = self.day_field("answered_on", _("Answered on"))
        self.summary = self.field("summary", _("In plain words"), AreaEditor(2))
        self.summary_words = Text("", "small")
        self.reasons_words = Text("", "small")
        self._build_extra()
        self.doings = ActionFields(self)
        self.parts.addWidget(Panes(self.status, self.answered_on, least=70, gap=12))
        self.boxes = {
            "summary": boxed(column(self.summary, self.summary_words, gap=2)),
            "reasons": boxed(column(self.fields["reasons"], self.reasons_words, gap=2)),
        }
        self.parts.addWidget(self.boxes["summary"])
        for name in ("left_out", "decision_on", "evidence", "whose"):
            self.parts.addWidget(self.fields[name])
        self.parts.addWidget(self.boxes["reasons"])
        self.parts.addWidget(self.doings)

    def _build_extra(self) -> None:
        self.field("left_out", _("Which part is left out, and why"), AreaEditor(2))
        self.field("decision_on", _("It will be decided by"), DateEditor(), read=date.fromisoformat, default=_no_day)
        self.field("evidence", _("Where it can be seen that this is in place"), AreaEditor(2))
        self.field("reasons", _("Why not"), AreaEditor(3))
        self.field("whose", _("Whose it is to answer"), LineEditor())
        for name, counter in (("summary", self._count_summary), ("reasons", self._count_reasons)):
            area = self.fields[name].input
            assert isinstance(area, QPlainTextEdit)
            area.textChanged.connect(counter)

    # What the entry calls.

    def show_content(self, address: AddressRow, content: Mapping[str, str]) -> None:
        """Show what was kept; a newer answer starts with the actions of the one before."""
        self.doings.show_content(address, content)
        super().show_content(address, content)
        self.heading.setText(_newer_words(address))
        self._fit()

    def open(self) -> None:
        """Begin without complaints."""
        self._was_tried = False
        super().open()
        self._fit()

    def go(self) -> None:
        """Record it, or say beside each field what it lacks."""
        self._was_tried = True
        if not self.draft_status:
            self.status.show_error(_("Choose what the partner answered."))
            self.status.input.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().go()
        self._say_problems()

    def record(self, address: AddressRow) -> None:
        """Record the answer."""
        answer = self._draft()
        problems = response_problems(answer)
        if problems:
            self._focus_problem(problems[0])
            raise RefusedError("answer-incomplete", count=len(problems))
        self.desk.write(
            record_response,
            address.id,
            answer=answer,
            answered_on=self.value("answered_on") or today(),
            language=_written(self.desk),
            label=_("Record an answer"),
        )
        self._was_tried = False

    # Inside.

    @property
    def draft_status(self) -> ResponseStatus | None:
        """The status that is chosen, if one is."""
        value = self.status.value()
        return ResponseStatus(value) if value else None

    def _draft(self) -> ResponseDraft:
        status = self.draft_status
        assert status is not None
        given = {name: self.value(name) for name in _ASKED[status]}
        actions = self.doings.drafts() if status.needs_action else ()
        return ResponseDraft(status, self.value("summary"), actions=actions, **given)

    def _fit(self) -> None:
        """Show what the chosen status asks for, and nothing else."""
        status = self.draft_status
        asked = _ASKED[status] if status is not None else ()
        for name in _EXTRA:
            self.fields[name].setVisible(name in asked)
        self.boxes["reasons"].setVisible("reasons" in asked)
        self.boxes["summary"].setVisible(status is not None)
        self.doings.setVisible(status is not None and status.needs_action)
        self._count_summary()
        self._count_reasons()
        self._say_problems()

    def _say_problems(self) -> None:
        if not self._was_tried or self.draft_status is None:
            return
        try:
            problems = response_problems(self._draft())
        except EngageError:
            return
        for name in set(_FIELD_OF.values()):
            mine = [_(PROBLEM_LABELS[code]) for code in problems if _FIELD_OF.get(code) == name]
            self.fields[name].show_error(" ".join(mine))
        self.doings.say([_(PROBLEM_LABELS[code]) for code in problems if code not in _FIELD_OF])
        if not problems:
            self._say("")

    def _focus_problem(self, code: str) -> None:
        name = _FIELD_OF.get(code)
        field = self.fields[name] if name is not None else self.doings.first()
        field.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_summary(self) -> None:
        count = len(self.fields["summary"].value().split())
        words = ngettext("{count} word of at most {most}", "{count} words of at most {most}", count)
        self.summary_words.setText(words.format(count=count, most=SUMMARY_WORDS))
        self.summary_words.set_role("warn" if count > SUMMARY_WORDS else "small")

    def _count_reasons(self) -> None:
        count = len(self.fields["reasons"].value().split())
        words = ngettext("{count} word of at least {least}", "{count} words of at least {least}", count)
        self.reasons_words.setText(words.format(count=count, least=REASONS_WORDS))


class ActionFields(QFrame):
    """What will be done, who does it, by when: one row an action, as many as are needed."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form
        self._rows: list[QFrame] = []
        self._count = 1
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.more = Button(_("Another action"), self.add, icon_name="plus")
        self.setLayout(column(self._lines, self.error, row(self.more, None), gap=8))

    def show_content(self, address: AddressRow, content: Mapping[str, str]) -> None:
        """As many rows as were begun, or as the answer before has actions."""
        held = address.answer.actions if address.answer is not None else ()
        numbers = [int(name.split(".")[2]) for name in content if name.startswith("answer.action.")]
        self._count = max(self._count, len(held), *numbers)
        while len(self._rows) < self._count:
            self._add_row(len(self._rows) + 1)
        self._show_rows()

    def add(self) -> None:
        """One more row."""
        if self._count < _MOST_ACTIONS:
            self._count += 1
            if len(self._rows) < self._count:
                self._add_row(self._count)
            self._show_rows()
            self._field(self._count, "text").input.setFocus(Qt.FocusReason.OtherFocusReason)

    def drafts(self) -> tuple[ActionDraft, ...]:
        """The actions that were typed; an empty row is none. Raises RefusedError for a day that is none."""
        found = (
            ActionDraft(*(self._field(number, part).value() for part in ("text", "owner", "due_on")))
            for number in range(1, self._count + 1)
        )
        return tuple(draft for draft in found if draft.text.strip() or draft.owner.strip() or draft.due_on)

    def first(self) -> Field:
        """The first field of the first row that is not complete."""
        for number in range(1, self._count + 1):
            for part in ("text", "owner", "due_on"):
                if not self._field(number, part).value():
                    return self._field(number, part)
        return self._field(1, "text")

    def say(self, problems: list[str]) -> None:
        """What the actions lack."""
        self.error.setText(" ".join(problems))
        self.error.setVisible(bool(problems))

    def _field(self, number: int, part: str) -> Field:
        return self._form.fields[f"action.{number}.{part}"]

    def _add_row(self, number: int) -> None:
        def held(part: str) -> Callable[[], Any]:
            return lambda: _held(self._form, number, part)

        make, name = self._form.field, f"action.{number}"
        label = _("Action {number}: what will be done").format(number=number)
        text = make(f"{name}.text", label, LineEditor(), default=held("text"))
        owner = make(f"{name}.owner", _("Who does it"), LineEditor(), default=held("owner"))
        due = make(f"{name}.due_on", _("By when"), DateEditor(), read=date.fromisoformat, default=held("due_on"))
        clear = quiet(
            "", lambda: self._clear(number), icon_name="x", name=_("Leave out action {number}").format(number=number)
        )
        first = row((text, 1), clear)
        first.setAlignment(clear, Qt.AlignmentFlag.AlignBottom)
        lines = boxed(column(first, Panes(owner, due, least=60, gap=12), gap=8))
        self._rows.append(lines)
        self._lines.addWidget(lines)

    def _clear(self, number: int) -> None:
        """Leave an action out: an empty row is none."""
        for part in ("text", "owner", "due_on"):
            line = self._field(number, part).input
            assert isinstance(line, QLineEdit)
            line.clear()
            line.textEdited.emit("")
        self._field(number, "text").input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        for number, shown_row in enumerate(self._rows, 1):
            shown_row.setVisible(number <= self._count)
        self.more.setEnabled(self._count < _MOST_ACTIONS)


class ActionForm(Form):
    """One more action of an answer that stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "action.", heading=_("Another thing that will be done"), button=_("Add the action"))
        self.parts.addWidget(self.field("text", _("What will be done"), LineEditor()))
        owner = self.field("owner", _("Who does it"), LineEditor())
        due = self.day_field("due_on", _("By when"), _no_day)
        self.parts.addWidget(Panes(owner, due, least=70, gap=12))

    def record(self, address: AddressRow) -> None:
        """Add the action."""
        draft = ActionDraft(self.value("text"), self.value("owner"), self.value("due_on"))
        answer = address.answer
        if answer is not None:
            given: dict[str, Any] = {"draft": draft, "language": _written(self.desk), "label": _("Add an action")}
            self.desk.write(add_action, answer.id, **given)


def _held(form: Form, number: int, part: str) -> Any:
    """What the answer before says of the action of that number."""
    address = form.address
    held = address.answer.actions if address is not None and address.answer is not None else ()
    if number > len(held):
        return None if part == "due_on" else ""
    action = held[number - 1]
    return shown(action.text, form.desk) if part == "text" else getattr(action, part)


def _newer_words(address: AddressRow) -> str:
    if address.answer is None:
        return _("The partner's answer")
    return _("A newer answer. The one before stays readable under it; actions with the same words keep their reports.")


def _no_day() -> date | None:
    return None


def _written(desk: Desk) -> str:
    code = desk.language.code
    return code if code in DOCUMENT_LANGUAGES else "en"
