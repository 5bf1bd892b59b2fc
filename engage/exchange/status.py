"""Where people stand, in and out: `reference,status,reason`.

While the assembly has no draw of its own, the statuses of a panel that was drawn elsewhere are taken over as they
are. From its first draw on only an officer's moves come in by file, each with its reason: nobody is selected by a list.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from engage.clock import Clock, utc_now
from engage.errors import RefusedError
from engage.exchange.columns import Column, Headers, normalised
from engage.exchange.csv_files import SheetRow, read_csv, write_csv
from engage.exchange.people.fields import REFERENCE, column_names
from engage.exchange.preview import ColumnUse, ImportResult, Preview, ReadOptions, Use
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark
from engage.lottery.actions.shared import refuse_while_frozen
from engage.lottery.records import DrawRun
from engage.people.actions import record_move
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus, can_move, needs_reason, plain_reference, reference_order
from engage.people.views import list_stories

STATUS = Column(
    "status",
    mark("Where the person stands: pool, ineligible, selected, confirmed or withdrawn"),
    ("selection_status",),
    is_required=True,
)
REASON = Column("reason", mark("Why; needed for every move but confirming"), ("note",))
COLUMNS = (REFERENCE, STATUS, REASON)


@dataclass(frozen=True)
class StatusDraft:
    """A move that is about to be recorded."""

    reference: str
    old: RespondentStatus
    status: RespondentStatus
    reason: str


@dataclass(frozen=True)
class StatusContext:
    """What reading statuses has to know: where everybody stands by reference, and whether there was a draw."""

    statuses: Mapping[str, RespondentStatus] = field(default_factory=dict)
    has_draw: bool = False


def gather_status_context(db: Session, assembly_id: uuid.UUID) -> StatusContext:
    """What `read_status` has to know."""
    found = db.execute(select(Respondent.reference, Respondent.status).where(Respondent.assembly_id == assembly_id))
    runs = select(func.count()).select_from(DrawRun)
    runs = runs.where(DrawRun.assembly_id == assembly_id, DrawRun.kind != "test")
    return StatusContext({reference: RespondentStatus(status) for reference, status in found}, bool(db.scalar(runs)))


def read_status(
    source: Path | bytes, context: StatusContext, options: ReadOptions | None = None
) -> Preview[StatusDraft]:
    """Read and check a file of statuses. Writes nothing. Rows that change nothing are skipped.

    Raises RefusedError when the file as a whole can't be read or lacks a column.
    """
    given = options or ReadOptions()
    sheet = read_csv(source, encoding=given.encoding)
    headers = Headers(sheet.header)
    places = _places(headers, given)
    problems = [*sheet.problems, *_twice(sheet.rows, places, sheet.header)]
    rows: dict[int, StatusDraft] = {}
    unchanged = 0
    for row in sheet.rows:
        found = _draft(row, places, sheet.header, context)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.old is found.status:
            unchanged += 1
        else:
            rows[row.number] = found
    faulty = {problem.row for problem in problems}
    return Preview(
        kind="status",
        columns=_uses(headers, places),
        rows=tuple(draft for number, draft in rows.items() if number not in faulty),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        warnings=sheet.warnings,
        read=sheet.read,
        skipped=sheet.skipped + unchanged,
        encoding=sheet.encoding,
        separator=sheet.separator,
    )


def apply_status(
    db: Session,
    *,
    assembly_id: uuid.UUID,
    preview: Preview[StatusDraft],
    keep_good: bool = False,
    clock: Clock = utc_now,
) -> ImportResult:
    """Record these moves: all of them, or none. The caller owns the transaction.

    Raises RefusedError when problems stand in the way, someone has moved since the file was read, or a draw is frozen.
    """
    refuse_while_frozen(db, assembly_id)
    query = select(Respondent).where(Respondent.assembly_id == assembly_id)
    people = {person.reference: person for person in db.scalars(query.options(selectinload(Respondent.history)))}
    now = clock()
    for draft in preview.accepted(keep_good=keep_good):
        person = people.get(draft.reference)
        if person is None or person.status != draft.old:
            raise RefusedError("import-stale")
        record_move(person, draft.status, reason=draft.reason, at=now)
    db.flush()
    return preview.result(keep_good=keep_good)


def export_status(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Where everybody stands and why, as a CSV file in the layout that `read_status` reads."""
    people = sorted(list_stories(db, assembly_id), key=lambda person: reference_order(person.reference))
    rows = [
        [
            person.reference,
            person.status.value,
            # Whoever is in the pool needs no reason to be there.
            "" if person.status is RespondentStatus.POOL else person.events[-1].reason,
        ]
        for person in people
    ]
    return write_csv([column.name for column in COLUMNS], rows)


def _places(headers: Headers, options: ReadOptions) -> dict[str, int]:
    known = {column.name for column in COLUMNS}
    if unknown := [name for name in options.mapping if name not in known]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    places = {name: headers.take_chosen(column) for name, column in options.mapping.items()}
    if options.id_column:
        places[REFERENCE.name] = headers.take_chosen(options.id_column)
    for column in COLUMNS:
        if column.name not in places and (place := headers.take(column_names(column))) is not None:
            places[column.name] = place
    if missing := [column.name for column in COLUMNS if column.is_required and column.name not in places]:
        raise RefusedError("columns-missing", columns=", ".join(missing), found=", ".join(headers.names))
    return places


def _draft(
    row: SheetRow, places: Mapping[str, int], header: tuple[str, ...], context: StatusContext
) -> StatusDraft | Problem:
    reference, given = plain_reference(row.cells[places[REFERENCE.name]]), row.cells[places[STATUS.name]]
    reason = row.cells[places[REASON.name]] if REASON.name in places else ""
    status = _STATUSES.get(normalised(given)) if given else None
    old = context.statuses.get(reference)
    if not reference:
        return Problem(row.number, header[places[REFERENCE.name]], "cell-empty")
    if old is None:
        return Problem(row.number, header[places[REFERENCE.name]], "reference-unknown", {"reference": reference})
    if status is None:
        params = {"value": given, "options": ", ".join(RespondentStatus)}
        return Problem(row.number, header[places[STATUS.name]], "status-unknown", params)
    takes_over = not context.has_draw and old is RespondentStatus.POOL
    if status is not old and not takes_over and not can_move(old, status):
        return Problem(row.number, header[places[STATUS.name]], "move-refused", {"old": old, "new": status})
    if status is not old and can_move(old, status) and needs_reason(status) and not reason:
        return Problem(row.number, header[places.get(REASON.name, places[STATUS.name])], "reason-missing")
    return StatusDraft(reference, old, status, reason)


_STATUSES = {normalised(status.value): status for status in RespondentStatus}


def _twice(rows: tuple[SheetRow, ...], places: Mapping[str, int], header: tuple[str, ...]) -> Iterator[Problem]:
    """Every row about someone who has another row too."""
    place = places[REFERENCE.name]
    numbers: dict[str, list[int]] = {}
    for row in rows:
        if row.cells[place]:
            numbers.setdefault(plain_reference(row.cells[place]), []).append(row.number)
    for reference, found in numbers.items():
        for number in found if len(found) > 1 else []:
            other = found[0] if number != found[0] else found[1]
            yield Problem(number, header[place], "reference-twice", {"reference": reference, "other": other})


def _uses(headers: Headers, places: Mapping[str, int]) -> tuple[ColumnUse, ...]:
    fields = {place: name for name, place in places.items()}
    return tuple(
        ColumnUse(name, Use.FIELD if place in fields else Use.IGNORED, fields.get(place, ""))
        for place, name in enumerate(headers.names)
    )
