"""When each item of an agenda falls, what is wrong with an agenda, who is ticked off how, what makes a quorum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from fractions import Fraction

from engage.languages.catalogues import mark

QUORUM = Fraction(2, 3)
"""The share of the members who must be present, unless the assembly says otherwise."""

MOST_WITHOUT_BREAK = 90
MOST_OF_A_TALK = 20
MOST_MINUTES = 600
_DAY = 24 * 60


class Phase(StrEnum):
    """What a session is mostly for."""

    LEARNING = "learning"
    DELIBERATION = "deliberation"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _PHASE_LABELS[self]


_PHASE_LABELS = {
    Phase.LEARNING: mark("Learning"),
    Phase.DELIBERATION: mark("Deliberation"),
    Phase.DECISION: mark("Decision"),
}


class ItemKind(StrEnum):
    """What happens during an item of an agenda."""

    WELCOME = "welcome"
    TALK = "talk"
    DISCUSSION = "discussion"
    BREAK = "break"
    VOTE = "vote"
    CLOSE = "close"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _ITEM_LABELS[self]


_ITEM_LABELS = {
    ItemKind.WELCOME: mark("Welcome"),
    ItemKind.TALK: mark("Talk"),
    ItemKind.DISCUSSION: mark("Discussion at tables"),
    ItemKind.BREAK: mark("Break"),
    ItemKind.VOTE: mark("Vote"),
    ItemKind.CLOSE: mark("Close"),
}


class AttendanceState(StrEnum):
    """Where a member is on the day. Expected is whoever nothing is written about."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    LATE = "late"
    LEFT = "left"
    APOLOGIES = "apologies"
    NO_SHOW = "no-show"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _ATTENDANCE_LABELS[self]

    @property
    def is_present(self) -> bool:
        """Whether they are in the room."""
        return self in (AttendanceState.ARRIVED, AttendanceState.LATE)

    @property
    def has_come(self) -> bool:
        """Whether they came, be it that they have left since."""
        return self.is_present or self is AttendanceState.LEFT


_ATTENDANCE_LABELS = {
    AttendanceState.EXPECTED: mark("Expected"),
    AttendanceState.ARRIVED: mark("Arrived"),
    AttendanceState.LATE: mark("Arrived late"),
    AttendanceState.LEFT: mark("Left early"),
    AttendanceState.APOLOGIES: mark("Sent apologies"),
    AttendanceState.NO_SHOW: mark("Did not come"),
}

_CAME = frozenset({AttendanceState.ARRIVED, AttendanceState.LATE})
_AWAY = frozenset({AttendanceState.APOLOGIES, AttendanceState.NO_SHOW})
_ATTENDANCE_MOVES: Mapping[AttendanceState, frozenset[AttendanceState]] = {
    AttendanceState.EXPECTED: _CAME | _AWAY,
    AttendanceState.ARRIVED: frozenset({AttendanceState.EXPECTED, AttendanceState.LATE, AttendanceState.LEFT}),
    AttendanceState.LATE: frozenset({AttendanceState.EXPECTED, AttendanceState.ARRIVED, AttendanceState.LEFT}),
    # Whoever left may come back; whoever never came can't have left.
    AttendanceState.LEFT: _CAME | {AttendanceState.EXPECTED},
    AttendanceState.APOLOGIES: _CAME | {AttendanceState.EXPECTED, AttendanceState.NO_SHOW},
    AttendanceState.NO_SHOW: _CAME | {AttendanceState.EXPECTED, AttendanceState.APOLOGIES},
}


def attendance_moves(state: AttendanceState) -> frozenset[AttendanceState]:
    """The states that may follow this one."""
    return _ATTENDANCE_MOVES[state]


def quorum_needed(fraction: Fraction, members: int) -> int:
    """How many must be present: the fraction of the members, rounded up. Two thirds of 50 are 34."""
    return -(-fraction.numerator * members // fraction.denominator)


@dataclass(frozen=True)
class AgendaPart:
    """What the rules have to know of an item of an agenda."""

    kind: ItemKind
    minutes: int


@dataclass(frozen=True)
class AgendaWarning:
    """Something to mend in an agenda. `place` counts the items from 0; None is the agenda as a whole.

    `sentence` is to be translated and then filled with `params`.
    """

    code: str
    place: int | None
    sentence: str
    params: Mapping[str, int] = field(default_factory=dict)


def agenda_times(starts_at: time, minutes: Sequence[int]) -> tuple[tuple[time, time], ...]:
    """When each item begins and ends: one after the other, from the session's beginning."""
    times, now = [], _minute(starts_at)
    for duration in minutes:
        times.append((_clock(now), _clock(now + duration)))
        now += duration
    return tuple(times)


def over_run(starts_at: time, ends_at: time, minutes: Sequence[int]) -> int:
    """By how many minutes the agenda is longer than the session; less than 0 is time that is left."""
    return sum(minutes) - (_minute(ends_at) - _minute(starts_at))


def agenda_warnings(starts_at: time, ends_at: time, parts: Sequence[AgendaPart]) -> tuple[AgendaWarning, ...]:
    """What would make the day too long or too hard to follow."""
    late = over_run(starts_at, ends_at, [part.minutes for part in parts])
    found = [*_unbroken(parts), *_long_talks(parts)]
    if late > 0:
        found.append(AgendaWarning("over-run", None, _OVER_RUN, {"minutes": late}))
    return tuple(found)


_OVER_RUN = mark("The agenda is longer than the session by {minutes} min. Shorten an item, or end the session later.")
_NO_BREAK = mark("Up to the end of item {number} there are {minutes} minutes without a break. Put one in before it.")
_LONG_TALK = mark("The talk in item {number} takes {minutes} minutes. Nobody listens well for more than {most}.")


def _unbroken(parts: Sequence[AgendaPart]) -> Iterator[AgendaWarning]:
    """The first item of each stretch that takes it past the limit."""
    stretch = 0
    is_told = False
    for place, part in enumerate(parts):
        stretch = 0 if part.kind is ItemKind.BREAK else stretch + part.minutes
        is_told = is_told and stretch > 0
        if stretch > MOST_WITHOUT_BREAK and not is_told:
            is_told = True
            yield AgendaWarning("no-break", place, _NO_BREAK, {"number": place + 1, "minutes": stretch})


def _long_talks(parts: Sequence[AgendaPart]) -> Iterator[AgendaWarning]:
    for place, part in enumerate(parts):
        if part.kind is ItemKind.TALK and part.minutes > MOST_OF_A_TALK:
            params = {"number": place + 1, "minutes": part.minutes, "most": MOST_OF_A_TALK}
            yield AgendaWarning("talk-long", place, _LONG_TALK, params)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minute: int) -> time:
    """The time of day; an agenda that runs past midnight goes on from 0:00, and its over-run says so."""
    return time(minute % _DAY // 60, minute % 60)
