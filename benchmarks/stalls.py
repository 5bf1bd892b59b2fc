"""How long the window does not answer while it imports many people. `python -m benchmarks.stalls [--people N]`."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.machine import describe
from benchmarks.people import bring_in, write_pool
from engage.assembly.actions import create_assembly
from engage.storage.workspace import Workspace
from ui.shell.app import settle
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings

_TICK_MS = 5
_LOOK_MS = 10


class Heart:
    """Beats as often as the event loop lets it; remembers the longest pause."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self.pauses.clear()
        self._last = perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.pauses.append((now - self._last) * 1000)
        self._last = now

    def __str__(self) -> str:
        ordered = sorted(self.pauses)
        usual = ordered[int(len(ordered) * 0.99)]
        return f"longest pause {ordered[-1]:.0f} ms, 99 in 100 under {usual:.0f} ms"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()

    print(describe())
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        targets, people = write_pool(folder, options.people)
        workspace = Workspace.create(folder / "people.engage", passphrase=None)
        assembly_id = workspace.write(partial(create_assembly, title="Benchmark"))
        bring_in(workspace, assembly_id, "targets", targets)
        window = MainWindow(Appearance(app, Settings(palette="light")))
        settle(window)
        window.show_file(workspace)
        window.show()
        import_in(window, people)
        window.close()


def import_in(window: MainWindow, source: Path) -> None:
    """Import a file as an officer does, and print how the window fared."""
    frame = window.frame
    assert frame is not None
    frame.go("people", "import:people")
    step = frame.page("people").importing  # type: ignore[attr-defined]
    heart = Heart()
    step.path.setText(str(source))
    heart.start()
    step.read()
    wait_until(lambda: step.go.isVisible() and step.go.isEnabled())
    print(f"reading the file: {heart}")
    heart.start()
    began = perf_counter()
    step.apply()
    wait_until(step.done.isVisible)
    print(f"importing it ({perf_counter() - began:.1f} s): {heart}")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the window live until it is so."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(_LOOK_MS)
    timer.timeout.connect(lambda: loop.quit() if is_so() else None)
    timer.start()
    loop.exec()


if __name__ == "__main__":
    main()
