"""Words and shapes for people that several parts of the page say alike."""

from datetime import datetime
from typing import Final

from babel.dates import format_date

from engage.languages.editions import Language
from engage.languages.screen import _
from engage.lottery.views import ReservePlace
from engage.people.rules import RespondentStatus

_SHAPES = {
    RespondentStatus.POOL: ("○", "ring"),
    RespondentStatus.INELIGIBLE: ("–", "bar"),
    RespondentStatus.SELECTED: ("▲", "triangle"),
    RespondentStatus.CONFIRMED: ("●", "disc"),
    RespondentStatus.WITHDRAWN: ("■", "square"),
}
_TONES = {
    RespondentStatus.SELECTED: "warn",
    RespondentStatus.CONFIRMED: "good",
    RespondentStatus.WITHDRAWN: "bad",
    RespondentStatus.INELIGIBLE: "text_soft",
}


RESERVE_SHAPE: Final = "half"
_RESERVE_SIGN: Final = "◐"


def status_words(status: RespondentStatus) -> str:
    """A status by its shape and its word."""
    return f"{_SHAPES[status][0]} {_(status.label)}"


def standing_words(status: RespondentStatus, place: ReservePlace | None) -> str:
    """The same, or that somebody waits as a reserve."""
    if place is None:
        return status_words(status)
    return f"{_RESERVE_SIGN} " + _("Reserve {place} of {count}").format(place=place.place, count=place.of)


def status_shape(status: RespondentStatus) -> str:
    """The shape of a status by name, for a table that has the word beside it."""
    return _SHAPES[status][1]


def status_tone(status: RespondentStatus) -> str:
    """The palette's colour for a status; empty for the plain one."""
    return _TONES.get(status, "")


def reserve_words(place: ReservePlace) -> str:
    """That somebody waits as a reserve, and where on the list: short enough for a table."""
    return _("Reserve {place}").format(place=place.place)


def short_date(moment: datetime, language: Language) -> str:
    """The day of a moment where the computer stands, such as 3 Oct 2026."""
    locale = "en_GB" if language.code == "en" else str(language.locale)
    return format_date(moment.astimezone(), format="medium", locale=locale)


def move_words(status: RespondentStatus) -> str:
    """The verb on the button that moves someone to this status."""
    return {
        RespondentStatus.POOL: _("Put back into the pool"),
        RespondentStatus.INELIGIBLE: _("Mark as not eligible"),
        RespondentStatus.CONFIRMED: _("Confirm"),
        RespondentStatus.WITHDRAWN: _("Withdraw"),
    }[status]


def move_question(status: RespondentStatus, name: str) -> str:
    """What is asked before such a move."""
    question = {
        RespondentStatus.POOL: _("Why does {name} go back into the pool?"),
        RespondentStatus.INELIGIBLE: _("Why is {name} not eligible?"),
        RespondentStatus.CONFIRMED: _("{name} will take part. A note, if you like:"),
        RespondentStatus.WITHDRAWN: _("Why does {name} withdraw?"),
    }[status]
    return question.format(name=name)
