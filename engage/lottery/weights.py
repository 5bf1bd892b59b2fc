"""Exact weights: given enough panels, the probabilities that give every class just the chances aimed at.

Among all probabilities that do, the ones nearest to equal are found: a projection, solved in its dual by Newton's
method on a piecewise quadratic function. Each step is one linear system over the classes. Panels are kept as bytes and
read in blocks, since thousands of panels of thousands of classes would fill the memory as floats.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from engage.lottery.classes import Floats, Ints
from engage.lottery.watch import Watch

_STEPS = 15
_CLOSE = 1e-9
_ENOUGH = 1e-4
_SHORTEST = 1e-6
_RIDGE = 1e-9
_BLOCK = 128
_SQUARE = 256
# So few panels are left with a weight only where the panels are too few. Measured.
_HOPELESS = 0.85


class PanelMatrix:
    """Panels as rows of bytes, with a last column of ones for "all probabilities together are one"."""

    def __init__(self, panels: Sequence[Ints]) -> None:
        largest = max((int(panel.max(initial=0)) for panel in panels), default=0)
        kind = np.int8 if largest < np.iinfo(np.int8).max else np.int32
        self._rows = np.ones((len(panels), len(panels[0]) + 1), dtype=kind)
        for row, panel in zip(self._rows, panels, strict=True):
            row[:-1] = panel
        self.shape = self._rows.shape

    def _blocks(self) -> Iterator[slice]:
        for start in range(0, len(self._rows), _BLOCK):
            yield slice(start, start + _BLOCK)

    def worth(self, dual: Floats) -> Floats:
        """What each panel is worth at these prices."""
        return np.concatenate([self._rows[block].astype(np.float64) @ dual for block in self._blocks()])

    def total(self, weights: Floats) -> Floats:
        """What each class gets from all panels."""
        total = np.zeros(self.shape[1])
        for block in self._blocks():
            total += weights[block] @ self._rows[block].astype(np.float64)
        return total

    def gram(self, active: npt.NDArray[np.bool_], watch: Watch) -> Floats:
        """How often each two classes are together in the active panels. Whole numbers, exact in single precision."""
        gram = np.zeros((self.shape[1], self.shape[1]), dtype=np.float32)
        for block in self._blocks():
            watch.tick()
            rows = self._rows[block][active[block]].astype(np.float32)
            gram += rows.T @ rows
        return gram.astype(np.float64)


def find_weights(panels: Sequence[Ints], expected: Floats, watch: Watch) -> Floats | None:
    """Probabilities of the panels whose average is `expected`; None when there seem to be none."""
    matrix = PanelMatrix(panels)
    count = len(panels)
    goal = np.append(expected, 1.0) * count
    dual = np.zeros(len(goal))
    value, weights = _value(matrix, goal, dual)
    for _ in range(_STEPS):
        watch.tick()
        gap = goal - matrix.total(weights)
        if np.abs(gap).max() <= _CLOSE * count:
            probabilities: Floats = weights / weights.sum()
            return probabilities
        if (weights > 0).mean() < _HOPELESS:
            return None
        step = _newton_step(matrix, weights > 0, gap, watch)
        length, slope = 1.0, float(gap @ step)
        while True:
            trial_value, trial_weights = _value(matrix, goal, dual + length * step)
            if trial_value <= value - _ENOUGH * length * slope or length < _SHORTEST:
                break
            length /= 2
        if length < _SHORTEST:
            return None
        dual, value, weights = dual + length * step, trial_value, trial_weights
    return None


def _value(matrix: PanelMatrix, goal: Floats, dual: Floats) -> tuple[float, Floats]:
    weights = np.maximum(0.0, 1.0 + matrix.worth(dual))
    return float(0.5 * weights @ weights - goal @ dual), weights


def _newton_step(matrix: PanelMatrix, active: npt.NDArray[np.bool_], gap: Floats, watch: Watch) -> Floats:
    gram = matrix.gram(active, watch)
    gram[np.diag_indices_from(gram)] += _RIDGE * max(1.0, float(gram.diagonal().max()))
    return _solve_in_place(gram, gap, watch)


def _solve_in_place(matrix: Floats, right: Floats, watch: Watch) -> Floats:
    """Solve a positive definite system by Cholesky's method, block by block, so that a cancel gets through."""
    blocks = [slice(start, min(start + _SQUARE, len(matrix))) for start in range(0, len(matrix), _SQUARE)]
    inverses = []
    for place, block in enumerate(blocks):
        inverse = np.linalg.inv(np.linalg.cholesky(matrix[block, block]))
        inverses.append(inverse)
        below = slice(block.stop, None)
        matrix[below, block] = matrix[below, block] @ inverse.T
        for other in blocks[place + 1 :]:
            watch.tick()
            rows = slice(other.start, None)
            matrix[rows, other] -= matrix[rows, block] @ matrix[other, block].T
    solution = right.copy()
    for block, inverse in zip(blocks, inverses, strict=True):
        solution[block] = inverse @ (solution[block] - matrix[block, : block.start] @ solution[: block.start])
    for block, inverse in zip(reversed(blocks), reversed(inverses), strict=True):
        solution[block] = inverse.T @ (solution[block] - matrix[block.stop :, block].T @ solution[block.stop :])
    return solution
