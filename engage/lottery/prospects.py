"""How each answer will stand in the pool when registration closes, and how many more letters mend it. Pure.

The numbers to come are those of `forecasting`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from engage.languages.catalogues import mark
from engage.lottery.forecasting import MIX_WEIGHT, Answer, Assumptions, Mix, Outlook, Pace, mix_of

_MOST_LETTERS = 1_000_000
_STEP = 10  # letters are told in tens: more would be a show of exactness


class Prospect(StrEnum):
    """How an answer will stand when registration closes."""

    LACKING = "lacking"
    DOUBTFUL = "doubtful"
    THIN = "thin"
    ENOUGH = "enough"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _PROSPECT_LABELS[self]


_PROSPECT_LABELS = {
    Prospect.LACKING: mark("too few"),
    Prospect.DOUBTFUL: mark("in doubt"),
    Prospect.THIN: mark("thin"),
    Prospect.ENOUGH: mark("enough"),
}


@dataclass(frozen=True)
class Stratum:
    """Where more letters can go: homes that had none yet (None where nobody counted them), and what it had so far.

    `exposure` is the worth of its letters by now, as far as their replies can be told apart (`worth_of`).
    """

    name: str
    homes_left: int | None
    exposure: float


@dataclass(frozen=True)
class MoreLetters:
    """So many letters to one stratum."""

    stratum: str
    letters: int


@dataclass(frozen=True)
class Post:
    """What letters do: the pace of those that are out, people for each new one, where these can go, and in what time.

    `in_time` is the part of the replies to a letter posted today that comes before registration closes.
    """

    pace: Pace
    rate: float
    strata: tuple[Stratum, ...]
    in_time: float

    def worth(self, answer: Answer, mix: Mix, stratum: Stratum) -> Outlook:
        """Of one more letter to a stratum: the people with an answer that it brings, and how sure that is.

        A stratum leans on what all letters bring, as far as that is known, up to the weight of `MIX_WEIGHT` people with
        the answer. The variance is that of the rate alone: `_brought` adds the chance of each reply.
        """
        known = min(mix.own, float(MIX_WEIGHT))
        shape = known + answer.by_stratum.get(stratum.name, 0)
        exposure = known / (self.rate * mix.mean) + stratum.exposure
        return Outlook(self.in_time * shape / exposure, self.in_time**2 * shape / exposure**2)


def _brought(worth: Outlook, letters: int) -> Outlook:
    mean = letters * worth.mean
    return Outlook(mean, mean + letters**2 * worth.variance)


def more_letters(answer: Answer, mix: Mix, to_come: Outlook, post: Post) -> tuple[MoreLetters, ...] | None:
    """The fewest letters with which the minimum is reached 9 times in 10.

    They go to the stratum that brings most of the answer, and to the next where that has not homes enough. None where
    no letters do it, or none come back in time.
    """
    wanted = answer.minimum - answer.so_far
    plan: list[MoreLetters] = []
    if to_come.is_sure_of(wanted):
        return ()
    if post.in_time <= 0 or not post.rate or not mix.own:
        return None
    worths = [(post.worth(answer, mix, each), each) for each in post.strata]
    for worth, stratum in sorted(worths, key=lambda pair: (-pair[0].mean, pair[1].name)):
        most = _MOST_LETTERS if stratum.homes_left is None else stratum.homes_left
        letters = _fewest(to_come, worth, wanted, most)
        if letters is not None:
            return (*plan, MoreLetters(stratum.name, letters))
        if most:
            plan.append(MoreLetters(stratum.name, most))
            to_come += _brought(worth, most)
    return None


def _fewest(to_come: Outlook, worth: Outlook, wanted: int, most: int) -> int | None:
    """The fewest letters of this worth, in tens, that make sure of so many people; None where even the most do not."""
    if not (to_come + _brought(worth, most)).is_sure_of(wanted):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if (to_come + _brought(worth, middle)).is_sure_of(wanted):
            high = middle
        else:
            low = middle
    return min(-(-high // _STEP) * _STEP, most)


@dataclass(frozen=True)
class Forecast:
    """What the pool will hold of one answer, and what that means.

    `healthy` is how many people make it easy to fill the seats and to replace who leaves. `letters` is empty where
    nothing has to be mended, and None where no letters can.
    """

    answer: Answer
    healthy: int
    expected: int
    low: int
    high: int
    letters: tuple[MoreLetters, ...] | None = ()

    @property
    def prospect(self) -> Prospect:
        """How the answer will stand."""
        if self.expected < self.answer.minimum:
            return Prospect.LACKING
        if self.low < self.answer.minimum:
            return Prospect.DOUBTFUL
        return Prospect.THIN if self.expected < self.healthy else Prospect.ENOUGH

    @property
    def missing(self) -> int:
        """How many people are missing now for the target."""
        return max(self.answer.minimum - self.answer.so_far, 0)

    @property
    def missing_for_health(self) -> int:
        """How many people are missing now for a healthy pool."""
        return max(self.healthy - self.answer.so_far, 0)

    @property
    def will_lack(self) -> int:
        """How many people will be missing for the target when registration closes."""
        return max(self.answer.minimum - self.expected, 0)


def as_they_stand(answers: Sequence[Answer], given: Assumptions) -> tuple[Forecast, ...]:
    """The answers when nobody more is to come: the forecast is what is there."""
    return tuple(
        Forecast(each, given.per_seat * each.minimum, each.so_far, each.so_far, each.so_far) for each in answers
    )


def forecast(answers: Sequence[Answer], people: int, given: Assumptions, post: Post) -> tuple[Forecast, ...]:
    """The forecast of each answer, after so many people came forward in all."""
    return tuple(_forecast(each, people, given, post) for each in answers)


def _forecast(answer: Answer, people: int, given: Assumptions, post: Post) -> Forecast:
    mix = mix_of(answer, people)
    to_come = post.pace.outlook(mix)
    low, high = to_come.range()
    so_far = answer.so_far
    return Forecast(
        answer,
        healthy=given.per_seat * answer.minimum,
        expected=so_far + to_come.expected,
        low=so_far + low,
        high=so_far + high,
        letters=more_letters(answer, mix, to_come, post),
    )


def in_all(forecasts: Sequence[Forecast]) -> tuple[MoreLetters, ...]:
    """The letters that mend everything that letters can: those to one stratum help each answer that needs them."""
    most: dict[str, int] = {}
    for each in forecasts:
        for letters in each.letters or ():
            most[letters.stratum] = max(most.get(letters.stratum, 0), letters.letters)
    return tuple(MoreLetters(name, most[name]) for name in sorted(most))


def seats_short(forecasts: Sequence[Forecast], silent: Mapping[str, int], seats: int) -> int:
    """How many seats no panel can fill, whatever else: each answer fills as many as its maximum and its people allow.

    `silent` people of a category gave no answer there, and fill seats without bound.
    """
    filled: dict[str, int] = {}
    for each in forecasts:
        name = each.answer.category
        filled[name] = filled.get(name, silent.get(name, 0)) + min(each.expected, each.answer.maximum)
    return max([0, *(seats - count for count in filled.values())])
