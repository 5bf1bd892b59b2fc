"""Ballot papers (Doc17): for each open vote exactly as many as there are members to vote, several on a page.

Each member's own language and type size say which edition they get. Large and translated papers are cut to the same
size as the others, so that all of them look alike in the pile, and no paper has a number that leads to a person.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy.orm import Session

from engage.assembly.views import assembly_sheet
from engage.documents.common import local_spans, paragraphs
from engage.documents.kinds import Audience, DocumentKind, PrintJob, PrintRequest
from engage.documents.tellers_sheet import PrintedEdition, TellersSheet, compose_tellers_sheet
from engage.documents.typesetting import Paper, Text, filled
from engage.documents.typesetting.paper import Layout
from engage.documents.typesetting.tiles import Grid
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import mark
from engage.languages.editions import Edition
from engage.languages.formats import number
from engage.languages.local_text import PickedText, pick
from engage.people.rules import RespondentStatus
from engage.people.views import PersonStory, list_stories
from engage.voting.rules import OPTION_LABELS, VoteMethod, VoteRules, VoteState
from engage.voting.views import Turnout, VoteSheet, list_votes, turnout_of
from engage.voting.wording import rule_words

DOCUMENT = "ballot"

MARGINS: Final = {Grid(2, 2): 7.0, Grid(1, 2): 10.0, Grid(1, 1): 20.0}
"""How a page may be cut, the most papers first; and the millimetres that each paper leaves free inside."""

BOX: Final = 9.0
"""Millimetres: large enough for a shaking hand."""

_WHOLE = Layout(side=0.0, top=0.0, bottom=0.0, has_footer=False)
_FLOWING = Layout(side=18.0, top=18.0, bottom=16.0, has_footer=False)

QUESTIONS: Final = {
    VoteMethod.YES_NO_ABSTAIN: mark("Do you agree with this?"),
    VoteMethod.SUPPORT_4: mark("How much do you agree with this?"),
}


@dataclass(frozen=True)
class Look:
    """One edition of a vote's papers, and the wording as it is printed there."""

    edition: Edition
    title: PickedText
    text: PickedText


@dataclass(frozen=True)
class BallotPapers:
    """One vote's papers in one edition: the wording, and exactly how many papers.

    `looks` are all editions of this vote's papers: the one that needs the most room says how large all of them are.
    """

    number: int
    label: str
    version: int
    rules: VoteRules
    title: PickedText
    text: PickedText
    papers: int
    looks: tuple[Look, ...] = ()


def gather_ballots(db: Session, assembly_id: uuid.UUID, request: PrintRequest) -> list[PrintJob]:
    """For each open vote, or those whose numbers are asked for: a file an edition, and the sheet of the tellers.

    Raises RefusedError while no vote is open, or for one that is not, and NotFoundError for a number that no vote has.
    """
    votes = _wanted(list_votes(db, assembly_id), request)
    members = {person.id: person for person in list_stories(db, assembly_id, statuses=(RespondentStatus.CONFIRMED,))}
    title = assembly_sheet(db, assembly_id).text("title", request.edition().language.code)
    jobs: list[PrintJob] = []
    for vote in votes:
        there = turnout_of(db, vote.id)
        counts = _by_edition(there, members, request)
        jobs += _papers(vote, counts)
        jobs.append(_tellers(vote, there, counts, title, request))
    return jobs


def _wanted(votes: Sequence[VoteSheet], request: PrintRequest) -> list[VoteSheet]:
    by_number = {str(vote.number): vote for vote in votes}
    for reference in request.references:
        if reference not in by_number:
            raise NotFoundError(what="vote", id=reference)
        if by_number[reference].state is not VoteState.OPEN:
            raise RefusedError("vote-not-open", number=reference)
    wanted = [by_number[reference] for reference in request.references] or votes
    is_open = [vote for vote in wanted if vote.state is VoteState.OPEN]
    if not is_open:
        raise RefusedError("no-open-vote", details={"document": DOCUMENT})
    return is_open


def _by_edition(there: Turnout, members: Mapping[uuid.UUID, PersonStory], request: PrintRequest) -> dict[Edition, int]:
    """How many papers in each edition: one for everyone who may vote and is there, and the spare ones."""
    voters = [members[key] for key in there.voters]
    counts = Counter(request.edition(person.written_language, person.type_size) for person in voters)
    ordered = sorted(counts, key=lambda edition: (-counts[edition], edition.size.points, edition.language.code))
    return {edition: counts[edition] + request.spares for edition in ordered}


def _papers(vote: VoteSheet, counts: Mapping[Edition, int]) -> list[PrintJob]:
    looks = tuple(_look(vote, edition) for edition in counts)
    return [_job(vote, look, counts[look.edition], looks) for look in looks]


def _look(vote: VoteSheet, edition: Edition) -> Look:
    code = edition.language.code
    return Look(edition, pick(vote.title, code), pick(vote.text, code))


