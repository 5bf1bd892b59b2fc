"""Panels made one after another, each of those who are owed most: the list's average runs towards the chances aimed at.

A panel is nearly a linear optimum. The row prices of the panel before say who is surely in and who is surely out; only
the classes whose worth is near the price stay open. A dive settles these one by one. A wider choice, and at last an
integer programme over all classes, help where that runs into a dead end.
"""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.solver import INFINITY, Programme, column_values, load, new_solver, solve_integer, solve_linear
from engage.lottery.watch import Watch

_TIGHT = 1e-6
_WHOLE = 1e-6
_CORE = 60
FEW = 3 * _CORE
"""So few classes are dived over all at once."""
_WIDE = 200
_WIDE_A_SEAT = 2
_TRIES = 400
_NODES = 200
_POWER = 0.5
# Nobody is owed two panels where panels can give what is aimed at; elsewhere, ever more. Measured.
_ASTRAY = 6.0

Settle = Callable[[Floats], int | None]


class PanelMaker:
    """Makes panels of a pool within given rows and caps, for ever new weights."""

    def __init__(self, pool: Pool, watch: Watch, face: "Face", *, settle: Settle | None = None) -> None:
        """`settle` says which column a dive settles next: `most_open`, which finds a panel soonest, unless given."""
        self.pool = pool
        self._watch = watch
        self._row_lower, self._row_upper = face.row_lower, face.row_upper
        self._lower, self._upper = face.lower, face.upper
        self._rows_of = [np.array(rows, dtype=np.int32) for rows in pool.members]
        self._prices = np.zeros(pool.row_count)
        self._is_priced = False
        self._has_solution = True
        self._first_home = 1 + len(pool.quotas)
        self._wide = max(_WIDE, _WIDE_A_SEAT * pool.seats)
        self._solver = new_solver()
        self._tries = _TRIES
        self._settle = settle or most_open
        self._basis: dict[int, highspy.HighsBasisStatus] = {}
        self._row_basis: dict[int, highspy.HighsBasisStatus] = {}
        self._residents = {
            row: np.flatnonzero([members[-1] == row for members in pool.members])
            for row in range(self._first_home, pool.row_count)
        }

    def make(self, weights: Floats, *, nodes: int | None = None) -> Ints | None:
        """A panel with nearly the most weight; None when the rows and caps allow no panel.

        With `nodes`, the last resort ends after so many, and None only means that no panel was found.
        """
        everyone = len(self.pool.classes)
        panel = self.guess(weights)
        if panel is not None or not self._has_solution:
            return panel
        for size in sorted({min(5 * _CORE, everyone), everyone}):
            panel = self._try(weights, size, integers=True, nodes=nodes)
            if panel is not None:
                return panel
        return None

    def guess(self, weights: Floats, *, tries: int = _TRIES) -> Ints | None:
        """The same by diving alone; None also when the dives run into dead ends, within so many tries each."""
        self._tries = tries
        everyone = len(weights)
        if everyone > FEW and self._is_priced and self._renew_prices(weights):
            panel = self._try(weights, _CORE)
            if panel is not None:
                return panel
        self._has_solution = self._price(weights)
        if not self._has_solution:
            return None
        for size in (_CORE, FEW) if everyone > FEW else (everyone,):
            panel = self._try(weights, size)
            if panel is not None:
                return panel
        return None

    def _renew_prices(self, weights: Floats) -> bool:
        """Solve for the prices over a wide choice around the last ones; False when that is too narrow."""
        worth = weights - self.pool.prices(self._prices)
        core = _nearest(worth, self._wide)
        done = self.pool.activity(self._by_sign(worth, core))
        solver = load(self._programme(weights, core, done), solver=self._solver)
        if self._basis:
            self._start_warm(core)
        if not solve_linear(solver, self._watch):
            return False
        self._prices[self._kept] = solver.getSolution().row_dual
        basis = solver.getBasis()
        self._basis = dict(zip(core.tolist(), basis.col_status, strict=True))
        self._row_basis = dict(zip(self._kept.tolist(), basis.row_status, strict=True))
        return True

    def _try(self, weights: Floats, size: int, *, integers: bool = False, nodes: int | None = None) -> Ints | None:
        worth = weights - self.pool.prices(self._prices)
        core = _nearest(worth, size)
        panel = self._by_sign(worth, core)
        programme = self._programme(weights, core, self.pool.activity(panel))
        counts = self._whole(programme, nodes) if integers else self._dive(programme, core)
        if counts is None:
            return None
        panel[core] = counts
        return panel.astype(np.int64)

    def _price(self, weights: Floats) -> bool:
        programme = self._programme(weights, np.arange(len(weights)), np.zeros(self.pool.row_count))
        solver = load(programme, solver=self._solver)
        self._basis = {}
        if not solve_linear(solver, self._watch):
            return False
        self._prices = np.array(solver.getSolution().row_dual)
        self._is_priced = True
        return True

    def _whole(self, programme: Programme, nodes: int | None) -> Floats | None:
        solver = load(programme, integers=True)
        solver.setOptionValue("mip_heuristic_effort", 0.0)
        solver.setOptionValue("mip_max_improving_sols", 1)
        counts = solve_integer(solver, self._watch, nodes=nodes).counts
        return None if counts is None else counts.astype(np.float64)

    def _by_sign(self, worth: Floats, core: Ints) -> Floats:
        panel = np.where(worth > 0, self._upper, self._lower)
        panel[core] = 0.0
        for row in self._first_home + np.flatnonzero(self.pool.activity(panel)[self._first_home :] > 1):
            residents = self._residents[int(row)]
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

    def _start_warm(self, core: Ints) -> None:
        """Begin where the wide choice ended: what is in its basis is in the core, but for a stray row."""
        basis = highspy.HighsBasis()
        away = highspy.HighsBasisStatus.kLower
        basis.col_status = [self._basis.get(number, away) for number in core.tolist()]
        there = highspy.HighsBasisStatus.kBasic
        basis.row_status = [self._row_basis.get(number, there) for number in self._kept.tolist()]
        self._solver.setBasis(basis)

    def _dive(self, programme: Programme, core: Ints) -> Floats | None:
        solver = load(programme, solver=self._solver)
        if self._basis:
            self._start_warm(core)
        if not solve_linear(solver, self._watch):
            return None
        self._prices[self._kept] = solver.getSolution().row_dual
        return dive(solver, programme.lower, programme.upper, settle=self._settle, tries=self._tries, watch=self._watch)


