"""The letter that tells a member what happened to what they said (Doc25): two pages, and the news one by one behind."""

import uuid
from dataclasses import dataclass, replace
from datetime import date

from engage.documents.common import Contact, fallback_mark, inline, letter_head, ways_to_ask
from engage.documents.expectation_parts import (
    as_voted,
    figure_sentences,
    name_of,
    status_words,
)
from engage.documents.partner_ledger import ledger_in_brief, only_new
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.followup.news import Fact, NewsKind
from engage.followup.rules import LIGHT_SHAPES, VERDICT_SHAPES, Light
from engage.followup.tally import Tally
from engage.followup.views import ExpectationRow
from engage.languages.editions import Edition
from engage.languages.formats import long_date, number, percent
from engage.languages.local_text import PickedText, pick

_MOST_PAGES = 2
_LAYOUTS = (*((count, True) for count in (10, 8, 6, 5, 4, 3, 2, 1)), *((count, False) for count in (3, 2, 1, 0)))
"""How many expectations the letter itself tells of, and whether the four figures stand in it.

The first of these with which it stays on its pages is taken: the member's own come before the figures.
"""


@dataclass(frozen=True)
class ProgressLetter:
    """All that one letter says.

    `rows` are the expectations with news, the member's own first: those that their tables worked on, by id in `own`.
    `facts` are what no earlier letter told; `since` is the day of the last one, None for the first.
    """

    name: str
    reference: str
    address: tuple[str, ...]
    dated: date
    title: PickedText
    commissioner: str
    contact: Contact
    rows: tuple[ExpectationRow, ...]
    facts: tuple[Fact, ...]
    own: frozenset[uuid.UUID]
    counted: Tally
    since: date | None
    next_session_on: date | None
    next_due_on: date | None

    def facts_of(self, row: ExpectationRow) -> list[Fact]:
        """The news of one expectation."""
        return [fact for fact in self.facts if fact.expectation.id == row.id]


def compose_progress_letter(letter: ProgressLetter, edition: Edition) -> Paper:
    """Put the letter on paper: as much in it as two pages hold, everything behind it."""
    layouts = ((min(count, len(letter.rows)), has_figures) for count, has_figures in _LAYOUTS)
    for count, has_figures in dict.fromkeys(layouts):
        paper = _letter(letter, edition, count, has_figures=has_figures)
        if paper.pages_so_far() <= _MOST_PAGES:
            break
    _annex(paper, letter)
    return paper


def _letter(letter: ProgressLetter, edition: Edition, count: int, *, has_figures: bool) -> Paper:
    _ = edition.catalogue.gettext
    footer = filled(_("Reference {reference}"), reference=letter.reference)
    paper = Paper(edition, title=_("What happened to what you said"), footer=footer)
    letter_head(
        paper,
        title=letter.title,
        commissioner=letter.commissioner,
        address=letter.address,
        dated=letter.dated,
        contact=letter.contact,
    )
    paper.heading(_("What happened to what you said"))
    paper.paragraph(filled(_("Dear {name},"), name=letter.name))
    _opening(paper, letter)
    if has_figures:
        paper.bullets([sentence for sentence, _count in figure_sentences(letter.counted, edition)])
    _news(paper, letter, count)
    _next(paper, letter)
    _farewell(paper, letter)
    return paper


def _opening(paper: Paper, letter: ProgressLetter) -> None:
    """What this letter is about."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    said = edition.catalogue.ngettext(
        "You and the other members of {assembly} have {count} expectation of those who run and use services here.",
        "You and the other members of {assembly} have {count} expectations of those who run and use services here.",
        letter.counted.expectations,
    )
    count = number(letter.counted.expectations, language)
    paper.paragraph(filled(said, assembly=inline(letter.title, edition), count=count), bold=True)
    if letter.since is None:
        paper.paragraph(_("This letter tells you what has come of them so far."))
    elif letter.rows:
        news = _("This letter tells you only what is new since our letter of {date}.")
        paper.paragraph(filled(news, date=long_date(letter.since, language)))
    else:
        none = _("There is no news since our letter of {date}.")
        paper.paragraph(filled(none, date=long_date(letter.since, language)))


def _news(paper: Paper, letter: ProgressLetter, count: int) -> None:
    """The first expectations with their news: the member's own under a heading of their own."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    told = letter.rows[:count]
    own = [row for row in told if row.id in letter.own]
    others = [row for row in told if row.id not in letter.own]
    if own:
        paper.heading(_("What your tables worked on"), 2)
        paper.paragraph(
            _("Notes from tables where you sat stand behind these. We keep no record of who said what."),
            keeps_next=True,
        )
        paper.bullets([_item(letter, row, edition) for row in own])
    if others:
        paper.heading(_("What else there is to tell") if own else _("What there is to tell"), 2)
        paper.bullets([_item(letter, row, edition) for row in others])
    left = len(letter.rows) - count
    if left:
        more = edition.catalogue.ngettext(
            "The pages behind this letter tell of {count} more expectation.",
            "The pages behind this letter tell of {count} more expectations.",
            left,
        )
        all_behind = _("You find all the news on the pages behind this letter.")
        paper.paragraph(more.format(count=number(left, edition.language)) if told else all_behind)
    elif letter.rows:
        paper.paragraph(_("You find all of it in full behind this letter."))


