"""The response board on the Lottery page: what it says, its picture and table, and its assumptions by keys."""

import csv
from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import edit_assembly_field
from engage.clock import today
from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.lottery.views import letter_plan
from engage.overview.views import next_steps
from engage.people.actions import add_respondent
from tests.lottery.letters_at_hand import send_letters
from tests.ui.helpers import texts, unnamed, words
from ui.lottery import LotteryPage

ENTER, T = Qt.Key.Key_Return, Qt.Key.Key_T
QUOTAS = (Quota("age", "young", 4, 5), Quota("age", "old", 4, 5))


@pytest.fixture
def page(desk, show_page):
    """Twenty old people over the last ten days, none of them young; registration is open for four weeks."""
    desk.write(edit_assembly_field, desk.assembly_id, field="seats", value=8)
    desk.write(edit_assembly_field, desk.assembly_id, field="first_session_on", value=today() + timedelta(days=70))
    desk.write(set_targets, desk.assembly_id, quotas=QUOTAS)
    desk.write(come_forward, desk.assembly_id)
    return show_page(LotteryPage(desk))


def come_forward(db, assembly_id):
    for number in range(20):
        came = datetime.combine(today() - timedelta(days=number // 2), time(0), tzinfo=UTC)
        add_respondent(db, assembly_id, reference=f"R{number}", answers={"age": "old"}, clock=lambda came=came: came)


def test_the_board_is_reached_by_keys_and_says_who_is_missing(page, qtbot):
    qtbot.keyClick(page.pool.missing, ENTER)

    board = page.board
    assert board.isVisible()
    assert board.headline.text().startswith("At this rate you will lack 2 people with “\u2068young\u2069”.")
    assert "more letters would mend it" in board.headline.text()
    assert "20 people came forward" in board.details.text()
    assert board.bars.hasFocus()
    assert "2 answers: 1 too few, 1 enough" in board.bars.accessibleDescription()
    assert unnamed(board) == []


def test_its_table_says_the_same_as_the_picture(page, qtbot):
    page.act("board")

    qtbot.keyClick(page.board.bars, T)

    young, old = texts(page.board.panel.table)
    assert young[:6] == ["age", "young", "4–5", "0", "4", "12"]
    assert young[7] == "2 too few"
    assert young[8].isdecimal()
    assert old[3:6] == ["20", "–", "–"]
    assert (old[7], old[8]) == ("enough", "")


def test_assumptions_are_tried_out_and_not_kept(page, desk, qtbot):
    page.act("board")
    board = page.board
    board.assumptions.set_open(True)
    before = board.headline.text()

    board.rate.input.setValue(20)
    board.rate.flush()
    board.per_seat.input.setValue(10)
    board.per_seat.flush()

    assert board.headline.text() != before
    assert "10 people for each seat" in board.assumptions.summary.text()
    assert board.board.given.per_seat == 10
    assert not desk.workspace.undo_label.startswith("Change")


def test_it_looks_back_on_an_earlier_day_and_not_ahead(page, qtbot):
    page.act("board")
    board = page.board
    board.assumptions.set_open(True)

    def type_day(day):
        board.on.input.selectAll()
        qtbot.keyClicks(board.on.input, day.isoformat())
        return board.on.flush()

    assert type_day(today() - timedelta(days=6))
    assert board.headline.text().startswith("Too early to say: 8 people came forward.")
    assert not type_day(today() + timedelta(days=1))
    assert "still to come" in board.on.error.text()


def test_each_wave_is_listed_ward_by_ward(page, desk, qtbot):
    drawn_at = datetime.combine(today() - timedelta(days=9), time(12), tzinfo=UTC)
    send_letters(desk.workspace, desk.assembly_id, drawn_at)
    page.act("board")
    board = page.board
    assert board.by_letter.summary.text() == "800 letters, 0 people with a code from one: 0.0%."

    qtbot.keyClick(board.by_letter.button, ENTER)

    wave, _sent_on, *north = texts(board.letter_table)[0]
    assert (wave, north) == ("1", ["North", "400", "0", "0.0%"])
    assert "more letters" in board.headline.text()
    assert unnamed(board) == []


def test_it_tells_who_came_day_by_day(page, desk, qtbot):
    drawn_at = datetime.combine(today() - timedelta(days=11), time(12), tzinfo=UTC)
    send_letters(desk.workspace, desk.assembly_id, drawn_at)
    page.act("board")
    board = page.board
    assert "In the last seven days it was 14 people." in board.by_day.summary.text()

    qtbot.keyClick(board.by_day.button, ENTER)
    qtbot.keyClick(board.day_bars, T)

    days = texts(board.day_panel.table)
    assert [row[1:] for row in (days[0], days[-1])] == [["2", "20", "–"], ["0", "0", "800"]]
    assert unnamed(board) == []


def test_the_letters_that_mend_it_are_planned_by_one_key(page, desk, qtbot):
    page.act("board")
    (letters,) = page.board.board.letters

    qtbot.keyClick(page.board.plan, ENTER)

    assert page.views.currentWidget() is page.letters
    assert desk.read(letter_plan, desk.assembly_id).letters == letters.letters
    desk.workspace.undo()
    assert desk.read(letter_plan, desk.assembly_id).chosen == 0


def test_the_board_is_saved_as_a_table(page, qtbot, tmp_path):
    page.act("board")
    qtbot.keyClick(page.board.save, ENTER)
    page.board.saving.line.setText(str(tmp_path / "board.csv"))

    qtbot.keyClick(page.board.saving.line, ENTER)

    young, _old = csv.DictReader((tmp_path / "board.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (young["value"], young["min"], young["came"], young["missing"]) == ("young", "4", "0", "4")
    assert (young["standing"], young["expected"]) == ("lacking", "2")
    assert int(young["letters"]) > 0


def test_it_follows_the_file(page, desk):
    page.act("board")

    def add_young(db, assembly_id):
        for number in range(40):
            add_respondent(db, assembly_id, reference=f"Y{number}", answers={"age": "young"})

    desk.write(add_young, desk.assembly_id)
    page.refresh()

    assert page.board.headline.text() == "Every target will have enough people."


def test_without_targets_it_says_what_to_do(desk, show_page, qtbot):
    page = show_page(LotteryPage(desk))
    page.act("board")

    assert "No targets yet" in words(page.board)
    qtbot.keyClick(page.board.empty.button, ENTER)
    assert desk.gone == [("people", "import:targets")]


def test_it_is_among_the_next_steps_while_there_is_time(page, desk):
    step = next(step for step in desk.read(next_steps, desk.assembly_id) if step.deed == "board")

    page.act(step.deed)

    assert (step.page, step.what) == ("lottery", "Find the people who are missing")
    assert step.due == today() + timedelta(days=28)
    assert step.why == page.board.headline.text()
