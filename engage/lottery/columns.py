"""Where the relaxation promises more than panels can give: column generation with exact pricing.

The master programme spreads probability over the panels known so far so that the smallest chance is largest; its prices
ask for the panel that would help most; an integer programme finds it, or proves that none helps. The same integer
programme bounds what any lottery could do. Then the classes that can have no more are fixed, and the next smallest
chance rises: leximin over real panels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.herding import FEW, Diver, PanelMaker, most_settled, whole_polytope
from engage.lottery.solver import (
    INFINITY,
    IntegerAnswer,
    Programme,
    effort_of,
    load,
    solve_integer,
    solve_linear,
)
from engage.lottery.stream import seeded
from engage.lottery.watch import Watch

IMPROVING = mark("Improving the smallest chance panel by panel")

_CLOSE = 1e-7
_PRICE = 1e-7
_PROVED = 5e-7
_HELPS = 1e-6
_SMOOTHING = 0.7
# Short dives, again and again from other prices, find more than long ones. Where the exact answer is dear (it takes
# more than a few nodes), hundreds are tried before it is asked for. Measured.
_TRIES = 60
_GUESSES, _MANY_GUESSES = 6, 300
_FEW_NODES = 300
_NODES = 2000
_GRID = 10**9
_MARGIN = 1e-6


@dataclass(frozen=True)
class Priced:
    """The best that column generation found. `is_leximin`: every stage was proved."""

    panels: list[Ints]
    probabilities: Floats
    bound: Fraction
    is_leximin: bool


class Pricer:
    """Finds the panel of greatest worth: first quickly, then exactly."""

    def __init__(self, pool: Pool, excluded: npt.NDArray[np.bool_], watch: Watch) -> None:
        self._pool = pool
        self._watch = watch
        upper = pool.caps.copy()
        upper[excluded] = 0.0
        none = np.zeros(len(upper))
        self._maker: Diver | PanelMaker = (
            Diver(pool, watch, upper, settle=most_settled)
            if len(upper) <= FEW
            else PanelMaker(pool, watch, whole_polytope(pool, upper=upper), settle=most_settled)
        )
        self._solver = load(Programme.of_pool(pool, none, none, upper), integers=True)
        self._solver.setOptionValue("mip_rel_gap", 1e-7)
        self._solver.setOptionValue("mip_abs_gap", 1e-9)
        self._columns = np.arange(len(upper), dtype=np.int32)

    def guess(self, worth: Floats) -> Ints | None:
        """A panel of great worth, by diving; None at a dead end."""
        return self._maker.guess(worth, tries=_TRIES)

    def best(self, worth: Floats, *, nodes: int = _NODES) -> IntegerAnswer:
        """The panel of greatest worth and a bound on the worth of all, as far as so many nodes go."""
        self._solver.changeColsCost(len(worth), self._columns, worth)
        return solve_integer(self._solver, self._watch, nodes=nodes)


class Master:
    """Probabilities of the panels known so far that make the smallest chance of the free classes largest."""

    def __init__(self, pool: Pool, excluded: npt.NDArray[np.bool_]) -> None:
        self._pool = pool
        self.free = ~excluded
        self._rows = np.flatnonzero(~excluded)
        self._seen: set[bytes] = set()
        self.panels: list[Ints] = []
        self.fixed_at = np.zeros(len(excluded))
        count = len(self._rows)
        self._solver = load(
            Programme(
                costs=np.array([1.0]),
                lower=np.array([0.0]),
                upper=np.array([1.0]),
                row_lower=np.concatenate([np.zeros(count), [1.0]]),
                row_upper=np.concatenate([np.full(count, INFINITY), [1.0]]),
                starts=np.array([0, count], dtype=np.int32),
                rows=np.arange(count, dtype=np.int32),
                values=-pool.sizes[self._rows],
            )
        )

    def add(self, panel: Ints) -> bool:
        """Take a panel in; False when it is known already."""
        key = panel.tobytes()
        if key in self._seen:
            return False
        self._seen.add(key)
        self.panels.append(panel)
        counts = panel[self._rows]
        used = np.flatnonzero(counts)
        rows = np.append(used, len(self._rows)).astype(np.int32)
        values = np.append(counts[used], 1.0).astype(np.float64)
        self._solver.addCol(0.0, 0.0, INFINITY, len(rows), rows, values)
        return True

    def solve(self, watch: Watch) -> tuple[float, Floats, float]:
        """The smallest chance, each class's price, and what a new panel's worth must exceed to help."""
        if not solve_linear(self._solver, watch):
            message = "the panels known no longer give the fixed classes their chances"
            raise ArithmeticError(message)
        solution = self._solver.getSolution()
        duals = np.array(solution.row_dual)
        prices = np.zeros(len(self.free))
        prices[self._rows] = np.maximum(0.0, -duals[:-1])
        self._values = np.array(solution.col_value)
        return float(self._values[0]), prices, float(duals[-1])

    def fix(self, classes: npt.NDArray[np.bool_], z: float) -> None:
        """From now on these classes have z a person, and z rises for the others."""
        self.fixed_at[classes] = self._pool.sizes[classes] * z
        self.free &= ~classes
        for row, number in enumerate(self._rows):
            if classes[number]:
                self._solver.changeCoeff(row, 0, 0.0)
                self._solver.changeRowBounds(row, max(0.0, self.fixed_at[number] - 1e-10), INFINITY)

    @property
    def probabilities(self) -> Floats:
        """Those of the panels, by the latest solution."""
        values = np.maximum(self._values[1:], 0.0)
        total: Floats = values / values.sum()
        return total


def generate(
    pool: Pool,
    excluded: npt.NDArray[np.bool_],
    panels: Iterable[Ints],
    bound: Fraction,
    watch: Watch,
    *,
    effort: int,
    stages: int | None = None,
) -> Priced:
    """Leximin over real panels, from these panels on; `effort` is how much the solvers may do.

    `bound` is the relaxation's on the smallest chance. When the effort is spent, the panels found so far and the best
    bound proved are given.
    """
    search = _Search(pool, excluded, watch, watch.effort + effort)
    for panel in panels:
        search.master.add(panel)
    master = search.master
    is_proved = True
    stage = 0
    while master.free.any() and (stages is None or stage < stages):
        found = search.rise(float(bound) if stage == 0 else 1.0)
        if stage == 0:
            bound = min(bound, _outward(found.upper))
        is_proved = found.upper - found.z <= _PROVED
        if not is_proved:
            break
        master.fix(_tight(pool, master, found), found.z)
        stage += 1
    master.solve(watch)
    return Priced(master.panels, master.probabilities, bound, is_proved and stages is None)


@dataclass(frozen=True)
class _Risen:
    """A stage's end: the smallest free chance, the bound proved for it, and the classes' prices."""

    z: float
    upper: float
    prices: Floats


def _tight(pool: Pool, master: Master, found: _Risen) -> npt.NDArray[np.bool_]:
    """The free classes that have no more than z in any best lottery."""
    if found.z >= 1 - _CLOSE:
        return master.free.copy()
    tight: npt.NDArray[np.bool_] = master.free & (found.prices * pool.sizes > _PRICE)
    return tight if tight.any() else master.free & (found.prices >= found.prices[master.free].max())


class _Search:
    """The panels that the master programme asks for, stage by stage."""

    def __init__(self, pool: Pool, excluded: npt.NDArray[np.bool_], watch: Watch, last_effort: int) -> None:
        self._pool = pool
        self._watch = watch
        self._last_effort = last_effort
        self._first_effort = watch.effort
        self._stages = 0
        self._pricer = Pricer(pool, excluded, watch)
        self._stream = seeded(0)
        self._guesses = _GUESSES
        self._is_cut_short = False
        self.master = Master(pool, excluded)

    def rise(self, upper: float) -> _Risen:
        """Raise the smallest free chance as far as it goes, or as far as the effort allows."""
        centre: Floats | None = None
        self._stages += 1
        while True:
            z, prices, needed = self.master.solve(self._watch)
            self._report()
            if self._stages == 1:
                self._watch.tell(upper, max(0.0, z))
            if upper - z <= _CLOSE or self._watch.effort >= self._last_effort:
                return _Risen(z, upper, prices)
            if self._guess(prices, needed):
                continue
            smooth = prices if centre is None else _SMOOTHING * centre + (1 - _SMOOTHING) * prices
            for worth in (prices,) if centre is None else (smooth, prices):
                proved, is_better = self._ask(worth, prices, needed)
                if proved < upper:
                    upper, centre = proved, worth
                if is_better or self._is_cut_short or upper - z <= _CLOSE:
                    break
            else:
                # Even the exact answer for these prices brings nothing new.
                return _Risen(z, upper, prices)

    def _guess(self, prices: Floats, needed: float) -> bool:
        """Look for a helpful panel by diving, at the prices and a little beside them."""
        for attempt in range(self._guesses):
            worth = prices if attempt == 0 else prices * (0.6 + 0.8 * self._stream.fractions(len(prices)))
            panel = self._pricer.guess(worth)
            if panel is not None and self.master.add(panel) and float(prices @ panel) > needed + _HELPS:
                return True
            if self._watch.effort >= self._last_effort:
                return False
        return False

    def _ask(self, worth: Floats, prices: Floats, needed: float) -> tuple[float, bool]:
        """The exact answer at these prices: the bound it proves, and whether its panel helps."""
        is_first = self._guesses == _GUESSES
        before = self._watch.effort
        answer = self._pricer.best(worth, nodes=_FEW_NODES if is_first else _NODES)
        self._is_cut_short = is_first and not answer.is_finished
        is_dear = self._is_cut_short or self._watch.effort - before > effort_of(_FEW_NODES)
        self._guesses = _MANY_GUESSES if is_dear else _GUESSES
        panel = answer.counts
        is_new = panel is not None and self.master.add(panel)
        is_better = is_new and panel is not None and float(prices @ panel) > needed + _CLOSE / 10
        return _bound(self._pool, self.master, worth, answer.bound), is_better

    def _report(self) -> None:
        spent = (self._watch.effort - self._first_effort) / max(1, self._last_effort - self._first_effort)
        self._watch.report(0.5 + 0.45 * min(1.0, spent), IMPROVING)


def _bound(pool: Pool, master: Master, worth: Floats, best: float) -> float:
    """No lottery's smallest free chance exceeds this, when no panel's worth exceeds `best`."""
    free = float((worth * pool.sizes)[master.free].sum())
    if free <= _PRICE:
        return 1.0
    fixed = float((worth * master.fixed_at)[~master.free].sum())
    return (best - fixed) / free


def _outward(bound: float) -> Fraction:
    """A float bound from the integer solver, whose own tolerance is 1e-6 of the objective, as a safe fraction."""
    return Fraction(ceil(bound * (1 + _MARGIN) * _GRID), _GRID)
