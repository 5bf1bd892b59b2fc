"""The file that a partner fills in: blank answers out, the same columns back in, faults named by the cell."""

import csv
import io
from functools import partial

import pytest

from engage.assembly.views import assembly_sheet
from engage.cli.main import run
from engage.errors import NotFoundError, RefusedError
from engage.exchange.answers import RESPONSE_COLUMNS
from engage.exchange.reply_forms import EXPECTED, export_reply_forms
from tests.exchange.test_second_half import FILES, prepare, problems, take_in

TRUST = "<b>Trust</b> & Co"
GIVEN = {
    "status": "accepted",
    "summary": "Yes we will",
    "answered_on": "2027-05-20",
    "action": "Visit at home",
    "owner": "Head of visits",
    "action_due": "2027-12-01",
}


@pytest.fixture
def assembly_id(workspace):
    made = prepare(workspace)
    for kind in ("partners", "notes", "drafts", "expectations", "responses"):
        take_in(workspace, made, kind, FILES[kind])
    return made


def form(workspace, assembly_id, *references):
    made = workspace.read(partial(export_reply_forms, assembly_id=assembly_id, references=references))
    return {name: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")))) for name, data in made.items()}


def filled_in(workspace, assembly_id, reference, **cells):
    made = workspace.read(partial(export_reply_forms, assembly_id=assembly_id, references=[reference]))
    (data,) = made.values()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(row | cells for row in rows)
    return out.getvalue()


def test_a_form_has_the_columns_of_answers_and_only_what_that_partner_is_asked(workspace, assembly_id):
    ((name, rows),) = form(workspace, assembly_id, TRUST).items()

    assert name == "responses-2.csv"
    assert [column for column in rows[0] if column != EXPECTED] == [column.name for column in RESPONSE_COLUMNS]
    (row,) = rows
    assert (row["expectation"], row["partner"], row["answer"]) == ("1", TRUST, "1")
    assert row[EXPECTED] == "Offer a home visit"  # the wording that was addressed, not the one before
    assert not any(value for name, value in row.items() if name not in {"expectation", "partner", "answer", EXPECTED})


def test_a_form_that_was_filled_in_comes_back_as_answers(workspace, assembly_id):
    take_in(workspace, assembly_id, "responses", filled_in(workspace, assembly_id, "2", **GIVEN))

    (row,) = form(workspace, assembly_id, "2")["responses-2.csv"]
    assert row["answer"] == "2"  # all is answered, so that a newer answer would supersede


def test_a_form_that_comes_back_twice_is_refused(workspace, assembly_id):
    content = filled_in(workspace, assembly_id, "2", **GIVEN)
    take_in(workspace, assembly_id, "responses", content)

    assert problems(workspace, assembly_id, "responses", content) == [(2, "answer", "answer-taken")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"status": ""}, ("status", "cell-empty")),
        ({"status": "noted"}, ("status", "choice-unknown")),
        ({"action": ""}, ("status", "answer-incomplete")),
        ({"answered_on": "20 May"}, ("answered_on", "not-a-date")),
    ],
)
def test_a_fault_in_a_form_is_named_by_its_cell(workspace, assembly_id, cells, found):
    content = filled_in(workspace, assembly_id, "2", **GIVEN | cells)

    assert problems(workspace, assembly_id, "responses", content) == [(2, *found)]


def test_a_partner_of_another_language_has_columns_for_it(workspace, assembly_id):
    from engage.assembly.actions import edit_partner

    trust = workspace.read(partial(assembly_sheet, assembly_id=assembly_id)).partners[1]
    workspace.write(partial(edit_partner, partner_id=trust.id, field="language", value="cy"))

    (row,) = form(workspace, assembly_id, "2")["responses-2.csv"]

    assert {"summary_cy", "action_cy"} <= set(row)
    assert row[EXPECTED] == "Cynnig ymweliad"
    content = filled_in(workspace, assembly_id, "2", **GIVEN | {"summary": "", "summary_cy": "Gwnawn"})
    take_in(workspace, assembly_id, "responses", content)


@pytest.mark.parametrize(
    ("reference", "error", "code"),
    [("All of us", RefusedError, "individuals-owe-nothing"), ("Nobody", NotFoundError, "not-found")],
)
def test_whoever_has_nothing_to_answer_gets_no_form(workspace, assembly_id, reference, error, code):
    with pytest.raises(error) as refused:
        form(workspace, assembly_id, reference)

    assert refused.value.code == code


def test_forms_are_written_by_command(workspace, assembly_id, engage_file, tmp_path, capsys):
    workspace.close()

    code = run(["export", str(engage_file), "responses", "--for", "1", TRUST, "--out", str(tmp_path / "out")])

    assert code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["responses-1.csv", "responses-2.csv"]
    assert run(["export", str(engage_file), "notes", "--for", "1", "--out", str(tmp_path / "out")]) == 2
