"""The Meetings page, and the door: two letters, Enter, done."""

from datetime import date, time
from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.errors import RefusedError
from engage.meetings.actions import add_agenda_item, add_session, check_in
from engage.meetings.rules import AttendanceState
from engage.meetings.views import door_list, list_sessions, quorum, session_sheet
from engage.people.actions import add_need, add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import make_plan
from tests.ui.helpers import texts, words
from ui.meetings import MeetingsPage
from ui.meetings.times import read_time
from ui.widgets.forms import Field

NAMES = ("Ada Byron", "Łukasz Nowak", "Lucy Ali", "<b>Bo</b> O'Brien")
DEAL = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def session_id(workspace, assembly_id):
    add = partial(add_session, assembly_id=assembly_id, title="Hello", held_on=date(2027, 1, 16))
    return workspace.write(partial(add, starts_at=time(10), ends_at=time(12)))


def make_members(db, assembly_id, names):
    ids = [add_respondent(db, assembly_id, reference=f"R{n}", full_name=name) for n, name in enumerate(names, 1)]
    select_for_panel(db, ids, reason="Draw 1")
    for key in ids:
        move_respondent(db, key, RespondentStatus.CONFIRMED)
    return ids


@pytest.fixture
def members(workspace, assembly_id):
    return workspace.write(partial(make_members, assembly_id=assembly_id, names=NAMES))


@pytest.fixture
def page(desk, show_page):
    return show_page(MeetingsPage(desk))


@pytest.fixture
def sessions(workspace, assembly_id):
    return lambda: workspace.read(partial(list_sessions, assembly_id=assembly_id))


