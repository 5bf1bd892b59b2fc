"""How long a table plan takes, and how good it is: `python -m benchmarks.seating [PEOPLE.csv TABLES ROUNDS …]`.

Without files: an assembly of 48 people at 6 tables for 3 rounds with four questions, as the goal names it. A file has
one person a row, their id in its first column; all other columns are spread.
"""

import argparse
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from benchmarks.machine import describe, timed
from engage.seating.engine import plan_tables
from engage.seating.model import Mode

People = Mapping[str, Mapping[str, str]]

_QUESTIONS = {
    "age": ("16-24", "25-44", "45-64", "65+"),
    "gender": ("f", "m"),
    "area": ("n", "e", "s", "w"),
    "tenure": "abc",
}


def invented(count: int) -> People:
    """So many people with an answer to each question; the same ones every time."""
    random = Random(4)
    return {
        f"P{number:03}": {name: random.choice(options) for name, options in _QUESTIONS.items()}
        for number in range(count)
    }


def read(path: Path) -> People:
    """The people of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0][1:]
    return {row[0]: dict(zip(header, row[1:], strict=True)) for row in rows[1:]}


def cases(given: list[str]) -> Iterator[tuple[str, People, int, int]]:
    """What to plan: a name, the people, tables and rounds."""
    if not given:
        yield "48 invented people", invented(48), 6, 3
    for place in range(0, len(given), 3):
        path, tables, rounds = given[place : place + 3]
        yield Path(path).stem, read(Path(path)), int(tables), int(rounds)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="PEOPLE.csv TABLES ROUNDS")
    options = parser.parse_args()
    print(describe())
    print("case | tables, rounds | seconds | pairs met | of the ceiling | misplaced | hard rules broken")
    for name, people, tables, rounds in cases(options.cases):
        fields = dict.fromkeys(next(iter(people.values())), Mode.SPREAD)
        plan, seconds = timed(lambda: plan_tables(people, tables, rounds, fields=fields, seed=1))  # noqa: B023 - at once
        score = plan.score
        misplaced = sum(each.misplaced for each in score.balance.values())
        broken = sum(breach.is_hard for breach in score.breaches)
        met = f"{score.pairs_met} | {score.met_share:.1%}"
        print(f"{name} | {tables}, {rounds} | {seconds:.1f} | {met} | {misplaced} | {broken}")


if __name__ == "__main__":
    main()
