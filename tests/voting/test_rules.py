from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage.voting.rules import (
    BallotCount,
    Base,
    Comparison,
    CountEntry,
    Verdict,
    VoteMethod,
    VoteRules,
    decide,
    differing_fields,
    mean_support,
    parse_share,
    quorum_needed,
    votes_needed,
)


def rules(threshold, comparison=Comparison.AT_LEAST, base=Base.VALID, method=VoteMethod.YES_NO_ABSTAIN, quorum=0):
    return VoteRules(method, Fraction(threshold), comparison, base, Fraction(quorum))


def ballots(yes, no, abstain=0, **others):
    return BallotCount({"yes": yes, "no": no, "abstain": abstain}, **others)


@pytest.mark.parametrize(
    ("yes", "total", "threshold", "comparison", "verdict"),
    [
        (40, 50, "4/5", Comparison.AT_LEAST, Verdict.PASSED),
        (39, 50, "4/5", Comparison.AT_LEAST, Verdict.FAILED),
        (41, 52, "4/5", Comparison.AT_LEAST, Verdict.FAILED),
        (75, 100, "3/4", Comparison.MORE_THAN, Verdict.FAILED),
        (76, 100, "3/4", Comparison.MORE_THAN, Verdict.PASSED),
    ],
)
def test_published_thresholds(yes, total, threshold, comparison, verdict):
    outcome = decide(rules(threshold, comparison), ballots(yes, total - yes), entitled=total, present=total)

    assert outcome.verdict is verdict


def test_scotland_recommendation_one():
    # Citizens' Assembly of Scotland, annex 14: 4, 7, 27 and 65 of 103.
    options = dict(zip(VoteMethod.SUPPORT_4.options, (4, 7, 27, 65), strict=True))
    outcome = decide(
        rules("3/4", Comparison.MORE_THAN, method=VoteMethod.SUPPORT_4), BallotCount(options), entitled=105, present=103
    )

    assert outcome.strength == "strongly-supported"
    assert Fraction(outcome.support, outcome.base_count) == Fraction(92, 103)  # 89.32%
    assert round(float(outcome.mean), 2) == 3.49


def test_an_empty_base_gives_no_result():
    assert decide(rules("1/2"), ballots(0, 0), entitled=50, present=50).verdict is Verdict.NO_RESULT
    assert mean_support(BallotCount({})) is None


def test_abstentions_move_one_base_and_not_the_other():
    count = ballots(40, 10, 10)

    with_them = decide(rules("4/5", base=Base.YES_NO_ABSTAIN), count, entitled=60, present=60)
    without = decide(rules("4/5", base=Base.YES_NO), count, entitled=60, present=60)

    assert (with_them.verdict, without.verdict) == (Verdict.FAILED, Verdict.PASSED)


def test_blank_and_spoilt_ballots_are_cast_and_not_valid():
    count = ballots(30, 10, blank=2, spoilt=1)

    assert (count.valid, count.cast) == (40, 43)


def test_below_quorum_it_is_a_straw_poll():
    assert quorum_needed(Fraction(2, 3), 50) == 34
    assert decide(rules("1/2", quorum="2/3"), ballots(33, 0), entitled=50, present=33).verdict is Verdict.STRAW_POLL
    assert decide(rules("1/2", quorum="2/3"), ballots(34, 0), entitled=50, present=34).verdict is Verdict.PASSED


@given(st.integers(0, 500), st.integers(0, 500), st.fractions(0, 1, max_denominator=20), st.sampled_from(Comparison))
def test_the_fewest_votes_needed_pass_and_one_fewer_fails(yes, no, threshold, comparison):
    total = yes + no
    needed = votes_needed(threshold, comparison, total)

    def passes(votes):
        return votes > threshold * total if comparison is Comparison.MORE_THAN else votes >= threshold * total

    assert passes(needed)
    assert needed == 0 or not passes(needed - 1)


def test_two_counts_are_compared_option_by_option():
    first = CountEntry(50, 2, 1, 0, {"yes": 40, "no": 7})
    second = CountEntry(50, 2, 0, 0, {"yes": 40, "no": 8})

    assert differing_fields(first, second) == ["spoilt", "no"]
    assert (first.missing, second.missing) == (0, 0)


@pytest.mark.parametrize(("text", "share"), [("4/5", "4/5"), (" 80% ", "4/5"), ("0.8", "4/5"), ("66.6%", "333/500")])
def test_a_share_is_read_exactly(text, share):
    assert parse_share(text) == Fraction(share)


@pytest.mark.parametrize("text", ["", "5/4", "-1", "many", "1/0"])
def test_a_share_that_makes_no_sense_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse_share(text)
