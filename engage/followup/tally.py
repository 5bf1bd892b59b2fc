"""How many expectations were answered, accepted, done and late: the figures of a noticeboard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engage.followup.rules import Light, ResponseStatus
from engage.followup.views import AddressRow, AnswerRow, ExpectationRow

_ACCEPTED = frozenset({ResponseStatus.ACCEPTED, ResponseStatus.ACCEPTED_IN_PART})


@dataclass(frozen=True)
class Tally:
    """Numbers of expectations, and of answers owed by partners.

    `answered`: by everyone who was asked. `accepted`: in full or in part, by at least one. `done`: all that was
    promised was done, or is in place already. `late`: an answer, a decision or an action is overdue.
    """

    expectations: int
    answered: int
    accepted: int
    done: int
    late: int
    answers_owed: int
    answers_given: int
    answers_late: int


def tally(rows: Sequence[ExpectationRow]) -> Tally:
    """The figures of these expectations."""
    owed = [address for row in rows for address in row.addresses if address.owes_answer and _was_asked(address)]
    return Tally(
        expectations=len(rows),
        answered=sum(is_answered(row) for row in rows),
        accepted=sum(is_accepted(row) for row in rows),
        done=sum(is_done(row) for row in rows),
        late=sum(is_late(row) for row in rows),
        answers_owed=len(owed),
        answers_given=sum(address.answer is not None for address in owed),
        answers_late=sum(address.standing.reason == "answer-late" for address in owed),
    )


def is_answered(row: ExpectationRow) -> bool:
    """Whether everyone who owes an answer gave one; an expectation of individuals alone is never answered."""
    owing = [address for address in row.addresses if address.owes_answer]
    return bool(owing) and all(address.answer is not None for address in owing)


def is_accepted(row: ExpectationRow) -> bool:
    """Whether a partner accepted it, in full or in part."""
    return any(answer.status in _ACCEPTED for answer in _answers(row.addresses))


def is_done(row: ExpectationRow) -> bool:
    """Whether all that was promised was done, or is in place already; nothing promised is nothing done."""
    actions = [action for answer in _answers(row.addresses) for action in answer.actions]
    is_in_place = any(answer.status is ResponseStatus.ALREADY_IN_PLACE for answer in _answers(row.addresses))
    return (is_in_place or bool(actions)) and all(action.is_done for action in actions)


def is_late(row: ExpectationRow) -> bool:
    """Whether an answer, a decision or an action is overdue."""
    return any(address.overall.light is Light.RED for address in row.addresses)


def _was_asked(address: AddressRow) -> bool:
    return address.sent_on is not None or address.answer is not None


def _answers(addresses: Iterable[AddressRow]) -> list[AnswerRow]:
    return [address.answer for address in addresses if address.answer is not None]
