"""What the page says of a plan in words."""

from collections.abc import Mapping

from engage.languages.screen import _, ngettext
from engage.seating.model import Breach, Score
from engage.seating.rules import breach_text
from engage.seating.views import PlanSheet, SeatRow

_MOST_SAID = 3


def score_words(sheet: PlanSheet, score: Score) -> str:
    """The score in one line: new meetings, then what is not kept, the worst first."""
    met = _("{met} new meetings of {possible} possible")
    parts = [met.format(met=score.pairs_met, possible=score.pairs_possible)]
    parts += [breach_words(sheet, breach) for breach in score.breaches[:_MOST_SAID]]
    if (more := len(score.breaches) - _MOST_SAID) > 0:
        parts.append(ngettext("{count} more", "{count} more", more).format(count=more))
    if not score.breaches:
        parts.append(_("every rule is kept and every table is mixed"))
    return " · ".join(parts)


def breach_words(sheet: PlanSheet, breach: Breach) -> str:
    """What a breach says, with people's names."""
    names = _names(sheet)
    return breach_text(breach, _, lambda reference: names.get(reference, reference))


def seat_words(seat: SeatRow) -> str:
    """Who sits where, as a screen reader says it."""
    words = _("{name}, table {table}").format(name=seat.sitter.shown_name, table=seat.table)
    if seat.is_locked:
        words = _("{words}, locked").format(words=words)
    return words if seat.sitter.is_here else _("{words}, not coming").format(words=words)


def _names(sheet: PlanSheet) -> Mapping[str, str]:
    return {seat.sitter.reference: seat.sitter.shown_name for seats in sheet.rounds for seat in seats}
