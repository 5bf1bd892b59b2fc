"""What there is to tell of the expectations: who was asked, what was answered, done, reported or left undone.

Each fact has a key, so that a letter can leave out what an earlier one told.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engage.followup.rules import Light
from engage.followup.views import ActionRow, AddressRow, ExpectationRow


class NewsKind(StrEnum):
    """What happened."""

    ASKED = "asked"
    ANSWERED = "answered"
    NO_ANSWER = "no-answer"
    PROGRESS = "progress"
    PAST_DUE = "past-due"
    NO_DECISION = "no-decision"
    VERDICT = "verdict"


@dataclass(frozen=True)
class Fact:
    """One thing to tell: what happened, on which day, and of which action it speaks, if of one."""

    key: str
    kind: NewsKind
    day: date
    expectation: ExpectationRow
    address: AddressRow
    action: ActionRow | None = None

    @property
    def is_overdue(self) -> bool:
        """Whether the partner's answer is late by now."""
        return self.address.standing.reason == "answer-late"


def news_of(rows: Iterable[ExpectationRow]) -> list[Fact]:
    """All there is to tell as things stand: by expectation, then by partner."""
    return [fact for row in rows for address in row.addresses for fact in _facts(row, address)]


def untold(facts: Sequence[Fact], told: Collection[str]) -> list[Fact]:
    """The facts that no earlier letter told."""
    return [fact for fact in facts if fact.key not in told]


def next_due_on(rows: Iterable[ExpectationRow], today: date) -> date | None:
    """The next day, today or later, on which a partner owes an answer, a decision or an action."""
    days = (day for row in rows for address in row.addresses for day in _due_days(address))
    return min((day for day in days if day is not None and day >= today), default=None)


def _due_days(address: AddressRow) -> Iterator[date | None]:
    if address.answer is None:
        yield address.due_on
        return
    yield address.answer.decision_on
    yield from (action.due_on for action in address.answer.actions if not action.is_done)


def _facts(row: ExpectationRow, address: AddressRow) -> Iterator[Fact]:
    yield from _answer_facts(row, address)
    if address.verdict is not None:
        key = f"verdict:{address.id}:{address.verdict.number}"
        yield Fact(key, NewsKind.VERDICT, address.verdict.given_on, row, address)


def _answer_facts(row: ExpectationRow, address: AddressRow) -> Iterator[Fact]:
    if address.sent_on is not None and address.answer is None:
        yield Fact(f"asked:{address.id}", NewsKind.ASKED, address.sent_on, row, address)
    if address.standing.reason == "answer-late" and address.standing.day is not None:
        key = f"no-answer:{address.id}:{address.standing.day}"
        yield Fact(key, NewsKind.NO_ANSWER, address.standing.day, row, address)
    answer = address.answer
    if answer is None:
        return
    yield Fact(f"answered:{answer.id}", NewsKind.ANSWERED, answer.answered_on, row, address)
    if address.standing.reason == "decision-late" and address.standing.day is not None:
        yield Fact(f"no-decision:{answer.id}", NewsKind.NO_DECISION, address.standing.day, row, address)
    for action in answer.actions:
        # A report that is older than the answer came along from the one before, where it was told.
        if action.reported_on is not None and action.reported_on >= answer.answered_on:
            key = f"progress:{action.id}:{action.reported_on}:{action.percent_done}"
            yield Fact(key, NewsKind.PROGRESS, action.reported_on, row, address, action)
        if action.standing.light is Light.RED:
            yield Fact(f"past-due:{action.id}", NewsKind.PAST_DUE, action.due_on, row, address, action)
