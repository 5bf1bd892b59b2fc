"""Who sits where: hard rules first, then clusters, then an even mix, then as many new meetings as can be.

The same room and seed give the same plan, in whatever order people are listed. Plain input, plain output: no database,
no clock, no window. Rounds are planned one after the other; then each is planned again with all others standing, as
often as the room's size allows.
"""

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from engage.languages.catalogues import mark
from engage.progress import Progress, silent
from engage.seating.matrices import Costs, Game, Ints
from engage.seating.model import Locks, Mode, Pair, Plan, Room
from engage.seating.scoring import score
from engage.seating.search import improve
from engage.seating.starting import start_round

SEATING = mark("Seating everyone")

SWEEPS = 4
# Steps in all: so that rooms of any size take some seconds (a step's time grows with the square of the people).
_WORK = 4e9
_STEP_COST = 60_000
_STARTS = 3

Enough = Callable[[], bool]


def plan_tables(
    people: Mapping[str, Mapping[str, str]],
    tables: int,
    rounds: int,
    *,
    fields: Mapping[str, Mode] | None = None,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    locked: Locks | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Plan:
    """A plan for people (their answers by id) at so many tables. Raises RefusedError, and Cancelled by `progress`."""
    room = Room(people, tables, rounds, fields or {}, tuple(together), tuple(apart), locked or {})
    return plan_room(room, seed=seed, progress=progress)


def plan_room(
    room: Room, *, seed: int = 0, sweeps: int = SWEEPS, progress: Progress = silent, is_enough: Enough = bool
) -> Plan:
    """A plan for the room. Each of the `sweeps` over all rounds makes it a little better and takes its time.

    Once `is_enough` says so, the best plan until then is given. Raises RefusedError and Cancelled.
    """
    room.check_size()
    rounds = _Planner(room, seed, sweeps, progress, is_enough).plan()
    seating = tuple(dict(zip(room.ids, (tables + 1).tolist(), strict=True)) for tables in rounds)
    return Plan(seating, score(room, seating))


class _Planner:
    def __init__(self, room: Room, seed: int, sweeps: int, progress: Progress, is_enough: Enough) -> None:
        self._room = room
        self._random = np.random.default_rng(seed)
        self._costs = Costs(room)
        self._steps = _steps(room)
        self._sweeps = sweeps
        self._progress = progress
        self._is_enough = is_enough
        self._done = 0

    def plan(self) -> list[Ints]:
        """Everyone's table (from 0) in each round."""
        chosen: list[Ints] = []
        for place in range(self._room.rounds):
            chosen.append(self._begin(place, chosen))
            self._done += 1
        for place in [*range(self._room.rounds)] * self._sweeps:
            if self._is_enough():
                break
            game = self._costs.of_round(place, [each for at, each in enumerate(chosen) if at != place])
            chosen[place] = self._improve(game, chosen[place], self._steps)
            self._done += 1
        return chosen

    def _begin(self, place: int, before: list[Ints]) -> Ints:
        """The best of a few beginnings, each improved a little."""
        game = self._costs.of_round(place, before)
        found: list[Ints] = []
        for _attempt in range(_STARTS if self._sweeps else 1):
            if found and (self._is_enough() or game.is_ideal(game.total(found[-1]))):
                break
            start = start_round(self._room, place + 1, self._random)
            found.append(self._improve(game, start, max(20, self._steps // 2)))
        return min(found, key=game.total)

    def _improve(self, game: Game, start: Ints, steps: int) -> Ints:
        self._watch()
        return improve(game, start, random=self._random, steps=steps, watch=self._watch, is_enough=self._is_enough)

    def _watch(self) -> None:
        self._progress(self._done, self._room.rounds * (1 + self._sweeps), SEATING)


def _steps(room: Room) -> int:
    """How many swaps to try for each round and sweep."""
    size = len(room.people)
    each = _STEP_COST + size * size * 14
    affordable = int(_WORK / each / (room.rounds * (SWEEPS + _STARTS / 2)))
    return max(40, min(affordable, 8 * size))
