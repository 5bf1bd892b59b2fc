"""Exact weights: given enough panels, the probabilities that give every class just the chances aimed at.

Among all probabilities that do, the ones nearest to equal are found: a projection, solved in its dual by Newton's
method on a piecewise quadratic function. Each step is one linear system over the classes.
"""

import numpy as np

from engage.lottery.classes import Floats
from engage.lottery.watch import Watch

_STEPS = 60
_CLOSE = 1e-9
_LEAST_STEP = 1e-6


def find_weights(
    panels: Floats, expected: Floats, watch: Watch, start: Floats | None = None
) -> tuple[Floats | None, Floats]:
    """Probabilities of the panels (rows) whose average is `expected`, or None; and the dual point reached."""
    count = len(panels)
    matrix = np.column_stack([panels, np.ones(count, dtype=panels.dtype)])
    goal = np.append(expected, 1.0) * count
    dual = np.zeros(len(goal)) if start is None else start
    value, weights = _value(matrix, goal, dual)
    for _ in range(_STEPS):
        watch.tick()
        gap = goal - weights @ matrix
        if np.abs(gap).max() <= _CLOSE * count:
            return weights / weights.sum(), dual
        step = _newton_step(matrix, weights > 0, gap)
        length, slope = 1.0, float(gap @ step)
        while True:
            trial_value, trial_weights = _value(matrix, goal, dual + length * step)
            if trial_value <= value - 1e-4 * length * slope or length < _LEAST_STEP:
                break
            length /= 2
        if length < _LEAST_STEP:
            return None, dual
        dual, value, weights = dual + length * step, trial_value, trial_weights
    return None, dual


def _value(matrix: Floats, goal: Floats, dual: Floats) -> tuple[float, Floats]:
    weights = np.maximum(0.0, 1.0 + matrix @ dual)
    return float(0.5 * weights @ weights - goal @ dual), weights


def _newton_step(matrix: Floats, active: np.ndarray, gap: Floats) -> Floats:
    used = matrix[active]
    gram = (used.T @ used).astype(np.float64)
    gram[np.diag_indices_from(gram)] += 1e-9 * max(1.0, float(gram.diagonal().max()))
    return np.linalg.solve(gram, gap)
