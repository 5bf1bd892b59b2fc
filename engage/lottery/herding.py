"""Panels made one after another, each of those who are owed most: the list's average runs towards the chances aimed at.

A panel is nearly a linear optimum. The row prices of the panel before say who is surely in and who is surely out; only
the classes whose worth is near the price stay open. A dive settles these one by one. A wider choice, and at last a small
integer programme over all classes, help where that runs into a dead end.
"""

import numpy as np

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.solver import INFINITY, Programme, column_values, load, solve_integer, solve_linear
from engage.lottery.watch import Watch

_TIGHT = 1e-6
_WHOLE = 1e-6
_CORE = 150


class PanelMaker:
    """Makes panels of a pool within given rows and caps, for ever new weights."""

    def __init__(
        self, pool: Pool, watch: Watch, *, row_lower: Floats, row_upper: Floats, lower: Floats, upper: Floats
    ) -> None:
        self.pool = pool
        self._watch = watch
        self._row_lower, self._row_upper = row_lower, row_upper
        self._lower, self._upper = lower, upper
        self._rows_of = [np.array(rows, dtype=np.int32) for rows in pool.members]
        self._prices = np.zeros(pool.row_count)
        self._is_priced = False
        self._first_home = 1 + len(pool.quotas)
        self.rescues = 0
        self.fulls = 0

    def make(self, weights: Floats) -> Ints | None:
        """A panel with nearly the most weight; None when the rows and caps allow no panel."""
        everyone = len(self.pool.classes)
        if self._is_priced:
            panel = self._try(weights, min(_CORE, everyone))
            if panel is not None:
                return panel
        if not self._price(weights):
            return None
        panel = self._try(weights, min(_CORE, everyone))
        if panel is not None:
            return panel
        self.rescues += 1
        for size in sorted({min(_CORE, everyone), min(3 * _CORE, everyone), everyone}):
            panel = self._try(weights, size, integers=True)
            if panel is not None:
                return panel
        return None

    def _try(self, weights: Floats, size: int, *, integers: bool = False) -> Ints | None:
        worth = weights - self.pool.prices(self._prices)
        core = np.sort(np.argsort(np.abs(worth), kind="stable")[:size])
        return self._settle(weights, worth, core, integers=integers)

    def _price(self, weights: Floats) -> bool:
        self.fulls += 1
        programme = self._programme(weights, np.arange(len(weights)), np.zeros(self.pool.row_count))
        solver = load(programme)
        if not solve_linear(solver, self._watch):
            return False
        self._prices = np.array(solver.getSolution().row_dual)
        self._is_priced = True
        return True

    def _settle(self, weights: Floats, worth: Floats, core: Ints, *, integers: bool = False) -> Ints | None:
        """Whole numbers for the core, the others by the sign of their worth; None at a dead end."""
        panel = self._by_sign(worth, core)
        done = self.pool.activity(panel)
        programme = self._programme(weights, core, done)
        if integers:
            solver = load(programme, integers=True)
            solver.setOptionValue("mip_heuristic_effort", 0.0)
            solver.setOptionValue("mip_rel_gap", 0.05)
            counts: Floats | Ints | None = solve_integer(solver, self._watch).counts
        else:
            counts = self._dive(programme)
        if counts is None:
            return None
        panel[core] = counts
        return panel.astype(np.int64)

    def _by_sign(self, worth: Floats, core: Ints) -> Floats:
        panel = np.where(worth > 0, self._upper, self._lower)
        panel[core] = 0.0
        for row in self._first_home + np.flatnonzero(self.pool.activity(panel)[self._first_home :] > 1):
            residents = np.flatnonzero([row in rows[-1:] for rows in self.pool.members])
            best = residents[np.argmax(np.where(panel[residents] > 0, worth[residents], -INFINITY))]
            panel[residents] = 0.0
            panel[best] = 1.0
        return panel

    def _programme(self, weights: Floats, core: Ints, done: Floats) -> Programme:
        lists = [self._rows_of[number] for number in core]
        rows = np.concatenate(lists) if lists else np.zeros(0, dtype=np.int32)
        used = np.zeros(self.pool.row_count, dtype=bool)
        used[: self._first_home] = True
        used[rows] = True
        kept = np.flatnonzero(used)
        place = np.zeros(len(used), dtype=np.int32)
        place[kept] = np.arange(len(kept))
        self._kept = kept
        return Programme(
            costs=weights[core],
            lower=self._lower[core],
            upper=self._upper[core],
            row_lower=(self._row_lower - done)[kept],
            row_upper=(self._row_upper - done)[kept],
            starts=np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int32),
            rows=place[rows],
            values=np.ones(len(rows)),
        )

    def _dive(self, programme: Programme) -> Floats | None:
        """Round one column after another, solving in between; None when it runs into a dead end."""
        solver = load(programme)
        if not solve_linear(solver, self._watch):
            return None
        self._prices[self._kept] = solver.getSolution().row_dual
        while True:
            values = column_values(solver)
            whole = np.rint(values)
            distance = np.abs(values - whole)
            if not (distance > _WHOLE).any():
                return whole
            part = values - np.floor(values)
            chosen = int(np.argmax(np.where(distance > _WHOLE, part, -1)))
            first, second = float(np.ceil(values[chosen])), float(np.floor(values[chosen]))
            for target in (first, second):
                solver.changeColBounds(chosen, target, target)
                if solve_linear(solver, self._watch):
                    break
            else:
                return None


def face_of(pool: Pool, expected: Floats, excluded: np.ndarray) -> tuple[Floats, Floats, Floats, Floats]:
    """Row and column bounds of the smallest face that holds these expectations.

    Where they meet a target with equality, every panel of the lottery must.
    """
    activity = pool.activity(expected)
    row_lower, row_upper = pool.row_lower.copy(), pool.row_upper.copy()
    at_low, at_high = activity <= row_lower + _TIGHT, activity >= row_upper - _TIGHT
    row_upper[at_low] = row_lower[at_low]
    row_lower[at_high & ~at_low] = row_upper[at_high & ~at_low]
    lower, upper = np.zeros(len(expected)), pool.caps.copy()
    upper[excluded | (expected <= _TIGHT * pool.sizes)] = 0.0
    full = expected >= pool.caps - _TIGHT
    lower[full] = pool.caps[full]
    return row_lower, row_upper, lower, upper


class Herd:
    """The growing list of panels, aimed at `expected`. Each class begins with a phase between 0 and 1 owed to it."""

    def __init__(self, maker: PanelMaker, expected: Floats, phases: Floats, power: float = 0.7) -> None:
        self._maker = maker
        self._expected = expected
        self._scale = maker.pool.sizes**power
        self._sum = -phases
        self.panels: list[Ints] = []

    def grow(self) -> bool:
        """Make one more panel; False when the face holds none."""
        owed = (len(self.panels) + 1) * self._expected - self._sum
        panel = self._maker.make(owed / self._scale)
        if panel is None:
            return False
        self.panels.append(panel)
        self._sum += panel
        return True
