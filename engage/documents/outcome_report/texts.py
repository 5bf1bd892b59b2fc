"""One text of the outcome report: its words as they were voted on, why, the vote, and whom it is addressed to."""

from engage.documents.common import local_spans, paragraphs
from engage.documents.outcome_report.content import ReportedText, ReportedVote
from engage.documents.outcome_report.figures import figure_alt, figure_height, vote_figure
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.languages.editions import Edition
from engage.languages.formats import listed, long_date, number
from engage.languages.local_text import PickedText
from engage.voting.rules import OPTION_LABELS, Outcome, Verdict
from engage.voting.wording import result_sentences, verdict_sentence


def text_name(label: str, title: PickedText, edition: Edition) -> list[Span]:
    """How a text is called: E3 and its title."""
    return [verbatim(label, bold=True), Span(" · "), *local_spans(title, edition)]


def printed_text(paper: Paper, text: ReportedText, *, note: str = "") -> None:
    """The whole text with its vote; a note stands above it."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.heading(text_name(text.label, text.title, edition), 3)
    paper.paragraph(note, keeps_next=True)
    paper.panel(lambda: paragraphs(paper, text.text))
    if text.why.text.strip():
        paper.paragraph(_("Why we say this"), bold=True, keeps_next=True)
        paragraphs(paper, text.why)
    paper.paragraph(_where_from(text, edition))
    if text.vote is None:
        paper.paragraph(_("No vote was held on these words."), bold=True)
        return
    _vote(paper, text.vote)


def _where_from(text: ReportedText, edition: Edition) -> Text:
    """Whom it is addressed to, and what it grew from."""
    words, language = edition.catalogue, edition.language
    grown = words.ngettext("It grew from {count} note.", "It grew from {count} notes.", text.notes)
    notes = filled(grown, count=number(text.notes, language))
    if not text.notes:
        notes = [Span(words.gettext("It grew from the talk as a whole: no single note stands behind it."))]
    if not text.partners:
        return notes
    to = filled(words.gettext("Addressed to {partners}."), partners=Span(listed(text.partners, language), bold=True))
    return [*to, Span(" "), *notes]


def _vote(paper: Paper, vote: ReportedVote) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    heading = filled(
        _("Vote {number}, {date}, on version {version}"),
        number=number(vote.number, language),
        date=long_date(vote.held_on, language),
        version=number(vote.version_number, language),
    )
    paper.paragraph(heading, bold=True, keeps_next=True)
    outcome = vote.outcome
    if outcome is None:
        return
    if vote.is_small and outcome.verdict is not Verdict.NO_RESULT:
        paper.paragraph(_(outcome.verdict.label), bold=True)
        paper.paragraph(_("Fewer than 5 people voted. Numbers are left out, so that nobody's vote can be told."))
        return
    if outcome.base_count:
        alt = figure_alt(vote, outcome, edition)
        paper.figure(vote_figure(vote, outcome, edition), alt, height=figure_height(edition), keeps_next=True)
    paper.columns(lambda: _result(paper, vote, outcome), lambda: _ballots(paper, vote))


def _result(paper: Paper, vote: ReportedVote, outcome: Outcome) -> None:
    """The sentences, with the one that says how it came out in bold."""
    words, given = paper.edition.catalogue, {"present": vote.present, "entitled": vote.entitled}
    verdict = verdict_sentence(vote.rules, outcome, words, **given)
    for sentence in result_sentences(vote.rules, outcome, words, **given):
        paper.paragraph(sentence, bold=sentence == verdict)


def _ballots(paper: Paper, vote: ReportedVote) -> None:
    """What was in the box, option by option."""
    edition, ballots = paper.edition, vote.ballots
    _, language = edition.catalogue.gettext, edition.language
    counts = [(_(OPTION_LABELS[option]), ballots.options.get(option, 0)) for option in vote.rules.method.options]
    counts += [(_("Blank"), ballots.blank), (_("Spoilt"), ballots.spoilt), (_("All in the box"), ballots.cast)]
    rows: list[list[Text]] = [[label, number(count, language)] for label, count in counts]
    paper.table([_("Ballot papers"), _("How many")], rows, align=["start", "end"])
