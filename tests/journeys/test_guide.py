"""The script of the guide works as it stands. Larger pools run it in tests/test_pools.py."""

import csv
import itertools
import json
import subprocess
import sys

import pytest

from engage.paths import shipped
from tests.journeys.guide import run_guide

SEATS = 8
DOCUMENTS = ("selection-report", "badge", "report-back-letter")
ANSWERS = {"age": ("16-39", "40-64", "65+"), "area": ("north", "south")}


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    """Twenty-four people, four for each pair of answers, every two of them at one address."""
    folder = tmp_path_factory.mktemp("pool")
    with (folder / "categories.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(feature, value, 2, 5) for feature, values in ANSWERS.items() for value in values]
        csv.writer(file).writerows([("feature", "value", "min", "max"), *rows])
    with (folder / "respondents.csv").open("w", encoding="utf-8", newline="") as file:
        people = itertools.product(range(4), *ANSWERS.values())
        rows = [(f"R{n:02}", f"Person {n}", f"{n // 2} Elm Street", *who[1:]) for n, who in enumerate(people)]
        csv.writer(file).writerows([("id", "name", "address_line1", *ANSWERS), *rows])
    return folder


@pytest.fixture(scope="module")
def out(pool, tmp_path_factory):
    folder = tmp_path_factory.mktemp("guide") / "out"
    result = run_guide(pool, SEATS, folder, "address_line1")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_the_script_goes_from_a_pool_to_papers(out):
    papers = [path.name for path in (out / "documents").glob("*.pdf")]

    kinds = {kind: sum(name.startswith(kind) for name in papers) for kind in DOCUMENTS}
    assert kinds == {"selection-report": 1, "badge": 1, "report-back-letter": 24}


def test_the_script_of_one_page_accepts_the_record(out):
    command = [sys.executable, "-I", str(shipped("resources", "verify_draw.py")), str(out / "record.json")]

    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_record_holds_nobodys_answers(out):
    record = json.loads((out / "record.json").read_text(encoding="utf-8"))

    assert "Person" not in json.dumps(record)
