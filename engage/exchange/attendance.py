"""Who came to which session, in and out, one a row: `session,reference,state,arrived,left`.

A paper sign-in sheet can be typed in so: times of day are taken to be of the session's day, where the computer stands.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.people.fields import REFERENCE
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, read_table
from engage.languages.catalogues import mark
from engage.meetings.actions import record_attendance
from engage.meetings.rules import AttendanceState
from engage.meetings.views import list_attendance, list_sessions
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus, plain_reference

COLUMNS = (
    Column("session", mark("The session's number"), is_required=True),
    REFERENCE,
    Column("state", mark("Whether they came: arrived, late, left, apologies, no-show or expected"), is_required=True),
    Column("arrived", mark("When they came: a time such as 09:40, or a whole instant"), ("arrived_at",)),
    Column("left", mark("When they left, if before the end"), ("left_at",)),
)
# Who has withdrawn since may have come while they were a member.
_MAY_HAVE_COME = frozenset({RespondentStatus.CONFIRMED.value, RespondentStatus.WITHDRAWN.value})


@dataclass(frozen=True)
class AttendanceDraft:
    """What is about to be written about one person at one session."""

    session_id: uuid.UUID
    respondent_id: uuid.UUID
    state: AttendanceState
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class AttendanceContext:
    """The sessions by number with their days; everybody's id and status by reference."""

    sessions: Mapping[int, tuple[uuid.UUID, date]] = field(default_factory=dict)
    people: Mapping[str, tuple[uuid.UUID, str]] = field(default_factory=dict)


def gather_attendance_context(db: Session, assembly_id: uuid.UUID) -> AttendanceContext:
    """What `read_attendance` has to know."""
    people = select(Respondent.reference, Respondent.id, Respondent.status)
    found = db.execute(people.where(Respondent.assembly_id == assembly_id))
    return AttendanceContext(
        {row.number: (row.id, row.held_on) for row in list_sessions(db, assembly_id)},
        {reference: (key, status) for reference, key, status in found},
    )


def read_attendance(
    source: Path | bytes, context: AttendanceContext, options: ReadOptions | None = None
) -> Preview[AttendanceDraft]:
    """Read and check a file of attendance. Writes nothing. Raises RefusedError when the file can't be read."""
    seen: dict[tuple[int, str], int] = {}

    def make(cells: Cells) -> AttendanceDraft:
        number = cells.number_of("session")
        if number not in context.sessions:
            raise CellFault("session", "session-unknown", value=number)
        session_id, day = context.sessions[number]
        reference, person = _person(cells, context)
        other = seen.setdefault((number, reference), cells.number)
        if other != cells.number:
            raise CellFault(REFERENCE.name, "attendance-twice", reference=reference, other=other)
        state = cells.choice("state", AttendanceState)
        draft = AttendanceDraft(
            session_id, person, state, _instant(cells, "arrived", day), _instant(cells, "left", day)
        )
        _check_times(draft)
        return draft

    return read_table(source, options, kind="attendance", columns=COLUMNS, make=make)


def apply_attendance(
    db: Session,
    *,
    assembly_id: uuid.UUID,  # noqa: ARG001 - every kind's action has the same signature
    preview: Preview[AttendanceDraft],
    keep_good: bool = False,
) -> ImportResult:
    """Write who came: all of it, or nothing. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        record_attendance(
            db,
            draft.session_id,
            draft.respondent_id,
            state=draft.state,
            arrived_at=draft.arrived_at,
            left_at=draft.left_at,
        )
    db.flush()
    return preview.result(keep_good=keep_good)


def export_attendance(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Who came to which session, as a CSV file in the layout that `read_attendance` reads."""
    rows = [
        [str(row.session_number), row.reference, row.state.value, _written(row.arrived_at), _written(row.left_at)]
        for row in list_attendance(db, assembly_id)
    ]
    return write_csv([column.name for column in COLUMNS], rows)


def _person(cells: Cells, context: AttendanceContext) -> tuple[str, uuid.UUID]:
    reference = plain_reference(cells.needed(REFERENCE.name))
    if reference not in context.people:
        raise CellFault(REFERENCE.name, "reference-unknown", reference=reference)
    key, status = context.people[reference]
    if status not in _MAY_HAVE_COME:
        raise CellFault(REFERENCE.name, "not-a-member", reference=reference)
    return reference, key


def _instant(cells: Cells, name: str, day: date) -> datetime | None:
    text = cells.text(name)
    if not text:
        return None
    try:
        # A full instant has a dash where a time of day has its colon.
        is_time = "-" not in text[:5]
        found = datetime.combine(day, time.fromisoformat(text.zfill(5))) if is_time else datetime.fromisoformat(text)
        return found.astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):  # the latter at the ends of the calendar
        raise CellFault(name, "not-a-time", value=text) from None


def _check_times(draft: AttendanceDraft) -> None:
    if draft.arrived_at and not draft.state.has_come:
        raise CellFault("arrived", "time-unfitting", state=draft.state)
    if draft.left_at and draft.state is not AttendanceState.LEFT:
        raise CellFault("left", "time-unfitting", state=draft.state)
    if draft.arrived_at and draft.left_at and draft.left_at < draft.arrived_at:
        raise CellFault("left", "time-unfitting", state=draft.state)


def _written(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
