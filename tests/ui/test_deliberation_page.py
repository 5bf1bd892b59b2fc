"""The room Deliberate: notes at the table's pace, a board moved by keys and mouse, drafts with their history."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from engage.assembly.actions import add_partner
from engage.deliberation.actions import add_draft, add_note, add_priority, edit_priority, link_note, retire_draft
from engage.deliberation.rules import NOTE_LIMIT, DraftKind, NoteKind
from engage.deliberation.views import draft_sheet, list_drafts, list_notes, list_priorities
from engage.followup.actions import address_expectation
from engage.meetings.actions import add_agenda_item, add_session
from engage.meetings.rules import ItemKind
from engage.voting.actions import open_vote
from engage.voting.rules import Base, Comparison, VoteMethod, VoteRules
from tests.ui.helpers import unnamed, words
from ui.deliberation import DeliberationPage
from ui.deliberation.history import ComparedText
from ui.deliberation.page import BOARD, DRAFTS, PRIORITIES
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedText

HELD = date(2026, 1, 16)
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
ENTER, LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
LONG = "A visit at home for everybody who can't come, without asking three times each winter. " * 5 + "Please."
TEXTS = ("Longer hours", "<b>Shorter</b> waits", "يجب أن تكون الرسائل بلغتنا", LONG, "Who decides? 🚌", "Longer visits")


def noon():
    return datetime(2027, 1, 16, 12, tzinfo=UTC)


@pytest.fixture
def session_id(workspace, assembly_id):
    return workspace.write(partial(_plan, assembly_id=assembly_id))


def _plan(db, assembly_id):
    key = add_session(db, assembly_id, title="Hello", held_on=HELD, starts_at=time(10), ends_at=time(16))
    for title in ("First talk", "At the tables"):
        add_agenda_item(db, key, kind=ItemKind.DISCUSSION, minutes=30, title=title)
    return key


@pytest.fixture
def page(desk, show_page, session_id):
    return show_page(DeliberationPage(desk))


@pytest.fixture
def notes(workspace, assembly_id):
    return lambda: workspace.read(partial(list_notes, assembly_id=assembly_id))


@pytest.fixture
def written(workspace, assembly_id, session_id):
    """Six notes at two tables; two priorities, the first with draft E1 (and notes 1 and 2), the second with R2."""
    return workspace.write(partial(_write, assembly_id=assembly_id, session_id=session_id))


def _write(db, assembly_id, session_id):
    ids = [
        add_note(db, session_id, table_number=1 + number % 2, text=text, kind=kind)
        for number, (text, kind) in enumerate(
            zip(TEXTS, (NoteKind.CONCERN, NoteKind.IDEA, NoteKind.IDEA) * 2, strict=True)
        )
    ]
    care, voice = (add_priority(db, assembly_id, text=text) for text in ("Care", "Voice"))
    add = partial(add_draft, db, assembly_id, clock=noon, text="Offer a visit today")
    add(kind=DraftKind.EXPECTATION, title="Be seen", priority_id=care, note_ids=ids[:2])
    add(kind=DraftKind.RECOMMENDATION, title="Say who decides", priority_id=voice)
    return ids


@pytest.fixture
def drafts(workspace, assembly_id, written):
    return lambda: workspace.read(partial(list_drafts, assembly_id=assembly_id, with_retired=True))


@pytest.fixture
def board(page, written):
    page.show_step(BOARD)
    return page.board


@pytest.fixture
def behind(notes):
    """The drafts behind which a note stands, by the note's number."""
    return lambda number: notes()[number - 1].draft_numbers


def cards(board):
    return [[note.number for note in box.list.cards.notes] for box in board.columns.boxes()]


def boxes(board):
    return list(board.columns.boxes())


