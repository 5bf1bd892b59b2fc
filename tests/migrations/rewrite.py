"""Writes the first revision anew from the records, and the text of the schema that the revisions make.

`python -m tests.migrations.rewrite` writes `migrations/schemas/<head>.sql` alone.
`python -m tests.migrations.rewrite --first` writes revision 0001 as well: only while there is no other and nothing is
released; afterwards a change of the records is a new revision.
"""

import importlib
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine

from engage.paths import shipped
from engage.storage.base import Base
from engage.storage.schema import SEPARATOR, migrate, read_statements

RECORDS = (
    "engage.storage.journal_tables",
    *sorted(f"engage.{path.parent.name}.records" for path in shipped().glob("engage/*/records.py")),
)

HEAD = '''"""Every table of the first stages, and the journal's."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
'''
TRIGGERS = """
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_of_the_audit_log()


def _refuse_changes_of_the_audit_log() -> None:
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_refuses_{verb.lower()} BEFORE {verb} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        )
"""


def load_records() -> None:
    """Import every stage's records, so that the metadata is whole."""
    for name in RECORDS:
        importlib.import_module(name)


def empty_database() -> Connection:
    """A plain database in memory."""
    return create_engine("sqlite://").connect()


def first_revision() -> str:
    """Revision 0001 as the records are now."""
    load_records()
    with empty_database() as connection:
        script = produce_migrations(MigrationContext.configure(connection), Base.metadata)
        body = render_python_code(script.upgrade_ops)  # type: ignore[arg-type]
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("# ")]
    code = "\n".join(lines).replace("engage.storage.base.UtcDateTime", "sa.DateTime")
    return f"{HEAD}{code}\n{TRIGGERS}"


def migrated_schema() -> tuple[str, list[str]]:
    """The head revision and the statements that the revisions leave in a database."""
    with empty_database() as connection:
        revision = migrate(connection)
        return revision, read_statements(connection)


def main(arguments: list[str]) -> None:
    path = shipped("migrations", "versions", "0001_first_tables.py")
    if "--first" in arguments:
        if list(path.parent.glob("[0-9]*.py")) != [path]:
            sys.exit("There are later revisions: write another one.")
        path.write_text(first_revision(), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    revision, statements = migrated_schema()
    target: Path = shipped("migrations", "schemas", f"{revision}.sql")
    target.write_text(SEPARATOR.join(statements) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
