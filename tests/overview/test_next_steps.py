"""What is next, as an assembly goes from empty to complete."""

from datetime import date
from functools import partial

import pytest

from engage.assembly.actions import create_assembly, edit_assembly_field, edit_assembly_text
from engage.lottery.actions import (
    confirm_run,
    draw_panel,
    draw_wave,
    freeze_draw,
    freeze_wave,
    note_sent,
    set_targets,
)
from engage.lottery.model import Quota
from engage.lottery.preparing import prepare_run
from engage.lottery.views import draw_input, run_sheet
from engage.overview.stages import STAGES
from engage.overview.views import next_steps
from engage.people.actions import add_addresses, add_respondent, move_respondent
from engage.people.rules import HomeDraft, RespondentStatus

QUOTAS = (Quota("age", "young", 1, 2), Quota("age", "old", 1, 2))


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def todo(workspace, assembly_id):
    return lambda: [step.what for step in workspace.read(partial(next_steps, assembly_id=assembly_id))]


@pytest.fixture
def act(workspace, assembly_id):
    return lambda action, **values: workspace.write(partial(action, assembly_id=assembly_id, **values))


def add_people(act, count=6):
    for number in range(count):
        act(add_respondent, reference=f"P{number}", answers={"age": "young" if number % 2 else "old"})


def test_an_empty_assembly_needs_its_question_its_day_and_targets(todo):
    assert todo() == ["Write the assembly's question", "Say when the first session is", "Set the targets"]


def test_people_come_after_targets(todo, act):
    act(set_targets, quotas=QUOTAS)

    assert todo()[-1] == "Bring in the people who came forward"


def test_targets_that_the_seats_contradict_are_to_be_mended(todo, act):
    act(set_targets, quotas=QUOTAS)
    add_people(act)

    assert todo()[-1] == "Mend the targets"


def test_the_way_from_a_pool_to_a_panel(todo, act, workspace, assembly_id):
    act(edit_assembly_text, field="question", language="en", text="What now?")
    act(edit_assembly_field, field="first_session_on", value=date(2027, 1, 16))
    act(edit_assembly_field, field="seats", value=3)
    act(set_targets, quotas=QUOTAS)
    add_people(act)
    assert todo() == ["Freeze the draw"]

    prepared = prepare_run(workspace.read(partial(draw_input, assembly_id=assembly_id)))
    workspace.write(partial(freeze_draw, prepared=prepared))
    assert todo() == ["Draw the panel"]

    act(draw_panel, number=1, public_string="6 6 6")
    assert todo() == ["Call 3 selected people", "Sign off the draw", "Print the letters and badges"]

    act(confirm_run, number=1)
    chosen = workspace.read(partial(run_sheet, assembly_id=assembly_id, number=1)).selected
    for person in chosen[1:]:
        workspace.write(partial(move_respondent, respondent_id=person.respondent_id, status=RespondentStatus.CONFIRMED))
    workspace.write(
        partial(
            move_respondent,
            respondent_id=chosen[0].respondent_id,
            status=RespondentStatus.WITHDRAWN,
            reason="moved away",
        )
    )
    assert todo() == ["Fill 1 empty seat", "Print the letters and badges", "Plan the sessions"]


def test_letters_are_drawn_then_sent(todo, act, workspace, assembly_id):
    homes = [HomeDraft(str(number), (f"{number} Mill Lane",)) for number in range(1200)]
    act(add_addresses, columns=["address"], key_columns=["address"], homes=homes)
    (step,) = (each for each in workspace.read(partial(next_steps, assembly_id=assembly_id)) if each.deed == "letters")
    assert (step.what, step.why) == ("Draw who gets a letter", "1,200 addresses are in.")

    act(freeze_wave, letters=100)
    assert "Draw who gets a letter" in todo()

    act(draw_wave, number=1, public_string="6 6 6")
    assert "Send the letters" in todo()

    act(note_sent, number=1, sent_on=date(2099, 1, 1))
    assert not {"Send the letters", "Draw who gets a letter"} & set(todo())


def test_dates_are_counted_back_from_the_first_session(workspace, act, assembly_id):
    act(edit_assembly_field, field="first_session_on", value=date(2027, 1, 16))

    steps = workspace.read(partial(next_steps, assembly_id=assembly_id))

    assert [step.due for step in steps if step.what == "Set the targets"] == [date(2026, 12, 5)]


def test_what_a_template_made_up_is_to_be_replaced(workspace):
    assembly_id = workspace.write(partial(create_assembly, title="Care", template="camden"))

    steps = workspace.read(partial(next_steps, assembly_id=assembly_id))

    assert "Replace what the template made up" in [step.what for step in steps]


def test_every_step_says_why_and_offers_a_button(workspace, assembly_id):
    for step in workspace.read(partial(next_steps, assembly_id=assembly_id)):
        assert step.why
        assert step.action
        assert step.page in {*STAGES, "documents"}