def press(qtbot, widget, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(widget, key, modifier)


# --- notes ---


def test_without_sessions_the_page_says_where_to_begin(desk, show_page):
    page = show_page(DeliberationPage(desk))

    page.no_sessions.button.click()

    assert desk.gone == [("meetings", "add")]


def test_twenty_notes_by_keys_alone(page, qtbot, notes):
    line = page.notes.line
    assert page.focusWidget() is line

    press(qtbot, line, UP, UP, DOWN, modifier=ALT)
    press(qtbot, line, DOWN, DOWN, modifier=ALT)
    for number in range(20):
        if number % 5:
            qtbot.keyClick(line, Qt.Key(Qt.Key.Key_1 + number % 5), ALT)
        qtbot.keyClicks(line, f"Note {number}")
        qtbot.keyClick(line, ENTER)

    kept = notes()
    assert [note.text for note in kept] == [f"Note {number}" for number in range(20)]
    assert [note.kind for note in kept[:6]] == [*NoteKind, NoteKind.IDEA]
    assert {note.table_number for note in kept} == {4}
    assert "Kept for table 4" in page.notes.told.text()
    assert [line.number.text() for line in page.notes.last.lines][:2] == ["20.", "19."]


def test_item_and_table_stay_for_the_next_note(page, qtbot, notes):
    line = page.notes.line
    press(qtbot, line, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, modifier=ALT)
    page.notes.table.input.setValue(7)

    for text in ("One", "Two"):
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, ENTER)

    assert [(note.item_title["en"], note.table_number) for note in notes()] == [("At the tables", 7)] * 2


def test_the_last_note_is_corrected_in_its_place(page, qtbot, written, notes):
    qtbot.keyClick(page.notes.line, UP)
    last = page.notes.last.lines[0]
    last.text.input.selectAll()
    qtbot.keyClicks(last.text.input, "Longer visits, please")
    qtbot.keyClick(last.text.input, ENTER)
    last.table.input.setValue(5)
    page.flush()

    assert (notes()[-1].text, notes()[-1].table_number) == ("Longer visits, please", 5)
    assert page.focusWidget() is page.notes.line


def test_a_note_that_is_too_long_stays_where_it_was_typed(page, qtbot, notes):
    page.notes.line.setText("x" * (NOTE_LIMIT + 1))
    qtbot.keyClick(page.notes.line, ENTER)

    assert notes() == []
    assert "too long" in page.notes.error.text()
    assert len(page.notes.line.text()) == NOTE_LIMIT + 1


def test_a_note_is_removed_unless_a_draft_rests_on_it(page, qtbot, written, notes):
    lines = page.notes.last.lines

    said = []
    page.desk.errors.reported.connect(lambda sentence, _button, _todo: said.append(sentence))

    qtbot.keyClick(lines[0].away, ENTER)
    qtbot.keyClick(lines[-1].away, ENTER)

    assert [note.text for note in notes()] == list(TEXTS[:-1])
    assert ["rests on this note" in sentence for sentence in said] == [True]


def test_what_is_typed_is_kept_when_one_leaves(page, qtbot, notes):
    qtbot.keyClicks(page.notes.line, "Half a")

    assert page.flush()
    assert [note.text for note in notes()] == ["Half a"]
    assert page.flush()
    assert len(notes()) == 1


def test_undo_takes_back_the_last_note(frame, qtbot, window):
    desk = frame.desk
    desk.write(add_session, desk.assembly_id, held_on=HELD, starts_at=time(10), ends_at=time(16))
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    line = window.focusWidget()
    assert isinstance(line, QLineEdit)
    for text in ("One", "Two"):
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, ENTER)

    qtbot.keyClick(line, Qt.Key.Key_Z, CTRL)

    assert [note.text for note in desk.read(list_notes, desk.assembly_id)] == ["One"]
    assert len(frame.page("deliberation").notes.last.lines) == 1


# --- the board ---


def test_a_board_without_notes_teaches(page, qtbot):
    qtbot.keyClick(page, Qt.Key.Key_B, ALT)
    assert "No notes on the board yet" in words(page)

    page.no_notes.button.click()

    assert page.focusWidget() is page.notes.line


def test_columns_are_the_drafts_under_their_priorities(board):
    assert [box.name.text().split(" ")[0] for box in boxes(board)] == ["Not", "E1", "R2"]
    assert cards(board) == [[3, 4, 5, 6], [1, 2], []]


def test_keys_move_a_card_and_the_focus_goes_along(board, qtbot, behind, workspace):
    first, _e1, _r2 = boxes(board)
    press(qtbot, first.list, DOWN)
    assert "table 2 · note 4" in board.side.where.text()

    qtbot.keyClick(first.list, RIGHT, CTRL)
    assert behind(4) == (1,)
    qtbot.keyClick(board.focusWidget(), RIGHT, CTRL)
    assert behind(4) == (2,)
    qtbot.keyClick(board.focusWidget(), Qt.Key.Key_Delete)

    assert behind(4) == ()
    assert board.columns.current is first
    workspace.undo()
    assert behind(4) == (2,)


