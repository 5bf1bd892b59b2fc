"""Making a new file: whole under its name, or not at all."""

from pathlib import Path

from engage.storage import schema
from engage.storage.connection import close, configure, connect, translated
from engage.storage.files import private_file, put_in_place, refuse_existing
from engage.storage.keys import check_passphrase, key_for


def create_file(path: Path, *, passphrase: str | None) -> None:
    """Make a file with the newest schema and nothing in it.

    Raises RefusedError ("file-exists", "passphrase-weak"), NotEngageFileError ("folder-missing"), ReadOnlyFileError
    and StorageError.
    """
    if passphrase is not None:
        check_passphrase(passphrase)
    refuse_existing(path)
    with private_file(path) as partial:
        _fill(partial, key_for(passphrase))
        put_in_place(partial, path)


def _fill(path: Path, key: str) -> None:
    connection = connect(path, key)
    try:
        with translated():
            configure(connection, read_only=False)
            connection.execute("BEGIN IMMEDIATE")
            schema.make_tables(connection.execute)
            connection.execute("COMMIT")
    finally:
        close(connection)
