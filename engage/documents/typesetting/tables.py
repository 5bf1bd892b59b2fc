"""Tables: columns as wide as their words need, a header that returns on each page, rows that are never divided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engage.documents.typesetting.ink import ACCENT, HAIRLINE, Ink, TaggedText
from engage.documents.typesetting.lines import Line, lines_of, natural_width, widest_part, widest_word
from engage.documents.typesetting.shaping import ShapedText
from engage.documents.typesetting.strips import Strip, left_edge
from engage.documents.typesetting.tags import Element

_PADDING = 0.45  # of the type size, at either side of a cell's text
_TIGHT = 0.2  # the least, where words would have to be cut
_LEAD = 0.28  # above and below
_FEW = 5  # lines: a last row of more can stand alone
_TOLERANCE = 0.01


@dataclass(frozen=True)
class Cell:
    """A cell's shaped text, the element that it is, and `start`, `end` or `centre`."""

    text: ShapedText
    element: Element
    align: str


@dataclass(frozen=True)
class _Placed:
    """A cell's lines, and where its column stands from the table's left edge."""

    lines: tuple[Line, ...]
    text: TaggedText
    bare: TaggedText
    align: str
    left: float
    width: float

    @property
    def baseline(self) -> float:
        """Where the first line's letters stand, from the cell's top."""
        return self.lines[0].baseline if self.lines else 0.0

    @property
    def height(self) -> float:
        return sum(line.height for line in self.lines)


def table_strips(
    rows: Sequence[Sequence[Cell]],
    width: float,
    *,
    header_rows: int,
    size: float,
    weights: Sequence[float] = (),
    least: float = 0.0,
    keeps_next: bool = False,
) -> list[Strip]:
    """One strip a row, the body's at least so high. The columns of a right-to-left table run from the right.

    With `keeps_next` the last row stays on the page of what follows.
    """
    padding, widths = fitted_columns(rows, width, size=size, weights=weights)
    is_rtl = rows[0][0].text.style.is_right_to_left
    lefts = _lefts(widths, is_rtl=is_rtl)
    placed = [
        [_place(cell, left, span, padding) for cell, left, span in zip(row, lefts, widths, strict=True)] for row in rows
    ]
    header = [_row_strip(row, width, size, is_header=True) for row in placed[:header_rows]]
    body = [_row_strip(row, width, size, header=header, least=least) for row in placed[header_rows:]]
    # The header stays with the first row. One of a line does not stand alone behind it, nor the last on a page, if low.
    lines = [max(len(cell.lines) for cell in row) for row in placed[header_rows:]]
    last = len(body) - 1
    for i in range(last):
        is_alone = (i == 0 and lines[0] <= 1) or (i == last - 1 and lines[last] <= _FEW)
        body[i] = replace(body[i], keeps_next=is_alone)
    if body:
        body[last] = replace(body[last], keeps_next=keeps_next)
    return [*(replace(strip, keeps_next=True) for strip in header), *body]


def fitted_columns(
    rows: Sequence[Sequence[Cell]], width: float, *, size: float, weights: Sequence[float] = ()
) -> tuple[float, list[float]]:
    """What is left free at either side of a cell, and the columns' widths.

    By weight if weights are given; else each as wide as it likes, or between that and its longest word. Where words
    would have to be cut, cells stand closer; if that is not enough, words that are to stay together part; then only are
    the longest cut.
    """
    columns = list(zip(*rows, strict=True))
    least = [max(widest_word(cell.text) for cell in column) for column in columns]
    spare = (width - sum(least)) / (2 * len(columns))
    padding = min(max(spare, size * _TIGHT), size * _PADDING)
    if spare < padding:
        least = [max(widest_part(cell.text) for cell in column) for column in columns]
    room = 2 * padding
    least = [word + room for word in least]
    if sum(least) > width + _TOLERANCE:
        return padding, _squeezed(least, width)
    if sum(least) > width - _TOLERANCE:
        return padding, least
    if weights:
        return padding, _weighted(weights, least, width)
    liked = [max(natural_width(cell.text) for cell in column) + room for column in columns]
    if sum(liked) <= width:
        spare = (width - sum(liked)) / len(liked)
        return padding, [like + spare for like in liked]
    share = (width - sum(least)) / (sum(liked) - sum(least))
    return padding, [low + (high - low) * share for low, high in zip(least, liked, strict=True)]


