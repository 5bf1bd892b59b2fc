"""Nash and Goldilocks over real panels, where fractions of people promise more than panels can give.

Column generation, as in `columns`: the lottery over the panels known so far says which panel would help it most; that
one is looked for by diving, and exactly by an integer programme. The exact answer also bounds how much better any
lottery could be, so that what was reached can be stated beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
import numpy.typing as npt

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.columns import IMPROVING, Pricer
from engage.lottery.methods import nash_weights
from engage.lottery.solver import INFINITY, Programme, column_values, load, solve_linear
from engage.lottery.stream import seeded
from engage.lottery.watch import Watch

_PROVED = 1e-6
_HELPS = 1e-7
_GUESSES = 4


@dataclass(frozen=True)
class Reached:
    """Panels and their probabilities; no lottery is better in what the method aims at by more than `shortfall`."""

    panels: Sequence[Ints]
    probabilities: Floats
    shortfall: float


class _Helpers:
    """The panels known, and the search for one that is worth more than is needed to help."""

    def __init__(
        self, pool: Pool, excluded: npt.NDArray[np.bool_], panels: Sequence[Ints], watch: Watch, effort: int
    ) -> None:
        self._watch = watch
        self._first, self._last = watch.effort, watch.effort + effort
        self._pricer = Pricer(pool, excluded, watch)
        self._stream = seeded(0)
        self._seen: set[bytes] = set()
        self.panels: list[Ints] = []
        for panel in panels:
            self.add(panel)

    def add(self, panel: Ints) -> bool:
        """Take a panel in; False when it is known already."""
        counts = panel.astype(np.int64)
        if counts.tobytes() in self._seen:
            return False
        self._seen.add(counts.tobytes())
        self.panels.append(counts)
        return True

    @property
    def is_over(self) -> bool:
        """Whether the effort is spent."""
        spent = (self._watch.effort - self._first) / max(1, self._last - self._first)
        self._watch.report(0.5 + 0.45 * min(1.0, spent), IMPROVING)
        return spent >= 1

    def guess(self, worth: Floats, needed: float) -> bool:
        """Find a helpful panel by diving, at these prices and a little beside them."""
        for attempt in range(_GUESSES):
            prices = worth if attempt == 0 else worth * (0.7 + 0.6 * self._stream.fractions(len(worth)))
            panel = self._pricer.guess(prices)
            if panel is not None and self.add(panel) and float(worth @ panel) > needed * (1 + _HELPS):
                return True
        return False

    def ask(self, worth: Floats) -> tuple[float, bool]:
        """The most that any panel is worth, and whether one that was not known yet came of asking."""
        answer = self._pricer.best(worth)
        return answer.bound, answer.counts is not None and self.add(answer.counts)


def reach_nash(
    pool: Pool, excluded: npt.NDArray[np.bool_], panels: Sequence[Ints], watch: Watch, effort: int
) -> Reached:
    """The largest product of all chances.

    With everyone's prices 1/chance, all chances together are worth one a person; a panel that is worth more helps. The
    product's logarithm is concave, so that no lottery's mean of logarithms is larger by more than the greatest such
    surplus, shared among all people (Frank and Wolfe 1956).
    """
    helpers = _Helpers(pool, excluded, panels, watch, effort)
    sizes = np.where(excluded, 0.0, pool.sizes)
    people = float(sizes.sum())
    probabilities, best = np.zeros(0), INFINITY
    while True:
        probabilities = nash_weights(helpers.panels, pool.sizes, watch, start=probabilities)
        expected = probabilities @ np.array(helpers.panels, dtype=np.float64)
        worth = np.divide(sizes, expected, out=np.zeros_like(sizes), where=sizes > 0)
        if not helpers.is_over and helpers.guess(worth, people):
            continue
        most, is_new = helpers.ask(worth)
        present = float(sizes @ np.log(np.where(sizes > 0, expected / pool.sizes, 1.0))) / people
        best = min(best, present + max(0.0, most - people) / people)
        if best - present <= _PROVED or not is_new or helpers.is_over:
            padded = np.concatenate([probabilities, np.zeros(len(helpers.panels) - len(probabilities))])
            return Reached(helpers.panels, padded, 1 - exp(present - best))


def reach_goldilocks(
    pool: Pool, excluded: npt.NDArray[np.bool_], panels: Sequence[Ints], watch: Watch, effort: int
) -> Reached:
    """The least largest/average + average/smallest.

    With gamma 1: Baharav and Flanigan, "Fair, Manipulation-Robust, and Transparent Sortition", EC 2024.
    """
    helpers = _Helpers(pool, excluded, panels, watch, effort)
    master = _GoldilocksMaster(pool, excluded)
    least = 0.0
    while True:
        master.take(helpers.panels)
        value, worth, needed = master.solve(watch)
        if not helpers.is_over and helpers.guess(worth, needed):
            continue
        most, is_new = helpers.ask(worth)
        least = max(least, value - max(0.0, most - needed))
        if value - least <= _PROVED * value or not is_new or helpers.is_over:
            weights = master.probabilities
            padded = np.concatenate([weights, np.zeros(len(helpers.panels) - len(weights))])
            return Reached(helpers.panels, padded, max(0.0, 1 - least / value))


class _GoldilocksMaster:
    """Probabilities of the panels known so far for which the chances' two ends are nearest to the average."""

    def __init__(self, pool: Pool, excluded: npt.NDArray[np.bool_]) -> None:
        self._rows = np.flatnonzero(~excluded)
        self._count, self._classes = 0, len(pool.classes)
        sizes, none = pool.sizes[self._rows], np.zeros(len(self._rows))
        half = len(sizes)
        self._average = pool.seats / float(sizes.sum())
        # Columns: the smallest chance, the largest, and what stands for average/smallest. Rows: each class has its
        # size times the smallest at least; times the largest at most; all probabilities together are one.
        self._solver = load(
            Programme(
                costs=np.array([0.0, 1 / self._average, 1.0]),
                lower=np.zeros(3),
                upper=np.array([1.0, 1.0, INFINITY]),
                row_lower=np.concatenate([none, np.full(half, -INFINITY), [1.0]]),
                row_upper=np.concatenate([np.full(half, INFINITY), none, [1.0]]),
                starts=np.array([0, half, 2 * half, 2 * half], dtype=np.int32),
                rows=np.arange(2 * half, dtype=np.int32),
                values=np.concatenate([-sizes, -sizes]),
            ),
            maximise=False,
        )
        self._add_tangent(self._average)

    def _add_tangent(self, point: float) -> None:
        """average/z is at least its tangent at this point."""
        slope = self._average / point**2
        self._solver.addRow(2 * self._average / point, INFINITY, 2, np.array([0, 2]), np.array([slope, 1.0]))

    def take(self, panels: Sequence[Ints]) -> None:
        """Add the panels that are not in yet."""
        half = len(self._rows)
        for panel in panels[self._count :]:
            counts = panel[self._rows]
            used = np.flatnonzero(counts)
            rows = np.concatenate([used, half + used, [2 * half]]).astype(np.int32)
            values = np.concatenate([counts[used], counts[used], [1.0]]).astype(np.float64)
            self._solver.addCol(0.0, 0.0, INFINITY, len(rows), rows, values)
        self._count = len(panels)

    def solve(self, watch: Watch) -> tuple[float, Floats, float]:
        """The least value, each class's price, and what a new panel's worth must exceed to help."""
        while True:
            if not solve_linear(self._solver, watch):
                raise ArithmeticError("probabilities that add up to one are always there")
            self._values = column_values(self._solver)
            smallest, largest, stand_in = self._values[:3].tolist()
            if self._average / max(smallest, 1e-9) - stand_in <= _HELPS:
                break
            self._add_tangent(max(smallest, self._average * 1e-3))
        duals = np.array(self._solver.getSolution().row_dual)
        half = len(self._rows)
        worth = np.zeros(self._classes)
        worth[self._rows] = duals[:half] + duals[half : 2 * half]
        return largest / self._average + self._average / max(smallest, 1e-9), worth, -float(duals[2 * half])

    @property
    def probabilities(self) -> Floats:
        """Those of the panels, by the latest solution."""
        values = np.maximum(self._values[3:], 0.0)
        total: Floats = values / values.sum()
        return total
