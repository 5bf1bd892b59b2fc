"""Rates of dropping out: what the past shows, what was set by hand, which counts, and that the file keeps them."""

import json
from fractions import Fraction
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.errors import RefusedError
from engage.lottery.actions import draw_panel, freeze_draw, set_drop_out_rates, set_targets
from engage.lottery.preparing import prepare_reserves, prepare_run
from engage.lottery.rates import ASSUMED, EVERYBODY, PastMember, RateSource, rate_sheet
from engage.lottery.record import public
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input, drop_out_rates, list_runs, run_record
from engage.people.actions import add_respondent, move_respondent
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus
from tests.lottery.conftest import QUOTAS, SEATS, noon

YOUNG, OLD = ("age", "young"), ("age", "old")


def past(young_gone, young, old_gone, old, assembly="A"):
    """So many members of one assembly, of whom so many dropped out."""
    gone = [PastMember({"age": "young"}, number < young_gone, assembly) for number in range(young)]
    return [*gone, *(PastMember({"age": "old"}, number < old_gone, assembly) for number in range(old))]


def test_with_nothing_known_the_usual_is_assumed_and_holds_for_everyone():
    sheet = rate_sheet([], {}, [YOUNG, OLD])

    assert (sheet.everybody.percent, sheet.everybody.source) == (15, RateSource.ASSUMED)
    assert {(rate.percent, rate.source) for rate in sheet.values} == {(15, RateSource.USUAL)}
    assert sheet.rates.chance({"age": "young"}) == Fraction(15, 100)
    assert sheet.stated == [("", "", 15, "assumed")]


def test_the_past_says_from_how_many_people_and_assemblies_a_rate_comes():
    sheet = rate_sheet([*past(8, 20, 1, 20), *past(9, 20, 0, 20, "B")], {}, [YOUNG, OLD, ("age", "middle")])
    young, old, middle = sheet.values

    assert (young.source, young.past.people, young.past.assemblies) == (RateSource.PAST, 40, 2)
    assert (sheet.everybody.past.people, sheet.everybody.past.assemblies) == (80, 2)
    assert old.percent < sheet.everybody.percent < young.percent
    assert (middle.percent, middle.source) == (sheet.everybody.percent, RateSource.USUAL)


def test_a_rate_set_by_hand_counts_before_the_past_which_stays_in_sight():
    sheet = rate_sheet(past(8, 20, 1, 20), {YOUNG: 25, EVERYBODY: 30}, [YOUNG, OLD])
    young = sheet.values[0]

    assert (young.percent, young.source) == (25, RateSource.HAND)
    assert young.past.percent > 25
    assert sheet.rates.chance({"age": "young"}) == Fraction(25, 100)
    assert sheet.rates.usual == Fraction(30, 100)
    assert sheet.stated[0] == ("", "", 30, "hand")


@pytest.mark.parametrize(("gone", "percent"), [(0, 1), (100_000, 99)])
def test_a_rate_is_never_none_and_never_all(gone, percent):
    sheet = rate_sheet([PastMember({"age": "young"}, bool(gone), "A")] * 100_000, {}, [YOUNG])

    assert sheet.values[0].percent == percent


def rates(lot):
    return {(rate.category, rate.value): rate for rate in lot.read(drop_out_rates).values}


def test_the_file_keeps_a_rate_and_undo_takes_it_back(lot):
    lot.write(set_drop_out_rates, rates={YOUNG: 25})
    lot.write(set_drop_out_rates, rates={YOUNG: 35})
    assert rates(lot)[YOUNG].by_hand == 35

    lot.workspace.undo()
    assert rates(lot)[YOUNG].by_hand == 25
    lot.workspace.undo()
    assert rates(lot)[YOUNG].by_hand is None
    lot.workspace.redo()
    assert rates(lot)[YOUNG].by_hand == 25


def test_a_rate_can_be_taken_away_twice(lot):
    lot.write(set_drop_out_rates, rates={EVERYBODY: 20})
    assert lot.read(drop_out_rates).everybody.source is RateSource.HAND

    lot.write(set_drop_out_rates, rates={EVERYBODY: None})
    lot.write(set_drop_out_rates, rates={EVERYBODY: None})

    assert lot.read(drop_out_rates) == rate_sheet([], {}, list(rates(lot)))


@pytest.mark.parametrize("percent", [0, 100, -5])
def test_a_percentage_that_is_not_possible_is_refused(lot, percent):
    with pytest.raises(RefusedError, match="rate-not-possible"):
        lot.write(set_drop_out_rates, rates={YOUNG: percent})


def test_only_answers_with_a_target_get_a_rate_and_it_outlives_their_targets(lot):
    with pytest.raises(RefusedError, match="rate-without-target"):
        lot.write(set_drop_out_rates, rates={("age", "ancient"): 25})
    lot.write(set_drop_out_rates, rates={YOUNG: 25})

    lot.write(set_targets, quotas=QUOTAS[:2])
    assert YOUNG not in rates(lot)
    lot.write(set_targets, quotas=QUOTAS)

    assert rates(lot)[YOUNG].by_hand == 25


def other_assembly(db, leavers):
    """Another assembly in the file, drawn; so many of its young members then left."""
    other = create_assembly(db, title="Air")
    set_targets(db, other, quotas=QUOTAS)
    for number in range(8):
        answers = {"gender": "female" if number % 2 else "male", "age": "young" if number < 4 else "old"}
        add_respondent(db, other, reference=f"A{number}", answers=answers, clock=noon)
    number = freeze_draw(db, prepared=prepare_run(draw_input(db, other, seats=SEATS)), clock=noon)
    for reference in draw_panel(db, other, number=number, public_string="1", clock=noon):
        person = db.query(Respondent).filter_by(assembly_id=other, reference=reference).one()
        if leavers and person.answers["age"] == "young":
            move_respondent(db, person.id, RespondentStatus.WITHDRAWN, reason="moved", clock=noon)
            leavers -= 1


def test_other_assemblies_of_the_file_tell_the_rates_of_this_one(lot):
    lot.workspace.write(partial(other_assembly, leavers=1))

    sheet = lot.read(drop_out_rates)

    assert (sheet.everybody.past.people, sheet.everybody.past.assemblies) == (SEATS, 1)
    young, old = rates(lot)[YOUNG], rates(lot)[OLD]
    assert young.past.percent > old.past.percent


def test_the_record_of_reserves_states_the_rates_they_were_planned_by(drawn):
    drawn.write(set_drop_out_rates, rates={YOUNG: 40})
    given = drawn.read(draw_input, kind=RunKind.RESERVES, seats=2)
    prepared = prepare_reserves(given, rates=drawn.read(drop_out_rates))
    number = drawn.workspace.write(partial(freeze_draw, prepared=prepared.run, clock=noon))
    drawn.draw(number)

    text = drawn.read(run_record, number=drawn.read(list_runs)[-1].number)

    stated = [["", "", 15, "assumed"], ["age", "young", 40, "hand"]]
    assert json.loads(text)["drop_out_rates"] == stated
    assert json.loads(public(text))["drop_out_rates"] == stated


def test_planning_and_its_comparison_go_by_the_rates_of_the_file(drawn):
    given = drawn.read(draw_input, kind=RunKind.RESERVES, seats=2)
    drawn.write(set_drop_out_rates, rates={YOUNG: 60})

    planned = prepare_reserves(given, rates=drawn.read(drop_out_rates)).plan

    assert planned.comparison.none.broken > prepare_reserves(given, rates=ASSUMED).plan.comparison.none.broken
