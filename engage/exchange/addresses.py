"""Addresses for the first-stage lottery: a CSV file, one home a row, every column kept for the print list."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from engage.assembly.rules import TEXT_LIMIT
from engage.errors import RefusedError
from engage.exchange.columns import Column, Headers, normalised
from engage.exchange.csv_files import SheetRow, header_key, read_csv, write_csv
from engage.exchange.preview import ColumnUse, ImportResult, Preview, ReadOptions, Use
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark
from engage.lottery.inviting import Address, stratum_of
from engage.people.actions import add_addresses
from engage.people.rules import HomeDraft
from engage.people.views import address_sheet, wave_addresses, wave_letters, wave_size

COLUMNS = (
    Column(
        "address",
        mark("The home's address; or give it in columns address_line1, address_line2 and so on"),
        is_required=True,
    ),
    Column("postcode", mark("Postcode"), ("post_code", "zip", "zip_royal_mail")),
    Column("uprn", mark("The number that the land register gives the home, if there is one")),
    Column("…", mark("Every other column is kept, such as the ward: letters can be drawn within each of its values")),
)

_ADDRESS_NAMES = ("uprn", "address", "postcode", "post_code", "zip", "zip_royal_mail")
_CODE_COLUMNS = ("code", "invitation_code", "engage_code")


@dataclass(frozen=True)
class AddressList:
    """The homes to draw from, their rows by key, and how many rows were the same home again."""

    header: tuple[str, ...]
    addresses: tuple[Address, ...]
    rows: dict[str, tuple[str, ...]]
    twice: int
    before: int
    """How many were left out because they had a letter before."""


@dataclass(frozen=True)
class AddressesContext:
    """What reading more addresses has to know: the columns of the list, and the homes on it."""

    columns: tuple[str, ...] = ()
    key_columns: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()


def gather_addresses_context(db: Session, assembly_id: uuid.UUID) -> AddressesContext:
    """What `preview_addresses` has to know."""
    sheet = address_sheet(db, assembly_id)
    return AddressesContext(sheet.columns, sheet.key_columns, frozenset(home[0] for home in sheet.homes))


def preview_addresses(
    source: Path | bytes, context: AddressesContext | None = None, options: ReadOptions | None = None
) -> Preview[HomeDraft]:
    """Read and check a file of addresses. Writes nothing. Homes on the list already are skipped.

    Raises RefusedError when the file as a whole can't be read, has no address, or tells homes apart by other columns
    than the list does.
    """
    given, context = options or ReadOptions(), context or AddressesContext()
    sheet = read_csv(source, encoding=given.encoding)
    headers = Headers(_as_on_list(sheet.header, context.columns))
    own = _chosen_places(headers, given, context)
    problems, faulty = list(sheet.problems), set[int]()
    for row in sheet.rows:
        if fault := _fault(row, own, headers.names):
            problems.append(fault)
            faulty.add(row.number)
    kept, warnings = _each_once((row for row in sheet.rows if row.number not in faulty), own, headers.names)
    new = tuple(HomeDraft(key, row.cells) for key, row in kept.items() if key not in context.keys)
    return Preview(
        kind="addresses",
        columns=tuple(_use(name, is_own=place in own) for place, name in enumerate(headers.names)),
        rows=new,
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=(*sheet.warnings, *warnings),
        read=sheet.read,
        skipped=sheet.skipped + len(sheet.rows) - len(faulty) - len(new),
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def apply_addresses(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[HomeDraft], keep_good: bool = False
) -> ImportResult:
    """Put these homes on the list: all of them, or none. The caller owns the transaction.

    Raises NotFoundError, and RefusedError when problems are in the way or a wave waits for its draw.
    """
    homes = preview.accepted(keep_good=keep_good)
    if homes:
        columns = [use.header for use in preview.columns]
        own = [use.header for use in preview.columns if use.use is Use.FIELD]
        add_addresses(db, assembly_id, columns=columns, key_columns=own, homes=homes)
    return preview.result(keep_good=keep_good)


def export_addresses(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every home on the list, in the order and with the columns in which they came."""
    sheet = address_sheet(db, assembly_id)
    return write_csv(sheet.columns or [column.name for column in COLUMNS[:2]], (home[1:] for home in sheet.homes))


def wave_letters_csv(db: Session, assembly_id: uuid.UUID, *, number: int) -> bytes:
    """The print list of a drawn wave. Raises NotFoundError."""
    columns = address_sheet(db, assembly_id).columns
    letters = wave_letters(db, assembly_id, number=number)
    return write_letters(columns, ((each.code, _filled(each.cells, len(columns))) for each in letters))


