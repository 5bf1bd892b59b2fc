"""The order of events: freeze, public string, draw; no quiet re-draws; nothing changes under a frozen draw."""

import random
from fractions import Fraction
from functools import partial

import pytest

from engage.errors import NotFoundError, RefusedError
from engage.lottery import record
from engage.lottery.actions import (
    confirm_run,
    edit_target,
    freeze_draw,
    replace_member,
    set_targets,
    void_run,
)
from engage.lottery.model import Quota
from engage.lottery.preparing import prepare_run
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import (
    chances,
    draw_input,
    list_runs,
    live_run,
    members_count,
    replacement_input,
    run_record,
    run_sheet,
    target_table,
)
from engage.people.actions import edit_respondent, move_respondent, set_answer
from engage.people.rules import RespondentStatus
from engage.people.views import find_people, person_story
from engage.storage.audit import export_audit
from tests.lottery.conftest import QUOTAS, SEATS, noon


def refusal(call, *arguments, **values):
    with pytest.raises(RefusedError) as refused:
        call(*arguments, **values)
    return refused.value.code


def id_of(lot, reference):
    return next(each.id for each in lot.workspace.read(partial(find_people, text=reference)))


def story(lot, reference):
    return lot.workspace.read(partial(person_story, respondent_id=id_of(lot, reference)))


def chosen(lot, number=1):
    return [person.reference for person in lot.read(run_sheet, number=number).newcomers]


def move(lot, reference, status, reason="told us so"):
    action = partial(move_respondent, respondent_id=id_of(lot, reference), status=status, reason=reason, clock=noon)
    lot.workspace.write(action)


def replace(lot, reference, reason="moved away", public_string="2 7"):
    given = lot.read(replacement_input, reference=reference, reason=reason)
    action = partial(replace_member, prepared=prepare_run(given), public_string=public_string, clock=noon)
    return lot.workspace.write(action)


def test_freezing_keeps_hashes_before_there_is_a_seed(lot):
    number = lot.freeze()

    sheet = lot.read(run_sheet, number=number)
    assert (number, sheet.row.state, sheet.row.pool_size, sheet.public_string) == (1, RunState.FROZEN, 12, "")
    assert record.hashes(lot.read(run_record, number=number)) == {
        "pool": sheet.pool_sha256,
        "targets": sheet.targets_sha256,
        "portfolio": sheet.portfolio_sha256,
    }
    assert record.panel(lot.read(run_record, number=number)) == ()


def test_only_people_in_the_pool_are_frozen(lot):
    move(lot, "P03", RespondentStatus.INELIGIBLE)
    move(lot, "P04", RespondentStatus.WITHDRAWN)

    assert lot.read(run_sheet, number=lot.freeze()).row.pool_size == 10


def test_drawing_selects_a_panel_that_meets_the_targets(drawn):
    assert len(chosen(drawn)) == 4
    assert all(story(drawn, each).status is RespondentStatus.SELECTED for each in chosen(drawn))
    assert all(row.is_met for each in drawn.read(target_table, number=1).categories for row in each.values)


def test_the_history_of_the_chosen_names_the_draw(drawn):
    assert story(drawn, chosen(drawn)[0]).events[-1].reason == "Draw 1"


def test_the_same_record_and_string_give_the_same_panel(lot):
    number = lot.freeze()
    frozen = lot.read(run_record, number=number)

    lot.draw(number, "café ☕")

    assert record.draw(frozen, "café ☕") == lot.read(run_record, number=number)


@pytest.mark.parametrize("public_string", ["", "  ", "x" * 501])
def test_the_public_string_must_say_something(lot, public_string):
    number = lot.freeze()

    assert refusal(lot.draw, number, public_string) == "public-string"
    assert lot.read(live_run).state is RunState.FROZEN


def test_a_run_is_drawn_once(drawn):
    assert refusal(drawn.draw, 1, "again") == "run-state"


def test_a_run_that_is_not_there(lot):
    with pytest.raises(NotFoundError):
        lot.draw(7)


def test_a_draw_can_not_be_undone(drawn):
    assert refusal(drawn.workspace.undo) == "cannot-undo-past"


def change_an_answer(lot, pick):
    person = id_of(lot, f"P{pick.randint(1, 12):02}")
    question, value = pick.choice([("age", "old"), ("age", "young"), ("age", ""), ("gender", "male"), ("gender", "x")])
    lot.workspace.write(partial(set_answer, respondent_id=person, question=question, value=value))


def add_someone(lot, pick):
    lot.add(f"N{pick.randint(1, 999)}")


def take_someone_out(lot, pick):
    move(lot, f"P{pick.randint(1, 12):02}", pick.choice([RespondentStatus.INELIGIBLE, RespondentStatus.WITHDRAWN]))


