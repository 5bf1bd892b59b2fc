"""Targets: what can be seen to be wrong, and how they are changed."""

from functools import partial

import pytest

from engage.errors import NotFoundError, RefusedError
from engage.lottery.actions import add_target, edit_target, remove_target, set_targets
from engage.lottery.model import Quota
from engage.lottery.rules import RunKind, RunState, can_reach, is_sound, target_problems
from engage.lottery.views import has_targets, list_quotas, target_check, target_table


def values(lot, category):
    table = lot.read(target_table)
    return {row.name: row for each in table.categories if each.name == category for row in each.values}


def sentences(problems):
    return [each.sentence.format(**each.params) for each in problems]


def test_sums_are_held_against_the_seats():
    quotas = [Quota("age", "young", 3, 4), Quota("age", "old", 3, 4), Quota("sex", "f", 0, 2), Quota("sex", "m", 0, 2)]
    pool = {("age", "young"): 99, ("age", "old"): 99, ("sex", "f"): 99, ("sex", "m"): 99}

    found = target_problems(quotas, 5, pool)

    assert [each.category for each in found] == ["age", "sex"]
    assert "adds up to 6" in sentences(found)[0]
    assert "adds up to 4" in sentences(found)[1]


def test_a_value_that_too_few_gave_is_pinned():
    found = target_problems([Quota("age", "young", 2, 4), Quota("age", "old", 0, 4)], 4, {("age", "young"): 1})

    assert [(each.value, each.is_warning) for each in found] == [("young", False)]


def test_a_thin_pool_is_a_warning():
    found = target_problems([Quota("age", "young", 2, 4), Quota("age", "old", 0, 4)], 4, {("age", "young"): 5})

    assert [(each.value, each.is_warning) for each in found] == [("young", True)]


def test_an_answer_without_a_target_is_pinned():
    found = target_problems([Quota("age", "young", 0, 4)], 4, {("age", "young"): 9, ("age", "yung"): 1, ("age", ""): 3})

    assert [each.value for each in found] == ["yung"]


@pytest.mark.parametrize(
    ("quota", "sound"),
    [
        (Quota("a", "b", 0, 0), True),
        (Quota("a", "b", 2, 1), False),
        (Quota("a", "b", -1, 1), False),
        (Quota("a", "b", 2, 3, 1, 4), True),
        (Quota("a", "b", 2, 3, 3, 4), False),
        (Quota("a", "b", 2, 3, 1, 2), False),
    ],
)
def test_a_target_makes_sense_in_itself(quota, sound):
    assert is_sound(quota) is sound


def test_a_test_can_never_be_signed_off():
    assert can_reach(RunKind.REAL, RunState.DRAWN, RunState.CONFIRMED)
    assert not can_reach(RunKind.TEST, RunState.DRAWN, RunState.CONFIRMED)


def test_targets_keep_their_order(lot):
    assert [quota.key for quota in lot.read(list_quotas)] == [
        ("gender", "female"),
        ("gender", "male"),
        ("age", "young"),
        ("age", "old"),
    ]


def test_setting_targets_replaces_all_of_them_and_can_be_undone(lot):
    lot.write(set_targets, quotas=[Quota("gender", "female", 0, 4), Quota("gender", "male", 0, 4)])
    assert len(lot.read(list_quotas)) == 2

    lot.workspace.undo()

    assert len(lot.read(list_quotas)) == 4


def test_a_target_that_makes_no_sense_changes_nothing(lot):
    with pytest.raises(RefusedError) as refused:
        lot.write(set_targets, quotas=[Quota("gender", "female", 3, 2)])

    assert refused.value.code == "target-unsound"
    assert len(lot.read(list_quotas)) == 4


def test_editing_one_target(lot):
    value_id = values(lot, "age")["old"].value_id

    lot.workspace.write(partial(edit_target, value_id=value_id, minimum=2, maximum=2))

    assert (values(lot, "age")["old"].minimum, values(lot, "age")["old"].maximum) == (2, 2)


def test_bounds_of_a_relaxation_give_way_to_a_wider_target(lot):
    lot.write(set_targets, quotas=[Quota("age", "old", 2, 3, 1, 4)])
    value_id = values(lot, "age")["old"].value_id

    lot.workspace.write(partial(edit_target, value_id=value_id, minimum=0, maximum=6))

    assert lot.read(list_quotas) == (Quota("age", "old", 0, 6, 0, 6),)


def test_adding_and_removing_a_target(lot):
    lot.write(add_target, category="age", value="middle", minimum=0, maximum=2)
    assert "middle" in values(lot, "age")

    lot.workspace.write(partial(remove_target, value_id=values(lot, "age")["middle"].value_id))

    assert "middle" not in values(lot, "age")


def test_a_category_goes_with_its_last_value(lot):
    lot.write(set_targets, quotas=[Quota("age", "old", 0, 4)])

    lot.workspace.write(partial(remove_target, value_id=values(lot, "age")["old"].value_id))

    assert not lot.read(has_targets)


@pytest.mark.parametrize(("category", "value", "code"), [("age", "old", "target-twice"), (" ", "x", "target-unnamed")])
def test_a_target_needs_a_name_of_its_own(lot, category, value, code):
    with pytest.raises(RefusedError) as refused:
        lot.write(add_target, category=category, value=value, minimum=0, maximum=1)

    assert refused.value.code == code


def test_a_target_that_is_gone_can_not_be_edited(lot):
    with pytest.raises(NotFoundError):
        lot.workspace.write(partial(edit_target, value_id=lot.assembly_id, minimum=0, maximum=1))


def test_the_table_counts_pool_and_chosen(drawn):
    table = drawn.read(target_table)

    assert (table.pool_size, table.chosen_size) == (12, 4)
    for category in table.categories:
        assert sum(row.pool for row in category.values) == 12
        assert sum(row.chosen for row in category.values) == 4
        assert all(row.is_met for row in category.values)


def test_people_who_gave_no_answer_have_a_row_without_a_target(lot):
    lot.add("P99", age="")

    row = values(lot, "age")[""]

    assert (row.pool, row.has_target, row.is_met) == (1, False, True)


def test_the_check_of_an_assembly_uses_its_own_pool(lot):
    lot.write(set_targets, quotas=[Quota("gender", "female", 7, 12), Quota("gender", "male", 0, 12)])

    assert [each.value for each in lot.read(target_check, seats=12) if not each.is_warning] == ["female"]
