"""Strips: what a page is filled with. Each is as high as it says and is never divided, but for one higher than a page.

A paragraph becomes a strip a line, a table a strip a row. Strips draw themselves where the page puts them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from engage.documents.typesetting.ink import ACCENT, BLACK, GREY, Colour, Ink, TaggedText
from engage.documents.typesetting.lines import Line, forced_ends, lines_of
from engage.documents.typesetting.links import Anchor
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.tags import Element


class Draw(Protocol):
    """Draws a strip with its left edge at `x` and its top at `top`."""

    def __call__(self, ink: Ink, x: float, top: float) -> None:
        """Draw it."""


@dataclass(frozen=True)
class Strip:
    """A piece of a page. Measures in points.

    `space_before` is left out at the top of a page. `keeps_next`: never the last on its page; `stays_next`: neither, as
    long as a page can hold all that is tied together so. `header`: strips that are repeated, as decoration, when a page
    begins with this one. `split` divides a strip that is higher than a page. `anchors` are the places in it that can be
    pointed at. `later` makes the strips that stand here once everything else has been written.
    """

    height: float
    draw: Draw
    space_before: float = 0.0
    keeps_next: bool = False
    stays_next: bool = False
    header: Sequence["Strip"] = ()
    split: Callable[[float], list["Strip"]] | None = None
    starts_page: bool = False
    anchors: Sequence[Anchor] = ()
    later: Callable[[], list["Strip"]] | None = None


@dataclass(frozen=True)
class Placed:
    """A strip and where it stands."""

    strip: Strip
    top: float
    is_repeated: bool = False


def paragraph_strips(
    shaped: ShapedText,
    width: float,
    element: Element | None,
    *,
    indent: float = 0.0,
    align: str = "start",
    colour: Colour = BLACK,
    space_before: float = 0.0,
) -> list[Strip]:
    """A paragraph's lines. Its first two lines stay together, and so do its last two; a line break begins another.

    `indent` is left free at the side where lines begin; `align` is `start`, `end` or `centre`.
    """
    text = TaggedText(shaped, element)
    inner = width - indent
    lines = lines_of(shaped, round(inner, 2))
    kept = _kept(forced_ends(shaped, round(inner, 2)))
    strips = []
    for place, line in enumerate(lines):
        left = left_edge(line.width, inner, align, is_rtl=shaped.style.is_right_to_left) + (
            0 if shaped.style.is_right_to_left else indent
        )
        keeps_next = place in kept
        strips.append(Strip(line.height, _drawing(line, left, text, colour), keeps_next=keeps_next))
    strips[0] = replace(strips[0], space_before=space_before)
    return strips


def _kept(ends: Sequence[int]) -> set[int]:
    """The lines that stay with the next: the first and the last but one, of all and of each stretch up to an end."""
    stretches = [(0, ends[-1]), *zip([0, *ends], ends, strict=False)]
    return {place for start, end in stretches if end - start > 1 for place in (start, end - 2)}


def _drawing(line: Line, left: float, text: TaggedText, colour: Colour) -> Draw:
    def draw(ink: Ink, x: float, top: float) -> None:
        ink.line(line, x + left, top + line.baseline, text, colour)

    return draw


def left_edge(line: float, width: float, align: str, *, is_rtl: bool) -> float:
    """The left edge of a line so wide in a column so wide."""
    if align == "centre":
        return (width - line) / 2
    return width - line if (align == "end") != is_rtl else 0.0


def stacked(strips: Sequence[Strip]) -> float:
    """How high strips are together, as at the top of a page."""
    return sum(strip.height + (strip.space_before if i else 0) for i, strip in enumerate(strips))


def draw_stack(strips: Sequence[Strip], ink: Ink, x: float, top: float) -> None:
    """Draw strips one below the other."""
    for i, strip in enumerate(strips):
        top += strip.space_before if i else 0
        strip.draw(ink, x, top)
        top += strip.height


def completed(strips: Sequence[Strip]) -> Iterator[Strip]:
    """The strips, with those in their places that were to come later."""
    for strip in strips:
        if strip.later is None:
            yield strip
            continue
        for place, made in enumerate(strip.later()):
            yield made if place else replace(made, space_before=strip.space_before, starts_page=strip.starts_page)


def paged(strips: Sequence[Strip], height: float) -> list[list[Placed]]:
    """Strips on pages so high: no heading alone at the bottom, headers repeated, nothing divided that need not be."""
    pages: list[list[Placed]] = []
    page: list[Placed] = []
    used = 0.0
    for group in _groups(_fitting(strips, height), height):
        needed = stacked(group) + group[0].space_before
        if page and (used + needed > height or group[0].starts_page):
            pages.append(page)
            page, used = [], 0.0
        for strip in group:
            if page and used + strip.space_before + strip.height > height:  # a group higher than a page
                pages.append(page)
                page, used = [], 0.0
            if not page:
                for header in strip.header:
                    page.append(Placed(header, used, is_repeated=True))
                    used += header.height
            used += strip.space_before if page and not page[-1].is_repeated else 0
            page.append(Placed(strip, used))
            used += strip.height
    return [*pages, page] if page or not pages else pages


def _groups(strips: Iterable[Strip], height: float) -> Iterator[list[Strip]]:
    """Strips that belong on one page together; those that only stay together if a page can hold them."""
    for group in _tied(strips, lambda strip: strip.keeps_next or strip.stays_next):
        if stacked(group) <= height:
            yield group
        else:
            yield from _tied(group, lambda strip: strip.keeps_next)


def _tied(strips: Iterable[Strip], is_tied: Callable[[Strip], bool]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        if group and strip.starts_page:
            yield group
            group = []
        group.append(strip)
        if not is_tied(strip):
            yield group
            group = []
    if group:
        yield group


def _fitting(strips: Sequence[Strip], height: float) -> Iterator[Strip]:
    for strip in strips:
        room = height - stacked(strip.header)
        if strip.height > room and strip.split is not None:
            yield from strip.split(room)
        else:
            yield strip


def rule_strip(width: float, *, colour: Colour = ACCENT, thickness: float = 1.0, height: float = 6.0) -> Strip:
    """A horizontal rule."""

    def draw(ink: Ink, x: float, top: float) -> None:
        ink.mark(None)
        ink.rule(x, top + height / 2, width, colour, thickness)

    return Strip(height, draw)


def writing_strip(width: float, height: float) -> Strip:
    """An empty line to write on."""

    def draw(ink: Ink, x: float, top: float) -> None:
        ink.mark(None)
        ink.rule(x, top + height, width, GREY, 0.5)

    return Strip(height, draw)
