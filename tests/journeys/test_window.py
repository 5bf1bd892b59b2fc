"""One whole story in the real window, by keys alone: from no file to printed letters."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engage.languages.screen import use_screen_language
from ui.shell import files
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings

SEATS, POOL = 6, 24
LONG = 120_000  # milliseconds: how long work may take before the test gives up


class Officer:
    """Someone at the keyboard."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window

    def keys(self, sequence):
        QTest.keySequence(self.window, sequence)

    def type_into(self, widget, words):
        widget.setFocus()
        widget.selectAll()
        self.qtbot.keyClicks(widget, words)

    def press(self, button):
        """Reach a button and press Enter, once it can be pressed."""
        self.qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled(), timeout=LONG)
        button.setFocus()
        self.qtbot.keyClick(button, Qt.Key.Key_Return)

    def go(self, words):
        """Go somewhere by the palette."""
        self.keys("Ctrl+K")
        line = self.window.frame.palette_box.line
        self.qtbot.keyClicks(line, words)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)

    def wait_until(self, condition):
        self.qtbot.waitUntil(condition, timeout=LONG)


@pytest.fixture
def officer(qtbot, qapp: QApplication):
    window = MainWindow(Appearance(qapp, Settings(palette="light")))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Officer(qtbot, window)
    window.close()
    use_screen_language("en")


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

    say_what_it_is_about(officer, frame)
    for source in (targets, people):
        import_list(officer, frame, source)
    draw_the_panel(officer, frame)
    print_the_letters(officer, frame, tmp_path / "letters", monkeypatch)

    letters = sorted((tmp_path / "letters").glob("*.pdf"))
    assert len(letters) == POOL
    words = "".join(text_of(path) for path in letters)
    assert "<b>O'Brien</b> & Co" in words
    assert words.count("Dear ") + words.count("محمد") >= POOL


def make_file(officer, path):
    window = officer.window
    officer.press(window.start.new)
    officer.type_into(window.new_file.assembly_title, "Harbour Assembly")
    officer.type_into(window.new_file.path, str(path))
    window.new_file.without.setFocus()
    officer.qtbot.keyClick(window.new_file.without, Qt.Key.Key_Space)
    officer.press(window.new_file.make)
    assert window.frame is not None


def say_what_it_is_about(officer, frame):
    officer.keys("Ctrl+1")
    page = frame.page("assembly")
    officer.type_into(page.texts["question"].input, "How should the harbour change?")
    officer.type_into(page.facts["seats"].input, str(SEATS))
    officer.type_into(page.facts["first_session_on"].input, "3/10/2027")


def import_list(officer, frame, source):
    officer.keys("Ctrl+2")
    officer.go("import people")
    step = frame.page("people").importing
    officer.type_into(step.path, str(source))
    officer.qtbot.keyClick(step.path, Qt.Key.Key_Return)
    officer.press(step.go)
    officer.wait_until(step.done.isVisible)


def draw_the_panel(officer, frame):
    officer.keys("Ctrl+3")
    page = frame.page("lottery")
    officer.press(page.pool.next)
    officer.press(page.targets.next)
    officer.press(page.chances.work)
    officer.press(page.chances.next)
    officer.press(page.draw.freezing.freeze)
    officer.wait_until(page.draw.string.isVisible)
    officer.type_into(page.draw.string.string.line, "4 8 15 16 23 42")
    officer.press(page.draw.string.draw)
    officer.press(page.draw.drawn.sign)
    assert page.draw.drawn.people.model().rowCount() == SEATS


def print_the_letters(officer, frame, folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: folder)
    officer.keys("Ctrl+P")
    page = frame.page("documents")
    page.documents.setFocus()
    while page.documents.currentItem().data(Qt.ItemDataRole.UserRole) != "report-back-letter":
        officer.qtbot.keyClick(page.documents, Qt.Key.Key_Down)
    officer.press(page.save)
    officer.wait_until(page.done.isVisible)


def text_of(path):
    document = QPdfDocument()
    document.load(str(path))
    return "".join(document.getAllText(page).text() for page in range(document.pageCount()))
