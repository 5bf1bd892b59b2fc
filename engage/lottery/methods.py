"""What other methods aim at, each an optimum of the same relaxation: Nash and Goldilocks.

Leximin raises the smallest chances whatever the largest become. Nash makes the product of all chances largest;
Goldilocks keeps both ends near the average.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.solver import INFINITY, Programme, SolverError, column_values, load, solve_linear
from engage.lottery.watch import Watch

_BARRIERS = (1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-11, 1e-12)
_NEWTON_STEPS = 60
_ROUNDS = 100
_PRODUCT_STEPS = 5000
_PRODUCT_CLOSE = 1e-6
_CLOSE = 1e-9
_SHORTEST = 1e-10
_EXACT = 1e-10


def nash_expected(pool: Pool, excluded: npt.NDArray[np.bool_], watch: Watch) -> Floats:
    """How many of each class to expect where the product of everybody's chances is largest.

    Solved by prices: each row has one for its upper and one for its lower bound, a class gets its size over its price,
    and Newton's method on a barrier finds the prices that clear the rows.
    """
    dual = _NashDual(pool, excluded)
    prices = dual.start()
    for barrier in _BARRIERS:
        watch.tick()
        prices = dual.minimise(prices, barrier)
    return dual.expected(prices)


class _NashDual:
    """The dual of "largest product": a convex function of the rows' prices."""

    def __init__(self, pool: Pool, excluded: npt.NDArray[np.bool_]) -> None:
        self._kept = np.flatnonzero(~excluded)
        self._sizes, self._caps = pool.sizes[self._kept], pool.caps[self._kept]
        member = np.zeros((len(pool.classes), pool.row_count))
        member[pool.column_of_entry, pool.column_rows] = 1.0
        member = member[self._kept]
        self._is_equal = pool.row_lower == pool.row_upper
        upper = np.flatnonzero(~self._is_equal)
        lower = np.flatnonzero(~self._is_equal & (pool.row_lower > 0))
        self._free = int(self._is_equal.sum())
        # Columns: equal rows with a price of any sign, then upper and lower bounds with prices that are not negative.
        self._matrix = np.hstack([member[:, self._is_equal], member[:, upper], -member[:, lower]])
        self._worth = np.concatenate([pool.row_upper[self._is_equal], pool.row_upper[upper], -pool.row_lower[lower]])
        self._count = len(pool.classes)

    def start(self) -> Floats:
        prices = np.full(len(self._worth), 0.1)
        # Row 0, the seats, is always equal and comes first: with it large, every class has a positive price.
        prices[: self._free] = 0.0
        prices[0] = self._sizes.sum() / max(1.0, self._worth[0])
        return prices

    def expected(self, prices: Floats) -> Floats:
        expected = np.zeros(self._count)
        expected[self._kept] = self._amounts(self._matrix @ prices)
        return expected

    def _amounts(self, price: Floats) -> Floats:
        """A class gets its size over its price, at most its cap."""
        least = self._sizes / self._caps
        return np.where(price > least, self._sizes / np.maximum(price, least), self._caps)

    def minimise(self, prices: Floats, barrier: float) -> Floats:
        for _ in range(_NEWTON_STEPS):
            price = self._matrix @ prices
            amounts = self._amounts(price)
            bounded = prices[self._free :]
            slope = self._worth - self._matrix.T @ amounts
            slope[self._free :] -= barrier / bounded
            curve = np.where(amounts < self._caps, amounts**2 / self._sizes, 0.0)
            hessian = (self._matrix * curve[:, None]).T @ self._matrix
            hessian[np.diag_indices_from(hessian)] += 1e-12 * (1.0 + hessian.diagonal())
            places = np.arange(self._free, len(prices))
            hessian[places, places] += barrier / bounded**2
            step = -np.linalg.solve(hessian, slope)
            decrement = float(-slope @ step)
            if decrement < _CLOSE * barrier:
                break
            prices = self._search(prices, np.asarray(step, dtype=np.float64), decrement, barrier)
        return prices

    def _search(self, prices: Floats, step: Floats, decrement: float, barrier: float) -> Floats:
        falling = step[self._free :] < 0
        ratios = -prices[self._free :][falling] / step[self._free :][falling]
        length = min(1.0, 0.99 * float(ratios.min())) if falling.any() else 1.0
        value = self._value(prices, barrier)
        while length > _SHORTEST and self._value(prices + length * step, barrier) > value - 1e-4 * length * decrement:
            length /= 2
        return prices + length * step

    def _value(self, prices: Floats, barrier: float) -> float:
        price = self._matrix @ prices
        least = self._sizes / self._caps
        above = np.maximum(price, least)
        gain = -self._sizes * np.log(above) - self._caps * np.minimum(0.0, price - least)
        return float(self._worth @ prices + gain.sum() - barrier * np.log(prices[self._free :]).sum())


