"""One connection to one file: its key, its settings, and what its errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import IntegrityError as WrappedIntegrityError
from sqlcipher3 import dbapi2

from engage.errors import (
    DamagedFileError,
    EngageError,
    FileInUseError,
    PassphraseError,
    ReadOnlyFileError,
    RefusedError,
    StorageError,
)

RawConnection = sqlite3.Connection
"""SQLCipher's connection has the methods of the standard one."""

_BUSY_SECONDS = 0.5
# Before the file is trusted. `cipher_memory_security` stays off: it locks and wipes every allocation, makes an import
# twenty times slower, and the same values lie about in Python's memory anyway. The key is locked and wiped regardless.
_WARY_SETTINGS = (
    "PRAGMA cipher_log_level = NONE",  # else it writes to stderr
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
)
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA cache_spill = OFF",
    # One file when closed; no commit is lost with the power (EXTRA also syncs the folder).
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
)
_QUERY_ONLY = "PRAGMA query_only = {}"
# Extended codes keep the plain one in their lowest byte.
_MEANING: dict[int, type[EngageError]] = {
    sqlite3.SQLITE_FULL: StorageError,
    sqlite3.SQLITE_IOERR: StorageError,
    sqlite3.SQLITE_CANTOPEN: StorageError,
    sqlite3.SQLITE_PERM: ReadOnlyFileError,
    sqlite3.SQLITE_READONLY: ReadOnlyFileError,
    sqlite3.SQLITE_BUSY: FileInUseError,
    sqlite3.SQLITE_LOCKED: FileInUseError,
    sqlite3.SQLITE_CORRUPT: DamagedFileError,
    sqlite3.SQLITE_NOTADB: DamagedFileError,
}


def connect(path: Path, key: str, *, read_only: bool = False) -> RawConnection:
    """A connection with its key set, whose first page has been read. Never makes a file.

    Raises PassphraseError when the key does not open the file, and the errors of `translated`.
    """
    with translated():
        connection: RawConnection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}",
            uri=True,
            isolation_level=None,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,  # one thread at a time: the workspace sees to that
        )
        try:
            _unlock(connection, key)
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: RawConnection, key: str) -> None:
    for setting in _WARY_SETTINGS:
        connection.execute(setting).fetchall()
    # Not by pragma: `hexkey` silently drops everything after the 40th byte, and `key` needs quoting.
    connection.set_key(key)  # type: ignore[attr-defined]
    connection.execute("PRAGMA cell_size_check = ON")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except dbapi2.DatabaseError as error:
        if _code(error) == sqlite3.SQLITE_NOTADB:
            raise PassphraseError from error
        raise


def configure(connection: RawConnection, *, read_only: bool) -> None:
    """Apply the settings that keep work safe."""
    with translated():
        for setting in _SETTINGS if not read_only else (_QUERY_ONLY.format("ON"),):
            connection.execute(setting).fetchall()


def hold(connection: RawConnection, *, read_only: bool) -> None:
    """Take SQLite's own lock and keep it. Raises FileInUseError."""
    with translated():
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("BEGIN" if read_only else "BEGIN EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        connection.execute("COMMIT")


def check_pages(connection: RawConnection) -> None:
    """Read every page and check it. Raises DamagedFileError."""
    with translated():
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise DamagedFileError
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise DamagedFileError


def check_references(connection: RawConnection) -> None:
    """Check that every foreign key leads somewhere. Raises DamagedFileError."""
    with translated():
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise DamagedFileError("rows-unconnected")


def copy_content(connection: RawConnection, target: Path, *, read_only: bool) -> None:
    """Write all of a file, under the same key, into an empty one. A file open for reading can be copied, too."""
    with translated():
        connection.execute(_QUERY_ONLY.format("OFF"))  # it would keep the copy from being written
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        finally:
            connection.execute(_QUERY_ONLY.format("ON" if read_only else "OFF"))


@contextmanager
def translated() -> Iterator[None]:
    """Turn the database's errors into ours, where a person can act on them; let the rest through as bugs."""
    try:
        yield
    except (dbapi2.DatabaseError, DBAPIError) as error:
        ours = _ours(error)
        if ours is None:
            raise
        raise ours from error


def _ours(error: Exception) -> EngageError | None:
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, WrappedIntegrityError) and "FOREIGN KEY" in str(original):
        return RefusedError("row-still-used")
    kind = _MEANING.get(_code(original))
    return kind() if kind else None


def _code(error: BaseException | None) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def close(connection: RawConnection) -> None:
    """Close without complaint: whatever was not committed is gone anyway."""
    with suppress(dbapi2.Error):
        connection.close()
