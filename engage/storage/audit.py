"""The audit log inside a file: who changed what and when, by role and random id; never a value or a name.

Entries are appended by the workspace, in the transaction of the change itself.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from engage.storage.audit_chain import EMPTY_HEAD, FIELDS, ChainReport, Head, entry_hash, to_line, verify_chain
from engage.storage.journal_tables import AUDIT

__all__ = ["AuditDraft", "ChainReport", "Head", "append", "export_audit", "read_head", "to_lines", "verify_chain"]

_ALL = (
    "SELECT number, at, actor, verb, kind, change, subject, count, fields, previous_hash, hash "
    "FROM audit_entry ORDER BY number"
)
_FIELDS_AT = FIELDS.index("fields")

Query = Callable[[str], Any]
"""Runs one statement, on a raw connection or through SQLAlchemy."""


@dataclass(frozen=True)
class AuditDraft:
    """What an entry says, before it gets its number, its time and its place in the chain."""

    verb: str
    kind: str
    change: str
    subject: str = ""
    count: int = 1
    fields: Sequence[str] = ()


def read_head(connection: Connection) -> Head:
    """The number and hash of the newest entry."""
    newest = select(AUDIT.c.number, AUDIT.c.hash).order_by(AUDIT.c.number.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return (int(row[0]), str(row[1])) if row else EMPTY_HEAD


def append(connection: Connection, drafts: Iterable[AuditDraft], *, actor: str, now: datetime) -> None:
    """Write entries behind the newest. The caller owns the transaction."""
    number, previous = read_head(connection)
    rows = []
    for draft in drafts:
        number += 1
        row = _entry(draft, number, previous, actor=actor, at=_instant(now))
        previous = row["hash"]
        rows.append(row)
    if rows:
        connection.execute(insert(AUDIT), [_to_columns(row) for row in rows])


def export_audit(db: Session) -> list[str]:
    """The whole log, one line of canonical JSON for each entry; `verify_chain` checks it without the file."""
    connection = db.connection()
    return to_lines(connection.exec_driver_sql)


def to_lines(execute: Query) -> list[str]:
    """The whole log, read by a function that runs one statement."""
    rows = execute(_ALL).fetchall()
    return [to_line({**dict(zip(FIELDS, row, strict=True)), "fields": json.loads(row[_FIELDS_AT])}) for row in rows]


def _instant(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _entry(draft: AuditDraft, number: int, previous: str, *, actor: str, at: str) -> dict[str, Any]:
    entry = {
        "number": number,
        "at": at,
        "actor": actor,
        "verb": draft.verb,
        "kind": draft.kind,
        "change": draft.change,
        "subject": draft.subject,
        "count": draft.count,
        "fields": list(draft.fields),
        "previous": previous,
    }
    return {**entry, "hash": entry_hash(entry)}


def _to_columns(entry: dict[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in entry.items() if name != "previous"}
    return {**columns, "previous_hash": entry["previous"], "fields": json.dumps(entry["fields"])}
