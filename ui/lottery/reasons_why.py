"""Why somebody's chance is what it is, in two sentences that name the answers which decide it."""

from collections.abc import Iterable
from fractions import Fraction

from engage.languages.screen import _
from engage.lottery.views import TargetTable, ValueRow
from ui.lottery.figures import one_in, share_words
from ui.lottery.state import PersonChance


def why(person: PersonChance, table: TargetTable, pool_size: int) -> str:
    """Two sentences about one chance."""
    if not person.share:
        return _("No panel that meets all targets can hold {reference}.").format(reference=person.reference)
    first = _("{reference} is drawn in {share} of all cases, {one_in}.").format(
        reference=person.reference, share=share_words(person.share), one_in=one_in(person.share)
    )
    return f"{first} {_second(person, table, Fraction(table.seats, max(1, pool_size)))}"


def _second(person: PersonChance, table: TargetTable, equal: Fraction) -> str:
    answers = list(_answers(person, table))
    crowded = min(answers, key=lambda pair: Fraction(pair[1].maximum, max(1, pair[1].pool)), default=None)
    scarce = max(answers, key=lambda pair: Fraction(pair[1].minimum, max(1, pair[1].pool)), default=None)
    if crowded is not None and person.share < equal and Fraction(crowded[1].maximum, max(1, crowded[1].pool)) < equal:
        category, value = crowded
        words = _(
            "Many people gave the same answer: {pool} with “{value}” ({category}) came forward for at most "
            "{maximum} seats."
        )
        return words.format(pool=value.pool, value=value.name, category=category, maximum=value.maximum)
    if scarce is not None and person.share > equal and Fraction(scarce[1].minimum, max(1, scarce[1].pool)) > equal:
        category, value = scarce
        words = _(
            "Few people gave the same answer: {pool} with “{value}” ({category}) came forward for at least "
            "{minimum} seats."
        )
        return words.format(pool=value.pool, value=value.name, category=category, minimum=value.minimum)
    if person.share == equal:
        return _("That is the equal chance: everyone's, if there were no targets.")
    return _(
        "Everyone's would be {share} if there were no targets; their answers together make the difference."
    ).format(share=share_words(equal))


def _answers(person: PersonChance, table: TargetTable) -> Iterable[tuple[str, ValueRow]]:
    for category in table.categories:
        for value in category.values:
            if value.has_target and person.answers.get(category.name) == value.name:
                yield category.name, value