def test_with_shift_a_note_stands_behind_two_drafts(board, qtbot, behind):
    _first, one, _two = boxes(board)
    board.columns.focus(one.key)

    qtbot.keyClick(one.list, RIGHT, CTRL | SHIFT)

    assert behind(1) == (1, 2)
    assert cards(board) == [[3, 4, 5, 6], [1, 2], [1]]


def test_several_cards_move_together(board, qtbot):
    first = boxes(board)[0]
    press(qtbot, first.list, DOWN, modifier=SHIFT)
    assert board.side.where.text() == "2 notes are chosen"

    qtbot.keyClick(first.list, RIGHT, CTRL)

    assert cards(board) == [[5, 6], [1, 2, 3, 4], []]


def test_arrows_go_from_column_to_column_and_back(board, qtbot):
    press(qtbot, board.focusWidget(), RIGHT)
    assert board.columns.current.name.text().startswith("E1")
    press(qtbot, board.focusWidget(), RIGHT)
    press(qtbot, board.focusWidget(), RIGHT)
    assert board.columns.current.name.text().startswith("R2")
    press(qtbot, board.focusWidget(), LEFT, LEFT)

    assert sum(len(box.list.chosen_ids()) for box in boxes(board)) == 1


def test_from_right_to_left_the_next_column_is_on_the_left(board, qtbot, behind):
    board.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first = boxes(board)[0]

    qtbot.keyClick(first.list, LEFT, CTRL)

    assert behind(3) == (1,)
    qtbot.wait(1)
    assert first.mapTo(board.columns, QPoint()).x() > board.columns.area.x()


def test_a_column_that_comes_or_goes_leaves_the_focus_where_it_was(board, qtbot, workspace, drafts):
    press(qtbot, board.focusWidget(), RIGHT)
    press(qtbot, board.focusWidget(), DOWN)

    workspace.write(partial(retire_draft, draft_id=drafts()[1].id))

    assert len(boxes(board)) == 2
    assert board.focusWidget() is boxes(board)[1].list
    assert "note 2" in board.side.where.text()


def test_a_letter_looks_for_a_draft_and_chooses_none(board, qtbot, behind):
    combo = board.side.under.combo
    qtbot.keyClicks(combo, "E")
    assert behind(3) == ()

    qtbot.keyClick(combo.view(), ENTER)

    assert behind(3) == (1,)


def test_a_note_is_removed_from_the_board_and_comes_back(board, qtbot, notes, workspace):
    board.side.away.click()
    assert [note.number for note in notes()] == [1, 2, 4, 5, 6]
    assert "note 4" in board.side.where.text()

    workspace.undo()

    assert cards(board)[0] == [3, 4, 5, 6]


def test_enter_puts_a_note_under_any_draft_and_goes_on_to_the_next(board, qtbot, behind):
    first = boxes(board)[0]
    qtbot.keyClick(first.list, ENTER)
    listed = board.side.under.combo.view()
    qtbot.keyClicks(listed, "R2")
    qtbot.keyClick(listed, ENTER)

    assert behind(3) == (2,)
    assert "note 4" in board.side.where.text()
    assert board.focusWidget() is first.list


def drag(qtbot, box, row, target, modifier=Qt.KeyboardModifier.NoModifier):
    cards = box.list
    start = cards.visualRect(cards.cards.index(row)).center()
    view = cards.viewport()
    end = view.mapFromGlobal(target.list.viewport().mapToGlobal(QPoint(40, 60)))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, start + QPoint(20, 0))
    qtbot.mouseMove(view, end)
    assert target.property("under") == "true"
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, pos=end)
    assert target.property("under") == "false"


def test_the_mouse_drags_a_card_to_another_column(board, qtbot, behind):
    first, one, two = boxes(board)

    drag(qtbot, first, 1, one)
    drag(qtbot, one, 0, two, CTRL)
    drag(qtbot, one, 1, first)

    assert (behind(4), behind(1), behind(2)) == ((1,), (1, 2), ())


