"""Reserves by command: rates, then a frozen list, then the draw, in that order."""

import pytest


def reserves(engage, file, *more):
    return engage("reserves", file, *more, "--json")


def rate(outcome, category, value):
    [found] = [row for row in outcome.json["rates"] if (row["category"], row["value"]) == (category, value)]
    return found["percent"], found["source"]


def test_rates_are_told_set_and_kept(engage, drawn):
    assert rate(reserves(engage, drawn), "", "") == (15, "assumed")

    reserves(engage, drawn, "--usual-rate", "20%", "--rate", "gender", "female", 30)
    told = reserves(engage, drawn)

    assert rate(told, "", "") == (20, "hand")
    assert rate(told, "gender", "female") == (30, "hand")
    assert rate(told, "gender", "male") == (20, "usual")
    assert told.json["reserves"] == []
    assert rate(reserves(engage, drawn, "--rate", "gender", "female", "none"), "gender", "female") == (20, "usual")


def test_a_list_is_frozen_then_drawn_in_calling_order(engage, drawn):
    frozen = reserves(engage, drawn, "--count", 3, "--freeze", "--rate", "gender", "female", 40).json
    assert frozen["run"] == 2
    assert set(frozen["hashes"]) == {"pool", "targets", "portfolio"}
    assert sum(kind["count"] for kind in frozen["wanted"]) == 3
    assert frozen["targets_broken"]["these_reserves"] <= frozen["targets_broken"]["no_reserves"]

    selected = reserves(engage, drawn, "--run", 2, "--public-string", "6 6 1").json["selected"]

    assert len(set(selected)) == 3
    assert reserves(engage, drawn).json["reserves"] == selected
    assert engage("info", drawn, "--json").json["counts"]["selected"] == 6


def test_people_read_what_is_written_for_them(engage, drawn):
    told = engage("reserves", drawn, "--count", 2, "--freeze").out

    assert "Draw 2 is frozen: 2 reserves." in told
    assert "simulated drop-outs" in told
    assert "Everybody: 15%, assumed" in engage("reserves", drawn).out


@pytest.mark.parametrize(
    ("more", "code", "error"),
    [
        (["--rate", "gender", "female", "100"], 1, "rate-not-possible"),
        (["--rate", "gender", "robot", "10"], 1, "rate-without-target"),
        (["--rate", "gender", "female", "often"], 2, "usage"),
        (["--count", "3"], 2, "usage"),
        (["--count", "3", "--freeze", "--run", "1"], 2, "usage"),
        (["--run", "1"], 2, "usage"),
        (["--run", "1", "--public-string", "1", "--usual-rate", "10"], 2, "usage"),
        (["--run", "1", "--public-string", "1"], 1, "not-reserves"),
        (["--count", "900", "--freeze"], 1, "reserves-number"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(engage, drawn, more, code, error):
    outcome = reserves(engage, drawn, *more)

    assert (outcome.code, outcome.error) == (code, error)
    assert rate(reserves(engage, drawn), "", "") == (15, "assumed")


def test_nobody_is_a_reserve_before_there_is_a_panel(engage, filled):
    assert reserves(engage, filled, "--count", 2, "--freeze").error == "nobody-drawn"


def test_the_list_is_exported(engage, drawn, tmp_path):
    assert engage("export", drawn, "reserves", "--out", tmp_path, "--json").error == "no-reserves"
    reserves(engage, drawn, "--count", 3, "--freeze")
    selected = reserves(engage, drawn, "--run", 2, "--public-string", "6 6 1").json["selected"]

    assert engage("export", drawn, "reserves", "--out", tmp_path, "--json").json["files"] == ["reserves.csv"]

    lines = (tmp_path / "reserves.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == selected
