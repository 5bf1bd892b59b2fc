"""The seating page: plan, move by keys and by mouse, lock, watch the score."""

from datetime import date, time
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt

from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.meetings.actions import add_session, check_in, mark_apologies
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import make_plan, move_person
from engage.seating.model import Mode
from engage.seating.views import plan_sheet
from tests.ui.helpers import unnamed
from ui.seating import SeatingPage


@pytest.fixture
def members(workspace, assembly_id):
    quotas = [Quota("age", "young", 1, 6), Quota("age", "old", 1, 6)]
    workspace.write(partial(set_targets, assembly_id=assembly_id, quotas=quotas))
    keys = []
    for number in range(1, 10):
        answers = {"age": "young" if number % 2 else "old"}
        add = partial(add_respondent, assembly_id=assembly_id, reference=f"R{number}", answers=answers)
        keys.append(workspace.write(add))
    workspace.write(partial(select_for_panel, respondent_ids=keys, reason="Draw 1"))
    for key in keys:
        workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
    return keys


@pytest.fixture
def session_id(workspace, assembly_id, members):
    given = {"held_on": date(2027, 1, 16), "starts_at": time(10), "ends_at": time(16), "title": "Hello"}
    return workspace.write(partial(add_session, assembly_id=assembly_id, **given))


@pytest.fixture
def sheet(workspace, session_id):
    return lambda: workspace.read(partial(plan_sheet, session_id=session_id))


@pytest.fixture
def page(workspace, session_id, desk, show_page):
    """The page with a plan of three tables and two rounds."""
    workspace.write(partial(make_plan, session_id=session_id, tables=3, rounds=2, seed=1))
    return show_page(SeatingPage(desk))


def table_of(sheet, person, number=1):
    return next(seat.table for seat in sheet().rounds[number - 1] if seat.sitter.id == person)


def test_without_sessions_the_page_says_where_to_begin(desk, show_page, qtbot):
    page = show_page(SeatingPage(desk))

    page.empty.button.click()

    assert desk.gone == [("meetings", "add")]


def test_tables_are_planned_off_the_windows_thread(desk, show_page, qtbot, session_id, sheet):
    page = show_page(SeatingPage(desk))
    assert page.steps.currentWidget() is page.set_up
    assert (page.set_up.tables.value(), page.set_up.rounds.value()) == (2, 3)

    page.set_up.button.setFocus()
    qtbot.keyClick(page.set_up.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.steps.currentWidget() is page.panes)

    assert [len(seats) for seats in sheet().rounds] == [9, 9, 9]
    assert sheet().fields == {"age": Mode.SPREAD}


def test_f5_makes_another_plan_and_keeps_what_is_locked(page, qtbot, sheet):
    person = page.picture.current
    page.picture.setFocus()
    qtbot.keyClick(page.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.picture, Qt.Key.Key_L)
    kept = table_of(sheet, person)

    qtbot.keyClick(page.picture, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: sheet().seed == 2)

    assert table_of(sheet, person) == kept


def test_arrows_choose_and_ctrl_and_arrows_move(page, qtbot, sheet):
    first = page.picture.current
    page.picture.setFocus()

    qtbot.keyClick(page.picture, Qt.Key.Key_Down)
    chosen = page.picture.current
    qtbot.keyClick(page.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert chosen != first
    assert table_of(sheet, chosen) == 2
    assert "table 1 has 2 people" in page.score.text()
    assert page.side.table.value() == 2


def test_a_dragged_person_changes_the_score_at_once_and_then_the_table(page, qtbot, sheet):
    picture, person = page.picture, page.picture.current
    before = page.score.text()
    start, end = picture.chip_centre(person).toPoint(), picture.table_centre(3).toPoint()

    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(picture, start + QPoint(20, 0))
    picture.tried.emit(person, 3)
    during = page.score.text()
    assert table_of(sheet, person) == 1
    qtbot.mouseMove(picture, end)
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=end)

    assert during != before
    assert table_of(sheet, person) == 3


