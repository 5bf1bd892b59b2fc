"""What officers enter after an answer came: newer answers, members' verdicts, and what is not finished yet."""

from datetime import date
from functools import partial

import pytest

from engage.assembly.rules import PartnerKind
from engage.deliberation.actions import revise_draft
from engage.deliberation.rules import DraftKind
from engage.followup.actions import (
    forget_unfinished,
    keep_unfinished,
    record_verdict,
    report_progress,
    send_request,
    unaddress_expectation,
)
from engage.followup.rules import Light, ResponseDraft, ResponseStatus, VerdictKind, address_standing
from engage.followup.views import list_addressable, list_expectations, not_sent, unfinished_entries, usual_period
from engage.working_days import PeriodUnit
from tests.followup.factories import hold_vote, noon
from tests.followup.test_followup import ACCEPTED, TODAY, Line, code_of

COUNCIL, NHS, INDIVIDUALS = PartnerKind.COUNCIL, PartnerKind.NHS, PartnerKind.INDIVIDUALS


@pytest.fixture
def line(workspace):
    return Line(workspace)


def judge(line, kind, *, members=9, asked=14, given_on=TODAY, verdict=VerdictKind.PARTLY):
    line.workspace.write(
        partial(
            record_verdict,
            address_id=line.of(kind).id,
            kind=verdict,
            members=members,
            asked=asked,
            given_on=given_on,
        )
    )


def rows(line):
    return line.workspace.read(partial(list_expectations, assembly_id=line.assembly_id, today=TODAY))


def unfinished(line):
    return line.workspace.read(partial(unfinished_entries, expectation_id=line.id))


def test_the_newest_verdict_counts_and_the_older_one_stays(line):
    line.send(COUNCIL)
    judge(line, COUNCIL, verdict=VerdictKind.TOO_EARLY)
    judge(line, COUNCIL)

    council = line.of(COUNCIL)

    assert [each.kind for each in council.verdicts] == [VerdictKind.TOO_EARLY, VerdictKind.PARTLY]
    assert (council.verdict.members, council.verdict.asked, council.verdict.given_on) == (9, 14, TODAY)


@pytest.mark.parametrize(("members", "asked"), [(0, 14), (15, 14), (1, 0), (1, 10_001)])
def test_a_verdict_of_impossible_numbers_is_refused(line, members, asked):
    line.send(COUNCIL)

    assert code_of(partial(judge, line, COUNCIL, members=members, asked=asked)) == "verdict-numbers"
    assert line.of(COUNCIL).verdicts == ()


def test_nobody_judges_what_was_not_asked_yet_but_individuals_need_no_request(line):
    assert code_of(judge, line, NHS) == "verdict-before-sent"
    judge(line, INDIVIDUALS)

    assert line.of(INDIVIDUALS).verdict.kind is VerdictKind.PARTLY


def test_reports_come_along_with_an_action_that_a_newer_answer_names_again(line):
    line.answer(COUNCIL)
    action = line.of(COUNCIL).answer.actions[0]
    line.workspace.write(
        partial(report_progress, action_id=action.id, percent_done=40, text="Going", reported_on=TODAY)
    )
    line.answer(COUNCIL)

    newer = line.of(COUNCIL).answer.actions[0]

    assert (newer.id != action.id, newer.percent_done, newer.latest) == (True, 40, "Going")


def test_an_answer_does_not_come_before_the_request(line):
    line.workspace.write(
        partial(keep_unfinished, address_id=line.of(COUNCIL).id, changes={"answer.summary": "We will"})
    )
    line.workspace.write(
        partial(
            send_request,
            address_id=line.of(COUNCIL).id,
            sent_on=date(2027, 4, 21),
            period_count=1,
            period_unit=PeriodUnit.MONTHS,
        )
    )

    assert code_of(line.answer, COUNCIL) == "answered-before-sent"  # on 20 April
    assert unfinished(line) != {}


def test_what_was_begun_goes_once_it_is_recorded(line):
    line.workspace.write(
        partial(keep_unfinished, address_id=line.of(COUNCIL).id, changes={"answer.summary": "We will"})
    )

    line.answer(COUNCIL)

    assert unfinished(line) == {}


