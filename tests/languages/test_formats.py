"""Numbers as readers of each language write them."""

import pytest

from engage.documents.typesetting.lines import lines_of
from engage.documents.typesetting.shaping import Style, shape
from engage.documents.typesetting.text import spans_of
from engage.languages.editions import Language
from engage.languages.formats import percent

BEFORE = [("ar", "السكان "), ("ar", ""), ("ar", "Female: السكان "), ("ur", "آبادی "), ("ur", "")]


@pytest.mark.parametrize(("code", "before"), BEFORE)
def test_the_sign_of_a_percentage_stays_at_one_side_of_it_whatever_stands_before(code: str, before: str):
    (line,) = lines_of(shape(spans_of(before + percent(0.07, Language(code))), Style(code, 10.0)), 500.0)
    shown = "".join(glyph.text for piece in line.pieces for glyph in piece.glyphs)

    assert "7%" in shown
    assert "%7" not in shown


def test_other_languages_write_it_without_marks():
    assert percent(0.125, Language("pl"), decimals=1) == "12,5%"
