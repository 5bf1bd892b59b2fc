"""How the population answers a category, as it was given. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engage.lottery.shares import CategoryKind

FEW_PEOPLE = 30
"""A count of fewer people than this is never taken as exact: census offices change small counts a little."""


@dataclass(frozen=True)
class PopulationDraft:
    """A category: its answers with their amounts (decimals as text: people, or shares), and who says so.

    Without a kind it keeps the one it has.
    """

    name: str
    kind: CategoryKind | None = None
    values: tuple[tuple[str, str], ...] = ()
    source: str = ""
    table_code: str = ""
    dated: str = ""
    is_share: bool = False


def shares_of(amounts: Sequence[str]) -> tuple[Fraction, ...]:
    """The amounts as shares of their sum; all zero when that is zero."""
    numbers = [Fraction(amount) for amount in amounts]
    total = sum(numbers, Fraction(0))
    return tuple(number / total if total else Fraction(0) for number in numbers)
