"""The report on the lottery, for everyone (Doc20): what was aimed for, what came out, and how to check it.

It names no person: who was chosen, or left, is counted.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import assembly_sheet
from engage.documents.common import Contact, chance_words, contact_of, fingerprint, local_spans, paragraphs, ways_to_ask
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.selection_charts import ROWS_PER_CHART, category_chart, chart_alt, chart_height
from engage.documents.selection_rows import (
    CategoryShown,
    answer_words,
    counted,
    has_protected,
    pool_words,
    population_words,
    shown_categories,
    target_words,
)
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.errors import RefusedError
from engage.languages.bidi import isolated
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import listed, long_moment, number
from engage.languages.local_text import PickedText
from engage.lottery.model import Method
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import RunRow, RunSheet, chances, list_runs, live_run, run_sheet, target_table
from engage.people.rules import RespondentStatus
from engage.people.views import status_counts
from engage.storage.audit import read_head

DOCUMENT = "selection-report"
_HEAD_DIGITS = 12


@dataclass(frozen=True)
class SelectionReport:
    """All that the report says. `audit_head` is the number and hash of the newest entry of the file's audit log."""

    title: PickedText
    question: PickedText
    commissioner: str
    contact: Contact
    statuses: Mapping[RespondentStatus, int]
    categories: tuple[CategoryShown, ...]
    pool_size: int
    without_chance: int
    run: RunSheet
    runs: tuple[RunRow, ...]
    audit_head: tuple[int, str]

    @property
    def is_test(self) -> bool:
        """Whether it reports a test draw, which binds nobody."""
        return self.run.row.kind is RunKind.TEST

    @property
    def replacements(self) -> tuple[RunRow, ...]:
        """The draws that filled the seat of a member who left."""
        standing = (row for row in self.runs if row.state is not RunState.VOID)
        return tuple(row for row in standing if row.kind is RunKind.REPLACEMENT)


