"""What counts as an answer, where an action stands, and what is late and why.

"Noted" is not a status: an answer says what will happen, or why not.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engage.languages.catalogues import mark
from engage.working_days import working_days_between

REASONS_WORDS = 30
"""The fewest words of reasons that turn an expectation down."""
SUMMARY_WORDS = 60
AMBER_WORKING_DAYS = 20
AMBER_PERCENT = 60
TEXT_LIMIT = 20_000


class ResponseStatus(StrEnum):
    """What a partner answered."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted-in-part"
    IN_PRINCIPLE = "in-principle"
    ALREADY_IN_PLACE = "already-in-place"
    NOT_ACCEPTED = "not-accepted"
    NOT_OURS = "not-ours"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _STATUS_LABELS[self]

    @property
    def needs_action(self) -> bool:
        """Whether the answer must name an action with an owner and a date."""
        return self in (ResponseStatus.ACCEPTED, ResponseStatus.ACCEPTED_IN_PART)


_STATUS_LABELS = {
    ResponseStatus.ACCEPTED: mark("Accepted"),
    ResponseStatus.ACCEPTED_IN_PART: mark("Accepted in part"),
    ResponseStatus.IN_PRINCIPLE: mark("Accepted in principle"),
    ResponseStatus.ALREADY_IN_PLACE: mark("Already in place"),
    ResponseStatus.NOT_ACCEPTED: mark("Not accepted"),
    ResponseStatus.NOT_OURS: mark("Not theirs to answer"),
}


@dataclass(frozen=True)
class ActionDraft:
    """An action as a partner named it."""

    text: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class ResponseDraft:
    """An answer as it was typed or imported."""

    status: ResponseStatus
    summary: str = ""
    reasons: str = ""
    left_out: str = ""
    evidence: str = ""
    whose: str = ""
    decision_on: date | None = None
    actions: tuple[ActionDraft, ...] = ()


def response_problems(answer: ResponseDraft) -> list[str]:
    """What the answer still lacks, as codes of `PROBLEM_LABELS`; empty when it is complete."""
    checks = {
        "summary-missing": not answer.summary.strip(),
        "summary-too-long": len(answer.summary.split()) > SUMMARY_WORDS,
        "action-missing": answer.status.needs_action and not answer.actions,
        "action-incomplete": any(not (a.text.strip() and a.owner.strip() and a.due_on) for a in answer.actions),
        "left-out-missing": answer.status is ResponseStatus.ACCEPTED_IN_PART and not answer.left_out.strip(),
        "decision-date-missing": answer.status is ResponseStatus.IN_PRINCIPLE and answer.decision_on is None,
        "evidence-missing": answer.status is ResponseStatus.ALREADY_IN_PLACE and not answer.evidence.strip(),
        "reasons-too-short": _turns_down(answer) and len(answer.reasons.split()) < REASONS_WORDS,
        "whose-missing": answer.status is ResponseStatus.NOT_OURS and not answer.whose.strip(),
    }
    return [code for code, is_lacking in checks.items() if is_lacking]


def _turns_down(answer: ResponseDraft) -> bool:
    return answer.status is ResponseStatus.NOT_ACCEPTED


PROBLEM_LABELS = {
    "summary-missing": mark("Sum the answer up in plain words."),
    "summary-too-long": mark("Sum the answer up in 60 words or fewer."),
    "action-missing": mark("An accepted expectation needs an action. Say what will be done, by whom and when."),
    "action-incomplete": mark("Each action needs a text, an owner and a date."),
    "left-out-missing": mark("Say which part is left out, and why."),
    "decision-date-missing": mark("Say when it will be decided."),
    "evidence-missing": mark("Say where it can be seen that this is in place."),
    "reasons-too-short": mark("Give reasons in 30 words or more for turning an expectation down."),
    "whose-missing": mark("Say whose it is to answer."),
}


class Light(StrEnum):
    """How something stands, always shown with its reason in words."""

    GREY = "grey"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _LIGHT_LABELS[self]


_LIGHT_LABELS = {
    Light.GREY: mark("Nothing due yet"),
    Light.GREEN: mark("On time"),
    Light.AMBER: mark("At risk"),
    Light.RED: mark("Late"),
}


@dataclass(frozen=True)
class Standing:
    """A light with its reason: a code of `REASON_LABELS` and the day it speaks of."""

    light: Light
    reason: str
    day: date | None = None


