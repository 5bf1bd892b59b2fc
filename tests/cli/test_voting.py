import json

import pytest

from engage.cli.main import run


def count(tmp_path, capsys, ballots, *options):
    path = tmp_path / "ballots.csv"
    path.write_text("ballot,choice\n" + "".join(f"{n},{choice}\n" for n, choice in enumerate(ballots)))
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
