"""How good a plan is, and what it does not keep. Pure and quick: asked again at every move on screen."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from engage.seating.model import Breach, FieldBalance, Mode, Pair, Room, Score, Seating

MOST_AT_A_TABLE = 9
"""One facilitator can't listen to more."""


def score(room: Room, rounds: Seating) -> Score:
    """The score of these rounds. Someone without a seat in a round counts as absent from it."""
    seated = [_tables(room, seats) for seats in rounds]
    possible = sum(len(table) * (len(table) - 1) // 2 for tables in seated for table in tables.values())
    size = len(room.people)
    everybody = size * (size - 1) // 2
    breaches = [
        breach
        for number, (seats, tables) in enumerate(zip(rounds, seated, strict=True), 1)
        for breach in _breaches(room, number, seats, tables)
    ]
    return Score(
        pairs_met=len(pairs_met(rounds)),
        pairs_possible=min(everybody, possible),
        pairs_in_room=everybody,
        balance={
            name: _balance(room, name, seated) for name in sorted(room.fields) if room.fields[name] is Mode.SPREAD
        },
        breaches=tuple(sorted(breaches, key=lambda each: (not each.is_hard, each.round, each.table, each.code))),
    )


def pairs_met(rounds: Seating) -> set[Pair]:
    """The pairs who share a table at least once."""
    met: set[Pair] = set()
    for seats in rounds:
        tables: dict[int, list[str]] = {}
        for person in sorted(seats):
            tables.setdefault(seats[person], []).append(person)
        for people in tables.values():
            met.update(combinations(people, 2))
    return met


def bounds(in_room: int, seats: int, people: int) -> tuple[int, int]:
    """The fewest and the most of a value that an even share gives a table."""
    share = in_room * seats
    return share // people, -(-share // people)


def _tables(room: Room, seats: Mapping[str, int]) -> dict[int, list[str]]:
    tables: dict[int, list[str]] = {number: [] for number in range(1, room.tables + 1)}
    for person in sorted(seats):
        tables[seats[person]].append(person)
    return tables


def _breaches(room: Room, number: int, seats: Mapping[str, int], tables: Mapping[int, list[str]]) -> Iterator[Breach]:
    yield from _hard(room, number, seats, tables)
    for name, mode in sorted(room.fields.items()):
        yield from (_uneven if mode is Mode.SPREAD else _divided)(room, number, name, tables)
    for table, people in tables.items():
        if len(people) > MOST_AT_A_TABLE:
            yield Breach("table-large", number, table, {"count": len(people), "most": MOST_AT_A_TABLE})


def _hard(room: Room, number: int, seats: Mapping[str, int], tables: Mapping[int, list[str]]) -> Iterator[Breach]:
    yield from _misplaced(room, number, seats)
    for first, second in room.together:
        if first in seats and second in seats and seats[first] != seats[second]:
            yield Breach("not-together", number, seats[first], {"first": first, "second": second}, is_hard=True)
    for first, second in room.apart:
        if first in seats and second in seats and seats[first] == seats[second]:
            yield Breach("not-apart", number, seats[first], {"first": first, "second": second}, is_hard=True)
    most = -(-len(seats) // room.tables)
    least = len(seats) // room.tables
    for table, people in tables.items():
        if not least <= len(people) <= most:
            params = {"count": len(people), "least": least, "most": most}
            yield Breach("size-uneven", number, table, params, is_hard=True)


def _misplaced(room: Room, number: int, seats: Mapping[str, int]) -> Iterator[Breach]:
    for (place, person), table in sorted(room.locked.items()):
        if place == number and seats.get(person, table) != table:
            yield Breach("lock-broken", number, table, {"person": person}, is_hard=True)
    for person, out_of_reach in sorted(room.barred.items()):
        if seats.get(person, 0) in out_of_reach:
            yield Breach("out-of-reach", number, seats[person], {"person": person}, is_hard=True)


def _uneven(room: Room, number: int, name: str, tables: Mapping[int, list[str]]) -> Iterator[Breach]:
    present = [person for people in tables.values() for person in people]
    in_room = Counter(_answer(room, person, name) for person in present)
    for table, people in tables.items():
        here = Counter(_answer(room, person, name) for person in people)
        for value in sorted(in_room):
            least, most = bounds(in_room[value], len(people), len(present))
            if least <= here[value] <= most:
                continue
            code = "value-many" if here[value] > most else "value-few" if here[value] else "value-none"
            params = {"count": here[value], "least": least, "most": most}
            yield Breach(code, number, table, {"field": name, "value": value, **params})


def _divided(room: Room, number: int, name: str, tables: Mapping[int, list[str]]) -> Iterator[Breach]:
    """Values that sit at more tables than their number needs."""
    most = max((len(people) for people in tables.values()), default=1) or 1
    where: dict[str, list[int]] = {}
    for table, people in tables.items():
        for value in sorted({_answer(room, person, name) for person in people} - {""}):
            where.setdefault(value, []).append(table)
    for value, found in sorted(where.items()):
        count = sum(_answer(room, person, name) == value for people in tables.values() for person in people)
        if len(found) > -(-count // most):
            named = {"field": name, "value": value}
            yield Breach("value-divided", number, found[0], {**named, "count": count, "tables": len(found)})


def _balance(room: Room, name: str, seated: list[dict[int, list[str]]]) -> FieldBalance:
    misplaced, distance, counted = 0, 0.0, 0
    for tables in seated:
        present = [person for people in tables.values() for person in people]
        in_room = Counter(_answer(room, person, name) for person in present)
        for people in tables.values():
            if not people:
                continue
            here = Counter(_answer(room, person, name) for person in people)
            counted += 1
            for value, total in in_room.items():
                least, most = bounds(total, len(people), len(present))
                misplaced += max(least - here[value], 0, here[value] - most)
                distance += abs(here[value] / len(people) - total / len(present)) / 2
    return FieldBalance(misplaced, round(distance / counted, 4) if counted else 0.0)


def _answer(room: Room, person: str, name: str) -> str:
    return room.people[person].get(name, "")
