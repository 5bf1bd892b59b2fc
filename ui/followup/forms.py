"""The small forms of the ledger. What is typed into them is kept in the file as it is typed, until it is recorded."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QSpinBox, QVBoxLayout

from engage.clock import today
from engage.errors import EngageError
from engage.followup.actions import (
    PERIOD_LIMIT,
    correct_request,
    extend_due_date,
    forget_unfinished,
    keep_unfinished,
    record_verdict,
    report_progress,
    send_request,
)
from engage.followup.rules import VerdictKind
from engage.followup.views import USUAL_PERIOD, ActionRow, AddressRow, Period
from engage.followup.wording import counting_sentences
from engage.languages.bidi import isolated
from engage.languages.catalogues import mark
from engage.languages.editions import Language
from engage.languages.formats import full_date
from engage.languages.screen import _, screen_catalogue
from engage.sentences import sentence
from engage.working_days import PeriodUnit, due_date
from ui.followup.words import shown
from ui.shell.pages import Desk
from ui.widgets.buttons import primary, quiet
from ui.widgets.folding import Panes, flow
from ui.widgets.forms import AreaEditor, ChoiceEditor, DateEditor, Editor, Field, NumberEditor
from ui.widgets.labels import Text
from ui.widgets.layouts import boxed, column, row

Reader = Callable[[str], Any]
_MEMBERS: Final = 10_000
_BLANK: Final = " "  # kept of a field that was emptied, where something would stand in it by itself


class Form(QFrame):
    """Fields, one button that records them, one that lets them go; a refusal is said beside the button.

    `beginning` is how the names of its fields begin among all that is unfinished about a request.
    """

    left = Signal()
    recorded = Signal()

    record: Callable[[AddressRow], None]
    """Writes it down: a method of every form. Raises EngageError."""

    def __init__(self, desk: Desk, beginning: str, *, heading: str, button: str) -> None:
        super().__init__()
        self.setProperty("role", "info")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.desk, self.beginning = desk, beginning
        self._address: AddressRow | None = None
        self._readers: dict[str, Reader] = {}
        self._defaults: dict[str, Callable[[], Any]] = {}
        self.fields: dict[str, Field] = {}
        self.heading = Text(heading, "strong", wraps=True)
        self.error = Text("", "bad", wraps=True)
        self.error.hide()
        self.do_it = primary(button, self.go)
        self.leave = quiet(_("Never mind"), self.let_go)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(12)
        self.setLayout(column(self.heading, self.parts, self.error, flow(self.do_it, self.leave), gap=12, margins=16))
        self.hide()

    # What subclasses use.

    def field(
        self,
        name: str,
        label: str,
        editor: Editor,
        *,
        read: Reader = str,
        default: Callable[[], Any] = str,
        hint: str = "",
    ) -> Field:
        """A field whose value is kept under that name; `read` makes a value of what was kept."""
        made = Field(label, editor, partial(self._keep, name), hint=hint)
        self._readers[name], self._defaults[name] = read, default
        self.fields[name] = made
        made.input.installEventFilter(self)
        return made

    def day_field(self, name: str, label: str, default: Callable[[], date | None] = today) -> Field:
        """A field for a day, today unless something else is said."""
        return self.field(name, label, DateEditor(), read=date.fromisoformat, default=default)

    def value(self, name: str) -> Any:
        """What stands in a field. Raises RefusedError for a day that is none."""
        return self.fields[name].value()

    # What the entry calls.

    @property
    def address(self) -> AddressRow | None:
        """The request that it is about."""
        return self._address

    def show_content(self, address: AddressRow, content: Mapping[str, str]) -> None:
        """Show what was kept, and what would do where nothing was."""
        self._address = address
        for name, field in self.fields.items():
            is_day = self._readers[name] == date.fromisoformat
            if is_day and field.input.hasFocus():
                continue  # a day would be spelt out in the middle of typing it
            kept = content.get(f"{self.beginning}{name}", "")
            if kept == _BLANK:
                field.show_value(None if is_day else "")
            else:
                field.show_value(self._readers[name](kept) if kept else self._defaults[name]())

    def open(self) -> None:
        """Come up with the first field ready to type in."""
        self.show()
        self._say("")
        first = next((field for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        """Record it, or say why not."""
        if self._address is None or not all([field.flush() for field in self.fields.values()]):  # noqa: C419 - each
            return
        try:
            self.record(self._address)
        except EngageError as error:
            self._say(sentence(error, screen_catalogue()))
            return
        self._say("")
        self.hide()
        self.recorded.emit()

    def let_go(self) -> None:
        """Forget what was typed here."""
        for field in self.fields.values():
            field.take_back()
        if self._address is not None:
            self.desk.write(forget_unfinished, self._address.id, beginning=self.beginning, label=_("Let an entry go"))
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a line records, as the button does."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.type() is QEvent.Type.KeyPress and isinstance(watched, QLineEdit | QSpinBox):
            self.go()
            return True
        return super().eventFilter(watched, event)

    def _keep(self, name: str, value: Any) -> None:
        if self._address is not None:
            blank = _BLANK if self._defaults[name]() else ""
            changes = {f"{self.beginning}{name}": as_text(value) or blank}
            self.desk.write(keep_unfinished, self._address.id, changes=changes, label=_("Type an entry"))

    def _say(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))


class SendForm(Form):
    """When the request went out, and how long the partner has; the due day is worked out beside it."""

    _names = ("send.", mark("The request to the partner"), mark("Mark as sent"))

    def __init__(self, desk: Desk) -> None:
        beginning, heading, button = self._names
        super().__init__(desk, beginning, heading=_(heading), button=_(button))
        self._period = USUAL_PERIOD
        self.timing = Timing(self.field, self._usual, self._day)
        self.parts.addWidget(self.timing)

    def show_period(self, period: Period) -> None:
        """The period that is usual for this partner."""
        self._period = period

    def show_content(self, address: AddressRow, content: Mapping[str, str]) -> None:
        """Show what was kept, and the day that follows from it."""
        super().show_content(address, content)
        self.timing.say()

    def record(self, address: AddressRow) -> None:
        """Mark the request as sent."""
        self.desk.write(send_request, address.id, **self.timing.values(), label=_("Send a request"))

    def _usual(self) -> Period:
        return self._period

    def _day(self) -> date:
        return today()


class CorrectForm(SendForm):
    """The request went out on another day than was typed, or with another time to answer."""

    _names = ("correct.", mark("When the request went out"), mark("Put it right"))

    def record(self, address: AddressRow) -> None:
        """Put it right."""
        self.desk.write(correct_request, address.id, **self.timing.values(), label=_("Correct when a request was sent"))

    def _usual(self) -> Period:
        """What was typed."""
        address = self.address
        if address is None or address.period_unit is None:
            return super()._usual()
        return Period(address.period_count or 1, address.period_unit)

    def _day(self) -> date:
        return (self.address.sent_on if self.address is not None else None) or today()


class Timing(QFrame):
    """Sent on which day, with how long to answer: three fields that `make` makes, and the due day in words."""

    def __init__(
        self, make: Callable[..., Field], usual: Callable[[], Period], day: Callable[[], date] = today
    ) -> None:
        super().__init__()
        units = [(unit, _(unit.label)) for unit in PeriodUnit]
        sent_on, count, unit = DateEditor(), NumberEditor(1, PERIOD_LIMIT), ChoiceEditor(units)
        self.sent_on = make("sent_on", _("Sent on"), sent_on, read=date.fromisoformat, default=day)
        self.count = make("count", _("Time to answer"), count, read=int, default=lambda: usual().count)
        self.unit = make("unit", _("Counted in"), unit, read=PeriodUnit, default=lambda: usual().unit)
        self.due = Text("", "strong", wraps=True)
        self.why = Text("", "small", wraps=True)
        for editor in (sent_on, count, unit):
            editor.connect(self.say)
        period = boxed(row((self.count, 1), (self.unit, 1), gap=12))
        self.setLayout(column(Panes(self.sent_on, period, least=56, gap=12), self.due, self.why, gap=4))

    def show_values(self, sent_on: date, period: Period) -> None:
        """Begin with these."""
        self.sent_on.show_value(sent_on)
        self.count.show_value(period.count)
        self.unit.show_value(period.unit)
        self.say()

    def values(self) -> dict[str, Any]:
        """What `send_request` takes. Raises RefusedError for a day that is none."""
        return {
            "sent_on": self.sent_on.value() or today(),
            "period_count": self.count.value(),
            "period_unit": PeriodUnit(self.unit.value()),
        }

    def say(self) -> None:
        """The due day, and why."""
        try:
            found = self.values()
        except EngageError:
            return
        due_on = due_date(found["sent_on"], found["period_count"], found["period_unit"])
        words = screen_catalogue()
        day = isolated(full_date(due_on, Language(words.code)))
        self.due.setText(_("The answer is due on {day}.").format(day=day))
        self.why.setText(" ".join(counting_sentences(**found, due_on=due_on, words=words)))


class AnotherDayForm(Form):
    """Agree on another day for the answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, "another-day.", heading=_("Agree on another day for the answer"), button=_("Change the day")
        )
        self.parts.addWidget(self.day_field("due_on", _("The answer is due on"), self._due))

    def _due(self) -> date | None:
        return self.address.due_on if self.address else None

    def record(self, address: AddressRow) -> None:
        """Change the due day."""
        due_on = self.value("due_on") or address.due_on
        self.desk.write(extend_due_date, address.id, due_on=due_on, label=_("Agree on another day"))


