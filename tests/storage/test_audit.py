import json
import random
from functools import partial

import pytest

from engage.errors import RefusedError
from engage.languages.catalogues import catalogue
from engage.sentences import sentence
from engage.storage.audit import export_audit, verify_chain
from engage.storage.audit_chain import EMPTY_HEAD, parse_head
from tests.storage.factories import add_people, found_assembly, raw, rename


@pytest.fixture
def log(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(rename, assembly_id=assembly_id, title="Canary"))
    workspace.write(partial(add_people, assembly_id=assembly_id, count=12))
    workspace.undo()
    workspace.redo()
    return workspace.read(export_audit)


def entries(log):
    return [json.loads(line) for line in log]


def test_each_entry_says_who_did_what_to_which_row_without_any_value(workspace):
    assembly_id = workspace.write(partial(found_assembly, objectives=0))
    workspace.write(partial(rename, assembly_id=assembly_id, title="Canary"))

    first, second = entries(workspace.read(export_audit))

    assert (first["verb"], first["kind"], first["change"]) == ("found_assembly", "assembly", "added")
    assert (second["verb"], second["fields"], second["subject"]) == ("rename", ["title"], assembly_id.hex)
    assert (second["number"], second["actor"], second["count"]) == (2, "officer", 1)
    assert second["previous"] == first["hash"]
    assert "Canary" not in str(second)


def test_many_rows_of_a_kind_are_one_entry_with_a_count(log):
    counts = {(entry["verb"], entry["kind"]): entry["count"] for entry in entries(log)}

    assert counts["add_people", "respondent"] == 12
    assert counts["add_people", "access_need"] == 12


def test_undoing_is_in_the_log_too(log):
    verbs = [entry["verb"] for entry in entries(log)]

    assert "undo add_people" in verbs
    assert "redo add_people" in verbs


def test_no_personal_data_is_in_the_log(log):
    assert not any(word in line for line in log for word in ("Name", "no nuts", "Canary", "diet"))


def test_a_whole_log_is_whole(workspace, log):
    head = workspace.audit_head

    report = verify_chain(log, head)

    assert report.ok
    assert report.head == head
    assert verify_chain(log, (head[0], head[1][:12])).ok
    assert verify_chain([], EMPTY_HEAD).ok


def test_any_changed_character_shows(log):
    dice = random.Random(2)
    for _ in range(300):
        number = dice.randrange(len(log))
        at = dice.randrange(len(log[number]))
        other = dice.choice('0123456789abcdef",:{} é\x00')
        changed = log[number][:at] + other + log[number][at + 1 :]
        if changed != log[number]:
            assert not verify_chain([*log[:number], changed, *log[number + 1 :]]).ok


@pytest.mark.parametrize(
    "spoil",
    [
        lambda log: log[1:],
        lambda log: [log[1], log[0], *log[2:]],
        lambda log: [*log[:2], log[1], *log[2:]],
        lambda log: [*log, log[-1]],
        lambda log: [*log[:2], *log[3:]],
        lambda log: [*log, ""],
        lambda log: [*log, "[" * 100_000],
        lambda log: [*log, "NaN"],
        lambda log: [f"{log[0]} ", *log[1:]],
    ],
)
def test_lines_removed_moved_or_added_show(log, spoil):
    assert not verify_chain(spoil(log)).ok


def test_a_cut_end_shows_against_a_printed_head(workspace, log):
    head = workspace.audit_head

    assert verify_chain(log[:-1]).ok
    assert not verify_chain(log[:-1], head).ok
    assert not verify_chain(log, (head[0] - 1, head[1])).ok
    assert not verify_chain(log, (head[0], head[1][:11])).ok


def test_a_head_printed_earlier_still_stands(workspace, log):
    printed = workspace.audit_head
    workspace.write(found_assembly)

    assert verify_chain(workspace.read(export_audit), printed).ok


def test_a_printed_head_is_read():
    assert parse_head(" 41:9F86D081884C\n") == (41, "9f86d081884c")


@pytest.mark.parametrize("text", ["", "41", "41:9f86", "x:9f86d081884c", "41:9f86d081884g", "-1:9f86d081884c"])
def test_a_head_that_cannot_be_read_is_refused(text):
    with pytest.raises(RefusedError):
        parse_head(text)


def test_problems_have_sentences(log):
    for problem in verify_chain([*log[1:], "?"], (99, "0" * 12)).problems:
        assert sentence(problem, catalogue("en"))


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry"])
def test_the_file_itself_refuses_to_change_the_log(engage_file, workspace, statement):
    workspace.write(found_assembly)
    workspace.close()
    connection = raw(engage_file)

    with pytest.raises(Exception, match="never changed"):
        connection.execute(statement)
    connection.close()
