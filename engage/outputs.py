"""Files that leave the app: written whole or not at all, private, and never over something else unasked."""

import os
from collections.abc import Iterable
from pathlib import Path

from engage.errors import ReadOnlyFileError, RefusedError
from engage.storage.files import private_file, put_in_place
from engage.storage.identity import may_write_folder


class OutFolder:
    """The folder that files go to. It is made when the first file is written."""

    def __init__(self, folder: Path, *, overwrite: bool = False) -> None:
        self.folder = folder
        self.overwrite = overwrite

    def refuse_existing(self, names: Iterable[str]) -> None:
        """Raise RefusedError (`file-exists`) before anything is written when one of the names is taken."""
        for name in () if self.overwrite else names:
            if os.path.lexists(self.folder / name):
                raise RefusedError("file-exists", path=name, details={"path": str(self.folder / name)})

    def write(self, name: str, data: bytes) -> Path:
        """Write one file into the folder and give its path: a killed process leaves the old file or none.

        Raises RefusedError (`file-exists`, `out-is-file`), ReadOnlyFileError, StorageError and OSError.
        """
        path = self.folder / name
        self._make(path.parent)
        self.refuse_existing([name])
        with private_file(path) as partial:
            partial.write_bytes(data)
            put_in_place(partial, path, replace=self.overwrite)
        return path

    def _make(self, folder: Path) -> None:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        if not there.is_dir():
            raise RefusedError("out-is-file", path=there.name, details={"path": str(there)})
        if not may_write_folder(there):
            raise ReadOnlyFileError
        folder.mkdir(parents=True, exist_ok=True)