def test_what_is_begun_is_kept_by_field_until_it_is_let_go(line):
    key = line.of(COUNCIL).id
    keep = partial(keep_unfinished, address_id=key)
    line.workspace.write(partial(keep, changes={"answer.summary": "We w", "verdict.asked": "14"}))
    line.workspace.write(partial(keep, changes={"answer.summary": "We will"}))
    assert unfinished(line) == {key: {"answer.summary": "We will", "verdict.asked": "14"}}

    line.workspace.write(partial(forget_unfinished, address_id=key, beginning="answer."))
    assert unfinished(line) == {key: {"verdict.asked": "14"}}
    line.workspace.write(partial(keep, changes={"verdict.asked": ""}))

    assert unfinished(line) == {}


@pytest.mark.parametrize(
    ("today", "light", "reason"),
    [
        (date(2027, 6, 1), Light.GREEN, "decision-awaited"),
        (date(2027, 8, 25), Light.AMBER, "decision-soon"),
        (date(2027, 9, 1), Light.AMBER, "decision-soon"),
        (date(2027, 9, 2), Light.RED, "decision-late"),
    ],
)
def test_an_answer_in_principle_is_late_once_its_decision_is(today, light, reason):
    standing = address_standing(
        sent_on=date(2027, 4, 1),
        due_on=date(2027, 5, 4),
        answered_on=date(2027, 4, 20),
        owes_answer=True,
        today=today,
        decision_on=date(2027, 9, 1),
    )

    assert (standing.light, standing.reason) == (light, reason)


def test_only_the_newest_answer_in_principle_is_waited_for(line):
    line.answer(NHS, ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Perhaps", decision_on=date(2027, 5, 1)))
    assert line.of(NHS).overall.reason == "decision-late"

    line.answer(NHS, ACCEPTED)

    assert line.of(NHS).overall.reason == "on-time"


def test_the_usual_period_is_the_partners_last_one(line):
    assert (usual_period(rows(line)).count, usual_period(rows(line)).unit) == (3, PeriodUnit.MONTHS)
    line.send(COUNCIL)

    for kind in (COUNCIL, NHS):
        period = usual_period(rows(line), line.partners[kind])
        assert (period.count, period.unit) == (1, PeriodUnit.MONTHS)


def test_requests_that_wait_are_those_of_partners_who_owe_an_answer(line):
    line.send(COUNCIL)

    assert [each.address.partner_kind for each in not_sent(rows(line))] == [NHS]


def test_taken_off_the_last_partner_an_expectation_is_a_draft_again(line):
    for kind in line.partners:
        line.workspace.write(partial(unaddress_expectation, address_id=line.of(kind).id))
        if rows(line) == []:
            break

    assert rows(line) == []
    assert [row.addressed for row in line.workspace.read(partial(list_addressable, assembly_id=line.assembly_id))] == [
        None
    ]


def addressable(line, draft_id):
    found = line.workspace.read(partial(list_addressable, assembly_id=line.assembly_id))
    return next(row for row in found if row.draft_id == draft_id)


def test_the_wording_to_address_is_the_one_that_passed(line):
    draft_id = line.draft(DraftKind.EXPECTATION)
    first = addressable(line, draft_id).best
    hold_vote(line.workspace, first.version_id, yes=45, of=50)
    line.workspace.write(partial(revise_draft, draft_id=draft_id, title="T", text="Z", reason="later", clock=noon))

    row = addressable(line, draft_id)

    assert (row.best.number, row.best.has_passed, row.waits) == (1, True, True)
    assert [wording.number for wording in row.wordings] == [1, 2]


def test_a_wording_that_failed_is_not_preferred(line):
    draft_id = line.draft(DraftKind.EXPECTATION)
    hold_vote(line.workspace, addressable(line, draft_id).best.version_id, yes=39, of=50)

    row = addressable(line, draft_id)

    assert (row.best.has_passed, row.waits) == (False, False)
