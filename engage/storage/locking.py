"""One writer at a time: the lock beside a file, with a note of who holds it and since when."""

import errno
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from engage.clock import Clock, utc_now
from engage.errors import FileInUseError, ReadOnlyFileError, StorageError

# The first byte is left alone: on Windows the lock covers it, and nobody else may read it.
_NOTE_AT = 1
_NOTE_LIMIT = 500
_WAIT_SECONDS = 0.5


class FileLockBeside:
    """A lock that the system drops with the process, however that ends.

    The file `.<name>.lock` is removed on release. One that a killed process left behind is not locked, and is taken
    over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(f".{path.name}.lock")
        self._lock: BaseFileLock = FileLock(self._path, mode=0o600, thread_local=False, fallback_to_soft=False)

    def acquire(self, clock: Clock = utc_now) -> None:
        """Take the lock. Raises FileInUseError, with who holds it and since when if that is known."""
        try:
            self._lock.acquire(timeout=_WAIT_SECONDS, poll_interval=0.05)
        except Timeout as error:
            raise FileInUseError(details=self._read_note()) from error
        except PermissionError as error:
            raise ReadOnlyFileError from error
        except OSError as error:
            if error.errno == errno.ENOSYS:  # a disk without such locks: the database's own has to do
                return
            raise StorageError from error
        self._write_note(clock())

    def release(self) -> None:
        """Give the lock back and remove its file. Does nothing the second time."""
        if not self._lock.is_locked:
            return
        if sys.platform != "win32":
            # While it is still held: whoever waits sees that the file has no name left, and tries again.
            self._path.unlink(missing_ok=True)
            self._lock.release()
            return
        self._lock.release()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _write_note(self, now: datetime) -> None:
        note = json.dumps({"process": os.getpid(), "since": now.isoformat(timespec="seconds")})
        with suppress(OSError):  # the note is a courtesy; the lock holds without it
            descriptor = os.open(self._path, os.O_WRONLY)
            try:
                os.ftruncate(descriptor, _NOTE_AT)
                os.lseek(descriptor, _NOTE_AT, os.SEEK_SET)
                os.write(descriptor, note.encode())
            finally:
                os.close(descriptor)

    def _read_note(self) -> dict[str, object]:
        try:
            with self._path.open("rb", buffering=0) as file:
                file.seek(_NOTE_AT)
                note = json.loads(file.read(_NOTE_LIMIT))
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}
