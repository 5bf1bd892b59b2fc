"""What is asked of one partner, and the form for its answers (Doc22): nothing of any other partner.

The form's fields name the columns of the file of answers, so that a filled form can be typed in or come back as a file.
Individuals owe no answer: they are told what is hoped of them, and get no form.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import AssemblySheet, PartnerRow, assembly_sheet, partners_called
from engage.clock import today
from engage.documents.common import Contact, addresses, contact_of, inline, letter_head, paragraphs, ways_to_ask
from engage.documents.expectation_parts import (
    after_label,
    as_voted,
    counted_words,
    day_words,
    fallback_labels,
    labelled,
    name_of,
    standing_words,
    status_words,
    vote_words,
)
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.errors import RefusedError
from engage.followup.rules import Light, ResponseStatus
from engage.followup.views import AddressRow, ExpectationRow, for_partner, list_expectations
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import long_date, number
from engage.languages.local_text import PickedText

DOCUMENT = "partner-request"

# Millimetres: the least height of a field that is filled in by hand.
_FIELD = 11.0
_FIELD_WIDTHS = (40, 60)


@dataclass(frozen=True)
class RequestLetter:
    """All that one partner is asked, and how it can answer."""

    partner: PartnerRow
    dated: date
    title: PickedText
    question: PickedText
    commissioner: str
    contact: Contact
    asks: tuple[tuple[ExpectationRow, AddressRow], ...]

    @property
    def name(self) -> str:
        """Whom it is for."""
        return self.partner.name

    @property
    def greeted(self) -> str:
        """Whom the letter speaks to: the lead without the office that stands behind a comma, else the partner."""
        return self.partner.lead_name.partition(",")[0].strip() or self.name

    @property
    def owes_answers(self) -> bool:
        """Whether the partner is one that answers."""
        return self.partner.kind.owes_answer


def gather_partner_requests(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """A letter for each partner that something is asked of, or for those called by number or name.

    Raises RefusedError while nothing is asked of any of them, and NotFoundError for a partner that is not there.
    """
    sheet, day = assembly_sheet(db, assembly_id), today(request.clock)
    rows = list_expectations(db, assembly_id, today=day)
    asked = [
        (partner, asks)
        for partner in partners_called(sheet.partners, request.references)
        if (asks := for_partner(rows, partner.id))
    ]
    if not asked:
        raise RefusedError("no-expectations-yet", details={"document": DOCUMENT})
    return [_job(sheet, partner, asks, day, request) for partner, asks in asked]


def _job(
    sheet: AssemblySheet,
    partner: PartnerRow,
    asks: list[tuple[ExpectationRow, AddressRow]],
    day: date,
    request: PrintRequest,
) -> PrintJob:
    edition = request.edition(partner.language)
    code = edition.language.code
    texts = {field: sheet.text(field, code) for field in ("title", "question")}
    letter = RequestLetter(
        partner=partner,
        dated=day,
        title=texts["title"],
        question=texts["question"],
        commissioner=sheet.fields["commissioner"],
        contact=contact_of(sheet),
        asks=tuple(asks),
    )
    fallbacks = [LOCAL_FIELDS[field] for field, text in texts.items() if text.is_fallback]
    is_other = request.language is None and partner.language.partition("-")[0] != code
    return PrintJob(
        DOCUMENT,
        letter,
        edition,
        compose_partner_request,
        for_reference=str(partner.number),
        fallbacks=(*fallbacks, *fallback_labels([row for row, _address in asks], edition, has_answers=False)),
        wanted_language=partner.language if is_other else "",
    )


def render_partner_request(letter: RequestLetter, edition: Edition) -> bytes:
    """Set the letter and its form as a tagged PDF. The same letter and edition give the same bytes."""
    return compose_partner_request(letter, edition).to_pdf()


def compose_partner_request(letter: RequestLetter, edition: Edition) -> Paper:
    """Put the letter on paper, and the form behind it."""
    _ = edition.catalogue.gettext
    heading = _("What members expect of you") if letter.owes_answers else _("What members hope of you")
    paper = Paper(edition, title=heading, footer=[verbatim(letter.name)])
    letter_head(
        paper,
        title=letter.title,
        commissioner=letter.commissioner,
        address=[letter.partner.lead_name, letter.name, *addresses([letter.partner.address])],
        dated=letter.dated,
        contact=letter.contact,
    )
    paper.heading(heading)
    paper.paragraph(filled(_("Dear {name},"), name=letter.greeted))
    _opening(paper, letter)
    if letter.question.text.strip():
        paper.panel(lambda: _question(paper, letter))
    if letter.owes_answers:
        _how_to_answer(paper)
        _farewell(paper, letter)
    paper.heading(_("The expectations") if letter.owes_answers else _("What is hoped"), 2)
    for row, address in letter.asks:
        paper.together(partial(_ask, paper, row, address, owes_answer=letter.owes_answers))
    if letter.owes_answers:
        _form(paper, letter)
    else:
        _farewell(paper, letter)
    return paper


def _opening(paper: Paper, letter: RequestLetter) -> None:
    """Who asks, how many things, by when."""
    edition, count = paper.edition, len(letter.asks)
    _, language = edition.catalogue.gettext, edition.language
    assembly, counted = inline(letter.title, edition), number(count, language)
    if not letter.owes_answers:
        hope = edition.catalogue.ngettext(
            "The members of {assembly} hope for {count} thing that all of us can do. Nobody has to answer.",
            "The members of {assembly} hope for {count} things that all of us can do. Nobody has to answer.",
            count,
        )
        paper.paragraph(filled(hope, assembly=assembly, count=counted), bold=True)
        return
    ask = edition.catalogue.ngettext(
        "The members of {assembly} have {count} expectation of you, and ask for your answer.",
        "The members of {assembly} have {count} expectations of you, and ask for your answer to each.",
        count,
    )
    paper.paragraph(filled(ask, assembly=assembly, count=counted), bold=True)
    paper.paragraph(_by_when(letter, edition), bold=True)
    answered = sum(address.answer is not None for _row, address in letter.asks)
    if answered:
        sentence = _("You have answered {answered} of {count} so far. Thank you.")
        paper.paragraph(filled(sentence, answered=number(answered, language), count=counted))
    paper.paragraph(
        _(
            "The members are people who live here. They were drawn by lot, heard from many sides, talked, and voted on "
            "each expectation. You find their words on the next pages, just as they were voted on."
        )
    )


def _by_when(letter: RequestLetter, edition: Edition) -> Text:
    """The day to answer by; where one has passed, that it has."""
    _ = edition.catalogue.gettext
    waiting = [address for _row, address in letter.asks if address.answer is None]
    days = sorted({address.due_on for address in waiting if address.due_on})
    if not days:
        return _("We will agree with you on a day for your answer.") if waiting else ""
    first, coming = days[0], [day for day in days if day >= letter.dated]
    shown = long_date(first, edition.language)
    if first < letter.dated:
        late = filled(_("An answer was due on {date}, and it has not come. Please send it now."), date=shown)
        if not coming:
            return late
        following = filled(_("The next is due on {date}."), date=long_date(coming[0], edition.language))
        return [*late, Span(" "), *following]
    if len(days) == 1:
        return filled(_("Please answer by {date}."), date=shown)
    return filled(_("Please answer each by its own day, which stands under it. The first is {date}."), date=shown)


def _question(paper: Paper, letter: RequestLetter) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The question for the assembly"), bold=True)
    paragraphs(paper, letter.question)


def _how_to_answer(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("How to answer"), 2)
    paper.numbered(
        [
            _("Read each expectation and choose one of six answers. The form says what each of them needs."),
            _("Fill in the form at the end of this letter, or the file that we send with it."),
            _("Have it approved, and send it back to us by the day it is due."),
        ]
    )
    paper.paragraph(
        _("We show your answer to the members and to everyone, in your words. If there is none by its day, we say so.")
    )


def _farewell(paper: Paper, letter: RequestLetter) -> None:
    _ = paper.edition.catalogue.gettext
    if letter.contact.ways(paper.edition):
        paper.heading(_("Any questions?"), 2)
        ways_to_ask(paper, letter.contact)
    paper.paragraph(verbatim(letter.contact.name))


def _ask(paper: Paper, row: ExpectationRow, address: AddressRow, *, owes_answer: bool) -> None:
    """One expectation: the words, why, the vote, and when the answer is due."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(name_of(row, edition), 3)
    as_voted(paper, row)
    labelled(paper, _("Why:"), row.why)
    paper.paragraph(after_label(_("The vote:"), vote_words(row, edition)))
    if owes_answer:
        paper.paragraph(after_label(_("Your answer:"), _due_words(address, edition)))


