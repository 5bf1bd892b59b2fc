"""The last pages of the outcome report: the rules of every vote, who was there, and what the words mean."""

from engage.documents.outcome_report.content import OutcomeReport, ReportedVote
from engage.documents.typesetting import Paper, Text
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import number
from engage.voting.rules import VoteState, quorum_needed
from engage.voting.wording import share_words, threshold_words

_HOW = (
    mark("Members voted in secret, on paper. Nobody can tell whose a ballot paper is."),
    mark("Two people counted the papers, each alone. A result stands only when both counts agree."),
    mark("Every paper given out is accounted for: in the box, handed back, or noted as not returned."),
    mark("Blank and spoilt papers are in the box, but they are not valid ballots."),
    mark("Passed or not was decided on whole numbers. Percentages are rounded for reading."),
    mark("With too few members in the room a vote is a straw poll: its numbers are told, and it decides nothing."),
    mark("On the four-step scale, “agree” and “strongly agree” count as in favour."),
)


def how_votes_were_counted(paper: Paper, report: OutcomeReport) -> None:
    """Every vote with its rules, also those that were declared void."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    if not report.votes:
        return
    paper.heading(_("How the votes were counted"), 2)
    paper.bullets([_(sentence) for sentence in _HOW])
    paper.heading(_("All votes, and what each needed"), 3)
    rows: list[list[Text]] = [
        [
            number(vote.number, edition.language),
            vote.label,
            threshold_words(vote.rules, edition.catalogue),
            _(vote.rules.base.label),
            _state_words(vote, edition),
        ]
        for vote in report.votes
    ]
    paper.table([_("Vote"), _("Text"), _("Needed"), _("Of"), _("Result")], rows)
    paper.heading(_("Who had to be there, and who was"), 3)
    attendance: list[list[Text]] = [_attendance(vote, edition) for vote in report.votes]
    header = [_("Vote"), _("Members"), _("Had to be there"), _("Were there"), _("In the box")]
    paper.table(header, attendance, align=["start", "end", "end", "end", "end"])


def _state_words(vote: ReportedVote, edition: Edition) -> str:
    _ = edition.catalogue.gettext
    return _(vote.outcome.verdict.label) if vote.outcome is not None else _(vote.state.label)


def _attendance(vote: ReportedVote, edition: Edition) -> list[Text]:
    """The quorum as a share and a number, and how many papers were in the box of a vote that stands."""
    _, language = edition.catalogue.gettext, edition.language
    needed = "–"
    if vote.rules.quorum:
        share = share_words(vote.rules.quorum, edition.catalogue)
        needed = f"{share}: {number(quorum_needed(vote.rules.quorum, vote.entitled), language)}"
    cast = number(vote.ballots.cast, language) if vote.state is VoteState.CLOSED else "–"
    return [
        number(vote.number, language),
        number(vote.entitled, language),
        needed,
        number(vote.present, language),
        cast,
    ]
