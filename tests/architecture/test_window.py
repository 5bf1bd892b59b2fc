"""What the window's code may not do: guess at markup, stop everything with a box, ask who called."""

import pytest

from tests.architecture.source import called, calls, imported, name_of, place, python_files

LABELS = "ui/widgets/labels.py"
# Each of these takes markup from any text that looks like it, or stops the officer in mid-work.
BARE = {"QLabel": LABELS, "QMessageBox": None, "QErrorMessage": None, "QTextBrowser": None}


@pytest.mark.parametrize("name", BARE)
def test_words_on_the_screen_go_through_our_own_labels(name):
    assert [
        place(path, node)
        for path in python_files("ui")
        if name_of(path) != BARE[name]
        for node, module in imported(path)
        if module == f"PySide6.QtWidgets.{name}"
    ] == []


@pytest.mark.parametrize("name", ["setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "mightBeRichText"])
def test_no_text_is_taken_for_markup(name):
    assert [place(path, call) for path in python_files("ui") for call in calls(path) if called(call) == name] == []


@pytest.mark.parametrize("name", ["sender", "processEvents"])
def test_slots_know_what_they_are_for(name):
    """Asking who called, or letting events in half-way, makes order matter. A photographer may wait for the paint."""
    paths = [path for path in python_files("ui") if path.name != "screenshots.py"]

    assert [place(path, call) for path in paths for call in calls(path) if called(call) == name] == []


def test_names_are_imported_one_by_one():
    """A star import makes every class of Qt at start-up, and takes longer than all the rest."""
    assert [
        place(path, node)
        for path in python_files("ui", "engage")
        for node, module in imported(path)
        if module.endswith(".*")
    ] == []
