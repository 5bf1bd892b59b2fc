"""Targets in and out: `feature,value,min,max[,min_flex,max_flex]`, one value a row, and the other headers in use."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.exchange.columns import Column, Headers
from engage.exchange.csv_files import SheetRow, header_key, read_csv, write_csv
from engage.exchange.preview import ColumnUse, ImportResult, Preview, ReadOptions, Use
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark
from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.lottery.views import list_quotas
from engage.people.views import answer_counts

COLUMNS = (
    Column("feature", mark("The category, such as age"), ("category",), is_required=True),
    Column("value", mark("One answer, such as 16-24"), ("name",), is_required=True),
    Column("min", mark("At least so many members"), ("minimum",), is_required=True),
    Column("max", mark("At most so many members"), ("maximum",), is_required=True),
    Column("min_flex", mark("How far the minimum may be lowered if no panel fits"), ("flex_min",)),
    Column("max_flex", mark("How far the maximum may be raised if no panel fits"), ("flex_max",)),
)

_NAMES = frozenset(column.name for column in COLUMNS)
_NUMBER = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True)
class TargetsContext:
    """What reading targets has to know of the assembly: how many people gave which answer, by category."""

    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def gather_targets_context(db: Session, assembly_id: uuid.UUID) -> TargetsContext:
    """What `read_targets` has to know. An assembly without targets knows of no answers."""
    names = dict.fromkeys(quota.category for quota in list_quotas(db, assembly_id))
    return TargetsContext({name: answer_counts(db, assembly_id, name) for name in names})


def read_targets(
    source: Path | bytes, context: TargetsContext | None = None, options: ReadOptions | None = None
) -> Preview[Quota]:
    """Read and check a file of targets. Writes nothing.

    Raises RefusedError when the file as a whole can't be read or lacks a column.
    """
    given = options or ReadOptions()
    sheet = read_csv(source, encoding=given.encoding)
    headers = Headers(sheet.header)
    places = _places(headers, given.mapping)
    quotas: dict[int, Quota] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        faults = list(_cell_faults(row, places, sheet.header))
        problems += faults
        if not faults:
            quotas[row.number] = _quota(row.cells, places)
    problems += _spelling_faults(quotas, sheet.header[places["value"]], sheet.header[places["feature"]])
    faulty = {problem.row for problem in problems}
    sound = tuple(quota for number, quota in quotas.items() if number not in faulty)
    problems += [*_panel_size_faults(sound), *_lost_answers(sound, context or TargetsContext())]
    return Preview(
        kind="targets",
        columns=_uses(headers, places),
        rows=sound,
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=sheet.warnings,
        read=sheet.read,
        skipped=sheet.skipped,
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def apply_targets(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[Quota], keep_good: bool = False
) -> ImportResult:
    """Put these targets in the place of the assembly's present ones. The caller owns the transaction.

    Targets that are there already change nothing. Raises NotFoundError, and RefusedError when problems are in the way.
    """
    quotas = preview.accepted(keep_good=keep_good)
    if quotas != list_quotas(db, assembly_id):
        set_targets(db, assembly_id, quotas=quotas)
    return preview.result(keep_good=keep_good)


def export_targets(db: Session, assembly_id: uuid.UUID) -> bytes:
    """The assembly's targets as a CSV file in the layout that `read_targets` reads."""
    rows = [
        [
            quota.category,
            quota.value,
            str(quota.minimum),
            str(quota.maximum),
            "" if quota.flex_minimum is None else str(quota.flex_minimum),
            "" if quota.flex_maximum is None else str(quota.flex_maximum),
        ]
        for quota in list_quotas(db, assembly_id)
    ]
    return write_csv([column.name for column in COLUMNS], rows)


def _places(headers: Headers, mapping: Mapping[str, str]) -> dict[str, int]:
    """Where each column is. Three headers are in use: feature,value / category,name / category,feature."""
    places = {name: headers.take_chosen(column) for name, column in mapping.items() if name in _NAMES}
    for column in COLUMNS[2:]:
        _take(headers, places, column.name, (column.name, *column.aliases))
    _take(headers, places, "feature", ("category",))
    _take(headers, places, "value", ("value", "name", "feature") if "feature" in places else ("value", "name"))
    _take(headers, places, "feature", ("feature",))
    missing = [column.name for column in COLUMNS if column.is_required and column.name not in places]
    if missing:
        raise RefusedError("columns-missing", columns=", ".join(missing), found=", ".join(headers.names))
    return places


