"""From panels of classes to panels of people, so that all people of a class have exactly the same chance.

Weights are integers from here on. A panel with weight w that holds x people of a class owes that class w * x. The
people of the class share what all panels owe in equal parts: each takes the panels one after another, whole where
possible, so that only a few panels are shared. A shared panel is then cut into pieces along its weight.
"""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from math import lcm

import numpy as np

from engage.lottery.classes import Floats, Ints, Pool
from engage.lottery.watch import Watch

_TOTAL = 10**15
_LARGEST_UNIT = 10**6

Share = tuple[str, int]


def integer_weights(probabilities: Floats, pool: Pool) -> tuple[list[int], int]:
    """Weights in proportion to the probabilities, and their total.

    All are multiples of the classes' sizes where these allow it, so that a class's part divides evenly.
    """
    unit = lcm(*(len(each.members) for each in pool.classes)) if pool.classes else 1
    unit = unit if unit <= _LARGEST_UNIT else 1
    parts = _TOTAL // unit
    exact = probabilities * parts
    floors = np.floor(exact).astype(np.int64)
    missing = parts - int(floors.sum())
    order = np.lexsort((np.arange(len(exact)), floors - exact))
    floors[order[:missing]] += 1
    return [int(part) * unit for part in floors], parts * unit


def spread(
    pool: Pool, panels: Sequence[Ints], weights: Sequence[int], order: Sequence[int], watch: Watch
) -> list[tuple[tuple[str, ...], int]]:
    """Panels of ids with their weights. `order` ranks the people of a class: a permutation, cycled through."""
    shares: list[list[list[Share]]] = [[] for _ in panels]
    for number, each in enumerate(pool.classes):
        watch.tick()
        holding = [index for index, panel in enumerate(panels) if panel[number] > 0]
        members = [each.members[place] for place in _cut(order, len(each.members))]
        demand = [(index, weights[index], int(panels[index][number])) for index in holding]
        for index, taken in _share_out(members, demand).items():
            shares[index].append(taken)
    pieces: dict[tuple[str, ...], int] = defaultdict(int)
    for weight, of_classes in zip(weights, shares, strict=True):
        watch.tick()
        for ids, length in _cut_panel(weight, of_classes):
            pieces[tuple(sorted((*ids, *pool.fixed)))] += length
    return sorted(pieces.items())


def _cut(order: Sequence[int], size: int) -> list[int]:
    return [place for place in order if place < size]


def _share_out(members: Sequence[str], demand: Sequence[tuple[int, int, int]]) -> dict[int, list[Share]]:
    """Who takes how much of each panel: equal totals, at most the panel's weight each.

    After each person the rest must still be able to share the remainder, which they are when no panel is owed more
    than its weight times their number.
    """
    weights = np.array([weight for _, weight, _ in demand], dtype=np.int64)
    owed = np.array([weight * count for _, weight, count in demand], dtype=np.int64)
    taken: dict[int, list[Share]] = defaultdict(list)
    for place, name in enumerate(members):
        left = len(members) - place - 1
        part = int(owed.sum()) // (left + 1)
        least = np.maximum(0, owed - weights * left)
        room = np.minimum(weights, owed) - least
        before = np.cumsum(room) - room
        amounts = least + np.clip(part - int(least.sum()) - before, 0, room)
        owed -= amounts
        for index in np.flatnonzero(amounts).tolist():
            taken[demand[index][0]].append((name, int(amounts[index])))
    return taken


def _cut_panel(weight: int, of_classes: Sequence[Sequence[Share]]) -> list[tuple[list[str], int]]:
    """Cut a panel's weight into pieces in which every person is wholly in or out.

    The shares of a class are laid end to end and wrapped at the weight: nobody overlaps themselves, since no share is
    longer than the weight.
    """
    spans: list[tuple[str, int, int]] = []
    for shares in of_classes:
        position = 0
        for name, amount in sorted(shares, key=lambda share: (-share[1], share[0])):
            start, end = position % weight, position % weight + amount
            spans.append((name, start, min(end, weight)))
            if end > weight:
                spans.append((name, 0, end - weight))
            position += amount
    cuts = sorted({0, weight, *(start for _, start, _ in spans), *(end for _, _, end in spans)})
    return [
        ([name for name, start, end in spans if start <= low and high <= end], high - low)
        for low, high in itertools.pairwise(cuts)
    ]
