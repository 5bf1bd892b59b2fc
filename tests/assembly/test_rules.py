"""Rules about texts and lists."""

import pytest

from engage.assembly.rules import TEXT_LIMIT, PartnerKind, has_control, moved, text_fault, with_text
from engage.languages.catalogues import catalogue


@pytest.mark.parametrize(
    "text", ["", "plain", "two\nlines\tand a tab", "محمد (Mo)", "👩🏽‍⚕️", "a\u2028b", "e\u0301", "\u2067x\u2069"]
)
def test_what_people_write_is_fine(text):
    assert text_fault(text) == ""


@pytest.mark.parametrize("text", ["a\0b", "bell\x07", "\x1b[0m", "half \ud800 pair", "\x7f"])
def test_what_no_page_can_show_is_refused(text):
    assert has_control(text)
    assert text_fault(text) == "text-control"


def test_a_text_has_a_longest_length():
    assert text_fault("a" * TEXT_LIMIT) == ""
    assert text_fault("a" * (TEXT_LIMIT + 1)) == "text-too-long"


def test_a_blank_text_takes_its_language_away():
    assert with_text({"en": "Yes", "cy": "Ie"}, "cy", " ") == {"en": "Yes"}
    assert with_text({"en": "Yes"}, "cy", "Ie") == {"en": "Yes", "cy": "Ie"}


@pytest.mark.parametrize(
    ("to", "expected"), [(1, ["c", "a", "b"]), (2, ["a", "c", "b"]), (99, ["a", "b", "c"]), (-3, ["c", "a", "b"])]
)
def test_a_row_moves_to_its_new_place(to, expected):
    assert moved(["a", "b", "c"], "c", to) == expected


def test_every_kind_of_partner_has_words():
    assert all(catalogue("en").gettext(kind.label) for kind in PartnerKind)
