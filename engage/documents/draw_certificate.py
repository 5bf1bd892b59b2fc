"""The certificate of a draw: a page to be signed by those who watched, then all draws. It names no person drawn."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import chance_words, fingerprint, local_spans
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.documents.typesetting.paper import Layout
from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import long_moment, number
from engage.languages.local_text import PickedText
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import RunRow, RunSheet, drawn_panel, list_runs, run_sheet

DOCUMENT = "draw-certificate"

_LAYOUT = Layout(side=18.0, top=12.0, bottom=10.0)
_WITNESSES = 3
_SIGNED_ROW = 11.0
# Of what, and its fingerprint, which takes most of the page in large letters.
_WIDTHS = {TypeSize.STANDARD: (2, 3), TypeSize.LARGE: (1, 3)}


@dataclass(frozen=True)
class DrawCertificate:
    """All that one certificate says. `seed` and `panel` (its place among `panels`, from 0) come from the record."""

    title: PickedText
    commissioner: str
    run: RunSheet
    runs: tuple[RunRow, ...]
    seed: str
    panel: int
    panels: int

    @property
    def is_test(self) -> bool:
        """Whether it certifies a test, which binds nobody."""
        return self.run.row.kind is RunKind.TEST


def gather_draw_certificates(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A certificate for each draw that stands; before there is one, for the newest test. Raises RefusedError."""
    edition = request.edition()
    runs = tuple(list_runs(db, assembly_id))
    drawn = [row for row in runs if row.drawn_at is not None and row.state is not RunState.VOID]
    wanted = [row for row in drawn if row.kind is not RunKind.TEST] or drawn[-1:]
    if not wanted:
        raise RefusedError("nothing-drawn-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    title = sheet.text("title", edition.language.code)
    fallbacks = (LOCAL_FIELDS["title"],) if title.is_fallback else ()
    jobs = []
    for row in wanted:
        seed, panel, panels = drawn_panel(db, assembly_id, number=row.number)
        run = run_sheet(db, assembly_id, number=row.number)
        content = DrawCertificate(title, sheet.fields["commissioner"], run, runs, seed, panel, panels)
        jobs.append(
            PrintJob(
                DOCUMENT,
                content,
                edition,
                compose_draw_certificate,
                for_reference=str(row.number) if len(wanted) > 1 else "",
                fallbacks=fallbacks,
            )
        )
    return jobs


def render_draw_certificate(content: DrawCertificate, edition: Edition) -> bytes:
    """Set the certificate as a tagged PDF. The same content and edition give the same bytes."""
    return compose_draw_certificate(content, edition).to_pdf()


def compose_draw_certificate(content: DrawCertificate, edition: Edition) -> Paper:
    """Put the certificate on paper; that of a test looks unmistakably different."""
    _ = edition.catalogue.gettext
    if content.is_test:
        edition = replace(edition, watermark=_("TEST DRAW"))
    title = _("Certificate of draw {number}").format(number=number(content.run.row.number, edition.language))
    footer: Text = [title, " · ", *local_spans(content.title, edition)]
    paper = Paper(edition, title=title, footer=footer, layout=_LAYOUT, size=edition.size.office_points)
    paper.heading(title)
    paper.paragraph([*local_spans(content.title, edition), *_by(content)], bold=True)
    if content.is_test:
        words = _("This is a test draw. It binds nobody, and nobody was chosen by it.")
        paper.paragraph(words, bold=True)
    _what_happened(paper, content)
    paper.panel(lambda: _public_string(paper, content))
    _fingerprints(paper, content)
    _checking(paper)
    paper.together(lambda: _signatures(paper))
    paper.together(lambda: _all_draws(paper, content.runs))
    return paper


def _by(content: DrawCertificate) -> list[Span]:
    return [Span(" · "), verbatim(content.commissioner)] if content.commissioner.strip() else []


def _what_happened(paper: Paper, content: DrawCertificate) -> None:
    edition, run = paper.edition, content.run
    _, language = edition.catalogue.gettext, edition.language
    assert run.row.drawn_at is not None
    counts = {"pool": number(run.row.pool_size, language), "seats": number(run.row.seats, language)}
    sentence = {
        RunKind.REPLACEMENT: _("On {date} an empty place was filled by lot. {pool} people were in the draw."),
    }.get(run.row.kind, _("On {date} a panel of {seats} people was drawn by lot out of {pool}."))
    fixed = _(
        "People, targets and panels had been fixed before, on {date}. The smallest chance of anyone was {chance}."
    )
    paper.paragraph(
        [
            *filled(sentence, date=Span(long_moment(run.row.drawn_at, language), bold=True), **counts),
            Span(" "),
            *filled(
                fixed,
                date=long_moment(run.row.frozen_at, language),
                chance=Span(chance_words(run.least_chance, edition), bold=True),
            ),
        ],
    )


def _public_string(paper: Paper, content: DrawCertificate) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    is_by_figures = bool(content.run.digits)
    heading = _("The figures drawn in public") if is_by_figures else _("The public string")
    paper.paragraph(heading, bold=True)
    paper.paragraph(verbatim(content.run.public_string), scale=1.3)
    counts = {"number": number(content.panel + 1, language), "total": number(content.panels, language)}
    words = (
        filled(_("They are the number of the panel, one of {total} equally likely ones."), total=counts["total"])
        if is_by_figures
        else filled(_("It led to panel {number} of the {total} that had been fixed."), **counts)
    )
    paper.paragraph(words)


def _fingerprints(paper: Paper, content: DrawCertificate) -> None:
    _, run = paper.edition.catalogue.gettext, content.run
    rows: list[list[Text]] = [
        [_("The pool"), fingerprint(run.pool_sha256)],
        [_("The targets"), fingerprint(run.targets_sha256)],
        [_("The panels and their weights"), fingerprint(run.portfolio_sha256)],
        [_("The seed, from these and the public string"), fingerprint(content.seed)],
    ]
    paper.table([_("Of"), _("Fingerprint")], rows, widths=_WIDTHS[paper.edition.size])


def _all_draws(paper: Paper, runs: Sequence[RunRow]) -> None:
    """Every run there has been, with what became of it: nobody can have tried in secret."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("All draws"), 2)
    rows: list[list[Text]] = [
        [
            number(row.number, language),
            _(row.kind.label),
            _(row.state.label),
            long_moment(row.frozen_at, language),
            verbatim(row.void_reason or row.reason or "–"),
        ]
        for row in runs
    ]
    header = [_("Number"), _("Kind"), _("State"), _("Fixed"), _("Reason")]
    paper.table(header, rows, align=["end"], widths=[11, 19, 15, 26, 29])


def _checking(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(
        filled(
            _(
                "To check this draw, ask for its public record (record.json) and run {command} on any computer with "
                "Python. Compare the fingerprints and the public string with those on this page."
            ),
            command=Span("python verify_draw.py record.json", bold=True),
        ),
    )


def _signatures(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("We were there and saw this happen in this order."), bold=True, keeps_next=True)
    people = [_("Officer"), *[_("Witness")] * _WITNESSES]
    rows: list[list[Text]] = [[who, "", "", ""] for who in people]
    header = [_("Who"), _("Name"), _("Signature"), _("Date")]
    paper.table(header, rows, widths=[18, 31, 34, 17], row_height=_SIGNED_ROW)


DRAW_CERTIFICATE = DocumentKind(
    id=DOCUMENT,
    title=mark("Certificate of the draw, to be signed"),
    audience=Audience.ASSEMBLY,
    gather=gather_draw_certificates,
    compose=compose_draw_certificate,
)
