"""The contents list: each heading with the number of its page, and the whole line a link to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from engage.documents.typesetting.ink import HAIRLINE, Ink, TaggedText
from engage.documents.typesetting.lines import lines_of, natural_width
from engage.documents.typesetting.links import Anchor
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.strips import Strip, left_edge
from engage.documents.typesetting.tags import Element
from engage.documents.typesetting.text import Text, plain_text

_WIDEST_PAGE = 888
_AIR = 0.2  # above and below each line, in multiples of the type size
_INDENT = 1.2


@dataclass(frozen=True)
class Entry:
    """A heading as the list names it. Level 2 stands at the edge; each level below it is indented."""

    level: int
    text: Text
    anchor: Anchor


@dataclass(frozen=True)
class ContentsList:
    """How a contents list is set: its width and type size in points, and how text is shaped and a page named."""

    width: float
    size: float
    shaped: Callable[[Text], ShapedText]
    page_words: Callable[[int], str]

    def strips(self, entries: Sequence[Entry], toc: Element) -> list[Strip]:
        """The lines, which stay on one page if a page can hold them.

        Their page numbers are looked up when they are drawn: by then every page is made.
        """
        column = natural_width(self.shaped(self.page_words(_WIDEST_PAGE)))
        lists = [toc]
        strips = []
        for entry in entries:
            depth = min(entry.level - 2, len(lists))  # a list stands inside another, but never inside none
            del lists[depth + 1 :]
            if depth == len(lists):
                lists.append(lists[-1].add("TOC"))
            link = lists[depth].add("TOCI").add("Reference").add("Link")
            strips.append(self._line(entry, link, column))
        return [*(replace(strip, stays_next=True) for strip in strips[:-1]), *strips[-1:]]

    def _line(self, entry: Entry, link: Element, column: float) -> Strip:
        title = self.shaped(entry.text)
        is_rtl = title.style.is_right_to_left
        indent = (entry.level - 2) * _INDENT * self.size
        inner = self.width - indent - column - self.size
        lines = lines_of(title, round(inner, 2))
        air = _AIR * self.size
        height = sum(line.height for line in lines) + 2 * air
        words, place = TaggedText(title, link.add("Span")), link.add("Span")

        def draw(ink: Ink, x: float, top: float) -> None:
            down = top + air
            for line in lines:
                left = left_edge(line.width, inner, "start", is_rtl=is_rtl) + (column + self.size if is_rtl else indent)
                ink.line(line, x + left, down + line.baseline, words)
                down += line.height
            page = self.shaped(self.page_words(entry.anchor.page + 1))
            (number,) = lines_of(page, self.width)
            left = left_edge(number.width, self.width, "end", is_rtl=is_rtl)
            baseline = down - lines[-1].height + lines[-1].baseline
            ink.line(number, x + left, baseline, TaggedText(page, place))
            ink.link(link, (x, top, self.width, height), plain_text(entry.text), entry.anchor)
            ink.mark(None)
            ink.rule(x, top + height, self.width, HAIRLINE)

        return Strip(height, draw)
