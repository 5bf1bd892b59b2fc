"""Improving one round: the best of all swaps of two people, again and again, without going back at once."""

from collections.abc import Callable

import numpy as np

from engage.seating.matrices import HARD, Game, Grid, Ints

_LISTEN = 8
"""Steps between two questions whether to stop."""


def improve(
    game: Game,
    start: Ints,
    *,
    random: np.random.Generator,
    steps: int,
    watch: Callable[[], object],
    is_enough: Callable[[], bool],
) -> Ints:
    """The best seating on the way from `start`. It never breaks a hard rule that `start` keeps."""
    tables, here = start.copy(), np.eye(game.tables)[start]
    least, most = game.bounds(tables)
    cost = best_cost = game.total(tables)
    best = tables.copy()
    blocked_until = np.zeros((len(tables), game.tables), dtype=np.int64)
    # Whoever left a table stays away for so many steps: a search that may return at once runs in a circle.
    stay = max(3, len(tables) // 6)
    for step in range(1, steps + 1):
        if step % _LISTEN == 0:
            watch()
            if is_enough():
                break
        change = game.swaps(tables, here, least, most)
        change[change > HARD / 2] = np.inf
        is_blocked = blocked_until[:, tables] >= step
        change[(is_blocked | is_blocked.T) & (cost + change >= best_cost)] = np.inf
        pick = _lowest(change, random)
        if pick is None:
            break
        one, other = pick
        cost += int(change[one, other])
        for person in pick:
            blocked_until[person, tables[person]] = step + stay + int(random.integers(stay))
        tables[[one, other]] = tables[[other, one]]
        here[[one, other]] = here[[other, one]]
        if cost < best_cost:
            best_cost, best = cost, tables.copy()
            if game.is_ideal(best_cost):
                break
    return best


def _lowest(change: Grid, random: np.random.Generator) -> tuple[int, int] | None:
    """One of the best swaps, by lot; None when there is none at all."""
    lowest = change.min()
    if not np.isfinite(lowest):
        return None
    found = np.flatnonzero(change == lowest)
    one, other = divmod(int(found[random.integers(len(found))]), change.shape[1])
    return one, other
