"""CSV files in and out: limits first, nothing guessed, and no cell that a spreadsheet would take for a formula.

What we write (UTF-8, commas, CRLF; a byte order mark only where there is more than ASCII, since without it Excel
misreads names) can be read back exactly. A value that a spreadsheet would run as a formula gets an apostrophe before
it, and only then the file carries the column `engage_guarded`: its presence, not its cells, tells the reader to take
one apostrophe away again. A column survives a detour through Excel, which a comment or a way of quoting would not.
Files without the column are left as they are.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engage.assembly.rules import has_control
from engage.errors import RefusedError
from engage.exchange.encodings import decode
from engage.exchange.problems import Problem

MOST_BYTES = 200_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CHARACTERS = 32_767
SEPARATORS = (",", ";", "\t", "|")
GUARD_COLUMN = "engage_guarded"

_BYTE_ORDER_MARK = "\ufeff"
_HEADER_REACH = 1_000_000
_RISKY = re.compile(r"'*[=+\-@\t\r\0]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\0]")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)
# UTF-8 that was read as cp1252 and saved again: Ã© for é, â€™ for ’.
_MISREAD = re.compile("[ÂÃ][\u0080-\u00bf]|â€[\u0080-\uffff]")


@dataclass(frozen=True)
class SheetRow:
    """One row with as many cells as the header; `number` counts as a spreadsheet does, the header being row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A file's cells as text, without the space around them.

    `rows` are the sound ones. `problems` say why the others (`read` less `skipped` less `rows`) are not among them;
    `warnings` are doubts about rows that are. `skipped` counts blank rows.
    """

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    read: int
    skipped: int
    encoding: str
    separator: str


def read_csv(source: Path | bytes, *, encoding: str | None = None) -> Sheet:
    """Read a CSV file. `encoding` is the person's explicit choice; without it only UTF-8 and byte order marks count.

    Raises RefusedError when the file as a whole can't be read.
    """
    text, used = decode(_contents(source), encoding)
    separator, text = _separator(text)
    records = _records(text, separator)
    header = next((cells for _, cells in records if any(cell.strip() for cell in cells)), None)
    if header is None:
        raise RefusedError("csv-empty")
    return _sheet(header, list(records), used, separator)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of a file that `read_csv` reads back exactly and that no spreadsheet takes for formulas."""
    table = [list(header), *(list(row) for row in rows)]
    if any(_RISKY.match(cell) for cells in table for cell in cells):
        table = [[_guard(cell) for cell in cells] + [""] for cells in table]
        table[0][-1] = GUARD_COLUMN
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    written = text.getvalue()
    return written.encode("utf-8" if written.isascii() else "utf-8-sig")


