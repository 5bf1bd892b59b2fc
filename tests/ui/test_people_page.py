"""The People page: find, read, edit, move and add people, by keys."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from engage.lottery.actions import draw_panel, draw_wave, freeze_draw, freeze_wave
from engage.lottery.preparing import prepare_reserves, prepare_run
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input, reserve_list
from engage.people.actions import add_addresses, move_respondent
from engage.people.rules import HomeDraft, RespondentStatus
from engage.people.views import PeopleSort, list_pool, person_story, status_counts
from tests.ui.helpers import inputs, texts, unnamed, words
from tests.ui.people_at_hand import HOSTILE, SEATS, fill
from ui.people import PeoplePage
from ui.widgets.buttons import Button

ENTER, ESCAPE, SPACE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Down
WITHDRAWN = RespondentStatus.WITHDRAWN


@pytest.fixture
def ids(workspace, assembly_id):
    return fill(workspace, assembly_id)


@pytest.fixture
def page(desk, show_page, ids):
    return show_page(PeoplePage(desk))


def choose(page, number):
    """Choose a person by a number of the list in order of references."""
    page.list.sort_by(PeopleSort.REFERENCE, is_descending=False)
    page.list.table.choose(number)


def names(page):
    return [row[0] for row in texts(page.list.table)]


def story(desk, respondent_id):
    return desk.read(person_story, respondent_id)


# --- the list ---


def test_the_sentence_under_the_title_counts(page):
    assert page.summary.text() == "12 people came forward"


def test_typing_finds_people_and_enter_opens_the_first(page, qtbot):
    qtbot.keyClicks(page.list.search, "lukasz")
    qtbot.keyClick(page.list.search, ENTER)

    assert names(page) == ["Łukasz"]
    assert page.person.name.text() == "Łukasz"


def test_escape_empties_the_search(page, qtbot):
    qtbot.keyClicks(page.list.search, "lukasz")
    qtbot.keyClick(page.list.search, ESCAPE)

    qtbot.waitUntil(lambda: page.list.model.count() == 12)


def test_a_search_that_finds_nobody_says_what_to_do(page, qtbot):
    qtbot.keyClicks(page.list.search, "zzz")
    page.list.refresh()

    assert "Clear the filters" in page.list.found.text()
    assert not page.person.isVisible()
    qtbot.keyClick(page.list.clear, SPACE)
    assert page.list.model.count() == 12


def test_a_chip_shows_one_status(page, qtbot, desk, ids):
    page.list.show_status(RespondentStatus.POOL)

    assert page.list.model.count() == 12
    assert page.list.matching.statuses == (RespondentStatus.POOL,)


@pytest.fixture
def reserves(desk, workspace, ids):
    """A panel of four, and two reserves in the order in which they are asked."""
    draw = partial(draw_panel, assembly_id=desk.assembly_id, public_string="3 1 4")
    given = desk.read(draw_input, desk.assembly_id, seats=SEATS)
    workspace.write(partial(draw, number=workspace.write(partial(freeze_draw, prepared=prepare_run(given)))))
    given = desk.read(draw_input, desk.assembly_id, kind=RunKind.RESERVES, seats=2)
    planned = prepare_reserves(given).run
    workspace.write(partial(draw, number=workspace.write(partial(freeze_draw, prepared=planned))))
    return [person.reference for person in desk.read(reserve_list, desk.assembly_id)]


def test_reserves_are_shown_as_such_and_can_be_found(desk, reserves, page, qtbot):
    rows = {row[1]: row[2] for row in texts(page.list.table)}
    assert [rows[reference] for reference in reserves] == ["Reserve 1", "Reserve 2"]
    assert sum("Reserve" in status for status in rows.values()) == 2
    assert "2 reserves" in page.summary.text()

    chip = next(button for button in page.list.chips.findChildren(Button) if button.text() == "Reserves 2")
    qtbot.keyClick(chip, SPACE)

    assert {row[1] for row in texts(page.list.table)} == set(reserves)
    assert page.person.moves.status.text().startswith("◐ Reserve ")
    qtbot.waitUntil(lambda: "Drawn as a reserve" in words(page.person.story))
    page.list.clear_filters()
    assert page.list.model.count() == 12


def test_who_is_no_reserve_any_more_is_not_shown_as_one(desk, workspace, ids, reserves, page):
    first = next(row for row in desk.read(list_pool, desk.assembly_id) if row.reference == reserves[0])
    workspace.write(partial(move_respondent, respondent_id=first.id, status=WITHDRAWN, reason="moved"))

    page.act(f"person:{first.id}")

    assert page.person.moves.status.text() == "■ Withdrawn"
    assert "Drawn as a reserve" not in words(page.person.story)
    rows = {row[1]: row[2] for row in texts(page.list.table)}
    assert rows[reserves[1]] == "Reserve 1"


def test_an_answer_filters(page):
    page.list.question.put("age")
    page.list.refresh()
    page.list.answer.put("old")
    page.list.refresh()

    assert page.list.model.count() == 6


def test_needs_filter(page):
    page.list.needs.put("yes")
    page.list.refresh()

    assert names(page) == [HOSTILE[0]]


def test_a_heading_sorts_and_again_turns_round(page, qtbot):
    header = page.list.table.horizontalHeader()

    for first in ("R1", "R12"):
        middle = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) // 2, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert texts(page.list.table)[0][1] == first


def test_the_order_can_be_chosen_by_keys(page, qtbot):
    qtbot.keyClicks(page.list.sort.combo, "By ref")
    assert texts(page.list.table)[0][1] == "R1"
    qtbot.keyClick(page.list.direction, SPACE)

    assert texts(page.list.table)[0][1] == "R12"


def test_a_long_list_is_read_a_page_at_a_time(desk, show_page, workspace, assembly_id):
    fill(workspace, assembly_id, count=450)
    page = show_page(PeoplePage(desk))
    limits = []
    fetch = page.list.model._fetch
    page.list.model._fetch = lambda offset, limit: limits.append((offset, limit)) or fetch(offset, limit)

    page.list.refresh()

    assert page.list.model.count() == 450
    assert limits == [(0, 200)]


def test_the_model_keeps_qts_rules(page, qtmodeltester):
    qtmodeltester.check(page.list.model)


def test_the_chosen_person_stays_chosen_when_the_list_changes(page, desk, ids):
    page.list.show_person(ids[3])

    page.list.sort_by(PeopleSort.REFERENCE, is_descending=True)

    assert page.list.table.current_row().id == ids[3]


# --- one person ---


def test_names_are_shown_letter_by_letter(page):
    for number, name in enumerate(HOSTILE):
        choose(page, number)
        assert page.person.name.text() == name
        assert page.person.name.textFormat() is Qt.TextFormat.PlainText
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_a_question_with_an_ampersand_in_it_has_no_hidden_shortcut(page, qtbot):
    choose(page, 0)

    page.person.moves.buttons[WITHDRAWN].click()

    assert "<b>O'Brien</b> & Co" in page.person.moves.reason.question.text()
    assert page.person.moves.reason.question.buddy() is None


def test_the_code_of_a_letter_is_typed_and_says_whose_letter_it_is(page, desk, qtbot):
    homes = [HomeDraft("a", ("1 Mill Lane", "North"))]
    desk.write(add_addresses, desk.assembly_id, columns=["address", "ward"], key_columns=["address"], homes=homes)
    desk.write(freeze_wave, desk.assembly_id, letters=1, strata_columns=["ward"])
    desk.write(draw_wave, desk.assembly_id, number=1, public_string="4 2", random_below=lambda _limit: 0)
    qtbot.keyClick(page.person.folds["contact"].button, ENTER)
    field = page.person.contact.fields["invitation_code"]

    for typed, said in (("bbbbb-bbbbb", "A letter of wave 1, North"), ("ZZZ", "No letter has this code.")):
        field.input.selectAll()
        qtbot.keyClicks(field.input, typed)
        assert field.flush()
        qtbot.waitUntil(lambda said=said: field.mark.text() == said)


def test_contact_stays_folded_until_it_is_asked_for(page, qtbot):
    choose(page, 0)
    assert "r1@example.org" not in words(page)
    assert not page.person.contact.fields["email"].isVisible()

    qtbot.keyClick(page.person.folds["contact"].button, ENTER)

    assert page.person.contact.fields["email"].isVisible()
    assert page.person.contact.fields["email"].value() == "r1@example.org"


def test_another_person_is_folded_again(page):
    choose(page, 0)
    page.person.folds["contact"].set_open(True)

    choose(page, 1)

    assert not page.person.folds["contact"].is_open


def test_what_is_typed_is_saved(page, qtbot, desk, ids):
    choose(page, 6)
    page.person.folds["identity"].set_open(True)
    field = page.person.identity.fields["full_name"]

    field.input.selectAll()
    qtbot.keyClicks(field.input, "Amina")
    field.flush()

    assert story(desk, ids[6]).full_name == "Amina"
    assert "Amina" in names(page)


def test_a_pause_between_two_words_loses_nothing(page, qtbot, desk, ids):
    choose(page, 6)
    page.person.folds["identity"].set_open(True)
    field = page.person.identity.fields["full_name"]
    page.activateWindow()
    field.input.setFocus()
    field.input.selectAll()

    for part in ("Amina ", "Yusuf"):
        qtbot.keyClicks(field.input, part)
        field.flush()

    assert story(desk, ids[6]).full_name == "Amina Yusuf"


def test_a_reference_that_is_taken_is_refused_beside_the_field(page, qtbot, desk, ids):
    choose(page, 6)
    page.person.folds["identity"].set_open(True)
    field = page.person.identity.fields["reference"]
    field.input.selectAll()
    qtbot.keyClicks(field.input, "R1")

    assert not field.flush()

    assert "R1" in field.error.text()
    assert story(desk, ids[6]).reference == "R7"


def test_a_refused_value_is_not_written_to_the_next_person(page, qtbot, desk, ids):
    choose(page, 6)
    page.person.folds["identity"].set_open(True)
    field = page.person.identity.fields["reference"]
    field.input.selectAll()
    qtbot.keyClicks(field.input, "R1")

    choose(page, 7)
    field.flush()

    assert field.value() == "R8"
    assert story(desk, ids[7]).reference == "R8"


def test_an_answer_can_be_not_given(page, desk, ids):
    choose(page, 0)
    field = page.person.answers.fields["age"]
    assert field.value() == "young"

    field.input.setCurrentIndex(field.input.findData(""))
    field.input.activated.emit(field.input.currentIndex())
    field.flush()

    assert story(desk, ids[0]).answers["age"] == ""
    assert page.person.folds["answers"].summary.text().startswith("1 of 2 given")


def test_a_need_that_nobody_arranged_is_marked_until_it_is(page, qtbot, desk, ids):
    choose(page, 0)
    assert page.person.folds["needs"].summary.text() == "▲ Step-free access"
    page.person.folds["needs"].set_open(True)
    card = page.person.needs.cards[0]

    qtbot.keyClicks(card.how_met.input, "Ground floor")
    card.how_met.flush()

    assert story(desk, ids[0]).needs[0].how_met == "Ground floor"
    assert page.person.folds["needs"].summary.text() == "● Step-free access"


def test_a_need_is_added_and_removed(page, qtbot, desk, ids):
    choose(page, 1)
    page.person.folds["needs"].set_open(True)

    qtbot.keyClick(page.person.needs.add, ENTER)
    assert len(story(desk, ids[1]).needs) == 1
    qtbot.keyClick(page.person.needs.cards[0].remove, ENTER)

    assert story(desk, ids[1]).needs == ()


def test_the_reference_is_copied(page, qtbot):
    choose(page, 2)

    qtbot.keyClick(page.person.copy, ENTER)

    assert QGuiApplication.clipboard().text() == "R3"


def test_letters_and_size_are_said_in_words(page, desk, ids):
    choose(page, 0)
    field = page.person.letters.fields["written_language"]

    field.input.setCurrentIndex(field.input.findData("bn"))
    field.input.activated.emit(field.input.currentIndex())
    field.flush()

    assert page.person.folds["letters"].summary.text() == "Bengali · Standard print, 14 point"
    assert story(desk, ids[0]).written_language == "bn"


# --- moves ---


def test_only_allowed_moves_are_offered(page):
    choose(page, 0)

    assert set(page.person.moves.buttons) == {RespondentStatus.INELIGIBLE, WITHDRAWN}


def test_a_move_asks_why_in_the_page_and_enter_makes_it(page, qtbot, desk, ids):
    choose(page, 0)
    reason = page.person.moves.reason

    qtbot.keyClick(page.person.moves.buttons[WITHDRAWN], ENTER)
    qtbot.keyClick(reason.line, ENTER)
    assert "needs a reason" in reason.error.text()
    qtbot.keyClicks(reason.line, "Moves away")
    qtbot.keyClick(reason.line, ENTER)

    assert story(desk, ids[0]).status is WITHDRAWN
    assert story(desk, ids[0]).events[-1].reason == "Moves away"
    assert not reason.isVisible()
    qtbot.waitUntil(lambda: "Moves away" in words(page.person.story))


def test_after_a_move_the_focus_is_on_what_can_be_done_next(page, qtbot):
    choose(page, 0)
    page.activateWindow()

    qtbot.keyClick(page.person.moves.buttons[WITHDRAWN], ENTER)
    qtbot.keyClicks(page.person.moves.reason.line, "Moves away")
    qtbot.keyClick(page.person.moves.reason.line, ENTER)

    assert page.window().focusWidget() is page.person.folds["letters"].button


def test_escape_moves_nobody(page, qtbot, desk, ids):
    choose(page, 0)

    qtbot.keyClick(page.person.moves.buttons[WITHDRAWN], ENTER)
    qtbot.keyClicks(page.person.moves.reason.line, "Moves away")
    qtbot.keyClick(page.person.moves.reason.line, ESCAPE)

    assert story(desk, ids[0]).status is RespondentStatus.POOL
    assert not page.person.moves.reason.isVisible()


def test_undo_takes_a_move_back(page, qtbot, workspace, desk, ids):
    choose(page, 0)
    page.person.moves.buttons[WITHDRAWN].click()
    page.person.moves.reason.line.setText("By mistake")
    page.person.moves.reason.go()

    workspace.undo()

    assert page.person.moves.status.text() == "○ In the pool"


# --- adding ---


def test_somebody_is_added_by_keys(page, qtbot, desk, assembly_id):
    qtbot.keyClick(page.add_button, ENTER)
    qtbot.keyClicks(page.adding.reference, "R99")
    qtbot.keyClicks(page.adding.name, "Gwen & Sons")
    qtbot.keyClick(page.adding.name, ENTER)

    assert sum(desk.read(status_counts, assembly_id).values()) == 13
    assert page.person.name.text() == "Gwen & Sons"


def test_a_missing_reference_is_said_beside_the_line(page, qtbot):
    qtbot.keyClick(page.add_button, ENTER)
    qtbot.keyClick(page.adding.reference, ENTER)

    assert "needs a reference" in page.adding.error.text()


# --- ways in, and room ---


def test_an_empty_page_says_what_it_is_for(desk, show_page, qtbot):
    page = show_page(PeoplePage(desk))

    qtbot.keyClick(page.empty.button, ENTER)

    assert page.importing.isVisible()


def test_other_pages_can_lead_to_a_person_or_a_status(page, ids):
    page.act(f"person:{ids[4]}")
    assert page.person.name.text() == "=1+1"

    page.act("status:pool")
    assert page.list.matching.statuses == (RespondentStatus.POOL,)


def test_where_there_is_little_room_list_and_person_take_turns(page, qtbot):
    page.resize(640, 700)
    assert page.list.isVisible()
    assert not page.person.isVisible()

    qtbot.keyClick(page.list.table, ENTER)
    assert page.person.isVisible()
    assert not page.list.isVisible()

    qtbot.keyClick(page.person.to_list, ENTER)
    assert page.list.isVisible()


def test_every_input_has_a_name_with_everything_open(page):
    for fold in page.person.folds.values():
        fold.set_open(True)
    page.person.moves.buttons[WITHDRAWN].click()

    assert unnamed(page) == []


def test_tab_comes_to_the_statuses_as_they_read(page, qtbot):
    page.list.search.setFocus()

    qtbot.keyClick(page.list.search, Qt.Key.Key_Tab)

    assert page.window().focusWidget().text().startswith("Everyone")


def test_everything_can_be_reached_by_tab(page, qtbot):
    for fold in page.person.folds.values():
        fold.set_open(True)
    page.activateWindow()
    page.list.search.setFocus()
    reached: set[QWidget] = set()

    for _step in range(200):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        reached.add(page.window().focusWidget())

    assert [widget for widget in inputs(page) if widget not in reached and widget.isEnabled()] == []
