"""Small counts in what is published: 1 to 4 become "fewer than 5", and nothing else on the page gives them away."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

SMALL = 5
_LEAST_CHOICES = 3  # a hidden count must leave at least so many possibilities open


class Showing(Enum):
    """How a count is shown."""

    EXACT = "exact"
    FEWER = "fewer"
    """Fewer than 5, but not none."""
    HIDDEN = "hidden"
    """Not shown, since a smaller one could be worked out from it."""


@dataclass(frozen=True)
class ShownCount:
    """A count as it may be published; `count` is -1 when it may not."""

    showing: Showing
    count: int = -1


def protected(counts: Sequence[int]) -> list[ShownCount]:
    """The counts of one table whose total is known, so that each hidden one could be at least three numbers."""
    showing = [Showing.FEWER if 0 < count < SMALL else Showing.EXACT for count in counts]
    while not _is_safe(counts, showing):
        others = [i for i, how in enumerate(showing) if how is Showing.EXACT and counts[i]]
        if not others:
            showing = [Showing.HIDDEN if counts[i] else how for i, how in enumerate(showing)]
            break
        showing[min(others, key=lambda i: (counts[i], i))] = Showing.HIDDEN
    return [ShownCount(how, count if how is Showing.EXACT else -1) for how, count in zip(showing, counts, strict=True)]


def _is_safe(counts: Sequence[int], showing: Sequence[Showing]) -> bool:
    """Whether someone who knows the total still has three possibilities for every count that is not shown.

    A count "fewer than 5" is 1 to 4. One that is hidden may be any from 1: nothing is said of it.
    """
    unseen = [how for how in showing if how is not Showing.EXACT]
    total = sum(count for count, how in zip(counts, showing, strict=True) if how is not Showing.EXACT)
    highest = {Showing.FEWER: SMALL - 1, Showing.HIDDEN: total}
    for place, how in enumerate(unseen):
        rest = [*unseen[:place], *unseen[place + 1 :]]
        low = max(1, total - sum(highest[other] for other in rest))
        high = min(highest[how], total - len(rest))
        if high - low + 1 < _LEAST_CHOICES:
            return False
    return True
