"""The script that checks a draw of homes: it takes every true record, and no other, and shares no code with the app."""

import ast
import csv
import io
import json
import random
import runpy
import subprocess
import sys
from fractions import Fraction
from functools import cache

import pytest

from engage.exchange.addresses import read_addresses, write_letters
from engage.exchange.csv_files import write_csv
from engage.lottery.inviting import draw_letters, make_codes
from engage.paths import shipped

SCRIPT = shipped("resources", "verify_invite.py")
HEADER = ("Address", "Post code", "ward", "IMD")


@cache
def verifier():
    return runpy.run_path(str(SCRIPT))["verify"]


class Case:
    """A list of homes, awkward ones among them, and a draw from it, as files."""

    def __init__(self, folder, seed=1, weights=None, letters=40):
        self.folder, chance = folder, random.Random(seed)
        rows = [
            (
                f"{n} {chance.choice(['Mill Lane', 'ŁÓDŹ ß Street', '=Road', '-', '’Tis, Court'])}",
                f"NW0 {n % 9}AB",
                w,
                q,
            )
            for n in range(120)
            for w, q in [(chance.choice(["North", "South", "Łódź", ""]), str(chance.randint(1, 5)))]
        ]
        rows += [(rows[3][0].upper(), rows[3][1], "South", "9"), ("'=1+1", "NW9", "North", "1")]
        self.addresses = folder / "addresses.csv"
        self.addresses.write_bytes(write_csv(HEADER, rows))
        self.homes = read_addresses(self.addresses, strata=["ward", "IMD"] if seed % 2 else ["ward"])
        self.columns = ["WARD", "imd"] if seed % 2 else ["ward"]
        self.drawn = draw_letters(self.homes.addresses, letters, f"dice {seed}", weights=weights)
        self.record = folder / "record.json"
        self.record.write_text(self.drawn.record, encoding="utf-8")
        codes = make_codes(len(self.drawn.keys), chance.randrange)
        self.letters = folder / "letters.csv"
        coded = zip(codes, (self.homes.rows[key] for key in self.drawn.keys), strict=True)
        self.letters.write_bytes(write_letters(HEADER, coded))

    def verdict(self, **values):
        return verifier()(str(self.record), str(self.addresses), self.columns, **values)


@pytest.mark.parametrize("seed", range(8))
def test_true_records_are_accepted(tmp_path, seed):
    case = Case(tmp_path, seed, letters=20 + 9 * seed)

    checked, not_checked, wrong = case.verdict(letters=str(case.letters))

    assert (wrong, not_checked) == ("", [])
    assert checked[-1] == "the letters go to them"


def test_weights_are_followed_to_where_a_part_has_no_more_homes(tmp_path):
    case = Case(tmp_path, 2, weights={"North": Fraction(9), "South": Fraction(0), "": Fraction(1, 3)}, letters=60)

    assert case.verdict()[2] == ""
    assert any(each.letters == each.addresses for each in case.drawn.strata)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda record: record.update(public_string="dice 2"), "the record was changed"),
        (lambda record: record.update(format="x"), "not a record of a known format"),
        (lambda record: record.pop("hashes"), "the record was changed"),
    ],
)
def test_a_changed_record_is_refused(tmp_path, change, wrong):
    case = Case(tmp_path)
    record = json.loads(case.drawn.record)
    change(record)
    case.record.write_text(json.dumps(record), encoding="utf-8")

    assert case.verdict() == ([], [], wrong)


def test_other_addresses_columns_and_letters_are_refused(tmp_path):
    case = Case(tmp_path)
    other = verifier()(str(case.record), str(case.addresses), ["ward"])
    assert other[2] == "these are other addresses, or other columns"

    rows = list(csv.reader(io.StringIO(case.letters.read_text(encoding="utf-8-sig"))))
    rows[1][1] = "99 Elsewhere"
    case.letters.write_bytes(write_csv(rows[0], rows[1:]))
    assert case.verdict(letters=str(case.letters))[2] == "the letters go to other homes"

    case.addresses.write_bytes(case.addresses.read_bytes().replace(b"NW0 4AB", b"NW0 4AC", 1))
    assert case.verdict()[2] == "these are other addresses, or other columns"


def test_a_plan_that_favours_a_part_is_refused_even_if_it_is_hashed_again(tmp_path):
    """Whoever makes the record may choose weights, but the letters have to follow from them."""
    case = Case(tmp_path, 2)
    from engage.lottery import inviting

    record = json.loads(case.drawn.record)
    first, last = record["strata"][1], record["strata"][-1]
    first[3], last[3] = first[3] + 1, last[3] - 1
    record["hashes"]["plan"] = inviting._digest("plan", record["strata"])
    del record["record_sha256"]
    record["record_sha256"] = inviting._digest("record", record)
    case.record.write_text(json.dumps(record), encoding="utf-8")

    assert case.verdict()[2] == "the letters are not shared out as they should be"


def test_a_stranger_runs_it_in_a_folder_of_their_own(tmp_path):
    case = Case(tmp_path)
    command = [sys.executable, "-I", str(SCRIPT), "record.json", "addresses.csv", "ward", "IMD", "letters=letters.csv"]

    good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    case.letters.write_bytes(write_csv(HEADER, []))
    bad = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (good.returncode, good.stdout.splitlines()[-1]) == (0, "ok")
    assert bad.returncode == 1
    assert "WRONG" in bad.stdout


def test_it_is_short_and_takes_only_what_python_brings():
    text = SCRIPT.read_text(encoding="utf-8")
    names = {
        alias.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import) for alias in node.names
    } | {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}

    assert len(text.splitlines()) <= 100
    assert names <= sys.stdlib_module_names
