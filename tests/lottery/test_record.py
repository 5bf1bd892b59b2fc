import json
import random
import runpy
from functools import cache
from pathlib import Path

import pytest
import rfc8785

from engage.errors import RefusedError
from engage.lottery import record
from engage.lottery.engine import find_lottery
from engage.lottery.model import Entrant, Quota
from engage.paths import shipped

SALT = bytes(range(32))
SCRIPT = shipped("resources", "verify_draw.py")


@cache
def verifier():
    return runpy.run_path(str(SCRIPT))["verify"]


@cache
def frozen(fixed=frozenset()):
    entrants = [
        Entrant(
            f"{n:04x}", {"Größe 📏": "groß" if n % 3 else "klein", "age": "old" if n % 2 else "young"}, f"{n // 2 % 9}"
        )
        for n in range(40)
    ]
    quotas = [
        Quota("Größe 📏", "groß", 4, 5),
        Quota("Größe 📏", "klein", 3, 4),
        Quota("age", "old", 3, 5),
        Quota("age", "young", 3, 5),
    ]
    found = find_lottery(entrants, quotas, 8, fixed=fixed)
    return record.freeze(entrants, quotas, found, salt=SALT, fixed=fixed)


@cache
def drawn():
    return record.draw(frozen(), "Losung: 7 · 12 · 33")


@cache
def listed():
    """A draw by figures: a thousand panels."""
    entrants = [Entrant(f"{n:04}", {"age": "old" if n % 2 else "young"}) for n in range(1, 41)]
    quotas = [Quota("age", "old", 3, 5), Quota("age", "young", 3, 5)]
    found = find_lottery(entrants, quotas, 8, panels=1000)
    return record.freeze(entrants, quotas, found, salt=SALT, digits=3)


def check(tmp_path, text, people=None):
    path = tmp_path / "record.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return verifier()(str(path), people)


def reseal(values):
    return record._sealed(values)


@pytest.mark.parametrize("count", [99, 100, 101, 250])
def test_a_record_of_any_length_is_canonical_json(count):
    """Long lists and objects are written in pieces."""
    entrants = [Entrant(f"t{n}", {"age": "ålt" if n % 2 else "jung"}, f"home {n // 2}") for n in range(count)]
    quotas = [Quota("age", "ålt", 1, 3), Quota("age", "jung", 1, 3)]
    found = find_lottery(entrants, quotas, 4)

    text = record.draw(record.freeze(entrants, quotas, found, salt=SALT), "1")

    assert rfc8785.dumps(json.loads(text)).decode() == text


def test_a_record_is_canonical_json():
    assert rfc8785.dumps(json.loads(drawn())).decode() == drawn()


@pytest.mark.parametrize("make", [frozen, drawn, lambda: record.public(drawn()), lambda: frozen(frozenset({"0000"}))])
def test_the_script_accepts_true_records(tmp_path, make):
    checked, not_checked, wrong = check(tmp_path, make())

    assert not wrong
    assert "the record is whole" in checked
    assert not_checked


def test_the_private_record_is_checked_for_more_than_the_public_one(tmp_path):
    private, _, _ = check(tmp_path, drawn())
    public, not_checked, _ = check(tmp_path, record.public(drawn()))

    assert set(private) - set(public) == {
        "the answers are those that were frozen",
        "every panel meets every target",
        "no panel has two of a household",
    }
    assert any("holds no answers" in what for what in not_checked)


def test_the_public_record_says_nothing_about_anyone():
    text = record.public(drawn())

    assert "answers" not in json.loads(text)
    assert "klein" not in json.dumps({key: value for key, value in json.loads(text).items() if key != "targets"})
    assert SALT.hex() not in text


@pytest.mark.parametrize("make", [drawn, lambda: record.public(drawn())], ids=["private", "public"])
def test_any_changed_byte_is_refused(tmp_path, make):
    data = make().encode()
    chance = random.Random(1)

    for _ in range(200):
        place = chance.randrange(len(data))
        changed = bytearray(data)
        changed[place] ^= chance.randrange(1, 256)
        assert check(tmp_path, bytes(changed))[2]


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: r["weights"].__setitem__(0, r["weights"][0] + 1),
        lambda r: r["weights"].__setitem__(0, -r["weights"][0]),
        lambda r: r["panels"].pop(),
        lambda r: r["panels"][0].__setitem__(0, r["panels"][0][1]),
        lambda r: r["targets"][0].__setitem__(2, 0),
        lambda r: r["draw"].__setitem__("public_string", "another"),
        lambda r: r["draw"].__setitem__("panel", (r["draw"]["panel"] + 1) % len(r["panels"])),
        lambda r: r["draw"]["selected"].reverse(),
        lambda r: r["answers"][r["tickets"][0]].reverse(),
        lambda r: r.__setitem__("households", []),
        lambda r: r["chances"].__setitem__(r["tickets"][0], 1),
        lambda r: r.__setitem__("least_chance", "1/2"),
        lambda r: r.__setitem__("seats", 7),
        lambda r: r.__setitem__("method", "legacy"),
        lambda r: r.__setitem__("purpose", "test"),
        lambda r: r.__setitem__("salt", "00" * 32),
        lambda r: r.__setitem__("total", float(r["total"])),
        lambda r: r.__setitem__("format", "engage-draw-record/2"),
        lambda r: r["tickets"].append("zzzz"),
        lambda r: r.__delitem__("weights"),
    ],
)
def test_a_forged_record_with_a_right_seal_is_refused(tmp_path, forge):
    values = json.loads(drawn())
    forge(values)

    assert check(tmp_path, reseal(values))[2]


