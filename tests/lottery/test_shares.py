"""Targets from shares: the three ways, the floor for small groups, and what always holds."""

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.errors import RefusedError
from engage.lottery.actions import fill_targets, set_category_kind, set_population
from engage.lottery.population import PopulationDraft
from engage.lottery.rules import target_problems
from engage.lottery.shares import Bounds, CategoryKind, Fit, bounds_from_shares, is_seated_on_purpose
from engage.lottery.views import list_population, list_quotas, target_table

AGES = PopulationDraft("age", None, (("young", "27"), ("old", "72"), ("oldest", "1")), "ONS", "TS007A", "2021", True)


def shares(*amounts):
    return [Fraction(amount, sum(amounts)) for amount in amounts]


def pairs(bounds):
    return [(each.minimum, each.maximum) for each in bounds]


@pytest.mark.parametrize(
    ("fit", "expected"),
    [
        (Fit.BAND, [(13, 14), (36, 36), (0, 1)]),
        (Fit.TIGHT, [(14, 14), (36, 36), (0, 0)]),
        (Fit.LOOSE, [(12, 15), (35, 37), (0, 2)]),
    ],
)
def test_27_percent_of_50_in_three_ways(fit, expected):
    assert pairs(bounds_from_shares(shares(27, 72, 1), 50, fit=fit)) == expected


def test_a_small_group_is_seated_on_purpose():
    found = bounds_from_shares(shares(540, 450, 10), 50, least=2)

    assert pairs(found) == [(26, 27), (21, 23), (2, 2)]
    assert is_seated_on_purpose(Fraction(1, 100), 50, 2)
    assert not is_seated_on_purpose(Fraction(27, 100), 50, 14)


def test_nobody_gets_a_seat_for_an_answer_that_nobody_gave():
    assert bounds_from_shares([Fraction(1), Fraction(0)], 10, least=2) == (Bounds(10, 10), Bounds(0, 0))


def test_too_few_seats_for_the_floor():
    with pytest.raises(ValueError, match="too few"):
        bounds_from_shares(shares(1, 1, 1), 5, least=2)


@given(
    st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any),
    st.integers(24, 200),
    st.sampled_from(Fit),
    st.integers(0, 2),
)
def test_targets_from_shares_always_hold_the_seats(amounts, seats, fit, least):
    found = bounds_from_shares(shares(*amounts), seats, fit=fit, least=least)

    assert sum(each.minimum for each in found) <= seats <= sum(each.maximum for each in found)
    for amount, bounds in zip(amounts, found, strict=True):
        assert 0 <= bounds.minimum <= bounds.maximum <= seats
        assert bounds.minimum >= (least if amount else 0)
        if fit is Fit.TIGHT:
            assert bounds.minimum == bounds.maximum


def test_targets_are_filled_and_undone_in_one_step(lot):
    before = lot.read(list_quotas)
    lot.write(set_population, drafts=[AGES])

    assert lot.workspace.write(partial(fill_targets, assembly_id=lot.assembly_id, fit=Fit.TIGHT), label="Fill") == 3

    filled = {(quota.category, quota.value): (quota.minimum, quota.maximum) for quota in lot.read(list_quotas)}
    seats = lot.read(target_table).seats
    assert sum(least for (category, _), (least, _) in filled.items() if category == "age") == seats
    assert filled["gender", "male"] == (1, 3)
    lot.workspace.undo()
    assert lot.read(list_quotas) == before


def test_nothing_is_filled_while_nothing_is_known(lot):
    with pytest.raises(RefusedError, match="population-unknown"):
        lot.write(fill_targets)


def test_too_few_seats_are_refused_by_name(lot):
    many = PopulationDraft("place", CategoryKind.GEOGRAPHIC, tuple((f"ward {n}", "10") for n in range(90)))
    lot.write(set_population, drafts=[many])

    with pytest.raises(RefusedError) as refused:
        lot.write(fill_targets, least=1)

    assert refused.value.code == "seats-too-few"
    assert [quota.category for quota in lot.read(list_quotas)].count("place") == 0


def test_the_table_shows_shares_kind_and_source(lot):
    lot.write(set_population, drafts=[AGES])
    lot.write(set_category_kind, category="gender", kind=CategoryKind.ATTITUDE)

    gender, age = lot.read(target_table).categories

    assert (age.origin, age.kind, gender.kind) == ("ONS, TS007A, 2021", CategoryKind.DEMOGRAPHIC, CategoryKind.ATTITUDE)
    assert [value.share for value in age.values] == [Fraction(27, 100), Fraction(72, 100)]
    assert lot.read(list_population)[1].values == ()


def test_a_misspelt_answer_is_told_what_was_meant(lot):
    problems = target_problems(lot.read(list_quotas), 4, {("age", " Yuong"): 2})

    sentences = [each.sentence.format(**each.params) for each in problems if each.value == " Yuong"]
    assert len(sentences) == 1
    assert "“young” is meant" in sentences[0]
