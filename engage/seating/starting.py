"""A first seating that keeps every hard rule, found by lot; where luck fails, by an exact integer programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from engage.lottery.solver import new_solver
from engage.seating.matrices import Ints
from engage.seating.model import Room, groups_of

_TRIES = 12
_LOOKS = 400
_NODES = 5000
_TOGETHER, _OUT_OF_REACH, _APART, _SIZE = 10_000.0, 5_000.0, 100.0, 1.0


def start_round(room: Room, number: int, random: np.random.Generator) -> Ints:
    """Everyone's table (from 0), in the order of `room.ids`. Only what can't be kept is broken, the least of it."""
    blocks = _blocks(room, number)
    seated = _by_lot(room, number, blocks, random) if blocks is not None else None
    if seated is None:
        seated = _exactly(room, number)
    return _fill(room, number, seated, random)


@dataclass(frozen=True)
class _Block:
    """People who go to one table together: which tables are open to them, and which other blocks they avoid."""

    people: tuple[str, ...]
    open: frozenset[int]
    avoids: frozenset[int]


def _blocks(room: Room, number: int) -> list[_Block] | None:
    """The people whom a rule touches, as blocks; None when a block is at odds with itself."""
    groups = list(groups_of(room.together))
    grouped = {person for group in groups for person in group}
    singles = {person for pair in room.apart for person in pair} | set(room.barred)
    singles |= {person for place, person in room.locked if place == number}
    groups += [(person,) for person in sorted(singles - grouped)]
    of = {person: at for at, group in enumerate(groups) for person in group}
    avoids: list[set[int]] = [set() for _group in groups]
    for first, second in room.apart:
        avoids[of[first]].add(of[second])
        avoids[of[second]].add(of[first])
    blocks = []
    for at, group in enumerate(groups):
        tables = frozenset.intersection(*(_open(room, number, person) for person in group))
        if at in avoids[at] or not tables:
            return None
        blocks.append(_Block(group, tables, frozenset(avoids[at])))
    return blocks


def _open(room: Room, number: int, person: str) -> frozenset[int]:
    """The tables (from 0) that a person may sit at."""
    if (locked := room.locked.get((number, person))) is not None:
        return frozenset({locked - 1})
    return frozenset(range(room.tables)) - {table - 1 for table in room.barred.get(person, ())}


def _by_lot(room: Room, number: int, blocks: Sequence[_Block], random: np.random.Generator) -> dict[str, int] | None:
    """The blocks' tables, the hardest to place first; None when a few tries found nothing."""
    sizes = room.sizes(number)
    for _attempt in range(_TRIES):
        luck = random.random(len(blocks))
        order = sorted(
            range(len(blocks)),
            key=lambda at: (
                len(blocks[at].open) > 1,
                -len(blocks[at].people),
                len(blocks[at].open),
                -len(blocks[at].avoids),
                luck[at],
            ),
        )
        search = _Search(blocks, order, sizes, _larger(room, sizes), random)
        if search.place(0):
            return {person: search.table[at] for at in order for person in blocks[at].people}
    return None


class _Search:
    """Depth first, with a limit on the looks, so that a hard room is left to the integer programme."""

    def __init__(
        self,
        blocks: Sequence[_Block],
        order: Sequence[int],
        sizes: Sequence[tuple[int, int]],
        larger: int,
        random: np.random.Generator,
    ) -> None:
        self.table: dict[int, int] = {}
        self._blocks = blocks
        self._order = order
        self._sizes = sizes
        self._random = random
        self._taken = [0] * len(sizes)
        self._larger = larger
        self._looks = _LOOKS

    def place(self, depth: int) -> bool:
        """Find tables for the blocks from `depth` on."""
        if depth == len(self._order):
            return True
        at = self._order[depth]
        block = self._blocks[at]
        size = len(block.people)
        luck = self._random.random(len(self._sizes))
        for table in sorted(block.open, key=lambda each: (self._taken[each], luck[each])):
            self._looks -= 1
            if self._looks < 0:
                return False
            if self._fits(table, size) and not any(self.table.get(other) == table for other in block.avoids):
                self.table[at] = table
                self._taken[table] += size
                if self.place(depth + 1):
                    return True
                self._taken[table] -= size
                del self.table[at]
        return False

    def _fits(self, table: int, size: int) -> bool:
        taken = list(self._taken)
        taken[table] += size
        larger = sum(count > least for count, (least, _most) in zip(taken, self._sizes, strict=True))
        return taken[table] <= self._sizes[table][1] and larger <= self._larger


