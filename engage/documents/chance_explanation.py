"""The answer to "Why was I not picked?", for one person: their chance, and what made it what it was (C13)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from sqlalchemy.orm import Session

from engage.assembly.rules import LOCAL_FIELDS
from engage.assembly.views import AssemblySheet, assembly_sheet
from engage.documents.common import Contact, chance_words, contact_of, inline
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.selection_report import METHOD_WORDS
from engage.documents.selection_rows import ValueShown, answer_words, pool_words, shown_categories, target_words
from engage.documents.small_numbers import Showing
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.documents.typesetting.paper import Layout
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import long_moment, number
from engage.languages.local_text import PickedText
from engage.lottery.views import (
    Explanation,
    OwnAnswer,
    RunPerson,
    RunSheet,
    TargetTable,
    chances,
    explain,
    frozen_answers,
    listed_panels,
    live_run,
    people_at_home,
    run_sheet,
    target_table,
)
from engage.people.views import PersonStory, list_stories

DOCUMENT = "chance-explanation"
_LAYOUT = Layout(side=14.0, top=9.0, bottom=7.0)
_BEFORE_COLUMNS = 1.5  # millimetres


@dataclass(frozen=True)
class AnswerFact:
    """One of the person's own answers, with what may be said of the others who gave it."""

    category: str
    value: ValueShown


@dataclass(frozen=True)
class ChanceExplanation:
    """All that it says to one person.

    `crowded` is the answer that holds the chance down, `scarce` the one that lifts it; None where neither does, or
    where the numbers behind it are too small to be told. `own_panels` are the numbers of the panels that hold the
    person, in a draw by figures.
    """

    name: str
    reference: str
    title: PickedText
    contact: Contact
    run: RunSheet
    ticket: str
    was_drawn: bool
    chance: Fraction
    equal: Fraction
    answers: tuple[AnswerFact, ...]
    crowded: AnswerFact | None
    scarce: AnswerFact | None
    at_home: int
    own_panels: int


