"""Why somebody's chance is what it is, in a few sentences that name the answers which decide it."""

from fractions import Fraction

from engage.languages.bidi import isolated
from engage.languages.screen import _
from engage.lottery.views import Explanation, OwnAnswer, TargetTable, explain
from ui.lottery.figures import one_in, share_words
from ui.lottery.state import PersonChance


def why(person: PersonChance, table: TargetTable, pool_size: int) -> str:
    """A few sentences about one chance."""
    if not person.share:
        return _("No panel that meets all targets can hold {reference}.").format(reference=person.reference)
    first = _("{reference} is drawn in {share} of all cases, {one_in}.").format(
        reference=person.reference, share=share_words(person.share), one_in=one_in(person.share)
    )
    return f"{first} {_second(explain(person.share, person.answers, table, pool_size=pool_size))}"


def _second(found: Explanation) -> str:
    if found.crowded is not None:
        words = _(
            "Many people gave the same answer: {pool} with “{value}” ({category}) came forward for at most "
            "{maximum} seats. That holds their chance at {most} on average, or less."
        )
        return words.format(**_facts(found.crowded))
    if found.scarce is not None:
        words = _(
            "Few people gave the same answer: {pool} with “{value}” ({category}) came forward for at least "
            "{minimum} seats. That lifts their chance to {least} on average, or more."
        )
        return words.format(**_facts(found.scarce))
    if found.share == found.equal:
        return _("That is the equal chance: everyone's, if there were no targets.")
    words = _("Everyone's would be {share} if there were no targets; their answers together make the difference.")
    together = words.format(share=share_words(found.equal))
    if found.cap is None or found.cap.at_most >= 1:
        return together
    cap = _("What caps it most: {pool} with “{value}” ({category}) for at most {maximum} seats.")
    return f"{together} {cap.format(**_facts(found.cap))}"


def _facts(answer: OwnAnswer) -> dict[str, object]:
    value = answer.value
    return {
        "pool": value.pool,
        "value": isolated(value.name),
        "category": isolated(answer.category),
        "minimum": value.minimum,
        "maximum": value.maximum,
        "least": share_words(min(answer.at_least, Fraction(1))),
        "most": share_words(min(answer.at_most, Fraction(1))),
    }