def change_a_household(lot, pick):
    person = id_of(lot, f"P{pick.randint(1, 12):02}")
    lot.workspace.write(partial(edit_respondent, respondent_id=person, field="household_key", value="12highst"))


def change_a_target(lot, pick):
    value = pick.choice([row for category in lot.read(target_table).categories for row in category.values])
    edit = partial(edit_target, value_id=value.value_id, minimum=0, maximum=pick.randint(3, 9))
    lot.workspace.write(edit)


def test_any_change_under_a_frozen_draw_is_refused_or_stops_the_draw(lot):
    pick = random.Random(25)
    number = lot.freeze()
    basis = lot.read(draw_input, seats=4).basis_sha256
    stopped = 0
    edits = [change_an_answer, add_someone, take_someone_out, change_a_household, change_a_target]

    for _ in range(200):
        try:
            pick.choice(edits)(lot, pick)
        except RefusedError:
            continue
        if lot.read(draw_input, seats=4).basis_sha256 != basis:
            assert refusal(lot.draw, number) == "changed-since-frozen"
            stopped += 1
        if lot.workspace.can_undo:
            lot.workspace.undo()

    assert stopped >= 50
    assert len(lot.draw(number)) == 4  # every change was taken back


def test_what_does_not_bear_on_the_draw_may_be_edited(lot):
    number = lot.freeze()

    lot.workspace.write(partial(edit_respondent, respondent_id=id_of(lot, "P05"), field="phone", value="07700 900123"))

    assert len(lot.draw(number)) == 4


def test_targets_stand_still_while_a_draw_is_frozen(lot):
    value_id = lot.read(target_table).categories[0].values[0].value_id
    lot.freeze()

    assert refusal(lot.write, set_targets, quotas=QUOTAS) == "run-is-frozen"
    edit = partial(edit_target, value_id=value_id, minimum=0, maximum=4)
    assert refusal(lot.workspace.write, edit) == "run-is-frozen"


def test_people_who_change_while_the_draw_is_prepared_stop_it(lot):
    prepared = lot.prepare()
    lot.add("P77")

    assert refusal(lot.workspace.write, partial(freeze_draw, prepared=prepared)) == "changed-while-preparing"
    assert lot.read(list_runs) == []


def test_a_second_real_draw_stands_in_nobodys_way(drawn):
    drawn.add("P20")

    assert refusal(drawn.freeze) == "already-drawn"


def test_a_frozen_draw_is_not_frozen_again(lot):
    lot.freeze()

    assert refusal(lot.freeze) == "run-is-frozen"


def test_voiding_returns_people_to_the_pool_and_keeps_the_number(drawn):
    first = chosen(drawn)
    move(drawn, first[0], RespondentStatus.WITHDRAWN)

    drawn.write(void_run, number=1, reason="a slip was missed", clock=noon)

    assert story(drawn, first[0]).status is RespondentStatus.WITHDRAWN
    assert story(drawn, first[1]).status is RespondentStatus.POOL
    assert drawn.freeze() == 2
    first_row = drawn.read(list_runs)[0]
    assert (first_row.number, first_row.state, first_row.void_reason) == (1, RunState.VOID, "a slip was missed")


def test_voiding_needs_a_reason(drawn):
    assert refusal(drawn.write, void_run, number=1, reason=" ") == "reason-missing"


def test_a_void_run_stays_void(drawn):
    drawn.write(void_run, number=1, reason="wrong pool", clock=noon)

    assert refusal(drawn.write, confirm_run, number=1) == "run-state"
    assert refusal(drawn.write, void_run, number=1, reason="again") == "run-state"


def test_signing_off(drawn):
    drawn.write(confirm_run, number=1, clock=noon)

    assert drawn.read(live_run).state is RunState.CONFIRMED


def test_a_test_draw_selects_nobody_and_is_never_signed_off(lot):
    number = lot.freeze(RunKind.TEST)

    assert len(lot.draw(number)) == 4
    assert lot.read(members_count) == 0
    assert refusal(lot.write, confirm_run, number=number) == "test-never-confirmed"
    assert lot.read(live_run) is None


def test_a_lottery_found_for_a_test_serves_the_real_draw_under_new_tickets(lot):
    test = lot.prepare(RunKind.TEST)

    real = prepare_run(lot.read(draw_input, seats=4), found=test.lottery)

    assert real.chances == test.chances
    assert set(real.tickets.values()).isdisjoint(test.tickets.values())
    assert real.hashes["pool"] != test.hashes["pool"]
    assert lot.workspace.write(partial(freeze_draw, prepared=real, clock=noon)) == 1


