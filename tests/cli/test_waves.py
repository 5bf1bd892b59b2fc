"""`engage invite`: a wave of letters in a file, from the list of addresses to letters that anyone can check."""

import csv
import io

import pytest


@pytest.fixture
def addresses(tmp_path):
    rows = [f"{n} Otterlea Road,NW0 1A{'ABCD'[n % 4]},{'North' if n % 2 else 'South'}" for n in range(1, 101)]
    path = tmp_path / "list.csv"
    path.write_text("Address,Postcode,ward\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def file(engage, addresses, tmp_path):
    path = tmp_path / "riverside.engage"
    engage("new", path, "--title", "Riverside", "--no-passphrase")
    report = engage("import", path, "addresses", addresses, "--json").json
    assert (report["read"], report["imported"]) == (100, 100)
    return path


@pytest.fixture
def drawn(engage, file, tmp_path):
    engage("invite", file, "--letters", "20", "--strata", "ward", "--weights", "North=3", "--freeze")
    outcome = engage("invite", file, "--wave", "1", "--public-string", "dice 4", "--out", tmp_path / "a", "--json")
    assert outcome.code == 0, outcome.err
    return outcome.json


def homes(folder):
    text = (folder / "letters.csv").read_text(encoding="utf-8")
    return [each["Address"] for each in csv.DictReader(io.StringIO(text))]


def test_the_file_draws_what_the_command_draws(engage, addresses, drawn, tmp_path):
    given = ["--addresses", addresses, "--letters", "20", "--strata", "ward", "--weights", "North=3"]
    engage("lottery", "invite", *given, "--public-string", "dice 4", "--out", tmp_path / "b")

    assert [each["letters"] for each in drawn["waves"][0]["strata"]] == [15, 5]
    assert (tmp_path / "a/invitation-record.json").read_bytes() == (tmp_path / "b/invitation-record.json").read_bytes()
    assert homes(tmp_path / "a") == homes(tmp_path / "b")


def test_what_it_writes_can_be_checked(engage, drawn, tmp_path):
    listed = ["--addresses", tmp_path / "a/addresses.csv", "--strata", "ward"]

    outcome = engage("lottery", "verify-invite", tmp_path / "a/invitation-record.json", *listed, "--json")

    assert outcome.json == {"ok": True, "wrong": []}


def test_hashes_are_there_before_the_string(engage, file):
    report = engage("invite", file, "--letters", "20", "--freeze", "--json").json

    assert report["waves"][0]["state"] == "frozen"
    assert set(report["waves"][0]["hashes"]) == {"addresses", "plan"}


def test_a_second_wave_leaves_out_the_first_and_the_days_are_noted(engage, file, drawn, tmp_path):
    assert engage("invite", file, "--wave", "1", "--sent-on", "2099-09-01").code == 0
    engage("invite", file, "--letters", "80", "--freeze")
    engage("invite", file, "--wave", "2", "--public-string", "dice 6", "--out", tmp_path / "b")

    waves = engage("invite", file, "--json").json["waves"]
    assert [(each["letters"], each["sent_on"]) for each in waves] == [(20, "2099-09-01"), (80, None)]
    assert len({*homes(tmp_path / "a"), *homes(tmp_path / "b")}) == 100
    assert engage("invite", file, "--letters", "1", "--freeze").code == 1


def test_a_wave_is_void_with_a_reason(engage, file, drawn):
    assert engage("invite", file, "--wave", "1", "--void", "The list was old").code == 0

    assert engage("invite", file, "--json").json["waves"][0]["void_reason"] == "The list was old"


@pytest.mark.parametrize(
    "given",
    [
        ["--freeze"],
        ["--letters", "5"],
        ["--letters", "5", "--freeze", "--public-string", "x"],
        ["--public-string", "x"],
        ["--wave", "1", "--sent-on", "tomorrow"],
        ["--wave", "1", "--sent-on", "2099-09-01", "--void", "x"],
    ],
)
def test_what_makes_no_sense_is_wrong_usage(engage, file, given):
    assert engage("invite", file, *given).code == 2


def test_files_that_are_there_keep_a_wave_from_being_drawn(engage, file, tmp_path):
    engage("invite", file, "--letters", "20", "--freeze")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/letters.csv").write_text("mine", encoding="utf-8")

    refused = engage("invite", file, "--wave", "1", "--public-string", "x", "--out", tmp_path / "a", "--json")

    assert (refused.code, refused.error) == (1, "file-exists")
    assert engage("invite", file, "--json").json["waves"][0]["state"] == "frozen"
    assert engage("invite", file, "--wave", "1", "--out", tmp_path / "b").code == 1
