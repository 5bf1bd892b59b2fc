"""What a run of the lottery is, what may follow what, and when targets make sense."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from engage.languages.catalogues import mark
from engage.lottery.model import Quota


class RunKind(StrEnum):
    """What a run is for."""

    REAL = "real"
    TEST = "test"
    REPLACEMENT = "replacement"
    RESERVES = "reserves"

    @property
    def seats_people(self) -> bool:
        """Whether those it draws get a seat. A test draws nobody, and reserves wait."""
        return self in {RunKind.REAL, RunKind.REPLACEMENT}

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    RunKind.REAL: mark("Real draw"),
    RunKind.TEST: mark("Test draw"),
    RunKind.REPLACEMENT: mark("Replacement draw"),
    RunKind.RESERVES: mark("Draw of reserves"),
}


class RunState(StrEnum):
    """How far a run has come. It never goes back; void is the end."""

    FROZEN = "frozen"
    DRAWN = "drawn"
    CONFIRMED = "confirmed"
    VOID = "void"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    RunState.FROZEN: mark("Frozen, not drawn"),
    RunState.DRAWN: mark("Drawn"),
    RunState.CONFIRMED: mark("Signed off"),
    RunState.VOID: mark("Void"),
}

_NEXT_STATES: dict[RunState, frozenset[RunState]] = {
    RunState.FROZEN: frozenset({RunState.DRAWN, RunState.VOID}),
    RunState.DRAWN: frozenset({RunState.CONFIRMED, RunState.VOID}),
    RunState.CONFIRMED: frozenset({RunState.VOID}),
    RunState.VOID: frozenset(),
}

PUBLIC_STRING_LIMIT = 500
DRAWN_BEFORE_DAYS = 42
"""Days before the first session by which the panel should be drawn (practice.md A5)."""
REASON_LIMIT = 2000


def can_reach(kind: RunKind, old: RunState, new: RunState) -> bool:
    """Whether a run may go from one state to the other. A test can never be signed off."""
    if kind is RunKind.TEST and new is RunState.CONFIRMED:
        return False
    return new in _NEXT_STATES[old]


@dataclass(frozen=True)
class TargetProblem:
    """What is wrong with the targets, pinned to a category and, where there is one, a value.

    `sentence` is to be translated and then filled with `params`. A warning doesn't stop a draw.
    """

    category: str
    value: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    is_warning: bool = False


_TOO_FEW_ASKED = mark(
    "The most that “{category}” allows adds up to {total}, but there are {seats} seats. Raise a maximum."
)
_TOO_MANY_ASKED = mark(
    "The least that “{category}” asks for adds up to {total}, but there are only {seats} seats. Lower a minimum."
)
_POOL_TOO_SMALL = mark(
    "At least {minimum} people with “{value}” are needed, but only {count} came forward. "
    "Lower the minimum or invite more people."
)
_POOL_THIN = mark(
    "Only {count} people with “{value}” came forward for at least {minimum} seats: each of them is very likely "
    "to be chosen, and hard to replace."
)
_UNKNOWN_VALUE = mark(
    "{count} people answered “{value}”, which has no target. Add a target for it or correct the answers."
)
_MISSPELT_VALUE = mark(
    "{count} people answered “{value}”, which has no target. If “{near}” is meant, correct the answers."
)

THIN_POOL_FACTOR = 3
"""Fewer people than this many times the minimum make the pool thin for a value (practice.md S1, check d)."""


def target_problems(
    quotas: Sequence[Quota], seats: int, pool: Mapping[tuple[str, str], int]
) -> tuple[TargetProblem, ...]:
    """What can be seen at once: sums against seats, and counts in the pool by (category, value).

    Whether all targets can be met together takes the solver: see `feasibility`.
    """
    by_category: dict[str, list[Quota]] = {}
    for quota in quotas:
        by_category.setdefault(quota.category, []).append(quota)
    found: list[TargetProblem] = []
    for category, rows in by_category.items():
        found.extend(_sum_problems(category, rows, seats))
        found.extend(_pool_problems(category, rows, pool))
    return tuple(found)


def _sum_problems(category: str, rows: Iterable[Quota], seats: int) -> Iterable[TargetProblem]:
    rows = list(rows)
    least, most = sum(row.minimum for row in rows), sum(row.maximum for row in rows)
    if least > seats:
        params = {"category": category, "total": least, "seats": seats}
        yield TargetProblem(category, "", _TOO_MANY_ASKED, params)
    if most < seats:
        params = {"category": category, "total": most, "seats": seats}
        yield TargetProblem(category, "", _TOO_FEW_ASKED, params)


def _pool_problems(
    category: str, rows: Iterable[Quota], pool: Mapping[tuple[str, str], int]
) -> Iterable[TargetProblem]:
    known = set()
    for row in rows:
        known.add(row.value)
        count = pool.get((category, row.value), 0)
        params = {"value": row.value, "minimum": row.minimum, "count": count}
        if count < row.minimum:
            yield TargetProblem(category, row.value, _POOL_TOO_SMALL, params)
        elif count < THIN_POOL_FACTOR * row.minimum:
            yield TargetProblem(category, row.value, _POOL_THIN, params, is_warning=True)
    for (where, value), count in pool.items():
        if where == category and value and value not in known:
            params = {"value": value, "count": count, "near": _nearest(value, known)}
            sentence = _MISSPELT_VALUE if params["near"] else _UNKNOWN_VALUE
            yield TargetProblem(category, value, sentence, params)


def _nearest(value: str, known: Iterable[str]) -> str:
    """The value that was probably meant: the same but for case and spaces, or nearly the same; else empty."""
    folded = {"".join(name.casefold().split()): name for name in sorted(known)}
    near = difflib.get_close_matches("".join(value.casefold().split()), list(folded), n=1, cutoff=0.75)
    return folded[near[0]] if near else ""


def is_sound(quota: Quota) -> bool:
    """Whether one target makes sense in itself: nothing negative, least up to most, bounds outside them."""
    if not 0 <= quota.minimum <= quota.maximum:
        return False
    if quota.flex_minimum is not None and not 0 <= quota.flex_minimum <= quota.minimum:
        return False
    return quota.flex_maximum is None or quota.flex_maximum >= quota.maximum
