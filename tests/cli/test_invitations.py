"""`engage lottery letters`, `invite` and `verify-invite`."""

import csv
import io

import pytest


@pytest.fixture
def addresses(tmp_path):
    rows = [f"{n} Otterlea Road,NW0 1A{'ABCD'[n % 4]},{'North' if n % 2 else 'South'}" for n in range(1, 101)]
    rows.append("1 OTTERLEA  ROAD,nw0 1ab,North")
    path = tmp_path / "addresses.csv"
    path.write_text("Address,Postcode,ward\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def letters(folder):
    text = (folder / "letters.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_letters_are_sized_for_three_rates(engage):
    report = engage("lottery", "letters", "--seats", "50", "--json").json

    assert report == {"seats": 50, "pool": 500, "letters": {"3%": 16_667, "5%": 10_000, "8%": 6_250}}
    assert engage("lottery", "letters", "--seats", "50", "--rates", "0").code == 2


def test_the_same_list_and_string_give_the_same_homes_and_other_codes(engage, addresses, tmp_path):
    given = ["--addresses", addresses, "--letters", "20", "--strata", "ward", "--public-string", "dice 4"]
    report = engage("lottery", "invite", *given, "--out", tmp_path / "a", "--json").json
    lines = addresses.read_text(encoding="utf-8").splitlines()
    addresses.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    engage("lottery", "invite", *given, "--out", tmp_path / "b")

    one, other = letters(tmp_path / "a"), letters(tmp_path / "b")
    assert [each["Address"] for each in one] == [each["Address"] for each in other]
    assert {each["code"] for each in one}.isdisjoint(each["code"] for each in other)
    assert (tmp_path / "a/invitation-record.json").read_bytes() == (tmp_path / "b/invitation-record.json").read_bytes()
    assert (report["letters"], report["addresses"], report["twice"]) == (20, 100, 1)
    assert [each["letters"] for each in report["strata"]] == [10, 10]


def test_a_second_wave_never_writes_to_a_home_again(engage, addresses, tmp_path):
    engage("lottery", "invite", "--addresses", addresses, "--letters", "60", "--out", tmp_path / "a")
    before = ["--before", tmp_path / "a/letters.csv"]

    report = engage(
        "lottery", "invite", "--addresses", addresses, "--letters", "40", *before, "--out", tmp_path / "b", "--json"
    ).json

    assert report["before"] == 60
    first = {each["Address"] for each in letters(tmp_path / "a")}
    assert first.isdisjoint(each["Address"] for each in letters(tmp_path / "b"))
    again = engage("lottery", "invite", "--addresses", addresses, "--letters", "41", *before, "--out", tmp_path / "c")
    assert again.code == 1
    assert not (tmp_path / "c/letters.csv").exists()


def test_anyone_can_check_the_draw(engage, addresses, tmp_path):
    given = ["--addresses", addresses, "--strata", "ward"]
    engage("lottery", "invite", *given, "--letters", "20", "--weights", "North=3", "--out", tmp_path / "a")
    record = tmp_path / "a/invitation-record.json"

    assert engage("lottery", "verify-invite", record, *given, "--json").json == {"ok": True, "wrong": []}
    record.write_text(record.read_text(encoding="utf-8").replace('"letters":20', '"letters":21'), encoding="utf-8")
    assert engage("lottery", "verify-invite", record, *given).code == 1


@pytest.mark.parametrize("given", [["--weights", "West=2"], ["--strata", "colour"], ["--id-column", "uprn"]])
def test_what_the_list_lacks_is_refused(engage, addresses, tmp_path, given):
    outcome = engage("lottery", "invite", "--addresses", addresses, "--letters", "5", *given, "--out", tmp_path / "a")

    assert outcome.code == 1
    assert not (tmp_path / "a/letters.csv").exists()
