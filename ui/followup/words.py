"""Words, shapes and colours of the follow-up that several parts of the page say alike."""

from dataclasses import dataclass
from typing import Final

from engage.followup.rules import LIGHT_SHAPES, STATUS_SHAPES, Light, ResponseStatus, Standing, VerdictKind
from engage.followup.views import ActionRow, AddressRow, ExpectationRow, VerdictRow
from engage.followup.wording import standing_sentence
from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.local_text import LocalText, pick
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.voting.rules import Verdict
from engage.voting.views import VoteSheet
from engage.voting.wording import result_sentences
from ui.shell.pages import Desk

ROLES: Final = {Light.GREEN: "good", Light.AMBER: "warn", Light.RED: "bad", Light.GREY: "soft"}
"""The role of a text that says how something stands."""
TONES: Final = {Light.GREEN: "good", Light.AMBER: "warn", Light.RED: "bad", Light.GREY: "text_soft"}
"""The palette's colour for it."""
_DRAWN: Final = {Light.GREEN: "disc", Light.AMBER: "triangle", Light.RED: "square", Light.GREY: "ring"}
_STATUS_DRAWN: Final = {
    ResponseStatus.ACCEPTED: "disc",
    ResponseStatus.ACCEPTED_IN_PART: "half",
    ResponseStatus.IN_PRINCIPLE: "half",
    ResponseStatus.ALREADY_IN_PLACE: "disc",
    ResponseStatus.NOT_ACCEPTED: "cross",
    ResponseStatus.NOT_OURS: "ring",
}
_STATUS_TONES: Final = {ResponseStatus.NOT_ACCEPTED: "text", ResponseStatus.NOT_OURS: "text_soft"}
_VERDICT_SHAPES: Final = {
    VerdictKind.MET: "●",
    VerdictKind.PARTLY: "◐",
    VerdictKind.NOT_YET: "▲",
    VerdictKind.NOT_MET: "✕",
    VerdictKind.TOO_EARLY: "○",
}
_VERDICT_ROLES: Final = {VerdictKind.MET: "good", VerdictKind.NOT_YET: "warn", VerdictKind.NOT_MET: "bad"}


@dataclass(frozen=True)
class Mark:
    """How a partner's part of an expectation stands, at a glance: a shape, a colour, a word; urgent ones sort first."""

    urgency: int
    words: str
    shape: str
    tone: str


def mark_of(address: AddressRow) -> Mark:
    """What the grid shows of a request: that it is late or at risk, else what was answered."""
    light = address.overall.light
    if light in (Light.RED, Light.AMBER):
        return Mark(0 if light is Light.RED else 1, _(light.label), _DRAWN[light], TONES[light])
    if address.answer is not None:
        status = address.answer.status
        place = 4 + list(ResponseStatus).index(status)
        return Mark(place, _(status.label), _STATUS_DRAWN[status], _STATUS_TONES.get(status, "good"))
    words = {
        "no-answer-owed": _("No answer owed"),
        "not-sent": _("Not asked yet"),
        "answer-awaited": _("Answer awaited"),
    }.get(address.standing.reason, _(light.label))
    return Mark(3 if address.owes_answer else 10, words, "ring", "text_soft")


def standing_words(standing: Standing) -> str:
    """How something stands: its shape and the reason in words."""
    return f"{LIGHT_SHAPES[standing.light]} {standing_sentence(standing, screen_catalogue())}"


def drawn_light(light: Light) -> str:
    """The name of a light's shape, for a table that has the words beside it."""
    return _DRAWN[light]


def status_words(status: ResponseStatus) -> str:
    """What was answered: a shape and a word."""
    return f"{STATUS_SHAPES[status]} {_(status.label)}"


def verdict_words(verdict: VerdictRow) -> str:
    """What members think, and how many of them."""
    by = ngettext("{count} of {asked} member", "{count} of {asked} members", verdict.asked)
    return f"{_VERDICT_SHAPES[verdict.kind]} {_(verdict.kind.label)} · " + by.format(
        count=verdict.members, asked=verdict.asked
    )


def verdict_role(verdict: VerdictRow) -> str:
    """The role of the text that says so."""
    return _VERDICT_ROLES.get(verdict.kind, "strong")


def vote_words(vote: VoteSheet | None) -> tuple[str, str]:
    """How a wording fared in its vote, and the role of those words."""
    if vote is None or vote.outcome is None:
        return _("○ No vote was held on this wording."), "soft"
    sentences = result_sentences(
        vote.rules, vote.outcome, screen_catalogue(), present=vote.present, entitled=vote.entitled
    )
    has_passed = vote.outcome.verdict is Verdict.PASSED
    return f"{'●' if has_passed else '✕'} {' '.join(sentences)}", "good" if has_passed else "warn"


def shown(texts: LocalText, desk: Desk) -> str:
    """A text in the language of the screen, or what there is."""
    return pick(texts, desk.language.code).text


def name_of(row: ExpectationRow, desk: Desk) -> str:
    """An expectation as lists show it: its label and title."""
    return f"{row.label} · {isolated(shown(row.title, desk) or shown(row.text, desk))}"


def action_words(action: ActionRow, desk: Desk) -> str:
    """Who does an action and by when."""
    due = isolated(long_date(action.due_on, desk.language))
    return _("{owner}, by {day}").format(owner=isolated(action.owner), day=due)