class ReportForm(Form):
    """How far an action is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "report.", heading="", button=_("Record this report"))
        self._action: ActionRow | None = None
        self.percent = self.field(
            "percent", _("Done, in per cent"), NumberEditor(0, 100), read=int, default=self._percent
        )
        self.day = self.day_field("reported_on", _("Reported on"))
        self.words = self.field("text", _("What was done"), AreaEditor(2))
        self.parts.addLayout(row((self.percent, 1), (self.day, 2), None, gap=12))
        self.parts.addWidget(self.words)

    @property
    def action_id(self) -> UUID | None:
        """The action that it is about."""
        return self._action.id if self._action is not None else None

    def show_action(self, action: ActionRow) -> None:
        """Report on this action."""
        self._action = action
        self.beginning = f"report.{action.id}."
        text = isolated(shown(action.text, self.desk))
        self.heading.setText(_("How far is it? {action}").format(action=text))

    def record(self, address: AddressRow) -> None:  # noqa: ARG002 - every form has the same signature
        """Record the report."""
        self.desk.write(
            report_progress,
            self.action_id,
            percent_done=self.value("percent"),
            text=self.value("text"),
            reported_on=self.value("reported_on") or today(),
            label=_("Report on an action"),
        )

    def _percent(self) -> int:
        return self._action.percent_done if self._action is not None else 0


class VerdictForm(Form):
    """What members think, how many of them, and when they said so."""

    def __init__(self, desk: Desk, asked: Callable[[], int]) -> None:
        super().__init__(desk, "verdict.", heading=_("What do members think of it?"), button=_("Record the verdict"))
        self._asked = asked
        kinds = [(kind, _(kind.label)) for kind in VerdictKind]
        kind = self.field("kind", _("Verdict"), ChoiceEditor(kinds), read=VerdictKind, default=lambda: VerdictKind.MET)
        members = self.field("members", _("Members who say so"), NumberEditor(0, _MEMBERS), read=int, default=int)
        of = self.field("asked", _("Members asked"), NumberEditor(0, _MEMBERS), read=int, default=self._usual)
        day = self.day_field("given_on", _("Given on"))
        first, second = boxed(row((kind, 1), (day, 1), gap=12)), boxed(row((members, 1), (of, 1), gap=12))
        self.parts.addWidget(Panes(first, second, least=90, gap=12))

    def record(self, address: AddressRow) -> None:
        """Record the verdict."""
        self.desk.write(
            record_verdict,
            address.id,
            kind=VerdictKind(self.value("kind")),
            members=self.value("members"),
            asked=self.value("asked"),
            given_on=self.value("given_on") or today(),
            label=_("Record the members' verdict"),
        )

    def _usual(self) -> int:
        verdict = self.address.verdict if self.address is not None else None
        return verdict.asked if verdict is not None else self._asked()


def as_text(value: Any) -> str:
    """A value as it is kept until it is recorded."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)
