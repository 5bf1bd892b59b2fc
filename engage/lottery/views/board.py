"""The response board: who came forward by answer, what the pool will hold, and which letters mend what it will lack."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.errors import NotFoundError
from engage.lottery.forecasting import (
    EVERYONE,
    LEAST_REPLIES,
    NOTHING_AHEAD,
    Answer,
    Assumptions,
    pace_of_days,
    pace_of_letters,
    share_in,
)
from engage.lottery.model import Quota
from engage.lottery.prospects import (
    Forecast,
    MoreLetters,
    Post,
    Prospect,
    Stratum,
    as_they_stand,
    forecast,
    in_all,
    seats_short,
)
from engage.lottery.rules import DRAWN_BEFORE_DAYS
from engage.lottery.views.letters import letter_plan
from engage.lottery.views.letters_out import Arrival, LetterLine, LettersOut, letters_out, list_arrivals
from engage.lottery.views.population import list_population
from engage.lottery.views.runs import live_run
from engage.lottery.views.shared import MEMBERS
from engage.lottery.views.targets import list_quotas
from engage.people.rules import NOT_GIVEN, RespondentStatus

_COUNTED = (RespondentStatus.POOL, *MEMBERS)


_LEAST_DAYS = 3
_MOST_DAYS = 400  # days without anybody are left out where there would be more


class Stand(StrEnum):
    """What the board can say.

    Nobody came; too few to foretell anything; no letters are noted and people came in one go, so that only what is
    there counts; open, with a forecast; over.
    """

    EMPTY = "empty"
    EARLY = "early"
    STILL = "still"
    OPEN = "open"
    OVER = "over"

    @property
    def can_judge(self) -> bool:
        """Whether anything can be said about how answers stand."""
        return self not in {Stand.EMPTY, Stand.EARLY}

    @property
    def is_open(self) -> bool:
        """Whether people may still come."""
        return self is not Stand.OVER

    @property
    def can_mend(self) -> bool:
        """Whether letters can be sized."""
        return self in {Stand.STILL, Stand.OPEN}


@dataclass(frozen=True)
class BoardCategory:
    """A category with its answers, in the order of the targets."""

    name: str
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True)
class Day:
    """One day: the letters that went out on it, who came forward, and how many had by its end."""

    day: date
    letters: int
    came: int
    in_all: int


@dataclass(frozen=True)
class Board:
    """Everything on the board. `people` came forward, are eligible and have not withdrawn.

    `expected`, `low` and `high` are all the people in the pool when registration closes on `closes`, the last day that
    counts (None: whenever that is); `seats_short` are the seats that no panel could fill then. Only an open board
    foretells: otherwise the figures are those of now. `is_measured` says that the speed of replies is that of the
    assembly's own letters; `lines` are those letters, and `strata_columns` make the strata that more can go to.
    `came_at` says when each of the people came.
    """

    stand: Stand
    today: date
    closes: date | None
    seats: int
    given: Assumptions
    is_measured: bool
    people: int
    expected: int
    low: int
    high: int
    seats_short: int
    categories: tuple[BoardCategory, ...]
    lines: tuple[LetterLine, ...] = ()
    strata_columns: tuple[str, ...] = ()
    came_at: tuple[datetime, ...] = ()

    @property
    def days(self) -> tuple[Day, ...]:
        """Every day from the first letters or people on, up to today, or up to the last of them once it is over."""
        came = Counter(_day(moment) for moment in self.came_at)
        sent = Counter[date]()
        for line in self.lines:
            sent[line.sent_on] += line.letters
        told = sorted(came.keys() | sent.keys() | ({self.today} if self.stand.is_open else set()))
        if not self.came_at:
            return ()
        whole = (told[-1] - told[0]).days + 1
        days = [told[0] + timedelta(days=number) for number in range(whole)] if whole <= _MOST_DAYS else told
        totals = accumulate(came[day] for day in days)
        return tuple(Day(day, sent[day], came[day], total) for day, total in zip(days, totals, strict=True))

    @property
    def forecasts(self) -> tuple[Forecast, ...]:
        """Every answer, whatever its category."""
        return tuple(each for category in self.categories for each in category.forecasts)

    def of(self, prospect: Prospect) -> tuple[Forecast, ...]:
        """The answers that stand so, the worst first; none while it is too early to say."""
        if not self.stand.can_judge:
            return ()
        return tuple(sorted((each for each in self.forecasts if each.prospect is prospect), key=_how_good))

    @property
    def letters(self) -> tuple[MoreLetters, ...]:
        """The letters that mend all that letters can."""
        return in_all(self.forecasts)


def _how_good(each: Forecast) -> tuple[Fraction, Fraction]:
    """What part of its minimum an answer will have: in the mean, and with bad luck."""
    least = max(each.answer.minimum, 1)
    return Fraction(each.expected, least), Fraction(each.low, least)


@dataclass(frozen=True)
class _Known:
    """What the file knows: who came and of which letters, the targets, and the population's shares."""

    closes: date | None
    seats: int
    quotas: tuple[Quota, ...]
    arrivals: tuple[Arrival, ...]
    letters: LettersOut | None
    shares: Mapping[tuple[str, str], Fraction]

    @property
    def people(self) -> int:
        return len(self.arrivals)

    def counts(self) -> dict[str, Counter[str]]:
        """How many gave each answer, by category."""
        categories = dict.fromkeys(quota.category for quota in self.quotas)
        return {
            category: Counter(arrival.answers.get(category, NOT_GIVEN) for arrival in self.arrivals)
            for category in categories
        }


