"""The population on the pages: brought in beside the file's own words, and targets filled from it by keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import edit_assembly_field
from engage.lottery.actions import set_population
from engage.lottery.population import PopulationDraft
from engage.lottery.shares import CategoryKind, Fit
from engage.lottery.views import list_population, list_quotas
from tests.ui.helpers import texts, unnamed, words
from tests.ui.people_at_hand import QUOTAS, fill
from ui.lottery import LotteryPage
from ui.lottery.page import TARGETS
from ui.people import PeoplePage

ENTER = Qt.Key.Key_Return
AGES = PopulationDraft("age", None, (("young", "27"), ("old", "72"), ("oldest", "1")), "Census", "TS007A", "2021", True)
CENSUS = """date,geography,geography code,Age: Total,Age: Aged 16 to 29 years,Age: Aged 30 years and over
2021,Northside,E1,100,40,60
2021,Southside,E2,900,200,700
"""


@pytest.fixture
def page(desk, show_page, assembly_id):
    desk.write(edit_assembly_field, desk.assembly_id, field="seats", value=50)
    fill(desk.workspace, desk.assembly_id, quotas=QUOTAS)
    desk.workspace.write(partial(set_population, assembly_id=assembly_id, drafts=[AGES]))
    page = show_page(LotteryPage(desk))
    page.show_step(TARGETS)
    page.targets.from_population.set_open(True)
    return page


def bounds(desk):
    return [(quota.value, quota.minimum, quota.maximum) for quota in desk.read(list_quotas, desk.assembly_id)]


def test_targets_are_filled_from_the_population_by_keys(page, desk, qtbot):
    targets = page.targets
    assert "Census, TS007A, 2021" in words(targets.population)

    targets.population.ways.chosen.emit(Fit.TIGHT)
    targets.population.floors.chosen.emit(1)
    qtbot.keyClick(targets.population.fill, ENTER)

    assert bounds(desk)[:3] == [("young", 13, 13), ("old", 36, 36), ("oldest", 1, 1)]
    shown = {row[1]: row for row in texts(targets.table)}
    assert shown["young"][4] == "27.0%"
    assert not targets.table.isColumnHidden(4)
    desk.workspace.undo()
    assert [row[1:] for row in bounds(desk)[:2]] == [(2, 3), (1, 2)]


def test_a_small_group_is_said_to_be_seated_on_purpose(page, desk, qtbot):
    page.targets.population.floors.chosen.emit(2)
    qtbot.keyClick(page.targets.population.fill, ENTER)
    desk.write(fill_pool, desk.assembly_id)
    page.refresh()

    table = page.targets.table
    place = next(number for number, row in enumerate(texts(table)) if row[1] == "oldest")
    table.setCurrentIndex(table.model().index(place, 2))

    assert texts(table)[place][-1] == "On purpose"
    assert "on purpose" in page.targets.trouble.text()


def fill_pool(db, assembly_id):
    from engage.people.actions import add_respondent

    for number in range(9):
        add_respondent(db, assembly_id, reference=f"X{number}", answers={"age": "oldest", "place": "north"})


def test_the_kind_of_a_category_is_chosen_beside_its_target(page, desk, qtbot):
    combo = page.targets.kind.kind.combo
    page.targets.table.setCurrentIndex(page.targets.table.model().index(2, 2))

    qtbot.keyClick(combo, Qt.Key.Key_End)

    kinds = {each.name: each.kind for each in desk.read(list_population, desk.assembly_id)}
    assert kinds["place"] is CategoryKind.ATTITUDE
    assert unnamed(page.targets) == []


def test_a_census_file_is_read_with_what_is_typed_beside_it(desk, show_page, qtbot, tmp_path):
    source = tmp_path / "ages.csv"
    source.write_text(CENSUS, encoding="utf-8")
    page = show_page(PeoplePage(desk))
    page.start_import("population")
    step = page.importing
    step.path.setText(str(source))
    step.population.areas.setText("E1, Southside")
    step.population.category.setText("age")
    step.population.groups.setPlainText("Aged 16 to 29 years = young\nAged 30 years and over = old")

    qtbot.keyClick(step.path, ENTER)
    qtbot.waitUntil(lambda: step.go.isVisible() and step.go.isEnabled())
    qtbot.keyClick(step.go, ENTER)
    qtbot.waitUntil(lambda: bool(desk.read(list_population, desk.assembly_id)))

    (age,) = desk.read(list_population, desk.assembly_id)
    assert [(value.name, value.amount) for value in age.values] == [("young", "240"), ("old", "760")]
    assert unnamed(step) == []


def test_each_stage_is_held_against_the_population(page, desk, qtbot):
    qtbot.keyClick(page.targets.population.alike, ENTER)

    view = page.likeness
    assert view.isVisible()
    assert texts(view.stage_table) == [["Came forward", "12", "77", "\u2068young\u2069: 50%, population 27%"]]
    assert texts(view.answer_table)[0] == ["young", "27.0%", "–", "50.0%", "–", "–"]
    assert unnamed(view) == []
    qtbot.keyClick(view.report, ENTER)
    assert desk.gone == [("documents", "representativeness-report")]


def test_without_a_population_the_view_says_what_to_do(desk, show_page, qtbot):
    page = show_page(LotteryPage(desk))
    page.act("likeness")

    assert "Nothing to compare yet" in words(page.likeness)
    qtbot.keyClick(page.likeness.empty.button, ENTER)
    assert desk.gone == [("people", "import:population")]
