"""The kinds of file, and how columns are recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.errors import NotFoundError, RefusedError
from engage.exchange.columns import Headers, nearest, normalised
from engage.exchange.kinds import FILE_KINDS, file_kind


def test_the_kinds_come_in_the_order_in_which_one_needs_the_other():
    assert list(FILE_KINDS) == [
        "targets",
        "population",
        "addresses",
        "people",
        "status",
        "agenda",
        "attendance",
        "tables",
        "partners",
        "notes",
        "drafts",
        "counts",
        "expectations",
        "responses",
        "actions",
        "verdicts",
    ]


def test_an_unknown_kind_is_refused():
    with pytest.raises(NotFoundError):
        file_kind("recipes")


@pytest.mark.parametrize(
    ("kind", "needed"),
    [("targets", ["feature", "value", "min", "max"]), ("people", ["reference"]), ("status", ["reference", "status"])],
)
def test_the_columns_say_which_are_needed(kind, needed):
    assert [column.name for column in file_kind(kind).columns if column.is_required] == needed
    assert all(column.meaning for column in file_kind(kind).columns)


def test_an_exact_name_is_taken_before_a_likeness():
    headers = Headers(["Post Code", "postcode"])

    assert headers.take(["postcode"]) == 1
    assert headers.take(["postcode"]) == 0
    assert headers.take(["postcode"]) is None
    assert headers.free == ()


def test_a_column_that_is_not_there_can_not_be_chosen():
    with pytest.raises(RefusedError, match="column-unknown"):
        Headers(["a"]).take_chosen("b")


@given(st.text())
def test_a_name_normalised_twice_is_the_same(name):
    assert normalised(normalised(name)) == normalised(name)


@pytest.mark.parametrize(
    ("text", "near"), [("SIXTEEN to 44", "sixteen-to-44"), ("fifty pluss", "fifty plus"), ("9", ""), ("", "")]
)
def test_what_was_probably_meant(text, near):
    assert nearest(text, ["sixteen-to-44", "fifty plus"]) == near