def test_a_replacement_restores_the_targets_in_a_run_of_its_own(drawn):
    leaver, *stay = chosen(drawn)

    newcomers = replace(drawn, leaver)

    sheet = drawn.read(run_sheet, number=2)
    assert len(newcomers) == 1
    assert leaver not in newcomers
    assert {person.reference for person in sheet.selected} == {*stay, *newcomers}
    assert (sheet.row.kind, sheet.row.replaces, sheet.row.reason) == (RunKind.REPLACEMENT, leaver, "moved away")
    assert story(drawn, leaver).status is RespondentStatus.WITHDRAWN
    assert all(row.is_met for each in drawn.read(target_table).categories for row in each.values)


def test_a_seat_left_empty_earlier_is_filled_too(drawn):
    first, second, *_rest = chosen(drawn)
    move(drawn, first, RespondentStatus.WITHDRAWN)

    assert len(replace(drawn, second)) == 2
    assert drawn.read(members_count) == 4


def test_someone_who_withdrew_already_can_be_replaced(drawn):
    leaver = chosen(drawn)[0]
    move(drawn, leaver, RespondentStatus.WITHDRAWN)

    assert len(replace(drawn, leaver)) == 1


def test_who_has_no_seat_can_not_be_replaced(drawn):
    outside = next(each for each in ("P01", "P02", "P03", "P04", "P05") if each not in chosen(drawn))

    assert refusal(drawn.read, replacement_input, reference=outside, reason="moved") == "has-no-seat"


def test_nobody_left_who_restores_the_targets_changes_nothing(drawn):
    leaver = chosen(drawn)[0]
    drawn.write(set_targets, quotas=[*QUOTAS, Quota("gender", "another", 1, 1)])

    assert refusal(replace, drawn, leaver) == "nobody-restores"
    assert story(drawn, leaver).status is RespondentStatus.SELECTED
    assert len(drawn.read(list_runs)) == 1


def test_voiding_the_draw_voids_its_replacements(drawn):
    replace(drawn, chosen(drawn)[0])

    drawn.write(void_run, number=1, reason="all over again", clock=noon)

    assert [row.state for row in drawn.read(list_runs)] == [RunState.VOID, RunState.VOID]
    assert drawn.read(members_count) == 0


def test_voiding_a_replacement_leaves_the_seat_empty(drawn):
    newcomers = replace(drawn, chosen(drawn)[0])

    drawn.write(void_run, number=2, reason="wrong dice", clock=noon)

    assert story(drawn, newcomers[0]).status is RespondentStatus.POOL
    assert drawn.read(members_count) == 3


def test_two_of_one_household_are_never_drawn_together(lot):
    for number in range(20, 26):
        lot.add(f"P{number}", household_key="12highst")

    for _ in range(3):
        number = lot.freeze(RunKind.TEST)
        assert sum(reference >= "P20" for reference in lot.draw(number)) <= 1


def test_who_gave_no_answer_can_be_drawn(lot):
    lot.add("P50", age="")

    people = {each.reference: each for each in _everybody(lot, lot.freeze())}

    assert people["P50"].chance > 0


def _everybody(lot, number):
    return lot.read(chances, number=number)


def test_chances_add_up_to_the_seats_and_are_sorted(lot):
    people = _everybody(lot, lot.freeze())

    assert sum(person.chance for person in people) == 4
    assert people == sorted(people, key=lambda person: (person.chance, person.reference))


def test_the_audit_names_the_verbs_and_no_person(drawn):
    log = "\n".join(drawn.workspace.read(export_audit))

    assert '"verb":"freeze_draw"' in log
    assert '"verb":"draw_panel"' in log
    assert "P01" not in log


def test_nothing_of_a_failed_draw_is_written(lot, monkeypatch):
    number = lot.freeze()
    monkeypatch.setattr("engage.lottery.actions.runs.select_for_panel", lambda *_a, **_k: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        lot.draw(number)

    assert lot.read(live_run).state is RunState.FROZEN


def test_three_balls_draw_the_panel_of_that_number(lot):
    prepared = prepare_run(lot.read(draw_input, seats=SEATS), digits=3)
    number = lot.workspace.write(partial(freeze_draw, prepared=prepared, clock=noon))

    with pytest.raises(RefusedError, match="panel-number"):
        lot.draw(number, "12")
    drawn = lot.draw(number, "407")

    sheet = lot.read(run_sheet, number=number)
    content = record.read(lot.read(run_record, number=number))
    assert sheet.digits == 3
    assert {person.ticket for person in sheet.selected} == set(content["panels"][407])
    assert len(drawn) == SEATS
    assert sheet.largest_move <= Fraction(1, 1000)
    assert sorted(content["tickets"]) == [f"{ticket:04}" for ticket in range(1, 13)]
