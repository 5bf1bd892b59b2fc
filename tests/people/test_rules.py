"""Rules about people: moves, keys for sorting and finding, households."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.languages.catalogues import catalogue
from engage.people.rules import (
    NeedKind,
    PhotoConsent,
    RespondentStatus,
    allowed_moves,
    can_move,
    household_key,
    looks_like_language,
    name_key,
    needs_reason,
    reference_key,
)


@pytest.mark.parametrize("status", RespondentStatus)
def test_nobody_is_selected_by_hand(status):
    assert not can_move(status, RespondentStatus.SELECTED)
    assert status not in allowed_moves(status)


def test_only_confirming_needs_no_reason():
    assert [status for status in RespondentStatus if not needs_reason(status)] == [RespondentStatus.CONFIRMED]


@pytest.mark.parametrize("choices", [RespondentStatus, PhotoConsent, NeedKind])
def test_every_choice_has_words(choices):
    words = [catalogue("en").gettext(choice.label) for choice in choices]

    assert all(words)
    assert len(set(words)) == len(words)


def test_references_are_sorted_by_their_numbers():
    given = ["R10", "R2", "r1", "A-7-10", "A-7-9", "007", "8", "٣"]

    assert sorted(given, key=reference_key) == ["007", "8", "A-7-9", "A-7-10", "r1", "R2", "R10", "٣"]


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_references_with_numbers_sort_as_the_numbers_do(one, other):
    assert (reference_key(f"p{one}") < reference_key(f"p{other}")) == (one < other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Łukasz  ØRSTED", "lukasz orsted"),
        ("Zoë", "zoe"),
        ("E\u0301ric", "eric"),
        ("Straße", "strasse"),
        ("李雷", "李雷"),
        ("", ""),
    ],
)
def test_names_are_found_without_accents_or_case(name, key):
    assert name_key(name) == key


def test_the_same_address_written_twice_is_one_household():
    assert household_key("12 High St.", "nw1 2db") == household_key("12 HIGH ST", "NW1-2DB")
    assert household_key("12 High St", "") != household_key("", "12 High St")
    assert household_key("", " ", "…") == ""


@given(st.lists(st.text(), max_size=3))
def test_a_household_key_is_its_own_key(parts):
    key = household_key(*parts)

    assert household_key(key) == key


@pytest.mark.parametrize("code", ["en", "bn", "syl", "pa-Arab", "zh-Hant-TW", "en-GB"])
def test_language_codes_are_recognised(code):
    assert looks_like_language(code)


@pytest.mark.parametrize("code", ["", "English", "EN", "en_GB", "e", "en ", "<b>"])
def test_other_words_are_not_language_codes(code):
    assert not looks_like_language(code)
