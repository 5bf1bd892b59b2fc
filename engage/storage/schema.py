"""The schema of each revision: its expected text, making it, and telling a file's from it.

A new file is made from the text that the revisions leave behind (`migrations/schemas/<revision>.sql`; a test runs
the revisions and compares), so that neither making nor opening a file imports Alembic. The same text is the allow-list:
a file that holds anything else, such as a trigger of somebody's making, is refused.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from engage.errors import DamagedFileError, NewerFileError, NotEngageFileError
from engage.paths import shipped

APPLICATION_ID = 0x454E4741  # "ENGA"
SEPARATOR = ";\n\n"

# What SQLite and Alembic keep for themselves is compared too, except indexes that SQLite names (they have no text).
_STATEMENTS = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"

Query = Callable[[str], Any]
"""Runs one statement on a raw connection: `connection.execute`."""


def migrations_folder() -> Path:
    """Where the revisions are."""
    return shipped("migrations")


def head() -> str:
    """The newest revision this app knows."""
    return max(path.stem for path in (migrations_folder() / "schemas").glob("*.sql"))


@lru_cache(maxsize=8)
def _read_schema(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").strip().split(SEPARATOR))


def expected_statements(revision: str) -> tuple[str, ...]:
    """The statements a file of this revision consists of. Raises NewerFileError when the app does not know it."""
    path = migrations_folder() / "schemas" / f"{revision}.sql"
    if not revision.isalnum() or not path.is_file():
        raise NewerFileError
    return _read_schema(path)


def make_tables(execute: Query) -> str:
    """Make the newest schema in an empty database and give its revision. The caller owns the transaction."""
    revision = head()
    for statement in expected_statements(revision):
        execute(statement)
    execute(f"INSERT INTO alembic_version (version_num) VALUES ('{revision}')")  # noqa: S608 - a file name of ours
    mark_revision(execute, revision)
    return revision


def mark_revision(execute: Query, revision: str) -> None:
    """Note in the file's header whose it is and how many revisions it has seen."""
    execute(f"PRAGMA application_id = {APPLICATION_ID}")
    execute(f"PRAGMA user_version = {int(revision)}")


def read_revision(execute: Query) -> str:
    """The file's revision. Raises NotEngageFileError and NewerFileError."""
    if execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise NotEngageFileError
    if execute("PRAGMA user_version").fetchone()[0] > int(head()):
        raise NewerFileError
    has_version = execute("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()[0]
    rows = execute("SELECT version_num FROM alembic_version").fetchall() if has_version else []
    if len(rows) != 1:
        raise DamagedFileError("schema-unexpected")
    revision = str(rows[0][0])
    expected_statements(revision)
    return revision


def check_schema(execute: Query, revision: str) -> None:
    """Refuse a file that holds more, less or other than its revision made. Raises DamagedFileError."""
    found = {_one_line(row[0]) for row in execute(_STATEMENTS).fetchall()}
    if found != {_one_line(statement) for statement in expected_statements(revision)}:
        raise DamagedFileError("schema-unexpected")


def _one_line(statement: str) -> str:
    return " ".join(statement.split())


def read_statements(connection: Connection) -> list[str]:
    """The schema's text as it stands in a database, in the order it was made."""
    rows = connection.exec_driver_sql(_STATEMENTS)
    return ["\n".join(line.rstrip() for line in row[0].splitlines()) for row in rows]


def migrate(connection: Connection) -> str:
    """Run the revisions that are missing and give the one reached. The caller owns the transaction."""
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return str(ScriptDirectory.from_config(config).get_current_head())
