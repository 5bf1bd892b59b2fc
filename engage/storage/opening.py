"""From a path to a connection that can be trusted: every check, in an order that changes nothing until the end."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlcipher3 import dbapi2

from engage.clock import Clock, utc_now
from engage.errors import DamagedFileError, EngageError, PassphraseError, ReadOnlyFileError, RefusedError, StorageError
from engage.storage import schema
from engage.storage.backup_folder import newest_backup
from engage.storage.connection import RawConnection, check_pages, close, configure, connect, hold, translated
from engage.storage.first_page import opens_second_page
from engage.storage.identity import FileIdentity, check_header, identify, may_write, may_write_folder
from engage.storage.keys import passphrase_key, published_key
from engage.storage.locking import FileLockBeside


@dataclass
class OpenedFile:
    """A file that passed its checks, held for us until `close`."""

    path: Path
    identity: FileIdentity
    connection: RawConnection
    key: str
    revision: str
    read_only: bool
    lock: FileLockBeside | None

    @property
    def is_secret(self) -> bool:
        """Whether a passphrase is needed to open it."""
        return self.key != published_key()

    def reconnect(self) -> RawConnection:
        """A new connection after the disk failed us, checked like the first."""
        close(self.connection)
        self.connection = connect(self.path, self.key, read_only=not may_write(self.path))
        _check(self.connection, read_only=self.read_only)
        return self.connection

    def refuse_read_only(self) -> None:
        """Raise ReadOnlyFileError when nothing can be written."""
        if self.read_only:
            raise ReadOnlyFileError

    def close(self) -> None:
        """Let go of the file."""
        close(self.connection)
        if self.lock is not None:
            self.lock.release()


def open_file(
    path: Path,
    *,
    passphrase: str | None = None,
    read_only: bool = False,
    any_revision: bool = False,
    clock: Clock = utc_now,
) -> OpenedFile:
    """Open, unlock and check a file.

    A file or folder that cannot be written is opened read-only. An older schema is refused unless `any_revision`.
    Raises NotEngageFileError, FileInUseError, PassphraseError, DamagedFileError, NewerFileError, ReadOnlyFileError,
    StorageError, and RefusedError ("file-older"). A refused file is left as it was.
    """
    identity = identify(path)
    can_write = may_write(path)
    read_only = read_only or not can_write
    with ExitStack() as undo:
        lock = _lock_beside(path, clock, read_only=read_only)
        if lock is not None:
            undo.callback(lock.release)
        check_header(path)
        key, connection = _unlock(path, passphrase, can_write=can_write)
        undo.callback(close, connection)
        revision = _check(connection, read_only=read_only)
        if revision != schema.head() and not any_revision:
            raise RefusedError("file-older")
        undo.pop_all()
    return OpenedFile(path, identity, connection, key, revision, read_only, lock)


def _lock_beside(path: Path, clock: Clock, *, read_only: bool) -> FileLockBeside | None:
    """The lock, or None where no file can be added: then nobody else writes there either."""
    if not may_write_folder(path.parent):
        return None
    lock = FileLockBeside(path)
    try:
        lock.acquire(clock)
    except (ReadOnlyFileError, StorageError):
        if read_only:
            return None
        raise
    return lock


def _unlock(path: Path, passphrase: str | None, *, can_write: bool) -> tuple[str, RawConnection]:
    """The key that opens the first page, the published one or the passphrase's, and the connection that proved it.

    Where the file can be written the connection can, too, even if it will only read: a write that was interrupted
    is then taken back, which is part of opening.
    """
    keys = [published_key()] if passphrase is None else [published_key(), passphrase_key(passphrase)]
    for key in keys:
        try:
            return key, connect(path, key, read_only=not can_write)
        except PassphraseError:
            continue
    if any(opens_second_page(path, key) for key in keys) or _opens_a_backup(path, keys):
        raise DamagedFileError  # the key is right after all
    raise PassphraseError


def _opens_a_backup(path: Path, keys: list[str]) -> bool:
    """Whether a key is right after all, since it opens the newest backup of this file."""
    backup = newest_backup(path)
    for key in keys if backup else []:
        with suppress(EngageError, dbapi2.Error):
            close(connect(cast("Path", backup), key, read_only=True))
            return True
    return False


def _check(connection: RawConnection, *, read_only: bool) -> str:
    """Hold the file, check all of it, apply the settings and give its revision. Closes the connection on failure."""
    try:
        hold(connection, read_only=read_only)
        with translated():
            revision = schema.read_revision(connection.execute)
            check_pages(connection)
            schema.check_schema(connection.execute, revision)
        configure(connection, read_only=read_only)
    except BaseException:
        close(connection)
        raise
    return revision