class VerdictKind(StrEnum):
    """What members think of what came of an expectation."""

    MET = "met"
    PARTLY = "partly"
    NOT_YET = "not-yet"
    NOT_MET = "not-met"
    TOO_EARLY = "too-early"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    VerdictKind.MET: mark("Met"),
    VerdictKind.PARTLY: mark("Partly met"),
    VerdictKind.NOT_YET: mark("Not met yet"),
    VerdictKind.NOT_MET: mark("Not met"),
    VerdictKind.TOO_EARLY: mark("Too early to say"),
}

# A shape beside each word, so that nothing is said by colour alone.
LIGHT_SHAPES = {Light.GREEN: "●", Light.AMBER: "▲", Light.RED: "■", Light.GREY: "○"}
STATUS_SHAPES = {
    ResponseStatus.ACCEPTED: "●",
    ResponseStatus.ACCEPTED_IN_PART: "◐",
    ResponseStatus.IN_PRINCIPLE: "◐",
    ResponseStatus.ALREADY_IN_PLACE: "●",
    ResponseStatus.NOT_ACCEPTED: "✕",
    ResponseStatus.NOT_OURS: "○",
}
VERDICT_SHAPES = {
    VerdictKind.MET: "●",
    VerdictKind.PARTLY: "◐",
    VerdictKind.NOT_YET: "▲",
    VerdictKind.NOT_MET: "■",
    VerdictKind.TOO_EARLY: "○",
}

REASON_LABELS = {
    "not-sent": mark("The request has not been sent yet."),
    "no-date": mark("Nobody set a date for an answer."),
    "no-answer-owed": mark("No answer is owed."),
    "answer-awaited": mark("An answer is due on {day}."),
    "answer-soon": mark("No answer yet, and it is due on {day}."),
    "answer-late": mark("No answer came by {day}."),
    "answered": mark("Answered on {day}."),
    "decision-awaited": mark("It will be decided by {day}."),
    "decision-soon": mark("It is not decided yet, and should be by {day}."),
    "decision-late": mark("It was to be decided by {day}, and no decision came."),
    "done": mark("Done on {day}."),
    "on-time": mark("Due on {day}."),
    "little-done": mark("Due on {day}, and less than 60% is done."),
    "past-due": mark("It was due on {day} and is not done."),
}


def address_standing(
    *,
    sent_on: date | None,
    due_on: date | None,
    answered_on: date | None,
    owes_answer: bool,
    today: date,
    decision_on: date | None = None,
) -> Standing:
    """How one partner's answer stands. An answer in principle put the decision off to the day `decision_on`."""
    if not owes_answer:
        return Standing(Light.GREY, "no-answer-owed")
    if answered_on is not None:
        return _answered(answered_on, decision_on, today)
    if sent_on is None or due_on is None:
        return Standing(Light.GREY, "not-sent" if sent_on is None else "no-date")
    if today > due_on:
        return Standing(Light.RED, "answer-late", due_on)
    if _is_soon(due_on, today):
        return Standing(Light.AMBER, "answer-soon", due_on)
    return Standing(Light.GREY, "answer-awaited", due_on)


def _answered(answered_on: date, decision_on: date | None, today: date) -> Standing:
    if decision_on is None:
        return Standing(Light.GREEN, "answered", answered_on)
    if today > decision_on:
        return Standing(Light.RED, "decision-late", decision_on)
    if _is_soon(decision_on, today):
        return Standing(Light.AMBER, "decision-soon", decision_on)
    return Standing(Light.GREEN, "decision-awaited", decision_on)


def _is_soon(day: date, today: date) -> bool:
    return working_days_between(today, day) <= AMBER_WORKING_DAYS // 2


def action_standing(*, due_on: date, percent_done: int, reported_on: date | None, today: date) -> Standing:
    """How one action stands: done, on time, at risk (due within 20 working days, under 60%) or late."""
    if percent_done >= 100:  # noqa: PLR2004 - per cent
        return Standing(Light.GREEN, "done", reported_on)
    if today > due_on:
        return Standing(Light.RED, "past-due", due_on)
    if percent_done < AMBER_PERCENT and working_days_between(today, due_on) <= AMBER_WORKING_DAYS:
        return Standing(Light.AMBER, "little-done", due_on)
    return Standing(Light.GREEN, "on-time", due_on)


_WORST_FIRST = (Light.RED, Light.AMBER, Light.GREEN, Light.GREY)


def worst(standings: list[Standing]) -> Standing | None:
    """The one that needs looking at first."""
    return min(standings, key=lambda each: _WORST_FIRST.index(each.light), default=None)
