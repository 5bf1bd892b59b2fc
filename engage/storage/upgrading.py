"""Bringing an older file to the newest revision. Imports Alembic, so it is imported only when a file is older."""

from sqlalchemy import StaticPool, create_engine, event
from sqlcipher3 import dbapi2

from engage.clock import Clock
from engage.storage import audit, journal, schema
from engage.storage.connection import check_references, translated
from engage.storage.opening import OpenedFile


def run_upgrade(file: OpenedFile, *, clock: Clock) -> str:
    """Run the missing revisions in one transaction, check the outcome, and give the revision reached.

    Foreign keys are off meanwhile: a revision that copies a table and drops the old one would delete its children.
    """
    connection = file.connection
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda each: each.exec_driver_sql("BEGIN IMMEDIATE"))
    connection.execute("PRAGMA foreign_keys = OFF")
    with translated(), engine.connect() as each, each.begin():
        revision = schema.migrate(each)
        schema.mark_revision(connection.execute, revision)
        journal.forget_steps(each)
        draft = audit.AuditDraft("upgrade", "file", "changed", fields=[revision])
        audit.append(each, [draft], actor="app", now=clock())
        check_references(connection)
        schema.check_schema(connection.execute, revision)
    file.revision = revision
    return revision
