"""The flush hook: everything the mapper writes is noted, and anything that would pass it by is refused."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, event, select
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, attributes, object_session
from sqlalchemy.orm.base import PASSIVE_NO_FETCH

from engage.storage.base import Base
from engage.storage.row_changes import RowChanges
from engage.storage.row_values import Values, encode, key_of

RECORDER = "recorder"
_ASKED_AT_ONCE = 500

_READS = re.compile(r"\s*(SELECT|EXPLAIN|BEGIN)\b", re.IGNORECASE)
_READS_WITH = re.compile(r"\s*WITH\b(?!.*\)\s*(INSERT|UPDATE|DELETE|REPLACE)\b)", re.IGNORECASE | re.DOTALL)


class BypassError(RuntimeError):
    """An action tried to write past the journal, or to end the transaction: a bug of ours."""


class Recorder:
    """What one transaction changed. Statements are let through to the file only while `writing`."""

    def __init__(self, *, may_write: bool) -> None:
        self.changes = RowChanges()
        self.is_irreversible = False
        self.may_write = may_write
        self.is_open = False
        self.is_rolled_back = False
        self._old_values: dict[int, Values] = {}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let statements of our own through."""
        was_open, self.is_open = self.is_open, True
        try:
            yield
        finally:
            self.is_open = was_open

    def check_statement(self, statement: str) -> None:
        """Refuse a statement that writes and comes neither from a flush nor from the journal."""
        if not self.is_open and not _READS.match(statement) and not _READS_WITH.match(statement):
            msg = "only changes of mapped objects may be written: bulk statements would pass the journal by"
            raise BypassError(msg)

    def check_whole(self) -> None:
        """Refuse to go on after the action itself took its changes back: what was noted is no longer true."""
        if self.is_rolled_back:
            msg = "an action never ends the transaction"
            raise BypassError(msg)

    def begin_flush(self) -> None:
        """A flush begins: its statements may pass."""
        if not self.may_write:
            msg = "a query changed a record"
            raise BypassError(msg)
        self.is_open = True

    def end_flush(self) -> None:
        """The flush is over."""
        self.is_open = False

    def note_old(self, target: object, values: Values) -> None:
        """Keep the values that an update is about to replace."""
        self._old_values[id(target)] = values

    def take_old(self, target: object) -> Values:
        """Give those values back, once."""
        return self._old_values.pop(id(target), {})


class JournalledSession(Session):
    """A session whose every flush is noted by the recorder in its `info`."""


def _recorder(session: Session | None) -> Recorder | None:
    return session.info.get(RECORDER) if session is not None else None


@event.listens_for(JournalledSession, "before_flush")
def _before_flush(session: Session, _context: object, _instances: object) -> None:
    recorder = _recorder(session)
    if recorder is not None:
        recorder.begin_flush()


@event.listens_for(JournalledSession, "after_flush")
def _after_flush(session: Session, _context: object) -> None:
    recorder = _recorder(session)
    if recorder is not None:
        recorder.end_flush()


@event.listens_for(JournalledSession, "before_commit")
def _refuse_commit(session: Session) -> None:
    recorder = _recorder(session)
    if recorder is not None and not recorder.is_open:
        msg = "an action never ends the transaction"
        raise BypassError(msg)


@event.listens_for(JournalledSession, "after_rollback")
def _note_rollback(session: Session) -> None:
    recorder = _recorder(session)
    if recorder is not None:
        recorder.is_rolled_back = True