def _due_words(address: AddressRow, edition: Edition) -> Text:
    """What was answered; else when the answer is due and how that day was counted."""
    _ = edition.catalogue.gettext
    if address.answer is not None:
        given = _("{answer}, given on {day}.")
        said = filled(given, answer=status_words(address.answer, edition), day=day_words(address.answer, edition))
        is_behind = address.standing.light in (Light.RED, Light.AMBER)  # a decision that was put off
        return [*said, Span(" "), standing_words(address.standing, edition)] if is_behind else said
    if address.due_on is None:
        return _("No day has been set yet.")
    if address.standing.light is Light.RED:
        return f"{standing_words(address.standing, edition)} {counted_words(address, edition)}"
    due = filled(_("Due on {day}."), day=Span(long_date(address.due_on, edition.language), bold=True))
    return [*due, Span(" " + counted_words(address, edition))]


# --- the form ---


_NEEDS = {
    ResponseStatus.ACCEPTED: mark("What will be done, who does it, and by when."),
    ResponseStatus.ACCEPTED_IN_PART: mark(
        "What will be done, who does it, and by when. And what is left out, and why."
    ),
    ResponseStatus.IN_PRINCIPLE: mark("The day on which you decide."),
    ResponseStatus.ALREADY_IN_PLACE: mark("Where anyone can see that it is in place."),
    ResponseStatus.NOT_ACCEPTED: mark("Your reasons, in 30 words or more."),
    ResponseStatus.NOT_OURS: mark("Whose it is to answer."),
}
# As a partner says it of itself.
_CHOICES = {status: status.label for status in ResponseStatus} | {ResponseStatus.NOT_OURS: mark("Not ours to answer")}

