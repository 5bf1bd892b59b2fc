"""How things stand in words: answers, actions, due dates and how they were counted; the same on page and on paper.

`words` is the catalogue to speak in: the screen's, or an edition's.
"""

from datetime import date

from engage.followup.rules import REASON_LABELS, Standing
from engage.followup.views import VerdictRow
from engage.languages.catalogues import Catalogue
from engage.languages.editions import Language
from engage.languages.formats import long_date, number
from engage.working_days import PeriodUnit, due_date, period_end


def standing_sentence(standing: Standing, words: Catalogue) -> str:
    """The reason why something stands as it does: "No answer came by 1 October 2026."."""
    day = long_date(standing.day, Language(words.code)) if standing.day else ""
    return words.gettext(REASON_LABELS[standing.reason]).format(day=day)


def verdict_sentence(verdict: VerdictRow, words: Catalogue) -> str:
    """What members thought, how many of them, and when: "Partly met, say 31 of 44 members asked on 20 November."."""
    language = Language(words.code)
    sentence = words.ngettext(
        "{verdict}, says {count} of {asked} members asked on {day}.",
        "{verdict}, say {count} of {asked} members asked on {day}.",
        verdict.members,
    )
    return sentence.format(
        verdict=words.gettext(verdict.kind.label),
        count=number(verdict.members, language),
        asked=number(verdict.asked, language),
        day=long_date(verdict.given_on, language),
    )


def period_words(count: int, unit: PeriodUnit, words: Catalogue) -> str:
    """A period as people say it: "20 working days"."""
    plural = {
        PeriodUnit.DAYS: lambda: words.ngettext("{count} day", "{count} days", count),
        PeriodUnit.WORKING_DAYS: lambda: words.ngettext("{count} working day", "{count} working days", count),
        PeriodUnit.WEEKS: lambda: words.ngettext("{count} week", "{count} weeks", count),
        PeriodUnit.MONTHS: lambda: words.ngettext("{count} month", "{count} months", count),
    }[unit]()
    return plural.format(count=number(count, Language(words.code)))


def counting_sentences(
    *, sent_on: date, due_on: date, period_count: int, period_unit: PeriodUnit, words: Catalogue
) -> tuple[str, ...]:
    """Why an answer is due on its day: when the partner was asked, how long it has, and what moved the end."""
    _, language = words.gettext, Language(words.code)
    period = period_words(period_count, period_unit, words)
    first = _("Asked on {day}, with {period} to answer.").format(day=long_date(sent_on, language), period=period)
    if due_date(sent_on, period_count, period_unit) != due_on:
        return (first, _("Another day was agreed on later."))
    if period_unit is PeriodUnit.WORKING_DAYS:
        return (first, _("Weekends and bank holidays in England don't count, nor does the day of asking."))
    end = period_end(sent_on, period_count, period_unit)
    if end == due_on:
        return (first, _("The day of asking doesn't count."))
    moved = _("That ends on {day}, a weekend or bank holiday, so the next working day counts.")
    return (first, moved.format(day=long_date(end, language)))