def gather_chance_explanations(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """One for everyone who was in the draw, or for those asked for, each in their own language and size.

    Raises RefusedError while nothing has been drawn, and NotFoundError for a reference that was not in the draw.
    """
    live = live_run(db, assembly_id)
    if live is None or live.drawn_at is None:
        raise RefusedError("nothing-drawn-yet", details={"document": DOCUMENT})
    known = _Known(db, assembly_id, live.number)
    people = list_stories(db, assembly_id, references=request.references)
    found = {person.reference: person for person in people if person.id in known.people}
    for reference in request.references:
        if reference not in found:
            raise NotFoundError(what="person", id=reference)
    return [known.job(person, request) for person in found.values()]


class _Known:
    """What all explanations of one run share, read once."""

    def __init__(self, db: Session, assembly_id: uuid.UUID, run: int) -> None:
        self.sheet: AssemblySheet = assembly_sheet(db, assembly_id)
        self.run = run_sheet(db, assembly_id, number=run)
        self.people: Mapping[uuid.UUID, RunPerson] = {
            person.respondent_id: person for person in chances(db, assembly_id, number=run)
        }
        self._answers = frozen_answers(db, assembly_id, number=run)
        self._homes = people_at_home(db, assembly_id, number=run)
        self._table: TargetTable = target_table(db, assembly_id, number=run)
        self._shown = {
            (category.name, value.name): value
            for category in shown_categories(self._table)
            for value in category.values
        }
        panels = listed_panels(db, assembly_id, number=run) if self.run.digits else ()
        self._panels = [frozenset(panel) for panel in panels]

    def job(self, person: PersonStory, request: PrintRequest) -> PrintJob:
        """One person's paper."""
        edition = request.edition(person.written_language, person.type_size)
        code = edition.language.code
        title = self.sheet.text("title", code)
        is_other = request.language is None and person.written_language.partition("-")[0] != code
        return PrintJob(
            DOCUMENT,
            self._content(person, title),
            edition,
            compose_chance_explanation,
            for_reference=person.reference,
            fallbacks=(LOCAL_FIELDS["title"],) if title.is_fallback else (),
            wanted_language=person.written_language if is_other else "",
        )

    def _content(self, person: PersonStory, title: PickedText) -> ChanceExplanation:
        drawn = self.people[person.id]
        found: Explanation = explain(
            drawn.chance,
            self._answers[person.id],
            self._table,
            pool_size=self.run.row.pool_size,
            at_home=self._homes.get(drawn.ticket, 1),
        )
        return ChanceExplanation(
            name=person.shown_name,
            reference=person.reference,
            title=title,
            contact=contact_of(self.sheet),
            run=self.run,
            ticket=drawn.ticket,
            was_drawn=drawn.is_selected,
            chance=drawn.chance,
            equal=found.equal,
            answers=tuple(AnswerFact(each.category, self._value(each)) for each in found.answers),
            crowded=self._tellable(found.crowded),
            scarce=self._tellable(found.scarce),
            at_home=found.at_home,
            own_panels=sum(drawn.ticket in panel for panel in self._panels),
        )

    def _value(self, answer: OwnAnswer) -> ValueShown:
        return self._shown[answer.category, answer.value.name]

    def _tellable(self, answer: OwnAnswer | None) -> AnswerFact | None:
        """The answer, unless so few people gave it that they could be told from the number."""
        if answer is None or self._value(answer).pool.showing is not Showing.EXACT:
            return None
        return AnswerFact(answer.category, self._value(answer))


def render_chance_explanation(content: ChanceExplanation, edition: Edition) -> bytes:
    """Set the paper as a tagged PDF. The same content and edition give the same bytes."""
    return compose_chance_explanation(content, edition).to_pdf()


def compose_chance_explanation(content: ChanceExplanation, edition: Edition) -> Paper:
    """Put one person's explanation on paper."""
    _ = edition.catalogue.gettext
    title = _("Your chance in the lottery")
    footer = filled(_("Reference {reference}"), reference=content.reference)
    paper = Paper(edition, title=title, footer=footer, layout=_LAYOUT)
    paper.heading(title)
    paper.paragraph(filled(_("Dear {name},"), name=content.name))
    paper.panel(lambda: _in_short(paper, content))
    _why(paper, content)
    _answers(paper, content.answers)
    _behind(paper, content)
    return paper


def _behind(paper: Paper, content: ChanceExplanation) -> None:
    """What stands behind the chance, and whom to ask: side by side, where letters are small enough, to spare a page."""
    if paper.edition.size is TypeSize.STANDARD:
        paper.space(_BEFORE_COLUMNS)
        paper.columns(partial(_how, paper, content), partial(_checking, paper, content))
        return

    def one_below_the_other() -> None:
        _how(paper, content)
        _checking(paper, content)

    paper.together(one_below_the_other)


def _in_short(paper: Paper, content: ChanceExplanation) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    assembly = inline(content.title, edition)
    row = content.run.row
    assert row.drawn_at is not None
    came = _("{pool} people were in the lottery for {assembly}, for {seats} places. The draw was on {date}.")
    counts = {"pool": number(row.pool_size, language), "seats": number(row.seats, language)}
    draw = filled(came, assembly=assembly, date=long_moment(row.drawn_at, language), **counts)
    if not content.chance:
        paper.paragraph(draw)
        paper.paragraph(_("With the mix that was asked for, no group could be made that included you. We are sorry."))
        return
    chance = Span(chance_words(content.chance, edition), bold=True)
    said = [_("You were drawn.")]
    if not content.was_drawn:
        said = [
            _("You were not drawn."),
            _("Nobody decided against you. It was chance, and it was the same draw for everyone."),
        ]
    own = filled(_("Your chance of being drawn was {chance}."), chance=chance)
    paper.paragraph([*draw, Span(" "), *own, Span(" " + " ".join(said))])


def _why(paper: Paper, content: ChanceExplanation) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("Why your chance was what it was"), 2)
    equal = filled(
        _("Without any targets, everyone would have had the same chance: {chance}."),
        chance=chance_words(content.equal, edition),
    )
    reason = _reason(content, edition)
    paper.paragraph([*equal, Span(" "), *reason])
    if content.at_home > 1:
        homes = edition.catalogue.ngettext(
            "{count} person of your home came forward.",
            "{count} people of your home came forward. At most one of a home can be a member.",
            content.at_home,
        )
        paper.paragraph(filled(homes, count=number(content.at_home, edition.language)))


