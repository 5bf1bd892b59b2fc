"""The letter that tells one person how the lottery came out for them (Doc2)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from engage.documents.common import Contact, chance_words, inline, letter_head, paragraphs, ways_to_ask
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import long_date, number
from engage.languages.local_text import PickedText
from engage.people.rules import RespondentStatus


class Outcome(Enum):
    """How the lottery came out for someone."""

    CHOSEN = "chosen"
    CONFIRMED = "confirmed"
    RESERVE = "reserve"
    NOT_CHOSEN = "not-chosen"
    WITHDRAWN = "withdrawn"
    INELIGIBLE = "ineligible"


OUTCOMES = {
    RespondentStatus.SELECTED: Outcome.CHOSEN,
    RespondentStatus.CONFIRMED: Outcome.CONFIRMED,
    RespondentStatus.POOL: Outcome.NOT_CHOSEN,
    RespondentStatus.WITHDRAWN: Outcome.WITHDRAWN,
    RespondentStatus.INELIGIBLE: Outcome.INELIGIBLE,
}


@dataclass(frozen=True)
class LotteryFacts:
    """What the letter says of the draw."""

    pool_size: int
    seats: int
    drawn_on: date


@dataclass(frozen=True)
class OutcomeLetter:
    """All that one letter says. `chance` is None for someone who was not in the pool at the draw."""

    outcome: Outcome
    name: str
    reference: str
    address: tuple[str, ...]
    dated: date
    title: PickedText
    question: PickedText
    what_next: PickedText
    commissioner: str
    first_session_on: date | None
    contact: Contact
    lottery: LotteryFacts
    chance: Fraction | None


def compose_outcome_letter(letter: OutcomeLetter, edition: Edition) -> Paper:
    """Put the letter on paper."""
    _ = edition.catalogue.gettext
    footer = filled(_("Reference {reference}"), reference=letter.reference)
    paper = Paper(edition, title=_(_HEADINGS[letter.outcome]), footer=footer)
    letter_head(
        paper,
        title=letter.title,
        commissioner=letter.commissioner,
        address=letter.address,
        dated=letter.dated,
        contact=letter.contact,
    )
    paper.heading(_(_HEADINGS[letter.outcome]))
    paper.paragraph(filled(_("Dear {name},"), name=letter.name))
    sentence = _(_FIRST_LINES[letter.outcome])
    paper.paragraph(filled(sentence, assembly=inline(letter.title, edition)), bold=True)
    if letter.question.text.strip() and letter.outcome is not Outcome.INELIGIBLE:
        paper.panel(lambda: _question(paper, letter))
    _next(paper, letter)
    paper.together(lambda: _closing(paper, letter))
    return paper


def _closing(paper: Paper, letter: OutcomeLetter) -> None:
    """How it came about, whom to ask, and thanks: on one page, for thanks alone on a second would look forgotten."""
    if letter.outcome is not Outcome.INELIGIBLE:
        _how_it_worked(paper, letter)
    _farewell(paper, letter)


_HEADINGS = {
    Outcome.CHOSEN: mark("You have been chosen"),
    Outcome.CONFIRMED: mark("You are a member"),
    Outcome.RESERVE: mark("You are a reserve"),
    Outcome.NOT_CHOSEN: mark("You were not chosen this time"),
    Outcome.WITHDRAWN: mark("You are no longer taking part"),
    Outcome.INELIGIBLE: mark("You were not in the lottery"),
}

_FIRST_LINES = {
    Outcome.CHOSEN: mark("You have been chosen by lottery to be a member of {assembly}."),
    Outcome.CONFIRMED: mark("You were chosen by lottery and you said yes: you are a member of {assembly}."),
    Outcome.RESERVE: mark("You have been drawn by lottery as a reserve for {assembly}: you are not a member yet."),
    Outcome.NOT_CHOSEN: mark("In the lottery for {assembly} your name was not drawn."),
    Outcome.WITHDRAWN: mark("We have noted that you are not taking part in {assembly}."),
    Outcome.INELIGIBLE: mark("We could not include you in the lottery for {assembly}."),
}

_NEXT = {
    Outcome.CHOSEN: (
        mark("We will get in touch to ask whether you can take part, and what would make it easier for you."),
        mark("If you can't take part, please tell us soon. Then someone else can have your place."),
    ),
    Outcome.CONFIRMED: (
        mark("We will write to you before the first session with all that you need to know."),
        mark("If something changes, or you need help to take part, please tell us."),
    ),
    Outcome.RESERVE: (
        mark("Some members always have to leave. Then we ask a reserve to take their place, and that may be you."),
        mark("Who is asked first was drawn by lottery too. We can't say whether your turn will come."),
        mark("If you can't be a reserve, please tell us. You don't need to give a reason."),
    ),
    Outcome.NOT_CHOSEN: (
        mark("You don't need to do anything."),
        mark("If a member has to leave, we may draw someone else by lottery. Then we might write to you again."),
        mark("You can still follow the assembly and tell it what you think. Ask us how."),
    ),
    Outcome.WITHDRAWN: (
        mark("You don't need to do anything."),
        mark("You can still follow the assembly and tell it what you think. Ask us how."),
    ),
    Outcome.INELIGIBLE: (
        mark("If you think this is a mistake, or want to know the reason, please ask us."),
        mark("You can still follow the assembly and tell it what you think. Ask us how."),
    ),
}


def _question(paper: Paper, letter: OutcomeLetter) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The question for the assembly"), bold=True)
    paragraphs(paper, letter.question)


def _next(paper: Paper, letter: OutcomeLetter) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("What happens next"), 2)
    items: list[Text] = [_(sentence) for sentence in _NEXT[letter.outcome]]
    is_member = letter.outcome in {Outcome.CHOSEN, Outcome.CONFIRMED}
    if (is_member or letter.outcome is Outcome.RESERVE) and letter.first_session_on is not None:
        day = Span(long_date(letter.first_session_on, edition.language), bold=True)
        items.insert(1, filled(_("The first session is on {date}."), date=day))
    paper.bullets(items)
    if is_member:
        paragraphs(paper, letter.what_next)


def _how_it_worked(paper: Paper, letter: OutcomeLetter) -> None:
    edition, lottery = paper.edition, letter.lottery
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("How the lottery worked"), 2)
    people = edition.catalogue.ngettext(
        "{count} person was in the lottery, for {seats} places.",
        "{count} people were in the lottery, for {seats} places.",
        lottery.pool_size,
    )
    paper.paragraph(filled(people, count=number(lottery.pool_size, language), seats=number(lottery.seats, language)))
    paper.paragraph(
        filled(
            _(
                "On {date} a computer drew the members by lot. Together they are a mixed group, like the people who "
                "live in the area. Nobody could choose who was drawn, and anyone can check it."
            ),
            date=long_date(lottery.drawn_on, language),
        )
    )
    if letter.chance:
        chance = Span(chance_words(letter.chance, edition), bold=True)
        paper.paragraph(filled(_("Your chance of being drawn was {chance}."), chance=chance))
    elif letter.chance is not None:
        paper.paragraph(_("With the mix that was asked for, no group could be made that included you. We are sorry."))


def _farewell(paper: Paper, letter: OutcomeLetter) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    if letter.contact.ways(edition):
        paper.heading(_("Any questions?"), 2)
        ways_to_ask(paper, letter.contact)
    paper.paragraph(_("Thank you for coming forward."))
    paper.paragraph(verbatim(letter.contact.name))
