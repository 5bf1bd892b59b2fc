"""Who is in some possible panel, and who, provably, in none."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.herding import FEW, Diver, PanelMaker, most_settled, whole_polytope
from engage.lottery.stream import seeded
from engage.lottery.watch import Watch

COVERING = mark("Looking for panels that hold each person")

# Short dives come before anything long: a pool whose first dive fails needs many of either.
_TRIES = 60
_DIVES = 12


@dataclass(frozen=True)
class Coverage:
    """The classes that no panel can hold, and the panels that show the others can be held."""

    excluded: npt.NDArray[np.bool_]
    panels: tuple[Ints, ...]


def cover(pool: Pool, watch: Watch, *, share: float = 0.1) -> Coverage | None:
    """Find a panel for each class, or a proof that there is none; None when the pool has no panel at all.

    A few panels made for those not yet seen hold nearly everyone; the rest are asked one class at a time.
    """
    count = len(pool.classes)
    maker = open_maker(pool, watch)
    seen = np.zeros(count, dtype=bool)
    panels: list[Ints] = []
    while not seen.all():
        watch.report(share * seen.sum() / count, COVERING)
        panel = _panel_with_new(pool, watch, maker, seen)
        if panel is None:
            return None
        if not (panel[~seen] > 0).any():
            break
        panels.append(panel)
        seen |= panel > 0
    excluded = np.zeros(count, dtype=bool)
    for number in range(count):
        if not seen[number]:
            watch.report(share * (seen | excluded).sum() / count, COVERING)
            panel = _panel_with(pool, watch, number, seen)
            if panel is None:
                excluded[number] = True
            else:
                panels.append(panel)
                seen |= panel > 0
    return Coverage(excluded, tuple(panels))


def open_maker(pool: Pool, watch: Watch) -> PanelMaker:
    """A maker of any of the pool's panels."""
    return PanelMaker(pool, watch, whole_polytope(pool))


def _panel_with_new(pool: Pool, watch: Watch, maker: PanelMaker, seen: npt.NDArray[np.bool_]) -> Ints | None:
    """A panel that holds as many as can be of those not yet seen, or nearly; None when there is no panel at all."""
    worth = np.where(seen, 0.0, 1.0) + _ripple(len(seen))
    if len(seen) <= FEW:
        panel = maker.guess(worth, tries=_TRIES)
        if panel is not None:
            return panel
        panel = _by_short_dives(pool, watch, worth, seen)
        if panel is not None:
            return panel
    return maker.make(worth)


def _by_short_dives(pool: Pool, watch: Watch, worth: Floats, seen: npt.NDArray[np.bool_]) -> Ints | None:
    """A panel with somebody not yet seen, from worths a little beside these; None when the dives fail."""
    diver = Diver(pool, watch, pool.caps, settle=most_settled)
    stream = seeded(0)
    for _ in range(_DIVES):
        panel = diver.guess(worth * (0.6 + 0.8 * stream.fractions(len(worth))), tries=_TRIES)
        if panel is not None and (panel[~seen] > 0).any():
            return panel
    return None


def _panel_with(pool: Pool, watch: Watch, number: int, seen: npt.NDArray[np.bool_]) -> Ints | None:
    lower = np.zeros(len(pool.classes))
    lower[number] = 1.0
    maker = PanelMaker(pool, watch, whole_polytope(pool, lower=lower))
    return maker.make(np.where(seen, 0.0, 1.0) + _ripple(len(seen)))


def _ripple(count: int) -> npt.NDArray[np.float64]:
    """Small unequal amounts, so that no two classes tie."""
    ripple: npt.NDArray[np.float64] = 0.01 * ((np.arange(count, dtype=np.float64) * 0.6180339887498949) % 1.0)
    return ripple
