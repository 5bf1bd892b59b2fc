"""The best that any lottery could do: leximin over fractions of people instead of whole panels.

A panel's chances lie inside the polytope of the pool's rows and caps, so the relaxed optimum bounds the true one. It is
found in a fraction of a second and, for most pools, met exactly by a lottery over real panels.

Each class of size s gets `s * z + extra`, where z is the chance that everyone has at least and extra is not negative.
So the programme has only the pool's rows and one column a class; caps and household rows join it when they bite. The
classes whose extra has a price at the optimum can have no more than z: they are fixed, and z rises for the rest.
"""

from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np

from engage.lottery.classes import Floats, Pool
from engage.lottery.solver import INFINITY, Programme, column_values, load, solve_linear
from engage.lottery.watch import Watch

_PRICE = 1e-8
_BITES = 1e-9
_SLACK = 1e-7
_GRID = 10**12


@dataclass(frozen=True)
class Relaxed:
    """The relaxed optimum: how many of each class are expected, and the least chance's exact upper bound."""

    expected: Floats
    bound: Fraction


class RelaxedStage:
    """The programme "largest z" with some classes fixed, warm from stage to stage.

    `ceiling` is the largest chance that anyone may have; `excluded` are classes in no panel.
    """

    def __init__(self, pool: Pool, excluded: np.ndarray, *, ceiling: float = 1.0) -> None:
        self._pool = pool
        self._caps = np.minimum(pool.caps, ceiling * pool.sizes)
        self._caps[excluded] = 0.0
        self.fixed = excluded.copy()
        self.expected = np.zeros(len(pool.classes))
        self._cap_rows: list[int] = []
        self._home_rows: list[int] = []
        self._first_home = 1 + len(pool.quotas)
        self._basis: highspy.HighsBasis | None = None

    @property
    def is_done(self) -> bool:
        """Whether every class is fixed."""
        return bool(self.fixed.all())

    def rise(self, watch: Watch) -> tuple[float, Fraction] | None:
        """Find the largest z of this stage and its exact bound; None when the pool has no fractional panel at all."""
        while True:
            solver = self._load()
            if not solve_linear(solver, watch):
                return None
            self._basis = solver.getBasis()
            z = self._read(solver)
            if not self._add_what_bites():
                return z, self._exact_bound()

    def fix_tight(self, z: float) -> None:
        """Fix the classes that can have no more than z each."""
        free = ~self.fixed
        tight = free & (self._prices > _PRICE)
        full = free & (self._caps - self._pool.sizes * z <= _SLACK)
        tight |= full
        if not tight.any():
            tight[np.argmax(np.where(free, self._prices, -INFINITY))] = True
        self.expected[tight] = np.minimum(self._pool.sizes * z, self._caps)[tight]
        self.fixed |= tight

    def _load(self) -> highspy.Highs:
        pool, sizes = self._pool, self._pool.sizes
        free = ~self.fixed
        constant = pool.activity(np.where(self.fixed, self.expected, 0.0))
        z_column = pool.activity(np.where(free, sizes, 0.0))
        kept = np.concatenate([np.arange(self._first_home), np.array(self._home_rows, dtype=np.int64)])
        place = np.full(pool.row_count, -1)
        place[kept] = np.arange(len(kept))
        cap_classes = np.array(self._cap_rows, dtype=np.int64)
        entry_rows, entry_columns = place[pool.column_rows], pool.column_of_entry
        keep = entry_rows >= 0
        rows = np.concatenate([entry_rows[keep], len(kept) + np.arange(len(cap_classes))])
        columns = np.concatenate([entry_columns[keep], cap_classes])
        order = np.lexsort((rows, columns))
        z_values = np.concatenate([z_column[kept], np.where(free, sizes, 0.0)[cap_classes]])
        z_rows = np.flatnonzero(z_values)
        count = len(pool.classes)
        starts = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=count)), [0]])
        starts[-1] = starts[-2] + len(z_rows)
        fixed_caps = np.where(self.fixed, self.expected, 0.0)[cap_classes]
        programme = Programme(
            costs=np.concatenate([np.zeros(count), [1.0]]),
            lower=np.zeros(count + 1),
            upper=np.concatenate([np.where(free, INFINITY, 0.0), [1.0]]),
            row_lower=np.concatenate([(pool.row_lower - constant)[kept], np.full(len(cap_classes), -INFINITY)]),
            row_upper=np.concatenate([(pool.row_upper - constant)[kept], self._caps[cap_classes] - fixed_caps]),
            starts=starts.astype(np.int32),
            rows=np.concatenate([rows[order], z_rows]).astype(np.int32),
            values=np.concatenate([np.ones(len(rows)), z_values[z_rows]]),
        )
        solver = load(programme)
        self._start_warm(solver, len(kept) + len(cap_classes))
        return solver

    def _start_warm(self, solver: highspy.Highs, rows: int) -> None:
        if self._basis is None:
            return
        basis = highspy.HighsBasis()
        statuses = list(self._basis.row_status)
        basis.col_status = self._basis.col_status
        basis.row_status = statuses + [highspy.HighsBasisStatus.kBasic] * (rows - len(statuses))
        basis.valid = True
        solver.setBasis(basis)

    def _read(self, solver: highspy.Highs) -> float:
        values = column_values(solver)
        duals = solver.getSolution()
        z = float(values[-1])
        free = ~self.fixed
        self.expected[free] = (self._pool.sizes * z + values[:-1])[free]
        self._prices = -np.array(duals.col_dual)[:-1]
        self._row_duals = np.array(duals.row_dual)
        return z

    def _add_what_bites(self) -> bool:
        """Let in the caps and household rows that the present optimum breaks. New cap rows come last."""
        over = np.flatnonzero(self.expected > self._caps + _BITES)
        new_caps = sorted(set(over.tolist()) - set(self._cap_rows))
        activity = self._pool.activity(self.expected)[self._first_home :]
        homes = self._first_home + np.flatnonzero(activity > 1 + _BITES)
        new_homes = sorted(set(homes.tolist()) - set(self._home_rows))
        if new_homes:
            self._basis = None
        self._cap_rows += new_caps
        self._home_rows += new_homes
        return bool(new_caps or new_homes)

    def _exact_bound(self) -> Fraction:
        """An upper bound on z from the row prices, in exact arithmetic: true whatever the floats were worth.

        For any prices p on the rows and weights w >= 0 with sum(w * size) = 1, z is at most the largest value of w.x
        over the pool's rows and caps, and that is at most rows' worth + what the classes' own prices leave over.
        """
        count = len(self._pool.classes)
        homes = len(self._home_rows)
        duals = np.zeros(self._pool.row_count)
        duals[: self._first_home] = self._row_duals[: self._first_home]
        if homes:
            duals[self._home_rows] = self._row_duals[self._first_home : self._first_home + homes]
        weights = np.where(self.fixed, 0.0, np.maximum(self._prices, 0.0))
        caps_dual = self._row_duals[self._first_home + homes :]
        extra = np.zeros(count)
        extra[self._cap_rows] = np.maximum(caps_dual, 0.0)
        return exact_bound(self._pool, self._caps, weights, duals)


