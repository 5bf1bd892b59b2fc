"""Lists of panels that are drawn one by one rather than aimed at fair chances: the legacy draw, and varied panels."""

import numpy as np
import numpy.typing as npt

from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.coverage import open_maker
from engage.lottery.stream import Stream
from engage.lottery.watch import Watch

DRAWING = mark("Drawing panels one by one")

_ATTEMPTS = 200
_SWAPS = 400
_HELPS = 1e-9


def legacy_panels(pool: Pool, count: int, stream: Stream, watch: Watch) -> list[Ints]:
    """So many panels drawn greedily: again and again somebody of the answer that is shortest of people.

    Raises RefusedError when no attempt in a row of many meets the targets.
    """
    greedy = _Greedy(pool, stream)
    panels: list[Ints] = []
    while len(panels) < count:
        watch.report(0.2 + 0.75 * len(panels) / count, DRAWING)
        panels.append(greedy.panel(watch))
    return panels


class _Greedy:
    def __init__(self, pool: Pool, stream: Stream) -> None:
        self._pool = pool
        self._stream = stream
        self._members = np.zeros((len(pool.classes), pool.row_count), dtype=np.float64)
        self._members[pool.column_of_entry, pool.column_rows] = 1.0
        self._targets = slice(1, 1 + len(pool.quotas))

    def panel(self, watch: Watch) -> Ints:
        for _ in range(_ATTEMPTS):
            watch.tick()
            counts = self._attempt()
            if counts is not None and self._pool.is_panel(counts):
                return counts
        raise RefusedError("legacy-failed", attempts=_ATTEMPTS)

    def _attempt(self) -> Ints | None:
        pool = self._pool
        left = pool.sizes.copy()
        counts = np.zeros(len(left), dtype=np.int64)
        activity = np.zeros(pool.row_count)
        for _ in range(pool.seats):
            left[(self._members @ (activity >= pool.row_upper) > 0) | (counts >= pool.caps)] = 0.0
            needed = np.maximum(0.0, pool.row_lower - activity)[self._targets]
            there = (self._members.T @ left)[self._targets]
            if (there < needed).any():
                return None
            ratio = np.divide(needed, there, out=np.zeros_like(needed), where=there > 0)
            candidates = left
            if ratio.size and ratio.max() > 0:
                candidates = left * self._members[:, 1 + int(np.argmax(ratio))]
            chosen = self._pick(candidates)
            if chosen is None:
                return None
            counts[chosen] += 1
            left[chosen] -= 1
            activity += self._members[chosen]
        return counts

    def _pick(self, candidates: Floats) -> int | None:
        """A class, each of its people as likely as any other."""
        total = round(float(candidates.sum()))
        if not total:
            return None
        return int(np.searchsorted(np.cumsum(candidates), self._stream.below(total), side="right"))


def varied_panels(pool: Pool, count: int, stream: Stream, watch: Watch) -> list[Ints]:
    """So many panels, each from a random start and then improved by swaps until no swap makes it more varied.

    A panel is varied when people who share two answers are few: the sum over all pairs of answers of the squared
    number of members who gave both is small.
    """
    maker = open_maker(pool, watch)
    swaps = _Swaps(pool)
    panels: list[Ints] = []
    while len(panels) < count:
        watch.report(0.2 + 0.75 * len(panels) / count, DRAWING)
        start = maker.make(stream.fractions(len(pool.classes)) * pool.sizes)
        if start is None:
            raise RefusedError("targets-unmeetable", seats=pool.seats + len(pool.fixed))
        panels.append(swaps.improve(start, watch))
    return panels


class _Swaps:
    """Exchanges one member for another of the pool where that makes the panel more varied."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._members = np.zeros((len(pool.classes), pool.row_count), dtype=np.float64)
        self._members[pool.column_of_entry, pool.column_rows] = 1.0
        self._answers = self._members[:, 1 : 1 + len(pool.quotas)]

    def improve(self, counts: Ints, watch: Watch) -> Ints:
        counts = counts.copy()
        for _ in range(_SWAPS):
            watch.tick()
            swap = self._best(counts)
            if swap is None:
                break
            counts[swap[0]] -= 1
            counts[swap[1]] += 1
        return counts

    def _best(self, counts: Ints) -> tuple[int, int] | None:
        """The exchange that helps most, or None when none helps."""
        pool, answers = self._pool, self._answers
        inside = np.flatnonzero(counts)
        shared = (answers * counts[:, None]).T @ answers
        # What each class adds to the sum of squares, were one more of it there, and what one less would take away.
        within = np.einsum("ij,jk,ik->i", answers, shared, answers)
        cells = float(answers[0].sum()) ** 2
        overlap = (answers[inside] @ answers.T) ** 2
        gain = (2 * within[None, :] + cells) - (2 * within[inside][:, None] - cells) - 2 * overlap
        gain[~self._allowed(counts, inside)] = np.inf
        best = int(np.argmin(gain))
        row, new = divmod(best, len(pool.classes))
        return (int(inside[row]), new) if gain[row, new] < -_HELPS else None

    def _allowed(self, counts: Ints, inside: Ints) -> npt.NDArray[np.bool_]:
        """Which member may be exchanged for which class so that every row still holds."""
        pool, members = self._pool, self._members
        activity = pool.activity(counts.astype(np.float64))
        at_top, at_bottom = activity >= pool.row_upper, activity <= pool.row_lower
        out = members[inside]
        breaks_top = (1 - out) * at_top @ members.T
        breaks_bottom = (out * at_bottom).sum(axis=1)[:, None] - (out * at_bottom) @ members.T
        has_room = (counts < pool.caps)[None, :]
        allowed: npt.NDArray[np.bool_] = ~(breaks_top > _HELPS) & ~(breaks_bottom > _HELPS) & has_room
        return allowed
