"""What holds for every page: a name for each input, no stray windows, room at 200 per cent, mirrored in Arabic."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from tests.ui.helpers import unnamed
from ui.shell.frame import HELP
from ui.shell.rooms import ROOMS

PAGES = [room.id for room in (*ROOMS, HELP)]


def test_before_a_file_is_open_every_input_has_a_name(window):
    assert unnamed(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_input_has_a_name_for_a_screen_reader(frame, page):
    frame.go(page)

    assert unnamed(frame.page(page)) == []


def test_the_frame_has_a_name_for_each_of_its_inputs(frame):
    frame.open_palette()

    assert unnamed(frame) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_no_window_of_its_own(window, frame, page):
    frame.go(page)

    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [window]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_small_screen_at_twice_the_size(qtbot, window, frame, page):
    window.resize(1366, 768)
    window.appearance.use_scale(200)

    frame.go(page)
    qtbot.wait(1)

    assert (window.width(), window.height()) == (1366, 768)
    shown = frame.page(page)
    assert shown.minimumSizeHint().width() <= frame.stack.width()
    assert shown.minimumSizeHint().height() <= frame.stack.height()


@pytest.mark.parametrize("page", PAGES)
def test_no_button_is_narrower_than_its_words_at_twice_the_size(qtbot, window, frame, page):
    window.resize(1366, 768)
    window.appearance.use_scale(200)
    frame.go(page)
    qtbot.wait(1)

    shown = [button for button in frame.page(page).findChildren(QPushButton) if button.isVisible() and button.text()]

    assert [button.text() for button in shown if button.width() < button.minimumSizeHint().width()] == []


@pytest.mark.parametrize("page", PAGES)
def test_buttons_are_large_enough_to_hit(qtbot, window, frame, page):
    frame.go(page)
    qtbot.wait(1)

    buttons = [button for button in frame.findChildren(QPushButton) if button.isVisible()]

    assert [button.text() for button in buttons if button.height() < 32] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_mirrored_in_arabic(window, frame, page):
    window.appearance.use_language("ar")

    window.frame.go(page)

    shown = window.frame.page(page)
    assert shown.isRightToLeft()
    assert all(area.isRightToLeft() for area in shown.findChildren(QScrollArea))
