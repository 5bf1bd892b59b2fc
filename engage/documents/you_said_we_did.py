"""What members said, and what came of it (Doc24): one page for a noticeboard, then each expectation, then each partner.

It hangs where everybody can read it: organisations are named, and nobody else. An answer that did not come by its day
is shown as such, never left out.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import AssemblySheet, PartnerRow, assembly_sheet
from engage.clock import today
from engage.deliberation.views import PriorityRow, list_priorities
from engage.documents.common import Contact, contact_of, inline, local_spans, paragraphs, ways_to_ask
from engage.documents.expectation_parts import (
    after_label,
    as_voted,
    fallback_labels,
    figure_sentences,
    name_of,
    standing_words,
    vote_words,
)
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.partner_ledger import answer_words, partner_ledger
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.documents.typesetting.figures import Drawing, Sketch
from engage.documents.typesetting.ink import ACCENT, Colour
from engage.errors import RefusedError
from engage.followup.rules import LIGHT_SHAPES, Light
from engage.followup.tally import Tally, tally
from engage.followup.views import AddressRow, ExpectationRow, for_partner, list_expectations
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import listed, long_date, number
from engage.languages.local_text import PickedText, pick

DOCUMENT = "you-said-we-did"

_EMPTY: Colour = (1.0, 1.0, 1.0)
_GAP = 0.25  # of a square
_BORDER = 2.0


@dataclass(frozen=True)
class _Setting:
    """How the noticeboard is set: its figures so much larger than the text, so many millimetres of air above each.

    `square` is the side of the largest square, in multiples of the figures' type.
    """

    scale: float
    air: float = 4.0
    square: float = 1.2
    has_contact: bool = True


_SETTINGS = (
    *(_Setting(scale) for scale in (1.5, 1.35, 1.2, 1.1, 1.0)),
    _Setting(1.0, has_contact=False),
    _Setting(1.0, air=0.0, square=0.8, has_contact=False),
)
"""From the largest to the tightest: the first that fits on one page is taken."""


@dataclass(frozen=True)
class WhatCameOfIt:
    """All that the report says."""

    title: PickedText
    question: PickedText
    dated: date
    contact: Contact
    rows: tuple[ExpectationRow, ...]
    priorities: tuple[PriorityRow, ...]
    partners: tuple[PartnerRow, ...]


def gather_you_said_we_did(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """The one report. Raises RefusedError while no expectation is addressed to anyone."""
    edition, day = request.edition(), today(request.clock)
    rows = list_expectations(db, assembly_id, today=day)
    if not rows:
        raise RefusedError("no-expectations-yet", details={"document": DOCUMENT})
    sheet = assembly_sheet(db, assembly_id)
    priorities = list_priorities(db, assembly_id)
    content = _content(sheet, rows, priorities, day, edition)
    labels = ((content.title, LOCAL_FIELDS["title"]), (content.question, LOCAL_FIELDS["question"]))
    fallbacks = [label for text, label in labels if text.is_fallback]
    if any(pick(row.text, edition.language.code).is_fallback for row in priorities):
        fallbacks.append(mark("Priorities"))
    fallbacks += fallback_labels(rows, edition)
    return [PrintJob(DOCUMENT, content, edition, compose_you_said_we_did, fallbacks=tuple(fallbacks))]


def _content(
    sheet: AssemblySheet, rows: list[ExpectationRow], priorities: list[PriorityRow], day: date, edition: Edition
) -> WhatCameOfIt:
    addressed = {address.partner_id for row in rows for address in row.addresses}
    code = edition.language.code
    return WhatCameOfIt(
        title=sheet.text("title", code),
        question=sheet.text("question", code),
        dated=day,
        contact=contact_of(sheet),
        rows=tuple(rows),
        priorities=tuple(priorities),
        partners=tuple(partner for partner in sheet.partners if partner.id in addressed),
    )


def render_you_said_we_did(content: WhatCameOfIt, edition: Edition) -> bytes:
    """Set the report as a tagged PDF. The same content and edition give the same bytes."""
    return compose_you_said_we_did(content, edition).to_pdf()


def compose_you_said_we_did(content: WhatCameOfIt, edition: Edition) -> Paper:
    """Put the report on paper."""
    _ = edition.catalogue.gettext
    paper = _first_page(content, edition)
    if paper.pages_so_far() == 1:  # else the rest follows what did not fit
        paper.new_page()
    paper.contents(_("In this report"))
    if content.question.text.strip():
        paper.panel(lambda: _question(paper, content))
    _signs(paper)
    _by_priority(paper, content)
    _by_partner(paper, content)
    if content.contact.ways(edition):
        paper.heading(_("Any questions?"), 2)
        ways_to_ask(paper, content.contact)
    return paper


def _first_page(content: WhatCameOfIt, edition: Edition) -> Paper:
    """The noticeboard on one page, its figures as large as it holds them; how to ask stands there if there is room."""
    _ = edition.catalogue.gettext
    for setting in _SETTINGS:
        paper = Paper(edition, title=_("You said, we did"), footer=_footer(content, edition))
        _noticeboard(paper, content, setting)
        if paper.pages_so_far() == 1:
            break
    return paper


def _footer(content: WhatCameOfIt, edition: Edition) -> list[Span]:
    _ = edition.catalogue.gettext
    day = filled(_("As of {date}"), date=long_date(content.dated, edition.language))
    whole = [replace(span, text=span.text.replace(" ", "\u00a0")) for span in day]  # a year alone would look lost
    return [*local_spans(content.title, edition), Span(" · "), *whole]


# --- the noticeboard ---


def _noticeboard(paper: Paper, content: WhatCameOfIt, setting: _Setting) -> None:
    """The first page: four figures in words and squares, so much larger than the text."""
    edition, counted = paper.edition, tally(content.rows)
    _, ngettext, language = edition.catalogue.gettext, edition.catalogue.ngettext, edition.language
    paper.heading(_("You said, we did"))
    said = ngettext(
        "The members of {assembly} have {count} expectation of those who run and use services here.",
        "The members of {assembly} have {count} expectations of those who run and use services here.",
        counted.expectations,
    )
    paper.paragraph(
        filled(said, assembly=inline(content.title, edition), count=number(counted.expectations, language)), bold=True
    )
    since = _("This is what has come of them by {date}. Each square is one expectation.")
    paper.paragraph(filled(since, date=long_date(content.dated, language)))
    for sentence, count in figure_sentences(counted, edition):
        paper.space(setting.air * setting.scale)
        paper.paragraph(sentence, bold=True, scale=setting.scale, keeps_next=True)
        alt = _("{count} of {total} squares are filled.").format(
            count=number(count, language), total=number(counted.expectations, language)
        )
        height = _square(paper, counted.expectations, setting)
        paper.figure(_squares(count, counted.expectations, height), alt, height=height)
    paper.space(setting.air * setting.scale)
    paper.paragraph(_answers_sentence(counted, edition))
    if setting.has_contact:
        ways_to_ask(paper, content.contact)


def _answers_sentence(counted: Tally, edition: Edition) -> Text:
    ngettext, language = edition.catalogue.ngettext, edition.language
    came = ngettext(
        "Partners were asked for {owed} answer in all; {given} came.",
        "Partners were asked for {owed} answers in all; {given} came.",
        counted.answers_owed,
    ).format(owed=number(counted.answers_owed, language), given=number(counted.answers_given, language))
    if not counted.answers_late:
        return came
    late = ngettext("{count} is late.", "{count} are late.", counted.answers_late)
    return f"{came} {LIGHT_SHAPES[Light.RED]} {late.format(count=number(counted.answers_late, language))}"


def _square(paper: Paper, total: int, setting: _Setting) -> float:
    """How high a row of squares is: they all stand in one row."""
    return min(paper.size * setting.scale * setting.square, paper.width / max(total, 1) / (1 + _GAP))


def _squares(count: int, total: int, side: float) -> Sketch:
    """A row of squares, the first `count` of them filled."""

    def sketch(drawing: Drawing) -> None:
        for place in range(total):
            x = place * side * (1 + _GAP)
            drawing.box(x, 0, side, side, ACCENT)
            if place >= count:
                border = min(_BORDER, side * 0.2)
                drawing.box(x + border, border, side - 2 * border, side - 2 * border, _EMPTY)

    return sketch


# --- the rest ---


def _question(paper: Paper, content: WhatCameOfIt) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The question for the assembly"), bold=True)
    paragraphs(paper, content.question)


def _signs(paper: Paper) -> None:
    """What the shapes mean."""
    _ = paper.edition.catalogue.gettext
    paper.paragraph(
        [
            _("The signs:"),
            *(
                f" {LIGHT_SHAPES[light]} {_(light.label)}."
                for light in (Light.GREEN, Light.AMBER, Light.RED, Light.GREY)
            ),
        ]
    )


def _by_priority(paper: Paper, content: WhatCameOfIt) -> None:
    """Each expectation under its priority; those under none come last."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    for priority in content.priorities:
        rows = [row for row in content.rows if row.priority_id == priority.id]
        if rows:
            paper.heading(local_spans(pick(priority.text, edition.language.code), edition), 2)
            _expectations(paper, rows)
    known = {priority.id for priority in content.priorities}
    others = [row for row in content.rows if row.priority_id not in known]
    if others:
        paper.heading(_("Other expectations") if len(others) < len(content.rows) else _("The expectations"), 2)
        _expectations(paper, others)