def nash_weights(panels: Sequence[Ints], sizes: Floats, watch: Watch, *, start: Floats | None = None) -> Floats:
    """Probabilities of these panels that make the product of all chances largest, beginning with those of `start`.

    Each panel's probability is multiplied by its members' mean of 1/chance: the product never falls (Cover 1984).
    """
    matrix = np.array(panels, dtype=np.float64)
    reachable = matrix.any(axis=0)
    matrix, weight = matrix[:, reachable], sizes[reachable] / sizes[reachable].sum()
    probabilities = np.full(len(matrix), 1.0 / len(matrix))
    if start is not None and len(start):
        probabilities[: len(start)] = 0.5 * (probabilities[: len(start)] + start)
        probabilities /= probabilities.sum()
    for _ in range(_PRODUCT_STEPS):
        watch.tick()
        factors = matrix @ (weight / (probabilities @ matrix))
        probabilities = probabilities * factors
        probabilities /= probabilities.sum()
        if factors.max() < 1 + _PRODUCT_CLOSE:
            break
    return probabilities


def goldilocks_ceiling(pool: Pool, excluded: npt.NDArray[np.bool_], watch: Watch) -> float:
    """The largest chance anyone should have, where largest/average + average/smallest is least (Goldilocks, gamma 1).

    One linear programme: 1/z is replaced by its tangents, and limits on single classes join where they bite.
    """
    people = float(pool.sizes[~excluded].sum())
    average = pool.seats / people
    tangents, limited = [average], np.zeros(len(pool.classes), dtype=bool)
    for _ in range(_ROUNDS):
        solver = load(_goldilocks_programme(pool, excluded, average, tangents, limited), maximise=False)
        if not solve_linear(solver, watch):
            raise SolverError("no Goldilocks optimum")
        values = column_values(solver)
        extra, (z, ceiling, inverse) = values[:-3], values[-3:]
        over = ~excluded & ~limited & (pool.sizes * z + extra > pool.sizes * ceiling + _CLOSE)
        limited |= over
        # The solver's own tolerance may hide what a tangent that is there already has to say.
        is_exact = z > 0 and (average / z - inverse <= _EXACT or min(abs(z - at) for at in tangents) <= _CLOSE)
        if not is_exact:
            tangents.append(max(z, average * 1e-6))
        if is_exact and not over.any():
            return float(ceiling)
    raise SolverError("no Goldilocks optimum")


def _goldilocks_programme(
    pool: Pool,
    excluded: npt.NDArray[np.bool_],
    average: float,
    tangents: list[float],
    limited: npt.NDArray[np.bool_],
) -> Programme:
    """Columns: each class's extra over size * z, then z, the ceiling, and what stands for average / z."""
    count, rows = len(pool.classes), pool.row_count
    sizes = np.where(excluded, 0.0, pool.sizes)
    limited_classes = np.flatnonzero(limited)
    first_limit, first_tangent = rows, rows + len(limited_classes)
    z_rows = pool.activity(sizes)
    matrix = np.zeros((first_tangent + len(tangents), 3))
    matrix[:rows, 0] = z_rows
    matrix[first_limit:first_tangent, 0] = sizes[limited_classes]
    matrix[first_limit:first_tangent, 1] = -sizes[limited_classes]
    points = np.array(tangents)
    # average/z >= average/p - average * (z - p) / p^2, for each point p.
    matrix[first_tangent:, 0] = average / points**2
    matrix[first_tangent:, 2] = 1.0
    place = np.full(count, -1)
    place[limited_classes] = first_limit + np.arange(len(limited_classes))
    lists = [(*members, place[number]) if limited[number] else members for number, members in enumerate(pool.members)]
    last = [np.flatnonzero(matrix[:, column]) for column in range(3)]
    entries = [row for each in lists for row in each]
    lengths = [0, *(len(each) for each in lists), *(len(each) for each in last)]
    return Programme(
        costs=np.concatenate([np.zeros(count), [0.0, 1 / average, 1.0]]),
        lower=np.zeros(count + 3),
        upper=np.concatenate([np.where(excluded, 0.0, pool.caps), [1.0, 1.0, INFINITY]]),
        row_lower=np.concatenate([pool.row_lower, np.full(len(limited_classes), -INFINITY), 2 * average / points]),
        row_upper=np.concatenate([pool.row_upper, np.zeros(len(limited_classes)), np.full(len(tangents), INFINITY)]),
        starts=np.cumsum(lengths).astype(np.int32),
        rows=np.concatenate([np.array(entries), *last]).astype(np.int32),
        values=np.concatenate([np.ones(len(entries)), *(matrix[each, column] for column, each in enumerate(last))]),
    )
