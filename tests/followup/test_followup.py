from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from engage.assembly.actions import add_partner, create_assembly, remove_partner
from engage.assembly.rules import PartnerKind
from engage.deliberation.actions import add_draft, revise_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import draft_sheet, list_drafts
from engage.errors import RefusedError
from engage.followup.actions import (
    address_expectation,
    correct_request,
    extend_due_date,
    record_response,
    report_progress,
    send_request,
    unaddress_expectation,
)
from engage.followup.rules import (
    ActionDraft,
    Light,
    ResponseDraft,
    ResponseStatus,
    action_standing,
    address_standing,
    response_problems,
)
from engage.followup.views import expectation_grid, expectation_sheet, for_partner, list_expectations, what_is_late
from engage.working_days import PeriodUnit

TODAY = date(2027, 6, 1)
ACTION = ActionDraft("Open on Saturdays", "Head of clinics", date(2027, 9, 1))
ACCEPTED = ResponseDraft(ResponseStatus.ACCEPTED, summary="Yes, we will.", actions=(ACTION,))


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


class Line:
    """One expectation addressed to a council, the NHS and individuals."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.assembly_id = workspace.write(partial(create_assembly, title="Riverside"))
        self.partners = {
            kind: workspace.write(partial(add_partner, assembly_id=self.assembly_id, name=kind.value, kind=kind))
            for kind in (PartnerKind.COUNCIL, PartnerKind.NHS, PartnerKind.INDIVIDUALS)
        }
        self.draft_id = self.draft(DraftKind.EXPECTATION)
        self.id = self.address()

    def draft(self, kind):
        return self.workspace.write(
            partial(add_draft, assembly_id=self.assembly_id, kind=kind, title="T", text="X", clock=noon)
        )

    def address(self, draft_id=None, number=0):
        version = self.workspace.read(partial(draft_sheet, draft_id=draft_id or self.draft_id)).versions[number]
        return self.workspace.write(
            partial(address_expectation, version_id=version.id, partner_ids=list(self.partners.values()))
        )

    def sheet(self):
        return self.workspace.read(partial(expectation_sheet, expectation_id=self.id, today=TODAY))

    def of(self, kind):
        return next(row for row in self.sheet().addresses if row.partner_kind is kind)

    def send(self, kind):
        return self.workspace.write(
            partial(
                send_request,
                address_id=self.of(kind).id,
                sent_on=date(2027, 4, 1),
                period_count=1,
                period_unit=PeriodUnit.MONTHS,
            )
        )

    def answer(self, kind, answer=ACCEPTED):
        return self.workspace.write(
            partial(record_response, address_id=self.of(kind).id, answer=answer, answered_on=date(2027, 4, 20))
        )


@pytest.fixture
def line(workspace):
    return Line(workspace)


def code_of(action, *args):
    with pytest.raises(RefusedError) as refused:
        action(*args)
    return refused.value.code


def test_one_expectation_has_a_due_date_and_an_answer_for_each_partner(line):
    due = line.send(PartnerKind.COUNCIL)
    line.answer(PartnerKind.COUNCIL)

    council, nhs = line.of(PartnerKind.COUNCIL), line.of(PartnerKind.NHS)

    assert (due, council.due_on, nhs.due_on) == (date(2027, 5, 4), date(2027, 5, 4), None)  # 1 May is a Saturday
    assert (council.answer.status, nhs.answer) == (ResponseStatus.ACCEPTED, None)


def test_individuals_owe_nothing(line):
    assert code_of(line.send, PartnerKind.INDIVIDUALS) == "individuals-owe-nothing"
    assert code_of(line.answer, PartnerKind.INDIVIDUALS) == "individuals-owe-nothing"
    assert line.of(PartnerKind.INDIVIDUALS).standing.reason == "no-answer-owed"


def test_an_accepted_expectation_needs_an_action(line):
    assert code_of(line.answer, PartnerKind.COUNCIL, ResponseDraft(ResponseStatus.ACCEPTED, summary="Yes")) == (
        "answer-incomplete"
    )
    assert line.of(PartnerKind.COUNCIL).answers == ()


@pytest.mark.parametrize(
    ("answer", "problems"),
    [
        (ACCEPTED, []),
        (ResponseDraft(ResponseStatus.ACCEPTED, "Yes", actions=(ActionDraft("Do", "", None),)), ["action-incomplete"]),
        (ResponseDraft(ResponseStatus.ACCEPTED_IN_PART, "Part", actions=(ACTION,)), ["left-out-missing"]),
        (ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Yes"), ["decision-date-missing"]),
        (ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Yes", decision_on=TODAY), []),
        (ResponseDraft(ResponseStatus.ALREADY_IN_PLACE, "Done"), ["evidence-missing"]),
        (ResponseDraft(ResponseStatus.NOT_ACCEPTED, "No", reasons="word " * 29), ["reasons-too-short"]),
        (ResponseDraft(ResponseStatus.NOT_ACCEPTED, "No", reasons="word " * 30), []),
        (ResponseDraft(ResponseStatus.NOT_OURS, "No"), ["whose-missing"]),
        (ResponseDraft(ResponseStatus.NOT_OURS, "w " * 61, whose="ICB"), ["summary-too-long"]),
    ],
)
def test_what_each_status_asks_for(answer, problems):
    assert response_problems(answer) == problems


def test_a_newer_answer_supersedes_and_the_old_one_stays(line):
    line.answer(PartnerKind.NHS, ResponseDraft(ResponseStatus.IN_PRINCIPLE, "Perhaps", decision_on=TODAY))
    line.answer(PartnerKind.NHS)

    row = line.of(PartnerKind.NHS)

    assert [answer.status for answer in row.answers] == [ResponseStatus.IN_PRINCIPLE, ResponseStatus.ACCEPTED]
    assert row.answer.number == 2


def test_a_recommendation_is_not_addressed(line):
    draft_id = line.draft(DraftKind.RECOMMENDATION)

    assert code_of(line.address, draft_id) == "not-an-expectation"


def test_two_wordings_of_one_draft_are_not_both_addressed(line):
    line.workspace.write(
        partial(revise_draft, draft_id=line.draft_id, title="T", text="Y", reason="clearer", clock=noon)
    )

    assert code_of(line.address, line.draft_id, 1) == "addressed-already"


def test_a_partner_with_expectations_stays(line):
    with pytest.raises(RefusedError) as refused:
        line.workspace.write(partial(remove_partner, partner_id=line.partners[PartnerKind.NHS]))

    assert refused.value.code == "row-still-used"


def test_a_request_that_was_sent_stays(line):
    line.workspace.write(partial(unaddress_expectation, address_id=line.of(PartnerKind.NHS).id))
    line.send(PartnerKind.COUNCIL)

    assert code_of(
        line.workspace.write, partial(unaddress_expectation, address_id=line.of(PartnerKind.COUNCIL).id)
    ) == ("request-sent")


def correct(line, sent_on=date(2027, 4, 1)):
    period = {"period_count": 1, "period_unit": PeriodUnit.MONTHS}
    key = line.of(PartnerKind.COUNCIL).id
    return line.workspace.write(partial(correct_request, address_id=key, sent_on=sent_on, **period))


def test_a_day_that_was_typed_wrongly_is_put_right_and_the_due_day_follows(line):
    line.send(PartnerKind.COUNCIL)

    assert correct(line, date(2027, 3, 1)) == date(2027, 4, 1)

    found = line.of(PartnerKind.COUNCIL)
    assert (found.sent_on, found.due_on) == (date(2027, 3, 1), date(2027, 4, 1))


def test_a_day_that_was_agreed_on_stays_when_the_day_of_sending_is_put_right(line):
    line.send(PartnerKind.COUNCIL)
    agreed = date(2027, 6, 1)
    line.workspace.write(partial(extend_due_date, address_id=line.of(PartnerKind.COUNCIL).id, due_on=agreed))

    assert correct(line, date(2027, 3, 1)) == agreed
    assert code_of(correct, line, date(2027, 6, 2)) == "sent-after-what-came"


def test_a_request_cannot_have_gone_out_after_its_answer_nor_be_put_right_before_it_went_out(line):
    assert code_of(correct, line) == "request-not-sent"
    line.send(PartnerKind.COUNCIL)
    line.answer(PartnerKind.COUNCIL)
    before = line.of(PartnerKind.COUNCIL)

    assert code_of(correct, line, before.answers[0].answered_on + timedelta(days=1)) == "sent-after-what-came"
    assert line.of(PartnerKind.COUNCIL) == before


def test_what_is_late_names_the_reason(line):
    line.send(PartnerKind.COUNCIL)
    rows = line.workspace.read(partial(list_expectations, assembly_id=line.assembly_id, today=TODAY))

    late = what_is_late(rows)

    assert [(row.address.partner_kind, row.standing.reason) for row in late] == [(PartnerKind.COUNCIL, "answer-late")]
    assert expectation_grid(rows)[None, line.partners[PartnerKind.NHS]][0].standing.reason == "not-sent"
    assert len(for_partner(rows, line.partners[PartnerKind.NHS])) == 1


def test_the_newest_report_says_how_far_an_action_is(line):
    line.answer(PartnerKind.COUNCIL)
    action = line.of(PartnerKind.COUNCIL).answer.actions[0]
    for percent, day in ((30, date(2027, 5, 1)), (100, date(2027, 5, 20))):
        line.workspace.write(
            partial(report_progress, action_id=action.id, percent_done=percent, text="Going", reported_on=day)
        )

    row = line.of(PartnerKind.COUNCIL).answer.actions[0]

    assert (row.percent_done, row.standing.light, row.standing.reason) == (100, Light.GREEN, "done")


@pytest.mark.parametrize(
    ("due_on", "percent", "light"),
    [
        (date(2027, 5, 31), 90, Light.RED),
        (date(2027, 6, 29), 59, Light.AMBER),
        (date(2027, 6, 29), 60, Light.GREEN),
        (date(2027, 6, 30), 0, Light.GREEN),
        (date(2027, 5, 31), 100, Light.GREEN),
    ],
)
def test_lights_of_actions(due_on, percent, light):
    standing = action_standing(due_on=due_on, percent_done=percent, reported_on=TODAY, today=TODAY)

    assert standing.light is light


def test_an_answer_is_late_the_day_after_it_was_due():
    def on(today):
        return address_standing(
            sent_on=date(2027, 4, 1), due_on=date(2027, 5, 4), answered_on=None, owes_answer=True, today=today
        ).reason

    assert [on(date(2027, 4, 2)), on(date(2027, 5, 4)), on(date(2027, 5, 5))] == [
        "answer-awaited",
        "answer-soon",
        "answer-late",
    ]


def test_every_expectation_is_listed_with_its_words(line):
    rows = line.workspace.read(partial(list_expectations, assembly_id=line.assembly_id, today=TODAY))

    assert [(row.label, row.text) for row in rows] == [("E1", {"en": "X"})]
    assert len(line.workspace.read(partial(list_drafts, assembly_id=line.assembly_id))) == 1
