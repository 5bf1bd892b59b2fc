"""Table plans on the records."""

from functools import partial

import pytest

from engage.errors import NotFoundError, RefusedError
from engage.meetings.actions import check_in, mark_apologies
from engage.people.actions import add_need
from engage.people.records import Respondent
from engage.seating.actions import (
    add_rule,
    lock_round,
    lock_seat,
    make_plan,
    move_person,
    remove_plan,
    remove_rule,
    replan,
    seat_newcomers,
    set_facilitator,
    set_step_free,
    swap,
)
from engage.seating.engine import plan_room
from engage.seating.views import first_tables, list_seats, seating_room


def _table(sheet, member, number=1):
    return next(seat.table for seat in sheet.rounds[number - 1] if seat.sitter.id == member)


def test_a_plan_seats_every_member_in_every_round(plan, sheet):
    found = sheet()

    assert [len(seats) for seats in found.rounds] == [12, 12]
    assert [table.number for table in found.tables] == [1, 2, 3]
    assert found.score.balance["age"].misplaced == 0
    assert found.unseated == ()


def test_there_is_no_sheet_before_there_is_a_plan(sheet, session_id):
    assert sheet() is None


def test_whoever_sent_apologies_is_not_seated(members, do, sheet):
    do(mark_apologies, respondent_id=members[0])

    do(make_plan, tables=3, rounds=1)

    assert members[0] not in {seat.sitter.id for seat in sheet().rounds[0]}


def test_a_new_plan_keeps_locked_seats_facilitators_and_rules(plan, members, do, sheet):
    target = _table(sheet(), members[0]) % 3 + 1
    do(move_person, round_number=1, respondent_id=members[0], table_number=target)
    do(lock_seat, round_number=1, respondent_id=members[0])
    do(set_facilitator, table_number=2, name="Ada")
    do(add_rule, kind="together", first_id=members[0], second_id=members[1])

    do(replan, seed=99)

    found = sheet()
    assert _table(found, members[0]) == target
    assert all(_table(found, members[0], each) == _table(found, members[1], each) for each in (1, 2))
    assert found.tables[1].facilitator == "Ada"
    assert found.seed == 99


def test_people_who_are_kept_apart_sit_apart(plan, members, do, sheet):
    rule = do(add_rule, kind="apart", first_id=members[0], second_id=members[1])

    do(replan, seed=2)

    assert all(_table(sheet(), members[0], each) != _table(sheet(), members[1], each) for each in (1, 2))
    assert [row.id for row in sheet().rules] == [rule]


def test_a_rule_can_be_taken_away(workspace, plan, members, do, sheet):
    rule = do(add_rule, kind="apart", first_id=members[0], second_id=members[1])

    workspace.write(partial(remove_rule, rule_id=rule))

    assert sheet().rules == ()


def test_two_people_change_places(plan, members, do, sheet):
    before = sheet()
    first = members[0]
    second = next(seat.sitter.id for seat in before.rounds[0] if seat.table != _table(before, first))

    do(swap, round_number=1, first_id=first, second_id=second)

    assert _table(sheet(), first) == _table(before, second)
    assert _table(sheet(), second) == _table(before, first)


def test_a_locked_seat_is_not_moved(plan, members, do, sheet):
    do(lock_round, round_number=1)

    with pytest.raises(RefusedError) as refused:
        do(move_person, round_number=1, respondent_id=members[0], table_number=1)

    assert refused.value.code == "seat-locked"
    assert sheet().is_round_locked(1)


def test_newcomers_get_seats_and_nobody_else_moves(plan, members, do, sheet):
    before = {seat.sitter.id: seat.table for seat in sheet().rounds[0]}
    do(mark_apologies, respondent_id=members[0])
    do(replan, seed=1)
    left = {seat.sitter.id: seat.table for seat in sheet().rounds[1]}
    do(check_in, respondent_id=members[0])

    assert [sitter.id for sitter in sheet().unseated] == [members[0]]
    seated = do(seat_newcomers)

    now = {seat.sitter.id: seat.table for seat in sheet().rounds[1]}
    assert (seated, len(before)) == (1, 12)
    assert {person: table for person, table in now.items() if person != members[0]} == left
    assert sorted(list(now.values()).count(table) for table in (1, 2, 3)) == [4, 4, 4]


def test_a_round_that_has_been_keeps_whoever_left(plan, members, do, sheet):
    do(lock_round, round_number=1)
    do(mark_apologies, respondent_id=members[0])

    do(replan, seed=5)

    assert members[0] in {seat.sitter.id for seat in sheet().rounds[0]}
    assert members[0] not in {seat.sitter.id for seat in sheet().rounds[1]}


def test_step_free_tables_go_to_those_who_need_them(workspace, plan, members, do, sheet):
    workspace.write(partial(add_need, respondent_id=members[3], kind="step-free"))
    for table in (1, 2):
        do(set_step_free, table_number=table, is_step_free=False)

    do(replan, seed=1)

    assert {_table(sheet(), members[3], each) for each in (1, 2)} == {3}


def test_fewer_tables_and_more_rounds(plan, do, sheet):
    do(make_plan, tables=2, rounds=3)

    assert len(sheet().tables) == 2
    assert [len(seats) for seats in sheet().rounds] == [12, 12, 12]


def test_a_plan_found_for_other_people_is_refused(workspace, do, session_id, members, sheet):
    room = workspace.read(partial(seating_room, session_id=session_id, tables=3, rounds=1))
    found = plan_room(room, is_enough=lambda: True)
    do(mark_apologies, respondent_id=members[0])

    with pytest.raises(RefusedError) as refused:
        do(make_plan, tables=3, rounds=1, found=found)

    assert refused.value.code == "room-changed"
    assert sheet() is None


def test_the_door_knows_the_first_table(workspace, plan, session_id, members, sheet):
    tables = workspace.read(partial(first_tables, session_id=session_id))

    assert tables == {seat.sitter.id: seat.table for seat in sheet().rounds[0]}


def test_an_undone_plan_is_gone(workspace, plan, sheet):
    workspace.undo()

    assert sheet() is None


def test_a_plan_can_be_removed(workspace, plan, do, sheet, assembly_id):
    do(remove_plan)

    assert sheet() is None
    assert workspace.read(partial(list_seats, assembly_id=assembly_id)) == ()


def test_someone_who_is_no_member_any_more_is_still_shown(workspace, plan, members, sheet):
    def withdraw(db):
        db.get_one(Respondent, members[0]).status = "withdrawn"

    workspace.write(withdraw)

    assert next(seat.sitter.is_here for seat in sheet().rounds[0] if seat.sitter.id == members[0]) is False


@pytest.mark.parametrize(
    ("error", "action", "given"),
    [
        (RefusedError, replan, {"seed": 1}),
        (RefusedError, make_plan, {"tables": 13, "rounds": 1}),
        (RefusedError, make_plan, {"tables": 2, "rounds": 0}),
        (RefusedError, set_facilitator, {"table_number": 1, "name": "Ada"}),
    ],
)
def test_what_cannot_be_is_refused_before_there_is_a_plan(error, action, given, do, sheet):
    with pytest.raises(error):
        do(action, **given)

    assert sheet() is None


def test_places_that_are_not_there_are_refused(plan, members, do):
    with pytest.raises(NotFoundError):
        do(move_person, round_number=1, respondent_id=members[0], table_number=4)
    with pytest.raises(NotFoundError):
        do(lock_round, round_number=3)
    with pytest.raises(RefusedError):
        do(add_rule, kind="apart", first_id=members[0], second_id=members[0])
