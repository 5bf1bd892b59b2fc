"""Glyphs added to a small TrueType font: drawn like others, but moved, or with another width.

HarfBuzz puts dots and letters above, below and back from where the pen is. Said in the page, each such move looks to
readers like the end of a word; said in the font, a word stays one word.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_TABLE = struct.Struct(">4sLLL")
_BOX = struct.Struct(">hhhhh")
_ARGS_ARE_XY_WORDS = 0x0003
_LOCA_FORMAT = 50  # where `head` says how `loca` is written
_METRICS = 34  # where `hhea` says how many widths `hmtx` has
_MAXP = struct.Struct(">HHHHH")  # numGlyphs, maxPoints, maxContours, maxCompositePoints, maxCompositeContours
_MAXP_ELEMENTS = 28


@dataclass(frozen=True)
class Variant:
    """A glyph drawn like `glyph` but moved by `x` and `y`, and so wide; all in font units."""

    glyph: int
    x: int
    y: int
    advance: int


def with_variants(font: bytes, variants: Sequence[Variant]) -> bytes:
    """The font with these glyphs behind its own, in their order."""
    if not variants:
        return font
    tables = _read(font)
    count = int.from_bytes(tables[b"maxp"][4:6], "big")
    places = _places(tables, count)
    glyphs = tables[b"glyf"]
    added, ends = b"", []
    for variant in variants:
        outline = glyphs[places[variant.glyph] : places[variant.glyph + 1]]
        added += _moved(variant, outline)
        ends.append(len(glyphs) + len(added))
    tables[b"glyf"] = glyphs + added
    tables[b"loca"] = b"".join(place.to_bytes(4, "big") for place in (*places, *ends))
    tables[b"head"] = _patched(tables[b"head"], _LOCA_FORMAT, b"\0\1")
    tables[b"hmtx"] = _all_widths(tables, count) + b"".join(_width(variant, glyphs, places) for variant in variants)
    tables[b"hhea"] = _patched(tables[b"hhea"], _METRICS, (count + len(variants)).to_bytes(2, "big"))
    tables[b"maxp"] = _limits(tables[b"maxp"], count + len(variants))
    return _written(tables)


def _read(font: bytes) -> dict[bytes, bytes]:
    count = int.from_bytes(font[4:6], "big")
    entries = (_TABLE.unpack_from(font, 12 + _TABLE.size * i) for i in range(count))
    return {tag: font[offset : offset + length] for tag, _, offset, length in entries}


def _places(tables: dict[bytes, bytes], count: int) -> list[int]:
    """Where each glyph's outline begins, and where the last one ends."""
    is_long = tables[b"head"][_LOCA_FORMAT + 1]
    if is_long:
        return list(struct.unpack(f">{count + 1}L", tables[b"loca"][: 4 * (count + 1)]))
    return [2 * half for half in struct.unpack(f">{count + 1}H", tables[b"loca"][: 2 * (count + 1)])]


def _moved(variant: Variant, outline: bytes) -> bytes:
    """A composite of the one glyph; nothing for a glyph without ink."""
    if not outline:
        return b""
    _, left, bottom, right, top = _BOX.unpack_from(outline)
    x, y = variant.x, variant.y
    head = _BOX.pack(-1, left + x, bottom + y, right + x, top + y)
    return head + struct.pack(">HHhh", _ARGS_ARE_XY_WORDS, variant.glyph, x, y) + b"\0\0"


def _width(variant: Variant, glyphs: bytes, places: Sequence[int]) -> bytes:
    outline = glyphs[places[variant.glyph] : places[variant.glyph + 1]]
    left = _BOX.unpack_from(outline)[1] + variant.x if outline else 0
    return struct.pack(">Hh", variant.advance, left)


def _all_widths(tables: dict[bytes, bytes], count: int) -> bytes:
    """One whole entry for each glyph: fonts leave out the width where it repeats at the end."""
    table = tables[b"hmtx"]
    whole = int.from_bytes(tables[b"hhea"][_METRICS : _METRICS + 2], "big")
    last = table[4 * (whole - 1) : 4 * whole - 2]
    bearings = (table[4 * whole + 2 * i : 4 * whole + 2 * i + 2] for i in range(count - whole))
    return table[: 4 * whole] + b"".join(last + bearing for bearing in bearings)


def _limits(table: bytes, count: int) -> bytes:
    _, points, contours, composite_points, composite_contours = _MAXP.unpack_from(table, 4)
    numbers = _MAXP.pack(count, points, contours, max(points, composite_points), max(contours, composite_contours))
    elements, depth = struct.unpack_from(">HH", table, _MAXP_ELEMENTS)
    table = _patched(table, 4, numbers)
    return _patched(table, _MAXP_ELEMENTS, struct.pack(">HH", max(elements, 1), depth + 1))


def _patched(table: bytes, at: int, part: bytes) -> bytes:
    return table[:at] + part + table[at + len(part) :]


def _written(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    offset = len(header) + _TABLE.size * count
    directory, body = b"", b""
    for tag, table in sorted(tables.items()):
        padded = table + b"\0" * (-len(table) % 4)
        directory += _TABLE.pack(tag, _checksum(padded), offset + len(body), len(table))
        body += padded
    return header + directory + body


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
