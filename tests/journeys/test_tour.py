"""The guide's tour on the sample, followed as it is written: each key is pressed, and what is named has to be seen."""

import re
import shutil
from itertools import product

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabBar,
    QTableView,
    QWidget,
)

from tests.conftest import ROOT
from ui.shell import files
from ui.shell.rooms import ROOMS
from ui.widgets.labels import ElidedText

TOUR = (ROOT / "docs" / "guide" / "tour.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+) \| (.+) \|$", TOUR, re.MULTILINE)
DEEDS = re.compile(r"`(?P<keys>[^`]+)`|“(?P<typed>[^”]+)”|\*(?P<name>[^*]+)\*")
KEY_NAMES = {"Enter": "Return"}
TOO_LONG = "Saved 50 PDFs"  # setting every pack takes half a minute, and other tests set packs


@pytest.fixture
def on_the_sample(officer, sample_file, tmp_path, monkeypatch):
    folder = tmp_path / "papers"
    folder.mkdir()
    monkeypatch.setattr(files, "ask_for_folder", lambda *_args: folder)
    officer.window.resize(1366, 768)
    officer.window.open_path(shutil.copyfile(sample_file, tmp_path / "sample.engage"))
    return officer


def test_every_stop_of_the_tour_shows_what_it_promises(on_the_sample):
    for press, promise in ROWS:
        if press not in ("Press", "---") and TOO_LONG not in promise:
            follow(on_the_sample, press)
            for words in re.findall(r"\*([^*]+)\*", promise):
                on_the_sample.wait_until(lambda words=words: words in in_sight())


def test_the_stops_of_the_tour_are_the_rooms_in_their_order():
    stops = re.findall(r"^## \d+\. (.+)$", TOUR, re.MULTILINE)

    assert [*stops, "Lists"] == [room.title for room in ROOMS]


def follow(officer, press):
    """Press and type what a row of the tour says."""
    # A window that has just come up or gone needs a moment, less than a person takes.
    officer.wait_until(lambda: QApplication.activeWindow() is not None)
    for deed in DEEDS.finditer(press):
        if deed["keys"]:
            officer.keys(KEY_NAMES.get(deed["keys"], deed["keys"]))
        elif deed["typed"]:
            if isinstance(officer.focus, QListWidget):  # it takes letters typed at once for one word
                officer.qtbot.wait(QApplication.keyboardInputInterval() + 100)
            officer.type(deed["typed"])
        else:
            reach_by_name(officer, deed["name"])


def reach_by_name(officer, name):
    """Press the button of that name, or go to what is called so."""
    window = QApplication.activeWindow()
    places = [each for each in window.findChildren(QWidget) if each.isVisible() and each.accessibleName() == name]
    if any(isinstance(each, QAbstractButton) for each in places) or not places:
        officer.press_words(window, name)
    else:
        officer.reach(places[0])


def in_sight():
    """All the words in the window that is in front; none while one window makes way for another."""
    window, found = QApplication.activeWindow(), []
    for widget in window.findChildren(QWidget) if window is not None else ():
        if widget.isVisible():
            found += words_of(widget)
    return "\n".join(found)


def words_of(widget):
    if isinstance(widget, (QLabel, QAbstractButton, ElidedText)):
        return [widget.text()]
    if isinstance(widget, QLineEdit):
        return [widget.text() or widget.placeholderText()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(place) for place in range(widget.count())]
    if isinstance(widget, QListWidget):
        return [widget.item(place).text() for place in range(widget.count())]
    if isinstance(widget, QTableView) and (model := widget.model()) is not None:
        places = product(range(min(60, model.rowCount())), range(model.columnCount()))
        return [str(model.index(*place).data() or "") for place in places]
    return [widget.accessibleName()]