@pytest.fixture
def door(session_id, members, page, qtbot):
    """The door, and a way to type at it."""
    page.open_door()

    def type_in(letters, key=Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClicks(page.day.search, letters)
        qtbot.keyClick(page.day.search, key, modifier)
        return page.day

    return type_in


@pytest.fixture
def states(workspace, session_id, members):
    def states():
        people = workspace.read(partial(door_list, session_id=session_id))
        return {person.full_name: person.state for person in people}

    return states


def test_an_assembly_without_sessions_says_what_to_do(page):
    assert "No sessions yet" in words(page)
    assert not page.door_button.isEnabled()


def test_the_first_session_is_on_the_first_day_of_the_assembly(page, sessions):
    page.empty.button.click()

    assert len(sessions()) == 1
    assert texts(page.table)[0][0] == "Session 1"
    assert page.session.fields["title"].input.hasFocus()


def test_the_next_session_follows_two_weeks_after_the_last(session_id, page, sessions):
    page.add_button.click()

    assert [(row.number, row.held_on, row.starts_at) for row in sessions()][1] == (2, date(2027, 1, 30), time(10))


def test_what_is_typed_about_a_session_is_saved(session_id, page, qtbot, workspace):
    fields = page.session.fields
    for name, typed in (("title", " again"), ("venue_name", "Hall")):
        qtbot.keyClicks(fields[name].input, typed)
        fields[name].flush()
    fields["starts_at"].input.selectAll()
    qtbot.keyClicks(fields["starts_at"].input, "9.30")
    fields["starts_at"].flush()

    found = workspace.read(partial(session_sheet, session_id=session_id))
    assert found.title["en"] in (" againHello", "Hello again")
    assert (found.venue_name, found.starts_at) == ("Hall", time(9, 30))


def test_a_session_that_would_end_first_is_refused_beside_the_field(session_id, page, qtbot):
    field = page.session.fields["ends_at"]
    field.input.selectAll()
    qtbot.keyClicks(field.input, "9:00")

    assert not field.flush()
    assert "end after it begins" in field.error.text()


@pytest.mark.parametrize(
    ("typed", "expected"), [("9:30", time(9, 30)), ("9.30", time(9, 30)), ("930", time(9, 30)), (" 14 ", time(14))]
)
def test_a_time_is_read_as_people_write_it(typed, expected):
    assert read_time(typed) == expected


@pytest.mark.parametrize("typed", ["", "noon", "25:00", "9:75", "9:3"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(RefusedError):
        read_time(typed)


def test_the_agenda_shows_its_times_and_what_is_wrong(session_id, page, workspace, qtbot):
    add = partial(add_agenda_item, session_id=session_id)
    workspace.write(partial(add, title="Welcome", kind="welcome", minutes=15))
    workspace.write(partial(add, title="<i>Lungs</i>", kind="talk", minutes=30))

    qtbot.wait(1)  # new rows come into sight with the next event

    shown = words(page.session.agenda)
    assert "10:15–10:45" in shown
    assert "The talk in item 2 takes 30 minutes." in shown
    assert page.session.total.text() == "75 minutes are still free."


def test_an_agenda_that_overruns_says_so(session_id, page, workspace):
    workspace.write(partial(add_agenda_item, session_id=session_id, minutes=121))

    assert "longer than the session by 1 min" in page.session.total.text()


def test_an_item_is_added_edited_moved_and_taken_away(session_id, page, qtbot, workspace):
    agenda = page.session.agenda
    agenda.add_button.click()
    agenda.add_button.click()
    first, second = agenda.findChildren(Field)[0], agenda.findChildren(Field)[4]
    qtbot.keyClicks(first.input, "One")
    qtbot.keyClicks(second.input, "Two")
    page.flush()

    rows = workspace.read(partial(session_sheet, session_id=session_id)).agenda
    assert [(row.title["en"], row.kind.value) for row in rows] == [("One", "welcome"), ("Two", "discussion")]

    agenda.move_asked.emit(rows[1].id, -1)
    agenda.remove_asked.emit(rows[0].id)
    assert [row.id for row in workspace.read(partial(session_sheet, session_id=session_id)).agenda] == [rows[1].id]


def test_a_session_is_removed(session_id, page, sessions):
    page.session.remove_button.click()

    assert sessions() == ()
    assert "No sessions yet" in words(page)


def test_two_letters_and_enter_tick_somebody_off(door, states):
    day = door("ad")

    assert states()["Ada Byron"] is AttendanceState.ARRIVED
    assert day.arrived.text() == "Arrived 1 of 4"
    assert "Ada Byron" in day.told.text()
    assert day.search.text() == ""
    assert day.search.hasFocus()


def test_arrows_choose_among_those_who_are_found(door, qtbot, page, states):
    qtbot.keyClicks(page.day.search, "lu")
    qtbot.keyClick(page.day.search, Qt.Key.Key_Down)
    door("")

    assert [name for name, state in states().items() if state.is_present] == ["Łukasz Nowak"]


def test_names_are_shown_letter_by_letter(door):
    assert "<b>Bo</b> O'Brien" in door("bo").told.text()


def test_letters_that_fit_nobody_tick_nobody_off(door, states):
    day = door("zz")

    assert "No member is called" in day.told.text()
    assert not any(state.is_present for state in states().values())


def test_enter_alone_ticks_nobody_off(door, states):
    door("")

    assert not any(state.is_present for state in states().values())


def test_who_is_in_already_is_said_to_be(door):
    door("ad")

    assert "is in already" in door("ad").told.text()


@pytest.mark.parametrize(
    ("keys", "state"),
    [("L", AttendanceState.LATE), ("A", AttendanceState.APOLOGIES), ("N", AttendanceState.NO_SHOW)],
)
def test_other_states_have_keys_of_their_own(door, states, keys, state):
    door("ad", getattr(Qt.Key, f"Key_{keys}"), DEAL)

    assert states()["Ada Byron"] is state


def test_leaving_and_taking_back_have_keys(door, states):
    door("ad")
    door("ad", Qt.Key.Key_G, DEAL)
    assert states()["Ada Byron"] is AttendanceState.LEFT

    door("ad", Qt.Key.Key_T, DEAL)
    assert states()["Ada Byron"] is AttendanceState.EXPECTED


def test_leaving_without_having_come_is_refused_on_the_page(door, page, desk, states):
    said = []
    desk.errors.reported.connect(lambda text, *_rest: said.append(text))

    door("ad", Qt.Key.Key_G, DEAL)

    assert "Expected" in said[0]
    assert states()["Ada Byron"] is AttendanceState.EXPECTED


def test_undo_takes_back_a_tick_and_the_words_about_it(door, workspace):
    day = door("ad")

    workspace.undo()

    assert day.arrived.text() == "Arrived 0 of 4"
    assert day.told.text() == ""


def test_a_tick_is_in_the_file_before_it_is_on_screen(session_id, door, page, workspace):
    shown = []
    workspace.subscribe(lambda _topics: shown.append(page.day.told.text()))

    door("ad")

    assert shown == [""]
    assert workspace.read(partial(quorum, session_id=session_id)).came == 1


def test_needs_and_quorum_are_said_in_words(session_id, members, door, workspace):
    workspace.write(partial(add_need, respondent_id=members[0], kind="step-free", how_met="Side door"))
    for key in members[1:3]:
        workspace.write(partial(check_in, session_id=session_id, respondent_id=key))

    day = door("ad")

    assert "Step-free access: \u2068Side door\u2069" in day.needs.text()
    assert day.quorum.text() == "✓ Quorum: 3 needed"


def test_the_table_to_go_to_is_told_once_there_is_a_plan(session_id, members, workspace, page, qtbot):
    workspace.write(partial(make_plan, session_id=session_id, tables=1, rounds=1))
    page.open_door()

    qtbot.keyClicks(page.day.search, "ad")
    qtbot.keyClick(page.day.search, Qt.Key.Key_Return)

    assert page.day.told.text().endswith("Table 1")
    assert {row[3] for row in texts(page.day.table)} == {"1"}


def test_the_door_is_left_for_the_sessions(door, page):
    door("ad").back.click()

    assert page.table.isVisible()
    assert texts(page.table) == [["1 · \u2068Hello\u2069", "16 Jan", "1"]]


def test_other_pages_lead_to_a_session_or_to_its_door(session_id, members, page):
    page.act(f"door:{session_id}")
    assert page.day.isVisible()

    page.act(f"session:{session_id}")
    assert page.session.isVisible()

    page.act("add")
    assert len(texts(page.table)) == 2


def test_sixty_people_come_in_by_keys_alone(session_id, page, workspace, assembly_id, qtbot):
    letters = "bcdfghklmn"
    names = [f"{one.upper()}{two}a Person" for one in letters for two in "aeiouy"]
    workspace.write(partial(make_members, assembly_id=assembly_id, names=names))
    page.open_door()
    strokes = 0

    for name in names:
        qtbot.keyClicks(page.day.search, name[:2].lower())
        qtbot.keyClick(page.day.search, Qt.Key.Key_Return)
        strokes += 3

    assert page.day.arrived.text() == "Arrived 60 of 60"
    assert workspace.read(partial(quorum, session_id=session_id)).came == 60
    assert strokes == 180
