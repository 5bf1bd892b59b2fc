"""The sign-in sheet of a session (Doc15): the door on paper, and its record when the computer fails.

It lies open on a table for everybody to see, so it has no contact details, no needs and no reasons.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import local_spans
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.documents.typesetting.paper import Layout
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import clock_time, long_date, number
from engage.languages.local_text import PickedText, pick
from engage.meetings.views import SessionRow, list_sessions
from engage.people.rules import RespondentStatus
from engage.people.views import list_respondents
from engage.people.views.lists import PeopleFilter

DOCUMENT = "sign-in-sheet"

# Millimetres: rows that a pen fits into, and a page that is used to its edges.
_ROW = 12.5
_LAYOUT = Layout(side=14.0, top=14.0, bottom=12.0)
# The shares of reference, name, the two times and the signature.
_WIDTHS = (14, 37, 13, 13, 29)
_GUESTS = 8
_EVERYONE = 10_000


@dataclass(frozen=True)
class SignInSheet:
    """One session's sheet: its members, by name, each as reference and name."""

    title: PickedText
    session_number: int
    session_title: PickedText
    held_on: date
    starts_at: time
    ends_at: time
    venue: str
    members: tuple[tuple[str, str], ...]


def gather_sign_in_sheets(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A sheet for each session, or for those whose numbers are asked for.

    Raises RefusedError while there are no sessions or no members, and NotFoundError for a number that no session has.
    """
    edition = request.edition()
    sessions = _wanted(list_sessions(db, assembly_id), request.references)
    members = list_respondents(
        db, assembly_id, limit=_EVERYONE, matching=PeopleFilter(statuses=[RespondentStatus.CONFIRMED])
    )
    if not sessions:
        raise RefusedError("no-sessions-yet", details={"document": DOCUMENT})
    if not members:
        raise RefusedError("no-members-yet", details={"document": DOCUMENT})
    title = assembly_sheet(db, assembly_id).text("title", edition.language.code)
    named = tuple((person.reference, person.shown_name) for person in members)
    return [_job(row, title, named, edition) for row in sessions]


def _wanted(sessions: Collection[SessionRow], references: Collection[str]) -> list[SessionRow]:
    by_number = {str(row.number): row for row in sessions}
    for reference in references:
        if reference not in by_number:
            raise NotFoundError(what="session", id=reference)
    return [row for reference, row in by_number.items() if not references or reference in references]


def _job(row: SessionRow, title: PickedText, members: tuple[tuple[str, str], ...], edition: Edition) -> PrintJob:
    named = pick(row.title, edition.language.code)
    content = SignInSheet(
        title=title,
        session_number=row.number,
        session_title=named,
        held_on=row.held_on,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        venue=row.venue_name,
        members=members,
    )
    labels = ((title, LOCAL_FIELDS["title"]), (named, mark("Title of the session")))
    fallbacks = tuple(label for text, label in labels if text.is_fallback)
    return PrintJob(
        DOCUMENT, content, edition, compose_sign_in_sheet, for_reference=str(row.number), fallbacks=fallbacks
    )


def render_sign_in_sheet(content: SignInSheet, edition: Edition) -> bytes:
    """Set the sheet as a tagged PDF. The same content and edition give the same bytes."""
    return compose_sign_in_sheet(content, edition).to_pdf()


def compose_sign_in_sheet(content: SignInSheet, edition: Edition) -> Paper:
    """Put the sheet on paper."""
    _ = edition.catalogue.gettext
    paper = Paper(edition, title=_("Sign-in sheet"), footer=local_spans(content.title, edition), layout=_LAYOUT)
    paper.heading(_("Sign-in sheet"))
    _say_when(paper, content)
    paper.paragraph(_("Write when you come in and when you leave, and sign."))
    header: list[Text] = [_("Number"), _("Name"), _("Time in"), _("Time out"), _("Signature")]
    rows: list[list[Text]] = [[verbatim(reference), verbatim(name), "", "", ""] for reference, name in content.members]
    paper.table(header, rows, widths=_WIDTHS, row_height=_ROW)
    paper.together(lambda: _guests(paper, header))
    return paper


def _guests(paper: Paper, header: list[Text]) -> None:
    """Empty lines for people who are no members, on one page."""
    edition = paper.edition
    paper.heading(edition.catalogue.gettext("Guests and observers"), level=2)
    blank: list[list[Text]] = [[number(place, edition.language), "", "", "", ""] for place in range(1, _GUESTS + 1)]
    paper.table(header, blank, widths=_WIDTHS, row_height=_ROW)


def _say_when(paper: Paper, content: SignInSheet) -> None:
    """The session, its day, its times and its place, in one paragraph."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    spans = filled(_("Session {number}"), number=number(content.session_number, language))
    if content.session_title.text.strip():
        spans = [*spans, Span(": "), *local_spans(content.session_title, edition)]
    when = _("{day}, {start} to {end}").format(
        day=long_date(content.held_on, language),
        start=clock_time(content.starts_at, language),
        end=clock_time(content.ends_at, language),
    )
    paper.paragraph(spans, bold=True)
    paper.paragraph(when)
    if content.venue.strip():
        paper.paragraph(verbatim(content.venue))


SIGN_IN_SHEET = DocumentKind(
    id=DOCUMENT,
    title=mark("Sign-in sheets"),
    audience=Audience.SESSION,
    gather=gather_sign_in_sheets,
    compose=compose_sign_in_sheet,
)
