"""Working days and bank holidays of England, computed offline, and dates a period later.

Bank holidays: Banking and Financial Dealings Act 1971 and royal proclamations. Proclaimed days of the future are not
known here; an officer can add them (`extra`).
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from engage.languages.catalogues import mark

_ONE_OFF = frozenset(
    {
        date(2020, 5, 8),  # VE day, in place of the Monday
        date(2022, 6, 2),  # spring, moved
        date(2022, 6, 3),  # Platinum Jubilee
        date(2022, 9, 19),  # funeral of Queen Elizabeth II
        date(2023, 5, 8),  # coronation of King Charles III
    }
)
_MOVED_AWAY = frozenset({date(2020, 5, 4), date(2022, 5, 30)})

MONDAY, SATURDAY = 0, 5


class PeriodUnit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    WEEKS = "weeks"
    MONTHS = "months"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    PeriodUnit.DAYS: mark("days"),
    PeriodUnit.WORKING_DAYS: mark("working days"),
    PeriodUnit.WEEKS: mark("weeks"),
    PeriodUnit.MONTHS: mark("months"),
}


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year."""
    easter = easter_sunday(year)
    usual = {
        _substitute(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
        *_christmas(year),
    }
    return frozenset((usual - _MOVED_AWAY) | {day for day in _ONE_OFF if day.year == year})


def easter_sunday(year: int) -> date:
    """Easter in the Gregorian calendar (Meeus, Jones and Butcher's method)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    quads, singles = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * quads - epact - singles) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date, extra: Collection[date] = ()) -> bool:
    """Whether offices are open: neither a weekend nor a bank holiday, nor one of the `extra` days off."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year) and day not in extra


def due_date(start: date, count: int, unit: PeriodUnit, extra: Collection[date] = ()) -> date:
    """The day a period after `start` ends; the day of `start` itself is not counted.

    Months end on the same date, or on the last day of a shorter month; an end that is no working day moves to the
    next working day (the Information Commissioner's way of counting).
    """
    end = period_end(start, count, unit, extra)
    while not is_working_day(end, extra):
        end += timedelta(days=1)
    return end


def period_end(start: date, count: int, unit: PeriodUnit, extra: Collection[date] = ()) -> date:
    """The day a period after `start` ends by the calendar alone, whether offices are open or not."""
    return {
        PeriodUnit.DAYS: lambda: start + timedelta(days=count),
        PeriodUnit.WORKING_DAYS: lambda: _working_days_later(start, count, extra),
        PeriodUnit.WEEKS: lambda: start + timedelta(weeks=count),
        PeriodUnit.MONTHS: lambda: _months_later(start, count),
    }[unit]()


def working_days_between(start: date, end: date, extra: Collection[date] = ()) -> int:
    """How many working days lie after `start`, up to and with `end`; below zero when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, extra)
    weeks, rest = divmod((end - start).days, 7)
    weekdays = 5 * weeks + sum((start + timedelta(days=step)).weekday() < SATURDAY for step in range(1, rest + 1))
    off = {day for year in range(start.year, end.year + 1) for day in bank_holidays(year)} | set(extra)
    return weekdays - sum(start < day <= end and day.weekday() < SATURDAY for day in off)


def _working_days_later(start: date, count: int, extra: Collection[date]) -> date:
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, extra)
    return day


def _months_later(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _substitute(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, or the weekdays that stand in for them."""
    christmas = _substitute(date(year, 12, 25))
    boxing = _substitute(date(year, 12, 26))
    return (christmas, boxing) if christmas != boxing else (christmas, _substitute(boxing + timedelta(days=1)))


def _first_monday(year: int, month: int) -> date:
    day = date(year, month, 1)
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    day = date(year, month, monthrange(year, month)[1])
    return day - timedelta(days=(day.weekday() - MONDAY) % 7)
