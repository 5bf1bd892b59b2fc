"""The methods side by side, before anything is frozen: the best chances each could give this pool.

Each is worked out on the relaxation, in which fractions of people can be drawn. That takes a second at most, and for
most pools a lottery over real panels then meets it exactly; where it does not, the draw itself says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Pool, make_pool
from engage.lottery.feasibility import check_input, unmeetable
from engage.lottery.methods import goldilocks_ceiling, nash_expected
from engage.lottery.model import Entrant, Method, Quota
from engage.lottery.relaxation import relaxed_leximin
from engage.lottery.solver import SolverError
from engage.lottery.watch import Watch
from engage.progress import Progress, silent

COMPARED = (Method.LEXIMIN, Method.GOLDILOCKS, Method.NASH, Method.MAXIMIN)
COMPARING = mark("Comparing the ways to share out the chances")

_ROOM = 1e-7
_FIRST: int | None = 1
_CERTAIN = 1 - 1e-6
_NONE = 1e-9


@dataclass(frozen=True)
class Outlook:
    """What one method could give: everybody's chance, the smallest first."""

    method: Method
    chances: tuple[float, ...]

    @property
    def least(self) -> float:
        """The smallest chance of anyone who has one."""
        return next((chance for chance in self.chances if chance > _NONE), 0.0)

    @property
    def most(self) -> float:
        """The largest chance of anyone."""
        return self.chances[-1] if self.chances else 0.0

    @property
    def certain(self) -> int:
        """How many people are certain to be chosen."""
        return sum(chance >= _CERTAIN for chance in self.chances)


def compare_methods(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    seats: int,
    *,
    fixed: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> tuple[Outlook, ...]:
    """The outlook of each method that can be compared. One that finds no optimum here is left out.

    Raises RefusedError when the input is inconsistent or no panel meets the targets, and `Cancelled`.
    """
    entrants, quotas = tuple(entrants), tuple(quotas)
    check_input(entrants, quotas, seats, fixed=fixed)
    pool = make_pool(entrants, quotas, seats, fixed=fixed)
    watch = Watch(progress)
    watch.report(0.0, COMPARING)
    leximin = relaxed_leximin(pool, np.zeros(len(pool.classes), dtype=bool), watch)
    if leximin is None:
        raise unmeetable(entrants, quotas, seats, fixed=fixed, progress=progress)
    # Whom leximin can't give anything, nobody can.
    excluded = leximin.expected <= _NONE
    found = [_outlook(pool, Method.LEXIMIN, leximin.expected)]
    for place, method in enumerate(COMPARED[1:], start=1):
        watch.report(place / len(COMPARED), COMPARING)
        expected = _expected(pool, method, excluded, watch)
        if expected is not None:
            found.append(_outlook(pool, method, expected))
    return tuple(found)


def _outlook(pool: Pool, method: Method, expected: Floats) -> Outlook:
    return Outlook(method, tuple(sorted(_chances(pool, expected))))


def _expected(pool: Pool, method: Method, excluded: npt.NDArray[np.bool_], watch: Watch) -> Floats | None:
    """How many of each class the method expects; None when it finds no optimum."""
    try:
        if method is Method.NASH:
            return nash_expected(pool, excluded, watch)
        ceiling, stages = 1.0, _FIRST
        if method is Method.GOLDILOCKS:
            ceiling, stages = goldilocks_ceiling(pool, excluded, watch) + _ROOM, None
        relaxed = relaxed_leximin(pool, excluded, watch, ceiling=ceiling, stages=stages)
    except (SolverError, np.linalg.LinAlgError):
        return None
    return None if relaxed is None else relaxed.expected


def _chances(pool: Pool, expected: Floats) -> Iterator[float]:
    for each, amount in zip(pool.classes, expected.tolist(), strict=True):
        chance = min(1.0, max(0.0, amount / len(each.members)))
        yield from [chance] * len(each.members)
    yield from [0.0] * len(pool.closed)
