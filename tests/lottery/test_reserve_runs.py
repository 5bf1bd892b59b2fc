"""Reserves as a run of their own: frozen, drawn, checked by the script; and a seat that goes to one of them."""

import csv
import io
import json
import runpy
from dataclasses import replace
from functools import partial

import pytest

from engage.documents.kinds import PrintRequest
from engage.documents.report_back_letter import Outcome, gather_report_back_letters
from engage.errors import RefusedError
from engage.exchange.reserves import reserves_csv
from engage.lottery.actions import draw_panel, freeze_draw, seat_reserve, void_run
from engage.lottery.preparing import prepare_reserves
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views import (
    draw_input,
    fitting_reserves,
    list_runs,
    members_count,
    past_members,
    replacement_input,
    reserve_list,
    run_record,
)
from engage.paths import shipped
from engage.people.rules import RespondentStatus
from engage.people.views import person_story
from tests.lottery.conftest import SEATS, noon

SIZE = 3


@pytest.fixture
def reserved(drawn):
    """The panel of run 1, and three reserves drawn in run 2."""
    prepared = prepare_reserves(drawn.read(draw_input, kind=RunKind.RESERVES, seats=SIZE))
    number = drawn.workspace.write(partial(freeze_draw, prepared=prepared.run, clock=noon))
    drawn.draw(number, "6 6 1")
    return drawn


def test_reserves_are_a_numbered_run_that_gives_nobody_a_seat(reserved):
    runs = reserved.read(list_runs)

    assert [(run.number, run.kind, run.state, run.seats) for run in runs] == [
        (1, RunKind.REAL, RunState.DRAWN, SEATS),
        (2, RunKind.RESERVES, RunState.DRAWN, SIZE),
    ]
    assert reserved.read(members_count) == SEATS
    waiting = reserved.read(reserve_list)
    assert len(waiting) == SIZE
    assert {person.status for person in waiting} == {RespondentStatus.POOL}


def test_the_script_checks_their_draw(reserved, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(reserved.read(run_record, number=2), encoding="utf-8")

    checked, _, wrong = runpy.run_path(str(shipped("resources", "verify_draw.py")))["verify"](str(path))

    assert not wrong
    assert "the hashes and the public string give this panel" in checked
    assert json.loads(path.read_text(encoding="utf-8"))["purpose"] == "reserves"


def test_the_calling_order_is_that_of_the_draw_and_not_of_the_alphabet(reserved):
    first = [person.reference for person in reserved.read(reserve_list)]

    assert first == [person.reference for person in reserved.read(reserve_list)]
    assert len(set(first)) == SIZE


def leaver_of(lot):
    return next(
        person.reference
        for number in range(1, 13)
        if (person := lot.read(_story, reference=f"P{number:02}")).status is RespondentStatus.SELECTED
    )


def _story(db, assembly_id, reference):
    from engage.people.views import list_stories

    return list_stories(db, assembly_id, references=[reference])[0]


def test_a_reserve_takes_the_seat_of_a_member_who_leaves(reserved):
    leaver = leaver_of(reserved)
    given = reserved.read(replacement_input, reference=leaver, reason="ill")
    waiting = reserved.read(reserve_list)
    [first, *_] = [person for person in waiting if person.respondent_id in fitting_reserves(given, waiting)]

    reserved.write(seat_reserve, leaver=leaver, reserve=first.reference, reason="ill", clock=noon)

    assert reserved.read(members_count) == SEATS
    assert reserved.read(_story, reference=leaver).status is RespondentStatus.WITHDRAWN
    story = reserved.workspace.read(partial(person_story, respondent_id=first.respondent_id))
    assert story.status is RespondentStatus.SELECTED
    assert leaver in story.events[-1].reason
    assert first.reference not in {person.reference for person in reserved.read(reserve_list)}


def test_somebody_who_is_no_reserve_gets_no_seat_and_nothing_changes(reserved):
    leaver = leaver_of(reserved)
    waiting = {person.reference for person in reserved.read(reserve_list)}
    other = next(
        reference
        for number in range(1, 13)
        if (reference := f"P{number:02}") not in waiting
        and reserved.read(_story, reference=reference).status is RespondentStatus.POOL
    )

    with pytest.raises(RefusedError, match="not-a-reserve"):
        reserved.write(seat_reserve, leaver=leaver, reserve=other, reason="ill", clock=noon)

    assert reserved.read(_story, reference=leaver).status is RespondentStatus.SELECTED


def test_voiding_the_draw_voids_its_reserves(reserved):
    reserved.write(void_run, number=1, reason="Wrong list", clock=noon)

    assert [run.state for run in reserved.read(list_runs)] == [RunState.VOID, RunState.VOID]
    assert reserved.read(reserve_list) == ()


def test_a_change_after_freezing_stops_the_draw_of_reserves(drawn):
    prepared = prepare_reserves(drawn.read(draw_input, kind=RunKind.RESERVES, seats=SIZE))
    number = drawn.workspace.write(partial(freeze_draw, prepared=prepared.run, clock=noon))
    drawn.add("P99")

    with pytest.raises(RefusedError, match="changed-since-frozen"):
        drawn.write(draw_panel, number=number, public_string="1", clock=noon)


def test_without_targets_there_is_nothing_to_protect(drawn):
    given = replace(drawn.read(draw_input, kind=RunKind.RESERVES, seats=SIZE), quotas=())

    with pytest.raises(RefusedError, match="no-targets"):
        prepare_reserves(given)


def test_only_other_assemblies_tell_how_many_drop_out(reserved):
    assert reserved.read(past_members) == []


def test_the_letters_tell_reserves_that_they_wait_and_nobody_else(reserved):
    jobs = reserved.read(gather_report_back_letters, request=PrintRequest(clock=noon))

    told = {job.for_reference for job in jobs if job.content.outcome is Outcome.RESERVE}
    assert told == {person.reference for person in reserved.read(reserve_list)}
    assert sum(job.content.outcome is Outcome.NOT_CHOSEN for job in jobs) == 12 - SEATS - SIZE


def test_the_list_goes_out_in_the_order_in_which_to_ring(reserved):
    rows = list(csv.DictReader(io.StringIO(reserved.read(reserves_csv).decode("utf-8-sig"))))

    assert [row["order"] for row in rows] == ["1", "2", "3"]
    assert [row["reference"] for row in rows] == [person.reference for person in reserved.read(reserve_list)]
    assert {row["age"] for row in rows} <= {"young", "old"}


def test_without_reserves_there_is_no_list(drawn):
    with pytest.raises(RefusedError, match="no-reserves"):
        drawn.read(reserves_csv)
