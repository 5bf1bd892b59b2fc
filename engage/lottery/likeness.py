"""How like the population a group of people is: gaps, words, an index, and how far chance alone would go. Pure.

Formulas: practice S2. The members were chosen to match, so a p-value here measures distance; it proves nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark

LEAST_EXPECTED = 5
"""Below so many expected people a ratio says little, and χ² is no good approximation."""
MOST_OUTCOMES = 200_000
SIMULATIONS = 10_000
_DRAWN_AT_ONCE = 1_000_000  # people; so the memory stays the same for any pool
_HALF, _UNDER, _OVER, _TWICE = Fraction(1, 2), Fraction(8, 10), Fraction(125, 100), Fraction(2)
_Z95 = 1.96
_STILL = 1e-15
_ALIKE = 1e-7  # how far two probabilities may differ and still count as equal


class Standing(StrEnum):
    """How a group's share compares with its share of the population."""

    WELL_UNDER = "well-under"
    UNDER = "under"
    IN_LINE = "in-line"
    OVER = "over"
    WELL_OVER = "well-over"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {
    Standing.WELL_UNDER: mark("well under"),
    Standing.UNDER: mark("under"),
    Standing.IN_LINE: mark("in line"),
    Standing.OVER: mark("over"),
    Standing.WELL_OVER: mark("well over"),
}


def standing(count: int, size: int, share: Fraction) -> Standing | None:
    """The ratio of two shares in a word; None where so few are expected that people say it better than ratios."""
    if size * share < LEAST_EXPECTED:
        return None
    ratio = Fraction(count, size) / share
    if ratio < _HALF:
        return Standing.WELL_UNDER
    if ratio < _UNDER:
        return Standing.UNDER
    if ratio <= _OVER:
        return Standing.IN_LINE
    return Standing.OVER if ratio <= _TWICE else Standing.WELL_OVER


def gap_points(count: int, size: int, share: Fraction) -> Fraction:
    """By how many percentage points the group's share is above (or below) the population's."""
    return 100 * (Fraction(count, size) - share) if size else Fraction(0)


def people_short(count: int, size: int, share: Fraction) -> int:
    """How many people more it would take; 0 where there are enough."""
    return max(math.ceil(size * share) - count, 0)


def distance(counts: Sequence[int], shares: Sequence[Fraction]) -> Fraction:
    """The part of the people that would have to change hands, from 0 to 1 (half the sum of all gaps)."""
    size = sum(counts)
    if not size:
        return Fraction(0)
    gaps = (abs(Fraction(count, size) - share) for count, share in zip(counts, shares, strict=True))
    return sum(gaps, Fraction(0)) / 2


def likeness_index(counts: Sequence[int], shares: Sequence[Fraction]) -> int:
    """How alike, out of 100: the percentage of people who need not change hands."""
    return round(100 * (1 - distance(counts, shares)))


def wobble_points(share: Fraction, size: int) -> float:
    """How many percentage points a plain draw of so many people strays, 19 times out of 20."""
    p = float(share)
    return 100 * _Z95 * math.sqrt(p * (1 - p) / size) if size else 0.0


class FitTest(StrEnum):
    """How a p-value was found."""

    CHI_SQUARE = "chi-square"
    EXACT = "exact"
    SIMULATED = "simulated"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _TEST_LABELS[self]


_TEST_LABELS = {
    FitTest.CHI_SQUARE: mark("χ² test"),
    FitTest.EXACT: mark("exact multinomial test"),
    FitTest.SIMULATED: mark("10,000 simulated draws"),
}


@dataclass(frozen=True)
class Goodness:
    """How often a plain draw from the population would be at least as far away: `p`, found by `test`."""

    test: FitTest
    p: float
    chi_square: float


def goodness(counts: Sequence[int], shares: Sequence[Fraction]) -> Goodness | None:
    """χ² where every answer is expected at least 5 times, else exact, else simulated; None where nothing can be said.

    Answers that nobody in the population gives are left out. None as well when somebody gave one of those.
    """
    given = [(count, share) for count, share in zip(counts, shares, strict=True) if share]
    size = sum(counts)
    if len(given) <= 1 or not size or sum(count for count, _ in given) < size:
        return None
    seen, parts = [count for count, _ in given], [share for _, share in given]
    statistic = chi_square(seen, parts)
    if min(size * share for share in parts) >= LEAST_EXPECTED:
        return Goodness(FitTest.CHI_SQUARE, chi_square_p(statistic, len(given) - 1), statistic)
    if math.comb(size + len(given) - 1, len(given) - 1) <= MOST_OUTCOMES:
        return Goodness(FitTest.EXACT, exact_p(tuple(seen), tuple(parts)), statistic)
    return Goodness(FitTest.SIMULATED, simulated_p(tuple(seen), tuple(parts)), statistic)