def _reason(content: ChanceExplanation, edition: Edition) -> list[Span]:
    """What made the chance another than everyone's; nothing where it is the same."""
    _ = edition.catalogue.gettext
    if content.crowded is not None:
        many = _(
            "Many people gave the same answer as you to “{category}”: {people} with “{answer}” came forward, and at "
            "most {places} of them could be members. That alone keeps their chance at {chance} on average, or less."
        )
        return filled(many, **_facts(content.crowded, content.crowded.value.maximum, edition))
    if content.scarce is not None:
        few = _(
            "Few people gave the same answer as you to “{category}”: {people} with “{answer}” came forward, and at "
            "least {places} of them had to be members. That makes their chance {chance} on average, or more."
        )
        return filled(few, **_facts(content.scarce, content.scarce.value.minimum, edition))
    if content.chance and content.chance != content.equal:
        return [Span(_("Your answers together make the difference; no single one of them does."))]
    return []


def _facts(answer: AnswerFact, places: int | None, edition: Edition) -> dict[str, str]:
    language, people = edition.language, answer.value.pool.count
    share = min(Fraction(1), Fraction(places or 0, max(1, people)))
    return {
        "category": answer.category,
        "answer": answer_words(answer.value.name, edition),
        "people": number(people, language),
        "places": number(places or 0, language),
        "chance": chance_words(share, edition),
    }


def _answers(paper: Paper, answers: Sequence[AnswerFact]) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    if not answers:
        return
    paper.heading(_("Your answers, and the places for them"), 2)
    rows: list[list[Text]] = [
        [
            verbatim(answer.category),
            verbatim(answer_words(answer.value.name, edition)),
            _people(answer, edition),
            _places(answer, edition),
        ]
        for answer in answers
    ]
    header = [_("Question"), _("Your answer"), _("People with it"), _("Places for them")]
    paper.table(header, rows, align=["start", "start", "end", "end"], widths=[47, 17, 19, 21])


def _people(answer: AnswerFact, edition: Edition) -> str:
    return pool_words(answer.value, 0, edition)


def _places(answer: AnswerFact, edition: Edition) -> str:
    return target_words(answer.value, 0, edition)


def _how(paper: Paper, content: ChanceExplanation) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("How the chances were shared out"), 2)
    looked = _("A computer looked for many different panels, each of which meets every target.")
    paper.paragraph(
        [
            Span(looked),
            Span(" "),
            Span(_(METHOD_WORDS[content.run.row.method])),
            Span(" "),
            Span(_("No person decided.")),
        ]
    )


def _checking(paper: Paper, content: ChanceExplanation) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("How you can check it"), 2)
    own = _("In the record of the draw you are ticket {ticket}. Only you and we know that.")
    sentences = [*filled(own, ticket=Span(content.ticket, bold=True))]
    if content.run.digits:
        words = edition.catalogue.ngettext(
            "Your ticket is in {count} of the {total} panels on the printed list.",
            "Your ticket is in {count} of the {total} panels on the printed list.",
            content.own_panels,
        )
        counts = {
            "count": number(content.own_panels, edition.language),
            "total": number(10**content.run.digits, edition.language),
        }
        sentences += [Span(" "), *filled(words, **counts)]
    asked = _("Ask us for the public record and the program that checks it: it states every ticket's chance.")
    ways = [span for way in content.contact.ways(edition) for span in (Span(" "), *way)]
    paper.paragraph([*sentences, Span(" "), Span(asked), *ways])


CHANCE_EXPLANATION = DocumentKind(
    id=DOCUMENT,
    title=mark("Why was I not picked? Each person's chance explained"),
    audience=Audience.PERSON,
    gather=gather_chance_explanations,
    compose=compose_chance_explanation,
)
