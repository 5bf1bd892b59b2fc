from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from engage.errors import RefusedError
from engage.languages.editions import Language
from ui.shell.theme import BODY_POINTS, style_sheet
from ui.widgets.forms import area, choice, day, line, number, read_day, tick
from ui.widgets.layouts import column


@pytest.fixture
def saved():
    return []


@pytest.fixture
def place(qtbot):
    """Shows a field beside another place for the focus."""

    def show(field):
        holder = QWidget()
        qtbot.addWidget(holder)
        layout = QVBoxLayout(holder)
        other = line("Other", lambda _value: None)
        layout.addWidget(field)
        layout.addWidget(other)
        holder.show()
        holder.activateWindow()
        field.input.setFocus()
        qtbot.waitUntil(field.input.hasFocus)
        field.other, field.holder = other, holder
        return field

    return show


def test_what_is_typed_is_saved_after_a_pause(qtbot, place, saved):
    field = place(line("Name", saved.append))

    with qtbot.waitSignal(field.saved, timeout=2000):
        qtbot.keyClicks(field.input, "Amina")

    assert saved == ["Amina"]


def test_leaving_a_field_saves_at_once(qtbot, place, saved):
    field = place(line("Name", saved.append))

    qtbot.keyClicks(field.input, "Bo")
    qtbot.keyClick(field.input, Qt.Key.Key_Tab)

    assert saved == ["Bo"]


def test_what_the_file_says_does_not_wipe_out_what_is_being_typed(qtbot, place, saved):
    field = place(line("Name", saved.append))
    qtbot.keyClicks(field.input, "half")

    field.show_value("other")

    assert field.value() == "half"
    assert field.flush()
    assert saved == ["half"]


def test_a_refused_value_stays_with_its_reason_beside_it(qtbot, place):
    def refuse(_value):
        raise RefusedError("not-found", what="field", id="x")

    field = place(line("Name", refuse))
    qtbot.keyClicks(field.input, "wrong")

    assert not field.flush()

    assert field.value() == "wrong"
    assert "There is no" in field.error.text()
    assert field.error.isVisible()
    assert field.input.accessibleDescription() == field.error.text()


def test_escape_puts_back_what_the_file_says(qtbot, place):
    def refuse(_value):
        raise RefusedError("not-found", what="field", id="x")

    field = place(line("Name", refuse))
    field.show_value("right")
    qtbot.keyClicks(field.input, "wrong")
    field.flush()

    qtbot.keyClick(field.input, Qt.Key.Key_Escape)

    assert field.value() == "right"
    assert not field.error.isVisible()
    assert not field.is_dirty


def test_showing_a_value_is_not_typing(qtbot, saved):
    fields = [line("a", saved.append), area("b", saved.append), number("c", saved.append)]
    fields += [choice("d", [(1, "one"), (2, "two")], saved.append), tick("e", saved.append), day("f", saved.append)]
    for field, value in zip(fields, ("x", "y", 3, 2, True, date(2026, 10, 3)), strict=True):
        qtbot.addWidget(field)
        field.show_value(value)

    assert [field.value() for field in fields] == ["x", "y", 3, 2, True, date(2026, 10, 3)]
    assert all(field.flush() for field in fields)
    assert saved == []


def test_a_choice_that_is_no_longer_offered_is_still_shown(qtbot, saved):
    field = choice("d", [("a", "A")], saved.append)
    qtbot.addWidget(field)

    field.show_value("z")

    assert field.value() == "z"


def test_a_number_is_typed(qtbot, place, saved):
    field = place(number("Seats", saved.append, least=1, most=100))

    field.input.selectAll()
    qtbot.keyClicks(field.input, "45")
    qtbot.keyClick(field.input, Qt.Key.Key_Tab)

    assert saved == [45]


def test_scrolling_over_a_number_does_not_change_it(qtbot, place, saved):
    field = place(number("Seats", saved.append))
    field.other.input.setFocus()
    middle = QPointF(field.input.rect().center())
    none, up = Qt.MouseButton.NoButton, QPoint(0, 120)
    wheel = QWheelEvent(
        middle, middle, QPoint(), up, none, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )

    QApplication.sendEvent(field.input, wheel)

    assert field.value() == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", None),
        ("3/10/2026", date(2026, 10, 3)),
        ("3 10 2026", date(2026, 10, 3)),
        ("2026-10-03", date(2026, 10, 3)),
        ("3 October 2026", date(2026, 10, 3)),
        ("03.10.2026", date(2026, 10, 3)),
    ],
)
def test_days_are_read_as_people_write_them(words, expected):
    assert read_day(words, Language("en")) == expected


def test_a_welsh_month_is_read_in_welsh():
    assert read_day("3 Hydref 2026", Language("cy")) == date(2026, 10, 3)


@pytest.mark.parametrize("words", ["tomorrow", "31/2/2026", "3/10", "1/2/3/4"])
def test_what_is_no_day_is_refused(words):
    with pytest.raises(RefusedError) as refused:
        read_day(words, Language("en"))

    assert refused.value.code == "not-a-day"


def test_a_wrong_day_is_said_beside_its_field(qtbot, place, saved):
    field = place(day("First session", saved.append))

    qtbot.keyClicks(field.input, "someday")
    qtbot.keyClick(field.input, Qt.Key.Key_Tab)

    assert "someday" in field.error.text()
    assert saved == []


def test_words_that_stand_in_for_a_translation_are_seen_whole(qtbot, place, saved):
    field = place(area("What it hopes for", saved.append, lines=1))
    field.holder.resize(260, 400)
    before = field.input.height()

    field.show_placeholder("That women who speak little English are asked first for once, and not last.")

    assert field.input.height() >= before + 2 * field.input.fontMetrics().lineSpacing()


@pytest.mark.parametrize("scale", [80, 100, 125, 150, 200, 250])
def test_lines_choices_numbers_and_buttons_are_of_one_height(qtbot, qapp, saved, scale):
    holder = QWidget()
    qtbot.addWidget(holder)
    fields = [line("A", saved.append), choice("B", [(1, "One")], saved.append), number("C", saved.append)]
    parts = [*(field.input for field in fields), QPushButton("D")]
    holder.setLayout(column(*fields, parts[-1], None))
    holder.setStyleSheet(style_sheet("light", scale))
    font = holder.font()
    font.setPointSizeF(BODY_POINTS * scale / 100)
    holder.setFont(font)

    holder.show()

    assert len({part.height() for part in parts}) == 1
