"""What the pool will hold when registration closes, and how many more letters mend what it will lack. Pure.

Three assumptions, each with its own number:

- *Speed.* Nothing comes back in the first three days, while letters are in the post. Of the replies that are still to
  come, the same part comes each day, so that half are there after `half_after` days. Other curves are possible; this
  one has one number, which can be measured on the assembly's own letters (`measured_half`). It may be wrong by a day
  either way, and the ranges allow for that.
- *Rate.* Every letter brings the same number of eligible people. The rate is that of the letters so far (counted as far
  as their replies are due), and an assumed rate that weighs as much as `RATE_WEIGHT` replies: a Poisson count with a
  gamma prior.
- *Mix.* Those who are still to come answer like those who came, and like the population, which weighs as much as
  `MIX_WEIGHT` people: a multinomial count with a Dirichlet prior. What one stratum sends back leans in the same way on
  what all letters bring.

The number still to come of one answer is then a mixture of Poisson counts. Its mean and variance are exact; its
quantiles are those of the negative binomial with the same two (which it is, where only the rate is uncertain).
Gelman and others, Bayesian Data Analysis, 3rd edition, 2.6 and 3.4.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice
from statistics import median_grouped

from engage.lottery.rules import THIN_POOL_FACTOR

LEAST_REPLIES = 10
"""With fewer people than this nothing is foretold."""
RATE_WEIGHT = 4
MIX_WEIGHT = 10
POST_DAYS = 3
SURELY = 0.9
"""How likely it is to have at least the low end of a range, and as likely to have at most the high end."""
MEASURED_AFTER = 28
MEASURED_REPLIES = 30
"""The speed is measured on letters that have been out for so many days and brought so many replies."""


@dataclass(frozen=True)
class Assumptions:
    """What a forecast rests on and an officer can change.

    `per_seat` people are wanted for each seat that a target gives at least; `rate` people come forward for a letter;
    half of the replies are there after `half_after` days.
    """

    per_seat: int = THIN_POOL_FACTOR
    rate: Fraction = Fraction(1, 20)
    half_after: int = 10


@dataclass(frozen=True)
class Posting:
    """Letters that went out on one day to the homes of one stratum."""

    sent_on: date
    letters: int
    stratum: str = ""


@dataclass(frozen=True)
class Answer:
    """One answer: its target, the people who came forward with it, and what is known of those still to come.

    `share` is its part of the population; `by_stratum` says how many of the people each stratum's letters brought.
    """

    category: str
    value: str
    minimum: int
    maximum: int
    so_far: int
    share: Fraction
    by_stratum: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outlook:
    """A number of people to come: what is expected, and the range that it keeps to 8 times in 10."""

    mean: float
    variance: float

    @property
    def expected(self) -> int:
        """The mean, as people."""
        return round(self.mean)

    def range(self) -> tuple[int, int]:
        """At least the first 9 times in 10, at most the second 9 times in 10."""
        low = high = None
        reached = 0.0
        for count, part in enumerate(_probabilities(self.mean, self.variance)):
            reached += part
            if low is None and reached > 1 - SURELY:
                low = count
            if high is None and reached >= SURELY:
                high = count
                break
        return low or 0, high if high is not None else self.expected

    def is_sure_of(self, people: int) -> bool:
        """Whether at least so many come 9 times in 10."""
        if people <= 0:
            return True
        below = math.fsum(islice(_probabilities(self.mean, self.variance), people))
        return below <= 1 - SURELY

    def __add__(self, other: "Outlook") -> "Outlook":
        """Both together."""
        return Outlook(self.mean + other.mean, self.variance + other.variance)


NOBODY = Outlook(0.0, 0.0)


def _probabilities(mean: float, variance: float) -> Iterator[float]:
    """Of 0, 1, 2 … people: a negative binomial of this mean and variance, Poisson where the variance is no larger."""
    if mean <= 0:
        yield 1.0
        return
    excess = variance - mean
    size = mean * mean / excess if excess > mean * 1e-9 else math.inf
    log = -mean if math.isinf(size) else -size * math.log1p(mean / size)
    count = 0
    while count < mean + 40 * math.sqrt(max(variance, mean)) + 40:
        yield math.exp(log)
        grow = mean if math.isinf(size) else (size + count) * mean / (size + mean)
        count += 1
        log += math.log(grow / count)


def share_in(days: float, half_after: int) -> float:
    """What part of all replies to a letter is there so many days after it was posted."""
    if days <= POST_DAYS:
        return 0.0
    return 1 - math.pow(2, -(days - POST_DAYS) / max(half_after - POST_DAYS, 1))


def measured_half(replies: Mapping[date, Sequence[date]], today: date) -> int | None:
    """After how many days half of the replies are there, by the day of posting and the days on which people came.

    Measured on the oldest letters, once they have been out long enough: of the replies by today half came before their
    median, and the speed is that whose curve says the same. None where there are too few replies.
    """
    if not replies or (today - min(replies)).days < MEASURED_AFTER:
        return None
    sent_on = min(replies)
    waits = [(came - sent_on).days for came in replies[sent_on] if came >= sent_on]
    if len(waits) < MEASURED_REPLIES:
        return None
    # Whoever came on a day came between the end of the day before and its own.
    middle, out = median_grouped(waits) - 0.5, (today - sent_on).days
    return min(range(POST_DAYS + 1, out), key=lambda half: abs(share_in(middle, half) - share_in(out, half) / 2))


@dataclass(frozen=True)
class Pace:
    """How many people come for each letter: a gamma of `shape` over `exposure`, and the letters still to be answered.

    Both are counted as `worth_of` counts them. `doubt` is by how many people (a standard deviation) those to come may
    be other ones because the speed is not known to the day.
    """

    shape: float
    exposure: float
    ahead: float
    doubt: float = 0.0

    @property
    def rate(self) -> float:
        """People for each letter, in the mean."""
        return self.shape / self.exposure if self.exposure else 0.0

    @property
    def to_come(self) -> float:
        """People still to come, in the mean."""
        return self.ahead * self.rate

    def outlook(self, mix: "Mix") -> Outlook:
        """How many people with an answer are still to come."""
        if not self.ahead or not self.exposure:
            return NOBODY
        rate_squared = self.rate * (self.shape + 1) / self.exposure
        mean = self.to_come * mix.mean
        spread = self.ahead**2 * rate_squared * mix.squared - mean**2
        return Outlook(mean, mean + max(spread, 0.0) + (self.doubt * mix.mean) ** 2)


NOTHING_AHEAD = Pace(1.0, 1.0, 0.0)
"""Where nobody more is to come."""


@dataclass(frozen=True)
class Mix:
    """The part of those to come who will give an answer: a beta of two weights."""

    own: float
    other: float

    @property
    def mean(self) -> float:
        """The part, in the mean."""
        return self.own / (self.own + self.other)

    @property
    def squared(self) -> float:
        """The mean of its square."""
        both = self.own + self.other
        return self.own * (self.own + 1) / (both * (both + 1))


EVERYONE = Mix(1.0, 0.0)


def mix_of(answer: Answer, people: int) -> Mix:
    """The answer's part of those to come, after so many people came forward in all."""
    share = float(answer.share)
    return Mix(MIX_WEIGHT * share + answer.so_far, MIX_WEIGHT * (1 - share) + people - answer.so_far)