def _expectations(paper: Paper, rows: Sequence[ExpectationRow]) -> None:
    for row in rows:
        _expectation(paper, row)


def _expectation(paper: Paper, row: ExpectationRow) -> None:
    """What was said, who was asked, and what each partner made of it."""
    paper.together(lambda: _said(paper, row))
    for address in row.addresses:
        if address.owes_answer or address.verdict:
            partner_ledger(paper, address)


def _said(paper: Paper, row: ExpectationRow) -> None:
    """The words, the vote, and who was asked."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(name_of(row, edition), 3)
    paper.paragraph(_("You said"), bold=True, keeps_next=True)
    as_voted(paper, row)
    paper.paragraph(after_label(_("The vote:"), vote_words(row, edition)))
    asked = [verbatim(address.partner_name).text for address in row.addresses if address.owes_answer]
    told = [verbatim(address.partner_name).text for address in row.addresses if not address.owes_answer]
    if asked:
        paper.paragraph(after_label(_("Who was asked:"), listed(asked, language)))
    if told:
        paper.paragraph(after_label(_("Hoped of, with no answer owed:"), listed(told, language)))


def _by_partner(paper: Paper, content: WhatCameOfIt) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("Partner by partner"), 2)
    for partner in content.partners:
        paper.heading(verbatim(partner.name), 3)
        asks = for_partner(list(content.rows), partner.id)
        if not partner.kind.owes_answer:
            paper.paragraph(_("Nobody owes an answer here: this is what members hope all of us will do."))
            paper.bullets([name_of(row, edition) for row, _address in asks])
            continue
        paper.paragraph(_partner_sentence([address for _row, address in asks], edition), keeps_next=True)
        header = [_("Expectation"), _("Answer"), _("Where it stands")]
        rows: list[list[Text]] = [
            [name_of(row, edition), answer_words(address, edition), standing_words(address.overall, edition)]
            for row, address in asks
        ]
        paper.table(header, rows, widths=[36, 28, 36])


def _partner_sentence(addresses: Sequence[AddressRow], edition: Edition) -> str:
    answered = sum(address.answer is not None for address in addresses)
    sentence = edition.catalogue.ngettext(
        "Has answered {answered} of {count} expectation.",
        "Has answered {answered} of {count} expectations.",
        len(addresses),
    )
    language = edition.language
    return sentence.format(answered=number(answered, language), count=number(len(addresses), language))


YOU_SAID_WE_DID = DocumentKind(
    id=DOCUMENT,
    title=mark("You said, we did"),
    audience=Audience.ASSEMBLY,
    gather=gather_you_said_we_did,
    compose=compose_you_said_we_did,
)
