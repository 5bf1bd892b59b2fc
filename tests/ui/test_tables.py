from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester

from tests.ui.helpers import texts
from ui.widgets.layouts import column, sheet
from ui.widgets.tables import ROW_ROLE, Column, PagedModel, Table, TableModel
from ui.widgets.whole_table import WholeTable


@dataclass(frozen=True)
class Line:
    number: int
    name: str


COLUMNS = [
    Column[Line]("Number", lambda line: str(line.number), sort_key="number", is_number=True),
    Column[Line]("Name", lambda line: line.name, sort_key="name"),
]
LINES = [Line(n, f"name {n}") for n in range(10_000)]


@pytest.fixture
def paged():
    asked = []

    def fetch(offset, limit):
        asked.append(offset)
        return LINES[offset : offset + limit]

    model = PagedModel(COLUMNS, fetch)
    model.asked = asked
    return model


def test_a_model_in_memory_keeps_qts_rules(qtbot):
    model = TableModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)

    model.set_rows(LINES[:3])
    model.set_rows(LINES[:1])

    assert model.rowCount() == 1


def test_a_paged_model_keeps_qts_rules(qtbot, paged):
    QAbstractItemModelTester(paged, QAbstractItemModelTester.FailureReportingMode.Fatal, paged)

    paged.show_list(10_000)
    paged.show_list(10)

    assert paged.rowCount() == 10


def test_only_the_pages_in_sight_are_read(qtbot, paged):
    table = Table("Lines")
    qtbot.addWidget(table)
    table.setModel(paged)
    table.resize(600, 400)
    table.show()
    paged.show_list(10_000)
    qtbot.wait(1)

    table.scrollToBottom()
    qtbot.wait(1)

    assert set(paged.asked) <= {0, 9_800}
    assert paged.index(9_999, 1).data() == "name 9999"


def test_a_row_that_went_meanwhile_is_blank(qtbot):
    model = PagedModel(COLUMNS, lambda _offset, _limit: [])
    model.show_list(3)

    assert model.index(0, 0).data() is None


def test_a_cell_gives_the_whole_row(qtbot):
    model = TableModel(COLUMNS)
    model.set_rows(LINES[:2])

    assert model.index(1, 0).data(ROW_ROLE) == LINES[1]


def test_markup_in_a_cell_is_shown_as_it_is_and_escaped_in_the_tooltip(qtbot):
    model = TableModel(COLUMNS)
    model.set_rows([Line(1, "<b>O'Brien</b>")])

    assert model.index(0, 1).data() == "<b>O'Brien</b>"
    assert "&lt;b&gt;" in model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)


def test_enter_opens_the_chosen_row(qtbot):
    model, table = TableModel(COLUMNS), Table("Lines")
    qtbot.addWidget(table)
    table.setModel(model)
    model.set_rows(LINES[:3])
    table.choose(2)

    with qtbot.waitSignal(table.activated_row) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == [LINES[2]]
    assert texts(table)[2] == ["2", "name 2"]


def test_a_heading_asks_for_the_other_order_the_second_time(qtbot):
    model, table = TableModel(COLUMNS), Table("Lines")
    qtbot.addWidget(table)
    table.setModel(model)
    table.sort_asked.connect(lambda key, down: table.show_sorted(key, is_descending=down))
    table.show_sorted("number", is_descending=False)
    asked = []
    table.sort_asked.connect(lambda *args: asked.append(args))

    for section in (1, 1, 0):
        table.horizontalHeader().sectionClicked.emit(section)

    assert asked == [("name", False), ("name", True), ("number", False)]


def _sized(*, chosen_only: bool):
    table = Table("Lines")
    model = TableModel(COLUMNS, table)
    table.setModel(model)
    if chosen_only:
        table.let_chosen_wrap()
    else:
        table.let_words_wrap()
    model.set_rows([Line(1, "short"), Line(2, "many words " * 12), Line(3, "many words " * 12)])
    table.resize(500, 400)
    return table


def test_long_words_take_more_lines_and_short_ones_do_not(qtbot):
    table = _sized(chosen_only=False)
    qtbot.addWidget(table)
    table.show()

    qtbot.waitUntil(lambda: table.rowHeight(1) > 2 * table.fontMetrics().height())

    assert table.rowHeight(0) < 2.5 * table.fontMetrics().height()


def test_only_the_chosen_row_shows_all_its_words_where_many_must_be_seen(qtbot):
    table = _sized(chosen_only=True)
    qtbot.addWidget(table)
    table.show()
    usual = table.verticalHeader().defaultSectionSize()

    table.choose(1)
    qtbot.keyClick(table, Qt.Key.Key_Down)

    assert [table.rowHeight(row) for row in (0, 1)] == [usual, usual]
    assert table.rowHeight(2) > usual


def test_shapes_grow_with_the_type(qtbot):
    table = Table("Lines")
    qtbot.addWidget(table)
    before = table.iconSize().width()

    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)

    assert table.iconSize().width() == pytest.approx(2 * before, abs=2)


def test_no_heading_is_cut_so_that_another_column_may_be_wide(qtbot, appearance):
    table = Table("Lines")
    qtbot.addWidget(table)
    table.setModel(TableModel([Column("How each of them stands", str, width=20), *COLUMNS]))
    table.share_width(1, 20, 20)
    table.resize(600, 300)

    table.show()

    letters = QFontMetrics(table.horizontalHeader().font())
    headings = [table.model().headerData(number, Qt.Orientation.Horizontal) for number in range(3)]
    assert [words for n, words in enumerate(headings) if table.columnWidth(n) < letters.horizontalAdvance(words)] == []
    assert sum(map(table.columnWidth, range(3))) <= table.viewport().width()


def test_a_whole_table_is_as_high_as_its_rows_and_its_page_follows_the_arrows(qtbot):
    table = WholeTable("Lines")
    table.setModel(TableModel(COLUMNS))
    table.model().set_rows(LINES[:40])
    area = sheet(column(table, None))
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    table.choose(0)

    assert table.viewport().height() >= table.verticalHeader().length()
    for _press in range(39):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    place = table.viewport().mapTo(area.viewport(), table.visualRect(table.currentIndex()).center())
    assert table.current_row() == LINES[39]
    assert area.viewport().rect().contains(place)


def test_a_column_as_wide_as_its_words_leaves_the_rest_to_the_others(qtbot):
    table = Table("Lines")
    qtbot.addWidget(table)
    table.setModel(TableModel(COLUMNS))
    table.share_width(0, 1)
    table.resize(500, 300)
    table.show()

    table.model().set_rows([Line(123_456_789_012, "name")])

    qtbot.waitUntil(lambda: table.columnWidth(0) > table.fontMetrics().horizontalAdvance("123456789012"))
    qtbot.waitUntil(lambda: sum(map(table.columnWidth, range(2))) == table.viewport().width())


def test_a_chosen_row_of_one_line_is_no_higher_than_the_others(qtbot):
    table = _sized(chosen_only=True)
    qtbot.addWidget(table)
    table.show()

    table.choose(0)

    assert table.rowHeight(0) == table.verticalHeader().defaultSectionSize()