def gather_selection_report(db: Session, assembly_id: uuid.UUID, *, language: str) -> SelectionReport:
    """Read the draw that stands; before it, the newest test. Raises RefusedError when there is neither."""
    runs = list_runs(db, assembly_id)
    tests = [row for row in runs if row.kind is RunKind.TEST and row.state is not RunState.VOID]
    row = live_run(db, assembly_id) or (tests[-1] if tests else None)
    if row is None:
        raise RefusedError("nothing-drawn-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    table = target_table(db, assembly_id, number=row.number)
    return SelectionReport(
        title=sheet.text("title", language),
        question=sheet.text("question", language),
        commissioner=sheet.fields["commissioner"],
        contact=contact_of(sheet),
        statuses=status_counts(db, assembly_id),
        categories=shown_categories(table),
        pool_size=table.pool_size,
        without_chance=sum(not person.chance for person in chances(db, assembly_id, number=row.number)),
        run=run_sheet(db, assembly_id, number=row.number),
        runs=tuple(runs),
        audit_head=read_head(db.connection()),
    )


def _gather(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    edition = request.edition()
    report = gather_selection_report(db, assembly_id, language=edition.language.code)
    texts = {"title": report.title, "question": report.question}
    fallbacks = tuple(LOCAL_FIELDS[field] for field, text in texts.items() if text.is_fallback)
    return [PrintJob(DOCUMENT, report, edition, compose_selection_report, fallbacks=fallbacks)]


def render_selection_report(report: SelectionReport, edition: Edition) -> bytes:
    """Set the report as a tagged PDF. The same report and edition give the same bytes."""
    return compose_selection_report(report, edition).to_pdf()


def compose_selection_report(report: SelectionReport, edition: Edition) -> Paper:
    """Put the report on paper; a test draw looks unmistakably different."""
    _ = edition.catalogue.gettext
    if report.is_test:
        edition = replace(edition, watermark=_("TEST DRAW"))
    paper = Paper(edition, title=_("How the members were chosen"), footer=local_spans(report.title, edition))
    _opening(paper, report)
    _stages(paper, report)
    _results(paper, report)
    _how_it_worked(paper, report)
    _order_of_events(paper, report)
    _fingerprints(paper, report)
    _runs(paper, report)
    paper.together(lambda: _checking(paper))
    return paper


def _opening(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(paper.title)
    paper.paragraph(local_spans(report.title, edition), bold=True)
    paper.paragraph(verbatim(report.commissioner))
    if report.is_test:
        paper.paragraph(_("This is a test draw. It binds nobody, and nobody was chosen by it."), bold=True)
    if report.question.text.strip():
        paper.paragraph(_("The question for the assembly"), bold=True)
        paragraphs(paper, report.question)
    paper.panel(lambda: _in_short(paper, report))
    paper.paragraph(_("Do you want this report in another language or format? Please ask us."), keeps_next=True)
    ways_to_ask(paper, report.contact)


def _in_short(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    run = report.run
    counts = {"pool": number(report.pool_size, language), "seats": number(run.row.seats, language)}
    if run.row.drawn_at is None:
        waiting = _("{pool} people are in the pool, for {seats} places. The draw is still to come.")
        paper.paragraph(filled(waiting, **counts))
    else:
        day = long_moment(run.row.drawn_at, language)
        sentence = _("{pool} people were in the pool, for {seats} places. The members were drawn by lot on {date}.")
        paper.paragraph(filled(sentence, date=day, **counts))
    paper.paragraph(_fairness(run, edition))
    if report.without_chance:
        sentence = edition.catalogue.ngettext(
            "{count} person had no chance: no panel that meets the targets can hold them.",
            "{count} people had no chance: no panel that meets the targets can hold them.",
            report.without_chance,
        )
        paper.paragraph(filled(sentence, count=number(report.without_chance, language)))


def _fairness(run: RunSheet, edition: Edition) -> Text:
    """The smallest chance, and what it could have been at best."""
    _ = edition.catalogue.gettext
    least = Span(chance_words(run.least_chance, edition), bold=True)
    if _are_equal(run.least_chance, run.least_chance_bound):
        best = _("The smallest chance of anyone was {chance}. No lottery that meets the targets can make it larger.")
        return filled(best, chance=least)
    sentence = _(
        "The smallest chance of anyone was {chance}. No lottery that meets the targets can make it larger than {bound}."
    )
    return filled(sentence, chance=least, bound=chance_words(run.least_chance_bound, edition))


def _are_equal(chance: Fraction, bound: Fraction) -> bool:
    return abs(bound - chance) < Fraction(1, 10_000)


def _stages(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    counts, run = report.statuses, report.run.row
    rows = [
        (_("Came forward"), sum(counts.values())),
        (_("Not eligible"), counts[RespondentStatus.INELIGIBLE]),
        (_("In the pool when it was fixed"), report.pool_size),
    ]
    if run.drawn_at is not None:
        rows.append((_("Drawn"), run.seats))
    if run.drawn_at is not None and not report.is_test:
        rows += [
            (_("Have said yes so far"), counts[RespondentStatus.CONFIRMED]),
            (_("Are still to be asked"), counts[RespondentStatus.SELECTED]),
            (_("Withdrew, before the draw or after it"), counts[RespondentStatus.WITHDRAWN]),
            (_("Draws that filled an empty place"), len(report.replacements)),
        ]
    paper.heading(_("From those who came forward to the members"), 2)
    cells: list[list[Text]] = [[label, number(count, language)] for label, count in rows]
    paper.table([_("Stage"), _("People")], cells, align=["start", "end"], widths=[3, 1])


def _results(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("Targets, pool and members"), 2)
    purpose = _(
        "The members are meant to be a small picture of the area. For each answer a target says how many members "
        "may have given it. Percentages are of the places, of the pool, and of the people drawn."
    )
    beside_population = _(
        "The members are meant to be a small picture of the area. For each answer a target says how many members "
        "may have given it. Percentages are of the population, of the pool, and of the people drawn."
    )
    paper.paragraph(beside_population if any(each.has_shares for each in report.categories) else purpose)
    for category in report.categories:
        _category(paper, category)
    if has_protected(report.categories):
        paper.paragraph(
            _(
                "Small numbers: where 1 to 4 people of the pool gave an answer, the table says “fewer than 5”. A "
                "larger number is not shown where the small one could be worked out from it."
            )
        )


def _category(paper: Paper, category: CategoryShown) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(verbatim(category.name), 3)
    for start in range(0, len(category.values), ROWS_PER_CHART):
        values = category.values[start : start + ROWS_PER_CHART]
        alt = chart_alt(category, values, edition)
        paper.figure(category_chart(category, values, edition), alt, height=chart_height(values, edition, paper.width))
    shares = category.has_shares
    rows: list[list[Text]] = [
        [
            verbatim(answer_words(value.name, edition)),
            *([population_words(value, edition)] if shares else []),
            target_words(value, 0 if shares else category.seats, edition),
            pool_words(value, category.pool_size, edition),
            counted(value.chosen, category.chosen_size, edition),
        ]
        for value in category.values
    ]
    header = [_("Answer"), *([_("Population")] if shares else []), _("Target"), _("In the pool"), _("Chosen")]
    notes = _notes(category, edition)
    paper.table(header, rows, align=["start", *["end"] * (len(header) - 1)], keeps_next=bool(notes))
    for note in notes:
        paper.paragraph(note)


def _notes(category: CategoryShown, edition: Edition) -> list[Text]:
    """Where the shares are from, and which small groups have more seats than their share, on purpose."""
    _ = edition.catalogue.gettext
    notes: list[Text] = []
    if category.has_shares and category.origin:
        notes.append(filled(_("Population: {origin}."), origin=category.origin))
    names = [isolated(answer_words(value.name, edition)) for value in category.values if value.is_on_purpose]
    if names:
        sentence = _("Seated on purpose beyond their share, so that nobody of a small group sits alone: {answers}.")
        notes.append(filled(sentence, answers=listed(names, edition.language)))
    return notes


# How a method shares out the chances, in words.
METHOD_WORDS: dict[Method | None, str] = {
    Method.LEXIMIN: mark(
        "It gave the panels weights so that the smallest chance of anyone is as large as possible, then the next "
        "smallest, and so on."
    ),
    Method.MAXIMIN: mark("It gave the panels weights so that the smallest chance of anyone is as large as possible."),
    Method.NASH: mark("It gave the panels weights so that the product of all chances is as large as possible."),
    Method.GOLDILOCKS: mark("It gave the panels weights so that no chance is very small and none is very large."),
    Method.DIVERSIFY: mark("It gave the panels weights so that the panels are as varied as possible."),
    Method.LEGACY: mark("It built panels person by person, each time from the group that was hardest to fill."),
}


def _how_it_worked(paper: Paper, report: SelectionReport) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("How the lottery worked"), 2)
    paper.numbered(
        [
            _("The list of people and the targets were fixed. From then on nothing could be changed unnoticed."),
            _("A computer looked for many different panels, each of which meets every target."),
            _(METHOD_WORDS[report.run.row.method]),
            _("The panels and everyone's chance were fixed too, before anyone could know the result."),
            _("Only then a public string was given that nobody could know before. It decided which panel won."),
            _("The same list and string give the same panel on any computer: nobody could draw again in secret."),
        ]
    )
    paper.paragraph(_("Households: no panel holds two people who gave the same address."))
    string = report.run.public_string
    if string:
        paper.panel(lambda: _public_string(paper, string))


def _public_string(paper: Paper, string: str) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The public string"), bold=True)
    paper.paragraph(verbatim(string), scale=1.2)


def _order_of_events(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _, row = edition.catalogue.gettext, report.run.row
    events = [
        (_("People, targets, panels and chances fixed"), row.frozen_at),
        (_("Public string given, panel drawn"), row.drawn_at),
        (_("Result signed off"), row.confirmed_at),
    ]
    paper.heading(_("What happened when"), 2)
    cells: list[list[Text]] = [[what, long_moment(at, edition.language)] for what, at in events if at is not None]
    paper.table([_("Step"), _("Time")], cells, widths=[3, 2])


def _fingerprints(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _, run = edition.catalogue.gettext, report.run
    paper.heading(_("Fingerprints"), 2)
    paper.paragraph(
        _(
            "A fingerprint (SHA-256) changes when even one letter of what it was taken from changes. These were fixed "
            "before the draw."
        ),
        keeps_next=True,
    )
    rows: list[list[Text]] = [
        [_("The pool"), fingerprint(run.pool_sha256)],
        [_("The targets"), fingerprint(run.targets_sha256)],
        [_("The panels and their weights"), fingerprint(run.portfolio_sha256)],
    ]
    paper.table([_("Of"), _("Fingerprint")], rows, widths=[1, 3])
    entry, digest = report.audit_head
    sentence = _("The log of all changes stood at entry {number}, fingerprint {digits}, when this report was made.")
    paper.paragraph(
        filled(sentence, number=number(entry, edition.language), digits=Span(digest[:_HEAD_DIGITS], bold=True))
    )


def _runs(paper: Paper, report: SelectionReport) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("All draws"), 2)
    kept = _("Every draw has a number and stays in this list: tests, draws that were set aside, and replacements.")
    paper.paragraph(kept, keeps_next=True)
    header = [_("Number"), _("Kind"), _("State"), _("Pool"), _("Fixed")]
    rows: list[list[Text]] = [
        [
            number(row.number, language),
            _(row.kind.label),
            _state(row, edition),
            number(row.pool_size, language),
            long_moment(row.frozen_at, language),
        ]
        for row in report.runs
    ]
    paper.table(header, rows, align=["end", "start", "start", "end", "start"])


def _state(row: RunRow, edition: Edition) -> Text:
    """The state; for a draw that was set aside, why."""
    _ = edition.catalogue.gettext
    if row.state is RunState.VOID and row.void_reason.strip():
        return filled(_("Void: {reason}"), reason=row.void_reason)
    return _(row.state.label)


def _checking(paper: Paper) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("How to check it"), 2)
    check = _("On any computer with Python, run {command}. It draws again and says whether the panel is the same.")
    paper.numbered(
        [
            _("Ask us for the public record of this draw (a file named record.json) and the program verify_draw.py."),
            filled(check, command=Span("python verify_draw.py record.json", bold=True)),
            _("Compare the fingerprints and the public string in the file with those in this report."),
        ]
    )
    paper.paragraph(_("The public record holds random tickets in the place of people. It says nothing about anyone."))


SELECTION_REPORT = DocumentKind(
    id=DOCUMENT,
    title=mark("Report on the lottery"),
    audience=Audience.ASSEMBLY,
    gather=_gather,
    compose=compose_selection_report,
)
