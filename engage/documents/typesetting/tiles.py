"""Pages that are cut into equal parts, and boxes to be marked with a pen: what ballot papers are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from engage.documents.typesetting.ink import BLACK, GREY, Ink
from engage.documents.typesetting.strips import Strip, draw_stack, stacked
from engage.documents.typesetting.tags import Element

_CUT = 14.0  # points: how long the marks are
_EDGE = 1.2  # how thick a box is drawn
_CROSS = 2.2
_INSET = 0.22  # of a box's side, left free around a cross


@dataclass(frozen=True)
class Grid:
    """How a page is cut: into so many parts across and down."""

    columns: int
    rows: int

    @property
    def per_page(self) -> int:
        """How many parts a page has."""
        return self.columns * self.rows

    def inside(self, width: float, height: float, margin: float) -> tuple[float, float]:
        """How wide and high the room inside each part is."""
        return width / self.columns - 2 * margin, height / self.rows - 2 * margin


def tiled_page(grid: Grid, stacks: Sequence[Sequence[Strip]], width: float, height: float, margin: float) -> Strip:
    """A whole page with a stack of strips in each of its parts, and marks where it is cut."""
    step, drop = width / grid.columns, height / grid.rows

    def draw(ink: Ink, x: float, top: float) -> None:
        for place, strips in enumerate(stacks):
            down, across = divmod(place, grid.columns)
            draw_stack(strips, ink, x + across * step + margin, top + down * drop + margin)
        ink.mark(None)
        _cut_marks(ink, grid, width, height)

    return Strip(height, draw)


def _cut_marks(ink: Ink, grid: Grid, width: float, height: float) -> None:
    """Short lines at the edges of the page and where cuts cross: a guillotine needs no more."""
    downs = [height / grid.rows * place for place in range(1, grid.rows)]
    acrosses = [width / grid.columns * place for place in range(1, grid.columns)]
    for y in downs:
        for x in (0.0, *(across - _CUT / 2 for across in acrosses), width - _CUT):
            ink.rule(x, y, _CUT, GREY)
    for x in acrosses:
        for y in (0.0, *(down - _CUT / 2 for down in downs), height - _CUT):
            ink.rectangle(x - 0.25, y, 0.5, _CUT, GREY)


def boxed(words: Sequence[Strip], width: float, side: float, *, is_rtl: bool, example: Element | None = None) -> Strip:
    """Lines of words with a box beside them where they begin. As an `example`, the box has a cross in it."""
    high = stacked(words)
    height = max(side, high)

    def draw(ink: Ink, x: float, top: float) -> None:
        left = x + width - side if is_rtl else x
        if example is None:
            ink.mark(None)
            ink.frame(left, top, side, side, colour=BLACK, thickness=_EDGE)
        else:
            _draw_example(ink, example, left, top, side)
        draw_stack(words, ink, x, top + max(0.0, side - high) / 2)

    return Strip(height, draw)


def _draw_example(ink: Ink, example: Element, left: float, top: float, side: float) -> None:
    example.box = (left, ink.height - top - side, left + side, ink.height - top)
    inset = side * _INSET
    with ink.held(example):
        ink.frame(left, top, side, side, colour=BLACK, thickness=_EDGE)
        ink.cross(left + inset, top + inset, side - 2 * inset, colour=BLACK, thickness=_CROSS)
