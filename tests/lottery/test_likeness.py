"""How like the population: the published vectors, and what has to hold for any numbers."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.lottery.likeness import (
    FitTest,
    Standing,
    chi_square,
    chi_square_p,
    distance,
    exact_p,
    gap_points,
    goodness,
    likeness_index,
    people_short,
    simulated_p,
    standing,
    wobble_points,
)

HALVES = (Fraction(51, 100), Fraction(49, 100))


def test_32_women_and_18_men_at_51_and_49():
    assert distance((32, 18), HALVES) == Fraction(13, 100)
    assert likeness_index((32, 18), HALVES) == 87
    assert chi_square((32, 18), HALVES) == pytest.approx(3.381, abs=5e-4)
    assert exact_p((32, 18), HALVES) == pytest.approx(0.0676, abs=5e-5)
    assert gap_points(18, 50, HALVES[1]) == -13
    assert people_short(18, 50, HALVES[1]) == 7
    assert people_short(32, 50, HALVES[0]) == 0


@pytest.mark.parametrize(("share", "points"), [(Fraction(1, 2), 13.9), (Fraction(1, 10), 8.3)])
def test_natural_wobble_of_50_people(share, points):
    assert wobble_points(share, 50) == pytest.approx(points, abs=0.05)


# Upper tails of χ² from printed tables: 5% and 1% points.
@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [(3.841, 1, 0.05), (6.635, 1, 0.01), (5.991, 2, 0.05), (18.307, 10, 0.05), (124.342, 100, 0.05), (0.0, 3, 1.0)],
)
def test_the_tail_of_chi_square(statistic, freedom, p):
    assert chi_square_p(statistic, freedom) == pytest.approx(p, abs=2e-5)


@pytest.mark.parametrize(
    ("count", "word"),
    [
        (4, Standing.WELL_UNDER),
        (7, Standing.UNDER),
        (8, Standing.IN_LINE),
        (12, Standing.IN_LINE),
        (13, Standing.OVER),
        (20, Standing.OVER),
        (21, Standing.WELL_OVER),
    ],
)
def test_ratios_in_words(count, word):
    assert standing(count, 50, Fraction(1, 5)) is word


def test_few_expected_people_get_no_ratio():
    assert standing(0, 50, Fraction(9, 100)) is None


@pytest.mark.parametrize(
    ("counts", "shares", "test"),
    [
        ((25, 25), HALVES, FitTest.CHI_SQUARE),
        ((9, 1), (Fraction(9, 10), Fraction(1, 10)), FitTest.EXACT),
        ((40, 4, 3, 1, 1, 1), (Fraction(9, 10), *[Fraction(1, 50)] * 5), FitTest.SIMULATED),
    ],
)
def test_the_test_that_fits_is_taken(counts, shares, test):
    found = goodness(counts, shares)

    assert found.test is test
    assert 0 < found.p <= 1


def test_simulation_agrees_with_the_exact_answer_and_repeats():
    counts, shares = (8, 1, 3), (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))

    assert simulated_p(counts, shares) == pytest.approx(exact_p(counts, shares), abs=0.02)
    assert simulated_p(counts, shares) == simulated_p.__wrapped__(counts, shares)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=4).filter(any), st.data())
def test_the_exact_answer_is_that_of_counting_every_sequence(counts, data):
    parts = data.draw(st.lists(st.integers(1, 5), min_size=len(counts), max_size=len(counts)))
    counts, size = tuple(counts), min(sum(counts), 6)
    counts = (size, *[0] * (len(counts) - 1)) if sum(counts) > size else counts
    shares = tuple(Fraction(part, sum(parts)) for part in parts)
    chance = Counter()
    for people in product(range(len(counts)), repeat=size):
        chance[tuple(people.count(answer) for answer in range(len(counts)))] += prod(shares[each] for each in people)

    expected = sum(each for each in chance.values() if each <= chance[counts])

    assert exact_p(counts, shares) == pytest.approx(float(expected))


def test_a_large_pool_with_a_rare_answer_is_drawn_piece_by_piece():
    counts, shares = (5_998, 2), (Fraction(9_999, 10_000), Fraction(1, 10_000))

    assert simulated_p(counts, shares) == pytest.approx(exact_p(counts, shares), abs=0.02)


def test_nothing_is_said_where_nothing_can_be():
    assert goodness((0, 0), HALVES) is None
    assert goodness((5,), (Fraction(1),)) is None
    assert goodness((5, 1), (Fraction(1), Fraction(0))) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 99)), min_size=2, max_size=6))
def test_the_index_is_100_only_for_a_perfect_picture(rows):
    counts = [count for count, _ in rows]
    total = sum(part for _, part in rows)
    shares = [Fraction(part, total) for _, part in rows]

    assert 0 <= distance(counts, shares) <= 1
    assert 0 <= likeness_index(counts, shares) <= 100
    assert distance([part for _, part in rows], shares) == 0
