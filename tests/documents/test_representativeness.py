"""The report on representativeness: what it says, what it hides, and how many answers it can hold."""

from fractions import Fraction

import pytest

from engage.documents.likeness_rows import furthest_words, shown_likeness
from engage.documents.representativeness_report import (
    gather_representativeness_report,
    render_representativeness_report,
)
from engage.documents.small_numbers import Showing
from engage.errors import RefusedError
from engage.languages.editions import Edition, Language
from engage.voting.views import StageCounts
from tests.documents.likeness_contents import STAGES, category, likeness_report
from tests.documents.reading import page_count, text_of

ENGLISH = Edition(Language("en"))


def test_the_report_says_how_to_read_it_and_who_was_chosen_to_match():
    found = text_of(render_representativeness_report(likeness_report(), ENGLISH))

    assert "by up to 13.9 percentage points" in found
    assert "by up to 8.3 for one that a tenth give" in found
    assert "it proves nothing about anything else" in found
    assert "In the room, votes 1 to 9" in found
    assert "<b>Another</b>" in found


@pytest.mark.parametrize("answers", [1, 60, 200])
def test_a_category_may_have_any_number_of_answers(answers):
    data = render_representativeness_report(likeness_report(answers=answers), ENGLISH)

    assert page_count(data) >= 2 + answers // 30
    assert f" {answers - 1}" in text_of(data)


def test_small_numbers_are_hidden_and_never_worked_out_from():
    shares = (Fraction(80, 100), Fraction(15, 100), Fraction(5, 100))
    given = category("view", shares, ("yes", "no", "unsure"))
    one = shown_likeness([_with_counts(given, (40, 7, 3))])[0].stages[0]
    other = shown_likeness([_with_counts(given, (40, 9, 1))])[0].stages[0]

    assert [count.showing for count in one.counts] == [Showing.EXACT, Showing.HIDDEN, Showing.FEWER]
    assert (one.index, one.furthest, one.goodness) == (other.index, other.furthest, other.goodness)


def _with_counts(given, counts):
    from dataclasses import replace

    return replace(given, stages=(StageCounts(STAGES[1], counts, 0),))


def test_few_expected_people_are_told_as_people_and_many_as_a_ratio():
    shares = (Fraction(92, 100), Fraction(8, 100))
    short = shown_likeness([_with_counts(category("view", shares, ("yes", "no")), (50, 0))])[0].stages[0]
    over = shown_likeness([_with_counts(category("view", (Fraction(1, 2),) * 2, ("yes", "no")), (40, 10))])[0].stages[0]

    assert furthest_words(short, ENGLISH) == "\u2068yes\u2069: 100%, population 92% (in line)"
    assert furthest_words(over, ENGLISH) == "\u2068yes\u2069: 80%, population 50% (over)"


def test_nothing_to_compare_is_refused(workspace):
    from functools import partial

    from engage.assembly.actions import create_assembly

    assembly_id = workspace.write(partial(create_assembly, title="Care"))

    with pytest.raises(RefusedError, match="nothing-to-compare-yet"):
        workspace.read(partial(gather_representativeness_report, assembly_id=assembly_id, language="en"))
