"""The vectors of published votes, in words."""

from fractions import Fraction

import pytest

from engage.languages.catalogues import DOCUMENT_LANGUAGES, catalogue
from engage.voting.rules import BallotCount, Base, Comparison, VoteMethod, VoteRules, decide
from engage.voting.wording import (
    percent_words,
    quorum_words,
    result_sentences,
    rule_words,
    share_words,
    threshold_words,
)

ENGLISH = catalogue("en")


def rules(threshold="4/5", comparison=Comparison.AT_LEAST, base=Base.VALID, quorum="0"):
    return VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(threshold), comparison, base, Fraction(quorum))


def told(given, yes, no, *, abstain=0, present=50, entitled=50, words=ENGLISH):
    count = BallotCount({"yes": yes, "no": no, "abstain": abstain})
    outcome = decide(given, count, entitled=entitled, present=present)
    return result_sentences(given, outcome, words, present=present, entitled=entitled)


@pytest.mark.parametrize(
    ("given", "yes", "no", "sentences"),
    [
        (
            rules(),
            40,
            10,
            (
                "40 of 50 valid ballots were in favour (80%).",
                "At least 4/5\u00a0(80%) was needed, which is 40.",
                "Passed, with none to spare.",
            ),
        ),
        (
            rules(),
            39,
            11,
            (
                "39 of 50 valid ballots were in favour (78%).",
                "At least 4/5\u00a0(80%) was needed, which is 40.",
                "Did not pass: 1 short.",
            ),
        ),
        (
            rules(),
            41,
            11,
            (
                "41 of 52 valid ballots were in favour (78.85%).",
                "At least 4/5\u00a0(80%) was needed, which is 42.",
                "Did not pass: 1 short.",
            ),
        ),
        (
            rules("3/4", Comparison.MORE_THAN),
            75,
            25,
            (
                "75 of 100 valid ballots were in favour (75%).",
                "More than 3/4\u00a0(75%) was needed, which is 76 or more.",
                "Did not pass: 1 short.",
            ),
        ),
        (
            rules("3/4", Comparison.MORE_THAN),
            79,
            21,
            (
                "79 of 100 valid ballots were in favour (79%).",
                "More than 3/4\u00a0(75%) was needed, which is 76 or more.",
                "Passed, with 3 to spare.",
            ),
        ),
    ],
)
def test_a_result_is_told_with_its_arithmetic(given, yes, no, sentences):
    assert told(given, yes, no, present=yes + no, entitled=yes + no) == sentences


def test_the_base_is_named_and_abstentions_move_one_base_alone():
    with_them = told(rules(base=Base.YES_NO_ABSTAIN), 40, 10, abstain=10, present=60, entitled=60)
    without = told(rules(base=Base.YES_NO), 40, 10, abstain=10, present=60, entitled=60)

    assert with_them[0] == "40 of 60 who voted yes or no or abstained were in favour (66.67%)."
    assert without[0] == "40 of 50 who voted yes or no were in favour (80%)."


@pytest.mark.parametrize("base", Base)
def test_every_base_is_named_with_one_in_favour(base):
    assert "1 of" in told(rules(base=base), 1, 49)[0].replace("of all", "of")


def test_nothing_to_measure_against_is_no_result_and_never_nought_per_cent():
    assert told(rules(), 0, 0) == ("No result: there was no vote to measure the support against.",)


def test_below_quorum_it_says_who_was_lacking():
    support, verdict = told(rules("1/2", quorum="2/3"), 33, 0, present=33)

    assert support == "33 of 33 valid ballots were in favour (100%)."
    assert verdict == "A straw poll, which decides nothing: 34 of 50 members had to be there, 33 were."


def test_the_scottish_scale():
    # Citizens' Assembly of Scotland, annex 14, recommendation 1: 4, 7, 27 and 65 of 103.
    given = VoteRules(VoteMethod.SUPPORT_4, Fraction(3, 4), Comparison.MORE_THAN, Base.VALID)
    count = BallotCount(dict(zip(VoteMethod.SUPPORT_4.options, (4, 7, 27, 65), strict=True)))
    outcome = decide(given, count, entitled=105, present=103)

    assert result_sentences(given, outcome, ENGLISH, present=103, entitled=105) == (
        "92 of 103 valid ballots were in favour (89.32%).",
        "More than 3/4\u00a0(75%) was needed, which is 78 or more.",
        "Passed, with 14 to spare.",
        "The average was 3.49 on a scale from 1 to 4.",
        "Strongly supported: more than three quarters of the valid ballots agreed.",
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [("4/5", "4/5\u00a0(80%)"), ("333/500", "66.60%"), ("1", "100%"), ("0", "0%"), ("2/3", "2/3\u00a0(66.67%)")],
)
def test_a_share_is_read_as_it_was_set(share, words):
    assert share_words(Fraction(share), ENGLISH) == words


def test_halves_round_up():
    assert percent_words(Fraction(12345, 1_000_00) + Fraction(5, 10_000_000), ENGLISH) == "12.35%"
    assert percent_words(Fraction(1, 800), ENGLISH) == "0.13%"


@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_every_language_has_the_numbers(code):
    words = catalogue(code)

    sentences = told(rules(quorum="2/3"), 40, 10, words=words)

    assert len(sentences) == 3
    assert "{" not in "".join((*sentences, threshold_words(rules(), words)))


def test_rules_and_quorum_are_told_before_the_vote():
    given = rules(comparison=Comparison.MORE_THAN, quorum="2/3")

    assert rule_words(given, ENGLISH) == "More than 4/5\u00a0(80%) of all valid ballots must be in favour."
    assert quorum_words(given, ENGLISH, present=34, entitled=50) == "Quorum: 34 of 50 members, and 34 are there."
    assert quorum_words(given, ENGLISH, present=33, entitled=50).startswith("Below the quorum: 34 of 50")
    assert quorum_words(rules(), ENGLISH, present=0, entitled=50) == ""
