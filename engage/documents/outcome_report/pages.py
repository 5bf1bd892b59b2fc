"""The pages of the outcome report, from the cover to the thanks; how votes were counted stands behind them."""

from collections.abc import Sequence
from functools import partial

from engage.documents.common import local_column, local_spans, paragraphs, ways_to_ask
from engage.documents.outcome_report.content import (
    DrawFacts,
    OutcomeReport,
    ReportedSession,
    ReportedText,
    ShortEntry,
)
from engage.documents.outcome_report.counting import how_votes_were_counted
from engage.documents.outcome_report.texts import printed_text, text_name
from engage.documents.selection_rows import (
    CategoryShown,
    answer_words,
    counted,
    has_protected,
    pool_words,
    target_words,
)
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.languages.editions import Edition
from engage.languages.formats import long_date, number
from engage.languages.local_text import PickedText


def render_outcome_report(report: OutcomeReport, edition: Edition) -> bytes:
    """Set the report as a tagged PDF. The same report and edition give the same bytes."""
    return compose_outcome_report(report, edition).to_pdf()


def compose_outcome_report(report: OutcomeReport, edition: Edition) -> Paper:
    """Put the report on paper."""
    _ = edition.catalogue.gettext
    paper = Paper(edition, title=_("What the assembly decided"), footer=local_spans(report.title, edition))
    _cover(paper, report)
    paper.new_page()
    before = paper.pages_so_far()
    _at_a_glance(paper, report)
    if paper.pages_so_far() == before + 1:  # else the rest follows what one page did not hold
        paper.new_page()
    _task(paper, report)
    _who(paper, report)
    _how(paper, report)
    _adopted(paper, report)
    _not_adopted(paper, report)
    _next_and_thanks(paper, report)
    how_votes_were_counted(paper, report)
    return paper


def _cover(paper: Paper, report: OutcomeReport) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.paragraph(local_spans(report.title, edition), bold=True, scale=1.25)
    paper.paragraph(verbatim(report.commissioner))
    paper.space(10)
    paper.heading(paper.title)
    paper.paragraph(long_date(report.dated, edition.language))
    paper.paragraph(_("Do you want this report in another language or format? Please ask us."), bold=True)
    ways_to_ask(paper, report.contact)
    paper.contents(_("What is in this report"))


def _at_a_glance(paper: Paper, report: OutcomeReport) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(_("At a glance"), 2)
    if report.question.text.strip():
        paper.panel(lambda: _question(paper, report.question))
    paper.paragraph(_who_words(report, edition))
    met = _met_words(report, edition)
    if met:
        paper.paragraph(met)
    paper.paragraph(_decided_words(report, edition), bold=True, keeps_next=True)
    paper.bullets([text_name(text.label, text.title, edition) for text in report.adopted])
    others = len({text.label for text in report.not_adopted} - report.adopted_labels)
    if others:
        sentence = edition.catalogue.ngettext(
            "{count} text was voted on and not adopted. This report prints it too.",
            "{count} texts were voted on and not adopted. This report prints them too.",
            others,
        )
        paper.paragraph(filled(sentence, count=number(others, edition.language)))


def _question(paper: Paper, question: PickedText) -> None:
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("The question for the assembly"), bold=True)
    paragraphs(paper, question)


def _who_words(report: OutcomeReport, edition: Edition) -> Text:
    """Who decided, and how they came to it."""
    words, language = edition.catalogue, edition.language
    if report.draw is None:
        sentence = words.ngettext(
            "{count} member of the public took it up.", "{count} members of the public took it up.", report.members
        )
        return filled(sentence, count=number(report.members, language))
    sentence = words.ngettext(
        "{count} person was chosen by lottery from {pool} who came forward and could take part.",
        "{count} people were chosen by lottery from {pool} who came forward and could take part.",
        report.draw.seats,
    )
    return filled(sentence, count=number(report.draw.seats, language), pool=number(report.draw.pool_size, language))


def _met_words(report: OutcomeReport, edition: Edition) -> Text:
    """How often they met, between which days; empty while nobody has."""
    words, language, held = edition.catalogue, edition.language, report.held
    if not held:
        return ""
    sentence = words.ngettext(
        "They met {count} time, on {first}.", "They met {count} times, from {first} to {last}.", len(held)
    )
    first, last = long_date(held[0].held_on, language), long_date(held[-1].held_on, language)
    return filled(sentence, count=number(len(held), language), first=first, last=last)


def _decided_words(report: OutcomeReport, edition: Edition) -> Text:
    words, count = edition.catalogue, len(report.adopted)
    if not count:
        return words.gettext("No text was adopted.")
    sentence = words.ngettext("They adopted {count} text:", "They adopted {count} texts:", count)
    return filled(sentence, count=number(count, edition.language))


def _task(paper: Paper, report: OutcomeReport) -> None:
    _ = paper.edition.catalogue.gettext
    parts = ((_("What it was about"), report.remit), (_("What was not part of it"), report.out_of_scope))
    texts = (report.question, report.remit, report.out_of_scope)
    if not any(text.text.strip() for text in texts):
        return
    paper.heading(_("What the assembly was asked"), 2)
    paragraphs(paper, report.question)
    for title, text in parts:
        if text.text.strip():
            paper.heading(title, 3)
            paragraphs(paper, text)


def _who(paper: Paper, report: OutcomeReport) -> None:
    edition, draw = paper.edition, report.draw
    _ = edition.catalogue.gettext
    paper.heading(_("Who we were"), 2)
    paper.paragraph(_who_words(report, edition))
    if draw is None:
        return
    drawn = _(
        "Together they are a mixed group, like the people who live here. The lottery was on {date}. A report of its "
        "own says how it worked and how anyone can check it."
    )
    paper.paragraph(filled(drawn, date=long_date(draw.drawn_on, edition.language)))
    if draw.categories:
        paper.paragraph(
            _(
                "For each answer a target said how many members may have given it. Percentages are of the places, of "
                "the pool, and of the people drawn."
            )
        )
    for category in draw.categories:
        paper.together(partial(_category, paper, category))
    _say_what_is_hidden(paper, draw)


