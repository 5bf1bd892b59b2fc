import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest

from ui.widgets.buttons import Button, quiet
from ui.widgets.chips import Chips
from ui.widgets.combos import Combo
from ui.widgets.icons import icon
from ui.widgets.labels import ElidedText, Text, break_lines, plain_tooltip
from ui.widgets.lists import WordList
from ui.widgets.messages import EmptyState, Notice
from ui.widgets.steps import PublicString, StepHeader
from ui.widgets.tables import IsolatedText, Table

NASTY = "<b>O'Brien</b> & Co <img src=/etc/passwd>" + "<table><tr><td>" * 20


def test_a_label_shows_markup_letter_by_letter(qtbot):
    label = Text(NASTY)
    qtbot.addWidget(label)

    label.show()

    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == NASTY


def test_a_tooltip_shows_markup_letter_by_letter():
    assert plain_tooltip("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"
    assert plain_tooltip("") == ""


def test_an_ampersand_on_a_button_is_no_shortcut(qtbot):
    button = Button("Smith & Co")
    qtbot.addWidget(button)

    assert button.text() == "Smith && Co"
    assert button.shortcut().isEmpty()


def test_an_elided_line_keeps_all_its_words_for_a_screen_reader(qtbot):
    line = ElidedText("a very long line\nindeed")
    qtbot.addWidget(line)
    line.resize(40, 20)
    line.grab()

    assert line.accessibleName() == "a very long line indeed"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_button_is_pressed_by_enter_and_by_space(qtbot, key):
    pressed = []
    button = quiet("Do it", lambda: pressed.append(1))
    qtbot.addWidget(button)

    qtbot.keyClick(button, key)

    assert pressed == [1]


def test_a_notice_has_the_button_that_mends_it(qtbot):
    mended = []
    notice = Notice("bad", can_dismiss=True)
    qtbot.addWidget(notice)

    notice.say("The disk is full.", button="Save a copy", todo=lambda: mended.append(1))
    QTest.keyClick(notice.button, Qt.Key.Key_Return)

    assert notice.isVisible()
    assert notice.accessibleName() == "The disk is full."
    assert mended == [1]


def test_a_notice_can_be_hidden(qtbot):
    notice = Notice("info", can_dismiss=True)
    qtbot.addWidget(notice)
    notice.say("Done.")

    QTest.keyClick(notice.dismiss, Qt.Key.Key_Return)

    assert not notice.isVisible()


def test_an_empty_page_has_its_first_button(qtbot):
    begun = []
    empty = EmptyState("Nobody yet", "Import the list.", button="Import", todo=lambda: begun.append(1))
    qtbot.addWidget(empty)

    QTest.keyClick(empty.button, Qt.Key.Key_Return)

    assert begun == [1]


def test_chips_say_which_one_was_pressed(qtbot):
    chips = Chips("Filter")
    qtbot.addWidget(chips)
    chips.show_choices([(None, "All 9"), ("pool", "Pool 5")], None)
    chips.show()

    with qtbot.waitSignal(chips.chosen) as chosen:
        QTest.mouseClick(chips.findChildren(Button)[1], Qt.MouseButton.LeftButton)

    assert chosen.args == ["pool"]


def test_chips_wrap_where_there_is_no_room(qtbot):
    chips = Chips("Filter")
    qtbot.addWidget(chips)
    chips.show_choices([(n, f"Filter number {n}") for n in range(6)], 0)

    narrow, wide = chips.layout().heightForWidth(200), chips.layout().heightForWidth(2000)

    assert narrow > wide


def test_steps_are_spoken_with_their_state(qtbot):
    steps = StepHeader(["Who is in", "Draw"])
    qtbot.addWidget(steps)

    steps.show_state(current=1, reached=1)

    assert steps.buttons[0].accessibleName() == "Step 1 of 2: Who is in, done"
    assert steps.buttons[1].accessibleName() == "Step 2 of 2: Draw, this step"


def test_only_steps_that_were_reached_can_be_visited(qtbot):
    steps = StepHeader(["a", "b", "c"])
    qtbot.addWidget(steps)

    steps.show_state(current=0, reached=1)

    assert [button.isEnabled() for button in steps.buttons] == [True, True, False]


def test_the_public_string_is_used_exactly_as_typed(qtbot):
    line = PublicString()
    qtbot.addWidget(line)

    qtbot.keyClicks(line.line, " 12 34 ")

    assert line.value() == " 12 34 "
    assert "7 characters" in line.echo.text()


@pytest.fixture
def right_to_left(qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _drawn(name):
    return icon(name, "#000000").pixmap(60, 60).toImage()


def test_back_and_forward_are_turned_round_where_lines_run_from_the_right(qtbot, request):
    back, up = _drawn("arrow-left"), _drawn("arrow-up")

    request.getfixturevalue("right_to_left")

    assert QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert _drawn("arrow-left") == back.flipped(Qt.Orientation.Horizontal)
    assert _drawn("arrow-up") == up


def test_a_label_in_the_alphabet_of_the_screen_is_not_turned_round_by_the_code_it_begins_with(qtbot, right_to_left):
    mixed, latin = Text("E1 \u00b7 \u062a\u0648\u0642\u0639"), Text("A report every year.")
    qtbot.addWidget(mixed)
    qtbot.addWidget(latin)

    assert mixed.text() == "\u200fE1 \u00b7 \u062a\u0648\u0642\u0639"
    assert latin.text() == "A report every year."


def test_the_number_of_a_step_has_its_full_stop_where_lines_run_to(qtbot, right_to_left):
    marker, answer = Text("3."), Text("16\u201324")
    qtbot.addWidget(marker)
    qtbot.addWidget(answer)

    assert marker.text() == "\u200f3."
    assert answer.text() == "16\u201324"


def test_a_list_shows_the_last_line_of_each_entry(qtbot):
    words = WordList("Documents")
    qtbot.addWidget(words)
    words.addItem("Numbered list of panels, for a draw by balls or dice\nFor the assembly")
    words.resize(220, 400)

    words.show()

    item = words.visualItemRect(words.item(0))
    inside = words.fontMetrics().boundingRect(
        0, 0, item.width() - 22, 0, int(Qt.TextFlag.TextWordWrap), words.item(0).text()
    )
    assert item.height() >= inside.height()


def test_a_list_brings_the_chosen_entry_into_sight_even_when_it_was_chosen_before(qtbot):
    words = WordList("Documents")
    qtbot.addWidget(words)
    words.addItems([f"Document {number}" for number in range(40)])
    words.resize(220, 200)

    words.setCurrentRow(30)
    words.show()

    assert words.viewport().rect().contains(words.visualItemRect(words.item(30)))


def test_a_choice_asks_for_the_room_of_its_words_and_makes_do_with_less(qtbot):
    combo = Combo("Kind of partner")
    qtbot.addWidget(combo)
    combo.addItems(["Other", "Voluntary and community sector"])

    words = combo.fontMetrics().horizontalAdvance("Voluntary and community")
    assert combo.sizeHint().width() > words > combo.minimumSizeHint().width()


def test_a_title_takes_two_lines_before_it_is_cut(qtbot):
    font = QFont()
    title = "Nobody goes home to an empty fridge"
    width = QFontMetrics(font).horizontalAdvance("Nobody goes home to")

    assert "".join(break_lines(title, width + 4, font, most=2)).replace(" ", "") == title.replace(" ", "")
    assert break_lines(title * 3, width, font, most=2)[-1].endswith("\u2026")
    assert break_lines("Llanfairpwllgwyngyll" * 3, width, font, most=1)[0].endswith("\u2026")


def test_a_cell_that_begins_with_a_name_still_runs_as_the_screen_does(qtbot, right_to_left):
    table = Table("Stages")
    qtbot.addWidget(table)
    cells = IsolatedText(table)

    mixed = cells.displayText("\u2068Male\u2069: 40%, \u0627\u0644\u0633\u0643\u0627\u0646 48%", QLocale())

    assert mixed.startswith("\u2068\u200f")
    assert cells.displayText("Male", QLocale()) == "\u2068Male\u2069"