def test_dropped_on_a_person_two_change_places(page, qtbot, sheet):
    picture, person = page.picture, page.picture.current
    other = next(seat.sitter.id for seat in sheet().rounds[0] if seat.table == 2)
    start, end = picture.chip_centre(person).toPoint(), picture.chip_centre(other).toPoint()

    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(picture, start + QPoint(20, 0))
    qtbot.mouseMove(picture, end)
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=end)

    assert (table_of(sheet, person), table_of(sheet, other)) == (2, 1)


def test_a_locked_seat_stays(page, qtbot, sheet):
    person = page.picture.current
    page.picture.setFocus()

    qtbot.keyClick(page.picture, Qt.Key.Key_L)
    qtbot.keyClick(page.picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    assert table_of(sheet, person) == 1
    assert not page.side.table.input.isEnabled()


def test_a_round_is_a_tab(page, sheet):
    page.rounds.setCurrentIndex(1)

    assert page.model.rowCount() == 9
    assert [page.model.row_at(row).table for row in range(9)] == [seat.table for seat in sheet().rounds[1]]


def test_the_list_shows_the_same(page, qtbot, sheet):
    page.as_list.click()

    assert page.views.currentWidget() is page.table
    assert page.as_list.accessibleName() == "Show as tables"


def test_facilitators_are_written_as_they_are_typed(page, qtbot, sheet):
    page.side.leads.toggle()
    qtbot.keyClicks(page.side.facilitators[1].input, "Ada Rees")
    page.flush()

    assert sheet().tables[1].facilitator == "Ada Rees"


def test_a_rule_is_added_and_kept_by_the_next_plan(page, qtbot, sheet):
    side = page.side
    side.kind.setCurrentIndex(1)
    side.first.setCurrentIndex(0)
    side.second.setCurrentIndex(1)

    side.add_rule.click()
    page.again.click()
    qtbot.waitUntil(lambda: sheet().seed == 2)

    pair = (side.first.currentData(), side.second.currentData())
    assert [(rule.kind.value, rule.first.id, rule.second.id) for rule in sheet().rules] == [("apart", *pair)]
    assert all(table_of(sheet, pair[0], each) != table_of(sheet, pair[1], each) for each in (1, 2))


def test_someone_who_comes_after_all_gets_a_seat(page, workspace, session_id, members, sheet):
    workspace.write(partial(mark_apologies, session_id=session_id, respondent_id=members[0]))
    workspace.write(partial(make_plan, session_id=session_id, tables=3, rounds=2, seed=1))
    assert page.newcomers.isHidden()

    workspace.write(partial(check_in, session_id=session_id, respondent_id=members[0]))
    assert page.newcomers.words.text() == "1 person has no seat yet."
    page.newcomers.button.click()

    assert sheet().unseated == ()
    assert page.newcomers.isHidden()


def test_the_session_that_was_chosen_stays_chosen(page, workspace, assembly_id):
    given = {"held_on": date(2027, 1, 30), "starts_at": time(10), "ends_at": time(16), "title": "Again"}
    other = workspace.write(partial(add_session, assembly_id=assembly_id, **given))

    page.act(f"session:{other}")
    workspace.write(partial(add_session, assembly_id=assembly_id, **{**given, "held_on": date(2027, 2, 13)}))

    assert page.session.currentData() == other
    assert page.steps.currentWidget() is page.set_up


def test_everything_has_a_name(page):
    page.side.leads.toggle()
    page.side.rules.toggle()

    assert unnamed(page) == []


def test_a_move_made_elsewhere_shows_at_once(page, workspace, session_id, members, sheet):
    target = table_of(sheet, members[0]) % 3 + 1
    move = {"round_number": 1, "respondent_id": members[0], "table_number": target}

    workspace.write(partial(move_person, session_id=session_id, **move))

    assert (
        next(page.model.row_at(row).table for row in range(9) if page.model.row_at(row).sitter.id == members[0])
        == target
    )
