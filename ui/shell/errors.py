"""Where errors end: what a person can act on becomes a sentence on the screen, the rest a line in the log as well."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from types import TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from engage.errors import EngageError
from engage.languages.screen import _, screen_catalogue
from engage.paths import local_data
from engage.sentences import sentence

_LOG = logging.getLogger("engage.window")
_LOG_BYTES: Final = 500_000
_QUIET_QT: Final = ("This plugin does not support",)


class ErrorReporter(QObject):
    """Turns errors into sentences. `reported` carries the sentence, a button's words and what the button does.

    `fixes` holds, by the error's code, the button that mends it: its words, marked, and what it does.
    """

    reported = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fixes: dict[str, tuple[str, Callable[[], object]]] = {}

    def show(self, error: BaseException) -> None:
        """Say what happened, beside the page it happened on."""
        if isinstance(error, EngageError):
            words, todo = self.fixes.get(error.code, ("", None))
            self.reported.emit(sentence(error, screen_catalogue()), _(words) if words else "", todo)
            return
        where = describe_bug(error)
        _LOG.error("bug %s", where)
        words = _(
            "Engage made a mistake and could not finish this. Everything saved before is safe. "
            "Try again; if it happens again, send us the details."
        )
        self.reported.emit(words, _("Copy the details"), lambda: QGuiApplication.clipboard().setText(where))


def describe_bug(error: BaseException) -> str:
    """The class of an error and where it was raised: never its message or values, which may be personal."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_module(frame.filename)}:{frame.lineno}" for frame in frames[-4:]]
    return " ".join([type(error).__name__, *places])


def _module(filename: str) -> str:
    return "/".join(filename.replace("\\", "/").split("/")[-2:])


def write_log() -> None:
    """Keep a log on this computer: codes, classes, modules and lines."""
    folder = local_data() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "engage.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)


def catch_everything(show: Callable[[BaseException], None]) -> None:
    """Lead every unexpected error, of Python, of threads and of Qt, to one place."""

    def on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        show(error)

    sys.excepthook = on_error
    threading.excepthook = lambda args: show(args.exc_value) if args.exc_value is not None else None
    sys.unraisablehook = lambda args: _LOG.error("bug %s", describe_bug(args.exc_value) if args.exc_value else "")
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or message.startswith(_QUIET_QT):
        return
    # Qt's messages may quote what was typed: the category and the place are enough to find it.
    _LOG.warning("qt %s %s:%s", context.category, context.file, context.line)
