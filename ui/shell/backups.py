"""Backups that nobody has to think of: before what is hard to take back, every half hour, and when a file is closed."""

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from engage.clock import utc_now
from engage.errors import EngageError

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace

_EVERY_MS: Final = 30 * 60 * 1000
_LOG = logging.getLogger("engage.window")


class Backups(QObject):
    """Keeps backups of one open file, each only when something has changed since the last. `kept` says when.

    A backup that fails never stops what the officer does: `failed` carries the error.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: "Workspace", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._head = workspace.audit_head
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(lambda: self.keep("half-hour"))
        self._timer.start()

    def keep(self, reason: str) -> Path | None:
        """Keep a backup beside the file if anything changed. `reason` is a word or two in small letters."""
        from engage.storage.backup import back_up_beside

        if self._workspace.read_only or self._workspace.audit_head == self._head:
            return None
        try:
            path = back_up_beside(self._workspace, reason)
        except EngageError as error:
            _LOG.error("backup %s", error.code)
            self.failed.emit(error)
            return None
        self._head = self._workspace.audit_head
        self.kept.emit(utc_now())
        return path

    def newest(self) -> datetime | None:
        """When the newest backup was written; None when there is none."""
        from engage.storage.backup_folder import newest_backup

        path = newest_backup(self._workspace.path)
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone() if path is not None else None
