"""`engage board`."""

import pytest


def test_the_board_says_the_sentence_and_each_answer(engage, filled):
    spoken = engage("board", filled, "--rate", "10%")
    report = engage("board", filled, "--rate", "10%", "--per-seat", 2, "--closes", "2099-01-31", "--json").json

    assert spoken.code == 0
    assert "gender, female: 2–4 wanted, 12 came: enough." in spoken.out
    assert (report["stand"], report["people"], report["closes"]) == ("still", 24, "2099-01-31")
    assert report["assumptions"] == {"per_seat": 2, "rate": 0.1, "half_after": 10}
    assert report["sentence"] in spoken.out
    female = report["answers"][0]
    assert (female["value"], female["min"], female["so_far"], female["healthy"]) == ("female", 2, 12, 4)
    assert (female["prospect"], female["letters"], report["letters"]) == ("enough", [], [])


def test_it_says_when_nobody_came_yet(engage, made):
    report = engage("board", made, "--json").json

    assert (report["stand"], report["answers"]) == ("empty", [])
    assert report["sentence"] == "Nobody has come forward yet."


def test_how_it_stood_before_anybody_came(engage, filled):
    assert engage("board", filled, "--on", "2020-01-01", "--json").json["stand"] == "empty"


@pytest.mark.parametrize("wrong", [("--rate", "0%"), ("--rate", "x"), ("--closes", "soon"), ("--per-seat", "0")])
def test_what_makes_no_sense_is_refused(engage, filled, wrong):
    assert engage("board", filled, *wrong).code == 2
