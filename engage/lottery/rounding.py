"""A list of equally likely panels, changed panel by panel until it gives everybody nearly the chance they were to have.

In a list of m panels a person whose chance is p should be in m * p of them, which is no whole number: some move of less
than 1/m can't be helped. What herding leaves beyond that is taken away panel by panel: one leaves the list, and of all
panels the one comes that does most for those who are furthest off. Panels are sums over people, and so is the loss that
is made smaller, everyone's move to a power; so the newcomer is the best panel at fixed weights, made like any other.
"""

from collections.abc import Sequence

import numpy as np

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.herding import PanelMaker

_POWER = 8
_STEPS = 1000
_TRIED = 24
_SHORT = 100
_EXACT = 1e-6
_BLOCK = 256


def polish(
    panels: Sequence[Ints], pool: Pool, maker: PanelMaker, others: Sequence[Ints], expected: Floats
) -> list[Ints]:
    """The list with some panels exchanged for the maker's, or for some of the others.

    `expected`: how many of each class a panel is to hold on average.
    """
    listed = _PanelList(panels, pool, expected)
    known = np.array(others, dtype=np.int64)
    for _ in range(_STEPS):
        if listed.is_good or not (listed.exchange_for_known(known) or listed.exchange_for_made(maker)):
            break
    return listed.panels


class _PanelList:
    """The panels, how many places each class has on them, and how far that is from what it should have."""

    def __init__(self, panels: Sequence[Ints], pool: Pool, expected: Floats) -> None:
        self._rows = np.array(panels, dtype=np.int16)
        self._sizes = pool.sizes
        self._wanted = expected * len(panels) / pool.sizes
        self._totals = self._rows.sum(axis=0, dtype=np.int64)

    @property
    def panels(self) -> list[Ints]:
        return [row.astype(np.int32) for row in self._rows]

    @property
    def is_good(self) -> bool:
        """Whether everybody's number of panels is what they should have, rounded up or down."""
        return not self._beyond(self._totals).any()

    def leavers(self) -> list[int]:
        """The panels whose leaving helps most."""
        losses = self._losses(self._totals)
        gains = self._losses(self._totals - 1) - losses
        worth = np.concatenate(
            [self._rows[start : start + _BLOCK] @ gains for start in range(0, len(self._rows), _BLOCK)]
        )
        return [int(place) for place in np.argsort(worth, kind="stable")[:_TRIED]]

    def wanted_without(self, place: int) -> Floats:
        """What one more of each class is worth once this panel has left."""
        totals = self._totals - self._rows[place]
        worth: Floats = self._losses(totals) - self._losses(totals + 1)
        return worth / max(1.0, float(np.abs(worth).max(initial=0.0)))

    def exchange_for_known(self, known: Ints) -> bool:
        """Exchange a panel for one of these; False when none was found to help."""
        for place in self.leavers():
            best = np.argsort(-(known @ self.wanted_without(place)), kind="stable")[:_TRIED]
            if any(self.exchange(place, newcomer) for newcomer in known[best]):
                return True
        return False

    def exchange_for_made(self, maker: PanelMaker) -> bool:
        """Exchange a panel for the one that would help most; False when none was found to help."""
        for place in self.leavers():
            newcomer = maker.guess(self.wanted_without(place), tries=_SHORT)
            if newcomer is not None and self.exchange(place, newcomer):
                return True
        return False

    def exchange(self, place: int, newcomer: Ints) -> bool:
        """Put a newcomer in a panel's place, if that makes the loss smaller."""
        totals = self._totals - self._rows[place] + newcomer
        if self._losses(totals).sum() >= self._losses(self._totals).sum() * (1 - 1e-9):
            return False
        self._rows[place], self._totals = newcomer, totals
        return True

    def _losses(self, totals: Ints) -> Floats:
        """Convex in each class's total: beyond rounding counts whole, within it only how far the class is off."""
        off = np.abs(totals / self._sizes - self._wanted)
        losses: Floats = (self._beyond(totals) + off) ** _POWER
        return losses

    def _beyond(self, totals: Ints) -> Floats:
        """By how much a class has more places than its people's chances rounded up give, or fewer than rounded down."""
        least, most = self._sizes * np.floor(self._wanted + _EXACT), self._sizes * np.ceil(self._wanted - _EXACT)
        beyond: Floats = np.maximum(0.0, np.maximum(totals - most, least - totals))
        return beyond
