"""Words and shapes for sessions and attendance that several parts of the page say alike."""

from collections.abc import Sequence
from datetime import date, datetime, time

from babel.dates import format_skeleton

from engage.languages.bidi import isolated
from engage.languages.editions import Language
from engage.languages.formats import clock_time
from engage.languages.local_text import LocalText, pick
from engage.languages.screen import _
from engage.meetings.rules import AttendanceState
from engage.meetings.views import DoorNeed

_SHAPES = {
    AttendanceState.EXPECTED: "ring",
    AttendanceState.ARRIVED: "disc",
    AttendanceState.LATE: "disc",
    AttendanceState.LEFT: "triangle",
    AttendanceState.APOLOGIES: "bar",
    AttendanceState.NO_SHOW: "square",
}
_TONES = {
    AttendanceState.ARRIVED: "good",
    AttendanceState.LATE: "good",
    AttendanceState.LEFT: "warn",
    AttendanceState.NO_SHOW: "bad",
    AttendanceState.APOLOGIES: "text_soft",
}


def state_shape(state: AttendanceState) -> str:
    """The shape of a state by name, for a table that has the word beside it."""
    return _SHAPES[state]


def state_tone(state: AttendanceState) -> str:
    """The palette's colour for a state; empty for the plain one."""
    return _TONES.get(state, "")


def session_name(number: int, title: LocalText, language: Language) -> str:
    """What a session is called: its number, and its title where it has one."""
    named = _("Session {number}").format(number=number)
    text = pick(title, language.code).text.strip()
    return f"{named} · {isolated(text)}" if text else named


def short_name(number: int, title: LocalText, language: Language) -> str:
    """The same for a narrow column: 3 · Care near home."""
    text = pick(title, language.code).text.strip()
    return f"{number} · {isolated(text)}" if text else _("Session {number}").format(number=number)


def short_day(day: date, language: Language) -> str:
    """A day such as 3 Oct."""
    return format_skeleton("MMMd", day, locale="en_GB" if language.code == "en" else str(language.locale))


def span(starts: time, ends: time, language: Language) -> str:
    """From when to when, such as 10:00–10:20."""
    return f"{clock_time(starts, language)}–{clock_time(ends, language)}"


def time_here(moment: datetime, language: Language) -> str:
    """The time of day of an instant where this computer stands."""
    return clock_time(moment.astimezone().time(), language)


def needs_words(needs: Sequence[DoorNeed]) -> str:
    """What somebody needs and how it is met, in one line."""
    each = [f"{_(need.kind.label)}: {isolated(need.how_met)}" if need.how_met else _(need.kind.label) for need in needs]
    return " · ".join(each)
