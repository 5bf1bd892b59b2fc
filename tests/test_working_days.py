from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.working_days import (
    PeriodUnit,
    bank_holidays,
    due_date,
    easter_sunday,
    is_working_day,
    working_days_between,
)


# How the Information Commissioner counts; the dates are the specification's vectors for England.
@pytest.mark.parametrize(
    ("start", "count", "unit", "due"),
    [
        (date(2025, 1, 31), 1, PeriodUnit.MONTHS, date(2025, 2, 28)),
        (date(2025, 9, 5), 1, PeriodUnit.MONTHS, date(2025, 10, 6)),
        (date(2025, 11, 25), 1, PeriodUnit.MONTHS, date(2025, 12, 29)),
        (date(2026, 3, 3), 1, PeriodUnit.MONTHS, date(2026, 4, 7)),
        (date(2026, 11, 26), 1, PeriodUnit.MONTHS, date(2026, 12, 29)),
        (date(2026, 3, 2), 20, PeriodUnit.WORKING_DAYS, date(2026, 3, 30)),
        (date(2026, 3, 2), 40, PeriodUnit.WORKING_DAYS, date(2026, 4, 29)),
        (date(2026, 3, 2), 60, PeriodUnit.WORKING_DAYS, date(2026, 5, 29)),
        (date(2026, 3, 2), 6, PeriodUnit.WEEKS, date(2026, 4, 13)),
        (date(2026, 3, 23), 2, PeriodUnit.WEEKS, date(2026, 4, 7)),  # Easter Monday rolls on
        (date(2026, 3, 2), 28, PeriodUnit.DAYS, date(2026, 3, 30)),
    ],
)
def test_periods_end_when_they_should(start, count, unit, due):
    assert due_date(start, count, unit) == due


def test_bank_holidays_of_a_plain_year():
    assert sorted(bank_holidays(2025)) == [
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 5),
        date(2025, 5, 26),
        date(2025, 8, 25),
        date(2025, 12, 25),
        date(2025, 12, 26),
    ]


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2021, {date(2021, 12, 27), date(2021, 12, 28)}),  # a Saturday and a Sunday
        (2022, {date(2022, 12, 26), date(2022, 12, 27), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
        (2026, {date(2026, 12, 25), date(2026, 12, 28)}),
        (2028, {date(2028, 1, 3)}),
    ],
)
def test_days_that_stand_in_for_others(year, days):
    assert days <= bank_holidays(year)


def test_a_moved_holiday_is_a_working_day():
    assert date(2022, 5, 30) not in bank_holidays(2022)


@pytest.mark.parametrize(
    ("year", "easter"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2038, date(2038, 4, 25))]
)
def test_easter(year, easter):
    assert easter_sunday(year) == easter


def test_working_days_between_two_days():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 30)) == 20
    assert working_days_between(date(2026, 3, 30), date(2026, 3, 2)) == -20


@given(st.dates(date(2019, 12, 1), date(2028, 1, 10)), st.integers(0, 800))
def test_working_days_are_counted_as_one_would_on_a_calendar(start, length):
    extra = {date(2024, 3, 6), date(2024, 3, 9)}
    days = [start + timedelta(days=step) for step in range(1, length + 1)]

    counted = working_days_between(start, start + timedelta(days=length), extra)

    assert counted == sum(is_working_day(day, extra) for day in days)


def test_a_day_off_that_the_officer_added_counts():
    assert due_date(date(2026, 3, 2), 1, PeriodUnit.WORKING_DAYS, extra={date(2026, 3, 3)}) == date(2026, 3, 4)
