"""The forecast of the pool: what has to hold for any numbers, and how often the ranges are right."""

import math
import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.lottery.forecasting import (
    EVERYONE,
    NOBODY,
    Answer,
    Assumptions,
    Outlook,
    Posting,
    measured_half,
    mix_of,
    pace_of_days,
    pace_of_letters,
    share_in,
)
from engage.lottery.prospects import (
    Forecast,
    MoreLetters,
    Post,
    Prospect,
    Stratum,
    as_they_stand,
    forecast,
    in_all,
    more_letters,
    seats_short,
)

DAY = date(2026, 3, 2)
USUAL = Assumptions()
DECK = Stratum("", None, 0.0)


def days(count):
    return timedelta(days=count)


def pace_of(letters=1000, *, sent=14, people=20, closes=21):
    """The pace of one posting; `closes` in days from now, None for never."""
    until = None if closes is None else DAY + days(closes)
    return pace_of_letters([Posting(DAY - days(sent), letters)], people, USUAL, today=DAY, closes=until)


def answer(so_far=2, minimum=7, share="1/4", value="16-24", by_stratum=None):
    return Answer("age", value, minimum, minimum + 2, so_far, Fraction(share), by_stratum or {})


def post_of(strata=(DECK,), *, letters=1000, people=20, closes=21):
    pace = pace_of(letters, people=people, closes=closes)
    return Post(pace, pace.rate, strata, share_in(closes, USUAL.half_after))


def made_sure(one, letters, post):
    """Whether the forecast and these letters reach the minimum 9 times in 10, reckoned on its own."""
    mix = mix_of(one, 20)
    total = post.pace.outlook(mix)
    for each in letters:
        worth = post.worth(one, mix, next(stratum for stratum in post.strata if stratum.name == each.stratum))
        mean = each.letters * worth.mean
        total += Outlook(mean, mean + each.letters**2 * worth.variance)
    return total.is_sure_of(one.minimum - one.so_far)


# --- the curve of replies ---


def test_half_of_the_replies_are_there_after_as_many_days_as_is_said():
    assert share_in(10, 10) == pytest.approx(0.5)
    assert share_in(17, 10) == pytest.approx(0.75)
    assert share_in(3, 10) == 0


@given(st.integers(0, 400), st.integers(4, 60))
def test_replies_only_ever_grow(day, half):
    assert 0 <= share_in(day, half) <= share_in(day + 1, half) <= 1


@given(st.integers(5, 20), st.integers(2, 5))
def test_the_speed_is_measured_though_not_all_replies_are_there_yet(half, times):
    out = max(times * half, 28)
    sent_on = DAY - days(out)
    counts = [round(500 * share_in(day, half)) - round(500 * share_in(day - 1, half)) for day in range(out + 1)]
    replies = [sent_on + days(day) for day, count in enumerate(counts) for _ in range(count)]

    assert measured_half({sent_on: replies}, DAY) == pytest.approx(half, abs=1)


def test_the_speed_is_measured_on_letters_that_have_been_out_long_enough():
    early, late = DAY - days(28), DAY - days(27)

    assert measured_half({early: [early + days(9)] * 30}, DAY) == 9
    assert measured_half({early: [early + days(9)] * 29}, DAY) is None
    assert measured_half({late: [late + days(9)] * 30}, DAY) is None
    assert measured_half({}, DAY) is None


# --- how many come ---


@given(st.floats(0.01, 300), st.floats(1.0, 5.0))
def test_chances_of_a_number_to_come_have_the_mean_and_variance_that_they_are_made_of(mean, dispersion):
    outlook = Outlook(mean, mean * dispersion)
    low, high = outlook.range()

    assert low <= high
    assert outlook.is_sure_of(low)
    assert not outlook.is_sure_of(low + 1)


def test_a_range_is_that_of_poisson_where_only_chance_is_at_work():
    # Cumulated Poisson of mean 10, from printed tables: 0.067 up to 5, 0.130 up to 6, 0.864 up to 13, 0.917 up to 14.
    assert Outlook(10.0, 10.0).range() == (6, 14)


def test_a_range_is_that_of_the_negative_binomial_where_the_rate_is_in_doubt():
    # Geometric with mean 9: P(X >= n) = 0.9 ** n.
    assert Outlook(9.0, 90.0).range() == (1, 21)


def test_without_letters_ahead_nobody_is_to_come():
    assert pace_of(closes=0).outlook(EVERYONE) == NOBODY


def test_letters_that_ran_half_their_course_bring_as_many_again():
    pace = pace_of(100_000, sent=10, people=5000, closes=None)

    assert pace.rate == pytest.approx(0.1, rel=0.01)
    assert pace.outlook(EVERYONE).mean == pytest.approx(5000, rel=0.01)


def test_without_replies_the_assumed_rate_speaks():
    pace = pace_of(10_000, sent=0, people=0, closes=None)

    assert pace.outlook(EVERYONE).mean == pytest.approx(500)


def test_a_speed_that_may_be_wrong_by_a_day_widens_the_range():
    pace = pace_of(100_000, sent=10, people=5000, closes=None)
    slower, quicker = (
        pace_of_letters([Posting(DAY - days(10), 100_000)], 5000, Assumptions(half_after=half), today=DAY, closes=None)
        for half in (11, 9)
    )

    low, high = pace.outlook(EVERYONE).range()
    assert low < quicker.to_come < slower.to_come < high


def test_replies_to_letters_that_nobody_noted_are_drawn_out_from_their_first_day():
    pace = pace_of_days(200, DAY - days(6), USUAL, today=DAY, closes=None)

    assert pace.outlook(EVERYONE).mean == pytest.approx(200.5)


