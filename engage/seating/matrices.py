"""What a seat costs, in whole numbers: so that sums are exact and the same on every machine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engage.seating.model import Mode, Room

Ints = npt.NDArray[np.int64]
Grid = npt.NDArray[np.float64]
"""Whole numbers held as floats, which multiply faster and stay exact."""

HARD = 1_000_000.0
TOGETHER = 40 * HARD
OUT_OF_REACH = 20 * HARD
_CLUSTER = 60.0
_SPREAD = 12.0
# What meeting again costs, by how often the two have met already.
_REPEAT = (0.0, 2.0, 2.0, 3.0, 3.0)


class Costs:
    """Everything about a room that stays the same from round to round."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.place = {person: at for at, person in enumerate(room.ids)}
        size = len(self.place)
        self._pairs = np.zeros((size, size))
        self._add_pairs(room.together, -TOGETHER)
        self._add_pairs(room.apart, HARD)
        self._met = np.zeros((size, size))
        self._set_met()
        spread = [name for name in sorted(room.fields) if room.fields[name] is Mode.SPREAD]
        self.shares = self._indicators(spread)
        for name in sorted(set(room.fields) - set(spread)):
            same = self._indicators([name], blank=False)
            self._pairs -= _CLUSTER * (same @ same.T)
        np.fill_diagonal(self._pairs, 0.0)

    def of_round(self, place: int, others: Sequence[Ints]) -> "Game":
        """What the seats of one round cost while the other rounds stand."""
        met = self._met.copy()
        for tables in others:
            met += tables[:, None] == tables[None, :]
        repeats = np.array(_REPEAT)[np.minimum(met, len(_REPEAT) - 1).astype(np.int64)]
        np.fill_diagonal(repeats, 0.0)
        return Game(self._pairs + repeats, self._seats(place + 1), self.shares)

    def _add_pairs(self, pairs: Iterable[tuple[str, str]], cost: float) -> None:
        for first, second in pairs:
            one, other = self.place[first], self.place[second]
            self._pairs[one, other] += cost
            self._pairs[other, one] += cost

    def _set_met(self) -> None:
        for first, second in self.room.met:
            if first in self.place and second in self.place:
                one, other = self.place[first], self.place[second]
                self._met[one, other] = self._met[other, one] = 1.0

    def _seats(self, number: int) -> Grid:
        """What it costs to put somebody at a table, whoever else sits there."""
        costs = np.zeros((len(self.place), self.room.tables))
        for person, tables in self.room.barred.items():
            for table in tables:
                costs[self.place[person], table - 1] = OUT_OF_REACH
        for (place, person), table in self.room.locked.items():
            if place == number:
                costs[self.place[person], :] = 10_000 * HARD
                costs[self.place[person], table - 1] = 0.0
        return costs

    def _indicators(self, names: Sequence[str], *, blank: bool = True) -> Grid:
        """One column for each value of these questions: 1 for whoever gave it."""
        columns = []
        for name in names:
            answers = [self.room.people[person].get(name, "") for person in self.place]
            values = sorted(set(answers) - (set() if blank else {""}))
            columns += [[float(answer == value) for answer in answers] for value in values]
        return np.array(columns, dtype=np.float64).reshape(len(columns), len(self.place)).T


@dataclass(frozen=True)
class Game:
    """One round to be seated: costs of pairs, of seats, and who gave which answer."""

    pairs: Grid
    seats: Grid
    shares: Grid

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return int(self.seats.shape[1])

    def bounds(self, tables: Ints) -> tuple[Grid, Grid]:
        """The fewest and most of each answer at each table, as its size asks."""
        sizes = np.bincount(tables, minlength=self.tables).astype(np.float64)
        share = sizes[:, None] * self.shares.sum(axis=0)[None, :]
        return share // len(tables), -(-share // len(tables))

    def total(self, tables: Ints) -> int:
        """What a seating costs in all."""
        here = np.eye(self.tables)[tables]
        least, most = self.bounds(tables)
        counts = here.T @ self.shares
        uneven = np.maximum(least - counts, 0).sum() + np.maximum(counts - most, 0).sum()
        pairs = ((self.pairs @ here) * here).sum() / 2
        return int(float(pairs + (self.seats * here).sum() + _SPREAD * uneven))

    def is_ideal(self, cost: int) -> bool:
        """Whether nothing better can be: no cost at all, and nothing that lowers one."""
        return cost == 0 and bool((self.pairs >= 0).all())

    def swaps(self, tables: Ints, here: Grid, least: Grid, most: Grid) -> Grid:
        """What the cost would change by if two people changed places, for every two; those at one table: infinity."""
        reach = self.pairs @ here + self.seats
        at = reach[:, tables]
        own = np.diagonal(at)
        change = at + at.T - own[:, None] - own[None, :] - 2 * self.pairs
        if self.shares.shape[1]:
            change += _SPREAD * self._mix(tables, here, least, most)
        change[tables[:, None] == tables[None, :]] = np.inf
        return change

    def _mix(self, tables: Ints, here: Grid, least: Grid, most: Grid) -> Grid:
        counts = here.T @ self.shares
        now = _off(counts, least, most)
        up = (_off(counts + 1, least, most) - now)[tables]
        down = (_off(counts - 1, least, most) - now)[tables]
        has, lacks = self.shares, 1 - self.shares
        one_way = has @ (lacks * up).T + (has * down) @ lacks.T
        return one_way + one_way.T


def _off(counts: Grid, least: Grid, most: Grid) -> Grid:
    return np.maximum(least - counts, 0) + np.maximum(counts - most, 0)
