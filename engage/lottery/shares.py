"""Targets from shares of the population: how many seats fall to each answer. Pure, in exact fractions."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from engage.languages.catalogues import mark


class CategoryKind(StrEnum):
    """What kind of question a category asks."""

    DEMOGRAPHIC = "demographic"
    GEOGRAPHIC = "geographic"
    DEPRIVATION = "deprivation"
    ATTITUDE = "attitude"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    CategoryKind.DEMOGRAPHIC: mark("Who people are"),
    CategoryKind.GEOGRAPHIC: mark("Where people live"),
    CategoryKind.DEPRIVATION: mark("How well off the place is"),
    CategoryKind.ATTITUDE: mark("What people think"),
}


class Fit(StrEnum):
    """How closely targets follow the shares."""

    BAND = "band"
    TIGHT = "tight"
    LOOSE = "loose"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _FIT_LABELS[self]


_FIT_LABELS = {
    Fit.BAND: mark("Rounded down to rounded up (27% of 50: 13 to 14)"),
    Fit.TIGHT: mark("One exact number each, together all seats"),
    Fit.LOOSE: mark("One more to either side (27% of 50: 12 to 15)"),
}


@dataclass(frozen=True)
class Bounds:
    """How many members an answer gets: at least, at most."""

    minimum: int
    maximum: int


def bounds_from_shares(
    shares: Sequence[Fraction], seats: int, *, fit: Fit = Fit.BAND, least: int = 0
) -> tuple[Bounds, ...]:
    """The bounds of a category's answers, whose shares add up to 1 (practice S1).

    With `least`, every answer that anyone gave gets at least so many seats; the others share what is left, so that
    the minimums never add up to more than the seats. Raises ValueError when the seats don't reach for that.
    """
    quotas = [seats * share for share in shares]
    kept = with_least(shares, seats, least)
    if fit is Fit.TIGHT:
        return tuple(Bounds(count, count) for count in largest_remainder(kept, seats))
    slack = 1 if fit is Fit.LOOSE else 0
    return tuple(
        Bounds(
            minimum=max(math.floor(low) - slack, min(least, seats) if share else 0, 0),
            maximum=min(math.ceil(max(low, quota)) + slack, seats),
        )
        for share, quota, low in zip(shares, quotas, kept, strict=True)
    )


def with_least(shares: Sequence[Fraction], seats: int, least: int) -> list[Fraction]:
    """Each answer's part of the seats when none that anyone gave gets fewer than `least`; they add up to the seats.

    Raises ValueError when there are too few seats.
    """
    given = [place for place, share in enumerate(shares) if share]
    if least * len(given) > seats:
        msg = "too few seats for so many answers"
        raise ValueError(msg)
    raised: set[int] = set()
    while True:
        rest = seats - least * len(raised)
        total = sum((shares[place] for place in given if place not in raised), Fraction(0))
        low = {place for place in given if place not in raised and rest * shares[place] < least * total}
        if not low:
            break
        raised |= low
    return [
        Fraction(least) if place in raised else (rest * share / total if share else Fraction(0))
        for place, share in enumerate(shares)
    ]


def largest_remainder(parts: Sequence[Fraction], seats: int) -> list[int]:
    """Whole numbers that add up to the seats: each part rounded down, and the rest to the largest remainders.

    Of equal remainders the larger part comes first, then the earlier one.
    """
    counts = [math.floor(part) for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (counts[place] - parts[place], -parts[place], place))
    for place in order[: seats - sum(counts)]:
        counts[place] += 1
    return counts


def is_seated_on_purpose(share: Fraction, seats: int, minimum: int) -> bool:
    """Whether a target asks for more of a small group than its share of the population would give it.

    A lone member of a small group is in a hard place, so that organisers seat one or two more, and should say so.
    """
    quota = seats * share
    return minimum > math.ceil(quota) or (minimum >= 1 and 0 < quota < Fraction(1, 2))