def _larger(room: Room, sizes: Sequence[tuple[int, int]]) -> int:
    """How many tables may hold more than the fewest: all seats are given, so no more than that."""
    return len(room.people) - sum(least for least, _most in sizes)


def _exactly(room: Room, number: int) -> dict[str, int]:
    """The tables of everyone whom a rule touches, with as little broken as can be."""
    touched = {person for pair in (*room.together, *room.apart) for person in pair} | set(room.barred)
    touched |= {person for place, person in room.locked if place == number}
    return _Programme(room, number, sorted(touched)).solve()


class _Programme:
    """The hard rules of a round as an integer programme: breaking a pair that belongs together costs most."""

    def __init__(self, room: Room, number: int, people: Sequence[str]) -> None:
        self._room = room
        self._solver = new_solver()
        # A limit on nodes and none on time: the answer does not depend on how fast the machine is.
        self._solver.setOptionValue("mip_max_nodes", _NODES)
        self._seats = {person: [self._solver.addBinary() for _table in range(room.tables)] for person in people}
        self._penalties: list[highspy.highs.highs_linear_expression] = []
        for person in people:
            self._seat(person, _open(room, number, person), is_locked=(number, person) in room.locked)
        self._keep_pairs()
        self._keep_sizes(room.sizes(number))

    def solve(self) -> dict[str, int]:
        """Everyone's table, from 0."""
        self._solver.minimize(_sum(self._penalties))
        values = self._solver.getSolution().col_value
        return {person: int(np.argmax([values[each.index] for each in seats])) for person, seats in self._seats.items()}

    def _seat(self, person: str, tables: frozenset[int], *, is_locked: bool) -> None:
        seats = self._seats[person]
        self._solver.addConstr(_sum(seats) == 1)
        for table, seat in enumerate(seats):
            if table not in tables and is_locked:
                self._solver.changeColBounds(seat.index, 0.0, 0.0)
            elif table not in tables:
                self._penalties.append(_OUT_OF_REACH * seat)

    def _keep_pairs(self) -> None:
        for first, second in self._room.together:
            broken = self._broken(_TOGETHER)
            for one, other in zip(self._seats[first], self._seats[second], strict=True):
                self._solver.addConstr(one - other <= broken)
        for first, second in self._room.apart:
            broken = self._broken(_APART)
            for one, other in zip(self._seats[first], self._seats[second], strict=True):
                self._solver.addConstr(one + other <= 1 + broken)

    def _keep_sizes(self, sizes: Sequence[tuple[int, int]]) -> None:
        larger = []
        for table, (least, most) in enumerate(sizes):
            over = self._solver.addVariable(lb=0, ub=len(self._seats))
            self._penalties.append(_SIZE * over)
            larger.append(self._solver.addVariable(lb=0, ub=most - least, type=highspy.HighsVarType.kInteger))
            taken = _sum(seats[table] for seats in self._seats.values())
            self._solver.addConstr(taken - larger[-1] - over <= least)
        self._solver.addConstr(_sum(larger) <= _larger(self._room, sizes))

    def _broken(self, cost: float) -> highspy.highs.highs_var:
        variable: highspy.highs.highs_var = self._solver.addBinary()
        self._penalties.append(cost * variable)
        return variable


def _sum(
    terms: Iterable[highspy.highs.highs_var | highspy.highs.highs_linear_expression],
) -> highspy.highs.highs_linear_expression:
    return highspy.Highs.qsum(list(terms))


def _fill(room: Room, number: int, seated: dict[str, int], random: np.random.Generator) -> Ints:
    """Everyone else where seats are left, by lot."""
    sizes = room.sizes(number)
    taken = np.bincount(list(seated.values()), minlength=room.tables)
    rest = [person for person in room.ids if person not in seated]
    free: list[int] = []
    for table, (least, _most) in enumerate(sizes):
        free += [table] * max(0, least - int(taken[table]))
    more = [table for table, (least, most) in enumerate(sizes) if most > least and taken[table] <= least]
    random.shuffle(more)
    free = (free + more)[: len(rest)]
    while len(free) < len(rest):
        load = taken + np.bincount(free, minlength=room.tables)
        free.append(int(load.argmin()))
    random.shuffle(free)
    tables = {**seated, **dict(zip(rest, free, strict=True))}
    return np.array([tables[person] for person in room.ids], dtype=np.int64)