def _item(letter: ProgressLetter, row: ExpectationRow, edition: Edition) -> Text:
    """One expectation in a few sentences."""
    _ = edition.catalogue.gettext
    title = [Span(span.text, bold=True, language=span.language) for span in name_of(row, edition)]
    facts = [fact for fact in letter.facts_of(row) if fact.kind is not NewsKind.ASKED or not fact.is_overdue]
    if not facts:
        return [*title, "\n", _("Nobody has been asked yet.")]
    spans: list[str | Span] = [*title]
    for fact in facts:
        spans += ["\n", *_sentence(fact, edition)]
    return spans


def _sentence(fact: Fact, edition: Edition) -> list[Span]:
    """One fact in one short sentence, with a shape where there is one for it."""
    _, language = edition.catalogue.gettext, edition.language
    address, action = fact.address, fact.action
    given: dict[str, str | Span] = {
        "partner": address.partner_name,
        "day": long_date(fact.day, language),
        "late": LIGHT_SHAPES[Light.RED],
        "due": long_date(address.due_on, language) if address.due_on else "–",
    }
    if address.answer:
        given["answer"] = status_words(address.answer, edition)
    if address.verdict:
        kind = address.verdict.kind
        given["verdict"] = f"{VERDICT_SHAPES[kind]} {_(kind.label)}"
    marks: list[Span] = []
    if action:
        text = pick(action.text, language.code)
        text = replace(text, text=text.text.rstrip(". "))  # the sentence around it has a full stop of its own
        given["action"], marks = inline(text, edition), fallback_mark(text, edition)
        given["percent"] = percent(action.percent_done / 100, language)
    sentences = {
        NewsKind.ASKED: _("{partner} was asked. Its answer is due on {due}."),
        NewsKind.ANSWERED: _("{partner} answered: {answer}."),
        NewsKind.NO_ANSWER: _("{late} No answer came from {partner} by {day}."),
        NewsKind.PROGRESS: _("{partner} has done {percent} of this: {action}."),
        NewsKind.PAST_DUE: _("{late} {partner} is late with this: {action}."),
        NewsKind.NO_DECISION: _("{late} {partner} was to decide by {day} and has not."),
        NewsKind.VERDICT: _("Members judged what {partner} made of it: {verdict}."),
    }
    return [*filled(sentences[fact.kind], **given), *marks]


def _next(paper: Paper, letter: ProgressLetter) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    items: list[Text] = []
    if letter.next_session_on is not None:
        day = Span(long_date(letter.next_session_on, language), bold=True)
        items.append(filled(_("The next session is on {date}."), date=day))
    if letter.next_due_on is not None:
        day = Span(long_date(letter.next_due_on, language), bold=True)
        items.append(filled(_("The next thing that is due from a partner is due on {date}."), date=day))
    items.append(_("We go on asking, and write to you again when there is news."))
    paper.heading(_("What happens next"), 2)
    paper.bullets(items)


def _farewell(paper: Paper, letter: ProgressLetter) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    if letter.contact.ways(edition):
        paper.heading(_("Any questions?"), 2)
        ways_to_ask(paper, letter.contact)
    paper.paragraph(_("Thank you for your time, and for all that you said."))
    paper.paragraph(verbatim(letter.contact.name))


def _annex(paper: Paper, letter: ProgressLetter) -> None:
    """The expectations with news, as voted, and what is new of each partner's part."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    if not letter.rows:
        return
    paper.new_page()
    paper.heading(_("The news, one by one"), 2)
    for row in letter.rows:
        paper.heading(name_of(row, edition), 3)
        as_voted(paper, row)
        facts = letter.facts_of(row)
        news = [(address, [fact for fact in facts if fact.address.id == address.id]) for address in row.addresses]
        paper.bullets([ledger_in_brief(address, edition, only_new(found)) for address, found in news if found])
