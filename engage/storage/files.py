"""Files that appear whole or not at all: written privately beside their target, synced, then renamed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engage.errors import NotEngageFileError, ReadOnlyFileError, RefusedError, StorageError
from engage.storage.identity import may_write_folder


def refuse_existing(path: Path) -> None:
    """Raise RefusedError when something, even a dangling link, has this name."""
    if os.path.lexists(path):
        raise RefusedError("file-exists", path=path.name)


@contextmanager
def private_file(target: Path) -> Iterator[Path]:
    """An empty file beside the target that only this user can read; it is gone at the end unless it was renamed.

    Raises NotEngageFileError when there is no such folder, ReadOnlyFileError and StorageError.
    """
    folder = target.parent
    if not folder.is_dir():
        raise NotEngageFileError("folder-missing")
    if not may_write_folder(folder):
        raise ReadOnlyFileError
    path = folder / f".{target.name}.{secrets.token_hex(4)}.partial"
    try:
        with _told_plainly():
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
        yield path
    finally:
        for leftover in (path, path.with_name(f"{path.name}-journal")):
            leftover.unlink(missing_ok=True)


def put_in_place(path: Path, target: Path, *, replace: bool = False) -> None:
    """Give a finished file its name, durably. Raises RefusedError ("file-exists") unless it may replace."""
    with _told_plainly():
        sync(path)
        if replace:
            path.replace(target)
        else:
            _rename_to_free_name(path, target)
        sync_folder(target.parent)


def keep_aside(path: Path, aside: Path) -> None:
    """Give a file a second name, so that replacing it loses nothing; a copy where the disk knows no second names."""
    refuse_existing(aside)
    with _told_plainly():
        try:
            os.link(path, aside)
        except OSError:
            copy(path, aside)
        sync_folder(aside.parent)


def copy(source: Path, target: Path) -> None:
    """Copy the bytes of a file, for this user's eyes alone, and sync them."""
    with _told_plainly():
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with source.open("rb") as reader, os.fdopen(os.open(target, flags, 0o600), "wb") as writer:
            while chunk := reader.read(1 << 20):
                writer.write(chunk)
            writer.flush()
            os.fsync(writer.fileno())


def sync(path: Path) -> None:
    """Have the disk keep a file's bytes."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have the disk keep a folder's names. Windows has no such thing and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename_to_free_name(path: Path, target: Path) -> None:
    refuse_existing(target)
    try:
        os.link(path, target)  # fails if the name was taken meanwhile
    except FileExistsError as error:
        raise RefusedError("file-exists", path=target.name) from error
    except OSError:  # a disk without second names, such as a memory stick
        path.rename(target)
    else:
        path.unlink()


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise ReadOnlyFileError from error
    except OSError as error:
        raise StorageError from error
