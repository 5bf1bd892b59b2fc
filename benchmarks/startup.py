"""From the command to the window: `python -m benchmarks.startup [FILE] [--times N]`.

Each start is a process of its own; the clock runs from before the process is made until the window has been painted,
and, with FILE, until its first page has. Without a display the offscreen platform is used.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.machine import describe

# The monotonic clock is the same for all processes of a machine.
CHILD = """
import sys, time
started, file = float(sys.argv[1]), sys.argv[2]
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.shell.app import first_settings, make_app
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
app = make_app()
window = MainWindow(Appearance(app, first_settings()))
window.show()
window.grab()
painted = time.monotonic()
if file:
    window.open_path(Path(file))
    QApplication.processEvents()
    window.grab()
opened = time.monotonic()
heavy = [name for name in ("alembic", "reportlab", "fontTools", "uharfbuzz", "highspy", "numpy") if name in sys.modules]
print(painted - started, opened - started, ",".join(heavy) or "none")
"""


def start(file: Path | None) -> tuple[float, float, str]:
    """One start: seconds to the window, seconds to the file's first page, and the heavy libraries that were loaded."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    command = [sys.executable, "-c", CHILD, str(time.monotonic()), str(file.resolve()) if file else ""]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()
    return float(answer[0]), float(answer[1]), answer[2]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()

    start(options.file)  # once for the disk's sake
    runs = [start(options.file) for _ in range(options.times)]
    print(describe())
    print(f"start to window: {median(run[0] for run in runs):.2f} s (median of {options.times})")
    if options.file:
        print(f"start to the first page of {options.file.name}: {median(run[1] for run in runs):.2f} s")
    print(f"heavy libraries loaded by then: {runs[-1][2]}")


if __name__ == "__main__":
    main()
