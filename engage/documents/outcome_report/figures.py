"""The picture of a vote: a bar of all that the support is measured against, and the threshold drawn across it."""

from engage.documents.outcome_report.content import ReportedVote
from engage.documents.typesetting.figures import Drawing, Sketch
from engage.documents.typesetting.ink import ACCENT, BLACK, Colour
from engage.documents.typesetting.shaping import Style
from engage.languages.editions import Edition
from engage.languages.formats import number
from engage.voting.rules import Outcome, Verdict
from engage.voting.wording import threshold_words

_TRACK: Colour = (0.86, 0.86, 0.86)
_WHITE: Colour = (1.0, 1.0, 1.0)
_BAR = 1.3  # multiples of the type size from here on
_LINE = 2.0
_OVER = 0.25


def vote_figure(vote: ReportedVote, outcome: Outcome, edition: Edition) -> Sketch:
    """Draws the bar; the line is left out where the threshold decided nothing."""
    style = _style(edition)
    has_line = outcome.verdict is not Verdict.STRAW_POLL

    def sketch(drawing: Drawing) -> None:
        top, bar = style.line_height, _BAR * style.size
        width = drawing.width
        drawing.box(0, top + _OVER * style.size, width, bar, _TRACK)
        drawing.box(0, top + _OVER * style.size, width * outcome.support / outcome.base_count, bar, ACCENT)
        if has_line:
            at = width * float(vote.rules.threshold)
            line = min(max(at - _LINE / 2, _LINE), width - 2 * _LINE)
            height = bar + 2 * _OVER * style.size
            drawing.box(line - _LINE, top, 3 * _LINE, height, _WHITE)
            drawing.box(line, top, _LINE, height, BLACK)
            _beside(drawing, _needed_words(vote, outcome, edition), at, 0.0, style)
        below = top + bar + 2 * _OVER * style.size
        drawing.text(_in_favour_words(outcome, edition), 0, below, width, size=style.size, bold=True, most_lines=1)

    return sketch


def figure_height(edition: Edition) -> float:
    """How high the picture is, in points: a line of words above the bar and one below."""
    style = _style(edition)
    return 2 * style.line_height + (_BAR + 3 * _OVER) * style.size


def figure_alt(vote: ReportedVote, outcome: Outcome, edition: Edition) -> str:
    """All that the picture shows, in words."""
    _, language = edition.catalogue.gettext, edition.language
    total, support = number(outcome.base_count, language), number(outcome.support, language)
    if outcome.verdict is Verdict.STRAW_POLL:
        return _("A bar of {total}: {support} in favour.").format(total=total, support=support)
    sentence = _("A bar of {total}: {support} in favour. A line across it shows what was needed: {needed}.")
    return sentence.format(total=total, support=support, needed=_needed_words(vote, outcome, edition))


def _needed_words(vote: ReportedVote, outcome: Outcome, edition: Edition) -> str:
    """The share and the number: "At least 4/5 (80%): 40"."""
    share = threshold_words(vote.rules, edition.catalogue)
    return f"{share}: {number(outcome.needed, edition.language)}"


def _in_favour_words(outcome: Outcome, edition: Edition) -> str:
    _, language = edition.catalogue.gettext, edition.language
    words = _("In favour: {support} of {total}")
    return words.format(support=number(outcome.support, language), total=number(outcome.base_count, language))


def _beside(drawing: Drawing, words: str, at: float, top: float, style: Style) -> None:
    """Words that end at the line, or begin at it where it stands in the first half."""
    if at * 2 > drawing.width:
        drawing.text(words, 0, top, at + _LINE, size=style.size, align="end", most_lines=1)
    else:
        drawing.text(words, at, top, drawing.width - at, size=style.size, most_lines=1)


def _style(edition: Edition) -> Style:
    return Style(edition.language.code, edition.size.points)
