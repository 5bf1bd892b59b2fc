"""How likely members are to drop out: what other assemblies show, what was set by hand, and which of the two counts.

Pure and quick. A `RateSheet` has one usual rate and one for each answer with a target; `reserves` plans by its `rates`.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

USUAL = Fraction(15, 100)
"""Of ten people drop out one or two."""
_UNKNOWN = 10  # what nothing is known of counts like ten people who did as usual
LEAST_PERCENT, MOST_PERCENT = 1, 99

Answer = tuple[str, str]
"""A category and a value; both empty stand for everybody."""
EVERYBODY: Answer = ("", "")


class RateSource(StrEnum):
    """Where a rate comes from."""

    HAND = "hand"
    PAST = "past"
    USUAL = "usual"
    """Nothing is known of this answer: the usual rate holds."""
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Rates:
    """How likely people are to drop out: `usual`, and for some answers another rate. All above 0 and below 1."""

    usual: Fraction = USUAL
    by_value: Mapping[Answer, Fraction] = field(default_factory=dict)

    def chance(self, answers: Mapping[str, str]) -> Fraction:
        """How likely somebody with these answers drops out.

        Each answer with a rate of its own multiplies the usual odds as much as that rate's odds differ from them.
        """
        odds = _odds(self.usual)
        for answer in answers.items():
            if answer in self.by_value:
                odds *= _odds(self.by_value[answer]) / _odds(self.usual)
        return odds / (1 + odds)


@dataclass(frozen=True)
class PastMember:
    """Somebody who was drawn in another assembly: their answers, whether they dropped out, and in which assembly."""

    answers: Mapping[str, str]
    has_left: bool
    assembly: Hashable = None


@dataclass(frozen=True)
class Past:
    """What other assemblies show of one answer: a rate, and of how many people in how many assemblies."""

    percent: int
    people: int
    assemblies: int


@dataclass(frozen=True)
class ValueRate:
    """How many of a hundred with one answer drop out: what the past shows and what was set by hand, each if there is.

    `usual` is the percentage of everybody, which holds where there is neither.
    """

    category: str
    value: str
    usual: int
    past: Past | None = None
    by_hand: int | None = None

    @property
    def percent(self) -> int:
        """The rate that counts."""
        if self.by_hand is not None:
            return self.by_hand
        return self.usual if self.past is None else self.past.percent

    @property
    def source(self) -> RateSource:
        """Where the rate that counts comes from."""
        if self.by_hand is not None:
            return RateSource.HAND
        if self.past is not None:
            return RateSource.PAST
        return RateSource.USUAL if self.category else RateSource.ASSUMED


@dataclass(frozen=True)
class RateSheet:
    """The rate of everybody, and that of each answer with a target."""

    everybody: ValueRate
    values: tuple[ValueRate, ...] = ()

    @property
    def rates(self) -> Rates:
        """What reserves are planned by: the very percentages that are shown."""
        known = (rate for rate in self.values if rate.source is not RateSource.USUAL)
        by_value = {(rate.category, rate.value): _share(rate.percent) for rate in known}
        return Rates(_share(self.everybody.percent), by_value)

    @property
    def stated(self) -> list[tuple[str, str, int, str]]:
        """For the record: category, value, percentage and source of each rate that counts, everybody's first."""
        known = sorted(
            (rate.category, rate.value, rate.percent, rate.source.value)
            for rate in self.values
            if rate.source is not RateSource.USUAL
        )
        return [("", "", self.everybody.percent, self.everybody.source.value), *known]


ASSUMED = RateSheet(ValueRate("", "", int(USUAL * 100)))
"""Where nothing is known and nothing was set."""


def rate_sheet(past: Iterable[PastMember], by_hand: Mapping[Answer, int], answers: Iterable[Answer]) -> RateSheet:
    """The rates of these answers; what was set by hand comes before what the past shows."""
    past = tuple(past)
    shown = rates_from_past(past)
    people: Counter[Answer] = Counter()
    assemblies: defaultdict[Answer, set[Hashable]] = defaultdict(set)
    for member in past:
        for answer in (EVERYBODY, *member.answers.items()):
            people[answer] += 1
            assemblies[answer].add(member.assembly)

    def known(answer: Answer, share: Fraction) -> Past | None:
        if not people[answer]:
            return None
        return Past(_percent(share), people[answer], len(assemblies[answer]))

    assumed = int(USUAL * 100)
    everybody = ValueRate("", "", assumed, known(EVERYBODY, shown.usual), by_hand.get(EVERYBODY))
    return RateSheet(
        everybody,
        tuple(
            ValueRate(
                *answer,
                usual=everybody.percent,
                past=known(answer, shown.by_value.get(answer, shown.usual)),
                by_hand=by_hand.get(answer),
            )
            for answer in answers
        ),
    )


def rates_from_past(past: Iterable[PastMember]) -> Rates:
    """Rates from what members of other assemblies did.

    Few people say little, so each rate leans towards the usual one.
    """
    everyone, gone = 0, 0
    people: Counter[Answer] = Counter()
    dropped: Counter[Answer] = Counter()
    for member in past:
        everyone, gone = everyone + 1, gone + member.has_left
        people.update(member.answers.items())
        if member.has_left:
            dropped.update(member.answers.items())
    usual = (gone + USUAL * _UNKNOWN) / (everyone + _UNKNOWN)
    by_value = {
        answer: (dropped[answer] + usual * _UNKNOWN) / (count + _UNKNOWN) for answer, count in sorted(people.items())
    }
    return Rates(usual, by_value)


def _odds(rate: Fraction) -> Fraction:
    return rate / (1 - rate)


def _share(percent: int) -> Fraction:
    return Fraction(percent, 100)


def _percent(share: Fraction) -> int:
    """In whole per cent, half up, never none and never all."""
    return max(LEAST_PERCENT, min(MOST_PERCENT, int(share * 100 + Fraction(1, 2))))