class Diver:
    """Dives over all classes in one programme, which is kept from dive to dive: the quickest where they are few."""

    def __init__(self, pool: Pool, watch: Watch, upper: Floats, *, settle: Settle) -> None:
        self._watch = watch
        self._settle = settle
        self._lower, self._upper = np.zeros(len(upper)), upper
        self._columns = np.arange(len(upper), dtype=np.int32)
        self._solver = load(Programme.of_pool(pool, self._lower, self._lower, upper))

    def guess(self, weights: Floats, *, tries: int) -> Ints | None:
        """A panel of great weight; None at a dead end, within so many tries."""
        count = len(weights)
        self._solver.changeColsCost(count, self._columns, weights)
        self._solver.changeColsBounds(count, self._columns, self._lower, self._upper)
        if not solve_linear(self._solver, self._watch):
            return None
        found = dive(self._solver, self._lower, self._upper, settle=self._settle, tries=tries, watch=self._watch)
        return None if found is None else found.astype(np.int64)


def dive(
    solver: highspy.Highs, lower: Floats, upper: Floats, *, settle: Settle, tries: int, watch: Watch
) -> Floats | None:
    """From a solved programme, settle one column after another, solving in between, and go back where that fails.

    None when everything failed, or after so many tries.
    """
    turns: list[tuple[int, float | None]] = []
    is_open = True
    for _ in range(tries):
        if is_open:
            values = column_values(solver)
            chosen = settle(values)
            if chosen is None:
                return np.rint(values)
            value = float(np.ceil(values[chosen]))
            turns.append((chosen, value - 1.0))
        else:
            while turns and turns[-1][1] is None:
                chosen, _none = turns.pop()
                solver.changeColBounds(chosen, lower[chosen], upper[chosen])
            if not turns:
                return None
            chosen, other = turns.pop()
            value = float(other if other is not None else 0.0)
            turns.append((chosen, None))
        solver.changeColBounds(chosen, value, value)
        is_open = solve_linear(solver, watch)
    return None


