"""Where lines may end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.languages.breaks import best_cut, break_opportunities


def parts(text: str) -> list[str]:
    places = [0, *break_opportunities(text), len(text)]
    return [text[a:b] for a, b in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("two words", ["two ", "words"]),
        ("a  b", ["a  ", "b"]),
        ("a\u00a0b c\u202fd", ["a\u00a0b ", "c\u202fd"]),
        ("well-known", ["well-", "known"]),
        ("2026-10 -5", ["2026-10 ", "-5"]),
        ("李雷说：“你好。”", ["李", "雷", "说：", "“你", "好。”"]),
        ("e\u0301 x", ["e\u0301 ", "x"]),
        ("", [""]),
        (" ", [" "]),
    ],
)
def test_breaks_at_spaces_hyphens_and_between_chinese_characters(text: str, wanted: list[str]):
    assert parts(text) == wanted


@given(st.text())
def test_breaks_are_inside_the_text_and_in_order(text: str):
    places = break_opportunities(text)

    assert places == sorted(set(places))
    assert all(0 < place < len(text) for place in places)


def test_an_overlong_word_is_cut_after_punctuation_if_there_is_any():
    assert best_cut("https://riverside.example/assembly", 0, 28) == 26
    assert best_cut("x" * 80, 0, 28) == 28
    assert best_cut("113\u00a0(23%)", 0, 7) == 4
