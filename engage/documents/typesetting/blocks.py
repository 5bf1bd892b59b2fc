"""Strips made of strips: labels of lists, bookmarks of headings, tinted panels, columns side by side."""

from collections.abc import Sequence

from engage.documents.typesetting.ink import ACCENT, TINT, Ink, TaggedText
from engage.documents.typesetting.lines import lines_of, natural_width
from engage.documents.typesetting.links import Anchor
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.strips import Draw, Strip, draw_stack, stacked
from engage.documents.typesetting.tags import Element

_BAR = 3.0


def outlined(strip: Strip, level: int, words: str) -> Draw:
    """A heading's first line, which is also a bookmark."""

    def draw(ink: Ink, x: float, top: float) -> None:
        ink.outline(level, top, words)
        strip.draw(ink, x, top)

    return draw


def labelled(strip: Strip, label: ShapedText, element: Element, width: float) -> Draw:
    """A list item's first line, with its bullet or number at the side where lines begin."""
    text = TaggedText(label, element)
    line = lines_of(label, natural_width(label) + 1)[0]
    left = width - line.width if label.style.is_right_to_left else 0.0

    def draw(ink: Ink, x: float, top: float) -> None:
        ink.line(line, x + left, top + line.baseline, text)
        strip.draw(ink, x, top)

    return draw


def panel_strip(strips: Sequence[Strip], width: float, padding: float, *, is_rtl: bool) -> Strip:
    """Strips in a tinted box with a bar at the side where lines begin; divided only if no page can hold it."""
    height = stacked(strips) + 2 * padding

    def draw(ink: Ink, x: float, top: float) -> None:
        ink.mark(None)
        ink.rectangle(x, top, width, height, TINT)
        ink.rectangle(x + width - _BAR if is_rtl else x, top, _BAR, height, ACCENT)
        draw_stack(strips, ink, x + padding, top + padding)

    def split(room: float) -> list[Strip]:
        parts: list[list[Strip]] = [[]]
        for strip in strips:
            if parts[-1] and stacked([*parts[-1], strip]) + 2 * padding > room:
                parts.append([])
            parts[-1].append(strip)
        return [panel_strip(part, width, padding, is_rtl=is_rtl) for part in parts]

    return Strip(height, draw, split=split if len(strips) > 1 else None, anchors=_anchors(strips))


def _anchors(strips: Sequence[Strip]) -> tuple[Anchor, ...]:
    return tuple(anchor for strip in strips for anchor in strip.anchors)


def side_by_side(stacks: Sequence[Sequence[Strip]], step: float) -> Strip:
    """Stacks of strips side by side, `step` apart, their tops level; one below the other if no page can hold them."""

    def draw(ink: Ink, x: float, top: float) -> None:
        for place, strips in enumerate(stacks):
            draw_stack(strips, ink, x + place * step, top)

    height = max((stacked(strips) for strips in stacks), default=0.0)
    strips = [strip for stack in stacks for strip in stack]
    return Strip(height, draw, split=lambda _room: strips, anchors=_anchors(strips))