def exact_bound(pool: Pool, caps: Floats, weights: Floats, duals: Floats) -> Fraction:
    """The largest that sum(weights * amounts) / sum(weights * sizes) can be, bounded by these row prices, exactly.

    Floats are only a hint: they are rounded to integers first, and everything after is integer arithmetic.
    """
    w = [round(weight * _GRID) for weight in weights.tolist()]
    p = [round(dual * _GRID) for dual in duals.tolist()]
    scale = sum(weight * len(each.members) for weight, each in zip(w, pool.classes, strict=True))
    if scale <= 0:
        return Fraction(1)
    worth: Fraction = Fraction(0)
    for price, low, high in zip(p, pool.row_lower.tolist(), pool.row_upper.tolist(), strict=True):
        worth += price * Fraction(high if price > 0 else low)
    for number, (each, cap) in enumerate(zip(pool.members, caps.tolist(), strict=True)):
        left = w[number] - sum(p[row] for row in each)
        if left > 0:
            worth += left * Fraction(cap)
    bound: Fraction = worth / scale
    return min(Fraction(1), bound)


def relaxed_leximin(
    pool: Pool, excluded: np.ndarray, watch: Watch, *, ceiling: float = 1.0, stages: int | None = None
) -> Relaxed | None:
    """Leximin over fractions of people; None when not even fractions can meet the targets.

    With `stages=1` it stops after the smallest chance (maximin).
    """
    stage = RelaxedStage(pool, excluded, ceiling=ceiling)
    bound: Fraction | None = None
    number = 0
    while not stage.is_done and (stages is None or number < stages):
        risen = stage.rise(watch)
        if risen is None:
            return None
        z, stage_bound = risen
        bound = stage_bound if bound is None else bound
        stage.fix_tight(z)
        number += 1
    return Relaxed(stage.expected, bound if bound is not None else Fraction(1))
