from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import edit_assembly_field
from engage.clock import today
from engage.overview.next_steps import next_steps
from tests.ui.helpers import words
from ui.overview import OverviewPage, due_words


@pytest.fixture
def page(desk, show_page):
    return show_page(OverviewPage(desk))


def test_each_step_has_one_button_and_the_first_is_the_one_to_press(page, desk):
    steps = desk.read(next_steps, desk.assembly_id)

    assert len(page.buttons) == len(steps)
    assert [button.kind for button in page.buttons] == ["primary"] + [""] * (len(steps) - 1)


def test_a_button_leads_to_where_it_is_done(qtbot, page, desk):
    qtbot.keyClick(page.buttons[0], Qt.Key.Key_Return)

    assert desk.gone == [("assembly", "first_session_on")]


def test_a_step_that_is_done_goes_away(qtbot, page, workspace, assembly_id):
    assert "first session is" in words(page)

    day = date(2027, 10, 3)
    workspace.write(partial(edit_assembly_field, assembly_id=assembly_id, field="first_session_on", value=day))

    qtbot.waitUntil(lambda: "3 October 2027" in words(page))
    assert "first session is" not in words(page)


def test_what_is_late_says_so(qtbot, page, workspace, assembly_id):
    soon = today() + timedelta(days=2)
    workspace.write(partial(edit_assembly_field, assembly_id=assembly_id, field="first_session_on", value=soon))

    qtbot.waitUntil(lambda: "■ 40 days late" in words(page))


@pytest.mark.parametrize(
    ("days", "tone", "shape"), [(-1, "bad", "■"), (0, "warn", "▲"), (14, "warn", "▲"), (15, "soft", "●")]
)
def test_a_due_day_is_said_in_words_a_shape_and_a_colour(desk, days, tone, shape):
    role, said = due_words(today() + timedelta(days=days), desk)

    assert role == tone
    assert said.startswith(shape)


def test_no_day_means_no_words(desk):
    assert due_words(None, desk) == ("soft", "")
