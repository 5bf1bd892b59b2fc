"""What stands on every page beside its content: the footer, and the watermark of a test. Readers skip both."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from engage.documents.typesetting.ink import GREY, HAIRLINE, Colour, Ink, TaggedText
from engage.documents.typesetting.lines import Line, lines_of, natural_width
from engage.documents.typesetting.shaping import ShapedText, Style, shape
from engage.documents.typesetting.strips import left_edge
from engage.documents.typesetting.text import Span, Text, filled, spans_of
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import number

_WATERMARK: Colour = (0.88, 0.88, 0.88)
_WATERMARK_SIZE = 100.0


@dataclass(frozen=True)
class _Part:
    """Some of a footer's words, and whether the page's number stands on their first line."""

    shaped: ShapedText
    lines: tuple[Line, ...]
    has_number: bool


@dataclass(frozen=True)
class Footer:
    """What the document is, where lines begin, and the page's number at the other end. Measures in points.

    The edition and the state of its words are said behind, or below where there is no room for them.
    """

    edition: Edition
    text: Text
    width: float
    size: float
    widest: int = 88
    """The page number that room is left for: of as many figures as the last page's, and none is wider."""

    @property
    def _style(self) -> Style:
        return Style(self.edition.language.code, self.size)

    @property
    def height(self) -> float:
        """How much of the page it takes, with the space above it."""
        return self._style.size * 0.9 + sum(line.height for part in self._parts for line in part.lines)

    @property
    def _column(self) -> float:
        """How much room the page's number leaves on its line."""
        return round(self.width - natural_width(self._number(self.widest, self.widest)) - self._style.size, 2)

    @property
    def _parts(self) -> list[_Part]:
        """All of it on the number's line if it fits there; else the remarks below the rest, on as few lines as can be.

        The number stands on the first line of one of the parts, which leaves it room.
        """
        remarks = self._remarks
        whole = self._shape([*spans_of(self.text), *([Span(" · "), *remarks] if remarks else [])])
        if not remarks or natural_width(whole) <= self._column:
            return [self._part(whole, has_number=True)]
        text, behind = self._shape(spans_of(self.text)), self._shape(remarks)
        ways = [
            [self._part(text, has_number=is_first), self._part(behind, has_number=not is_first)]
            for is_first in (True, False)
        ]
        return min(ways, key=lambda parts: sum(len(part.lines) for part in parts))

    def _part(self, shaped: ShapedText, *, has_number: bool) -> _Part:
        room = self._column if has_number else round(self.width, 2)
        return _Part(shaped, lines_of(shaped, room), has_number=has_number)

    @property
    def _remarks(self) -> list[Span]:
        _, edition = self.edition.catalogue.gettext, self.edition
        spans = []
        if edition.size is not TypeSize.STANDARD:
            spans.append(Span(_(edition.size.label).replace(" ", "\u00a0")))
        if edition.catalogue.is_draft:
            spans += [Span(" · ")] * bool(spans) + [Span(_("draft translation").replace(" ", "\u00a0"))]
        return spans

    def _shape(self, spans: Sequence[Span]) -> ShapedText:
        return shape(tuple(spans) or spans_of("\u00a0"), self._style)

    def draw(self, ink: Ink, place: int, total: int, left: float, top: float) -> None:
        """Draw it on page `place` of `total`; `top` is where its share of the page begins."""
        ink.decorate("Pagination")
        top += self._style.size * 0.9
        ink.rule(left, top - self._style.size * 0.3, self.width, HAIRLINE)
        for part in self._parts:
            text = TaggedText(part.shaped, None)
            if part.has_number:
                self._draw_number(ink, place, total, left, top + part.lines[0].baseline)
            for line in part.lines:
                x = left_edge(line.width, self.width, "start", is_rtl=self._style.is_right_to_left)
                ink.line(line, left + x, top + line.baseline, text, GREY)
                top += line.height
        ink.close()

    def _number(self, place: int, total: int) -> ShapedText:
        _, language = self.edition.catalogue.gettext, self.edition.language
        words = filled(_("Page {page} of {total}"), page=number(place, language), total=number(total, language))
        return shape(spans_of(words), self._style)

    def _draw_number(self, ink: Ink, place: int, total: int, left: float, baseline: float) -> None:
        shaped = self._number(place, total)
        line = lines_of(shaped, self.width)[0]
        x = left_edge(line.width, self.width, "end", is_rtl=self._style.is_right_to_left)
        ink.line(line, left + x, baseline, TaggedText(shaped, None), GREY)


def draw_watermark(ink: Ink, text: str, edition: Edition) -> None:
    """The word across the page, from corner to corner, under everything else."""
    spans = spans_of(text, bold=True)
    if not spans:
        return
    diagonal = hypot(ink.width, ink.height)
    code = edition.language.code
    natural = max(natural_width(shape(spans, Style(code, _WATERMARK_SIZE))), 1.0)
    shaped = shape(spans, Style(code, min(_WATERMARK_SIZE, _WATERMARK_SIZE * diagonal * 0.7 / natural)))
    line = lines_of(shaped, diagonal)[0]
    ink.decorate("Background")
    with ink.turned(ink.width / 2, ink.height / 2, ink.height / diagonal, ink.width / diagonal):
        ink.line(line, -line.width / 2, line.baseline - line.height / 2, TaggedText(shaped, None), _WATERMARK)
    ink.close()
