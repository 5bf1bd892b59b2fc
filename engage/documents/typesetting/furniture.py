"""What stands on every page beside its content: the footer, and the watermark of a test. Readers skip both."""

from dataclasses import dataclass
from math import hypot

from engage.documents.typesetting.ink import GREY, HAIRLINE, Colour, Ink, TaggedText
from engage.documents.typesetting.lines import lines_of, natural_width
from engage.documents.typesetting.shaping import ShapedText, Style, shape
from engage.documents.typesetting.strips import left_edge
from engage.documents.typesetting.text import Span, Text, filled, spans_of
from engage.languages.editions import Edition, TypeSize
from engage.languages.formats import number

_LONGEST = 888  # pages: no number that is printed is wider
_WATERMARK: Colour = (0.88, 0.88, 0.88)
_WATERMARK_SIZE = 100.0


@dataclass(frozen=True)
class Footer:
    """What the document is, where lines begin, and the page's number at the other end. Measures in points."""

    edition: Edition
    text: Text
    width: float
    size: float

    @property
    def _style(self) -> Style:
        return Style(self.edition.language.code, self.size)

    @property
    def height(self) -> float:
        """How much of the page it takes, with the space above it."""
        return self._style.size * 0.9 + sum(line.height for line in lines_of(self._shaped.shaped, self._column))

    @property
    def _column(self) -> float:
        return round(self.width - natural_width(self._number(_LONGEST, _LONGEST)) - self._style.size, 2)

    @property
    def _shaped(self) -> TaggedText:
        _, edition = self.edition.catalogue.gettext, self.edition
        spans = list(spans_of(self.text))
        if edition.size is not TypeSize.STANDARD:
            spans += [Span(" · "), Span(_(edition.size.label).replace(" ", "\u00a0"))]
        if edition.catalogue.is_draft:
            spans += [Span(" · "), Span(_("draft translation"))]
        return TaggedText(shape(tuple(spans) or spans_of("\u00a0"), self._style), None)

    def draw(self, ink: Ink, place: int, total: int, left: float, top: float) -> None:
        """Draw it on page `place` of `total`; `top` is where its share of the page begins."""
        ink.decorate("Pagination")
        top += self._style.size * 0.9
        ink.rule(left, top - self._style.size * 0.3, self.width, HAIRLINE)
        text, is_rtl = self._shaped, self._style.is_right_to_left
        lines = lines_of(text.shaped, self._column)
        self._draw_number(ink, place, total, left, top + lines[0].baseline)
        for line in lines:
            x = left_edge(line.width, self.width, "start", is_rtl=is_rtl)
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
