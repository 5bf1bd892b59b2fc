"""What the seating engine takes and gives: plain, frozen values. Rounds and tables are counted from 1."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from engage.errors import RefusedError
from engage.languages.catalogues import mark

MOST_PEOPLE = 1000
MOST_ROUNDS = 20

Pair = tuple[str, str]
Locks = Mapping[tuple[int, str], int]
"""The table of someone in a round, by round and id."""
Seating = tuple[Mapping[str, int], ...]
"""Everyone's table by id, one mapping a round."""


class Mode(StrEnum):
    """How the answers to a question count: every table mirrors the room, or people of one answer sit together."""

    SPREAD = "spread"
    CLUSTER = "cluster"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _MODE_LABELS[self]


_MODE_LABELS = {Mode.SPREAD: mark("Spread over the tables"), Mode.CLUSTER: mark("Sit together")}


@dataclass(frozen=True)
class Room:
    """Who is to be seated, at how many tables, how often, and what is to be kept.

    `people` are everyone's answers by id. `together` and `apart` are pairs of ids and hold in every round. `locked`
    seats stay as they are. `barred` names the tables that somebody can't reach. `met` are pairs who have shared a
    table before. Raises RefusedError when a rule or a lock names somebody or something that is not there.
    """

    people: Mapping[str, Mapping[str, str]]
    tables: int
    rounds: int
    fields: Mapping[str, Mode] = field(default_factory=dict)
    together: Iterable[Pair] = ()
    apart: Iterable[Pair] = ()
    locked: Locks = field(default_factory=dict)
    barred: Mapping[str, frozenset[int]] = field(default_factory=dict)
    met: Iterable[Pair] = ()

    def __post_init__(self) -> None:
        """Put the pairs in one order, whatever order they were given in, and check everything."""
        for name in ("together", "apart", "met"):
            pairs = {(min(pair), max(pair)) for pair in getattr(self, name)}
            object.__setattr__(self, name, tuple(sorted(pairs)))
        self._check_ids()

    def check_size(self) -> None:
        """Raise RefusedError when there is nobody to seat, or too many tables or rounds for them."""
        if not 1 <= len(self.people) <= MOST_PEOPLE:
            raise RefusedError("nobody-to-seat" if not self.people else "too-many-to-seat", most=MOST_PEOPLE)
        if not 1 <= self.tables <= len(self.people):
            raise RefusedError("tables-range", most=len(self.people))
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise RefusedError("rounds-range", most=MOST_ROUNDS)

    def _check_ids(self) -> None:
        for first, second in (*self.together, *self.apart):
            self._check_known(first, second)
            if first == second:
                raise RefusedError("rule-one-person")
        for (number, person), table in self.locked.items():
            self._check_known(person)
            if not (1 <= number <= self.rounds and 1 <= table <= self.tables):
                raise RefusedError("lock-outside", round=number, table=table)

    def _check_known(self, *ids: str) -> None:
        if unknown := [each for each in ids if each not in self.people]:
            raise RefusedError("sitter-unknown", id=unknown[0])

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody, in the one order that the outcome depends on."""
        return tuple(sorted(self.people))

    def sizes(self, number: int) -> tuple[tuple[int, int], ...]:
        """The fewest and the most seats to be taken at each table of a round.

        All tables are as even as can be; one with more locked seats than that holds those, and the rest share.
        """
        taken = [0] * self.tables
        for (place, _person), table in self.locked.items():
            taken[table - 1] += place == number
        full: set[int] = set()
        while True:
            rest = [table for table in range(self.tables) if table not in full]
            people = len(self.people) - sum(taken[table] for table in full)
            least, more = divmod(people, len(rest)) if rest else (0, 0)
            most = least + (more > 0)
            over = {table for table in rest if taken[table] > most}
            if not over:
                break
            full |= over
        return tuple((taken[table],) * 2 if table in full else (least, most) for table in range(self.tables))


@dataclass(frozen=True)
class Breach:
    """Something that a plan does not keep. A face makes a sentence of it by its code and `params`.

    `is_hard`: a rule was broken because it could not be kept; the others only make the mix less good.
    """

    code: str
    round: int
    table: int
    params: Mapping[str, str | int] = field(default_factory=dict)
    is_hard: bool = False


@dataclass(frozen=True)
class FieldBalance:
    """How evenly a question is spread: `misplaced` counts people beyond what even shares allow.

    `imbalance` is half the summed distance of a table's shares from the room's, on average (0 to 1).
    """

    misplaced: int
    imbalance: float


@dataclass(frozen=True)
class Score:
    """How good a plan is. `pairs_possible` is the most that could meet in so many rounds.

    `balance` is told of each question that is spread; a cluster that is divided is among the breaches.
    """

    pairs_met: int
    pairs_possible: int
    pairs_in_room: int
    balance: Mapping[str, FieldBalance]
    breaches: tuple[Breach, ...]

    @property
    def ceiling(self) -> float:
        """The share of all pairs of people that could meet."""
        return self.pairs_possible / self.pairs_in_room if self.pairs_in_room else 1.0

    @property
    def met_share(self) -> float:
        """The share of what is possible that is reached."""
        return self.pairs_met / self.pairs_possible if self.pairs_possible else 1.0


@dataclass(frozen=True)
class Plan:
    """Who sits where in each round, and how good that is."""

    rounds: Seating
    score: Score


def groups_of(pairs: Iterable[Pair]) -> tuple[tuple[str, ...], ...]:
    """The groups that pairs make when each pair sits together."""
    group: dict[str, set[str]] = {}
    for first, second in pairs:
        joined = group.get(first, {first}) | group.get(second, {second})
        group.update(dict.fromkeys(joined, joined))
    return tuple(sorted({tuple(sorted(each)) for each in group.values()}))


def chain(names: Iterable[str]) -> tuple[Pair, ...]:
    """The pairs that hold several people together."""
    return tuple(pairwise(names))
