"""The smallest change of targets after which a panel exists, and the targets that stand against each other."""

import numpy as np

from engage.lottery.classes import Floats, Pool
from engage.lottery.problems import Problem, Relaxation
from engage.lottery.solver import INFINITY, Programme, load, solve_integer, solve_linear
from engage.lottery.watch import Watch

# One seat beyond the flexible bounds costs more than any number of seats within them.
_BEYOND = 10_000.0
_TIE = 1e-3


def smallest_relaxation(pool: Pool, watch: Watch, *, lower: Floats | None = None) -> tuple[Relaxation, ...] | None:
    """The fewest seats by which bounds must give way, within the flexible bounds where that is possible.

    Empty when a panel exists as it is; None when no change of targets gives one. `lower`: how many of each class the
    panel must hold. Of equally small changes, the one on larger targets is taken.
    """
    count, quotas = len(pool.classes), len(pool.quotas)
    programme = _with_slack(pool, lower)
    solver = load(programme, maximise=False, integers=True)
    solver.setOptionValue("presolve", "choose")
    solver.setOptionValue("mip_rel_gap", 0.0)
    counts = solve_integer(solver, watch).counts
    if counts is None:
        return None
    slack = counts[count:].reshape(4, quotas)
    found = []
    for number, quota in enumerate(pool.quotas):
        down, far_down, up, far_up = (int(each) for each in slack[:, number])
        if down + far_down + up + far_up:
            new_minimum = max(0, quota.minimum - down - far_down)
            found.append(
                Relaxation(
                    quota.category,
                    quota.value,
                    quota.minimum,
                    quota.maximum,
                    new_minimum,
                    max(quota.maximum + up + far_up, new_minimum),
                    is_beyond_flex=bool(far_down + far_up),
                )
            )
    return tuple(found)


def _with_slack(pool: Pool, lower: Floats | None) -> Programme:
    """The pool's programme with four columns a target: minimum down and maximum up, within flex and beyond."""
    quotas = pool.quotas
    count, rows = len(pool.classes), np.arange(1, len(quotas) + 1)
    # Each target row is split in two: the minimum stays at its place, the maximum goes to the end.
    first_maximum = pool.row_count
    row_lower = np.concatenate([pool.row_lower, np.full(len(quotas), -INFINITY)])
    row_upper = np.concatenate([pool.row_upper, pool.row_upper[rows]])
    row_upper[rows] = INFINITY
    flex_low = [0 if quota.flex_minimum is None else quota.flex_minimum for quota in quotas]
    room_down = np.array(
        [max(0, quota.minimum - low) for quota, low in zip(quotas, flex_low, strict=True)], dtype=float
    )
    room_up = np.array(
        [INFINITY if quota.flex_maximum is None else max(0, quota.flex_maximum - quota.maximum) for quota in quotas]
    )
    tie_low = np.array([_TIE / (1 + quota.minimum) for quota in quotas])
    tie_high = np.array([_TIE / (1 + quota.maximum) for quota in quotas])
    unlimited = np.full(len(quotas), INFINITY)
    lists = [
        (*members, *(first_maximum + row - 1 for row in members if 1 <= row <= len(quotas))) for members in pool.members
    ]
    entries = [row for rows_of in lists for row in rows_of]
    slack_rows = np.concatenate([rows, rows, first_maximum + rows - 1, first_maximum + rows - 1])
    lengths = [0, *(len(rows_of) for rows_of in lists), *([1] * len(slack_rows))]
    ones = np.ones(2 * len(quotas))
    return Programme(
        costs=np.concatenate([np.zeros(count), 1 + tie_low, _BEYOND + tie_low, 1 + tie_high, _BEYOND + tie_high]),
        lower=np.concatenate([np.zeros(count) if lower is None else lower, np.zeros(4 * len(quotas))]),
        upper=np.concatenate([pool.caps, room_down, unlimited, room_up, unlimited]),
        row_lower=row_lower,
        row_upper=row_upper,
        starts=np.cumsum(lengths).astype(np.int32),
        rows=np.concatenate([entries, slack_rows]).astype(np.int32),
        values=np.concatenate([np.ones(len(entries)), ones, -ones]),
    )


def conflict(pool: Pool, watch: Watch) -> Problem:
    """A set of targets that can't be met together, though they can when any one of them is dropped."""
    lower, upper = pool.row_lower.copy(), pool.row_upper.copy()
    needed = []
    for row, quota in enumerate(pool.quotas, start=1):
        kept = lower[row], upper[row]
        lower[row], upper[row] = 0.0, INFINITY
        if _has_panel(pool, lower, upper, watch):
            lower[row], upper[row] = kept
            needed.append(quota.key)
    names = "; ".join(f"{category}: {value}" for category, value in needed)
    first = needed[0] if needed else ("", "")
    return Problem("targets-conflict", *first, {"targets": names}, tuple(needed))


def _has_panel(pool: Pool, row_lower: Floats, row_upper: Floats, watch: Watch) -> bool:
    plain = Programme.of_pool(pool, np.zeros(len(pool.classes)))
    programme = Programme(
        plain.costs, plain.lower, plain.upper, row_lower, row_upper, plain.starts, plain.rows, plain.values
    )
    if not solve_linear(load(programme), watch):
        return False
    solver = load(programme, integers=True)
    solver.setOptionValue("presolve", "choose")
    return solve_integer(solver, watch).counts is not None
