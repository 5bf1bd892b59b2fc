"""Rows as plain JSON values and back, so that undo steps can be kept in the file and read by a later version."""

import base64
import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, Table, Uuid
from sqlalchemy.types import Date, DateTime, Numeric, Time

Values = dict[str, Any]
"""A row, or some of its columns: plain JSON values by column name."""

Converter = Callable[[Any], Any] | None


def _encode_uuid(value: uuid.UUID) -> str:
    return value.hex


def _encode_time(value: dt.date | dt.time) -> str:
    return value.isoformat()


def _encode_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode()


_CONVERTERS: tuple[tuple[type[Any], Converter, Converter], ...] = (
    (Uuid, _encode_uuid, uuid.UUID),
    (DateTime, _encode_time, dt.datetime.fromisoformat),
    (Date, _encode_time, dt.date.fromisoformat),
    (Time, _encode_time, dt.time.fromisoformat),
    (LargeBinary, _encode_bytes, base64.b64decode),
    (JSON, None, None),
    (Numeric, str, Decimal),
)


def _converters(column: Column[Any]) -> tuple[Converter, Converter]:
    kind = getattr(column.type, "impl_instance", column.type)
    for known, encode, decode in _CONVERTERS:
        if isinstance(kind, known):
            return encode, decode
    return None, None


@cache
def _encoders(table: Table) -> dict[str, Callable[[Any], Any]]:
    pairs = ((column.name, _converters(column)[0]) for column in table.columns)
    return {name: convert for name, convert in pairs if convert is not None}


@cache
def _decoders(table: Table) -> dict[str, Callable[[Any], Any]]:
    pairs = ((column.name, _converters(column)[1]) for column in table.columns)
    return {name: convert for name, convert in pairs if convert is not None}


def encode(table: Table, values: Mapping[str, Any]) -> Values:
    """Plain JSON values for the values of a row."""
    return _convert(_encoders(table), values)


def decode(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row from plain JSON values."""
    return _convert(_decoders(table), values)


def _convert(converters: Mapping[str, Callable[[Any], Any]], values: Mapping[str, Any]) -> dict[str, Any]:
    converted = dict(values)
    for name, convert in converters.items():
        if converted.get(name) is not None:
            converted[name] = convert(converted[name])
    return converted


def key_of(table: Table, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The primary key among encoded values."""
    return tuple(values[column.name] for column in table.primary_key.columns)


def key_values(table: Table, key: Sequence[Any]) -> Values:
    """The encoded primary key as values by column name."""
    return {column.name: part for column, part in zip(table.primary_key.columns, key, strict=True)}
