"""How like the population each stage is, for everyone: from those who came forward to those in the room at each vote.

It names no person, and small numbers are protected.
"""

import uuid
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import Contact, contact_of, local_spans, ways_to_ask
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.likeness_charts import ROWS_PER_CHART, chart_alt, chart_height, likeness_chart
from engage.documents.likeness_rows import (
    LikenessShown,
    StageShown,
    furthest_words,
    share_words,
    shown_likeness,
    stage_words,
)
from engage.documents.typesetting import Paper, Text, filled, verbatim
from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import number, percent
from engage.languages.local_text import PickedText
from engage.lottery.likeness import wobble_points
from engage.lottery.shares import CategoryKind
from engage.voting.views import StageKind, list_likeness

DOCUMENT = "representativeness-report"
_COLUMNS = (StageKind.INVITED, StageKind.CAME_FORWARD, StageKind.SELECTED, StageKind.CONFIRMED)
_MOST_COLUMNS = 3  # more would break their headings in large print


@dataclass(frozen=True)
class RepresentativenessReport:
    """All that the report says."""

    title: PickedText
    commissioner: str
    contact: Contact
    seats: int
    categories: tuple[LikenessShown, ...]


def gather_representativeness_report(db: Session, assembly_id: uuid.UUID, *, language: str) -> RepresentativenessReport:
    """Read every stage. Raises RefusedError while the population isn't known, or nobody has come forward."""
    categories = tuple(each for each in shown_likeness(list_likeness(db, assembly_id)) if each.stages)
    if not categories:
        raise RefusedError("nothing-to-compare-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    return RepresentativenessReport(
        title=sheet.text("title", language),
        commissioner=sheet.fields["commissioner"],
        contact=contact_of(sheet),
        seats=sheet.seats,
        categories=categories,
    )


