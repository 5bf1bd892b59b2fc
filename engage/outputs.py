"""Files that leave the app: written whole or not at all, private, and never over something else unasked."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from engage.errors import RefusedError


def write_whole(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file so that a killed process leaves the old one or none: a private temporary file, then a rename.

    Raises RefusedError (`file-exists`) when something is there and `overwrite` is not set, and OSError.
    """
    if not overwrite and os.path.lexists(path):
        raise RefusedError("file-exists", path=str(path), details={"path": str(path)})
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # Replacing a link replaces the link itself: what it points to is never written.
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


class OutFolder:
    """The folder that files go to. It is made when the first file is written."""

    def __init__(self, folder: Path, *, overwrite: bool = False) -> None:
        self.folder = folder
        self.overwrite = overwrite

    def refuse_existing(self, names: Iterable[str]) -> None:
        """Raise RefusedError (`file-exists`) before anything is written when one of the names is taken."""
        if self.overwrite:
            return
        for name in names:
            path = self.folder / name
            if os.path.lexists(path):
                raise RefusedError("file-exists", path=str(path), details={"path": str(path)})

    def write(self, name: str, data: bytes) -> Path:
        """Write one file into the folder; gives its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data, overwrite=self.overwrite)
        return path
