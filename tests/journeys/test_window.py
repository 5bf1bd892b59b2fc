"""One whole story in the real window, by keys alone: from no file to printed letters."""

import csv

import pytest

from tests.journeys.officer import (
    draw_the_panel,
    import_list,
    make_file,
    print_document,
    say_what_it_is_about,
    text_of,
)

SEATS, POOL = 6, 24


@pytest.fixture
def lists(tmp_path):
    """Targets and people as an officer gets them: two small CSV files."""
    targets, people = tmp_path / "targets.csv", tmp_path / "people.csv"
    with targets.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["feature", "value", "min", "max"])
        writer.writerows([("gender", "female", 3, 3), ("gender", "male", 3, 3)])
        writer.writerows([("age", "young", 2, 4), ("age", "old", 2, 4)])
    with people.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "gender", "age"])
        writer.writerow(["R1", "<b>O'Brien</b> & Co", "female", "young"])
        writer.writerow(["R2", "محمد (Mo)", "male", "old"])
        for number in range(3, POOL + 1):
            gender, age = ("female", "male")[number % 2], ("young", "old")[number // 2 % 2]
            writer.writerow([f"R{number}", f"Person {number}", gender, age])
    return targets, people


def test_from_no_file_to_printed_letters(officer, lists, tmp_path, monkeypatch):
    targets, people = lists
    window = officer.window
    make_file(officer, tmp_path / "first.engage")
    frame = window.frame

    say_what_it_is_about(officer, frame, seats=SEATS)
    for source in (targets, people):
        import_list(officer, frame, source)
    draw_the_panel(officer, frame, seats=SEATS)

    letters = print_document(officer, frame, "report-back-letter", tmp_path / "letters", monkeypatch)

    assert len(letters) == POOL
    words = "".join(text_of(path) for path in letters)
    assert "<b>O'Brien</b> & Co" in words
    assert words.count("Dear ") + words.count("محمد") >= POOL
