"""The table plan of a session (Doc14): a list by name for the wall, and the tables of each round for those who lead.

It hangs where everybody can read it, so it has names and numbers of tables, and nobody's needs or answers.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import local_spans
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import long_date, number
from engage.languages.local_text import PickedText, pick
from engage.meetings.views import SessionRow, list_sessions
from engage.seating.views import PlanSheet, plan_sheet

DOCUMENT = "table-plan"

_ROUNDS_ACROSS = 5
_MOST_BESIDE = 12
_TABLES_ACROSS = {TypeSize.STANDARD: 3, TypeSize.LARGE: 2}
_WALL_SCALE = 1.15


@dataclass(frozen=True)
class PlannedTable:
    """One table of a round."""

    number: int
    facilitator: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class TablePlanContent:
    """One session's plan. `people` are names with their table in each round; 0 where they have none."""

    title: PickedText
    session_number: int
    session_title: PickedText
    held_on: date
    people: tuple[tuple[str, tuple[int, ...]], ...]
    rounds: tuple[tuple[PlannedTable, ...], ...]


def gather_table_plans(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A plan for each session that has one, or for those whose numbers are asked for.

    Raises RefusedError while there is none, and NotFoundError for a number that no session has.
    """
    edition = request.edition()
    sessions = {str(row.number): row for row in list_sessions(db, assembly_id)}
    for reference in request.references:
        if reference not in sessions:
            raise NotFoundError(what="session", id=reference)
    wanted = [row for key, row in sessions.items() if not request.references or key in request.references]
    sheets = [(row, sheet) for row in wanted if (sheet := plan_sheet(db, row.id)) is not None]
    if not sheets:
        raise RefusedError("no-table-plan", details={"document": DOCUMENT})
    title = assembly_sheet(db, assembly_id).text("title", edition.language.code)
    return [_job(row, sheet, title, edition) for row, sheet in sheets]


def _job(row: SessionRow, sheet: PlanSheet, title: PickedText, edition: Edition) -> PrintJob:
    named = pick(row.title, edition.language.code)
    content = TablePlanContent(
        title=title,
        session_number=row.number,
        session_title=named,
        held_on=row.held_on,
        people=_people(sheet),
        rounds=tuple(_tables(sheet, place) for place in range(len(sheet.rounds))),
    )
    labels = ((title, LOCAL_FIELDS["title"]), (named, mark("Title of the session")))
    fallbacks = tuple(label for text, label in labels if text.is_fallback)
    return PrintJob(DOCUMENT, content, edition, compose_table_plan, for_reference=str(row.number), fallbacks=fallbacks)


def _people(sheet: PlanSheet) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Everybody by name, as the views sort them."""
    where = [{seat.sitter.id: seat.table for seat in seats} for seats in sheet.rounds]
    return tuple((sitter.shown_name, tuple(seats.get(sitter.id, 0) for seats in where)) for sitter in sheet.sitters)


def _tables(sheet: PlanSheet, place: int) -> tuple[PlannedTable, ...]:
    return tuple(
        PlannedTable(
            number=table.number,
            facilitator=table.facilitator.strip(),
            people=tuple(seat.sitter.shown_name for seat in sheet.rounds[place] if seat.table == table.number),
        )
        for table in sheet.tables
    )


def render_table_plan(content: TablePlanContent, edition: Edition) -> bytes:
    """Set the plan as a tagged PDF. The same content and edition give the same bytes."""
    return compose_table_plan(content, edition).to_pdf()


def compose_table_plan(content: TablePlanContent, edition: Edition) -> Paper:
    """Put the plan on paper: the list by name first, then a page for each round."""
    _ = edition.catalogue.gettext
    paper = Paper(edition, title=_("Table plan"), footer=local_spans(content.title, edition))
    paper.heading(_("Table plan"))
    _say_when(paper, content)
    paper.heading(_("Find your table"), level=2)
    _by_person(paper, content)
    for place, tables in enumerate(content.rounds, start=1):
        paper.new_page()
        paper.heading(_("Round {number}").format(number=number(place, edition.language)), level=2)
        across = _TABLES_ACROSS[edition.size]
        for first in range(0, len(tables), across):
            _side_by_side(paper, tables[first : first + across], across)
    return paper


def _say_when(paper: Paper, content: TablePlanContent) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    spans = filled(_("Session {number}"), number=number(content.session_number, language))
    if content.session_title.text.strip():
        spans = [*spans, Span(": "), *local_spans(content.session_title, edition)]
    paper.paragraph(spans, bold=True)
    paper.paragraph(long_date(content.held_on, language))


def _by_person(paper: Paper, content: TablePlanContent) -> None:
    """Names with the numbers of their tables, a few rounds at a time."""
    _, language = paper.edition.catalogue.gettext, paper.edition.language
    rounds = range(len(content.rounds))
    for first in rounds[::_ROUNDS_ACROSS]:
        places = rounds[first : first + _ROUNDS_ACROSS]
        header = [_("Name"), *(_("Round {number}").format(number=number(place + 1, language)) for place in places)]
        rows: list[list[Text]] = [
            [verbatim(name), *(number(tables[place], language) if tables[place] else "–" for place in places)]
            for name, tables in content.people
        ]
        paper.table(
            header,
            rows,
            align=["start", *["centre"] * len(places)],
            widths=[30, *[14] * len(places)],
            scale=_WALL_SCALE,
        )


def _side_by_side(paper: Paper, tables: Sequence[PlannedTable], across: int) -> None:
    """Some tables beside each other, unless one is so long that a page might not hold it."""
    fills: list[Callable[[], None]] = [partial(_table, paper, table) for table in tables]
    if max(len(table.people) for table in tables) > _MOST_BESIDE:
        for fill in fills:
            fill()
        return
    paper.columns(*fills, *[_nothing] * (across - len(fills)))


def _nothing() -> None:
    """A place beside the last table."""


def _table(paper: Paper, table: PlannedTable) -> None:
    _, language = paper.edition.catalogue.gettext, paper.edition.language
    paper.heading(_("Table {number}").format(number=number(table.number, language)), level=3)
    if table.facilitator:
        paper.paragraph(filled(_("Facilitator: {name}"), name=table.facilitator), keeps_next=True)
    paper.bullets([verbatim(name) for name in table.people])


TABLE_PLAN = DocumentKind(
    id=DOCUMENT,
    title=mark("Table plans"),
    audience=Audience.SESSION,
    gather=gather_table_plans,
    compose=compose_table_plan,
)