@pytest.mark.parametrize("text", [b"", b"null", b"{}", b"[1]", b"\xff", b'{"format":NaN}', b"1" * 5000])
def test_what_is_no_record_is_refused_without_a_traceback(tmp_path, text):
    assert check(tmp_path, text)[2]
    with pytest.raises(RefusedError):
        record.read(text.decode(errors="replace"))


def test_the_people_file_must_hold_the_same_answers(tmp_path):
    answers = json.loads(drawn())["answers"].values()
    rows = [f"x{n};{size.upper()}; {age}" for n, (size, age) in enumerate(answers)]
    people = tmp_path / "people.csv"
    people.write_text("id;größe 📏;AGE\n" + "\n".join(rows), encoding="utf-8-sig")
    assert not check(tmp_path, drawn(), str(people))[2]

    people.write_text("id;größe 📏;AGE\n" + "\n".join(rows[1:]), encoding="utf-8")
    assert check(tmp_path, drawn(), str(people))[2] == "the people file holds other answers"


def test_the_same_record_and_string_give_the_same_panel():
    assert record.panel(drawn()) == record.panel(record.draw(frozen(), "Losung: 7 · 12 · 33"))
    assert record.panel(frozen()) == ()


def test_composed_and_decomposed_letters_are_the_same_string():
    assert record.draw(frozen(), "é") == record.draw(frozen(), "e\u0301")


def test_a_record_is_drawn_once():
    with pytest.raises(RefusedError, match="record-drawn"):
        record.draw(drawn(), "again")


def test_an_edited_record_is_not_drawn():
    with pytest.raises(RefusedError, match="record-damaged"):
        record.draw(frozen().replace('"seats":8', '"seats":7'), "string")


def test_the_hashes_of_another_pool_or_target_differ():
    entrants = [Entrant("a", {"c": "x"}), Entrant("b", {"c": "y"})]
    quotas = [Quota("c", "x", 0, 1), Quota("c", "y", 0, 1)]
    found = find_lottery(entrants, quotas, 1)
    first = record.hashes(record.freeze(entrants, quotas, found, salt=SALT))
    other_answers = [Entrant("a", {"c": "y"}), Entrant("b", {"c": "x"})]

    second = record.hashes(record.freeze(other_answers, quotas, found, salt=SALT))

    assert first["pool"] != second["pool"]
    assert first["targets"] == second["targets"]


def test_the_script_is_one_page_of_standard_library():
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 100
    assert "engage." not in "".join(line for line in lines if "import" in line)


# --- draws by figures ---


@pytest.mark.parametrize("figures", ["000", "507", "999"])
def test_three_figures_are_the_number_of_the_panel(tmp_path, figures):
    drawn = record.draw(listed(), figures)

    assert record.panel(drawn) == tuple(json.loads(listed())["panels"][int(figures)])
    assert not check(tmp_path, drawn)[2]
    assert not check(tmp_path, record.public(drawn))[2]


@pytest.mark.parametrize("said", ["50", "5070", "5 7", "٥٠٧", "abc", "-07", "5.0"])
def test_anything_but_three_figures_is_refused(said):
    with pytest.raises(RefusedError, match="panel-number"):
        record.draw(listed(), said)


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: r.pop("digits"),
        lambda r: r.__setitem__("digits", 2),
        lambda r: r["draw"].__setitem__("public_string", "508"),
        lambda r: r["draw"].__setitem__("public_string", "٥٠٧"),
        lambda r: r["draw"].__setitem__("panel", 508),
    ],
)
def test_a_forged_draw_by_figures_is_refused_even_with_right_hashes(tmp_path, forge):
    values = json.loads(record.draw(listed(), "507"))
    forge(values)
    values["hashes"] = record._hashes(values)
    seed = record.draw_seed(values["hashes"], values["draw"]["public_string"])
    values["draw"]["seed"] = seed.hex()

    assert check(tmp_path, reseal(values))[2]


def test_a_draw_by_figures_needs_a_panel_for_each_number():
    entrants = [Entrant("a", {}), Entrant("b", {})]

    with pytest.raises(ValueError, match="one panel for each number"):
        record.freeze(entrants, [], find_lottery(entrants, [], 1), digits=3)


def test_names_cannot_be_tickets():
    entrants = [Entrant("Ann Lee", {}), Entrant("b", {})]

    with pytest.raises(ValueError, match="ticket"):
        record.freeze(entrants, [], find_lottery(entrants, [], 1))


def test_the_script_runs_on_its_own(tmp_path):
    import subprocess
    import sys

    path = Path(tmp_path / "record.json")
    path.write_text(drawn(), encoding="utf-8")

    done = subprocess.run([sys.executable, "-I", str(SCRIPT), str(path)], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "ok"
