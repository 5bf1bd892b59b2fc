"""Pictures of every page, without a screen: `python -m ui.screenshots OUT`; `--help` says the rest.

For the README, for looking at one's own work, and for `make run` on a computer without a display.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engage.languages.catalogues import SCREEN_LANGUAGES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.shell.main_window import MainWindow

_PALETTES: Final = ("light", "dark", "contrast")
_SIZE: Final = (1366, 768)
_WAIT_MS: Final = 50
_QUIET: Final = 3
_MOST_WAITS: Final = 1200


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; gives the exit code."""
    options = _parser().parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="engage-") as home:
        # Settings and recent files of this computer stay as they are.
        os.environ["XDG_DATA_HOME"] = home
        for path in _take(options, Path(home)):
            sys.stdout.write(f"{path}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description="Pictures of every page.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder they go to")
    parser.add_argument("--file", type=Path, help="an .engage file without a passphrase; without it the sample")
    parser.add_argument("--language", choices=SCREEN_LANGUAGES, default="en")
    parser.add_argument("--theme", choices=_PALETTES, default="light")
    parser.add_argument("--scale", type=int, default=100, help="text size in per cent, 80 to 250")
    return parser


def _take(options: argparse.Namespace, home: Path) -> Iterator[Path]:
    with _window(options) as (app, window):
        stem = f"{options.language}-{options.theme}-{options.scale}"

        def shoot(name: str) -> Path:
            _settle(app, window)
            path: Path = options.out / f"{name}-{stem}.png"
            window.grab().save(str(path))
            return path

        yield shoot("start")
        window.show_new()
        yield shoot("new")
        window.open_path(_copied(options.file, home))
        yield from _pages(window, shoot)


def _pages(window: "MainWindow", shoot: Callable[[str], Path]) -> Iterator[Path]:
    from ui.shell.rooms import ROOMS

    frame = window.frame
    if frame is None:
        return
    for name in [room.id for room in ROOMS] + ["help"]:
        frame.go(name)
        yield shoot(name)
        for state, show in frame.page(name).sights():
            show()
            yield shoot(f"{name}-{state}")
    frame.open_palette()
    yield shoot("palette")


def _copied(source: Path | None, home: Path) -> Path:
    """A copy to open, so that the file itself is not touched; the sample when there is none."""
    path = home / "Riverside.engage"
    if source is not None:
        return Path(shutil.copyfile(source, path))
    from ui.shell.files import create_sample

    return create_sample(path)


@contextmanager
def _window(options: argparse.Namespace) -> "Iterator[tuple[QApplication, MainWindow]]":
    from ui.shell.app import make_app
    from ui.shell.appearance import Appearance
    from ui.shell.main_window import MainWindow
    from ui.shell.settings import Settings

    app = make_app()
    settings = Settings(language=options.language, palette=options.theme, text_scale=options.scale)
    window = MainWindow(Appearance(app, settings))
    window.resize(*_SIZE)
    window.show()
    yield app, window
    window.close()


def _settle(app: "QApplication", window: "MainWindow") -> None:
    """Wait until nothing is being worked on and everything is laid out."""
    from PySide6.QtCore import QEventLoop, QTimer

    quiet = 0
    for _round in range(_MOST_WAITS):
        # Not QTest.qWait: it would keep the interpreter from the worker while it waits.
        loop = QEventLoop()
        QTimer.singleShot(_WAIT_MS, loop.quit)
        loop.exec()
        # Once more than once: a page lays itself out anew when its parts have found their heights.
        quiet = 0 if window.runner.is_busy else quiet + 1
        if quiet == _QUIET:
            break
    app.processEvents()


if __name__ == "__main__":
    sys.exit(main())
