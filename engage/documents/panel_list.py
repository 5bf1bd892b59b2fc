"""The numbered list of all panels of a draw by figures, for everyone, before the draw (C6).

It names nobody: people stand in it under the random tickets of that draw.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import chance_words, fingerprint, local_spans
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.documents.typesetting.paper import Layout
from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import long_moment, number, percent
from engage.languages.local_text import PickedText
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import RunSheet, list_runs, listed_panels, run_sheet

DOCUMENT = "panel-list"

_LAYOUT = Layout(side=14.0, top=14.0, bottom=12.0)
_WIDTHS = (9, 91)


@dataclass(frozen=True)
class PanelList:
    """All that the list says: `panels` by their number, each the tickets of its members."""

    title: PickedText
    run: RunSheet
    panels: tuple[tuple[str, ...], ...]

    @property
    def is_test(self) -> bool:
        """Whether it belongs to a test draw."""
        return self.run.row.kind is RunKind.TEST


def gather_panel_list(db: Session, assembly_id: uuid.UUID, *, language: str) -> PanelList:
    """Read the newest draw by figures that is not void, a real one first. Raises RefusedError when there is none."""
    standing = [row for row in list_runs(db, assembly_id) if row.state is not RunState.VOID]
    for row in sorted(standing, key=lambda row: (row.kind is RunKind.REAL, row.number), reverse=True):
        run = run_sheet(db, assembly_id, number=row.number)
        if run.digits:
            title = assembly_sheet(db, assembly_id).text("title", language)
            return PanelList(title, run, listed_panels(db, assembly_id, number=row.number))
    raise RefusedError("no-panel-list-yet", details={"document": DOCUMENT})


def _gather(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    edition = request.edition()
    content = gather_panel_list(db, assembly_id, language=edition.language.code)
    fallbacks = (LOCAL_FIELDS["title"],) if content.title.is_fallback else ()
    return [PrintJob(DOCUMENT, content, edition, compose_panel_list, fallbacks=fallbacks)]


def render_panel_list(content: PanelList, edition: Edition) -> bytes:
    """Set the list as a tagged PDF. The same content and edition give the same bytes."""
    return compose_panel_list(content, edition).to_pdf()


def compose_panel_list(content: PanelList, edition: Edition) -> Paper:
    """Put the list on paper: what it is, then all panels by number, then all tickets."""
    _ = edition.catalogue.gettext
    if content.is_test:
        edition = replace(edition, watermark=_("TEST DRAW"))
    title = _("List of panels")
    size = edition.size.office_points
    paper = Paper(edition, title=title, footer=_footer(content, edition), layout=_LAYOUT, size=size)
    paper.heading(title)
    paper.paragraph(local_spans(content.title, edition), bold=True)
    if content.is_test:
        paper.paragraph(_("This is a test draw. It binds nobody, and nobody was chosen by it."), bold=True)
    _what_it_is(paper, content)
    _fingerprints(paper, content)
    _panels(paper, content)
    _tickets(paper, content)
    return paper


def _footer(content: PanelList, edition: Edition) -> list[Span]:
    """Every page says to which draw it belongs, and to which fingerprint."""
    _ = edition.catalogue.gettext
    return filled(
        _("Draw {number}, panels {digits}"),
        number=number(content.run.row.number, edition.language),
        digits=content.run.portfolio_sha256[:12],
    )


def _what_it_is(paper: Paper, content: PanelList) -> None:
    edition, run = paper.edition, content.run
    _, language = edition.catalogue.gettext, edition.language
    names = {"first": _name(0, run.digits), "last": _name(len(content.panels) - 1, run.digits)}
    paper.paragraph(
        filled(
            _(
                "Here are {count} panels of {seats} people, numbered from {first} to {last}. Each of them meets every "
                "target, and each is equally likely. Balls or dice decide in public which one it is."
            ),
            count=number(len(content.panels), language),
            seats=number(run.row.seats, language),
            **names,
        )
    )
    paper.paragraph(
        _(
            "People stand here under tickets: numbers dealt at random for this draw, so that nobody can be told from "
            "this list. Your ticket is on the paper that explains your chance; ask us for it. The more panels your "
            "ticket is in, the larger your chance."
        )
    )
    paper.paragraph(
        filled(
            _(
                "A list of {count} panels can't hold every chance to the last digit. The largest difference it makes "
                "to anyone's chance is {points} percentage points. The smallest chance of anyone is {chance}."
            ),
            count=number(len(content.panels), language),
            points=_points(run.largest_move, edition),
            chance=chance_words(run.least_chance, edition),
        )
    )


def _points(move: Fraction, edition: Edition) -> str:
    """A difference in percentage points, without the sign of per cent."""
    return number(float(move) * 100, edition.language, decimals=2)


def _fingerprints(paper: Paper, content: PanelList) -> None:
    edition, run = paper.edition, content.run
    _ = edition.catalogue.gettext
    sentence = _("This list was fixed on {date}. Its fingerprint, and those of what it rests on:")
    paper.paragraph(filled(sentence, date=_moment(run.row.frozen_at, edition)), keeps_next=True)
    rows: list[list[Text]] = [
        [_("The pool"), fingerprint(run.pool_sha256)],
        [_("The targets"), fingerprint(run.targets_sha256)],
        [_("The panels and their weights"), fingerprint(run.portfolio_sha256)],
    ]
    paper.table([_("Of"), _("Fingerprint")], rows, widths=[1, 3])


def _moment(at: datetime, edition: Edition) -> str:
    return long_moment(at, edition.language)


def _panels(paper: Paper, content: PanelList) -> None:
    _ = paper.edition.catalogue.gettext
    paper.new_page()
    paper.heading(_("The panels, by number"), 2)
    rows: list[list[Text]] = [
        [_name(place, content.run.digits), verbatim(_run_on(panel))] for place, panel in enumerate(content.panels)
    ]
    paper.table([_("Panel"), _("Tickets of its members")], rows, widths=_WIDTHS)


def _tickets(paper: Paper, content: PanelList) -> None:
    """For each ticket the panels that it is in, so that nobody need search a thousand of them."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    holding: dict[str, list[str]] = defaultdict(list)
    for place, panel in enumerate(content.panels):
        for ticket in panel:
            holding[ticket].append(_name(place, content.run.digits))
    paper.new_page()
    paper.heading(_("The tickets, and the panels each is in"), 2)
    total = len(content.panels)
    rows: list[list[Text]] = [
        [verbatim(ticket), percent(len(held) / total, language, decimals=1), verbatim(_run_on(held))]
        for ticket, held in sorted(holding.items())
    ]
    header = [_("Ticket"), _("Chance"), _("Numbers of its panels")]
    paper.table(header, rows, widths=(9, 10, 81), align=["start", "end", "start"])
    out = content.run.row.pool_size - len(holding)
    if out:
        words = edition.catalogue.ngettext("{count} ticket is in no panel.", "{count} tickets are in no panel.", out)
        paper.paragraph(filled(words, count=number(out, language)))


def _run_on(names: Sequence[str]) -> str:
    return " ".join(names)


def _name(place: int, digits: int) -> str:
    """The number of a panel as balls show it: 007."""
    return f"{place:0{digits}}"


PANEL_LIST = DocumentKind(
    id=DOCUMENT,
    title=mark("Numbered list of panels, for a draw by balls or dice"),
    audience=Audience.ASSEMBLY,
    gather=_gather,
    compose=compose_panel_list,
)