def chi_square(counts: Sequence[int], shares: Sequence[Fraction]) -> float:
    """Pearson's statistic: the sum of (seen - expected)² / expected."""
    size = sum(counts)
    terms = ((count - size * share) ** 2 / (size * share) for count, share in zip(counts, shares, strict=True))
    return float(sum(terms, Fraction(0)))


def chi_square_p(statistic: float, freedom: int) -> float:
    """The upper tail of the χ² distribution: the regularised incomplete gamma function Q(freedom / 2, statistic / 2).

    By its series below a + 1 and by Lentz's continued fraction above (NIST DLMF 8.11.4 and 8.9.2).
    """
    a, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    return 1 - scale * _lower_series(a, x) if x < a + 1 else scale * _upper_fraction(a, x)


def _lower_series(a: float, x: float) -> float:
    term = total = 1 / a
    n = a
    while term > total * 1e-16:
        n += 1
        term *= x / n
        total += term
    return total


def _upper_fraction(a: float, x: float) -> float:
    tiny = 1e-300
    b = x + 1 - a
    c, d = 1 / tiny, 1 / b
    value = d
    for step in range(1, 1000):
        factor = -step * (step - a)
        b += 2
        d = 1 / (factor * d + b or tiny)
        c = b + factor / c or tiny
        value *= c * d
        if abs(c * d - 1) < _STILL:
            break
    return value


@lru_cache(maxsize=256)
def exact_p(counts: tuple[int, ...], shares: tuple[Fraction, ...]) -> float:
    """The probability of all outcomes that are no likelier than this one (multinomial, two-sided)."""
    size = sum(counts)
    logs, factorials = _logarithms(size, shares)
    left, scores = np.array([size]), np.zeros(1)
    for log in logs[:-1]:
        # Every way to go on: from 0 to all who are left give this answer.
        ways = left + 1
        before = np.repeat(np.arange(len(left)), ways)
        count = np.arange(len(before)) - np.repeat(np.cumsum(ways) - ways, ways)
        left, scores = left[before] - count, scores[before] + count * log - factorials[count]
    scores = scores + left * logs[-1] - factorials[left]
    own = float(np.array(counts) @ logs - factorials[list(counts)].sum())
    return min(math.fsum(np.exp(factorials[size] + scores[scores <= own + _ALIKE])), 1.0)


@lru_cache(maxsize=256)
def simulated_p(counts: tuple[int, ...], shares: tuple[Fraction, ...], *, seed: int = 1) -> float:
    """The same from seeded draws: the same people, the same number, on any computer (Philox's raw numbers)."""
    size, answers = sum(counts), len(shares)
    limits = np.cumsum([float(share) for share in shares])[:-1]
    logs, factorials = _logarithms(size, shares)
    own = float(np.array(counts) @ logs - factorials[list(counts)].sum())
    numbers = np.random.Philox(key=seed)
    at_once = max(_DRAWN_AT_ONCE // size, 1)
    farther = 0
    for start in range(0, SIMULATIONS, at_once):
        draws = min(at_once, SIMULATIONS - start)
        fractions = (numbers.random_raw(draws * size) >> np.uint64(11)) * 2.0**-53
        drawn = np.searchsorted(limits, fractions, side="right")
        places = np.repeat(np.arange(draws) * answers, size) + drawn
        table = np.bincount(places, minlength=draws * answers).reshape(draws, answers)
        farther += int((table @ logs - factorials[table].sum(axis=-1) <= own + _ALIKE).sum())
    return (1 + farther) / (SIMULATIONS + 1)


def _logarithms(size: int, shares: Sequence[Fraction]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The logarithm of each share, and of each factorial up to that of `size`."""
    return np.log([float(share) for share in shares]), np.array([math.lgamma(count + 1) for count in range(size + 1)])