def response_board(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    today: date,
    closes: date | None = None,
    per_seat: int | None = None,
    rate: Fraction | None = None,
    half_after: int | None = None,
) -> Board:
    """The board as it stands on a day, or stood on an earlier one: who came later, or has withdrawn since, is left out.

    What isn't said is taken from the file, else as is usual: `closes` from the day by which the draw should be done,
    `rate` from the letters that are out or planned, `half_after` from letters that have been out long enough. Once a
    draw stands the board is over. Raises NotFoundError.
    """
    known = _read(db, assembly_id, today)
    planned = known.letters.rate if known.letters is not None else None
    rate = rate or planned or letter_plan(db, assembly_id).rate
    given, is_measured = _given(known.letters, per_seat, rate, half_after)
    last = closes or known.closes
    counts = known.counts()
    answers = tuple(_answers(known, counts))
    run = live_run(db, assembly_id)
    stand = _stand(known, last, today, is_drawn=run is not None and _day(run.frozen_at) <= today)
    ends = (0, 0, 0)
    if stand.can_mend:
        post = _post(known, given, today, last)
        forecasts = forecast(answers, known.people, given, post)
        to_come = post.pace.outlook(EVERYONE)
        ends = (to_come.expected, *to_come.range())
    else:
        forecasts = as_they_stand(answers, given)
    silent = {category: found[NOT_GIVEN] for category, found in counts.items()}
    expected, low, high = (known.people + each for each in ends)
    return Board(
        stand=stand,
        today=today,
        closes=last,
        seats=known.seats,
        given=given,
        is_measured=is_measured,
        people=known.people,
        expected=expected,
        low=low,
        high=high,
        seats_short=seats_short(forecasts, silent, known.seats),
        categories=_by_category(forecasts),
        lines=known.letters.lines if known.letters is not None else (),
        came_at=tuple(arrival.came_at for arrival in known.arrivals),
        strata_columns=known.letters.strata_columns if known.letters is not None else (),
    )


