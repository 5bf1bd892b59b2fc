"""Glyphs that are added to a font: moved outlines with widths of their own."""

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from engage.documents.typesetting.faces import face
from engage.documents.typesetting.truetype import Variant, with_variants
from engage.languages.fonts import CHINESE, NASTALIQ, SANS, Family


def points(font: TTFont, glyph: int) -> list[tuple[float, float]]:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return [point for _, arguments in pen.value for point in arguments if point]


@pytest.mark.parametrize("family", [SANS, NASTALIQ, CHINESE])
def test_a_variant_is_the_glyph_moved_with_its_own_width(family: Family):
    data, numbers = face(family).subset(range(20, 60))
    number = max(numbers.values(), key=lambda each: len(points(TTFont(BytesIO(data)), each)))

    font = TTFont(BytesIO(with_variants(data, [Variant(number, 30, -40, 777), Variant(0, 1, 1, 0)])))

    first = len(numbers)
    assert points(font, first) == [(x + 30, y - 40) for x, y in points(font, number)]
    assert font["hmtx"][font.getGlyphName(first)][0] == 777
    assert font["maxp"].numGlyphs == first + 2


def test_the_glyphs_that_were_there_stay_as_they_were():
    data, numbers = face(SANS).subset(range(20, 60))
    before, after = TTFont(BytesIO(data)), TTFont(BytesIO(with_variants(data, [Variant(3, 5, 5, 5)])))

    for number in numbers.values():
        assert points(after, number) == points(before, number)
        assert after["hmtx"][after.getGlyphName(number)] == before["hmtx"][before.getGlyphName(number)]


def test_a_glyph_without_ink_has_a_variant_without_ink():
    space = face(SANS)._font.get_nominal_glyph(ord(" "))
    data, numbers = face(SANS).subset([space])

    font = TTFont(BytesIO(with_variants(data, [Variant(numbers[space], 9, 9, 100)])))

    assert points(font, len(numbers)) == []
    assert with_variants(data, []) is data
