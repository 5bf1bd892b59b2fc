"""Copies of a file that can be relied on, putting them back, and checking a file from end to end."""

from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from engage.clock import Clock, utc_now
from engage.errors import DamagedFileError, EngageError, NotEngageFileError, RefusedError, StorageError
from engage.storage import schema
from engage.storage.audit import to_lines
from engage.storage.audit_chain import EMPTY_HEAD, Head, verify_chain
from engage.storage.backup_folder import backup_folder, leftovers, list_backups, next_backup, superseded
from engage.storage.connection import RawConnection, check_pages, check_references, connect, copy_content, translated
from engage.storage.files import copy, keep_aside, private_file, put_in_place, refuse_existing
from engage.storage.locking import FileLockBeside
from engage.storage.opening import OpenedFile, open_file
from engage.storage.workspace import Workspace

# What is the app's own and no content.
_OWN_TABLES = frozenset({"alembic_version", "audit_entry", "undo_step"})


@dataclass(frozen=True)
class CheckReport:
    """What a check found. `counts` are rows by table; the problems have sentences like any other error."""

    problems: tuple[EngageError, ...]
    audit_head: Head
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def back_up(workspace: Workspace, to: Path, *, replace: bool = False) -> None:
    """Copy an open file. The copy gets its name only after it was opened with the key, checked and compared.

    Raises RefusedError ("file-exists", "file-changed-meanwhile"), ReadOnlyFileError, StorageError.
    """
    back_up_opened(workspace.file, to, replace=replace)


def back_up_beside(workspace: Workspace, reason: str, *, clock: Clock = utc_now) -> Path | None:
    """Keep an automatic backup in the folder beside the file, and let go of those that newer ones supersede.

    `reason` is a word or two in small letters, such as "before-draw". Gives None when the file can't be written.
    """
    if workspace.read_only:
        return None
    return keep_backup(workspace.file, reason, clock=clock)


def keep_backup(file: OpenedFile, reason: str, *, clock: Clock = utc_now) -> Path:
    """Keep an automatic backup of an open file, and thin out the older ones."""
    target = next_backup(file.path, reason, clock())
    try:
        backup_folder(file.path).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StorageError from error
    back_up_opened(file, target)
    for path in (*leftovers(file.path), *(backup.path for backup in superseded(list_backups(file.path)))):
        with suppress(OSError):
            path.unlink()
    return target


def back_up_opened(file: OpenedFile, to: Path, *, replace: bool = False) -> None:
    """Copy a file that is open but may be of an older revision."""
    if not replace:
        refuse_existing(to)
    with private_file(to) as partial:
        copy_content(file.connection, partial, read_only=file.read_only)
        if _measure(partial, file.key) != _content(file.connection):
            raise RefusedError("file-changed-meanwhile")
        put_in_place(partial, to, replace=replace)


def restore(backup: Path, to: Path, passphrase: str | None = None, *, clock: Clock = utc_now) -> Path | None:
    """Put a checked copy of a backup at `to`, and give the name under which the file that was there is kept.

    At every moment either the old or the new file is there. Raises the errors of `open_file`, and RefusedError
    ("restore-itself").
    """
    if to.is_dir():
        raise NotEngageFileError("file-is-folder")
    if to.exists() and backup.exists() and to.samefile(backup):
        raise RefusedError("restore-itself")
    opened = open_file(backup, passphrase=passphrase, read_only=True, any_revision=True, clock=clock)
    with closing(opened), private_file(to) as partial:
        expected = _content(opened.connection)
        copy(backup, partial)
        if _measure(partial, opened.key) != expected:
            raise RefusedError("file-changed-meanwhile")
        lock = FileLockBeside(to)
        lock.acquire(clock)
        try:
            return _switch(partial, to, clock)
        finally:
            lock.release()


def _switch(partial: Path, to: Path, clock: Clock) -> Path | None:
    if not to.exists():
        put_in_place(partial, to)
        return None
    aside = to.with_name(f"{to.stem} before restore {clock():%Y-%m-%d %H.%M.%S}{to.suffix}")
    keep_aside(to, aside)
    put_in_place(partial, to, replace=True)
    return aside


def upgrade(path: Path, passphrase: str | None = None, *, clock: Clock = utc_now) -> str:
    """Bring a file to the newest revision, in one transaction after a verified backup, and give the revision.

    Raises the errors of `open_file`; a file whose upgrade fails stays as it was.
    """
    from engage.storage.upgrading import run_upgrade

    opened = open_file(path, passphrase=passphrase, any_revision=True, clock=clock)
    with closing(opened):
        if opened.revision == schema.head():
            return opened.revision
        opened.refuse_read_only()
        keep_backup(opened, "before-upgrade", clock=clock)
        return run_upgrade(opened, clock=clock)


def check_file(path: Path, passphrase: str | None = None, *, clock: Clock = utc_now) -> CheckReport:
    """Check the pages, the schema, the references and the audit log of a file.

    What is wrong inside is reported. What keeps it from being looked at is raised, as by `open_file`.
    """
    try:
        opened = open_file(path, passphrase=passphrase, read_only=True, any_revision=True, clock=clock)
    except DamagedFileError as error:
        return CheckReport((error,), EMPTY_HEAD, {})
    with closing(opened):
        return _check_inside(opened.connection)


def check_workspace(workspace: Workspace) -> CheckReport:
    """Check a file that is open, as `check_file` does."""
    try:
        check_pages(workspace.file.connection)
    except DamagedFileError as error:
        return CheckReport((error,), EMPTY_HEAD, {})
    return _check_inside(workspace.file.connection)


def _check_inside(connection: RawConnection) -> CheckReport:
    problems: list[EngageError] = []
    try:
        check_references(connection)
    except DamagedFileError as error:
        problems.append(error)
    with translated():
        chain = verify_chain(to_lines(connection.execute))
        counts = {name: count for name, count in _counts(connection).items() if name not in _OWN_TABLES}
    return CheckReport((*problems, *chain.problems), chain.head, counts)


def _measure(path: Path, key: str) -> object:
    """What a copy holds, after every page of it was checked."""
    with closing(connect(path, key, read_only=True)) as connection:
        check_pages(connection)
        with translated():
            revision = schema.read_revision(connection.execute)
            schema.check_schema(connection.execute, revision)
        return _content(connection)


def _content(connection: RawConnection) -> object:
    """Counts and audit head: what a copy must share with its original."""
    with translated():
        newest = connection.execute("SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1").fetchone()
        return _counts(connection), newest


def _counts(connection: RawConnection) -> dict[str, int]:
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return {name: _count(connection, name) for name in names}


def _count(connection: RawConnection, name: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - names from the allow-list