@event.listens_for(JournalledSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        msg = "bulk statements would pass the journal by: change the objects themselves"
        raise BypassError(msg)


@event.listens_for(Base, "after_insert", propagate=True)
def _after_insert(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    recorder = _recorder(object_session(target))
    if recorder is not None:
        table = _table(mapper)
        recorder.changes.added(table, encode(table, _present(mapper, connection, target)))


@event.listens_for(Base, "before_update", propagate=True)
def _before_update(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    recorder = _recorder(object_session(target))
    if recorder is None:
        return
    old: dict[str, Any] = {}
    unknown = False
    for name, prop in _columns(mapper).items():
        history = attributes.get_history(target, prop, PASSIVE_NO_FETCH)
        if history.added or history.deleted:
            unknown = unknown or not history.deleted
            old[name] = history.deleted[0] if history.deleted else None
    if unknown:  # set without having been read: the row in the database knows
        row = _rows(connection, _table(mapper), _key(mapper, target))[0]
        old = {name: row[name] for name in old}
    recorder.note_old(target, encode(_table(mapper), old))


@event.listens_for(Base, "after_update", propagate=True)
def _after_update(mapper: Mapper[Any], _connection: Connection, target: Any) -> None:
    recorder = _recorder(object_session(target))
    old = recorder.take_old(target) if recorder else {}
    if recorder is None or not old:
        return
    table = _table(mapper)
    columns = _columns(mapper)
    new = encode(table, {name: getattr(target, columns[name]) for name in old})
    recorder.changes.changed(table, key_of(table, encode(table, _key(mapper, target))), old, new)


@event.listens_for(Base, "before_delete", propagate=True)
def _before_delete(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    recorder = _recorder(object_session(target))
    if recorder is None:
        return
    table = _table(mapper)
    for row in _rows(connection, table, _key(mapper, target)):
        _note_cascades(recorder, connection, table, row)
        recorder.changes.removed(table, encode(table, row))


def _note_cascades(recorder: Recorder, connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Note what the database itself will do to the rows that point at this one, and to those that point at them."""
    pending: list[tuple[Table, list[Mapping[str, Any]]]] = [(table, [row])]
    noted = {(table.name, key_of(table, encode(table, row)))}
    while pending:
        parent, rows = pending.pop()
        for key in _pointing_at(parent):
            child = key.table
            found = ((each, encode(child, each)) for each in _children(connection, key, rows))
            fresh = [(each, values) for each, values in found if (child.name, key_of(child, values)) not in noted]
            if key.ondelete == "SET NULL":
                _note_cleared(recorder, key, [values for _, values in fresh])
                continue
            noted.update((child.name, key_of(child, values)) for _, values in fresh)
            for _, values in fresh:
                recorder.changes.removed(child, values)
            if fresh:
                pending.append((child, [each for each, _ in fresh]))


def _note_cleared(recorder: Recorder, key: ForeignKeyConstraint, rows: Sequence[Values]) -> None:
    pointers = [element.parent.name for element in key.elements]
    for values in rows:
        before = {name: values[name] for name in pointers}
        recorder.changes.changed(key.table, key_of(key.table, values), before, dict.fromkeys(pointers))


@cache
def _pointing_at(table: Table) -> tuple[ForeignKeyConstraint, ...]:
    keys = (key for other in Base.metadata.tables.values() for key in other.foreign_key_constraints)
    return tuple(key for key in keys if key.referred_table is table and key.ondelete in {"CASCADE", "SET NULL"})


def _children(
    connection: Connection, key: ForeignKeyConstraint, rows: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The rows that point at any of these, asked for some hundreds at a time."""
    (element,) = key.elements  # every foreign key of ours is one column
    for start in range(0, len(rows), _ASKED_AT_ONCE):
        values = [row[element.column.name] for row in rows[start : start + _ASKED_AT_ONCE]]
        for child in connection.execute(select(key.table).where(element.parent.in_(values))):
            yield child._asdict()


def _table(mapper: Mapper[Any]) -> Table:
    table = mapper.local_table
    if not isinstance(table, Table):
        msg = "the journal knows one table for each class"
        raise TypeError(msg)
    return table


@cache
def _columns(mapper: Mapper[Any]) -> dict[str, str]:
    """The attribute of each column."""
    return {column.name: mapper.get_property_by_column(column).key for column in _table(mapper).columns}


def _key(mapper: Mapper[Any], target: Any) -> dict[str, Any]:
    columns = _table(mapper).primary_key.columns
    return dict(zip((column.name for column in columns), mapper.primary_key_from_instance(target), strict=True))


def _rows(connection: Connection, table: Table, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    query = select(table).where(*(table.c[name] == value for name, value in values.items()))
    return [row._asdict() for row in connection.execute(query)]


def _present(mapper: Mapper[Any], connection: Connection, target: Any) -> Mapping[str, Any]:
    """The row just written. What the database filled in is read back."""
    loaded = attributes.instance_dict(target)
    if any(attribute not in loaded for attribute in _filled_by_database(mapper)):
        return _rows(connection, _table(mapper), _key(mapper, target))[0]
    return {name: loaded.get(attribute) for name, attribute in _columns(mapper).items()}


@cache
def _filled_by_database(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(
        mapper.get_property_by_column(column).key
        for column in _table(mapper).columns
        if column.server_default is not None
    )
