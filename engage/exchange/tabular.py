"""What the plain kinds of file share: one thing a row, cells read by the kind of their column, all or nothing.

A kind says its columns and gives a function that makes a draft of a row's `Cells`. A cell that makes no sense raises
`CellFault`, which becomes a problem with its row and column. Texts in several languages have a column for each:
`text` is English, `text_cy` Welsh.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from babel import Locale, UnknownLocaleError

from engage.errors import RefusedError
from engage.exchange.columns import Column, Headers, nearest, normalised
from engage.exchange.csv_files import read_csv
from engage.exchange.preview import ColumnUse, Preview, ReadOptions, Use
from engage.exchange.problems import Problem
from engage.languages.local_text import LocalText

Draft = TypeVar("Draft")
Choice = TypeVar("Choice", bound=StrEnum)

_LANGUAGE_COLUMN = re.compile(r"(?P<field>[a-z_]+?)_(?P<language>[a-z]{2,3}(?:-[A-Za-z]{2,4})?)")


class CellFault(Exception):  # noqa: N818 - caught in this module; it never reaches a person
    """A cell that makes no sense: the column's field, a code of `problems.PROBLEMS`, its parameters."""

    def __init__(self, column: str, code: str, **params: object) -> None:
        super().__init__(code)
        self.column = column
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Cells:
    """One row's cells by field; a column that the file lacks is empty."""

    number: int
    values: Mapping[str, str]
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The cell as it is."""
        return self.values.get(name, "")

    def needed(self, name: str) -> str:
        """The cell, which must not be empty."""
        if not self.text(name):
            raise CellFault(name, "cell-empty")
        return self.text(name)

    def number_of(self, name: str, *, default: int | None = None) -> int:
        """A whole number, 0 or more; `default` for an empty cell if there is one."""
        if not self.text(name) and default is not None:
            return default
        if not re.fullmatch(r"[0-9]{1,7}", self.needed(name)):
            raise CellFault(name, "not-a-number", value=self.text(name))
        return int(self.text(name))

    def day(self, name: str) -> date:
        """A date written 2027-01-31."""
        try:
            return date.fromisoformat(self.needed(name))
        except ValueError:
            raise CellFault(name, "not-a-date", value=self.text(name)) from None

    def day_or_none(self, name: str) -> date | None:
        """A date, or nothing."""
        return self.day(name) if self.text(name) else None

    def clock_time(self, name: str) -> time:
        """A time of day written 09:30."""
        try:
            return time.fromisoformat(self.needed(name))
        except ValueError:
            raise CellFault(name, "not-a-time", value=self.text(name)) from None

    def choice(self, name: str, options: type[Choice]) -> Choice:
        """One of the values of an enum, in any spelling that `normalised` makes the same."""
        given = self.needed(name)
        found = {normalised(option.value): option for option in options}.get(normalised(given))
        if found is None:
            raise CellFault(name, "choice-unknown", value=given, options=", ".join(options))
        return found

    def local(self, name: str) -> dict[str, str]:
        """A text in every language that it is written in."""
        texts = {language: self.text(local_column(name, language)) for language in self.languages.get(name, ())}
        if self.text(name):
            texts["en"] = self.text(name)
        return {language: text for language, text in sorted(texts.items()) if text}

    def needed_local(self, name: str) -> dict[str, str]:
        """A text in at least one language."""
        texts = self.local(name)
        if not texts:
            raise CellFault(name, "cell-empty")
        return texts


def read_table(
    source: Path | bytes,
    options: ReadOptions | None,
    *,
    kind: str,
    columns: Sequence[Column],
    local: Sequence[str] = (),
    make: Callable[[Cells], Draft],
) -> Preview[Draft]:
    """Read a file and make a draft of each row. `local` names the fields with several languages.

    Raises RefusedError when the file as a whole can't be read or lacks a column.
    """
    given = options or ReadOptions()
    sheet = read_csv(source, encoding=given.encoding)
    headers = Headers(sheet.header)
    places = _places(headers, columns, given)
    languages = _languages(headers, places, local)
    problems = list(sheet.problems)
    rows: list[Draft] = []
    for row in sheet.rows:
        cells = Cells(row.number, {name: row.cells[place] for name, place in places.items()}, languages)
        try:
            rows.append(make(cells))
        except CellFault as fault:
            column = sheet.header[places[fault.column]] if fault.column in places else fault.column
            problems.append(Problem(row.number, column, fault.code, fault.params))
    used = {place: name for name, place in places.items()}
    return Preview(
        kind=kind,
        columns=tuple(
            ColumnUse(name, Use.FIELD if place in used else Use.IGNORED, used.get(place, ""))
            for place, name in enumerate(headers.names)
        ),
        rows=tuple(rows),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=sheet.warnings,
        read=sheet.read,
        skipped=sheet.skipped,
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def local_column(name: str, language: str) -> str:
    """The column of a text in a language."""
    return name if language == "en" else f"{name}_{language}"


def local_header(columns: Sequence[Column], texts: Mapping[str, Iterable[LocalText]]) -> list[str]:
    """The header to write: each column, and after a text's own those of the other languages that it occurs in."""
    header: list[str] = []
    for column in columns:
        header.append(column.name)
        written = {language for text in texts.get(column.name, ()) for language in text} - {"en"}
        header += [local_column(column.name, language) for language in sorted(written)]
    return header


def local_cells(name: str, text: LocalText) -> dict[str, str]:
    """A text's cells by column."""
    return {local_column(name, language): words for language, words in text.items()}


def table_rows(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
    """The rows in the order of the header; what a row lacks is empty."""
    return [[row.get(name, "") for name in header] for row in rows]


def iso(value: date | time | None) -> str:
    """A date or time of day as files have it."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if value else ""


def meant(name: str, given: str, known: Mapping[str, Draft], *, code: str) -> Draft:
    """What a cell refers to. Raises CellFault with `code`, its value and what was probably meant."""
    if given not in known:
        raise CellFault(name, code, value=given, near=nearest(given, list(known)) or "–")
    return known[given]


def _places(headers: Headers, columns: Sequence[Column], options: ReadOptions) -> dict[str, int]:
    known = {column.name for column in columns}
    if unknown := [name for name in options.mapping if name not in known]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    places = {name: headers.take_chosen(column) for name, column in options.mapping.items()}
    for column in columns:
        if column.name not in places and (place := headers.take((column.name, *column.aliases))) is not None:
            places[column.name] = place
    if missing := [column.name for column in columns if column.is_required and column.name not in places]:
        raise RefusedError("columns-missing", columns=", ".join(missing), found=", ".join(headers.names))
    return places


def _languages(headers: Headers, places: dict[str, int], local: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Take the columns of the other languages; gives the languages that each text has a column for."""
    found: dict[str, list[str]] = {}
    for place in headers.free:
        match = _LANGUAGE_COLUMN.fullmatch(headers.names[place])
        if match and match["field"] in local and _is_language(match["language"]):
            places[headers.names[place]] = place
            found.setdefault(match["field"], []).append(match["language"])
    return {name: tuple(languages) for name, languages in found.items()}


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True