def _guard(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _contents(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        if not source.is_file():
            raise RefusedError("source-missing", path=source.name)
        if source.stat().st_size > MOST_BYTES:
            raise RefusedError("csv-too-large", most=MOST_BYTES // 1_000_000)
        try:
            data = source.read_bytes()
        except OSError as error:
            raise RefusedError("source-unreadable", path=source.name) from error
    if len(data) > MOST_BYTES:
        raise RefusedError("csv-too-large", most=MOST_BYTES // 1_000_000)
    return data


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line with which Excel may have named it."""
    named = _SEPARATOR_LINE.match(text)
    if named and named[1] in SEPARATORS:
        return named[1], text[named.end() :]
    start = text.lstrip("\r\n")[:_HEADER_REACH]
    return max(SEPARATORS, key=lambda separator: _columns(start, separator)), text


def _columns(start: str, separator: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(start, newline=""), delimiter=separator, strict=True), []))
    except csv.Error:
        return 0


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Row numbers and cells. Lines end where the csv module says, never where `str.splitlines` would."""
    number = 0
    # Line by line from the text itself: a StringIO would hold four bytes for each character of a large file.
    lines = (line[0] for line in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            _check_size(number, cells)
            yield number, cells
    except csv.Error as error:
        code = "csv-cell-long" if "limit" in str(error) else "csv-quotes"
        raise RefusedError(code, row=number + 1, most=MOST_CHARACTERS) from None


def _check_size(number: int, cells: list[str]) -> None:
    if number > MOST_ROWS + 1:
        raise RefusedError("csv-rows", most=MOST_ROWS)
    if len(cells) > MOST_COLUMNS:
        raise RefusedError("csv-columns", row=number, most=MOST_COLUMNS)
    if max(map(len, cells), default=0) > MOST_CHARACTERS:
        raise RefusedError("csv-cell-long", row=number, most=MOST_CHARACTERS)


def _sheet(header: list[str], records: list[tuple[int, list[str]]], encoding: str, separator: str) -> Sheet:
    if not any(any(cell.strip() for cell in cells) for _, cells in records):
        raise RefusedError("csv-header-only")
    width = _width(header, records)
    names, guard = _names(header[:width])
    rows: list[SheetRow] = []
    problems: list[Problem] = []
    skipped = 0
    for number, given in records:
        if not any(cell.strip() for cell in given):
            skipped += 1
            continue
        cells = _fitting(given, width)
        fault = _row_fault(number, cells, names if guard is None else header[:width], width)
        if fault:
            problems.append(fault)
        else:
            rows.append(SheetRow(number, _clean(cells, guard)))
    return Sheet(
        header=names,
        rows=tuple(rows),
        problems=tuple(problems),
        warnings=tuple(_doubts(names, rows)),
        read=len(records),
        skipped=skipped,
        encoding=encoding,
        separator=separator,
    )


def _width(header: list[str], records: list[tuple[int, list[str]]]) -> int:
    """How many columns count: those at the right end with neither a name nor a filled cell do not."""
    if header[-1].strip():
        return len(header)
    return min(len(header), max(_last_filled(cells) for cells in (header, *(cells for _, cells in records))))


def _last_filled(cells: list[str]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _fitting(cells: list[str], width: int) -> list[str]:
    """The cells without empty ones beyond the header's last column."""
    return cells[:width] if len(cells) > width and _last_filled(cells) <= width else cells


def _names(header: list[str]) -> tuple[tuple[str, ...], int | None]:
    """The columns' names, and where the guard column was. Raises RefusedError for a header that is not clear."""
    plain = [cell.strip() for cell in header]
    guard = plain.index(GUARD_COLUMN) if GUARD_COLUMN in plain else None
    names = _clean(plain, guard)
    seen: dict[str, str] = {}
    for place, name in enumerate(names, 1):
        if not name:
            raise RefusedError("header-empty", place=place)
        if has_control(name):
            raise RefusedError("header-control", place=place)
        other = seen.setdefault(header_key(name), name)
        if len(seen) < place:
            raise RefusedError("header-twice", name=name, other=other)
    return names, guard


def header_key(name: str) -> str:
    """The same for two column names that differ in case or spaces only."""
    return " ".join(name.casefold().split())


def _row_fault(number: int, cells: list[str], header: Sequence[str], width: int) -> Problem | None:
    if len(cells) != width:
        code = "row-short" if len(cells) < width else "row-long"
        return Problem(number, "", code, {"count": len(cells), "expected": width})
    if not has_control("".join(cells)):
        return None
    place = next(place for place, cell in enumerate(cells) if has_control(cell))
    return Problem(number, header[place], "cell-control")


def _clean(cells: Sequence[str], guard: int | None) -> tuple[str, ...]:
    if guard is None:
        return tuple(map(str.strip, cells))
    return tuple(_unguard(cell).strip() for place, cell in enumerate(cells) if place != guard)


def _doubts(names: tuple[str, ...], rows: list[SheetRow]) -> Iterator[Problem]:
    for row in rows:
        if not _MISREAD.search("\t".join(row.cells)):
            continue
        for name, cell in zip(names, row.cells, strict=True):
            if found := _MISREAD.search(cell):
                yield Problem(row.number, name, "maybe-misread", {"text": found[0]})