def _weighted(weights: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """By weight, but none narrower than its longest word: there is room for all of them."""
    held: set[int] = set()
    while True:
        free = width - sum(least[i] for i in held)
        share = free / sum(weight for i, weight in enumerate(weights) if i not in held)
        tight = {i for i, weight in enumerate(weights) if i not in held and weight * share < least[i]}
        if not tight:
            return [least[i] if i in held else weight * share for i, weight in enumerate(weights)]
        held |= tight


def _squeezed(least: Sequence[float], width: float) -> list[float]:
    """Words must be cut: the widest columns give way first."""
    limit = width / len(least)
    while True:
        wide = [value for value in least if value > limit]
        fair = (width - sum(value for value in least if value <= limit)) / len(wide)
        if fair <= limit + 0.01:
            return [min(value, fair) if value > limit else value for value in least]
        limit = fair


def _lefts(widths: Sequence[float], *, is_rtl: bool) -> list[float]:
    order = list(reversed(widths)) if is_rtl else list(widths)
    lefts = [sum(order[:i]) for i in range(len(order))]
    return list(reversed(lefts)) if is_rtl else lefts


def _place(cell: Cell, left: float, width: float, padding: float) -> _Placed:
    inner = width - 2 * padding
    lines = lines_of(cell.text, round(inner, 2))
    bare = TaggedText(cell.text, None)
    return _Placed(lines, TaggedText(cell.text, cell.element), bare, cell.align, left + padding, inner)


def _row_strip(
    row: Sequence[_Placed],
    width: float,
    size: float,
    *,
    is_header: bool = False,
    header: Sequence[Strip] = (),
    least: float = 0.0,
) -> Strip:
    lead = size * _LEAD
    baseline = max(cell.baseline for cell in row)  # all begin on one line, whatever their scripts
    height = max(max(baseline - cell.baseline + cell.height for cell in row) + 2 * lead, least)

    def draw(ink: Ink, x: float, top: float) -> None:
        for cell in row:
            _draw_cell(cell, ink, x, top + lead + baseline - cell.baseline)
        ink.mark(None)
        ink.rule(x, top + height, width, ACCENT if is_header else HAIRLINE, 1.2 if is_header else 0.5)

    def split(room: float) -> list[Strip]:
        sunk = max(baseline - cell.baseline for cell in row)
        parts = _divided(row, max(room - 2 * lead - sunk, size))
        return [_row_strip(part, width, size, header=header) for part in parts]

    return Strip(height, draw, header=header, split=None if is_header else split)


def _draw_cell(cell: _Placed, ink: Ink, x: float, top: float) -> None:
    text = cell.bare if ink.is_held else cell.text
    for line in cell.lines:
        left = left_edge(line.width, cell.width, cell.align, is_rtl=text.shaped.style.is_right_to_left)
        ink.line(line, x + cell.left + left, top + line.baseline, text)
        top += line.height


def _divided(row: Sequence[_Placed], room: float) -> list[list[_Placed]]:
    """A row higher than a page, by lines: the one case in which a row is divided."""
    stacks = [_stacks(cell.lines, room) for cell in row]
    count = max(map(len, stacks))
    return [
        [
            _Placed(stack[i] if i < len(stack) else (), cell.text, cell.bare, cell.align, cell.left, cell.width)
            for cell, stack in zip(row, stacks, strict=True)
        ]
        for i in range(count)
    ]


def _stacks(lines: Sequence[Line], room: float) -> list[tuple[Line, ...]]:
    stacks: list[list[Line]] = [[]]
    used = 0.0
    for line in lines:
        if stacks[-1] and used + line.height > room:
            stacks.append([])
            used = 0.0
        stacks[-1].append(line)
        used += line.height
    return [tuple(stack) for stack in stacks]