def test_dropped_on_nothing_a_card_stays(board, qtbot):
    before = cards(board)
    view = boxes(board)[0].list.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(40, 20))
    qtbot.mouseMove(view, QPoint(60, 20))
    qtbot.mouseMove(view, QPoint(40, -300))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(40, -300))

    assert cards(board) == before


def test_filters_cut_down_what_is_shown(board, qtbot):
    board.table.combo.setCurrentIndex(2)
    board.table.combo.activated.emit(2)
    assert cards(board) == [[4, 6], [2], []]
    board.kind.combo.setCurrentIndex(2)
    board.kind.combo.activated.emit(2)
    assert cards(board) == [[4], [], []]
    assert board.shown.text() == "1 of 6 notes"

    board.all.click()
    qtbot.keyClick(board.focusWidget(), Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(board.search, "LONGER")
    assert cards(board) == [[6], [1], []]
    qtbot.keyClick(board.search, DOWN)
    qtbot.keyClick(board.focusWidget(), RIGHT, CTRL)
    assert cards(board) == [[], [1, 6], []]

    qtbot.keyClick(board.search, Qt.Key.Key_Escape)
    assert cards(board) == [[3, 4, 5], [1, 2, 6], []]


def test_only_the_drafts_of_one_priority_are_shown(board):
    board.priority.combo.setCurrentIndex(2)
    board.priority.combo.activated.emit(2)

    assert [box.name.text().split(" ")[0] for box in boxes(board)] == ["Not", "R2"]
    assert cards(board) == [[3, 4, 5, 6], []]


def test_a_note_is_corrected_beside_the_board(board, qtbot, notes):
    qtbot.keyClick(board.focusWidget(), Qt.Key.Key_F2)
    board.side.text.input.selectAll()
    qtbot.keyClicks(board.side.text.input, "In our own language")
    qtbot.keyClick(board.side.text.input, ENTER)

    assert notes()[2].text == "In our own language"
    assert board.focusWidget() is boxes(board)[0].list


def test_cards_are_read_out_with_where_they_come_from(board):
    model = boxes(board)[0].list.cards
    spoken = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]

    assert spoken[2] == "Who decides? 🚌. Idea. Session 1 · table 1 · note 5"


def test_cards_obey_the_rules_of_item_models(board, qtmodeltester):
    qtmodeltester.check(boxes(board)[0].list.cards, force_py=True)


def test_a_link_made_elsewhere_shows_at_once(board, workspace, written, drafts):
    workspace.write(partial(link_note, draft_id=drafts()[1].id, note_id=written[5]))

    assert cards(board) == [[3, 4, 5], [1, 2], [6]]


def test_the_palette_puts_a_note_under_a_draft(page, board, behind):
    found = {command.words: command for command in page.commands()}

    next(command for name, command in found.items() if name.startswith("Put under R2")).run()

    assert behind(3) == (2,)


# --- drafts ---


@pytest.fixture
def opened(page, drafts):
    """Draft E1 on screen."""
    page.act(f"draft:{drafts()[0].id}")
    return page.drafts


def fill_in(qtbot, form, **given):
    for name, text in given.items():
        form.fields[name].input.selectAll()
        qtbot.keyClicks(form.fields[name].input, text)


def test_without_drafts_the_page_begins_the_first(page, qtbot):
    page.show_step(DRAFTS)
    page.drafts.empty.button.click()

    assert page.focusWidget() is page.drafts.form.fields["title"].input


def test_a_draft_is_made_from_chosen_notes(page, board, qtbot, drafts, workspace):
    press(qtbot, board.focusWidget(), DOWN, modifier=SHIFT)
    board.side.new.click()
    form = page.drafts.form
    fill_in(qtbot, form, title="Letters we can read", text="We expect letters in our language", why="Table 1")
    qtbot.keyClick(form.go, ENTER)

    made = drafts()[-1]
    sheet = workspace.read(partial(draft_sheet, draft_id=made.id))
    assert (made.label, [note.number for note in sheet.notes]) == ("E3", [3, 4])
    assert page.drafts.panel.title.text() == "Letters we can read"


