"""The selection report as a table (C8): target, pool and panel by value, for CSV and for Excel.

It goes out and is never read back. Numbers are exact, so it is for the office; the printed report protects small ones.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO

from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.exchange.csv_files import write_csv
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import (
    CategoryRow,
    RunRow,
    TargetTable,
    ValueRow,
    frozen_answers,
    list_runs,
    live_run,
    run_sheet,
    target_table,
)
from engage.people.rules import RespondentStatus

HEADER = (
    "category",
    "value",
    "min",
    "max",
    "min_percent",
    "max_percent",
    "pool",
    "pool_percent",
    "selected",
    "selected_percent",
    "selected_withdrawn",
)
RUNS_HEADER = ("run", "kind", "state", "method", "seats", "pool", "frozen_at", "drawn_at", "replaces", "reason")

Cell = str | int | float
_WIDTH = 16
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
"""The date in the file's own properties: the same content gives the same bytes."""


def selection_csv(db: Session, assembly_id: uuid.UUID) -> bytes:
    """The table as a CSV file. Raises RefusedError when nothing has been drawn."""
    rows = _rows(db, assembly_id, _drawn_run(db, assembly_id))
    return write_csv(HEADER, [[_text(cell) for cell in row] for row in rows])


def selection_xlsx(db: Session, assembly_id: uuid.UUID) -> bytes:
    """The table, and all runs on a second sheet, as an Excel file. Raises RefusedError when nothing has been drawn."""
    run = _drawn_run(db, assembly_id)
    runs = [_run_cells(row) for row in list_runs(db, assembly_id)]
    return _workbook([("selection", HEADER, list(_rows(db, assembly_id, run))), ("draws", RUNS_HEADER, runs)])


def _drawn_run(db: Session, assembly_id: uuid.UUID) -> RunRow:
    """The draw that stands; before it, the newest test."""
    live = live_run(db, assembly_id)
    if live is not None and live.drawn_at is not None:
        return live
    tests = [
        row
        for row in list_runs(db, assembly_id)
        if row.kind is RunKind.TEST and row.state is not RunState.VOID and row.drawn_at is not None
    ]
    if not tests:
        raise RefusedError("nothing-drawn-yet")
    return tests[-1]


def _rows(db: Session, assembly_id: uuid.UUID, run: RunRow) -> Iterator[list[Cell]]:
    table = target_table(db, assembly_id, number=run.number)
    answers = frozen_answers(db, assembly_id, number=run.number)
    gone = [
        person.respondent_id
        for person in run_sheet(db, assembly_id, number=run.number).selected
        if person.status is RespondentStatus.WITHDRAWN
    ]
    left = Counter(pair for person in gone for pair in answers.get(person, {}).items())
    for category in table.categories:
        for value in category.values:
            yield _value_cells(category, value, table, left[category.name, value.name])


def _value_cells(category: CategoryRow, value: ValueRow, table: TargetTable, left: int) -> list[Cell]:
    has_target = value.has_target
    return [
        category.name,
        value.name,
        value.minimum if has_target else "",
        value.maximum if has_target else "",
        _percent(value.minimum, table.seats) if has_target else "",
        _percent(value.maximum, table.seats) if has_target else "",
        value.pool,
        _percent(value.pool, table.pool_size),
        value.chosen,
        _percent(value.chosen, table.chosen_size),
        left,
    ]


def _run_cells(row: RunRow) -> list[Cell]:
    return [
        row.number,
        row.kind.value,
        row.state.value,
        row.method or "",
        row.seats,
        row.pool_size,
        row.frozen_at.isoformat(timespec="minutes"),
        row.drawn_at.isoformat(timespec="minutes") if row.drawn_at is not None else "",
        row.replaces,
        row.void_reason or row.reason,
    ]


def _percent(count: int, total: int) -> float:
    return round(100 * count / total, 1) if total else 0.0


def _text(cell: Cell) -> str:
    return str(cell)


def _workbook(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]) -> bytes:
    """An Excel file of these sheets. Text stays text: nothing that somebody typed becomes a formula or a link."""
    import xlsxwriter  # only for this

    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(data, options) as book:
        book.set_properties({"created": _FIRST.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        for name, header, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(header) - 1, _WIDTH)
            for column, words in enumerate(header):
                sheet.write_string(0, column, words, bold)
            for place, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(place, column, cell)
                    else:
                        sheet.write_number(place, column, cell)
    return data.getvalue()
