"""What holds for every page: a name for each input, no stray windows, room at 200 per cent, mirrored in Arabic.

Each test goes through all pages in one window, because a window costs more than a page.
"""

from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea

from tests.ui.helpers import unnamed
from ui.shell.frame import HELP
from ui.shell.rooms import ROOMS

PAGES = [room.id for room in (*ROOMS, HELP)]


def buttons(root):
    return [button for button in root.findChildren(QPushButton) if button.isVisible()]


def test_before_a_file_is_open_every_input_has_a_name(window):
    assert unnamed(window) == []


def test_every_input_has_a_name_for_a_screen_reader(frame):
    for page in PAGES:
        frame.go(page)

        assert unnamed(frame.page(page)) == [], page


def test_the_frame_has_a_name_for_each_of_its_inputs(frame):
    frame.open_palette()

    assert unnamed(frame) == []


def test_no_page_opens_a_window_of_its_own(window, frame):
    for page in PAGES:
        frame.go(page)

        assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [window], page


def test_buttons_are_large_enough_to_hit(qtbot, frame):
    for page in PAGES:
        frame.go(page)
        qtbot.wait(1)

        assert [button.text() for button in buttons(frame) if button.height() < 32] == [], page


def test_every_page_fits_a_small_screen_at_twice_the_size(qtbot, window, frame):
    window.resize(1366, 768)
    window.appearance.use_scale(200)

    for page in PAGES:
        frame.go(page)
        qtbot.wait(1)

        assert (window.width(), window.height()) == (1366, 768)
        assert frame.page(page).minimumSizeHint().width() <= frame.stack.width(), page
        assert frame.top_bar.height() >= frame.top_bar.minimumSizeHint().height(), page
        narrow = [button.text() for button in buttons(frame) if button.width() < button.minimumSizeHint().width()]
        assert narrow == [], page


def test_every_page_is_mirrored_in_arabic(window, frame):
    window.appearance.use_language("ar")

    for page in PAGES:
        window.frame.go(page)

        shown = window.frame.page(page)
        assert shown.isRightToLeft(), page
        assert all(area.isRightToLeft() for area in shown.findChildren(QScrollArea)), page
