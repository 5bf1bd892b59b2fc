"""An encrypted file from beginning to end by commands alone, as an IT department would script it."""

import json

import pytest

from engage.cli.main import run

PASSPHRASE = "harbour violin mint lantern otter"
TARGETS = "category,name,min,max\nsex,f,2,3\nsex,m,2,3\nage,<40,2,3\nage,40+,2,3\n"
NAMES = ["<b>O'Brien</b> & Co", "محمد (Mo)", "Łukasz", "李雷", "=1+1", "Ms " + "x" * 77]


@pytest.fixture
def engage(tmp_path, capsys):
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")

    def engage(command, file, *arguments):
        """Runs `engage COMMAND FILE …` and gives its JSON."""
        code = run([str(each) for each in (command, file, *arguments, "--passphrase-file", secret, "--json")])
        said = capsys.readouterr()
        assert (code, said.err) == (0, ""), said.out
        return json.loads(said.out)

    return engage


def people_csv():
    rows = ["id,name,sex,age"]
    for number in range(16):
        sex, age = "fm"[number % 2], ("<40", "40+")[number // 2 % 2]
        rows.append(f"Q{number:02},{NAMES[number % len(NAMES)]},{sex},{age}")
    return "\n".join(rows) + "\n"


def test_from_an_empty_file_to_papers_a_replacement_and_a_checked_copy(engage, tmp_path):
    file, out = tmp_path / "a.engage", tmp_path / "out"
    (tmp_path / "targets.csv").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "people.csv").write_text(people_csv(), encoding="utf-8")

    engage("new", file, "--title", "Care", "--template", "camden")
    engage("import", file, "targets", tmp_path / "targets.csv")
    assert engage("import", file, "people", tmp_path / "people.csv")["imported"] == 16
    engage("draw", file, "--seats", 5, "--freeze")
    chosen = engage("draw", file, "--run", 1, "--public-string", "6 1 6")["selected"]
    printed = engage("print", file, "--all", "--for", *chosen[:2], "--out", out)
    engage("replace", file, chosen[0], "--reason", "=moved", "--public-string", "2 2")
    engage("backup", file, "--to", tmp_path / "copy.engage")
    info = engage("info", tmp_path / "copy.engage")

    assert {each["for"] for each in printed["files"]} == {"", *chosen[:2]}
    assert all((out / each["path"]).stat().st_size > 1000 for each in printed["files"])
    assert (info["secret"], info["counts"]["selected"], info["counts"]["withdrawn"]) == (True, 5, 1)
    assert engage("check", tmp_path / "copy.engage")["ok"] is True
