"""What there is to do about the sessions: plan them, write agendas, send packs, seat people, print, tick people off."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy.orm import Session

from engage.languages.screen import _
from engage.meetings.views import SessionRow, list_sessions, session_sheet
from engage.overview.steps import NextStep
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.seating.views import count_tables

# Days before a session by which its agenda goes out with the members' packs, and its lists come out of the printer.
_AGENDA_BEFORE = 10
_LISTS_BEFORE = 2


def meeting_steps(db: Session, assembly_id: uuid.UUID) -> Iterator[NextStep]:
    """The steps for the sessions, once there are members. Words are in the screen's language."""
    sessions = list_sessions(db, assembly_id)
    coming = next((row for row in sessions if not row.came), None)
    if sessions and coming is not None:
        yield from _ready_steps(db, coming, is_first=not any(row.came for row in sessions))
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


def _ready_steps(db: Session, row: SessionRow, *, is_first: bool) -> Iterator[NextStep]:
    """What a session needs before its door opens: one thing after the other, so that the list stays short."""
    agenda = list(_agenda_steps(db, row))
    yield from agenda
    if agenda or not row.members:
        return
    if is_first:
        yield _packs_step(row)
    if not count_tables(db, row.id):
        yield _tables_step(row)
    else:
        yield _lists_step(row)


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


def _packs_step(row: SessionRow) -> NextStep:
    return NextStep(
        _("Print the members' packs"),
        _("Each member gets the question, the days and the way there, in their own language and type size."),
        row.held_on - timedelta(days=_AGENDA_BEFORE),
        "documents",
        _("Print the packs"),
        "member-pack",
    )


def _tables_step(row: SessionRow) -> NextStep:
    return NextStep(
        _("Plan the tables of session {number}").format(number=row.number),
        _("Members meet new people at mixed tables; who must sit apart or together is kept."),
        row.held_on - timedelta(days=_LISTS_BEFORE),
        "seating",
        _("Plan the tables"),
        f"session:{row.id}",
    )


def _lists_step(row: SessionRow) -> NextStep:
    return NextStep(
        _("Print the lists for session {number}").format(number=row.number),
        _("The sign-in sheet for the door, the table plan for the hall, and badges."),
        row.held_on - timedelta(days=_LISTS_BEFORE),
        "documents",
        _("Print the lists"),
        "sign-in-sheet",
    )


def _door_step(row: SessionRow) -> NextStep:
    return NextStep(
        _("Hold session {number}").format(number=row.number),
        _("Tick people off as they come: two letters of a name, then Enter."),
        row.held_on,
        "meetings",
        _("Tick people off"),
        f"door:{row.id}",
    )


def _has_members(db: Session, assembly_id: uuid.UUID) -> bool:
    return status_counts(db, assembly_id)[RespondentStatus.CONFIRMED] > 0