def _read(db: Session, assembly_id: uuid.UUID, today: date) -> _Known:
    assembly = db.execute(
        select(Assembly.seats, Assembly.first_session_on).where(Assembly.id == assembly_id)
    ).one_or_none()
    if assembly is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    arrivals = list_arrivals(db, assembly_id, today=today, statuses=_COUNTED)
    meets = assembly.first_session_on
    return _Known(
        closes=meets - timedelta(days=DRAWN_BEFORE_DAYS) if meets is not None else None,
        seats=assembly.seats,
        quotas=list_quotas(db, assembly_id),
        arrivals=arrivals,
        letters=letters_out(db, assembly_id, today=today, arrivals=arrivals),
        shares={
            (category.name, value.name): value.share
            for category in list_population(db, assembly_id)
            for value in category.values
        },
    )


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def _given(
    letters: LettersOut | None, per_seat: int | None, rate: Fraction, half_after: int | None
) -> tuple[Assumptions, bool]:
    """What the forecast rests on, and whether the speed was measured on the letters themselves."""
    usual = Assumptions()
    measured = letters.half() if letters is not None and half_after is None else None
    given = Assumptions(per_seat or usual.per_seat, rate, half_after or usual.half_after)
    return (replace(given, half_after=measured) if measured else given), measured is not None


def _stand(known: _Known, closes: date | None, today: date, *, is_drawn: bool) -> Stand:
    if is_drawn or (closes is not None and closes < today and known.people):
        return Stand.OVER
    if not known.people:
        return Stand.EMPTY
    if known.people < LEAST_REPLIES:
        return Stand.EARLY
    return Stand.OPEN if known.letters is not None or _tells_days(known.arrivals) else Stand.STILL


def _tells_days(arrivals: Sequence[Arrival]) -> bool:
    """Whether people came on enough different days for those to tell anything."""
    return len({arrival.came_at.date() for arrival in arrivals}) >= _LEAST_DAYS


def _answers(known: _Known, counts: Mapping[str, Counter[str]]) -> Iterator[Answer]:
    by_stratum = known.letters.by_stratum(counts) if known.letters is not None else {}
    for category, found in counts.items():
        rows = [quota for quota in known.quotas if quota.category == category]
        shares = _shares(rows, known.shares)
        for quota, share in zip(rows, shares, strict=True):
            own = by_stratum.get(quota.key) or Counter[str]()
            yield Answer(category, quota.value, quota.minimum, quota.maximum, found[quota.value], share, own)


def _shares(rows: Sequence[Quota], known: Mapping[tuple[str, str], Fraction]) -> list[Fraction]:
    """Each answer's part of the population; where that is not known, the part that its target gives it."""
    if all(quota.key in known for quota in rows):
        return [known[quota.key] for quota in rows]
    middles = [Fraction(quota.minimum + quota.maximum, 2) for quota in rows]
    whole = sum(middles)
    return [middle / whole if whole else Fraction(1, len(rows)) for middle in middles]


def _post(known: _Known, given: Assumptions, today: date, closes: date | None) -> Post:
    """The forecast's footing: the letters that are out; else the days on which people came, where those tell anything.

    Where letters were not noted, each new one brings what is assumed.
    """
    in_time = 1.0 if closes is None else share_in((closes - today).days, given.half_after)
    letters = known.letters
    if letters is not None:
        came = len(letters.since_first)
        pace = pace_of_letters(letters.postings, came, given, today=today, closes=closes)
        return Post(pace, pace.rate, letters.strata(given), in_time)
    pace = NOTHING_AHEAD
    if _tells_days(known.arrivals):
        first = _day(min(arrival.came_at for arrival in known.arrivals))
        pace = pace_of_days(known.people, first, given, today=today, closes=closes)
    return Post(pace, float(given.rate), (Stratum("", None, 0.0),), in_time)


def _by_category(forecasts: Sequence[Forecast]) -> tuple[BoardCategory, ...]:
    by_name: dict[str, list[Forecast]] = {}
    for each in forecasts:
        by_name.setdefault(each.answer.category, []).append(each)
    return tuple(BoardCategory(name, tuple(rows)) for name, rows in by_name.items())
