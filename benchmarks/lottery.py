"""The draw on pools of `instance.json`, `categories.csv`, `respondents.csv`: `python -m benchmarks.lottery FOLDER…`.

A folder is a pool or holds pools. Each pool has a process of its own, so that memory is its own too, and one core.
“none” are people in no panel; “move” is how far anybody's chance is at most from the exact one in a list of 1,000
equally likely panels. `--library PYTHON` adds the field's library (sortition-algorithms, its maximin) in the same run.
"""

import argparse
import csv
import json
import multiprocessing
import os
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

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
    "move",
    "MiB",
)
# From so many people on, times are compared with the library's.
_LARGE = 300


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


def measure(folder: Path, method: str, panels: int) -> dict[str, Any]:
    """What our engine does. Loading is not counted. A process of its own, on one core."""
    from engage.lottery.engine import find_lottery

    people, quotas, seats = read_pool(folder)
    wall, busy = time.perf_counter(), time.process_time()
    found = find_lottery(people, quotas, seats, method=method)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    memory = _most_memory()
    row: dict[str, Any] = {
        "people": len(people),
        "seats": seats,
        "wall": wall,
        "cpu": busy,
        "least": float(found.least_chance),
        "bound": float(found.least_chance_bound),
        "proved": "all" if found.is_leximin else "least" if found.is_proved else "no",
        "gini": gini(found),
        "panels": len(found.panels),
        "none": len(found.in_no_panel),
        "memory": memory,
    }
    if panels:
        row["move"] = find_lottery(people, quotas, seats, method=method, panels=panels).largest_move
    return row


def measure_library(python: Path, folder: Path, backend: str, limit: float) -> dict[str, Any]:
    """What the field's library does in its own environment; without a figure where it takes too long."""
    command = [str(python), str(Path(__file__).with_name("library_maximin.py")), str(folder), backend]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return {"wrong": f"> {limit:.0f}"}
    except subprocess.CalledProcessError as error:
        return {"wrong": error.stderr.strip().splitlines()[-1][:60] if error.stderr.strip() else "failed"}
    found: dict[str, Any] = json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])
    return found


def _most_memory() -> float:
    """The most memory this process ever held, in MiB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def typical_row(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The run of median CPU time."""
    return sorted(rows, key=lambda row: row["cpu"])[len(rows) // 2]


def _cells(row: dict[str, Any]) -> list[str]:
    move = row.get("move")
    return [
        str(row["people"]),
        str(row["seats"]),
        f"{row['wall']:.2f}",
        f"{row['cpu']:.2f}",
        f"{row['least']:.8f}",
        f"{row['bound']:.8f}",
        row["proved"],
        f"{row['gini']:.6f}",
        str(row["panels"]),
        str(row["none"]),
        "" if move is None else f"{move:.5f}",
        f"{row['memory']:.0f}",
    ]


def _library_cells(ours: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    if "wrong" in theirs:
        return [theirs["wrong"], "", ""]
    return [f"{theirs['cpu']:.1f}", f"{theirs['least']:.6f}", f"1/{theirs['cpu'] / max(ours['cpu'], 1e-3):.1f}"]


def _one_pool(folder: Path, options: argparse.Namespace, ratios: dict[str, list[float]]) -> list[str]:
    context = multiprocessing.get_context("spawn")
    rows = []
    for turn in range(options.times):
        with context.Pool(1) as worker:
            rows.append(worker.apply(measure, (folder, options.method, 0 if turn else options.panels)))
    row = typical_row(rows)
    row["move"] = rows[0].get("move")
    cells = _cells(row)
    for backend in options.backends if options.library else ():
        theirs = measure_library(options.library, folder, backend, options.limit)
        cells += _library_cells(row, theirs)
        if "wrong" not in theirs and row["people"] >= _LARGE:
            ratios[backend].append(row["cpu"] / theirs["cpu"])
    return cells


def main() -> None:
    """Print a table, one pool a row, and below it how we compare with the library over the larger pools."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--method", choices=[str(method) for method in Method], default="leximin")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="pools whose name holds one of these")
    parser.add_argument("--panels", type=int, default=1000, help="also a list of so many panels; 0 for none")
    parser.add_argument("--times", type=int, default=1, help="runs of each pool, of which the median counts")
    parser.add_argument("--library", type=Path, metavar="PYTHON", help="an interpreter that has sortition-algorithms")
    parser.add_argument("--backends", nargs="+", default=["highspy", "mip-cbc"], help="the library's solvers")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds after which the library is stopped")
    options = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

    ratios: dict[str, list[float]] = {backend: [] for backend in options.backends}
    header = list(HEADER)
    for backend in options.backends if options.library else ():
        header += [f"{backend} CPU s", f"{backend} least", "ours"]
    print(describe())
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for folder in pools_in(options.folders):
        if options.only and not any(name in folder.name for name in options.only):
            continue
        try:
            cells = _one_pool(folder, options, ratios)
        except Exception as error:  # noqa: BLE001 - one pool that fails leaves the others their rows
            cells = [f"failed: {type(error).__name__}: {error}"]
        print("| " + " | ".join([folder.name, *cells]) + " |", flush=True)
    for backend, found in ratios.items():
        if found:
            middle, worst = 1 / statistics.median(found), 1 / max(found)
            print(
                f"{backend}: 1/{middle:.1f} of the library's time in the median of {len(found)}, 1/{worst:.1f} at worst"
            )


if __name__ == "__main__":
    main()
