"""How long the window does not answer in each step of a draw, and how soon it cancels.

`python -m benchmarks.ceremony [--people N]`.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as `ui.shell.app` has it, before numpy is loaded

from PySide6.QtWidgets import QApplication

from benchmarks.machine import describe
from benchmarks.people import bring_in, write_pool
from benchmarks.stalls import Heart, wait_until
from engage.assembly.actions import create_assembly, edit_assembly_field
from engage.storage.workspace import Workspace
from ui.lottery.page import CHANCES, DRAW, LotteryPage
from ui.shell.app import settle
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
from ui.shell.tasks import ProgressPanel

_REST = 0.5
_MOMENTS = (0.3, 0.6, 1.0, 1.5, 2.2, 3.0, 4.0, 6.0)
"""Seconds after which the work is cancelled."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seats", type=int, help="60, or what the pool says, unless given")
    parser.add_argument("--pool", type=Path, help="a folder with categories.csv and respondents.csv instead")
    options = parser.parse_args()
    options.seats = options.seats or _seats_of(options.pool)

    print(describe())
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        targets, people = _lists(folder, options)
        workspace = Workspace.create(folder / "draw.engage", passphrase=None)
        assembly_id = workspace.write(partial(create_assembly, title="Benchmark"))
        edit = partial(edit_assembly_field, assembly_id=assembly_id, field="seats", value=options.seats)
        workspace.write(edit)
        bring_in(workspace, assembly_id, "targets", targets)
        bring_in(workspace, assembly_id, "people", people)
        window = MainWindow(Appearance(app, Settings(palette="light")))
        settle(window)
        window.show_file(workspace)
        window.show()
        assert window.frame is not None
        rest()
        go = partial(window.frame.go, "lottery")
        watched("opening the page", go, lambda: window.frame is not None and window.frame.current == "lottery")
        rest()
        page = window.frame.page("lottery")
        assert isinstance(page, LotteryPage)
        hold(page, window.frame.progress)
        window.close()


def _seats_of(pool: Path | None) -> int:
    if pool is None or not (about := pool / "instance.json").is_file():
        return 60
    return int(json.loads(about.read_text(encoding="utf-8"))["k"])


def _lists(folder: Path, options: argparse.Namespace) -> tuple[Path, Path]:
    if options.pool is None:
        return write_pool(folder, options.people)
    return options.pool / "categories.csv", options.pool / "respondents.csv"


def hold(page: LotteryPage, progress: ProgressPanel) -> None:
    """Hold a draw, and print how the window fared in each step."""
    draw = page.draw
    watched("comparing the methods", partial(page.show_step, CHANCES), lambda: bool(page.workshop.outlooks))
    cancel(page, progress)
    watched("working out every chance", page.workshop.work_out, lambda: page.workshop.prepared is not None)
    watched("going on to the draw", partial(page.show_step, DRAW), draw.freezing.isVisible)
    watched("freezing", draw.freezing.freeze.click, draw.string.isVisible)
    draw.string.string.line.setText("4 8 15 16 23 42")
    watched("drawing", draw.string.draw.click, draw.drawn.isVisible)


def rest() -> None:
    """Let the window paint what it shows before anything is measured."""
    began = perf_counter()
    wait_until(lambda: perf_counter() - began > _REST)


def cancel(page: LotteryPage, progress: ProgressPanel) -> None:
    """Begin to work the chances out and cancel after a while, again and again; print how long it took at most."""
    took = []
    for after in _MOMENTS:
        page.workshop.work_out()
        began = perf_counter()
        wait_until(lambda began=began, after=after: perf_counter() - began > after)  # type: ignore[misc]
        if page.workshop.prepared is not None:
            break  # it was quicker than that
        began = perf_counter()
        progress.cancel.click()
        wait_until(lambda: not page.desk.runner.is_busy)
        took.append(perf_counter() - began)
    page.workshop.forget()
    if took:
        print(f"cancelling, {len(took)} times: longest {max(took) * 1000:.0f} ms")


def watched(what: str, deed: Callable[[], object], is_over: Callable[[], bool]) -> None:
    """Do something and print the longest pause until it is over."""
    heart = Heart()
    heart.start()
    began = perf_counter()
    deed()
    wait_until(is_over)
    print(f"{what} ({perf_counter() - began:.1f} s): {heart}")


if __name__ == "__main__":
    main()
