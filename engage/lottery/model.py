"""What the lottery engine takes and gives: plain, frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from engage.languages.catalogues import mark


class Method(StrEnum):
    """How the seats' chances are shared out. `label` is for people."""

    LEXIMIN = "leximin"
    MAXIMIN = "maximin"
    NASH = "nash"
    GOLDILOCKS = "goldilocks"
    DIVERSIFY = "diversify"
    LEGACY = "legacy"

    @property
    def label(self) -> str:
        """The method's name on screen, marked for translation."""
        return _METHOD_LABELS[self]


_METHOD_LABELS = {
    Method.LEXIMIN: mark("Fairest: the smallest chance as large as possible, then the next (leximin)"),
    Method.MAXIMIN: mark("The smallest chance as large as possible (maximin)"),
    Method.NASH: mark("The product of all chances as large as possible (Nash)"),
    Method.GOLDILOCKS: mark("Neither very small nor very large chances (Goldilocks)"),
    Method.DIVERSIFY: mark("The most varied panels (diversify)"),
    Method.LEGACY: mark("The older greedy draw (legacy)"),
}


@dataclass(frozen=True, slots=True)
class Entrant:
    """One person in the pool: an id, the answer to each category, and a household key ("" = lives with nobody here)."""

    id: str
    answers: Mapping[str, str]
    household: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many members must have given this answer; the flex bounds say how far a relaxation may go."""

    category: str
    value: str
    minimum: int
    maximum: int
    flex_minimum: int | None = None
    flex_maximum: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Category and value."""
        return (self.category, self.value)


@dataclass(frozen=True, slots=True)
class Lottery:
    """A portfolio of panels with positive integer weights, and everyone's exact chance.

    A panel's probability is its weight over `total`. Each panel is a tuple of ids in sorted order. `least_chance` is
    the smallest chance of anyone who is in some possible panel; no lottery at all can make it larger than
    `least_chance_bound`. `is_proved`: the two agree to 1e-6, so the smallest chance is as large as can be;
    `is_leximin`: that is proved for the second smallest, the third and so on too. `in_no_panel` names those whom no
    panel that meets the targets can hold. `largest_move`: for a list of equally likely panels, how far anybody's chance
    in it is from what it is in the exact lottery. `shortfall`: the share by which another lottery could be better in
    what the method itself aims at (the smallest chance; for Nash the geometric mean of all chances; for Goldilocks
    largest/average + average/smallest), 0 where none can; None for methods that aim at nothing in particular.
    """

    method: StrEnum
    """A `Method`, or what else makes lists: see `reserves`."""
    seats: int
    panels: tuple[tuple[str, ...], ...]
    weights: tuple[int, ...]
    total: int
    chances: Mapping[str, Fraction]
    least_chance: Fraction
    least_chance_bound: Fraction
    in_no_panel: tuple[str, ...]
    is_proved: bool
    is_leximin: bool = False
    largest_move: float | None = None
    shortfall: float | None = None
