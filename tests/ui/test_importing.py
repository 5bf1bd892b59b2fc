"""Importing as a step of the People page: by keys, with a look before anything is written."""

import pytest
from PySide6.QtCore import Qt

from engage.lottery.views import list_quotas
from engage.people.views import PeopleFilter, count_respondents, list_respondents
from tests.ui.helpers import texts, unnamed
from tests.ui.people_at_hand import fill
from ui.people import PeoplePage

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space

TARGETS = "feature,value,min,max\nage,young,1,3\nage,old,1,3\n"
GOOD = "id,age,address_line1,postcode\nA1,young,1 High St,AB1\nA2,old,1 high st,AB1\nA3,old,2 High St,AB1\n"
BAD = "id,age\nA1,young\nA2,yuong\nA2,old\nA4,old\n"
RENAMED = "id,how old\nA1,young\nA2,old\n"
STATUSES = "reference,status,reason\nR1,withdrawn,Moves away\nR2,selected,\n"


@pytest.fixture
def step(desk, show_page):
    page = show_page(PeoplePage(desk))
    page.start_import()
    return page.importing


@pytest.fixture
def with_targets(workspace, assembly_id):
    fill(workspace, assembly_id, count=0)


def look(step, qtbot, tmp_path, text):
    """Type the path of a file with this text and press Enter; wait until it was read."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    step.path.clear()
    qtbot.keyClicks(step.path, str(path))
    again(step, qtbot, qtbot.keyClick, step.path, ENTER)


def again(step, qtbot, deed, *keys):
    """Do what has the file read again, and wait until it was."""
    turn = step._turn
    deed(*keys)
    qtbot.waitUntil(lambda: step._turn > turn and step._reading is not None and step._reading.turn == step._turn)


def load_targets(step, qtbot, tmp_path):
    step.start("targets")
    look(step, qtbot, tmp_path, TARGETS)
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)


def test_targets_come_before_people(step, qtbot, tmp_path, desk, assembly_id):
    assert step._kind.name == "targets"

    load_targets(step, qtbot, tmp_path)

    assert [(quota.value, quota.minimum) for quota in desk.read(list_quotas, assembly_id)] == [("young", 1), ("old", 1)]
    assert step._kind.name == "people"
    assert "2 rows imported" in step.done.words.text()


def test_people_come_in_whole_and_go_out_by_one_undo(step, qtbot, tmp_path, desk):
    load_targets(step, qtbot, tmp_path)

    look(step, qtbot, tmp_path, GOOD)
    assert step.counts.text() == "3 rows read · 3 good"
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)

    assert desk.read(count_respondents, desk.assembly_id) == 3
    desk.workspace.undo()
    assert desk.read(count_respondents, desk.assembly_id) == 0


def test_an_import_that_is_over_makes_way_for_the_people(step, qtbot, tmp_path):
    load_targets(step, qtbot, tmp_path)
    page = step.window()
    page.hide()
    page.show()
    assert step.isVisible()  # the people are still to come
    look(step, qtbot, tmp_path, GOOD)
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)

    page.hide()
    page.show()

    assert page.list.table.isVisible()
    assert page.list.model.count() == 3


def test_the_first_line_of_the_address_and_the_postcode_are_suggested_as_the_home(step, qtbot, tmp_path):
    load_targets(step, qtbot, tmp_path)

    look(step, qtbot, tmp_path, GOOD)

    assert [name for name, box in step.mapping.boxes.items() if box.isChecked()] == ["address_line1", "postcode"]
    homes = [draft.household_key for draft in step._reading.preview.rows]
    assert homes[0] == homes[1] != homes[2]


def test_unticking_a_column_reads_the_file_again(step, qtbot, tmp_path):
    load_targets(step, qtbot, tmp_path)
    look(step, qtbot, tmp_path, GOOD)

    again(step, qtbot, qtbot.keyClick, step.mapping.boxes["address_line1"], SPACE)

    assert len({draft.household_key for draft in step._reading.preview.rows}) == 1


def test_each_problem_is_named_with_its_row_and_column(step, qtbot, tmp_path, desk, assembly_id):
    load_targets(step, qtbot, tmp_path)

    look(step, qtbot, tmp_path, BAD)

    assert [row[:2] for row in texts(step.problems)] == [["3", "age"], ["3", "id"], ["4", "id"]]
    assert "young" in step.whole.text()
    assert step.counts.text() == "4 rows read · 2 good · 2 with problems"
    assert not step.go.isEnabled()
    assert desk.read(count_respondents, assembly_id) == 0


def test_the_good_rows_are_kept_only_when_asked(step, qtbot, tmp_path, desk, assembly_id):
    load_targets(step, qtbot, tmp_path)
    look(step, qtbot, tmp_path, BAD)

    qtbot.keyClick(step.keep_good, SPACE)
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)

    assert desk.read(count_respondents, assembly_id) == 2
    assert "2 rows imported. 2 rows were left out." in step.done.words.text()


def test_a_column_with_another_name_is_chosen(step, qtbot, tmp_path):
    load_targets(step, qtbot, tmp_path)
    look(step, qtbot, tmp_path, RENAMED)
    assert step.trouble.isVisible()
    assert not step.go.isVisible()

    combo = step.mapping.choices["age"].combo
    again(step, qtbot, qtbot.keyClicks, combo, "how")

    assert step.counts.text() == "2 rows read · 2 good"


def test_a_file_that_is_not_there_is_said_beside_it(step, qtbot, tmp_path):
    qtbot.keyClicks(step.path, str(tmp_path / "nothing.csv"))
    again(step, qtbot, qtbot.keyClick, step.path, ENTER)

    assert step.trouble.isVisible()
    assert not step.go.isVisible()


def test_statuses_come_in_too(desk, show_page, qtbot, tmp_path):
    fill(desk.workspace, desk.assembly_id, count=3)
    page = show_page(PeoplePage(desk))
    page.act("import:status")

    look(page.importing, qtbot, tmp_path, STATUSES)
    qtbot.keyClick(page.importing.go, ENTER)
    qtbot.waitUntil(page.importing.done.isVisible)

    rows = desk.read(list_respondents, desk.assembly_id, matching=PeopleFilter())
    assert {row.reference: row.status.value for row in rows} == {"R1": "withdrawn", "R2": "selected", "R3": "pool"}


def test_back_to_the_list(step, qtbot, tmp_path, desk):
    load_targets(step, qtbot, tmp_path)
    look(step, qtbot, tmp_path, GOOD)
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(step.done.isVisible)

    qtbot.keyClick(step.done.button, ENTER)

    assert not step.isVisible()


def test_every_input_of_the_preview_has_a_name(step, qtbot, tmp_path):
    load_targets(step, qtbot, tmp_path)

    look(step, qtbot, tmp_path, GOOD)

    assert unnamed(step) == []
