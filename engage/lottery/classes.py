"""The pool as the solver sees it: people who are alike count as one class.

Two people are alike when they gave the same answers to every target category and share a home with nobody else in the
pool. Where several people of the pool share a home, those with the same answers in that home are a class of their own,
of which a panel may hold one. By symmetry a fair lottery gives everyone in a class the same chance.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engage.lottery.model import Entrant, Quota

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
RowsOf = Callable[[Entrant], tuple[int, ...]]


@dataclass(frozen=True)
class PersonClass:
    """People who are alike: their ids in order, the target rows they count in, how many of them one panel can hold."""

    members: tuple[str, ...]
    rows: tuple[int, ...]
    cap: int
    household: str = ""


@dataclass(frozen=True)
class Pool:
    """Classes, target rows and seats.

    Row 0 is the number of seats, row r + 1 the r-th quota in sorted order, and after these one row for each household
    that holds more than one class. `fixed` people already have a seat: they are taken off the rows' bounds and, with
    everyone in their households (`closed`), are in no class.
    """

    classes: tuple[PersonClass, ...]
    quotas: tuple[Quota, ...]
    seats: int
    row_lower: Floats
    row_upper: Floats
    members: tuple[tuple[int, ...], ...]
    fixed: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @cached_property
    def sizes(self) -> Floats:
        """How many people each class has."""
        return np.array([len(each.members) for each in self.classes], dtype=np.float64)

    @cached_property
    def caps(self) -> Floats:
        """How many of each class one panel can hold."""
        return np.array([each.cap for each in self.classes], dtype=np.float64)

    @cached_property
    def column_starts(self) -> npt.NDArray[np.int32]:
        """Where each class's rows begin in `column_rows`."""
        lengths = [0, *(len(rows) for rows in self.members)]
        return np.cumsum(lengths).astype(np.int32)

    @cached_property
    def column_rows(self) -> npt.NDArray[np.int32]:
        """The rows of all classes, one class after the other."""
        return np.array([row for rows in self.members for row in rows], dtype=np.int32)

    @cached_property
    def column_of_entry(self) -> Ints:
        """For each entry of `column_rows`, its class."""
        return np.repeat(np.arange(len(self.classes)), np.diff(self.column_starts))

    @property
    def row_count(self) -> int:
        """Seats, quotas and shared households."""
        return len(self.row_lower)

    def activity(self, amounts: Floats) -> Floats:
        """What the amounts of each class add up to in each row."""
        entries = np.asarray(amounts)[self.column_of_entry]
        return _sums(self.column_rows, entries, self.row_count)

    def prices(self, row_prices: Floats) -> Floats:
        """What one person of each class costs when each row has a price."""
        entries = np.asarray(row_prices)[self.column_rows]
        return _sums(self.column_of_entry, entries, len(self.classes))

    def is_panel(self, counts: Ints) -> bool:
        """Whether these integer counts meet every target, cap and household rule."""
        if (counts < 0).any() or (counts > self.caps).any():
            return False
        activity = self.activity(counts.astype(np.float64)).round()
        return bool((activity >= self.row_lower).all() and (activity <= self.row_upper).all())


def make_pool(
    entrants: Iterable[Entrant], quotas: Iterable[Quota], seats: int, *, fixed: frozenset[str] = frozenset()
) -> Pool:
    """Sort people into classes. The order of the entrants and quotas makes no difference.

    The input must have passed `check_input`: known answers, no id twice.
    """
    ordered = tuple(sorted(quotas, key=lambda quota: quota.key))
    people = sorted(entrants, key=lambda entrant: entrant.id)
    row_of = {quota.key: number for number, quota in enumerate(ordered, start=1)}
    categories = sorted({quota.category for quota in ordered})

    def rows(entrant: Entrant) -> tuple[int, ...]:
        return tuple(row_of[category, entrant.answers[category]] for category in categories)

    seated = [entrant for entrant in people if entrant.id in fixed]
    taken_homes = {entrant.household for entrant in seated if entrant.household}
    closed = [entrant for entrant in people if entrant.id not in fixed and entrant.household in taken_homes]
    out = fixed | {entrant.id for entrant in closed}
    open_people = [entrant for entrant in people if entrant.id not in out]
    classes = _group(open_people, rows)
    taken = np.zeros(len(ordered) + 1)
    for entrant in seated:
        taken[[0, *rows(entrant)]] += 1
    lower = np.array([seats, *(quota.minimum for quota in ordered)], dtype=np.float64) - taken
    upper = np.array([seats, *(quota.maximum for quota in ordered)], dtype=np.float64) - taken
    members, homes = _members(classes, len(ordered) + 1)
    return Pool(
        classes=classes,
        quotas=ordered,
        seats=seats - len(seated),
        row_lower=np.concatenate([np.maximum(lower, 0.0), np.zeros(homes)]),
        row_upper=np.concatenate([upper, np.ones(homes)]),
        members=members,
        fixed=tuple(entrant.id for entrant in seated),
        closed=tuple(entrant.id for entrant in closed),
    )


def _group(people: Sequence[Entrant], rows: RowsOf) -> tuple[PersonClass, ...]:
    homes: dict[str, list[Entrant]] = defaultdict(list)
    for entrant in people:
        homes[entrant.household].append(entrant)
    groups: dict[tuple[tuple[int, ...], str], list[str]] = defaultdict(list)
    for home, residents in homes.items():
        key = home if len(residents) > 1 else ""
        for entrant in residents:
            groups[rows(entrant), key].append(entrant.id)
    return tuple(
        PersonClass(tuple(sorted(ids)), of, 1 if home else len(ids), home) for (of, home), ids in sorted(groups.items())
    )


def _members(classes: Sequence[PersonClass], first_free_row: int) -> tuple[tuple[tuple[int, ...], ...], int]:
    """The rows of each class, household rows included, and the number of household rows."""
    in_home: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(classes):
        if each.household:
            in_home[each.household].append(number)
    shared = sorted(home for home, numbers in in_home.items() if len(numbers) > 1)
    row_of = {home: first_free_row + offset for offset, home in enumerate(shared)}
    members = tuple(
        (0, *each.rows, row_of[each.household]) if each.household in row_of else (0, *each.rows) for each in classes
    )
    return members, len(shared)


def _sums(places: npt.NDArray[np.int32] | Ints, entries: Floats, count: int) -> Floats:
    """What the entries of each place add up to."""
    return np.bincount(places, weights=entries, minlength=count).astype(np.float64, copy=False)