def _nearest(worth: Floats, size: int) -> Ints:
    """The classes whose worth is nearest to nothing, in order."""
    if size >= len(worth):
        return np.arange(len(worth))
    return np.sort(np.argpartition(np.abs(worth), size)[:size])


def most_open(values: Floats) -> int | None:
    """The column furthest from a whole number, or None when all are whole."""
    part = values - np.floor(values)
    distance = np.minimum(part, 1.0 - part)
    chosen = int(np.argmax(distance))
    return chosen if distance[chosen] > _WHOLE else None


def most_settled(values: Floats) -> int | None:
    """The column that a whole number is nearest above, or None when all are whole: such dives stay near the best."""
    part = values - np.floor(values)
    part[(part <= _WHOLE) | (part >= 1.0 - _WHOLE)] = 0.0
    chosen = int(np.argmax(part))
    return chosen if part[chosen] > 0 else None


@dataclass(frozen=True)
class Face:
    """Bounds of the smallest face of the pool's panels that holds some expectations, and these, exactly on it."""

    row_lower: Floats
    row_upper: Floats
    lower: Floats
    upper: Floats
    expected: Floats


def whole_polytope(pool: Pool, *, upper: Floats | None = None, lower: Floats | None = None) -> Face:
    """All panels of the pool, within these bounds of the classes."""
    none = np.zeros(len(pool.classes))
    return Face(
        pool.row_lower, pool.row_upper, none if lower is None else lower, pool.caps if upper is None else upper, none
    )


def face_of(pool: Pool, expected: Floats, excluded: npt.NDArray[np.bool_]) -> Face:
    """The face that expectations lie on: where they meet a target with equality, every panel of the lottery must."""
    activity = pool.activity(expected)
    row_lower, row_upper = pool.row_lower.copy(), pool.row_upper.copy()
    at_low, at_high = activity <= row_lower + _TIGHT, activity >= row_upper - _TIGHT
    row_upper[at_low] = row_lower[at_low]
    row_lower[at_high & ~at_low] = row_upper[at_high & ~at_low]
    lower, upper = np.zeros(len(expected)), pool.caps.copy()
    upper[excluded | (expected <= _TIGHT * pool.sizes)] = 0.0
    full = expected >= pool.caps - _TIGHT
    lower[full] = pool.caps[full]
    return Face(row_lower, row_upper, lower, upper, _onto(pool, expected, row_lower, row_upper, lower, upper))


def _onto(  # noqa: PLR0917 - the parts of a face
    pool: Pool, expected: Floats, row_lower: Floats, row_upper: Floats, lower: Floats, upper: Floats
) -> Floats:
    """The nearest point that meets the face's equalities exactly, not only to the solver's tolerance."""
    is_free = lower < upper
    snapped = np.where(is_free, expected, lower)
    tight = np.flatnonzero(row_lower == row_upper)
    member = np.zeros((pool.row_count, len(expected)))
    member[pool.column_rows, pool.column_of_entry] = 1.0
    matrix = member[tight][:, is_free]
    missing = row_lower[tight] - pool.activity(snapped)[tight]
    snapped[is_free] += np.linalg.lstsq(matrix, missing, rcond=None)[0]
    return snapped


class Herd:
    """The growing list of panels, aimed at a face's expectations. Each class is owed a phase from 0 to 1 at first."""

    def __init__(self, pool: Pool, watch: Watch, face: Face, phases: Floats) -> None:
        self.maker = PanelMaker(pool, watch, face)
        self.expected = face.expected
        self._sizes = pool.sizes
        self._scale = pool.sizes**_POWER
        self._sum = -phases
        self.panels: list[Ints] = []

    @property
    def is_astray(self) -> bool:
        """Whether somebody is so far from what is aimed at that the list's average won't come near it."""
        owed = len(self.panels) * self.expected - self._sum
        return bool((np.abs(owed) > _ASTRAY * self._sizes).any())

    def grow(self) -> bool:
        """Make one more panel; False when the face holds none."""
        owed = (len(self.panels) + 1) * self.expected - self._sum
        panel = self.maker.make(owed / self._scale, nodes=_NODES)
        if panel is None:
            return False
        self.panels.append(panel.astype(np.int32))
        self._sum += panel
        return True
