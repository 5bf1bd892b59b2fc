"""Words, shapes and colours of the follow-up that several parts of the page say alike."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from engage.followup.rules import Light, ResponseStatus, Standing, VerdictKind
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
from ui.widgets.labels import ShapeLabel, Text
from ui.widgets.layouts import column, row

TONES: Final = {Light.GREEN: "good", Light.AMBER: "warn", Light.RED: "bad", Light.GREY: "text_soft"}
"""The palette's colour for how something stands."""
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
_VERDICTS: Final = {
    VerdictKind.MET: ("disc", "good"),
    VerdictKind.PARTLY: ("half", "good"),
    VerdictKind.NOT_YET: ("triangle", "warn"),
    VerdictKind.NOT_MET: ("cross", "bad"),
    VerdictKind.TOO_EARLY: ("ring", "text_soft"),
}
_ROLES: Final = {"text": "", "text_soft": "soft"}


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
        return Mark(place, _short(status), _STATUS_DRAWN[status], _STATUS_TONES.get(status, "good"))
    words = {
        "no-answer-owed": _("To note"),
        "not-sent": _("Not sent yet"),
        "answer-awaited": _("Awaited"),
    }.get(address.standing.reason, _(light.label))
    return Mark(3 if address.owes_answer else 10, words, "ring", "text_soft")


def _short(status: ResponseStatus) -> str:
    """What was answered, in the few letters that a square has room for."""
    return {
        ResponseStatus.ACCEPTED: _("Accepted"),
        ResponseStatus.ACCEPTED_IN_PART: _("In part"),
        ResponseStatus.IN_PRINCIPLE: _("In principle"),
        ResponseStatus.ALREADY_IN_PLACE: _("In place"),
        ResponseStatus.NOT_ACCEPTED: _("Not accepted"),
        ResponseStatus.NOT_OURS: _("Not theirs"),
    }[status]


class Shaped(QWidget):
    """A shape and words that say the same."""

    def __init__(self, shape: str, tone: str, words: str, *, is_strong: bool = False, wraps: bool = True) -> None:
        super().__init__()
        self.shape = ShapeLabel(shape, tone)
        self.words = Text(words, "strong" if is_strong else _ROLES.get(tone, tone), wraps=wraps)
        top = QWidget()
        top.setLayout(column(self.shape, None))
        self.setLayout(row(top, (self.words, 20), None, gap=6) if wraps else row(self.shape, self.words, gap=6))
        self.shape.setContentsMargins(0, 4 if wraps else 0, 0, 0)

    def say(self, shape: str, tone: str, words: str) -> None:
        """Say something else."""
        self.shape.show_shape(shape, tone)
        self.words.setText(words)
        self.words.set_role(_ROLES.get(tone, tone))


def standing_line(standing: Standing) -> Shaped:
    """How something stands: its shape and the reason in words."""
    words = standing_sentence(standing, screen_catalogue())
    return Shaped(drawn_light(standing.light), TONES[standing.light], words)


def drawn_light(light: Light) -> str:
    """The name of a light's shape, for a table that has the words beside it."""
    return _DRAWN[light]


def status_line(status: ResponseStatus) -> Shaped:
    """What was answered: a shape and a word."""
    tone = _STATUS_TONES.get(status, "good")
    return Shaped(_STATUS_DRAWN[status], tone, _(status.label), is_strong=True)


def verdict_line(verdict: VerdictRow) -> Shaped:
    """What members think, and how many of them."""
    by = ngettext("{count} of {asked} member", "{count} of {asked} members", verdict.asked)
    words = f"{_(verdict.kind.label)} · {by.format(count=verdict.members, asked=verdict.asked)}"
    return Shaped(*_VERDICTS[verdict.kind], words)


def vote_words(vote: VoteSheet | None) -> tuple[str, str, str]:
    """How a wording fared in its vote: a shape, a colour and the sentences."""
    if vote is None or vote.outcome is None:
        return "ring", "text_soft", _("No vote was held on this wording.")
    sentences = result_sentences(
        vote.rules, vote.outcome, screen_catalogue(), present=vote.present, entitled=vote.entitled
    )
    has_passed = vote.outcome.verdict is Verdict.PASSED
    return ("disc", "good", " ".join(sentences)) if has_passed else ("cross", "warn", " ".join(sentences))


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
