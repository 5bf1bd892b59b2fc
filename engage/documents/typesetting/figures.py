"""Figures: simple drawings that mirror themselves in right-to-left documents. None without words that say the same."""

from collections.abc import Callable

from engage.documents.typesetting.ink import BLACK, Colour, Ink, TaggedText
from engage.documents.typesetting.lines import Line, lines_of
from engage.documents.typesetting.shaping import Style, shape
from engage.documents.typesetting.strips import left_edge
from engage.documents.typesetting.text import Text, spans_of


class Drawing:
    """What a figure is drawn with. `x` runs from the side where lines begin, `y` from the top, in points."""

    def __init__(self, ink: Ink, style: Style, *, left: float, top: float, width: float) -> None:
        self.width = width
        self.size = style.size
        self._ink = ink
        self._style = style
        self._left = left
        self._top = top

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled box."""
        self._ink.rectangle(self._page_x(x, width), self._top + y, width, height, colour)

    def text(
        self,
        text: Text,
        x: float,
        y: float,
        width: float,
        *,
        size: float = 0.0,
        bold: bool = False,
        align: str = "start",
        colour: Colour = BLACK,
        most_lines: int = 100,
    ) -> float:
        """Text in a column, cut off after `most_lines`; returns its height. Alt text must say what it says."""
        style = Style(self._style.language, size or self._style.size)
        shaped = shape(spans_of(text, bold=bold) or spans_of(" "), style)
        bare, top = TaggedText(shaped, None), self._top + y
        for line in lines_of(shaped, round(width, 2))[:most_lines]:
            left = left_edge(line.width, width, align, is_rtl=shaped.style.is_right_to_left)
            self._ink.line(line, self._page_x(x, width) + left, top + line.baseline, bare, colour)
            top += line.height
        return top - self._top - y

    def _page_x(self, x: float, width: float) -> float:
        is_mirrored = self._style.is_right_to_left
        return self._left + (self.width - x - width if is_mirrored else x)


def lines_in(text: Text, style: Style, width: float, *, bold: bool = False) -> tuple[Line, ...]:
    """The lines that a text takes in a column so wide."""
    return lines_of(shape(spans_of(text, bold=bold) or spans_of(" "), style), round(width, 2))


Sketch = Callable[[Drawing], None]
"""Draws one figure."""
