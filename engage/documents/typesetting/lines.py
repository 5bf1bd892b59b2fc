"""Breaking a shaped paragraph into lines, and the order in which the parts of a line stand."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from engage.documents.typesetting.faces import PER_EM, Face, Glyph, face
from engage.documents.typesetting.shaping import Run, ShapedText
from engage.languages.bidi import visual_order
from engage.languages.breaks import best_cut

_TOLERANCE = 0.01
# How much of a guest script's own line height a line grows to: a name in Arabic leaves an English paragraph even.
_GUEST = 0.84


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Part of one run on one line: where it stands from the line's left edge, in points, and where its text begins."""

    x: float
    start: int
    span: int
    face: Face
    size: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line, its pieces from left to right; measures in points.

    `width` leaves out a space at the end, which hangs over the edge. `baseline` is measured from the line's top.
    """

    width: float
    height: float
    baseline: float
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=2048)
def lines_of(shaped: ShapedText, width: float) -> tuple[Line, ...]:
    """The paragraph's lines, none wider than `width` points but where a single letter is."""
    return tuple(_line(shaped, start, end) for start, end in _ranges(shaped, width))


def forced_ends(shaped: ShapedText, width: float) -> list[int]:
    """How many lines there are up to each end that the text itself has: its own line breaks, and its last line."""
    ends = [end for _, end in _forced(shaped.text)]
    counts: list[int] = []
    for count, (_, end) in enumerate(_ranges(shaped, width), start=1):
        if end == ends[len(counts)]:
            counts.append(count)
    return counts


def natural_width(shaped: ShapedText) -> float:
    """How wide the paragraph is on as few lines as it allows."""
    return max(shaped.width(start, end) for start, end in _forced(shaped.text))


def widest_word(shaped: ShapedText) -> float:
    """The width below which some word would have to be cut."""
    return max(shaped.width(a, b) for a, b in pairwise((0, *shaped.breaks, len(shaped.text))))


def widest_part(shaped: ShapedText) -> float:
    """The same, if words that are to stay together (a number and its unit) may be parted after all."""
    loose = {i for i, before in enumerate(shaped.text, start=1) if before == "\u00a0"}
    places = sorted({0, *shaped.breaks, *loose, len(shaped.text)})
    return max(shaped.width(a, b) for a, b in pairwise(places))


def _forced(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between the line breaks that the text itself has."""
    start = 0
    for part in text.split("\n"):
        yield start, start + len(part)
        start += len(part) + 1


def _ranges(shaped: ShapedText, width: float) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end: each as full as it can be."""
    limit = width + _TOLERANCE
    for first, last in _forced(shaped.text):
        start = fitting = first
        breaks = shaped.breaks[bisect_right(shaped.breaks, first) : bisect_left(shaped.breaks, last)]
        for chance in (*breaks, last):
            while shaped.width(start, chance) > limit:
                if fitting == start:
                    fitting = _cut(shaped, start, chance, limit)
                if fitting >= chance:
                    break
                yield start, fitting
                start = fitting
            fitting = chance
        yield start, last


def _cut(shaped: ShapedText, start: int, end: int, limit: float) -> int:
    """Where to cut a word that is wider than the line: never between a letter and its marks."""
    places = (i for i in range(start + 1, end) if i in shaped.cuts)
    last = 0
    for place in places:
        if shaped.width(start, place) > limit:
            if not last:
                return place
            break
        last = place
    if not last:
        return end
    best = best_cut(shaped.text, start, last)
    return best if best in shaped.cuts else last


def _line(shaped: ShapedText, start: int, end: int) -> Line:
    visible = shaped.trimmed(start, end)
    runs = [run for run in shaped.runs if run.start < visible and run.end > start]
    placed = [(run, run.part(start, visible)) for run in runs]
    ordered = [placed[i] for i in visual_order([run.level for run, _ in placed])]
    hanging = _hanging_space(shaped, visible, end)
    x = 0.0
    if hanging and shaped.base:
        ordered.insert(0, hanging)
        x = -_width(*hanging)
    elif hanging:
        ordered.append(hanging)
    pieces = []
    for run, glyphs in ordered:
        first = min((glyph.start for glyph in glyphs), default=run.start)
        pieces.append(Piece(x, first, run.span, run.face, run.size, glyphs))
        x += _width(run, glyphs)
    height = _height(shaped, [run for run, glyphs in placed if glyphs])
    return Line(shaped.width(start, end), height, _baseline(shaped, height), tuple(pieces))


def _hanging_space(shaped: ShapedText, visible: int, end: int) -> tuple[Run, tuple[Glyph, ...]] | None:
    """The space that a line ends with: kept in the page, or words would run together when it is read aloud."""
    if visible == end or shaped.text[visible] == "\n" or end == len(shaped.text):
        return None
    run = next(run for run in shaped.runs if run.start <= visible < run.end)
    glyphs = run.part(visible, visible + 1)
    return (run, glyphs) if glyphs else None


def _width(run: Run, glyphs: Sequence[Glyph]) -> float:
    return sum(glyph.advance for glyph in glyphs) * run.size / PER_EM


def _height(shaped: ShapedText, runs: Sequence[Run]) -> float:
    own = shaped.family
    guests = [run.face.family.line_height * _GUEST for run in runs if run.face.family is not own]
    return shaped.style.size * max([own.line_height, *guests])


def _baseline(shaped: ShapedText, height: float) -> float:
    main = face(shaped.family)
    scale = shaped.style.size * shaped.family.scale / PER_EM
    ascent, descent = main.ascent * scale, -main.descent * scale
    return float((height - ascent - descent) / 2 + ascent)
