"""Addresses for the first-stage lottery: a CSV file, one home a row, every column kept for the print list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engage.errors import RefusedError
from engage.exchange.columns import Headers, normalised
from engage.exchange.csv_files import read_csv, write_csv
from engage.lottery.inviting import Address

_ADDRESS_NAMES = ("uprn", "address", "postcode", "zip", "zip_royal_mail")
_JOIN = " · "


@dataclass(frozen=True)
class AddressList:
    """The homes to draw from, their rows by key, and how many rows were the same home again."""

    header: tuple[str, ...]
    addresses: tuple[Address, ...]
    rows: dict[str, tuple[str, ...]]
    twice: int
    before: int
    """How many were left out because they had a letter before."""


def read_addresses(
    source: Path | bytes, *, id_column: str = "", strata: Sequence[str] = (), before: Sequence[Path | bytes] = ()
) -> AddressList:
    """Read the homes. A home is its `id_column` or else its address and postcode, however they are written.

    `strata` names the columns that together make a stratum; homes in the files `before` are left out. Raises
    RefusedError when a file can't be read, a column is not there, or a row has no address.
    """
    sheet = read_csv(source)
    if sheet.problems:
        raise RefusedError("addresses-faulty", row=sheet.problems[0].row)
    headers = Headers(sheet.header)
    own = _key_places(headers, id_column)
    drawn_in = [headers.place(name) for name in strata]
    had = {key for path in before for key in _keys(path, id_column)}
    rows: dict[str, tuple[str, ...]] = {}
    for row in sorted(sheet.rows, key=lambda row: row.cells):
        key = _key(row.cells, own)
        if not key:
            raise RefusedError("address-empty", row=row.number)
        rows.setdefault(key, row.cells)
    kept = {key: cells for key, cells in rows.items() if key not in had}
    if not kept:
        raise RefusedError("addresses-none")
    addresses = tuple(Address(key, _JOIN.join(cells[place] for place in drawn_in)) for key, cells in kept.items())
    return AddressList(sheet.header, addresses, kept, len(sheet.rows) - len(rows), len(rows) - len(kept))


def write_letters(homes: AddressList, keys: Sequence[str], codes: Sequence[str]) -> bytes:
    """The print list: a code for each home, then all columns of the file."""
    rows = [[code, *homes.rows[key]] for key, code in zip(keys, codes, strict=True)]
    return write_csv(["code", *homes.header], rows)


def _key_places(headers: Headers, id_column: str) -> tuple[int, ...]:
    if id_column:
        return (headers.place(id_column),)
    found = tuple(
        place
        for place, name in enumerate(headers.names)
        if normalised(name).startswith("address") or normalised(name) in map(normalised, _ADDRESS_NAMES)
    )
    if not found:
        raise RefusedError("columns-missing", columns="address, postcode", found=", ".join(headers.names))
    return found


def _key(cells: Sequence[str], places: Sequence[int]) -> str:
    return " ".join(filter(None, (normalised(cells[place]) for place in places if cells[place])))


def _keys(source: Path | bytes, id_column: str) -> set[str]:
    sheet = read_csv(source)
    places = _key_places(Headers(sheet.header), id_column)
    return {_key(row.cells, places) for row in sheet.rows}
