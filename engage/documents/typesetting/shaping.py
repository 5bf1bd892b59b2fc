"""A paragraph shaped once: which face sets each letter, in which direction, how wide it is, and what it can't print."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from engage.documents.typesetting.faces import PER_EM, Face, Glyph, face
from engage.documents.typesetting.text import Span
from engage.languages.bidi import FSI, PDI, bidi_class, resolve
from engage.languages.breaks import break_opportunities
from engage.languages.fonts import SANS, Family, family_for, family_with, is_invisible
from engage.languages.scripts import LATIN, is_right_to_left, main_script, resolved_scripts, script_of

SUBSTITUTE = "\ufffd"
"""What stands in print for a character that no bundled font has; the character itself is listed as a problem."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: its main language (BCP 47) and its type size in points."""

    language: str
    size: float

    @property
    def script(self) -> str:
        """The script of the language."""
        return main_script(self.language)

    @property
    def family(self) -> Family:
        """The family of the language."""
        return family_for(self.script, self.language)

    @property
    def is_right_to_left(self) -> bool:
        """Whether its lines begin at the right."""
        return is_right_to_left(self.script)

    @property
    def line_height(self) -> float:
        """The distance from line to line in points."""
        return self.size * self.family.line_height


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Neighbouring letters of one span, direction, script and face; glyphs from left to right."""

    start: int
    end: int
    level: int
    span: int
    face: Face
    size: float
    glyphs: tuple[Glyph, ...]

    def part(self, start: int, end: int) -> tuple[Glyph, ...]:
        """The glyphs of the letters from `start` to `end`."""
        if start <= self.start and self.end <= end:
            return self.glyphs
        return tuple(glyph for glyph in self.glyphs if start <= glyph.start < end)


@dataclass(frozen=True, slots=True, eq=False)
class ShapedText:
    """A paragraph ready to be broken into lines. `edges[i]` is how far the text before letter `i` reaches, in points.

    `breaks` are where a line may begin, `cuts` where a word may be cut in an emergency. Compared by identity.
    """

    text: str
    spans: tuple[Span, ...]
    style: Style
    base: int
    runs: tuple[Run, ...]
    edges: tuple[float, ...]
    breaks: tuple[int, ...]
    cuts: frozenset[int]
    missing: frozenset[str]

    @property
    def family(self) -> Family:
        """The family that sets its lines: the style's, but for text in other scripts alone."""
        families = [run.face.family for run in self.runs if run.glyphs]
        if not families or self.style.family in families:
            return self.style.family
        return max(families, key=lambda family: family.line_height)

    @property
    def has_other_languages(self) -> bool:
        """Whether some span says that it is in another language."""
        return any(span.language for span in self.spans)

    def width(self, start: int, end: int) -> float:
        """The width of `text[start:end]` in points, without the spaces at its end."""
        return self.edges[self.trimmed(start, end)] - self.edges[start]

    def trimmed(self, start: int, end: int) -> int:
        """The end without the spaces before it."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end


@lru_cache(maxsize=1024)
def shape(spans: tuple[Span, ...], style: Style) -> ShapedText:
    """Shape cleaned spans. The answer is kept, since letters share most of their words."""
    text = "".join(span.text for span in spans)
    base = _base(text, style)
    levels = _levels(text, base)
    scripts = resolved_scripts(text, style.script)
    owners = [number for number, span in enumerate(spans) for _ in span.text]
    families, missing = _families(text, scripts, owners, spans, style)
    keys = [
        (level, owner, script, family)
        for level, owner, script, family in zip(levels, owners, scripts, families, strict=True)
    ]
    runs = tuple(_runs(_substituted(text, missing), text, keys, spans, style))
    advances = [0.0] * len(text)
    for run in runs:
        for glyph in run.glyphs:
            advances[glyph.start] += glyph.advance * run.size / PER_EM
    cuts = frozenset(glyph.start for run in runs for glyph in run.glyphs)
    edges = (0.0, *accumulate(advances))
    return ShapedText(text, spans, style, base, runs, edges, tuple(break_opportunities(text)), cuts, missing)


def _base(text: str, style: Style) -> int:
    """The paragraph's own level: the language's, but for words of the other direction alone (not yet translated)."""
    if not style.is_right_to_left:
        return 0
    own = _ISOLATED.sub("", text)
    kinds = {bidi_class(character) for character in own}
    return 0 if "L" in kinds and not kinds & {"R", "AL"} else 1


_ISOLATED = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")


def _levels(text: str, base: int) -> list[int]:
    """Bidi levels, each line that the text itself breaks being a paragraph of its own to the algorithm."""
    levels: list[int] = []
    for part in text.split("\n"):
        levels += [*resolve(part, base).levels, base]
    return levels[: len(text)]


def _families(
    text: str, scripts: Sequence[str], owners: Sequence[int], spans: Sequence[Span], style: Style
) -> tuple[list[Family], frozenset[str]]:
    """The family for each letter, and the characters that none has."""
    chosen: list[Family] = []
    missing: set[str] = set()
    previous = style.family
    for character, script, owner in zip(text, scripts, owners, strict=True):
        if is_invisible(character):
            chosen.append(previous)
            continue
        language = spans[owner].language or style.language
        family = _family(character, script, language, style, previous)
        if family is None:
            missing.add(character)
        previous = family or family_with(SUBSTITUTE, style.family) or style.family
        chosen.append(previous)
    return chosen, frozenset(missing)


def _family(character: str, script: str, language: str, style: Style, previous: Family) -> Family | None:
    """A letter's family: marks stay with their letter, shared punctuation with the paragraph, the rest by script."""
    if unicodedata.combining(character) and family_with(character, previous) is previous:
        return previous
    if character in _DIGITS and not style.family.has_digits:
        return SANS
    wanted = family_for(script, language)
    if script_of(character) == "Zyyy":
        shared = SANS if script == LATIN else style.family
        if family_with(character, shared) is shared:
            return shared
    return family_with(character, wanted)


_DIGITS = frozenset("0123456789")


def _substituted(text: str, missing: frozenset[str]) -> str:
    return "".join(SUBSTITUTE if c in missing else c for c in text) if missing else text


def _runs(
    shown: str, text: str, keys: list[tuple[int, int, str, Family]], spans: Sequence[Span], style: Style
) -> list[Run]:
    runs = []
    start = 0
    for (level, owner, script, family), members in groupby(keys):
        end = start + sum(1 for _ in members)
        span = spans[owner]
        own = face(family, bold=span.bold)
        language = span.language or style.language
        glyphs = own.shape(shown, start, end, is_rtl=bool(level & 1), script=script, language=language)
        if shown != text:
            glyphs = [_named(glyph, shown, text) for glyph in glyphs]
        glyphs = [glyph for glyph in glyphs if text[glyph.start] != "\n"]
        runs.append(Run(start, end, level, owner, own, style.size * family.scale, tuple(glyphs)))
        start = end
    return runs


def _named(glyph: Glyph, shown: str, text: str) -> Glyph:
    """A substitute glyph still says, on extraction, which character it stands for."""
    if shown[glyph.start] != SUBSTITUTE:
        return glyph
    return Glyph(glyph.id, glyph.start, text[glyph.start], glyph.advance, glyph.x_offset, glyph.y_offset)
