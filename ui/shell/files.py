"""Opening and making `.engage` files for the window. The database layer is imported here, when it is needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from engage.languages.screen import _, screen_catalogue
from engage.paths import local_data
from engage.progress import Progress, silent

if TYPE_CHECKING:
    from engage.storage.workspace import Workspace

SUFFIX: Final = ".engage"


def open_workspace(path: Path, passphrase: str | None = None) -> "Workspace":
    """Open a file. Raises the errors of `Workspace.open`."""
    from engage.storage.workspace import Workspace

    return Workspace.open(path, passphrase=passphrase)


def upgrade_workspace(path: Path, passphrase: str | None = None) -> "Workspace":
    """Bring an older file up to date, with a backup first, and open it."""
    from engage.storage.backup import upgrade

    upgrade(path, passphrase)
    return open_workspace(path, passphrase)


def newest_backup(path: Path) -> Path | None:
    """The newest automatic backup of a file, if there is one."""
    from engage.storage import backup_folder

    return backup_folder.newest_backup(path)


def restore_workspace(backup: Path, path: Path, passphrase: str | None = None) -> "Workspace":
    """Put a checked copy of a backup in a file's place, which is kept aside, and open it."""
    from engage.storage.backup import restore

    restore(backup, path, passphrase)
    return open_workspace(path, passphrase)


def create_workspace(path: Path, *, title: str, template: str | None, passphrase: str | None) -> "Workspace":
    """Make a file with one assembly. A file that could not be filled is not left behind."""
    from engage.storage.keys import check_passphrase
    from engage.storage.workspace import Workspace

    if passphrase is not None:
        check_passphrase(passphrase)
    workspace = Workspace.create(path, passphrase=passphrase)
    try:
        add_assembly(workspace, title=title, template=template)
    except BaseException:
        workspace.close()
        path.unlink()
        raise
    return workspace


def add_assembly(workspace: "Workspace", *, title: str, template: str | None) -> UUID:
    """Add an assembly to an open file and return its id."""
    from functools import partial

    from engage.assembly.actions import create_assembly

    language = screen_catalogue().code
    action = partial(create_assembly, title=title, template=template, language=language)
    return workspace.write(action, label=_("New assembly"))


def create_sample(path: Path, progress: Progress = silent) -> Path:
    """Write the worked example to a path that is free. It holds no open file, so a task may do it."""
    from engage.overview.sample.build import make_sample

    make_sample(path, progress=progress)
    return path


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that no file has yet: `name`, or with a number behind it."""
    safe = "".join(c for c in name if c.isalnum() or c in " -_").strip()[:60] or _("Assembly")
    path = folder / f"{safe}{SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{safe} {number}{SUFFIX}"
        number += 1
    return path


def documents_folder() -> Path:
    """Where a person's own files go."""
    folder = Path.home() / "Documents"
    return folder if folder.is_dir() else Path.home()


def sample_path() -> Path:
    """A free place for the sample, among the app's own files."""
    folder = local_data() / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    return free_path(folder, _("Sample assembly"))


def ask_for_file(parent: QWidget) -> Path | None:
    """Let the officer choose an Engage file; None when they change their mind."""
    pattern = _("Engage files") + f" (*{SUFFIX})"
    name, _filter = QFileDialog.getOpenFileName(parent, _("Open an assembly"), str(documents_folder()), pattern)
    return Path(name) if name else None


def ask_for_folder(parent: QWidget, title: str) -> Path | None:
    """Let the officer choose a folder; None when they change their mind."""
    name = QFileDialog.getExistingDirectory(parent, title, str(documents_folder()))
    return Path(name) if name else None


def ask_where_to_save(parent: QWidget, title: str, suggested: Path, pattern: str) -> Path | None:
    """Let the officer choose where a file goes; None when they change their mind."""
    name, _filter = QFileDialog.getSaveFileName(parent, title, str(suggested), pattern)
    return Path(name) if name else None