@given(
    st.lists(st.integers(0, 60), min_size=1, max_size=6),
    st.integers(1, 5000),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_the_answers_of_a_category_add_up_to_all_who_come(counts, letters, sent, closes):
    people = sum(counts)
    rows = [answer(count, 1, f"1/{len(counts)}", str(place)) for place, count in enumerate(counts)]
    pace = pace_of(letters, sent=sent, people=people, closes=closes)

    parts = math.fsum(pace.outlook(mix_of(row, people)).mean for row in rows)

    assert parts == pytest.approx(pace.outlook(EVERYONE).mean)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_the_more_time_there_is_the_more_come(sent, first, more):
    soon, later = pace_of(sent=sent, closes=first), pace_of(sent=sent, closes=first + more)

    assert soon.outlook(EVERYONE).mean <= later.outlook(EVERYONE).mean


@pytest.mark.parametrize(("rate", "part"), [(0.02, 0.05), (0.05, 0.1), (0.1, 0.3)])
def test_ranges_hold_about_as_often_as_they_say(rate, part):
    """Letters are answered at a true rate, mix and speed; the forecast sees the first ten days only."""
    chance = random.Random(f"{rate} {part}")
    above = below = 0
    times = 150
    for _ in range(times):
        came = [_came(chance, rate, part) for _ in range(1000)]
        early = [is_of for day, is_of in came if day is not None and day <= 10]
        seen = answer(sum(early), 1, Fraction(part).limit_denominator(100))
        pace = pace_of(sent=10, people=len(early))
        low, high = pace.outlook(mix_of(seen, len(early))).range()
        truth = sum(is_of for day, is_of in came if day is not None and 10 < day <= 31)
        below += truth < low
        above += truth > high

    assert below / times < 0.15
    assert above / times < 0.15


def _came(chance, rate, part):
    if chance.random() >= rate:
        return None, False
    wait = math.ceil(3 - 7 * math.log2(1 - chance.random()))
    return wait, chance.random() < part


# --- more letters ---


@given(st.integers(0, 10), st.integers(1, 30), st.integers(1, 2000), st.integers(0, 60))
def test_more_letters_are_the_fewest_that_mend_it(so_far, minimum, letters, replies):
    post = post_of(letters=letters, people=replies)
    one = answer(so_far, minimum)

    plan = more_letters(one, mix_of(one, 20), post.pace.outlook(mix_of(one, 20)), post)

    assert plan is not None
    assert made_sure(one, plan, post)
    if plan:
        assert not made_sure(one, [MoreLetters("", plan[0].letters - 10)], post)


def test_letters_go_where_most_of_the_answer_came_from():
    strata = (Stratum("North", 5000, 400.0), Stratum("South", 5000, 400.0))
    post = post_of(strata, letters=1200)
    one = answer(4, by_stratum={"North": 4})

    plan = more_letters(one, mix_of(one, 40), NOBODY, post)

    assert [each.stratum for each in plan] == ["North"]


def test_where_homes_run_out_the_next_stratum_gets_the_rest():
    strata = (Stratum("North", 100, 400.0), Stratum("South", 5000, 400.0))
    post = post_of(strata, letters=1200)
    one = answer(4, by_stratum={"North": 4})

    plan = more_letters(one, mix_of(one, 20), post.pace.outlook(mix_of(one, 20)), post)

    assert plan[0] == MoreLetters("North", 100)
    assert plan[1].stratum == "South"
    assert made_sure(one, plan, post)


def test_no_letters_mend_it_where_no_homes_or_no_days_are_left():
    one = answer(0)
    without_homes = post_of((Stratum("", 0, 700.0),))
    without_days = post_of(closes=3)

    for post in (without_homes, without_days):
        assert more_letters(one, mix_of(one, 20), NOBODY, post) is None
        assert more_letters(answer(7), mix_of(answer(7), 20), NOBODY, post) == ()


def test_letters_to_one_stratum_help_every_answer_that_needs_them():
    rows = as_they_stand([answer(), answer(value="25-34")], USUAL)
    north, south = MoreLetters("North", 120), MoreLetters("South", 50)
    mended = [
        Forecast(rows[0].answer, 21, 3, 2, 5, (north, south)),
        Forecast(rows[1].answer, 21, 3, 2, 5, (MoreLetters("North", 200),)),
    ]

    assert in_all(mended) == (MoreLetters("North", 200), south)


# --- what it means ---


@pytest.mark.parametrize(
    ("expected", "low", "prospect"),
    [
        (6, 4, Prospect.LACKING),
        (7, 5, Prospect.DOUBTFUL),
        (20, 7, Prospect.THIN),
        (21, 15, Prospect.ENOUGH),
    ],
)
def test_an_answer_lacks_is_in_doubt_thin_or_enough(expected, low, prospect):
    row = Forecast(answer(2, 7), healthy=21, expected=expected, low=low, high=expected + 3)

    assert row.prospect is prospect
    assert (row.missing, row.missing_for_health, row.will_lack) == (5, 19, max(7 - expected, 0))


def test_a_forecast_never_loses_who_is_there_and_keeps_its_range_in_order():
    rows = forecast([answer(3), answer(17, value="25-34")], 20, USUAL, post_of())

    for row in rows:
        assert row.answer.so_far <= row.low <= row.expected <= row.high


def test_seats_that_no_answer_can_fill_are_counted():
    rows = as_they_stand([answer(2, 0), answer(9, 3, value="25-34")], USUAL)

    assert seats_short(rows, {}, seats=10) == 3
    assert seats_short(rows, {"age": 2}, seats=10) == 1
    assert seats_short(rows, {"age": 5}, seats=10) == 0
