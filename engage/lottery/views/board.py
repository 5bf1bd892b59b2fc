"""The response board: who came forward by answer, what the pool will hold, and which letters mend what it will lack."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.clock import end_of
from engage.errors import NotFoundError
from engage.lottery.forecasting import (
    EVERYONE,
    LEAST_REPLIES,
    NOTHING_AHEAD,
    Answer,
    Assumptions,
    pace_of_days,
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
from engage.lottery.views.population import list_population
from engage.lottery.views.runs import live_run
from engage.lottery.views.shared import MEMBERS
from engage.lottery.views.targets import list_quotas
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus

_COUNTED = tuple(status.value for status in (RespondentStatus.POOL, *MEMBERS))


_LEAST_DAYS = 3


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
    def can_mend(self) -> bool:
        """Whether letters can be sized."""
        return self in {Stand.STILL, Stand.OPEN}


@dataclass(frozen=True)
class BoardCategory:
    """A category with its answers, in the order of the targets."""

    name: str
    forecasts: tuple[Forecast, ...]


@dataclass(frozen=True)
class Board:
    """Everything on the board. `people` came forward, are eligible and have not withdrawn.

    `expected`, `low` and `high` are all the people in the pool when registration closes on `closes`, the last day that
    counts (None: whenever that is); `seats_short` are the seats that no panel could fill then. Only an open board
    foretells: otherwise the figures are those of now.
    """

    stand: Stand
    today: date
    closes: date | None
    seats: int
    given: Assumptions
    people: int
    expected: int
    low: int
    high: int
    seats_short: int
    categories: tuple[BoardCategory, ...]

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
    """What the file knows: how many came, on which days, and with which answers, by category."""

    closes: date | None
    seats: int
    quotas: tuple[Quota, ...]
    people: int
    days: tuple[date, ...]
    counts: Mapping[str, Counter[str]]
    shares: Mapping[tuple[str, str], Fraction]


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

    What isn't said is taken from the file, else as is usual: `closes` from the day by which the draw should be done.
    Once a draw stands the board is over. Raises NotFoundError.
    """
    known = _read(db, assembly_id, today)
    usual = Assumptions()
    given = Assumptions(per_seat or usual.per_seat, rate or usual.rate, half_after or usual.half_after)
    last = closes or known.closes
    answers = tuple(_answers(known))
    run = live_run(db, assembly_id)
    stand = _stand(known, last, today, is_drawn=run is not None and _day(run.frozen_at) <= today)
    if stand.can_mend:
        post = _post(known, given, today, last)
        forecasts = forecast(answers, known.people, given, post)
        to_come = post.pace.outlook(EVERYONE)
        low, high = to_come.range()
        ends = (to_come.expected, low, high)
    else:
        forecasts, ends = as_they_stand(answers, given), (0, 0, 0)
    silent = {category: counts[NOT_GIVEN] for category, counts in known.counts.items()}
    expected, low, high = (known.people + each for each in ends)
    return Board(
        stand=stand,
        today=today,
        closes=last,
        seats=known.seats,
        given=given,
        people=known.people,
        expected=expected,
        low=low,
        high=high,
        seats_short=seats_short(forecasts, silent, known.seats),
        categories=_by_category(forecasts),
    )


def _read(db: Session, assembly_id: uuid.UUID, today: date) -> _Known:
    assembly = db.execute(
        select(Assembly.seats, Assembly.first_session_on).where(Assembly.id == assembly_id)
    ).one_or_none()
    if assembly is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    query = select(Respondent.answers, Respondent.came_forward_at).where(
        Respondent.assembly_id == assembly_id,
        Respondent.status.in_(_COUNTED),
        Respondent.came_forward_at < end_of(today),
    )
    people = db.execute(query).all()
    quotas = list_quotas(db, assembly_id)
    meets = assembly.first_session_on
    return _Known(
        closes=meets - timedelta(days=DRAWN_BEFORE_DAYS) if meets is not None else None,
        seats=assembly.seats,
        quotas=quotas,
        people=len(people),
        days=tuple(sorted({came.date() for _answers, came in people})),
        counts={
            category: Counter(answers.get(category, NOT_GIVEN) for answers, _came in people)
            for category in dict.fromkeys(quota.category for quota in quotas)
        },
        shares={
            (category.name, value.name): value.share
            for category in list_population(db, assembly_id)
            for value in category.values
        },
    )


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def _stand(known: _Known, closes: date | None, today: date, *, is_drawn: bool) -> Stand:
    if is_drawn or (closes is not None and closes < today and known.people):
        return Stand.OVER
    if not known.people:
        return Stand.EMPTY
    if known.people < LEAST_REPLIES:
        return Stand.EARLY
    return Stand.OPEN if len(known.days) >= _LEAST_DAYS else Stand.STILL


def _answers(known: _Known) -> Iterator[Answer]:
    for category, counts in known.counts.items():
        rows = [quota for quota in known.quotas if quota.category == category]
        shares = _shares(rows, known.shares)
        for quota, share in zip(rows, shares, strict=True):
            yield Answer(category, quota.value, quota.minimum, quota.maximum, counts[quota.value], share)


def _shares(rows: Sequence[Quota], known: Mapping[tuple[str, str], Fraction]) -> list[Fraction]:
    """Each answer's part of the population; where that is not known, the part that its target gives it."""
    if all(quota.key in known for quota in rows):
        return [known[quota.key] for quota in rows]
    middles = [Fraction(quota.minimum + quota.maximum, 2) for quota in rows]
    whole = sum(middles)
    return [middle / whole if whole else Fraction(1, len(rows)) for middle in middles]


def _post(known: _Known, given: Assumptions, today: date, closes: date | None) -> Post:
    """The forecast's footing: the days on which people came forward, where those tell anything."""
    if len(known.days) < _LEAST_DAYS:
        pace = NOTHING_AHEAD
    else:
        pace = pace_of_days(known.people, known.days[0], given, today=today, closes=closes)
    return Post(pace, float(given.rate), (Stratum("", None, 0.0),), _in_time(today, closes, given))


def _in_time(today: date, closes: date | None, given: Assumptions) -> float:
    return 1.0 if closes is None else share_in((closes - today).days, given.half_after)


def _by_category(forecasts: Sequence[Forecast]) -> tuple[BoardCategory, ...]:
    by_name: dict[str, list[Forecast]] = {}
    for each in forecasts:
        by_name.setdefault(each.answer.category, []).append(each)
    return tuple(BoardCategory(name, tuple(rows)) for name, rows in by_name.items())
