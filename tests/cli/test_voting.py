import json

import pytest

from engage.cli.main import run

YES_NO = ("--method", "yes-no-abstain")


def count(tmp_path, capsys, ballots, *options):
    lines = "".join(f"{n},{choice}\n" for n, choice in enumerate(ballots))
    return count_bytes(tmp_path, capsys, f"ballot,choice\n{lines}".encode(), *options)


def count_bytes(tmp_path, capsys, data, *options):
    path = tmp_path / "ballots.csv"
    path.write_bytes(data)
    code = run(["voting", "count", "--ballots", str(path), "--json", *options])
    return code, json.loads(capsys.readouterr().out)


def test_scotland_recommendation_one(tmp_path, capsys):
    ballots = ["1"] * 4 + ["2"] * 7 + ["agree"] * 27 + ["Strongly agree"] * 65

    code, found = count(
        tmp_path, capsys, ballots, "--method", "support-4", "--threshold", "75%", "--comparison", "more-than"
    )

    assert code == 0
    assert (found["support"], found["base_count"], found["mean"], found["outcome"]) == (92, 103, "359/103", "passed")
    assert found["strength"] == "strongly-supported"
    assert "(89.32%)" in found["sentences"][0]
    assert "The average was 3.49 on a scale from 1 to 4." in found["sentences"]


@pytest.mark.parametrize(("yes", "outcome"), [(40, "passed"), (39, "failed")])
def test_four_fifths(tmp_path, capsys, yes, outcome):
    options = ("--method", "yes-no-abstain", "--threshold", "4/5", "--base", "yes-no")

    _code, found = count(tmp_path, capsys, ["yes"] * yes + ["no"] * (50 - yes) + ["abstain", "blank", ""], *options)

    assert (found["outcome"], found["margin"], found["blank"]) == (outcome, yes - 40, 2)


def test_ballots_that_make_no_sense_are_named(tmp_path, capsys):
    code, found = count(tmp_path, capsys, ["yes", "maybe"], "--method", "yes-no-abstain")

    assert (code, found["error"]["details"]["rows"]) == (1, [3])


def test_an_unknown_method_is_wrong_usage(tmp_path, capsys):
    code, _found = count(tmp_path, capsys, ["yes"], "--method", "stv")

    assert code == 2


@pytest.mark.parametrize(
    ("votes", "options", "outcome"),
    [
        ((41, 11), ("--threshold", "80%"), "failed"),
        ((75, 25), ("--threshold", "3/4", "--comparison", "more-than"), "failed"),
        ((76, 24), ("--threshold", "0.75", "--comparison", "more-than"), "passed"),
    ],
)
def test_published_thresholds(tmp_path, capsys, votes, options, outcome):
    yes, no = votes
    _code, found = count(tmp_path, capsys, ["yes"] * yes + ["no"] * no, *YES_NO, *options)

    assert found["outcome"] == outcome


@pytest.mark.parametrize("ballots", [[], ["blank", "spoilt"]])
def test_nothing_to_measure_against_is_no_result(tmp_path, capsys, ballots):
    code, found = count(tmp_path, capsys, ballots, *YES_NO)

    assert (code, found["outcome"], found["share"]) == (0, "no-result", None)


def test_a_file_as_spreadsheets_save_it_is_counted(tmp_path, capsys):
    data = "\ufeffVote;Table\r\nYES;1\r\n No ;2\r\n;\r\nABSTAIN;3\r\n;4\r\n".encode()

    code, found = count_bytes(tmp_path, capsys, data, *YES_NO)

    assert (code, found["counts"], found["blank"]) == (0, {"yes": 1, "no": 1, "abstain": 1}, 1)
    assert found["empty_rows"] == 1


def test_two_columns_of_one_name_are_refused(tmp_path, capsys):
    code, found = count_bytes(tmp_path, capsys, b"choice,choice\nyes,no\n", *YES_NO)

    assert (code, found["error"]["code"]) == (1, "header-twice")


def test_more_ballots_than_members_are_refused(tmp_path, capsys):
    code, found = count(tmp_path, capsys, ["yes"] * 3, *YES_NO, "--present", "2")

    assert (code, found["error"]["code"]) == (1, "more-issued-than-present")


def test_the_arithmetic_is_told_in_words(tmp_path, capsys):
    path = tmp_path / "ballots.csv"
    path.write_text("choice\n" + "yes\n" * 40 + "no\n" * 10)

    run(["voting", "count", "--ballots", str(path), *YES_NO, "--threshold", "4/5"])

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Passed"
    assert said[1] == "40 of 50 valid ballots were in favour (80%)."
    assert said[-1] == "Passed, with none to spare."