def _job(vote: VoteSheet, look: Look, papers: int, looks: tuple[Look, ...]) -> PrintJob:
    content = BallotPapers(
        number=vote.number,
        label=vote.label,
        version=vote.version_number,
        rules=vote.rules,
        title=look.title,
        text=look.text,
        papers=papers,
        looks=looks,
    )
    labels = ((look.title, mark("Title of what is voted on")), (look.text, mark("Wording of what is voted on")))
    fallbacks = tuple(label for text, label in labels if text.is_fallback)
    return PrintJob(
        DOCUMENT, content, look.edition, compose_ballots, for_reference=str(vote.number), fallbacks=fallbacks
    )


def _tellers(
    vote: VoteSheet, there: Turnout, counts: Mapping[Edition, int], title: PickedText, request: PrintRequest
) -> PrintJob:
    edition = request.edition()
    content = TellersSheet(
        assembly=title,
        number=vote.number,
        label=vote.label,
        version=vote.version_number,
        title=pick(vote.title, edition.language.code),
        rules=vote.rules,
        held_on=vote.held_on,
        entitled=there.entitled,
        voters=there.present,
        is_counted=there.is_counted,
        editions=tuple(
            PrintedEdition(each.language.code, each.size, papers - request.spares, request.spares)
            for each, papers in counts.items()
        ),
    )
    return PrintJob(DOCUMENT, content, edition, compose_tellers_sheet, for_reference=f"{vote.number}_tellers")


def render_ballots(content: BallotPapers, edition: Edition) -> bytes:
    """Set the papers as a tagged PDF. The same content and edition give the same bytes."""
    return compose_ballots(content, edition).to_pdf()


def compose_ballots(content: BallotPapers, edition: Edition) -> Paper:
    """Put the papers on pages to be cut, or each on pages of its own where the wording is too long for one."""
    grid = _roomiest(content, edition)
    paper = _paper(content, edition, _WHOLE if grid is not None else _FLOWING)
    fill = partial(_write, paper, content.title, content.text, content, grid)
    if grid is not None:
        paper.tiles(grid, [fill] * content.papers, margin=MARGINS[grid])
        return paper
    for _place in range(content.papers):
        paper.new_page()
        fill()
    return paper


def papers_per_page(content: BallotPapers, edition: Edition) -> int:
    """How many papers stand on a page; 0 when one needs several pages."""
    grid = _roomiest(content, edition)
    return grid.per_page if grid is not None else 0


def _roomiest(content: BallotPapers, edition: Edition) -> Grid | None:
    """The cut that has room for every edition of this vote's papers, with as many on a page as can be."""
    looks = content.looks or (Look(edition, content.title, content.text),)
    return next((grid for grid in MARGINS if all(_has_room(grid, look, content) for look in looks)), None)


def _has_room(grid: Grid, look: Look, content: BallotPapers) -> bool:
    trial = _paper(content, look.edition, _WHOLE)
    return trial.fits(grid, partial(_write, trial, look.title, look.text, content, grid), margin=MARGINS[grid])


def _paper(content: BallotPapers, edition: Edition, layout: Layout) -> Paper:
    words = edition.catalogue.gettext("Ballot paper for vote {number}")
    return Paper(edition, title=words.format(number=number(content.number, edition.language)), layout=layout)


def _write(paper: Paper, title: PickedText, text: PickedText, content: BallotPapers, grid: Grid | None) -> None:
    """One paper: what is voted on, how to mark it, the options, and what happens next."""
    wording, marking = partial(_wording, paper, title, text, content), partial(_marking, paper, content)
    if grid is not None and grid.rows > grid.columns:
        paper.columns(wording, marking)
    else:
        wording()
        marking()
    _, edition = paper.edition.catalogue.gettext, paper.edition
    paper.paragraph(_("Fold the paper and put it into the box. Two people count and tell everyone the result."))
    paper.paragraph(rule_words(content.rules, edition.catalogue))


def _wording(paper: Paper, title: PickedText, text: PickedText, content: BallotPapers) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    head = filled(
        _("Vote {number}: {label}, version {version}"),
        number=number(content.number, language),
        label=content.label,
        version=number(content.version, language),
    )
    paper.paragraph(head)
    paper.paragraph(local_spans(title, edition), bold=True)
    if text.text.strip() != title.text.strip():
        paragraphs(paper, text)


def _marking(paper: Paper, content: BallotPapers) -> None:
    """The question, a drawn example set apart from the options, and the options."""
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_(QUESTIONS[content.rules.method]), bold=True, keeps_next=True)
    example = partial(
        paper.marked_box, _("Put a cross in one box, like this."), _("Example: a box with a cross in it"), box=BOX
    )
    paper.panel(example, keeps_next=True)
    options: list[Text] = [_(OPTION_LABELS[option]) for option in content.rules.method.options]
    paper.choices(options, box=BOX)


BALLOT = DocumentKind(
    id=DOCUMENT,
    title=mark("Ballot papers and tellers' sheets"),
    audience=Audience.ASSEMBLY,
    gather=gather_ballots,
    compose=compose_ballots,
)
