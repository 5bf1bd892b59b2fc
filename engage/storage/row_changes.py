"""What one transaction did to rows: their net change, kept small, and put back exactly."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Index, Table, UniqueConstraint, and_, bindparam, select

from engage.storage.base import Base
from engage.storage.row_values import Values, decode, encode, key_of, key_values

_COMPRESSION = 3  # a tenth of the time of the default, and nearly as small

Key = tuple[str, tuple[Any, ...]]
"""A row: its table's name and its encoded primary key."""


class Change(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class RowChange:
    """A row before and after: `None` where it did not exist; only the columns that differ where it did both times."""

    table: str
    key: tuple[Any, ...]
    before: Values | None
    after: Values | None

    @property
    def change(self) -> Change:
        """What became of the row."""
        if self.before is None:
            return Change.ADDED
        return Change.REMOVED if self.after is None else Change.CHANGED

    def reversed(self) -> "RowChange":
        """The change that takes this one back."""
        return RowChange(self.table, self.key, self.after, self.before)


class RowChanges:
    """The net change of each row, as changes are told one after the other."""

    def __init__(self) -> None:
        self._rows: dict[Key, RowChange] = {}

    def added(self, table: Table, values: Values) -> None:
        """A row was inserted."""
        key = key_of(table, values)
        earlier = self._rows.get((table.name, key))
        self._keep(RowChange(table.name, key, earlier.before if earlier else None, values))

    def changed(self, table: Table, key: tuple[Any, ...], before: Values, after: Values) -> None:
        """Some columns of a row were updated."""
        earlier = self._rows.get((table.name, key))
        if earlier is not None:
            before = {**before, **earlier.before} if earlier.before is not None else None  # type: ignore[assignment]
            after = {**(earlier.after or {}), **after}
        self._keep(RowChange(table.name, key, before, after))

    def removed(self, table: Table, values: Values) -> None:
        """A row was deleted; `values` is all of it, as it stood."""
        key = key_of(table, values)
        earlier = self._rows.get((table.name, key))
        if earlier is None:
            before: Values | None = values
        else:
            before = {**values, **earlier.before} if earlier.before is not None else None
        self._keep(RowChange(table.name, key, before, None))

    def net(self) -> list[RowChange]:
        """The rows that really are different now, in the order in which they were first touched."""
        return [row for row in map(_without_same, self._rows.values()) if row.before != row.after]

    def _keep(self, row: RowChange) -> None:
        self._rows[row.table, row.key] = row


def _without_same(row: RowChange) -> RowChange:
    if row.before is None or row.after is None:
        return row
    differing = [name for name, value in row.after.items() if row.before.get(name, value) != value]
    before = {name: row.before[name] for name in differing}
    return RowChange(row.table, row.key, before, {name: row.after[name] for name in differing})


def pack(changes: Iterable[RowChange]) -> bytes:
    """Changes as compressed JSON. Full rows are kept as lists, so that a column's name is written once a table."""
    added: dict[str, list[list[Any]]] = defaultdict(list)
    removed: dict[str, list[list[Any]]] = defaultdict(list)
    changed: list[list[Any]] = []
    columns: dict[str, list[str]] = {}
    for row in changes:
        if row.change is Change.CHANGED:
            changed.append([row.table, row.key, row.before, row.after])
            continue
        whole = row.after if row.before is None else row.before
        names = columns.setdefault(row.table, list(whole or {}))
        group = added if row.before is None else removed
        group[row.table].append([(whole or {})[name] for name in names])
    text = json.dumps(
        {"columns": columns, "added": added, "removed": removed, "changed": changed}, separators=(",", ":")
    )
    return zlib.compress(text.encode(), _COMPRESSION)


def unpack(packed: bytes) -> list[RowChange]:
    """The changes that `pack` was given, grouped by kind."""
    kept = json.loads(zlib.decompress(packed))
    changes = [RowChange(name, tuple(key), before, after) for name, key, before, after in kept["changed"]]
    for group in ("added", "removed"):
        for name, rows in kept[group].items():
            table = Base.metadata.tables[name]
            for row in rows:
                values = dict(zip(kept["columns"][name], row, strict=True))
                added, gone = (values, None) if group == "added" else (None, values)
                changes.append(RowChange(name, key_of(table, values), gone, added))
    return changes


def apply(connection: Connection, changes: Iterable[RowChange]) -> None:
    """Make the changes, whatever their order.

    Rows go before rows come, and a row whose unique columns change is lifted out and put back, so that no value is
    ever there twice. Foreign keys must be off meanwhile and be checked afterwards; the caller owns the transaction.
    """
    by_table: dict[str, list[RowChange]] = defaultdict(list)
    for row in changes:
        by_table[row.table].append(row)
    for name, rows in by_table.items():
        _apply_to(connection, Base.metadata.tables[name], rows)


def _apply_to(connection: Connection, table: Table, rows: list[RowChange]) -> None:
    coming = [row.after for row in rows if row.before is None and row.after is not None]
    going = [row.key for row in rows if row.after is None]
    in_place: list[RowChange] = []
    for row in rows:
        if row.change is not Change.CHANGED:
            continue
        if _unique_columns(table).isdisjoint(row.after or {}):
            in_place.append(row)
        else:
            going.append(row.key)
            coming.append({**_read(connection, table, row.key), **(row.after or {})})
    _delete(connection, table, going)
    _update(connection, table, in_place)
    _insert(connection, table, coming)


@cache
def _unique_columns(table: Table) -> frozenset[str]:
    constraints: list[UniqueConstraint | Index] = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    constraints += [index for index in table.indexes if index.unique]
    return frozenset(column.name for constraint in constraints for column in constraint.columns)


def _is_row(table: Table) -> Any:
    return and_(*(column == bindparam(f"key_{column.name}") for column in table.primary_key.columns))


def _key_parameters(table: Table, key: tuple[Any, ...]) -> dict[str, Any]:
    values = decode(table, key_values(table, key))
    return {f"key_{name}": value for name, value in values.items()}


def _read(connection: Connection, table: Table, key: tuple[Any, ...]) -> Values:
    row = connection.execute(select(table).where(_is_row(table)), _key_parameters(table, key)).one()
    return encode(table, row._asdict())


def _delete(connection: Connection, table: Table, keys: list[tuple[Any, ...]]) -> None:
    if keys:
        connection.execute(table.delete().where(_is_row(table)), [_key_parameters(table, key) for key in keys])


def _update(connection: Connection, table: Table, rows: list[RowChange]) -> None:
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        values = decode(table, row.after or {})
        new = {f"new_{name}": value for name, value in values.items()}
        alike[tuple(values)].append({**_key_parameters(table, row.key), **new})
    for names, parameters in alike.items():
        update = table.update().where(_is_row(table)).values({name: bindparam(f"new_{name}") for name in names})
        connection.execute(update, parameters)


def _insert(connection: Connection, table: Table, rows: list[Values]) -> None:
    if rows:
        connection.execute(table.insert(), [decode(table, row) for row in rows])
