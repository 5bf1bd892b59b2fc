"""The one place that reads the time. Everything else is handed a `Clock`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)


def today(clock: Clock = utc_now) -> date:
    """The present day where the computer stands."""
    return clock().astimezone().date()


def end_of(day: date) -> datetime:
    """The instant at which a day is over where the computer stands."""
    return datetime.combine(day + timedelta(days=1), time()).astimezone()
