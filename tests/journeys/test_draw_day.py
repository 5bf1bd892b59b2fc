"""The day of a draw in the real window, by keys alone: a target that can't be met, the ceremony, what comes after."""

import csv
import shutil
import subprocess
import sys

import pytest

from engage.paths import shipped
from tests.journeys.officer import import_list, make_file, say_what_it_is_about, text_of
from ui.shell import files

SEATS, POOL = 6, 24


@pytest.fixture
def lists(tmp_path):
    """Six seats; two people of middle age are wanted, and one came forward."""
    targets, people = tmp_path / "targets.csv", tmp_path / "people.csv"
    with targets.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["feature", "value", "min", "max"])
        writer.writerows([("gender", "female", 3, 3), ("gender", "male", 3, 3)])
        writer.writerows([("age", "young", 1, 2), ("age", "middle", 2, 2), ("age", "old", 2, 3)])
    with people.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "gender", "age"])
        for number in range(1, POOL + 1):
            age = "middle" if number == 1 else ("young", "old")[number // 2 % 2]
            writer.writerow([f"R{number}", f"Person {number}", ("female", "male")[number % 2], age])
    return targets, people


def test_the_day_of_a_draw(officer, lists, tmp_path, monkeypatch):
    make_file(officer, tmp_path / "day.engage")
    frame = officer.window.frame
    say_what_it_is_about(officer, frame, seats=SEATS)
    for source in lists:
        import_list(officer, frame, source)
    officer.keys("Ctrl+3")
    page = frame.page("lottery")

    accept_the_change(officer, page)
    hold_the_draw(officer, page)
    print_the_certificate(officer, frame, page, tmp_path / "paper", monkeypatch)
    officer.keys("Ctrl+3")
    check_in_another_folder(officer, page, tmp_path / "elsewhere")
    replace_a_member(officer, page)


def accept_the_change(officer, page):
    """Two of middle age are wanted, one came forward: the page says so, and one button mends it."""
    officer.press(page.pool.next)
    check = page.targets.check
    officer.press(check.button)
    officer.wait_until(check.apply.isVisible)
    assert "only 1 of the people qualify" in check.problems.words.text()
    assert "age: middle, from 2 to 1–2" in check.changes.text()

    officer.press(check.apply)

    officer.wait_until(check.fits.isVisible)
    officer.press(page.targets.next)


def hold_the_draw(officer, page):
    officer.press(page.chances.work)
    officer.press(page.chances.next)
    officer.press(page.draw.freezing.freeze)
    officer.wait_until(page.draw.string.isVisible)
    officer.keys("F11")
    officer.wait_until(page._stage.isActiveWindow)
    officer.type_into(page.draw.string.string.line, "4 8 15 16 23 42")
    officer.keys("Return")
    officer.wait_until(page.draw.drawn.roll.isVisible)
    officer.keys("Esc")
    officer.wait_until(officer.window.isActiveWindow)
    officer.press(page.draw.drawn.sign)
    assert page.draw.drawn.people.model().rowCount() == SEATS


def print_the_certificate(officer, frame, page, folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: folder)
    officer.press(page.draw.drawn.certificate)
    printing = frame.page("documents")
    officer.press(printing.save)
    officer.wait_until(printing.done.isVisible)

    [path] = folder.glob("draw-certificate*.pdf")
    words = text_of(path)
    assert "Certificate of draw 1" in words
    assert "4 8 15 16 23 42" in words


def check_in_another_folder(officer, page, folder):
    """The record and the script alone, away from the app."""
    folder.mkdir()
    officer.press(page.draw.drawn.save)
    officer.type_into(page.saving.line, str(folder / "record.json"))
    officer.keys("Return")
    shutil.copy(shipped("resources", "verify_draw.py"), folder)
    command = [sys.executable, "-I", "verify_draw.py", "record.json"]

    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert done.stdout.splitlines()[-1] == "ok"
    assert "the hashes and the public string give this panel" in done.stdout


def replace_a_member(officer, page):
    officer.press(page.draw.drawn.replace)
    replacing = page.replacing
    # Not the first: nobody else is of middle age.
    officer.reach(replacing.who.widget())
    officer.keys("Down")
    officer.type_into(replacing.reason, "Moved away")
    officer.press(replacing.work)
    officer.wait_until(replacing.string.line.isVisible)
    officer.type_into(replacing.string.line, "8 8 1")
    officer.press(replacing.draw)

    officer.wait_until(lambda: page.draw.drawn.headline.text() == "1 person fills the empty seat.")
    assert [row.kind for row in page.now.runs] == ["real", "replacement"]
    assert page.now.table.chosen_size == SEATS
