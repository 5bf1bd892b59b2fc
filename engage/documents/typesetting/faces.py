"""Font files opened once a process: shaping by HarfBuzz, widths, and the subset that a PDF embeds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engage.languages.fonts import Family, coverage

PER_EM = 1000
"""All measures of a face are in thousandths of the type size, as in a PDF."""

_CONTEXT = 16  # letters at either side: more never changes how one is joined
_UNUSED_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "name", "post", "OS/2", "cmap", "DSIG", "STAT", "meta", "kern"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph. `start` is where its cluster begins in the text; `text` is what it stands for on extraction."""

    id: int
    start: int
    text: str
    advance: float
    x_offset: float
    y_offset: float


class Face:
    """One weight of a family."""

    def __init__(self, family: Family, *, bold: bool) -> None:
        import uharfbuzz as hb

        self.family = family
        self.bold = bold
        # A family without a bold weight is thickened with a stroke.
        self.is_thickened = bold and not family.has_bold
        path = family.path(bold=bold)
        self.name = path.stem
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self._unit = PER_EM / self._face.upem
        self._widths: dict[int, float] = {}
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender * self._unit
        self.descent = extents.descender * self._unit

    def has(self, character: str) -> bool:
        """Whether there is a glyph for the character."""
        return ord(character) in coverage(self.family)

    def width(self, glyph: int) -> float:
        """The advance width that the font itself gives the glyph."""
        width = self._widths.get(glyph)
        if width is None:
            width = self._widths[glyph] = self._font.get_glyph_h_advance(glyph) * self._unit
        return width

    def units(self, thousandths: float) -> int:
        """A measure in the font's own units."""
        units: int = round(thousandths / self._unit)
        return units

    def shape(self, text: str, start: int, end: int, *, is_rtl: bool, script: str, language: str) -> list[Glyph]:
        """The glyphs of `text[start:end]` from left to right; what stands beside it is the context for joining."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        first = max(0, start - _CONTEXT)
        buffer.add_codepoints([ord(c) for c in text[first : end + _CONTEXT]], start - first, end - start)
        buffer.direction = "rtl" if is_rtl else "ltr"
        buffer.script = script
        buffer.language = language
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._font, buffer, {})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        unit = self._unit
        places = [(first + info.cluster, p.x_advance) for info, p in zip(infos, positions, strict=True)]
        words = _texts(places, text, end, is_rtl=is_rtl)
        return [
            Glyph(info.codepoint, first + info.cluster, word, p.x_advance * unit, p.x_offset * unit, p.y_offset * unit)
            for info, p, word in zip(infos, positions, words, strict=True)
        ]

    def subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """A TrueType file of these glyphs and .notdef, and their new numbers by the old ones."""
        import uharfbuzz as hb

        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_UNUSED_TABLES_TAGS)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        plan = hb.SubsetPlan(self._face, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    @cached_property
    def bounding_box(self) -> tuple[int, int, int, int]:
        """The box that all glyphs fit in."""
        table = self._face.reference_table("head").data
        corners = [int.from_bytes(table[at : at + 2], "big", signed=True) for at in range(36, 44, 2)]
        left, bottom, right, top = (round(value * self._unit) for value in corners)
        return left, bottom, right, top


def _texts(glyphs: Sequence[tuple[int, float]], text: str, end: int, *, is_rtl: bool) -> list[str]:
    """What each glyph (place of its cluster, advance) stands for, so that copying from the page gives the text back."""
    starts = sorted({start for start, _ in glyphs})
    if not starts:  # direction marks alone
        return []
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    clusters: dict[int, list[int]] = {}
    for place, (start, _) in enumerate(glyphs):
        clusters.setdefault(start, []).append(place)
    words = [""] * len(glyphs)
    for start, places in clusters.items():
        whole = text[start : ends[start]].translate(_DIRECTION_MARKS)
        shares = _divided(whole, [glyphs[place][1] for place in places], is_rtl=is_rtl)
        for place, word in zip(places, shares, strict=True):
            words[place] = word
    return words


def _divided(text: str, advances: Sequence[float], *, is_rtl: bool) -> list[str]:
    """A cluster's text divided among its glyphs, so that read in the order of the page they spell it.

    With more glyphs than letters (Nastaliq draws its dots apart) the widest one stands for all, and the others for a
    zero-width space: PDF/UA wants a text for each glyph.
    """
    count = len(advances)
    if count > len(text):
        widest = max(range(count), key=lambda i: advances[i])
        return [(text or _NOTHING) if i == widest else _NOTHING for i in range(count)]
    if is_rtl:
        return [text[count - 1 :], *reversed(text[: count - 1])]
    return [*text[: count - 1], text[count - 1 :]]


_NOTHING = "\u200b"
_DIRECTION_MARKS = dict.fromkeys([0x200B, 0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii").ljust(4), "big")


_UNUSED_TABLES_TAGS = frozenset(map(_tag, _UNUSED_TABLES))


@lru_cache(maxsize=64)
def face(family: Family, *, bold: bool = False) -> Face:
    """The face, opened once."""
    return Face(family, bold=bold)
