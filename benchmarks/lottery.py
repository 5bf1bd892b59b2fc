"""The draw on pools of `instance.json`, `categories.csv`, `respondents.csv`: `python -m benchmarks.lottery FOLDER…`.

A folder is a pool or holds pools. Each pool has a process of its own, so that memory is its own too.
"""

import argparse
import csv
import json
import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.machine import describe
from engage.lottery.model import Entrant, Lottery, Method, Quota

HEADER = (
    "pool",
    "people",
    "seats",
    "wall s",
    "CPU s",
    "least chance",
    "bound",
    "proved",
    "Gini",
    "panels",
    "none",
    "MiB",
)


def pools_in(folders: list[Path]) -> Iterator[Path]:
    """The pools themselves, by name."""
    for folder in folders:
        yield from sorted(path.parent for path in folder.rglob("instance.json"))


def read_pool(folder: Path) -> tuple[list[Entrant], list[Quota], int]:
    """People, targets and seats of a pool."""
    about = json.loads((folder / "instance.json").read_text(encoding="utf-8"))
    with (folder / "categories.csv").open(encoding="utf-8", newline="") as file:
        quotas = [
            Quota(
                row["feature"],
                row["value"],
                int(row["min"]),
                int(row["max"]),
                int(row["min_flex"]),
                int(row["max_flex"]),
            )
            for row in csv.DictReader(file)
        ]
    categories = {quota.category for quota in quotas}
    homes = about.get("address_columns", [])
    with (folder / "respondents.csv").open(encoding="utf-8", newline="") as file:
        people = [
            Entrant(row["id"], {name: row[name] for name in categories}, "\n".join(row[name] for name in homes))
            for row in csv.DictReader(file)
        ]
    return people, quotas, int(about["k"])


def gini(found: Lottery) -> float:
    """How unequal the chances are: 0 when all are the same."""
    chances = sorted(map(float, found.chances.values()))
    weighted = sum((2 * rank - len(chances) + 1) * chance for rank, chance in enumerate(chances))
    return weighted / (len(chances) * sum(chances))


def measure(folder: Path, method: str) -> tuple[object, ...]:
    """One row of the table. Loading is not counted."""
    from engage.lottery.engine import find_lottery

    people, quotas, seats = read_pool(folder)
    wall, busy = time.perf_counter(), time.process_time()
    found = find_lottery(people, quotas, seats, method=method)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    return (
        folder.name,
        len(people),
        seats,
        f"{wall:.2f}",
        f"{busy:.2f}",
        f"{float(found.least_chance):.8f}",
        f"{float(found.least_chance_bound):.8f}",
        "all" if found.is_leximin else "least" if found.is_proved else "no",
        f"{gini(found):.6f}",
        len(found.panels),
        len(found.in_no_panel),
        f"{_most_memory():.0f}",
    )


def _most_memory() -> float:
    """The most memory this process ever held, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a table, one pool a row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--method", choices=[str(method) for method in Method], default="leximin")
    options = parser.parse_args()

    print(describe())
    print("| " + " | ".join(HEADER) + " |")
    print("|" + "---|" * len(HEADER))
    context = multiprocessing.get_context("spawn")
    for folder in pools_in(options.folders):
        with context.Pool(1) as worker:
            row = worker.apply(measure, (folder, options.method))
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
