"""What there is to do about the sessions: plan them, write their agendas, tick people off."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from engage.languages.screen import _
from engage.meetings.views import SessionRow, list_sessions, session_sheet
from engage.overview.steps import NextStep
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts

# Days before a session by which its agenda goes out with the members' packs.
_AGENDA_BEFORE = 10


def meeting_steps(db: Session, assembly_id: uuid.UUID) -> Iterator[NextStep]:
    """The steps for the sessions, once there are members. Words are in the screen's language."""
    sessions = list_sessions(db, assembly_id)
    coming = next((row for row in sessions if not row.came), None)
    if sessions and coming is not None:
        yield from _agenda_steps(db, coming)
        if coming.members:
            yield _door_step(coming)
    elif not sessions and _has_members(db, assembly_id):
        yield NextStep(
            _("Plan the sessions"),
            _("Add the days on which the assembly meets, each with its agenda."),
            None,
            "meetings",
            _("Add a session"),
            "add",
        )


def _agenda_steps(db: Session, row: SessionRow) -> Iterator[NextStep]:
    warnings = session_sheet(db, row.id).warnings
    due = row.held_on - timedelta(days=_AGENDA_BEFORE)
    if not row.items:
        yield NextStep(
            _("Write the agenda of session {number}").format(number=row.number),
            _("Members get it before they come, in their own language."),
            due,
            "meetings",
            _("Write the agenda"),
            f"session:{row.id}",
        )
    elif warnings:
        yield NextStep(
            _("Mend the agenda of session {number}").format(number=row.number),
            _(warnings[0].sentence).format(**warnings[0].params),
            due,
            "meetings",
            _("See the agenda"),
            f"session:{row.id}",
        )


def _door_step(row: SessionRow) -> NextStep:
    return NextStep(
        _("Hold session {number}").format(number=row.number),
        _("Print the sign-in sheet, then tick people off as they come."),
        row.held_on,
        "meetings",
        _("Tick people off"),
        f"door:{row.id}",
    )


def _has_members(db: Session, assembly_id: uuid.UUID) -> bool:
    return status_counts(db, assembly_id)[RespondentStatus.CONFIRMED] > 0
