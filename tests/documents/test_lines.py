"""Shaping, breaking and ordering the lines of one paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.documents.typesetting.lines import Line, lines_of, natural_width, widest_part, widest_word
from engage.documents.typesetting.shaping import ShapedText, Style, shape
from engage.documents.typesetting.text import Span, spans_of, verbatim

SIZE = 10.0


def shaped(text: str, code: str = "en") -> ShapedText:
    return shape(spans_of(text), Style(code, SIZE))


def words(line: Line) -> str:
    """What stands on the line from left to right."""
    return "".join(glyph.text for piece in line.pieces for glyph in piece.glyphs).replace("\u200b", "")


def texts(text: str, width: float, code: str = "en") -> list[str]:
    return [words(line) for line in lines_of(shaped(text, code), width)]


def test_a_line_is_as_full_as_it_can_be():
    assert texts("aaa bbb ccc", 41.0) == ["aaa bbb ", "ccc"]


def test_a_right_to_left_paragraph_wraps_from_the_right():
    first, second = texts("ابت 12 (abc) جحخ دذر", 80.0, "ar")

    assert first.strip().endswith("تبا")
    assert "12" in first
    assert second == "رذد"


def test_brackets_are_turned_round_in_right_to_left_text():
    glyphs = [glyph for run in shaped("(ا)", "ar").runs for glyph in run.glyphs]
    plain = [glyph for run in shaped("(a)", "en").runs for glyph in run.glyphs]

    # The first in reading stands at the right, and is drawn as a closing one.
    assert [glyph.id for glyph in glyphs][::2] == [plain[2].id, plain[0].id]


def test_a_word_wider_than_the_line_is_cut():
    lines = texts("W" * 30, 60.0)

    assert len(lines) > 3
    assert "".join(lines) == "W" * 30


def test_an_address_is_cut_after_punctuation():
    assert texts("assembly@riverside.example", 100.0)[0] == "assembly@riverside."


def test_a_number_leaves_its_unit_before_it_is_cut():
    assert texts("od\u00a010\u00a0do\u00a012", 48.0) == ["od\u00a010\u00a0do\u00a0", "12"]
    assert widest_part(shaped("113\u00a0(23%)")) == pytest.approx(natural_width(shaped("(23%)")))


def test_a_name_in_latin_letters_takes_no_more_room_in_urdu():
    assert lines_of(shape(spans_of(verbatim("Chen Yan")), Style("ur", SIZE)), 100.0)[0].height == 1.4 * SIZE


def test_a_line_break_in_the_text_is_kept():
    assert texts("a\n\nb", 100.0) == ["a", "", "b"]


def test_the_space_at_a_lines_end_hangs_over_its_edge():
    (left, _), (right, _) = (lines_of(shaped("aaa bbb", code), 25.0) for code in ("en", "ar"))

    assert left.pieces[0].x == 0.0
    assert left.pieces[-1].x == pytest.approx(left.width)
    assert right.width == pytest.approx(left.width)


def test_bold_is_another_face_and_wider():
    plain, bold = shaped("word"), shape((Span("word", bold=True),), Style("en", SIZE))

    assert natural_width(bold) > natural_width(plain)
    assert [run.face.name for run in bold.runs] == ["NotoSans-Bold"]


def test_each_script_has_its_own_face_and_digits_one():
    faces = {run.face.name for run in shaped("Mo محمد 李雷 আমিনা 12", "ur").runs}

    assert faces == {
        "NotoSans-Regular",
        "NotoNastaliqUrdu-Regular",
        "NotoSansSC-Regular",
        "NotoSansBengali-Regular",
    }


def test_a_mark_stays_with_its_letter():
    (run,) = shaped("x\u0323\u0301").runs

    assert len({glyph.start for glyph in run.glyphs}) == 1


def test_lines_in_nastaliq_stand_farther_apart_unless_nothing_is_set_in_it():
    nastaliq, latin = (lines_of(shaped(text, "ur"), 100.0)[0].height for text in ("شکریہ", "thanks"))

    assert nastaliq > latin == pytest.approx(14.0)


def test_a_guests_name_leaves_the_lines_of_a_paragraph_even():
    heights = {line.height for line in lines_of(shaped("aaa محمد bbb ccc", "en"), 40.0)}

    assert len(heights) == 1


def test_widths_for_tables():
    text = shaped("aaa bbbbb\ncc")

    assert widest_word(text) == pytest.approx(natural_width(shaped("bbbbb")))
    assert natural_width(text) == pytest.approx(natural_width(shaped("aaa bbbbb")))


@given(st.text(st.sampled_from("ab -\u00a0ا12ب李，\u0301\n"), min_size=1, max_size=40), st.sampled_from(["en", "ar"]))
def test_no_letter_is_lost_or_doubled_whatever_the_width(text: str, code: str):
    for width in (5.0, 30.0, 200.0):
        found = lines_of(shaped(text, code), width)

        starts = [glyph.start for line in found for piece in line.pieces for glyph in piece.glyphs]
        visible = {i for i, c in enumerate(spans_of(text)[0].text) if not c.isspace() and c != "\u0301"}
        assert visible <= set(starts)
        assert len([piece for line in found for piece in line.pieces]) == len(
            {(piece.start, piece.x, number) for number, line in enumerate(found) for piece in line.pieces}
        )