def _gather(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    edition = request.edition()
    report = gather_representativeness_report(db, assembly_id, language=edition.language.code)
    fallbacks = (LOCAL_FIELDS["title"],) if report.title.is_fallback else ()
    return [PrintJob(DOCUMENT, report, edition, compose_representativeness_report, fallbacks=fallbacks)]


def render_representativeness_report(report: RepresentativenessReport, edition: Edition) -> bytes:
    """Set the report as a tagged PDF. The same report and edition give the same bytes."""
    return compose_representativeness_report(report, edition).to_pdf()


def compose_representativeness_report(report: RepresentativenessReport, edition: Edition) -> Paper:
    """Put the report on paper: the headline, how to read it, then category by category."""
    _ = edition.catalogue.gettext
    title = _("How like the population the assembly is")
    paper = Paper(edition, title=title, footer=local_spans(report.title, edition))
    paper.heading(title)
    paper.paragraph(local_spans(report.title, edition), bold=True)
    paper.paragraph(verbatim(report.commissioner))
    paper.panel(lambda: _in_short(paper, report))
    _how_to_read(paper, report)
    _letters(paper, report)
    for category in report.categories:
        _category(paper, category)
    paper.together(lambda: _closing(paper, report))
    return paper


def _closing(paper: Paper, report: RepresentativenessReport) -> None:
    """What was left out, and how to have it in another form."""
    _ = paper.edition.catalogue.gettext
    if any(stage.is_protected for category in report.categories for stage in category.stages):
        paper.paragraph(
            _(
                "Small numbers: where 1 to 4 people gave an answer, the table says “fewer than 5”. A larger number is "
                "not shown where the small one could be worked out from it. Such answers are taken together before "
                "anything is worked out."
            )
        )
    paper.paragraph(_("Do you want this report in another language or format? Please ask us."), keeps_next=True)
    ways_to_ask(paper, report.contact)


def _in_short(paper: Paper, report: RepresentativenessReport) -> None:
    """How alike the latest stage is in each category."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.paragraph(_("How alike, out of 100, is the latest stage?"), bold=True)
    for category in report.categories:
        last = category.stages[-1]
        sentence = _("{category}: {index} of 100. {stage}, {people} people.")
        if last.stage.kind is StageKind.INVITED:
            sentence = _("{category}: {index} of 100. {stage}: {people} letters.")
        paper.paragraph(
            filled(
                sentence,
                category=category.name,
                index=number(last.index, edition.language),
                stage=stage_words(last.stage, edition),
                people=number(last.stage.people, edition.language),
            )
        )


def _how_to_read(paper: Paper, report: RepresentativenessReport) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("How to read this"), 2)
    paper.paragraph(
        _(
            "“Alike, out of 100” is the percentage of people who need not change places with others for the group to "
            "match the population exactly. 100 is a perfect match."
        )
    )
    paper.paragraph(
        filled(
            _(
                "Chance alone moves the numbers: a plain draw of {seats} people strays by up to {half} percentage "
                "points for an answer that half of the people give, and by up to {tenth} for one that a tenth give, "
                "19 times out of 20."
            ),
            seats=number(report.seats, language),
            half=number(wobble_points(Fraction(1, 2), report.seats), language, decimals=1),
            tenth=number(wobble_points(Fraction(1, 10), report.seats), language, decimals=1),
        )
    )
    paper.paragraph(
        _(
            "The members were chosen so that they match the population in what had targets. A good match there shows "
            "that the targets were kept; it proves nothing about anything else. What was no target tells more."
        )
    )


def _letters(paper: Paper, report: RepresentativenessReport) -> None:
    """What can and what can't be said of those who were invited."""
    _ = paper.edition.catalogue.gettext
    known = [each.name for each in report.categories if each.stage(StageKind.INVITED) is not None]
    if not known:
        return
    paper.paragraph(
        filled(
            _(
                "Letters went to homes, drawn by lot. What is known of a home is on the list of addresses, and that is "
                "compared here: {categories}. Nobody knows the answers of all who live there, so for everything else "
                "the first stage is those who came forward. A place with large homes gets fewer letters for its people."
            ),
            categories=", ".join(known),
        )
    )


def _category(paper: Paper, category: LikenessShown) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(verbatim(category.name), 2)
    paper.paragraph(_origin(category, edition), keeps_next=True)
    for start in range(0, len(category.answers), ROWS_PER_CHART):
        places = range(start, min(start + ROWS_PER_CHART, len(category.answers)))
        sketch = likeness_chart(category, places, edition)
        alt = chart_alt(category, places, edition)
        paper.figure(sketch, alt, height=chart_height(category, places, edition, paper.width))
    _shares(paper, category)
    chance = _chance(category, edition)
    _stages(paper, category, keeps_next=bool(chance))
    paper.paragraph(chance)


def _origin(category: LikenessShown, edition: Edition) -> Text:
    _ = edition.catalogue.gettext
    kind = _(category.kind.label)
    told = _("It was a target.") if category.is_target else _("It was not a target.")
    source = filled(_("{kind}. {target} Population: {origin}."), kind=kind, target=told, origin=category.origin or "–")
    if category.kind is CategoryKind.ATTITUDE:
        return [*source, *filled(_(" Here the match says whether all views are in the room."))]
    return source


def _shares(paper: Paper, category: LikenessShown) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    stages = [stage for stage in map(category.stage, _COLUMNS) if stage is not None][:_MOST_COLUMNS]
    header: list[Text] = [_("Answer"), _("Population"), *(stage_words(each.stage, edition) for each in stages)]
    rows: list[list[Text]] = [
        [
            verbatim(answer),
            percent(float(category.shares[place]), language),
            *(share_words(each.counts[place], each.size, edition) for each in stages),
        ]
        for place, answer in enumerate(category.answers)
    ]
    align = ["start", *["end"] * (len(header) - 1)]
    paper.table(header, rows, align=align)


def _stages(paper: Paper, category: LikenessShown, *, keeps_next: bool) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    header: list[Text] = [_("Stage"), _("People"), _("Alike, out of 100"), _("Furthest from the population")]
    rows: list[list[Text]] = [
        [
            stage_words(each.stage, edition),
            number(each.stage.people, language),
            number(each.index, language),
            furthest_words(each, edition),
        ]
        for each in category.stages
    ]
    align = ["start", "end", "end", "start"]
    paper.table(header, rows, align=align, widths=[11, 5, 7, 13], keeps_next=keeps_next)


def _chance(category: LikenessShown, edition: Edition) -> Text:
    """How often a plain draw would be as far away as the members drawn are; nothing where nobody can say."""
    _, language = edition.catalogue.gettext, edition.language
    drawn: StageShown | None = category.stage(StageKind.SELECTED)
    if drawn is None or drawn.goodness is None:
        return ""
    sentence = _(
        "A plain draw of as many people from the population would be at least as far away as the members drawn in "
        "{share} of all draws ({test})."
    )
    share = percent(drawn.goodness.p, language, decimals=1)
    return filled(sentence, share=share, test=_(drawn.goodness.test.label))


REPRESENTATIVENESS_REPORT = DocumentKind(
    id=DOCUMENT,
    title=mark("Report on how like the population the assembly is"),
    audience=Audience.ASSEMBLY,
    gather=_gather,
    compose=compose_representativeness_report,
)