def worth_of(postings: Iterable[Posting], given: Assumptions, today: date) -> float:
    """How many letters these are worth by now: one of which half the replies are due counts a half."""
    return math.fsum(each.letters * share_in((today - each.sent_on).days, given.half_after) for each in postings)


def pace_of_letters(
    postings: Sequence[Posting], people: int, given: Assumptions, *, today: date, closes: date | None
) -> Pace:
    """The pace of letters that brought so many people, with the assumed rate beside it.

    Which letter brought whom need not be known. Without a last day all replies count.
    """

    def at(speed: Assumptions) -> Pace:
        worth = worth_of(postings, speed, today)
        in_the_end = sum(each.letters for each in postings) if closes is None else worth_of(postings, speed, closes)
        return Pace(people + RATE_WEIGHT, RATE_WEIGHT / float(given.rate) + worth, max(in_the_end - worth, 0.0))

    return _with_doubt(at, given)


def pace_of_days(people: int, first: date, given: Assumptions, *, today: date, closes: date | None) -> Pace:
    """The pace of replies to letters that nobody noted: as if they had reached people on the day of the first reply."""
    letters = [Posting(first - timedelta(days=POST_DAYS + 1), 1)]

    def at(speed: Assumptions) -> Pace:
        now = worth_of(letters, speed, today)
        in_the_end = 1.0 if closes is None else worth_of(letters, speed, closes)
        return Pace(people + 0.5, now, max(in_the_end - now, 0.0))

    return _with_doubt(at, given)


def _with_doubt(at: Callable[[Assumptions], Pace], given: Assumptions) -> Pace:
    """The pace at the given speed, in doubt by as much as it would differ with replies a day slower or quicker."""
    pace = at(given)
    slower, quicker = (at(replace(given, half_after=given.half_after + days)) for days in (1, -1))
    return replace(pace, doubt=abs(slower.to_come - quicker.to_come) / 2)
