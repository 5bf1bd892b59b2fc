"""What the documents of the follow-up share: an expectation as it was voted, its result, and how its answers stand."""

from collections.abc import Iterable, Sequence

from engage.documents.common import local_spans, paragraphs
from engage.documents.typesetting import Paper, Span, Text, verbatim
from engage.followup.rules import LIGHT_SHAPES, STATUS_SHAPES, Standing
from engage.followup.tally import Tally
from engage.followup.views import AddressRow, AnswerRow, ExpectationRow
from engage.followup.wording import counting_sentences, standing_sentence
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import long_date, number
from engage.languages.local_text import LocalText, pick
from engage.voting.wording import result_sentences


def name_of(row: ExpectationRow, edition: Edition) -> list[Span]:
    """How an expectation is called: E3 and its title."""
    return [verbatim(row.label), Span(" · "), *local_spans(pick(row.title, edition.language.code), edition)]


def labelled(paper: Paper, label: str, text: LocalText) -> None:
    """One of the assembly's texts behind a word in bold that says what it is; nothing for an empty one."""
    edition = paper.edition
    picked = pick(text, edition.language.code)
    if picked.text.strip():
        paper.paragraph(after_label(label, local_spans(picked, edition)))


def after_label(label: str, text: Text) -> list[str | Span]:
    """A text behind a word in bold that says what it is."""
    rest = [text] if isinstance(text, str | Span) else list(text)
    return [Span(label, bold=True), " ", *rest]


def as_voted(paper: Paper, row: ExpectationRow) -> None:
    """The wording, letter by letter as it was voted on, in a box."""
    paper.panel(lambda: paragraphs(paper, pick(row.text, paper.edition.language.code)))


def vote_words(row: ExpectationRow, edition: Edition) -> str:
    """How the vote came out, with its arithmetic; says so where there was none."""
    vote, words = row.vote, edition.catalogue
    if vote is None or vote.outcome is None:
        return words.gettext("No vote was held on these words.")
    return " ".join(result_sentences(vote.rules, vote.outcome, words, present=vote.present, entitled=vote.entitled))


def status_words(answer: AnswerRow, edition: Edition) -> str:
    """What a partner answered, as a shape and words."""
    return f"{STATUS_SHAPES[answer.status]} {edition.catalogue.gettext(answer.status.label)}"


def standing_words(standing: Standing, edition: Edition) -> str:
    """How something stands, as a shape and the reason in words."""
    return f"{LIGHT_SHAPES[standing.light]} {standing_sentence(standing, edition.catalogue)}"


def counted_words(address: AddressRow, edition: Edition) -> str:
    """Why an answer is due on its day; empty where nothing was sent."""
    if address.sent_on is None or address.due_on is None or not address.period_count or address.period_unit is None:
        return ""
    sentences = counting_sentences(
        sent_on=address.sent_on,
        due_on=address.due_on,
        period_count=address.period_count,
        period_unit=address.period_unit,
        words=edition.catalogue,
    )
    return " ".join(sentences)


def day_words(answer: AnswerRow, edition: Edition) -> str:
    """The day of an answer."""
    return long_date(answer.answered_on, edition.language)


def figure_sentences(counted: Tally, edition: Edition) -> list[tuple[str, int]]:
    """How many were answered, accepted, done and late: each as a sentence, with its number."""
    ngettext, language = edition.catalogue.ngettext, edition.language
    figures = [
        (
            ngettext(
                "{count} of {total} expectations was answered by all who were asked.",
                "{count} of {total} expectations were answered by all who were asked.",
                counted.answered,
            ),
            counted.answered,
        ),
        (
            ngettext(
                "{count} of {total} was accepted, in full or in part, by at least one partner.",
                "{count} of {total} were accepted, in full or in part, by at least one partner.",
                counted.accepted,
            ),
            counted.accepted,
        ),
        (
            ngettext(
                "{count} of {total} is done: all that was promised is in place.",
                "{count} of {total} are done: all that was promised is in place.",
                counted.done,
            ),
            counted.done,
        ),
        (
            ngettext(
                "{count} of {total} is late: an answer or an action is overdue.",
                "{count} of {total} are late: an answer or an action is overdue.",
                counted.late,
            ),
            counted.late,
        ),
    ]
    total = number(counted.expectations, language)
    return [(text.format(count=number(count, language), total=total), count) for text, count in figures]


_TEXTS: Sequence[tuple[str, str]] = (
    ("title", mark("Titles of expectations")),
    ("text", mark("Texts of expectations")),
    ("why", mark("Reasons for expectations")),
)


def fallback_labels(rows: Iterable[ExpectationRow], edition: Edition, *, has_answers: bool = True) -> tuple[str, ...]:
    """The kinds of text that are not all written in the edition's language; answers only where they are printed."""
    code, known = edition.language.code, list(rows)
    found = [label for field, label in _TEXTS if any(pick(getattr(row, field), code).is_fallback for row in known)]
    answers = [answer for row in known for address in row.addresses for answer in address.answers[-1:]]
    if has_answers and any(pick(text, code).is_fallback for answer in answers for text in _texts_of(answer)):
        found.append(mark("Answers of partners"))
    return tuple(found)


def _texts_of(answer: AnswerRow) -> list[LocalText]:
    return [answer.summary, *(action.text for action in answer.actions)]
