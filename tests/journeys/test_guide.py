"""The scripts of the guide work as they stand. Larger pools run them in tests/test_pools.py."""

import csv
import itertools
import json
import subprocess
import sys
from functools import partial

import pytest

from engage.assembly.views import list_assemblies
from engage.documents.catalogue import DOCUMENTS as DOCUMENT_KINDS
from engage.overview.views import file_counts
from engage.paths import shipped
from engage.storage.workspace import Workspace
from engage.voting.rules import Verdict
from engage.voting.views import list_votes
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


@pytest.fixture(scope="module")
def whole_line(pool, tmp_path_factory):
    folder = tmp_path_factory.mktemp("line") / "out"
    result = run_guide(pool, SEATS, folder, "address_line1", script="line.sh")
    assert result.returncode == 0, result.stdout + result.stderr
    return folder


def test_the_whole_line_goes_from_a_pool_to_what_partners_did(whole_line):
    with Workspace.open(whole_line / "assembly.engage", read_only=True) as workspace:
        counts = workspace.read(file_counts)
        assembly_id = workspace.read(list_assemblies)[0].id
        votes = workspace.read(partial(list_votes, assembly_id=assembly_id))

    held = {"confirmed": SEATS, "sessions": 2, "attendance": 16, "notes": 10, "drafts": 3, "answers": 4, "actions": 2}
    assert {name: counts[name] for name in held} == held
    assert [vote.outcome.verdict for vote in votes] == [Verdict.PASSED, Verdict.PASSED, Verdict.FAILED]


def test_the_whole_line_prints_every_paper(whole_line):
    papers = [*(whole_line / "documents").glob("*.pdf"), *(whole_line / "ballots").glob("*.pdf")]
    # Only a draw by balls or dice has a list of panels; no population is brought in to hold the members against.
    expected = set(DOCUMENT_KINDS) - {"panel-list", "representativeness-report"}

    assert {kind for kind in expected if any(path.name.startswith(kind) for path in papers)} == expected