def wave_addresses_csv(db: Session, assembly_id: uuid.UUID, *, number: int) -> bytes:
    """The homes that a wave was drawn from, so that anyone can check its record. Raises NotFoundError.

    Raises RefusedError when some of them have been taken off the list since.
    """
    sheet = wave_addresses(db, assembly_id, number=number)
    if len(sheet.homes) < wave_size(db, assembly_id, number=number):
        raise RefusedError("addresses-forgotten", number=number)
    return write_csv(sheet.columns, (home[1:] for home in sheet.homes))


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
    for row in sheet.rows:
        if not _key(row.cells, own):
            raise RefusedError("address-empty", row=row.number)
    found, _warnings = _each_once(sheet.rows, own, sheet.header)
    kept = {key: row.cells for key, row in found.items() if key not in had}
    if not kept:
        raise RefusedError("addresses-none")
    addresses = tuple(Address(key, stratum_of(cells[place] for place in drawn_in)) for key, cells in kept.items())
    return AddressList(sheet.header, addresses, kept, len(sheet.rows) - len(found), len(found) - len(kept))


def write_letters(columns: Sequence[str], letters: Iterable[tuple[str, Sequence[str]]]) -> bytes:
    """The print list: a code for each home, then all columns of the list."""
    taken = set(map(header_key, columns))
    code = next(name for name in _CODE_COLUMNS if name not in taken)
    return write_csv([code, *columns], ([code, *cells] for code, cells in letters))


def _filled(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _each_once(
    rows: Iterable[SheetRow], own: Collection[int], header: Sequence[str]
) -> tuple[dict[str, SheetRow], list[Problem]]:
    """Each home's row, and a word about each row that is a home again.

    Of two rows the one whose cells come first in the alphabet counts, so that the order of the rows changes nothing.
    """
    kept: dict[str, SheetRow] = {}
    again: list[Problem] = []
    for row in rows:
        key = _key(row.cells, own)
        first = kept.setdefault(key, row)
        if first is not row:
            again.append(Problem(row.number, header[min(own)], "home-twice", {"other": first.number}))
            if row.cells < first.cells:
                kept[key] = SheetRow(first.number, row.cells)
    return kept, again


def _fault(row: SheetRow, own: Collection[int], header: Sequence[str]) -> Problem | None:
    if not _key(row.cells, own):
        return Problem(row.number, header[min(own)], "cell-empty")
    if max(map(len, row.cells)) <= TEXT_LIMIT:
        return None
    place = next(place for place, cell in enumerate(row.cells) if len(cell) > TEXT_LIMIT)
    return Problem(row.number, header[place], "cell-long", {"most": TEXT_LIMIT})


def _use(name: str, *, is_own: bool) -> ColumnUse:
    return ColumnUse(name, Use.FIELD, _field(name)) if is_own else ColumnUse(name, Use.EXTRA)


def _field(name: str) -> str:
    """Which of our columns this one is, by its name; any other that tells homes apart is part of the address."""
    known = {normalised(each): column.name for column in COLUMNS for each in (column.name, *column.aliases)}
    return known.get(normalised(name), "address")


def _as_on_list(header: Sequence[str], columns: Sequence[str]) -> tuple[str, ...]:
    """The file's columns, by the list's names where they are the same but for case or spaces."""
    known = {header_key(name): name for name in columns}
    return tuple(known.get(header_key(name), name) for name in header)


def _chosen_places(headers: Headers, options: ReadOptions, context: AddressesContext) -> tuple[int, ...]:
    """The places of the columns that tell homes apart, in the order that the list has them."""
    known = {column.name for column in COLUMNS}
    if unknown := [name for name in options.mapping if name not in known]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    is_free = not (options.id_column or options.mapping)
    if is_free and context.key_columns and set(context.key_columns) <= set(headers.names):
        return tuple(headers.names.index(name) for name in context.key_columns)
    places = _mapped_places(headers, options) if options.mapping else _key_places(headers, options.id_column)
    found = [headers.names[place] for place in places]
    if context.key_columns and set(found) != set(context.key_columns):
        raise RefusedError("addresses-other-key", found=", ".join(found), known=", ".join(context.key_columns))
    order = {name: place for place, name in enumerate(context.key_columns)}
    return tuple(sorted(places, key=lambda place: order.get(headers.names[place], place)))


def _mapped_places(headers: Headers, options: ReadOptions) -> tuple[int, ...]:
    """The columns that a person named, and those that speak for themselves where nobody named another."""
    chosen = {headers.place(column) for column in options.mapping.values()}
    own = (place for place, name in enumerate(headers.names) if _is_own(name))
    return tuple(sorted(chosen | {place for place in own if _field(headers.names[place]) not in options.mapping}))


def _is_own(name: str) -> bool:
    return normalised(name).startswith("address") or normalised(name) in map(normalised, _ADDRESS_NAMES)


def _key_places(headers: Headers, id_column: str) -> tuple[int, ...]:
    if id_column:
        return (headers.place(id_column),)
    found = tuple(place for place, name in enumerate(headers.names) if _is_own(name))
    if not found:
        raise RefusedError("columns-missing", columns="address, postcode", found=", ".join(headers.names))
    return found


def _key(cells: Sequence[str], places: Collection[int]) -> str:
    return " ".join(filter(None, (normalised(cells[place]) for place in places if cells[place])))


def _keys(source: Path | bytes, id_column: str) -> set[str]:
    sheet = read_csv(source)
    places = _key_places(Headers(sheet.header), id_column)
    return {_key(row.cells, places) for row in sheet.rows}