def test_a_missing_word_is_said_beside_its_field(page, qtbot, drafts):
    page.act("add-draft")
    form = page.drafts.form
    fill_in(qtbot, form, title="Letters")
    form.go.click()

    assert form.fields["text"].error.text()
    assert page.focusWidget() is form.fields["text"].input
    assert len(drafts()) == 2


def test_a_new_version_has_a_reason_and_shows_what_changed_in_words(opened, qtbot, drafts):
    qtbot.keyClick(opened.table, Qt.Key.Key_F2)
    fill_in(qtbot, opened.form, text="Offer a home visit soon", reason="Table 3 asked for it")
    opened.form.go.click()

    assert drafts()[0].version.number == 2
    opened.panel.history.set_open(True)
    assert _compared(opened) == ["Offer a [added: home] visit [removed: today] [added: soon]"]
    assert "Because: Table 3 asked for it" in words(opened)


def _compared(opened):
    return [each.toPlainText() for each in opened.panel.history.findChildren(ComparedText)]


def test_a_version_without_reason_or_change_is_refused(opened, qtbot, drafts):
    opened.start_version()
    fill_in(qtbot, opened.form, text="Offer a call")
    opened.form.go.click()
    assert opened.form.fields["reason"].error.text()
    fill_in(qtbot, opened.form, text="Offer a visit today", reason="No reason")
    opened.form.go.click()

    assert "same as before" in opened.form.fields["text"].error.text()
    assert drafts()[0].version.number == 1


def test_words_that_no_button_has_kept_are_asked_about(page, opened, qtbot, drafts):
    opened.start_version()
    assert page.flush()
    fill_in(qtbot, opened.form, text="Offer a call")

    page.start_draft()
    assert opened.form.fields["text"].value() == "Offer a call"
    page.error_bar.hide()
    assert not page.flush()
    assert page.error_bar.isVisible()
    page.error_bar.button.click()

    assert page.flush()
    assert drafts()[0].version.number == 1


def test_a_version_gets_words_in_another_language(opened, qtbot, drafts):
    opened.panel.translate.click()
    form = opened.form
    form.language.show_value("cy")
    fill_in(qtbot, form, title="Cael eich gweld", text="Cynnig ymweliad heddiw")
    form.go.click()

    assert drafts()[0].version.text == {"en": "Offer a visit today", "cy": "Cynnig ymweliad heddiw"}
    opened.panel.languages.combo.setCurrentIndex(1)
    opened.panel.languages.combo.activated.emit(1)
    assert opened.panel.title.text() == "Cael eich gweld"
    opened.start_version()
    assert "Words in other languages stay with version 1" in form.told.words.text()
    form.language.show_value("cy")
    form.language.chosen.emit("cy")
    fill_in(qtbot, form, text="Cynnig galwad", reason="Bwrdd 2")
    form.go.click()
    assert drafts()[0].version.text == {"cy": "Cynnig galwad"}


def test_a_draft_is_set_aside_and_taken_up_again(opened, drafts, page):
    opened.panel.retire.click()
    assert [row.is_retired for row in drafts()] == [True, False]
    assert "set aside" in opened.panel.aside.words.text()
    assert not opened.panel.change.isEnabled()
    page.show_step(BOARD)
    assert cards(page.board) == [[1, 2, 3, 4, 5, 6], []]
    page.show_step(DRAFTS)

    opened.panel.retire.click()

    assert [row.is_retired for row in drafts()] == [False, False]


def test_a_draft_is_put_to_the_vote(opened, desk, drafts):
    opened.panel.vote.click()

    assert desk.gone == [("voting", f"new:{drafts()[0].id}")]


def test_a_draft_goes_under_another_priority(opened, drafts, workspace, assembly_id):
    second = workspace.read(partial(list_priorities, assembly_id=assembly_id))[1]

    opened.panel.priority.combo.setCurrentIndex(2)
    opened.panel.priority.combo.activated.emit(2)

    assert drafts()[0].priority_id == second.id