def _take(headers: Headers, places: dict[str, int], field: str, names: tuple[str, ...]) -> None:
    if field not in places and (place := headers.take(names)) is not None:
        places[field] = place


def _cell_faults(row: SheetRow, places: Mapping[str, int], header: Sequence[str]) -> Iterator[Problem]:
    for name in ("feature", "value", "min", "max"):
        if not row.cells[places[name]]:
            yield Problem(row.number, header[places[name]], "cell-empty")
    if any(c in row.cells[places["feature"]] for c in '"\\'):
        yield Problem(row.number, header[places["feature"]], "category-quotes")
    wrong = [
        name
        for name in ("min", "max", "min_flex", "max_flex")
        if name in places and row.cells[places[name]] and not _NUMBER.fullmatch(row.cells[places[name]])
    ]
    for name in wrong:
        yield Problem(row.number, header[places[name]], "not-a-number", {"value": row.cells[places[name]]})
    if not wrong and row.cells[places["min"]] and row.cells[places["max"]]:
        yield from _range_faults(row.number, _quota(row.cells, places), header[places["min"]])


def _range_faults(number: int, quota: Quota, column: str) -> Iterator[Problem]:
    if quota.minimum > quota.maximum:
        yield Problem(number, column, "minimum-over-maximum", {"minimum": quota.minimum, "maximum": quota.maximum})
        return
    low = quota.minimum if quota.flex_minimum is None else quota.flex_minimum
    high = quota.maximum if quota.flex_maximum is None else quota.flex_maximum
    if low > quota.minimum or high < quota.maximum:
        params = {"flex_minimum": low, "flex_maximum": high, "minimum": quota.minimum, "maximum": quota.maximum}
        yield Problem(number, column, "flex-inside", params)


def _quota(cells: Sequence[str], places: Mapping[str, int]) -> Quota:
    def number(name: str) -> int | None:
        return int(cells[places[name]]) if name in places and cells[places[name]] else None

    return Quota(
        category=cells[places["feature"]],
        value=cells[places["value"]],
        minimum=int(cells[places["min"]]),
        maximum=int(cells[places["max"]]),
        flex_minimum=number("min_flex"),
        flex_maximum=number("max_flex"),
    )


def _spelling_faults(quotas: Mapping[int, Quota], value: str, feature: str) -> Iterator[Problem]:
    """Values that are there twice, and categories that are written in two ways."""
    seen: dict[tuple[str, str], int] = {}
    names: dict[str, str] = {}
    for number, quota in quotas.items():
        other = names.setdefault(header_key(quota.category), quota.category)
        if other != quota.category:
            yield Problem(number, feature, "category-alike", {"category": quota.category, "other": other})
        first = seen.setdefault((header_key(quota.category), header_key(quota.value)), number)
        if first != number:
            yield Problem(number, value, "value-twice", {"value": quota.value, "other": first})


def _panel_size_faults(quotas: Sequence[Quota]) -> Iterator[Problem]:
    """One category asks for more people than another allows: no panel of any size can meet both."""
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for quota in quotas:
        least[quota.category] = least.get(quota.category, 0) + quota.minimum
        most[quota.category] = most.get(quota.category, 0) + quota.maximum
    if not quotas:
        return
    needs, allows = max(least, key=lambda name: least[name]), min(most, key=lambda name: most[name])
    if least[needs] > most[allows]:
        params = {"needs": needs, "least": least[needs], "allows": allows, "most": most[allows]}
        yield Problem(0, "", "no-panel-size", params)


def _lost_answers(quotas: Sequence[Quota], context: TargetsContext) -> Iterator[Problem]:
    known = {(quota.category, quota.value) for quota in quotas}
    kept = {quota.category for quota in quotas}
    for category, counts in context.answers.items():
        for value, count in counts.items():
            if category in kept and value and (category, value) not in known:
                yield Problem(0, category, "answers-lost", {"count": count, "value": value})


def _uses(headers: Headers, places: Mapping[str, int]) -> tuple[ColumnUse, ...]:
    fields = {place: name for name, place in places.items()}
    return tuple(
        ColumnUse(name, Use.FIELD if place in fields else Use.IGNORED, fields.get(place, ""))
        for place, name in enumerate(headers.names)
    )
