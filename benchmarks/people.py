"""10,000 people in an encrypted file: import, sort, filter, search. `python -m benchmarks.people [--people N]`."""

import argparse
import csv
import random
import tempfile
from functools import partial
from pathlib import Path
from uuid import UUID

from benchmarks.machine import describe, timed, typical
from engage.assembly.actions import create_assembly
from engage.exchange.kinds import file_kind
from engage.exchange.preview import ReadOptions
from engage.people.views import PeopleFilter, PeopleSort, count_respondents, list_respondents
from engage.storage.workspace import Workspace

FIRST = ("Amina", "Łukasz", "Siân", "Mohammed", "Priya", "Chidi", "Mary", "Yusuf", "Zoë", "Ifrah", "Tom", "Nasreen")
LAST = (
    "Ahmed",
    "Jones",
    "Kowalski",
    "O'Brien",
    "Begum",
    "Okafor",
    "Smith",
    "Hassan",
    "Patel",
    "Evans",
    "Li",
    "Warsame",
)
ANSWERS = {
    "age": ("16-29", "30-44", "45-59", "60-74", "75+"),
    "gender": ("female", "male", "other"),
    "area": ("north", "south", "east", "west"),
}


def write_pool(folder: Path, count: int) -> tuple[Path, Path]:
    """Targets and people as files."""
    targets, people = folder / "targets.csv", folder / "people.csv"
    with targets.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["feature", "value", "min", "max"])
        rows.writerows([feature, value, 0, 60] for feature, values in ANSWERS.items() for value in values)
    pick = random.Random(1)
    with people.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "email", *ANSWERS])
        for number in range(count):
            name = f"{pick.choice(FIRST)} {pick.choice(LAST)} {number % 97}"
            answers = [pick.choice(values) for values in ANSWERS.values()]
            rows.writerow([f"R{number:05d}", name, f"p{number}@example.org", *answers])
    return targets, people


def bring_in(workspace: Workspace, assembly_id: UUID, kind_name: str, source: Path) -> None:
    """Import one file as the window and the command do."""
    kind = file_kind(kind_name)
    context = workspace.read(lambda db: kind.gather(db, assembly_id))
    preview = kind.read(source, context, ReadOptions())
    workspace.write(partial(kind.apply, assembly_id=assembly_id, preview=preview, keep_good=False), label="Import")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()

    print(describe())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        targets, people = write_pool(folder, options.people)
        with Workspace.create(folder / "people.engage", passphrase=None) as workspace:
            assembly_id = workspace.write(partial(create_assembly, title="Benchmark"))
            bring_in(workspace, assembly_id, "targets", targets)
            seconds = timed(lambda: bring_in(workspace, assembly_id, "people", people))[1]
            print(f"import of {options.people} people: {seconds:.1f} s")
            measure_list(workspace, assembly_id, options.people)


def measure_list(workspace: Workspace, assembly_id: UUID, count: int) -> None:
    """Print how long the list takes: its first page by every order, its last page, searches and filters."""

    def page(**asked: object) -> float:
        return typical(lambda: workspace.read(lambda db: list_respondents(db, assembly_id, **asked)))

    for sort in PeopleSort:
        print(f"first page by {sort.value}: {page(sort=sort):.0f} ms")
    print(f"last page by name: {page(offset=max(0, count - 200)):.0f} ms")
    for what, asked in {
        "search for “warsame”": PeopleFilter(search="warsame"),
        "search for “no such person”": PeopleFilter(search="no such person"),
        "filter by age 75+": PeopleFilter(answers={"age": "75+"}),
    }.items():
        counted = typical(
            lambda asked=asked: workspace.read(lambda db: count_respondents(db, assembly_id, matching=asked))
        )
        print(f"{what}: {page(matching=asked):.0f} ms, its count {counted:.0f} ms")


if __name__ == "__main__":
    main()
