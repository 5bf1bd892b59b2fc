"""A list of equally likely panels, changed panel by panel until nobody's chance is off by more than one panel.

In a list of m panels a person whose chance is p should be in m * p of them, which is no whole number: some move of less
than 1/m can't be helped. What is off beyond that is taken away panel by panel: one leaves the list and another comes,
so that the squares of how far everybody is off become smaller. The newcomer is looked for among the panels that are
known, and then made: the squares are sums over people, so the best newcomer is the best panel at fixed weights. Where
no exchange helps, those who are off by too much are made to weigh more.

All sums are of whole numbers that floats hold exactly: a list is the same whatever order they are added in.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.stream import seeded
from engage.lottery.watch import Watch

# What making panels may cost, in linear programmes, less where these are large: a few seconds.
_EFFORT = 12_000
_LARGE = 300
_STEPS = 2000
_ROUNDS = 60
# How many more exchanges are made once nobody is off by more than one panel.
_FINISH = 30
_LEAVERS = 32
_TRIES = 60
# So many entries of panels that are known are looked through, at most.
_ENTRIES = 2_000_000
_EXACT = 1e-9
# Parts of a panel in which it is counted how far somebody is off, and the weight that one person has at first.
_PARTS = 64
_WEIGHT = 1 << 12
_HEAVIEST = 1 << 20
_SWAY = 0.1


class Maker(Protocol):
    """Whoever makes a panel of great worth, or nothing, within so many tries."""

    def guess(self, weights: Floats, *, tries: int) -> Ints | None:
        """The panel, or None at a dead end."""


def evenly(panels: Sequence[Ints], probabilities: Floats, count: int) -> list[Ints]:
    """So many of the panels, each about as often as its probability says."""
    steps = (np.arange(count) + 0.5) / count
    places = np.searchsorted(np.cumsum(probabilities), steps)
    return [panels[min(place, len(panels) - 1)] for place in places.tolist()]


def polish(  # noqa: PLR0917 - a list, where its panels come from, and what it is to give
    panels: Sequence[Ints], others: Sequence[Ints], maker: Maker, pool: Pool, expected: Floats, watch: Watch
) -> list[Ints]:
    """The list with some panels exchanged for the maker's, or for some of the others.

    `expected`: how many of each class a panel is to hold on average.
    """
    listed = _PanelList(panels, others, pool, expected)
    stream = seeded(0)
    last = watch.effort + _EFFORT * _LARGE // max(_LARGE, len(expected))
    rounds = finishing = 0
    for _ in range(_STEPS):
        watch.tick()
        finishing = finishing + 1 if listed.is_good else 0
        if finishing <= _FINISH and listed.exchange():
            continue
        if listed.is_good or rounds >= _ROUNDS or watch.effort >= last:
            break
        for place in listed.leavers():
            worth = listed.wanted_without(place)
            sway = _SWAY * (stream.fractions(len(worth)) - 0.5) if rounds else 0.0
            newcomer = maker.guess(worth * (1 + sway), tries=_TRIES)
            if newcomer is not None and listed.learn(newcomer) and listed.exchange():
                break
        else:
            listed.weigh()
            rounds += 1
    return listed.best


class _PanelList:
    """The panels known, how often each is on the list, and how far that is from what everybody should have."""

    def __init__(self, panels: Sequence[Ints], others: Sequence[Ints], pool: Pool, expected: Floats) -> None:
        distinct, counts = np.unique(np.array(panels, dtype=np.int64), axis=0, return_counts=True)
        room = max(0, _ENTRIES // max(1, len(expected)) - len(distinct))
        known = {row.tobytes(): row for row in (*distinct, *np.array(others[:room], dtype=np.int64))}
        self._seen = set(known)
        self._rows = np.array(list(known.values()), dtype=np.float64)
        self._counts = np.append(counts, np.zeros(len(known) - len(counts), dtype=np.int64))
        sizes = pool.sizes
        wanted = expected * len(panels) / sizes
        self._sizes, self._wanted = sizes, wanted
        self._least = sizes * np.ceil(wanted - 1 - _EXACT)
        self._most = sizes * np.floor(wanted + 1 + _EXACT)
        # Half-way between what they should have and the middle of what is near enough: measured.
        self._aim = np.round(_PARTS * (sizes * wanted + (self._least + self._most) / 2) / 2)
        self._first_weights = np.maximum(1.0, np.floor(_WEIGHT / sizes**2))
        self._weights = self._first_weights
        self._squares = self._rows**2 @ self._weights
        self._totals = counts @ distinct.astype(np.float64)
        self._best, self._least_move = self._counts, self._largest_move

    @property
    def best(self) -> list[Ints]:
        """The list that moved people least."""
        rows = np.repeat(self._rows[: len(self._best)], self._best, axis=0)
        return list(rows.astype(np.int32))

    @property
    def is_good(self) -> bool:
        """Whether nobody is off by more than a panel."""
        return bool(((self._totals >= self._least) & (self._totals <= self._most)).all())

    @property
    def _largest_move(self) -> float:
        low, high = np.floor(self._totals / self._sizes), np.ceil(self._totals / self._sizes)
        return float(np.maximum(self._wanted - low, high - self._wanted).max(initial=0.0))

    def learn(self, panel: Ints) -> bool:
        """Take in a panel that may come on the list; False when it is known already."""
        row = panel.astype(np.int64)
        if row.tobytes() in self._seen:
            return False
        self._seen.add(row.tobytes())
        self._rows = np.vstack([self._rows, row])
        self._squares = np.append(self._squares, row**2 @ self._weights)
        self._counts = np.append(self._counts, 0)
        return True

    def leavers(self) -> Ints:
        """The panels on the list whose leaving helps most."""
        return self._leavers(*self._slopes())

    def wanted_without(self, place: int) -> Floats:
        """What one more of each class is worth once this panel has left."""
        off = _PARTS * (self._totals - self._rows[place]) - self._aim
        worth: Floats = -self._weights * (2 * off + _PARTS)
        return worth / max(1.0, float(np.abs(worth).max(initial=0.0)))

    def exchange(self) -> bool:
        """Make the exchange among the panels known that helps most; False when none helps."""
        linear, square = self._slopes()
        leavers = self._leavers(linear, square)
        both = (self._rows @ (self._rows[leavers] * self._weights).T) * (2 * _PARTS**2)
        change = (linear + square)[:, None] + (square - linear)[leavers] - both
        newcomer, leaver = np.unravel_index(int(np.argmin(change)), change.shape)
        if change[newcomer, leaver] >= 0:
            return False
        place = leavers[leaver]
        self._totals = self._totals - self._rows[place] + self._rows[newcomer]
        self._counts = self._counts.copy()
        self._counts[place] -= 1
        self._counts[newcomer] += 1
        if self._largest_move < self._least_move:
            self._best, self._least_move = self._counts, self._largest_move
        return True

    def weigh(self) -> None:
        """Let those who are off by more than a panel weigh more."""
        beyond = (self._totals < self._least) | (self._totals > self._most)
        heavier = np.minimum(self._weights + self._first_weights, _HEAVIEST)
        self._weights = np.where(beyond, heavier, self._weights)
        self._squares = self._rows**2 @ self._weights

    def _slopes(self) -> tuple[Floats, Floats]:
        """By how much one more of each panel changes the squares: the part that turns with its sign, and the rest."""
        off = _PARTS * self._totals - self._aim
        return self._rows @ (2 * _PARTS * self._weights * off), _PARTS**2 * self._squares

    def _leavers(self, linear: Floats, square: Floats) -> Ints:
        on_list = np.flatnonzero(self._counts)
        order = np.argsort((square - linear)[on_list], kind="stable")
        leavers: Ints = on_list[order[:_LEAVERS]]
        return leavers
