import json
from pathlib import Path

import pytest

from engage.cli.main import run

TARGETS = "feature,value,min,max\ngender,female,2,3\ngender,male,2,3\nage,young,1,4\nage,old,1,4\n"
PEOPLE = "id,gender,age,home\n" + "".join(
    f"=p{n},{'female' if n % 2 else 'male'},{'young' if n % 3 else 'old'},{n // 2}\n" for n in range(12)
)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "targets.csv").write_text(TARGETS)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return [
        "--people",
        str(tmp_path / "people.csv"),
        "--targets",
        str(tmp_path / "targets.csv"),
        "--seats",
        "5",
        "--json",
    ]


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_draw_leaves_a_record_that_the_published_script_accepts(files, tmp_path, capsys):
    out = tmp_path / "out"
    draw = ["lottery", "draw", *files, "--household", "home", "--public-string", "3 1 4", "--out", str(out)]

    assert run(draw) == 0
    found = told(capsys)
    assert len(found["selected"]) == found["seats"] == 5
    assert round(sum(found["chances"].values()), 9) == 5
    assert run(["verify-draw", str(out / "record.json"), "--people", str(tmp_path / "people.csv"), "--json"]) == 0
    assert "the people file holds the same answers, as often" in told(capsys)["checked"]
    assert run(["verify-draw", str(out / "record-public.json")]) == 0


def test_nothing_that_a_spreadsheet_would_run_is_written(files, tmp_path):
    run(["lottery", "draw", *files, "--out", str(tmp_path / "out")])

    for name in ("selected.csv", "remaining.csv"):
        assert not any(line.startswith("=") for line in (tmp_path / "out" / name).read_text().splitlines())


def test_the_same_string_and_lottery_give_another_ticket_but_the_same_files_are_kept(files, tmp_path, capsys):
    draw = ["lottery", "draw", *files, "--public-string", "x", "--out", str(tmp_path / "out")]
    run(draw)
    before = (tmp_path / "out" / "record.json").read_bytes()
    capsys.readouterr()

    assert run(draw) == 1
    assert told(capsys)["error"]["code"] == "file-exists"
    assert (tmp_path / "out" / "record.json").read_bytes() == before


def test_targets_that_can_be_met(files, capsys):
    assert run(["lottery", "feasible", *files]) == 0
    assert told(capsys) == {"feasible": True, "problems": [], "relaxation": []}


def test_targets_that_can_not_be_met_come_with_a_change_that_helps(files, tmp_path, capsys):
    impossible = TARGETS.replace("age,young,1,4\nage,old,1,4", "age,young,0,0\nage,old,5,5")
    Path(tmp_path / "targets.csv").write_text(impossible)

    assert run(["lottery", "feasible", *files]) == 0
    found = told(capsys)
    assert (found["feasible"], bool(found["problems"])) == (False, True)
    changed = {(each["feature"], each["value"]) for each in found["relaxation"]}
    assert changed <= {("age", "young"), ("age", "old"), ("gender", "female"), ("gender", "male")}
    assert changed


def test_a_value_that_no_target_knows_is_refused_by_the_row(files, tmp_path, capsys):
    (tmp_path / "people.csv").write_text(PEOPLE + "q,femal,old,9\n")

    assert run(["lottery", "feasible", *files]) == 1
    problem = told(capsys)["error"]["details"]["problems"][0]
    assert (problem["row"], problem["column"]) == (14, "gender")


def test_the_same_files_and_string_give_the_same_panel_in_any_order_of_rows(files, tmp_path, capsys):
    draw = ["lottery", "draw", *files, "--public-string", "3 1 4"]
    assert run([*draw, "--out", str(tmp_path / "first")]) == 0
    first = told(capsys)["selected"]
    header, *rows = PEOPLE.splitlines()
    (tmp_path / "people.csv").write_text("\n".join([header, *reversed(rows)]))

    assert run([*draw, "--out", str(tmp_path / "second")]) == 0

    assert sorted(told(capsys)["selected"]) == sorted(first)
    records = [(tmp_path / name / "record.json").read_bytes() for name in ("first", "second")]
    assert records[0] == records[1]


def test_a_list_of_equally_likely_panels(files, tmp_path, capsys):
    assert run(["lottery", "draw", *files, "--panels", "40", "--out", str(tmp_path / "out")]) == 0

    assert told(capsys)["panels"] == 40
    assert json.loads((tmp_path / "out" / "record.json").read_text())["total"] == 40
    assert run(["verify-draw", str(tmp_path / "out" / "record.json")]) == 0


@pytest.mark.parametrize(
    ("seats", "people", "code"),
    [(13, PEOPLE, "targets-unmeetable"), (5, PEOPLE.replace("young", "", 1), "lottery-input")],
)
def test_what_can_not_be_drawn_is_refused_with_its_reasons(engage, tmp_path, seats, people, code):
    (tmp_path / "targets.csv").write_text(TARGETS)
    (tmp_path / "people.csv").write_text(people)
    given = ["--people", tmp_path / "people.csv", "--targets", tmp_path / "targets.csv", "--seats", seats]

    outcome = engage("lottery", "draw", *given, "--out", tmp_path / "out", "--json")

    assert (outcome.code, outcome.error) == (1, code)
    assert outcome.json["error"]["details"]["problems"]
    assert not (tmp_path / "out").exists()
