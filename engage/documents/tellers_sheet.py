"""The tellers' sheet of a vote (Doc17): the seal, papers given out, two separate counts, and where they differ.

Each count has a page of its own, so that whoever counts second does not see what the first one found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engage.documents.common import language_name, local_spans
from engage.documents.typesetting import Paper, Text, filled
from engage.documents.typesetting.paper import Layout
from engage.languages.catalogues import mark
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import long_date, number
from engage.languages.local_text import PickedText
from engage.voting.rules import FIELD_LABELS, OPTION_LABELS, VoteRules, quorum_needed
from engage.voting.wording import rule_words

_ROW = 11.5  # millimetres: a pen fits in
_LAYOUT = Layout(top=14.0, bottom=12.0)
_SEAL = (
    mark("The box is empty: shown at (time)"),
    mark("Number of the seal"),
    mark("Sealed by (two names)"),
    mark("Opened at (time), the seal whole: yes or no"),
    mark("Opened by (two names)"),
)


@dataclass(frozen=True)
class PrintedEdition:
    """How many papers were printed in one language and size: for members, and to spare."""

    language: str
    size: TypeSize
    papers: int
    spares: int


@dataclass(frozen=True)
class TellersSheet:
    """What the tellers of one vote have in hand. `is_counted` says that members were ticked off at the door."""

    assembly: PickedText
    number: int
    label: str
    version: int
    title: PickedText
    rules: VoteRules
    held_on: date
    entitled: int
    voters: int
    is_counted: bool
    editions: tuple[PrintedEdition, ...]


def render_tellers_sheet(content: TellersSheet, edition: Edition) -> bytes:
    """Set the sheet as a tagged PDF. The same content and edition give the same bytes."""
    return compose_tellers_sheet(content, edition).to_pdf()


def compose_tellers_sheet(content: TellersSheet, edition: Edition) -> Paper:
    """Put the sheet on paper: the box, the first count, the second count, the differences."""
    _ = edition.catalogue.gettext
    title = _("Tellers' sheet, vote {number}").format(number=number(content.number, edition.language))
    paper = Paper(edition, title=title, layout=_LAYOUT)
    paper.heading(title)
    paper.paragraph(local_spans(content.assembly, edition))
    _what(paper, content)
    _seal(paper)
    _papers(paper, content)
    _count(paper, content, _("First count"), _("For the first teller alone. Keep this page from the second teller."))
    _count(paper, content, _("Second count"), _("For the second teller alone, who has not seen the first count."))
    _differences(paper, content)
    return paper


def _what(paper: Paper, content: TellersSheet) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    head = filled(_("{label}, version {version}"), label=content.label, version=number(content.version, language))
    paper.paragraph([*head, ": ", *local_spans(content.title, edition)], bold=True)
    paper.paragraph([long_date(content.held_on, language), ". ", rule_words(content.rules, edition.catalogue)])
    if content.rules.quorum:
        needed = number(quorum_needed(content.rules.quorum, content.entitled), language)
        text = _("For a quorum {needed} of {entitled} members have to be there.")
        paper.paragraph(text.format(needed=needed, entitled=number(content.entitled, language)))


def _seal(paper: Paper) -> None:
    _ = paper.edition.catalogue.gettext
    paper.heading(_("The box and its seal"), 2)
    _form(paper, [_("What"), _("Write here")], [[_(line), ""] for line in _SEAL], (11, 9))


def _papers(paper: Paper, content: TellersSheet) -> None:
    edition = paper.edition
    _, language = edition.catalogue.gettext, edition.language
    paper.heading(_("The papers"), 2)
    there = edition.catalogue.ngettext(
        "Printed for {count} member who is in the room.",
        "Printed for {count} members who are in the room.",
        content.voters,
    )
    expected = edition.catalogue.ngettext(
        "Printed for {count} member who is expected.",
        "Printed for {count} members who are expected.",
        content.voters,
    )
    words = there if content.is_counted else expected
    paper.paragraph(words.format(count=number(content.voters, language)), keeps_next=True)
    header = [_("Edition"), _("Printed"), _("To spare"), _("Given out"), _("Left over")]
    rows: list[list[Text]] = [
        [
            f"{language_name(each.language, language)}, {number(each.size.points, language)} pt",
            number(each.papers, language),
            number(each.spares, language),
            "",
            "",
        ]
        for each in content.editions
    ]
    rows.append(
        [
            _("Together"),
            number(sum(each.papers for each in content.editions), language),
            number(sum(each.spares for each in content.editions), language),
            "",
            "",
        ]
    )
    _form(paper, header, rows, (30, 15, 15, 18, 18), align=("start", "end", "end"))


def _count(paper: Paper, content: TellersSheet, title: str, for_whom: str) -> None:
    """A page for one teller: strokes in fives, then the number."""
    _ = paper.edition.catalogue.gettext
    paper.new_page()
    paper.heading(title, 2)
    paper.paragraph(for_whom)
    rows: list[list[Text]] = [[name, "", ""] for name in _lines(paper, content)]
    _form(paper, [_("What"), _("Strokes, in fives"), _("How many")], rows, (30, 38, 14), row=13.0)
    paper.together(lambda: _signed(paper))


def _signed(paper: Paper) -> None:
    """The sum that must come out, and who says that it does."""
    _ = paper.edition.catalogue.gettext
    paper.paragraph(_("Given out = in the box + not in the box. A paper that is exchanged is torn up and not counted."))
    _form(paper, [_("Name of the teller"), _("Signature"), _("Time")], [["", "", ""]], (30, 36, 16))


def _differences(paper: Paper, content: TellersSheet) -> None:
    _ = paper.edition.catalogue.gettext
    paper.new_page()
    paper.heading(_("Where the two counts differ"), 2)
    paper.paragraph(
        _("Lay the two counts beside each other. Where they differ, both tellers count those papers again.")
    )
    header = [_("What"), _("First"), _("Second"), _("Counted again")]
    _form(paper, header, [[name, "", "", ""] for name in _lines(paper, content)], (30, 16, 16, 20))
    _form(paper, [_("Names of both tellers"), _("Signature"), _("Time")], [["", "", ""]] * 2, (30, 36, 16))


def _lines(paper: Paper, content: TellersSheet) -> list[str]:
    """What is counted, in the order in which it is typed in afterwards."""
    _ = paper.edition.catalogue.gettext
    options = [_(OPTION_LABELS[option]) for option in content.rules.method.options]
    issued, *others = [_(FIELD_LABELS[field]) for field in ("issued", "blank", "spoilt", "unused")]
    return [issued, *options, *others]


def _form(
    paper: Paper,
    header: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    widths: Sequence[float],
    *,
    align: Sequence[str] = (),
    row: float = _ROW,
) -> None:
    paper.table(header, rows, widths=widths, row_height=row, align=align)
