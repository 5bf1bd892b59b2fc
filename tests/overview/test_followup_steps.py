"""What is next once members have decided: ask, chase, tell."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from engage.assembly.actions import add_partner
from engage.assembly.rules import PartnerKind
from engage.assembly.views import list_assemblies
from engage.deliberation.actions import add_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import draft_sheet
from engage.followup.actions import (
    address_expectation,
    record_report_back,
    record_response,
    report_progress,
    send_request,
)
from engage.followup.rules import ActionDraft, ResponseDraft, ResponseStatus
from engage.followup.views import expectation_sheet, list_expectations
from engage.overview.next_steps import next_steps
from engage.overview.stages import STAGES, is_stage_done
from engage.overview.steps import overdue_first
from engage.voting.actions import close_vote, enter_count, open_vote
from engage.working_days import PeriodUnit
from tests.overview.test_decision_steps import DECIDES, RULES, Story, papers

SENT = date(2027, 3, 1)


class Asked(Story):
    """The same assembly; its members voted for one expectation, and there are a council and individuals."""

    def __init__(self, workspace):
        super().__init__(workspace)
        draft_id = self.do(add_draft, self.assembly_id, kind=DraftKind.EXPECTATION, title="Hours", text="Open late")
        self.version_id = self.workspace.read(partial(draft_sheet, draft_id=draft_id)).versions[0].id
        vote_id = self.do(open_vote, self.version_id, rules=RULES, held_on=DECIDES)
        for entry in (1, 2):
            self.do(enter_count, vote_id, entry=entry, count=papers())
        self.do(close_vote, vote_id)
        self.partners = [
            self.do(add_partner, self.assembly_id, name=name, kind=kind)
            for name, kind in (("Town Council", PartnerKind.COUNCIL), ("All of us", PartnerKind.INDIVIDUALS))
        ]

    def address(self):
        key = self.do(address_expectation, self.version_id, partner_ids=self.partners)
        return self.workspace.read(partial(expectation_sheet, expectation_id=key, today=SENT)).addresses[0].id

    def send(self):
        address_id = self.address()
        self.do(send_request, address_id, sent_on=SENT, period_count=4, period_unit=PeriodUnit.WEEKS)
        return address_id

    def steps(self, day=SENT):
        clock = lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)  # noqa: E731 - a clock in one line
        found = self.workspace.read(partial(next_steps, assembly_id=self.assembly_id, clock=clock))
        return [(step.what, step.due, step.deed) for step in found if step.page in ("followup", "documents")]


@pytest.fixture
def story(workspace):
    return Asked(workspace)


def test_what_passed_is_reported_addressed_printed_and_sent(story):
    report = ("Print the outcome report", date(2027, 3, 13), "outcome-report")
    assert story.steps() == [report, ("Address 1 expectation", None, "address")]

    address_id = story.address()
    assert story.steps() == [
        report,
        ("Print the requests to the partners", None, "partner-request"),
        ("Send 1 request", None, f"partner:{story.partners[0]}"),
    ]

    story.do(send_request, address_id, sent_on=SENT, period_count=4, period_unit=PeriodUnit.WEEKS)
    assert story.steps() == []


def test_late_answers_decisions_and_actions_are_a_line_each(story):
    address_id = story.send()
    assert [what for what, *_rest in story.steps(date(2027, 3, 22))] == ["Remind of 1 thing that is due soon"]
    (late,) = [step for step in story.steps(date(2027, 3, 31)) if step[2] != "report-back-letter"]
    assert (late[0], late[1], late[2].partition(":")[0]) == ("Chase 1 late answer", date(2027, 3, 30), "expectation")

    perhaps = ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Perhaps", decision_on=date(2027, 5, 3))
    story.do(record_response, address_id, answer=perhaps, answered_on=date(2027, 4, 1))
    assert "Ask about 1 late decision" in [what for what, *_rest in story.steps(date(2027, 5, 4))]

    yes = ResponseDraft(ResponseStatus.ACCEPTED, "Yes", actions=(ActionDraft("Open", "Clerk", date(2027, 6, 1)),))
    story.do(record_response, address_id, answer=yes, answered_on=date(2027, 5, 4))
    assert "Remind of 1 thing that is due soon" in [what for what, *_rest in story.steps(date(2027, 5, 28))]
    assert "Ask about 1 late action" in [what for what, *_rest in story.steps(date(2027, 6, 2))]


def test_members_are_told_what_no_letter_told_them(story):
    address_id = story.send()
    evidence = ResponseDraft(ResponseStatus.ALREADY_IN_PLACE, "Done since May", evidence="Page 3")
    story.do(record_response, address_id, answer=evidence, answered_on=date(2027, 3, 15))
    tell = ("Tell members what came of it", date(2027, 6, 1), "report-back-letter")
    assert story.steps(date(2027, 3, 15)) == [tell]

    story.do(record_report_back, story.assembly_id, sent_on=date(2027, 3, 16))
    assert story.steps(date(2027, 3, 16)) == []
    assert story.is_done("followup")


def test_a_stage_with_an_action_under_way_is_not_done(story):
    address_id = story.send()
    assert not story.is_done("followup")
    yes = ResponseDraft(ResponseStatus.ACCEPTED, "Yes", actions=(ActionDraft("Open", "Clerk", date(2099, 6, 1)),))
    story.do(record_response, address_id, answer=yes, answered_on=SENT)
    assert not story.is_done("followup")

    (row,) = story.workspace.read(partial(list_expectations, assembly_id=story.assembly_id, today=SENT))
    action_id = row.addresses[0].answer.actions[0].id
    story.do(report_progress, action_id, percent_done=100, reported_on=SENT)
    assert story.is_done("followup")


def test_the_samples_list_is_short_and_begins_with_what_is_late(sample):
    day = date(2026, 12, 1)
    assembly_id = sample.read(list_assemblies)[0].id
    clock = lambda: datetime(2026, 12, 1, 12, tzinfo=UTC)  # noqa: E731 - a clock in one line

    steps = overdue_first(sample.read(partial(next_steps, assembly_id=assembly_id, clock=clock)), day)
    done = {stage for stage in STAGES if sample.read(partial(is_stage_done, assembly_id=assembly_id, stage=stage))}

    assert [step.what for step in steps] == [
        "Chase 2 late answers",
        "Ask about 3 late actions",
        "Print the ballot papers",
        "Count 1 vote",
        "Remind of 1 thing that is due soon",
        "Tell members what came of it",
    ]
    assert steps[0].why == "NHS Riverside Partnership (E8), Riverside Homes (E10)."
    assert done == set(STAGES) - {"voting", "followup"}
