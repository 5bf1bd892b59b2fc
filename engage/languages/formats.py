"""Numbers, dates and lists as readers of each language write them (CLDR, through Babel)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time
from babel.dates import get_datetime_format
from babel.lists import format_list as babel_list
from babel.numbers import format_decimal, format_percent

from engage.languages.bidi import isolated
from engage.languages.editions import Language
from engage.languages.screen import screen_catalogue


def long_date(day: date, language: Language) -> str:
    """A date in full, such as 3 October 2026."""
    return babel_date(day, format="long", locale=_british(language))


def full_date(day: date, language: Language) -> str:
    """A date with its weekday, such as Saturday 3 October 2026, so that nobody needs a calendar."""
    return babel_date(day, format="full", locale=_british(language))


def long_moment(moment: datetime, language: Language) -> str:
    """A date and time of day, such as 3 October 2026, 14:05, in the computer's time zone."""
    here, locale = moment.astimezone(), _british(language)
    day, at = babel_date(here, format="long", locale=locale), clock_time(here.time(), language)
    return str(get_datetime_format("long", locale=locale)).replace("'", "").format(at, day)


def clock_time(at: time, language: Language) -> str:
    """A time of day, such as 14:05; where a language halves the day, the half stays on the line of its hour."""
    words = babel_time(at, format="short", locale=_british(language)).replace(" ", "\u00a0")
    return isolated(words) if language.is_right_to_left else words  # Urdu writes AM and PM in Latin letters


def number(value: float, language: Language, *, decimals: int | None = None) -> str:
    """A number with the language's grouping and decimal sign; with so many decimals if said."""
    pattern = None if decimals is None else "#,##0." + "0" * decimals
    return format_decimal(value, format=pattern, locale=_british(language))


def percent(share: float, language: Language, *, decimals: int = 0) -> str:
    """A share of one as a percentage; its sign stays at one side of it, whatever stands before it."""
    pattern = "#,##0%" if decimals == 0 else "#,##0." + "0" * decimals + "%"
    locale = _british(language)
    words = format_percent(share, format=pattern if decimals else None, locale=locale)
    return isolated(words) if language.is_right_to_left else words  # after Arabic letters the sign would change sides


def listed(items: Sequence[str], language: Language) -> str:
    """Items joined as the language joins them: A, B and C."""
    return babel_list(list(items), locale=_british(language))


def in_a_row(items: Iterable[str], language: Language) -> str:
    """Items with the comma of the language's script between them, and no "and": figures, or names that may go on."""
    return ("\u060c " if language.is_right_to_left else ", ").join(items)


def row_on_screen(items: Iterable[str]) -> str:
    """The same in the screen's language."""
    return in_a_row(items, Language(screen_catalogue().code))


def _british(language: Language) -> str:
    """Babel's locale name; English is British English."""
    return "en_GB" if language.code == "en" else str(language.locale)
