"""Opens the window. Nothing heavy is imported here: the window stands before the database layer is loaded."""

import gc
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from engage.languages.catalogues import SCREEN_LANGUAGES
from ui.shell.appearance import Appearance
from ui.shell.errors import catch_everything, write_log
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings, settings_path

ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""For numpy, before it is loaded: its matrices here are small, and a second thread takes the core the window needs."""


def run_app(path: Path | None, arguments: Sequence[str] = ()) -> int:
    """Open the window, on a file if one is given, and give the exit code when it closes. `arguments` are Qt's own."""
    os.umask(0o077)
    os.environ |= ONE_THREAD
    with tempfile.TemporaryDirectory(prefix="engage-") as folder:
        # Qt's file dialog would keep a history of folders between runs.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
        app = make_app(arguments)
        write_log()
        window = MainWindow(Appearance(app, first_settings()))
        catch_everything(window.errors.show)
        settle(window)
        window.show()
        QTimer.singleShot(0, window, lambda: _after_first_paint(window, path))
        code = app.exec()
    sys.excepthook = sys.__excepthook__
    return code


def make_app(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["engage", *arguments])
    app.setApplicationName("Engage")
    app.setDesktopFileName("engage")
    return app


def settle(window: MainWindow) -> None:
    """Once a file is open, tell Python that what is there stays: all of the app's code, and the rows it knows.

    It would look through it for things to throw away again and again, and the window would stand still for a tenth of
    a second each time.
    """
    window.opened.connect(gc.freeze, Qt.ConnectionType.SingleShotConnection)


def first_settings() -> Settings:
    """The settings; on the first start the computer's own language, if the app speaks it."""
    settings = Settings.load()
    code = QLocale.system().name().split("_")[0]
    if not settings_path().exists() and code in SCREEN_LANGUAGES:
        return replace(settings, language=code)
    return settings


def _after_first_paint(window: MainWindow, path: Path | None) -> None:
    if path is not None:
        window.open_path(path)
        return
    # Load the database layer while the officer reads the first page.
    import engage.storage.workspace  # noqa: F401
