"""`engage seating plan`."""

import csv
import json

import pytest

from engage.cli.main import run


@pytest.fixture
def people(tmp_path):
    rows = [f"M{number:02},{'abc'[number % 3]},{'cy' if number < 3 else ''}" for number in range(18)]
    path = tmp_path / "people.csv"
    path.write_text("\n".join(["id,age,language", *rows]), encoding="utf-8")
    return path


def _run(capsys, *arguments):
    code = run(["seating", "plan", *(str(each) for each in arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_plan_goes_to_a_file_and_says_how_good_it_is(people, tmp_path, capsys):
    out = tmp_path / "out"

    code, told = _run(
        capsys, "--people", people, "--tables", 3, "--rounds", 2, "--fields", "age=spread,language=cluster",
        "--together", "M04,M05", "--apart", "M06,M07", "--seed", 4, "--out", out,
    )  # fmt: skip

    rows = list(csv.DictReader((out / "plan.csv").read_text(encoding="utf-8").splitlines()))
    where = {(row["round"], row["id"]): row["table"] for row in rows}
    assert code == 0
    assert list(rows[0]) == ["round", "table", "id"]
    assert len(rows) == 36
    assert told["breaches"] == []
    assert told["pairs_possible"] == 90
    assert 0 < told["pairs_met"] <= 90
    assert told["balance"] == {"age": {"misplaced": 0, "imbalance": 0.0}}
    assert all(where[number, "M04"] == where[number, "M05"] for number in "12")
    assert all(where[number, "M06"] != where[number, "M07"] for number in "12")


@pytest.mark.parametrize(
    ("refused", "arguments"),
    [
        ((1, "tables-range"), ["--tables", 19]),
        ((1, "column-unknown"), ["--fields", "shoe=spread"]),
        ((1, "sitter-unknown"), ["--apart", "M01,X"]),
        ((1, "source-missing"), ["--people", "nowhere.csv"]),
        ((2, "usage"), ["--fields", "age=mix"]),
        ((2, "usage"), ["--together", "M01"]),
        ((2, "usage"), ["--rounds", 0]),
        ((2, "usage"), ["--seed", -1]),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(refused, arguments, people, tmp_path, capsys):
    out = tmp_path / "out"

    code, told = _run(capsys, "--people", people, "--tables", 3, "--rounds", 1, "--out", out, *arguments)

    assert (code, told["error"]["code"]) == refused
    assert not out.exists()


def test_a_person_who_stands_twice_is_named(people, tmp_path, capsys):
    people.write_text("id,age\nA,1\nB,2\nA,3\n", encoding="utf-8")

    code, told = _run(capsys, "--people", people, "--tables", 1, "--rounds", 1, "--out", tmp_path / "out")

    assert (code, told["error"]["code"]) == (1, "person-twice")
