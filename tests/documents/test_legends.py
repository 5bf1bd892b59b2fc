"""Legends: as many entries a row as there is room for."""

from engage.documents.typesetting.ink import ACCENT
from engage.documents.typesetting.legends import Legend
from engage.documents.typesetting.shaping import Style

STYLE = Style("en", 10.0)
WORDS = ["Share of the pool", "Share of those chosen", "Target: from line to line"]


def height(width: float) -> float:
    return Legend([(ACCENT, words) for words in WORDS], STYLE, width).height - 6.0


def test_entries_that_fit_stand_on_one_row():
    assert height(420.0) == STYLE.line_height


def test_those_that_do_not_begin_a_row_of_their_own_and_wrap_in_the_end():
    assert height(280.0) == 2 * STYLE.line_height
    assert height(150.0) == 3 * STYLE.line_height
    assert height(90.0) > 3 * STYLE.line_height
