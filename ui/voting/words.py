"""Words and shapes for votes that several parts of the page say alike."""

from fractions import Fraction

from engage.errors import RefusedError
from engage.languages.bidi import isolated
from engage.languages.editions import Language
from engage.languages.local_text import pick
from engage.languages.screen import _
from engage.voting.rules import FIELD_LABELS, OPTION_LABELS, Verdict, VoteMethod, VoteState, parse_share
from engage.voting.views import VoteSheet


def vote_name(vote: VoteSheet) -> str:
    """What a vote is called: its number, and the draft and version that it is on."""
    text = _("Vote {number}: {label}, version {version}")
    return text.format(number=vote.number, label=isolated(vote.label), version=vote.version_number)


def subject(vote: VoteSheet, language: Language) -> str:
    """What is voted on, for a line of a list: E2 · A health visitor for all."""
    return f"{vote.label} · {isolated(pick(vote.title, language.code).text)}"


def standing(vote: VoteSheet) -> str:
    """How a vote stands, in a few words. Says nothing of a first count while the second is to come."""
    if vote.state is VoteState.VOID:
        return _("Void")
    if vote.outcome is not None:
        return _short_verdict(vote.outcome.verdict)
    if vote.first is None and vote.second is None:
        return _("Not counted yet")
    if vote.first is None or vote.second is None:
        return _("Counted once")
    return _("Counts differ") if vote.differing else _("Counts agree")


def standing_shape(vote: VoteSheet) -> str:
    """The shape beside those words."""
    if vote.state is VoteState.VOID:
        return "bar"
    if vote.outcome is None:
        return "triangle" if vote.differing else "ring"
    return {Verdict.PASSED: "disc", Verdict.FAILED: "square"}.get(vote.outcome.verdict, "triangle")


def standing_tone(vote: VoteSheet) -> str:
    """Their colour in the palette; empty for the plain one."""
    if vote.state is VoteState.VOID:
        return "text_soft"
    if vote.outcome is None:
        return "warn" if vote.differing else ""
    return {Verdict.PASSED: "good", Verdict.FAILED: "bad"}.get(vote.outcome.verdict, "warn")


def _short_verdict(verdict: Verdict) -> str:
    return {
        Verdict.PASSED: _("Passed"),
        Verdict.FAILED: _("Did not pass"),
        Verdict.NO_RESULT: _("No result"),
        Verdict.STRAW_POLL: _("Straw poll"),
    }[verdict]


def counted_fields(method: VoteMethod) -> tuple[str, ...]:
    """What a count has numbers for, in the order of the tellers' sheet."""
    return ("issued", *method.options, "blank", "spoilt", "unused")


def field_words(name: str) -> str:
    """The words for one of them."""
    return _(FIELD_LABELS.get(name) or OPTION_LABELS[name])


def read_share(text: str) -> Fraction:
    """A share as it was typed. Raises RefusedError."""
    try:
        return parse_share(text)
    except ValueError:
        raise RefusedError("not-a-share", text=text.strip()) from None
