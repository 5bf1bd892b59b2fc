"""Legends of charts: what each colour stands for, as many a row as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engage.documents.typesetting.figures import Drawing, lines_in
from engage.documents.typesetting.ink import Colour
from engage.documents.typesetting.shaping import Style

# Multiples of the type size: a swatch with the space behind it, the space between two entries, that below them all.
_SWATCH, _APART, _BELOW = 1.3, 1.1, 0.6


@dataclass(frozen=True)
class Legend:
    """The entries of a legend, in a drawing so wide. Measures in points."""

    entries: Sequence[tuple[Colour, str]]
    style: Style
    width: float

    @property
    def height(self) -> float:
        """How high it is, with the space below it."""
        return sum(height for height, _ in self._rows()) + self.style.size * _BELOW

    def draw(self, drawing: Drawing) -> float:
        """Draw it at the top of the drawing; returns its height."""
        size, y = self.style.size, 0.0
        for height, row in self._rows():
            for x, colour, words in row:
                drawing.box(x, y + self.style.line_height / 2 - size * 0.35, size * 0.9, size * 0.7, colour)
                drawing.text(words, x + size * _SWATCH, y, self._room(x), size=size)
            y += height
        return y + size * _BELOW

    def _rows(self) -> Iterator[tuple[float, list[tuple[float, Colour, str]]]]:
        """Each row's height, and its entries with where they begin."""
        row: list[tuple[float, Colour, str]] = []
        x = 0.0
        for colour, words in self.entries:
            (first, *_more) = lines_in(words, self.style, 10 * self.width)
            needed = self.style.size * _SWATCH + first.width
            if row and x + needed > self.width:
                yield self._height(row), row
                row, x = [], 0.0
            row.append((x, colour, words))
            x += needed + self.style.size * _APART
        yield self._height(row), row

    def _height(self, row: Sequence[tuple[float, Colour, str]]) -> float:
        return max(sum(line.height for line in lines_in(words, self.style, self._room(x))) for x, _, words in row)

    def _room(self, x: float) -> float:
        return self.width - x - self.style.size * _SWATCH
