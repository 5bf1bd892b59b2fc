"""Census files as Nomis writes them: `date,geography,geography code,<label>…`, one area a row. Pure.

A label is "Age: Aged 16 to 19 years" or, for a part of a group, "Ethnic group: Asian: Bangladeshi"; some end in
"; measures: Value".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engage.errors import RefusedError
from engage.exchange.columns import normalised
from engage.exchange.csv_files import Sheet, SheetRow

ALL_AREAS = "all"
_EXAMPLES = 3
_MEASURES = re.compile(r";\s*measures:.*$", re.IGNORECASE)
_TOTALS = frozenset({"total", "allpersons", "allusualresidents", "allhouseholds", "allpeople", "allcategories"})
_NOT_LABELS = frozenset({"date", "geography", "geographycode", "ruralurban", "areatype"})
_TABLE = re.compile(r"(?<![a-z0-9])(ts\d{3}[a-z]?|rm\d{3}|ks\d{3}[a-z]{2}|qs\d{3}[a-z]{2})(?![0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """One column of counts: where it is, its heading, and its answer as a path from group to part."""

    place: int
    header: str
    path: tuple[str, ...]

    @property
    def answer(self) -> str:
        """The innermost words."""
        return self.path[-1]


@dataclass(frozen=True)
class Census:
    """The parts of a census file that count: the question, its labels and the rows of the chosen areas."""

    question: str
    labels: tuple[Label, ...]
    rows: tuple[SheetRow, ...]
    dated: str


def is_census(header: Sequence[str]) -> bool:
    """Whether these are the columns of a census file."""
    return {"geography", "geographycode"} <= {normalised(name) for name in header}


def read_census(sheet: Sheet, areas: Sequence[str]) -> Census:
    """The labels without totals, and the rows of these areas (names or codes; "all" for every row).

    Raises RefusedError when an area is not there, or several are and none is chosen.
    """
    places = {normalised(name): place for place, name in enumerate(sheet.header)}
    rows = _chosen(sheet.rows, areas, places["geography"], places["geographycode"])
    paths = {
        place: tuple(part.strip() for part in _MEASURES.sub("", name).split(": "))
        for place, name in enumerate(sheet.header)
        if normalised(name) not in _NOT_LABELS
    }
    questions = {path[0] for path in paths.values() if len(path) > 1}
    question = questions.pop() if len(questions) == 1 and all(len(path) > 1 for path in paths.values()) else ""
    labels = tuple(
        Label(place, sheet.header[place], path[1:] if question else path)
        for place, path in paths.items()
        if normalised(path[-1]) not in _TOTALS and normalised(path[1] if len(path) > 1 else path[0]) not in _TOTALS
    )
    dates = {row.cells[places["date"]] for row in rows} if "date" in places else set()
    return Census(question, labels, rows, ", ".join(sorted(dates)))


def table_code(name: str) -> str:
    """The code of the table in a file's name, such as TS007A in `census2021-ts007a-ltla.csv`."""
    found = _TABLE.search(name)
    return found[1].upper() if found else ""


def outermost(labels: Sequence[Label]) -> list[Label]:
    """The groups alone, where the file counts their parts as well."""
    paths = {label.path for label in labels}
    return [label for label in labels if not any(label.path[:end] in paths for end in range(1, len(label.path)))]


def _chosen(rows: Sequence[SheetRow], areas: Sequence[str], name: int, code: int) -> tuple[SheetRow, ...]:
    wanted = [area for area in areas if area.strip()]
    if [normalised(area) for area in wanted] == [ALL_AREAS] or (not wanted and len(rows) <= 1):
        return tuple(rows)
    examples = ", ".join(row.cells[name] for row in rows[:_EXAMPLES])
    if not wanted:
        raise RefusedError("areas-unchosen", count=len(rows), examples=examples)
    by_key: Mapping[str, SheetRow] = {
        normalised(key): row for row in reversed(rows) for key in (row.cells[name], row.cells[code])
    }
    for area in wanted:
        if normalised(area) not in by_key:
            raise RefusedError("area-unknown", area=area, examples=examples)
    return tuple({by_key[normalised(area)].number: by_key[normalised(area)] for area in wanted}.values())