def _category(paper: Paper, category: CategoryShown) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(verbatim(category.name), 3)
    rows: list[list[Text]] = [
        [
            verbatim(answer_words(value.name, edition)),
            target_words(value, category.seats, edition),
            pool_words(value, category.pool_size, edition),
            counted(value.chosen, category.chosen_size, edition),
        ]
        for value in category.values
    ]
    header = [_("Answer"), _("Target"), _("In the pool"), _("Chosen")]
    paper.table(header, rows, align=["start", "end", "end", "end"])


def _say_what_is_hidden(paper: Paper, draw: DrawFacts) -> None:
    _ = paper.edition.catalogue.gettext
    if has_protected(draw.categories):
        paper.paragraph(
            _(
                "Small numbers: where 1 to 4 people of the pool gave an answer, the table says “fewer than 5”. A "
                "larger number is not shown where the small one could be worked out from it."
            )
        )


def _how(paper: Paper, report: OutcomeReport) -> None:
    edition, sessions = paper.edition, report.sessions
    words, language = edition.catalogue, edition.language
    _ = words.gettext
    if not sessions:
        return
    paper.heading(_("How we worked"), 2)
    header, titles = local_column(_("What it was about"), [session.title for session in sessions], edition)
    rows: list[list[Text]] = [
        [
            number(session.number, language),
            long_date(session.held_on, language),
            title,
            _came_words(session, edition),
        ]
        for session, title in zip(sessions, titles, strict=True)
    ]
    paper.table([_("Session"), _("Day"), header, _("Who came")], rows)
    times = [
        (_("Learning: listening to speakers and asking them"), sum(session.learning for session in sessions)),
        (_("Deliberation: talking at small tables"), sum(session.deliberating for session in sessions)),
        (_("Decision: voting"), sum(session.deciding for session in sessions)),
    ]
    if any(minutes for _what, minutes in times):
        cells: list[list[Text]] = [[what, number(round(minutes / 60, 1), language)] for what, minutes in times]
        paper.table([_("What the time went to"), _("Hours")], cells, align=["start", "end"])
    if report.notes:
        sentence = words.ngettext(
            "The tables wrote {count} note of what was said, without names.",
            "The tables wrote {count} notes of what was said, without names.",
            report.notes,
        )
        paper.paragraph(filled(sentence, count=number(report.notes, language)))


def _came_words(session: ReportedSession, edition: Edition) -> Text:
    """Such as "46 of 50 members"; a dash where nobody was ticked off."""
    if not session.came:
        return "–"
    sentence = edition.catalogue.ngettext("{came} of {count} member", "{came} of {count} members", session.expected)
    came, expected = number(session.came, edition.language), number(session.expected, edition.language)
    return filled(sentence, came=came, count=expected)


def _adopted(paper: Paper, report: OutcomeReport) -> None:
    """The texts under their priorities; those without one come last."""
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    for priority in report.priorities:
        texts = [text for text in report.adopted if text.priority == priority.number]
        if texts:
            place = Span(number(priority.number, language))
            paper.heading(
                [*filled(_("Priority {number}"), number=place), ": ", *local_spans(priority.text, edition)], 2
            )
            _texts(paper, texts)
    known = {priority.number for priority in report.priorities}
    others = [text for text in report.adopted if text.priority not in known]
    if others:
        paper.heading(_("What else we decided") if known else _("What we decided"), 2)
        _texts(paper, others)


def _texts(paper: Paper, texts: Sequence[ReportedText]) -> None:
    for text in texts:
        paper.together(partial(printed_text, paper, text))


def _not_adopted(paper: Paper, report: OutcomeReport) -> None:
    edition = paper.edition
    _ = edition.catalogue.gettext
    if not (report.not_adopted or report.set_aside or report.not_yet_voted or report.void):
        return
    paper.heading(_("Considered, not adopted"), 2)
    intro = _("What did not pass is part of our work too. It stands here with the same figures.")
    paper.paragraph(intro, keeps_next=True)
    for text in report.not_adopted:
        is_elsewhere = text.label in report.adopted_labels
        note = _("Another vote adopted this text; its words are above.") if is_elsewhere else ""
        paper.together(partial(printed_text, paper, text, note=note))
    _named(paper, _("Set aside without a vote"), report.set_aside)
    _named(paper, _("Not voted on yet"), report.not_yet_voted)
    if report.void:
        paper.heading(_("Votes that were declared void"), 3)
        paper.bullets(
            [
                filled(
                    _("Vote {number}, on {text}: {reason}"),
                    number=number(vote.number, edition.language),
                    text=vote.label,
                    reason=vote.void_reason,
                )
                for vote in report.void
            ]
        )


def _named(paper: Paper, title: str, entries: Sequence[ShortEntry]) -> None:
    if entries:
        paper.heading(title, 3)
        paper.bullets([text_name(entry.label, entry.title, paper.edition) for entry in entries])


def _next_and_thanks(paper: Paper, report: OutcomeReport) -> None:
    _ = paper.edition.catalogue.gettext
    if report.what_next.text.strip():
        paper.heading(_("What happens next"), 2)
        paragraphs(paper, report.what_next)
    paper.heading(_("Thank you"), 2)
    paper.paragraph(
        _(
            "Thank you to every member, to those who came forward and were not drawn, to the speakers, to the "
            "facilitators and note-takers, and to the partners who will answer."
        )
    )