# The fields of an answer: the column of the file, what it holds, and the lines it needs.
_FIELDS = (
    ("summary", mark("Your answer in 60 plain words or fewer"), 4),
    ("action", mark("What will be done"), 3),
    ("owner", mark("Who will do it"), 1),
    ("action_due", mark("By when"), 1),
    ("left_out", mark("What is left out, and why"), 2),
    ("reasons", mark("Why not, in 30 words or more"), 3),
    ("evidence", mark("Where it can be seen that it is in place"), 2),
    ("decision_on", mark("When it will be decided"), 1),
    ("whose", mark("Whose it is to answer"), 1),
)
_OWN_LANGUAGE_FIELDS = frozenset({"summary", "action"})


def _form(paper: Paper, letter: RequestLetter) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.new_page()
    paper.heading(_("Reply form"), 2)
    paper.paragraph(filled(_("Answers of {partner}"), partner=letter.name), bold=True)
    paper.paragraph(
        _(
            "Choose one answer to each expectation and fill in what it needs; leave the other boxes empty. “Noted” is "
            "not an answer. Write dates as year, month, day. The words in brackets are the columns of the file, for "
            "those who send a file instead."
        )
    )
    header = [_("Your answer"), _("What it needs"), _("In the file")]
    rows: list[list[Text]] = [
        [_(_CHOICES[status]), _(_NEEDS[status]), verbatim(status.value)] for status in ResponseStatus
    ]
    paper.table(header, rows, widths=[30, 42, 28], scale=_form_scale(edition))
    _approval(paper)
    for row, address in letter.asks:
        _fields(paper, letter, row, address)


def _fields(paper: Paper, letter: RequestLetter, row: ExpectationRow, address: AddressRow) -> None:
    """The boxes for one expectation, on a page of their own."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.new_page()
    paper.heading(name_of(row, edition), 3)
    if address.answer is not None:
        said = _("You answered on {day}: {answer}. Fill this in only if your answer has changed.")
        day, answer = day_words(address.answer, edition), status_words(address.answer, edition)
        paper.paragraph(filled(said, day=day, answer=answer), keeps_next=True)
    header: list[Text] = [_("Field"), _("Your answer")]
    code: list[Text] = [_named(_("For the file"), "expectation, partner, answer")]
    code.append(verbatim(f"{row.number}, {letter.name}, {len(address.answers) + 1}"))
    choices = "\n".join(f"☐ {_(_CHOICES[status])}" for status in ResponseStatus)
    rows: list[list[Text]] = [code, [_named(_("Choose one"), "status"), choices]]
    rows += [[_named(_(words), _column(name, letter)), _blank(lines)] for name, words, lines in _FIELDS]
    paper.table(header, rows, widths=_FIELD_WIDTHS, row_height=_FIELD, scale=_form_scale(paper.edition))


def _form_scale(edition: Edition) -> float:
    """The form is for an office: its type is that of papers for officers."""
    return edition.size.office_points / edition.size.points


def _column(name: str, letter: RequestLetter) -> str:
    """The column that a field fills: a text in the partner's own language has one of its own."""
    language = letter.partner.language
    return f"{name}_{language}" if name in _OWN_LANGUAGE_FIELDS and language != "en" else name


def _approval(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("Approved by"), 3)
    fields = (
        _named(_("Name"), ""),
        _named(_("Role"), ""),
        _named(_("Approved on"), "answered_on"),
        _named(_("Signature"), ""),
    )
    rows: list[list[Text]] = [[field, ""] for field in fields]
    paper.table(
        [_("Field"), _("Your answer")], rows, widths=_FIELD_WIDTHS, row_height=_FIELD, scale=_form_scale(paper.edition)
    )


def _named(words: str, column: str) -> list[str | Span]:
    """What a field is for, and in brackets the column that it fills."""
    return [words, " ", verbatim(f"({column})")] if column else [words]


def _blank(lines: int) -> str:
    """Room for so many lines of writing."""
    return "\n".join("\u00a0" for _line in range(lines))


PARTNER_REQUEST = DocumentKind(
    id=DOCUMENT,
    title=mark("Requests to partners, with a reply form"),
    audience=Audience.PARTNER,
    gather=gather_partner_requests,
    compose=compose_partner_request,
)