def test_a_draft_that_is_voted_on_or_sent_says_that_its_words_stay(opened, workspace, drafts, assembly_id):
    version = drafts()[0].version.id
    rules = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID)
    assert opened.panel.notice.isHidden()

    workspace.write(
        partial(open_vote, version_id=version, rules=rules, held_on=date(2027, 1, 16), entitled=40, present=40)
    )
    said = opened.panel.notice.words.text()

    assert "Version 1 is under vote (vote 1)" in said
    assert "A change becomes version 2: another wording." in said
    partner = workspace.write(partial(add_partner, assembly_id=assembly_id, name="<i>Trust</i>"))
    workspace.write(partial(address_expectation, version_id=version, partner_ids=[partner]))
    assert "addressed to: \u2068<i>Trust</i>" in opened.panel.notice.words.text()
    opened.start_version()
    assert "under vote" in opened.form.told.words.text()


def test_from_a_draft_to_its_note_on_the_board(page, opened, qtbot):
    opened.panel.notes.set_open(True)
    qtbot.keyClick(opened.panel.notes.content.findChildren(Button)[0], ENTER)

    assert page.tabs.currentIndex() == BOARD
    assert "note 1" in page.board.side.where.text()
    page.show_step(DRAFTS)
    opened.panel.notes.content.findChildren(Button)[1].click()
    assert [note.number for note in opened.panel.found.notes] == [2]


def test_o_opens_the_draft_of_a_column(page, board, qtbot, drafts):
    press(qtbot, board.focusWidget(), RIGHT)
    press(qtbot, board.focusWidget(), Qt.Key.Key_O)

    assert page.tabs.currentIndex() == DRAFTS
    assert page.drafts.panel.found.draft.label == "E1"


# --- priorities ---


@pytest.fixture
def priorities(page, workspace, assembly_id):
    page.show_step(PRIORITIES)
    return lambda: [row.text["en"] for row in workspace.read(partial(list_priorities, assembly_id=assembly_id))]


def test_priorities_are_added_worded_ordered_and_removed(page, qtbot, priorities):
    step = page.priorities
    for text in ("Care", "Voice", "Time"):
        qtbot.keyClicks(page.focusWidget(), text)
        qtbot.keyClick(page.focusWidget(), ENTER)
    assert priorities() == ["Care", "Voice", "Time"]

    editors = [editor.text for editor in step.list._editors.values()]
    editors[1].input.selectAll()
    qtbot.keyClicks(editors[1].input, "Being heard")
    key = list(step.list._editors)[1]
    step.list.move_asked.emit(key, -1)
    assert priorities() == ["Being heard", "Care", "Time"]

    step.list.remove_asked.emit(list(step.list._editors)[2])
    assert priorities() == ["Being heard", "Care"]


def test_a_priority_that_is_worded_anew_is_called_so_on_the_board(page, board, workspace, assembly_id):
    care = workspace.read(partial(list_priorities, assembly_id=assembly_id))[0]

    workspace.write(partial(edit_priority, priority_id=care.id, text="Care near home"))

    headings = [text.text() for text in board.columns.findChildren(ElidedText)]
    assert "1 · \u2068Care near home\u2069" in headings


def test_a_priority_with_drafts_stays(page, written, priorities):
    page.priorities.list.remove_asked.emit(next(iter(page.priorities.list._editors)))

    assert priorities() == ["Care", "Voice"]


# --- the whole room ---


@pytest.mark.parametrize(("language", "scale"), [("en", 200), ("ar", 100)])
def test_every_step_fits_and_everything_has_a_name(frame, window, qtbot, language, scale):
    desk = frame.desk
    session = desk.write(add_session, desk.assembly_id, held_on=HELD, starts_at=time(10), ends_at=time(16))
    note = desk.write(add_note, session, table_number=1, text=LONG)
    for number in range(5):
        given = {"kind": DraftKind.EXPECTATION, "title": LONG[:290], "text": LONG * 3, "why": LONG}
        desk.write(add_draft, desk.assembly_id, note_ids=[note], **given)
        desk.write(add_priority, desk.assembly_id, text=f"{number} {LONG}")
    window.resize(1366, 768)
    window.appearance.use_language(language)
    window.appearance.use_scale(scale)
    window.frame.go("deliberation")
    page = window.frame.page("deliberation")

    for _name, show in (("notes", lambda: None), *page.sights()):
        show()
        qtbot.wait(1)
        assert unnamed(page) == []
        assert page.isRightToLeft() is (language == "ar")
        assert page.minimumSizeHint().width() <= window.frame.stack.width(), _name
        assert (window.width(), window.height()) == (1366, 768)
