"""People and Lottery with people in them, in the real window: at twice the size, from right to left, by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QTableView

from engage.assembly.actions import create_assembly
from engage.lottery.actions import draw_panel, freeze_draw
from engage.lottery.preparing import prepare_run
from engage.lottery.views import draw_input
from tests.ui.helpers import unnamed
from tests.ui.people_at_hand import fill
from ui.lottery.page import CHANCES, DRAW, POOL, TARGETS
from ui.widgets.messages import EmptyState

F11 = Qt.Key.Key_F11


@pytest.fixture
def full(window, frame):
    """The window on an assembly whose panel is drawn."""
    desk = frame.desk
    fill(desk.workspace, desk.assembly_id)
    given = desk.read(draw_input, desk.assembly_id, seats=4)
    number = desk.write(freeze_draw, prepared=prepare_run(given))
    desk.write(draw_panel, desk.assembly_id, number=number, public_string="dice")
    return window


def open_people(frame):
    frame.go("people")
    page = frame.page("people")
    page._on_opened()
    for fold in page.person.folds.values():
        fold.set_open(True)
    return page


def open_import(frame):
    frame.go("people", "import:people")
    return frame.page("people")


def open_step(step):
    def opened(frame):
        frame.go("lottery")
        frame.page("lottery").show_step(step)
        return frame.page("lottery")

    return opened


def open_runs(frame):
    frame.go("lottery", "runs")
    return frame.page("lottery")


def open_replacing(frame):
    frame.go("lottery", "replace")
    return frame.page("lottery")


VIEWS = {
    "person": open_people,
    "import": open_import,
    "pool": open_step(POOL),
    "targets": open_step(TARGETS),
    "chances": open_step(CHANCES),
    "draw": open_step(DRAW),
    "runs": open_runs,
    "replacing": open_replacing,
}


@pytest.mark.parametrize("view", VIEWS)
def test_at_twice_the_size_nothing_is_lost(full, view, qtbot):
    full.resize(1366, 768)
    full.appearance.use_scale(200)

    page = VIEWS[view](full.frame)
    qtbot.wait(1)

    buttons = [button for button in page.findChildren(QPushButton) if button.isVisible() and button.text()]
    assert (full.width(), full.height()) == (1366, 768)
    assert page.minimumSizeHint().width() <= full.frame.stack.width()
    assert [button.text() for button in buttons if button.width() < button.minimumSizeHint().width()] == []
    assert [button.text() for button in buttons if button.height() < button.fontMetrics().height()] == []


@pytest.mark.parametrize("view", VIEWS)
def test_every_input_has_a_name_in_arabic_too(full, view, qtbot):
    full.appearance.use_language("ar")

    page = VIEWS[view](full.frame)
    qtbot.wait(1)

    assert page.isRightToLeft()
    assert unnamed(page) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_person_is_chosen_whichever_way_one_reads(full, language, qtbot):
    full.appearance.use_language(language)
    full.frame.go("people")
    qtbot.wait(1)

    page = full.frame.page("people")

    assert page.list.table.currentIndex().row() == 0
    assert page.person.name.text()


def test_from_right_to_left_the_list_stands_on_the_right(full, qtbot):
    full.appearance.use_language("ar")
    full.resize(1366, 768)
    full.frame.go("people")
    page = full.frame.page("people")
    qtbot.wait(1)

    assert page.list.mapTo(page, QPoint(0, 0)).x() > page.person.mapTo(page, QPoint(0, 0)).x()
    assert all(table.isRightToLeft() for table in page.findChildren(QTableView))


def test_f11_is_the_projectors_on_the_lottery_page_and_the_windows_elsewhere(full, qtbot):
    page = VIEWS["draw"](full.frame)
    qtbot.keyClick(full.focusWidget(), F11)
    assert page._stage is not None
    assert not full.isFullScreen()
    page.leave_projector()

    full.frame.go("assembly")
    qtbot.keyClick(full, F11)

    assert full.isFullScreen()


def test_a_cell_keeps_its_own_reading_direction(full):
    table = open_people(full.frame).list.table

    assert table.itemDelegate().displayText("=1+1", table.locale()) == "\u2068=1+1\u2069"


@pytest.mark.parametrize(
    ("room", "entry"),
    [
        ("people", lambda page: page.list.search),
        ("lottery", lambda page: page.draw.drawn.sign),
        ("documents", lambda page: page.documents),
    ],
)
def test_one_comes_to_a_page_where_its_commonest_task_begins(full, room, entry, qtbot):
    full.frame.go("overview")

    full.frame.go(room)

    assert full.focusWidget() is entry(full.frame.page(room))


def test_the_first_thing_to_do_has_the_focus_although_the_list_was_made_anew(full, qtbot):
    full.frame.go("overview")
    full.frame.go("people")
    full.frame.desk.write(create_assembly, title="Another")

    full.frame.go("overview")

    qtbot.waitUntil(lambda: full.focusWidget() is full.frame.page("overview").buttons[0])


@pytest.mark.parametrize("room", ["people", "meetings", "deliberation", "followup", "documents"])
def test_on_an_empty_page_enter_begins(frame, window, room, qtbot):
    frame.go(room)

    button = next(each.button for each in frame.page(room).findChildren(EmptyState) if each.button.isVisible())
    assert window.focusWidget() is button
