import pytest
from PySide6.QtCore import Qt

from tests.ui.helpers import texts
from ui.widgets.charts import Chance, TargetBar, chances_panel, target_panel

BARS = [
    TargetBar("Age", "16–24", 5, 7, 40, 6),
    TargetBar("Age", "<b>old</b>", 43, 45, 460, 46),
    TargetBar("Gender", "", 20, 30, 500, None),
]


@pytest.fixture
def targets(qtbot, appearance):
    panel, chart, model = target_panel()
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show()
    chart.show_bars(BARS, 52)
    model.set_rows(BARS)
    return panel


@pytest.fixture
def chances(qtbot, appearance):
    panel, chart, model = chances_panel()
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.show()
    people = [Chance(f"R{n}", 0.05 + n / 1000) for n in (3, 1, 2)]
    chart.show_chances(people)
    model.set_rows(people)
    return panel


def test_the_picture_says_in_words_what_it_shows(targets):
    assert targets.chart.accessibleName()
    assert "3 answers; 1 outside" in targets.chart.accessibleDescription()


@pytest.mark.parametrize("panel", ["targets", "chances"])
def test_t_changes_between_picture_and_table(qtbot, request, panel):
    shown = request.getfixturevalue(panel)
    shown.chart.setFocus()

    qtbot.keyClick(shown.chart, Qt.Key.Key_T)
    assert shown.shows_table

    qtbot.keyClick(shown.table, Qt.Key.Key_T)
    assert not shown.shows_table


def test_the_table_holds_the_same_numbers(targets):
    assert texts(targets.table) == [
        ["Age", "16–24", "5", "7", "40", "● 6"],
        ["Age", "<b>old</b>", "43", "45", "460", "■ 46"],
        ["Gender", "Not given", "20", "30", "500", ""],
    ]


def test_the_picture_is_painted_and_not_blank(qtbot, targets):
    image = targets.chart.grab().toImage()

    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 4


def test_the_curve_begins_with_the_smallest_chance(qtbot, chances):
    assert chances.chart.current().label == "R1"
    assert "R1: chance 5.1%, number 1 of 3" in chances.chart.accessibleDescription()


def test_arrows_move_along_the_curve(qtbot, chances):
    qtbot.keyClick(chances.chart, Qt.Key.Key_Right)
    assert chances.chart.current().label == "R2"

    qtbot.keyClick(chances.chart, Qt.Key.Key_End)
    assert chances.chart.current().label == "R3"

    qtbot.keyClick(chances.chart, Qt.Key.Key_Left)
    assert chances.chart.current().label == "R2"


def test_a_curve_of_nobody_is_painted_too(qtbot, chances):
    chances.chart.show_chances([])
    chances.chart.grab()
    qtbot.keyClick(chances.chart, Qt.Key.Key_Right)

    assert chances.chart.current() is None
