"""What a plan says of itself in words, and which pairs a rule may name."""

from collections.abc import Callable
from enum import StrEnum

from engage.languages.catalogues import mark
from engage.seating.model import Breach


class RuleKind(StrEnum):
    """What a rule asks of two people, in every round."""

    TOGETHER = "together"
    APART = "apart"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _RULE_LABELS[self]


_RULE_LABELS = {RuleKind.TOGETHER: mark("Sit together"), RuleKind.APART: mark("Sit apart")}

BREACHES = {
    "lock-broken": mark("Round {round}: {person} has left a locked seat at table {table}."),
    "not-together": mark("Round {round}: {first} and {second} should sit together."),
    "not-apart": mark("Round {round}: {first} and {second} sit together at table {table}, and should not."),
    "out-of-reach": mark("Round {round}: table {table} is not step-free, and {person} needs that."),
    "size-uneven": mark("Round {round}: table {table} has {count} people; even tables would have {least} to {most}."),
    "value-none": mark("Round {round}: table {table} has no one with {field}: {value}."),
    "value-few": mark("Round {round}: table {table} has only {count} with {field}: {value}."),
    "value-many": mark("Round {round}: table {table} has {count} with {field}: {value}, more than its share."),
    "value-divided": mark("Round {round}: {count} people with {field}: {value} sit at {tables} tables."),
    "table-large": mark("Round {round}: table {table} has {count} people; one facilitator can listen to {most}."),
}
"""What a breach says, by its code; to be translated, then filled."""

_PEOPLE = ("person", "first", "second")


def breach_text(breach: Breach, gettext: Callable[[str], str], name_of: Callable[[str], str] = str) -> str:
    """The sentence of a breach; `name_of` gives the name to be shown for an id."""
    params = {name: name_of(str(value)) if name in _PEOPLE else value for name, value in breach.params.items()}
    shown = {name: value or "–" if name == "value" else value for name, value in params.items()}
    return gettext(BREACHES[breach.code]).format(round=breach.round, table=breach.table, **shown)
