"""What can be told of a path before anything is opened for good, and whether it may be written."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from engage.errors import NotEngageFileError, StorageError

PAGE_SIZE = 4096
_PLAIN_HEADER = b"SQLite format 3\0"
_FIRST_PRINTABLE = 32
_TEXT_CONTROLS = b"\t\n\r\f\x1b"
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@dataclass(frozen=True)
class FileIdentity:
    """Which file a path led to, so that a file moved or put in its place is noticed."""

    device: int
    inode: int


def identify(path: Path) -> FileIdentity:
    """The identity of a regular file. Raises NotEngageFileError for a link, a folder, or nothing at all."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotEngageFileError("file-missing") from error
    except (OSError, ValueError) as error:
        raise StorageError from error
    if stat.S_ISLNK(found.st_mode):
        raise NotEngageFileError("file-is-link")
    if not stat.S_ISREG(found.st_mode):
        raise NotEngageFileError("file-is-folder")
    return FileIdentity(found.st_dev, found.st_ino)


def check_header(path: Path) -> None:
    """Refuse what cannot be an encrypted database: an empty, short, plain or text file. Raises NotEngageFileError.

    Call it only while the lock is held: closing a file drops every lock that this process has on it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(PAGE_SIZE)
    except OSError as error:
        raise StorageError from error
    if not head:
        raise NotEngageFileError("file-empty")
    if head.startswith(_PLAIN_HEADER):
        raise NotEngageFileError("file-plain-database")
    if _looks_like_text(head):
        raise NotEngageFileError("file-is-text")
    if len(head) < PAGE_SIZE:
        raise NotEngageFileError("file-too-short")


def _looks_like_text(head: bytes) -> bool:
    """Whether these are the bytes of a text; 4096 random bytes never are."""
    if b"\0" in head:
        return False
    return not any(byte < _FIRST_PRINTABLE and byte not in _TEXT_CONTROLS for byte in head)


def may_write(path: Path) -> bool:
    """Whether the file and its folder can be written, by permission and by their mode.

    The mode counts by itself: for an administrator the permission check always says yes.
    """
    return _is_writable(path) and may_write_folder(path.parent)


def may_write_folder(folder: Path) -> bool:
    """Whether files can be made in a folder."""
    return _is_writable(folder)


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & _ANY_WRITE)
