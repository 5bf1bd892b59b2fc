"""A table of the population: `value,count` (or share), or our own layout with every category. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engage.errors import RefusedError
from engage.exchange.columns import Headers, normalised
from engage.exchange.csv_files import Sheet, SheetRow
from engage.exchange.population.rows import COLUMNS, PopulationContext, PopulationRow, doubts, faulty_sums
from engage.exchange.preview import ColumnUse, Preview, ReadOptions, Use
from engage.exchange.problems import Problem
from engage.lottery.shares import CategoryKind

_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,9})?")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def table_preview(sheet: Sheet, context: PopulationContext, options: ReadOptions) -> Preview[PopulationRow]:
    """The rows of a table. Raises RefusedError when a column is missing, or the category is left open."""
    headers = Headers(sheet.header)
    places = _places(headers, options)
    if "category" not in places and not options.given.get("category"):
        raise RefusedError("population-category")
    rows: dict[int, PopulationRow] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        made = _row(row, places, sheet.header, options, context)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            rows[row.number] = made
    problems += _twice(rows.values(), sheet.header[places["value"]])
    faulty = {problem.row for problem in problems}
    sound = tuple(row for number, row in rows.items() if number not in faulty)
    problems += faulty_sums(sound)
    used = {place: name for name, place in places.items()}
    return Preview(
        kind="population",
        columns=tuple(
            ColumnUse(name, Use.FIELD if place in used else Use.IGNORED, used.get(place, ""))
            for place, name in enumerate(headers.names)
        ),
        rows=sound,
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=(*sheet.warnings, *doubts(sound, context, sheet.header[places["value"]])),
        read=sheet.read,
        skipped=sheet.skipped,
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def _places(headers: Headers, options: ReadOptions) -> dict[str, int]:
    known = {column.name for column in COLUMNS}
    if unknown := [name for name in options.mapping if name not in known]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    places = {name: headers.take_chosen(column) for name, column in options.mapping.items()}
    for column in COLUMNS:
        if column.name not in places and (place := headers.take((column.name, *column.aliases))) is not None:
            places[column.name] = place
    if "count" not in places and "share" not in places:
        raise RefusedError("columns-missing", columns="value, count", found=", ".join(headers.names))
    if "value" not in places:
        if not headers.free:
            raise RefusedError("columns-missing", columns="value", found=", ".join(headers.names))
        places["value"] = headers.take_chosen(headers.names[headers.free[0]])
    return places


def _row(
    row: SheetRow,
    places: Mapping[str, int],
    header: Sequence[str],
    options: ReadOptions,
    context: PopulationContext,
) -> PopulationRow | Problem:
    def cell(name: str) -> str:
        return (row.cells[places[name]] if name in places else "") or options.given.get(name, "")

    def fault(name: str, code: str, **params: object) -> Problem:
        return Problem(row.number, header[places[name]] if name in places else name, code, params)

    category, kind = context.category(cell("category")), cell("kind").casefold()
    if not category:
        return fault("category", "cell-empty")
    if kind and kind not in list(CategoryKind):
        return fault("kind", "choice-unknown", value=kind, options=", ".join(CategoryKind))
    measure = "share" if "count" not in places or (cell("share") and not cell("count")) else "count"
    value, amount = cell("value"), _amount(cell(measure))
    if not value and cell(measure):
        return fault("value", "cell-empty")
    if value and not cell(measure):
        return fault(measure, "cell-empty")
    if amount is None:
        return fault(measure, "not-an-amount", value=cell(measure))
    known = context.values.get(category, ())
    value = next((each for each in known if normalised(each) == normalised(value)), value)
    told = {"source": cell("source"), "table": cell("table"), "dated": cell("date")}
    return PopulationRow(row.number, category, value, amount, measure == "share", kind, **told)


def _amount(text: str) -> str | None:
    """A decimal without grouping or per-cent sign; empty for an empty cell, None for anything else."""
    plain = text.removesuffix("%").strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return plain if not plain or _AMOUNT.fullmatch(plain) else None


def _twice(rows: Iterable[PopulationRow], column: str) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        first = seen.setdefault((normalised(row.category), normalised(row.value)), row.number)
        if first != row.number:
            yield Problem(row.number, column, "value-twice", {"value": row.value, "other": first})
