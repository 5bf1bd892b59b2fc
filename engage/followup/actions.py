"""The use cases of follow-up: address an expectation, send the request, record answers, report progress.

Each takes the session first and never commits. No answer is ever deleted: a newer one supersedes it.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Partner
from engage.assembly.rules import PartnerKind, text_fault
from engage.deliberation.records import Draft, DraftVersion
from engage.deliberation.rules import DraftKind
from engage.errors import NotFoundError, RefusedError
from engage.followup.news import news_of
from engage.followup.records import (
    Action,
    ActionUpdate,
    Expectation,
    ExpectationAddress,
    PartnerResponse,
    ReportBack,
    UnfinishedEntry,
    Verdict,
)
from engage.followup.rules import TEXT_LIMIT, ActionDraft, ResponseDraft, VerdictKind, response_problems
from engage.followup.views import list_expectations, list_report_backs
from engage.working_days import PeriodUnit, due_date

PERIOD_LIMIT = 1_000
MEMBERS_LIMIT = 10_000


def address_expectation(db: Session, version_id: uuid.UUID, *, partner_ids: Collection[uuid.UUID]) -> uuid.UUID:
    """Address one wording of an expectation to partners; partners that it is addressed to already stay as they are.

    Raises NotFoundError, and RefusedError when the draft is a recommendation, another wording of it is addressed
    already, or no partner is named. The caller owns the transaction.
    """
    draft = _expectation_draft(db, version_id)
    expectation = db.scalar(select(Expectation).where(Expectation.version_id == version_id))
    if expectation is None:
        _refuse_other_wording(db, draft)
        expectation = Expectation(assembly_id=draft.assembly_id, version_id=version_id, number=draft.number)
        db.add(expectation)
    if not partner_ids:
        raise RefusedError("no-partner")
    present = {address.partner_id for address in expectation.addresses}
    for partner_id in partner_ids:
        partner = db.get(Partner, partner_id)
        if partner is None or partner.assembly_id != draft.assembly_id:
            raise NotFoundError(what="partner", id=str(partner_id))
        if partner_id not in present:
            expectation.addresses.append(ExpectationAddress(partner_id=partner_id))
    db.flush()
    return expectation.id


def unaddress_expectation(db: Session, address_id: uuid.UUID) -> None:
    """Take a partner off an expectation again; with the last one goes the expectation, whose draft stays.

    Raises NotFoundError, and RefusedError once it was sent or members have given a verdict.
    """
    address = _address(db, address_id)
    if address.sent_on is not None or address.responses:
        raise RefusedError("request-sent")
    if address.verdicts:
        raise RefusedError("row-still-used")
    expectation = address.expectation
    expectation.addresses.remove(address)
    if not expectation.addresses:
        db.delete(expectation)


def send_request(
    db: Session, address_id: uuid.UUID, *, sent_on: date, period_count: int, period_unit: PeriodUnit
) -> date:
    """Note that a partner was asked on a day and has a period to answer; gives the day its answer is due.

    Raises NotFoundError, and RefusedError for individuals, who owe no answer, or a period that makes no sense. The
    caller owns the transaction.
    """
    address = _address(db, address_id)
    _refuse_individuals(db, address)
    if not 1 <= period_count <= PERIOD_LIMIT:
        raise RefusedError("period-unsound", most=PERIOD_LIMIT)
    address.sent_on = sent_on
    address.period_count, address.period_unit = period_count, period_unit.value
    address.due_on = due_date(sent_on, period_count, period_unit)
    _forget(db, address.id, "send.")
    return address.due_on


def correct_request(
    db: Session, address_id: uuid.UUID, *, sent_on: date, period_count: int, period_unit: PeriodUnit
) -> date:
    """Put right when a request went out or how long there is to answer; gives the day its answer is due.

    The due day follows, unless another one was agreed on: that stays. Raises as `send_request` does, and RefusedError
    for a request that is not sent yet, or a day after the one agreed on, the first answer or the first verdict. The
    caller owns the transaction.
    """
    address = _address(db, address_id)
    if address.sent_on is None:
        raise RefusedError("request-not-sent")
    agreed = _agreed_day(address)
    came_after = [row.answered_on for row in address.responses] + [row.given_on for row in address.verdicts]
    if agreed is not None:
        came_after.append(agreed)
    if any(day < sent_on for day in came_after):
        raise RefusedError("sent-after-what-came")
    counted = send_request(db, address_id, sent_on=sent_on, period_count=period_count, period_unit=period_unit)
    address.due_on = agreed or counted
    _forget(db, address.id, "correct.")
    return address.due_on


def _agreed_day(address: ExpectationAddress) -> date | None:
    """The day for the answer, where it is another than the period gives."""
    if address.sent_on is None or address.period_unit is None:
        return None
    counted = due_date(address.sent_on, address.period_count or 0, PeriodUnit(address.period_unit))
    return address.due_on if address.due_on != counted else None


def send_requests(
    db: Session,
    address_ids: Collection[uuid.UUID],
    *,
    sent_on: date,
    period_count: int,
    period_unit: PeriodUnit,
) -> None:
    """Note that several partners were asked on a day, each with the same period. Raises as `send_request` does."""
    for address_id in address_ids:
        send_request(db, address_id, sent_on=sent_on, period_count=period_count, period_unit=period_unit)


def ask_partners(
    db: Session,
    version_id: uuid.UUID,
    *,
    partner_ids: Collection[uuid.UUID],
    sent_on: date,
    period_count: int,
    period_unit: PeriodUnit,
) -> uuid.UUID:
    """Address an expectation to partners and note that those of them who owe an answer were asked on a day.

    Whoever was asked already stays as they are. Raises as `address_expectation` and `send_request` do.
    """
    expectation_id = address_expectation(db, version_id, partner_ids=partner_ids)
    addresses = db.get_one(Expectation, expectation_id).addresses
    waiting = [
        address.id
        for address in addresses
        if address.partner_id in partner_ids and address.sent_on is None and _owes_answer(db, address)
    ]
    send_requests(db, waiting, sent_on=sent_on, period_count=period_count, period_unit=period_unit)
    return expectation_id


def extend_due_date(db: Session, address_id: uuid.UUID, *, due_on: date) -> None:
    """Agree on another day. Raises NotFoundError, and RefusedError before the request was sent."""
    address = _address(db, address_id)
    if address.sent_on is None or due_on < address.sent_on:
        raise RefusedError("due-before-sent")
    address.due_on = due_on
    _forget(db, address.id, "another-day.")


def record_response(
    db: Session, address_id: uuid.UUID, *, answer: ResponseDraft, answered_on: date, language: str = "en"
) -> uuid.UUID:
    """Write down a partner's answer, with its actions; it supersedes the one before.

    An action with the words and the owner of one in the answer before is the same action: its reports come along.
    Raises NotFoundError, and RefusedError when individuals are meant, the answer came before the request, or it lacks
    what its status asks for (`details` lists the problems). The caller owns the transaction.
    """
    address = _address(db, address_id)
    _refuse_individuals(db, address)
    problems = response_problems(answer)
    if problems:
        raise RefusedError("answer-incomplete", count=len(problems), details={"problems": problems})
    for text in (answer.summary, answer.reasons, answer.left_out, answer.evidence, answer.whose):
        _refuse_unkept(text)
    if address.sent_on is not None and answered_on < address.sent_on:
        raise RefusedError("answered-before-sent")
    before = list(address.responses[-1].actions) if address.responses else []
    response = PartnerResponse(
        number=len(address.responses) + 1,
        status=answer.status.value,
        summary={language: answer.summary.strip()},
        reasons=answer.reasons.strip(),
        left_out=answer.left_out.strip(),
        evidence=answer.evidence.strip(),
        whose=answer.whose.strip(),
        decision_on=answer.decision_on,
        answered_on=answered_on,
    )
    for number, draft in enumerate(answer.actions, start=1):
        action = _action(draft, number, language)
        action.updates = _reports_of_the_same(action, before)
        response.actions.append(action)
    address.responses.append(response)
    _forget(db, address.id, "answer.")
    db.flush()
    return response.id


def add_action(db: Session, response_id: uuid.UUID, *, draft: ActionDraft, language: str = "en") -> uuid.UUID:
    """Add an action to an answer. Raises NotFoundError and RefusedError. The caller owns the transaction."""
    response = db.get(PartnerResponse, response_id)
    if response is None:
        raise NotFoundError(what="answer", id=str(response_id))
    if not (draft.text.strip() and draft.owner.strip() and draft.due_on):
        raise RefusedError("action-incomplete")
    action = _action(draft, len(response.actions) + 1, language)
    response.actions.append(action)
    _forget(db, response.address_id, "action.")
    db.flush()
    return action.id


def report_progress(db: Session, action_id: uuid.UUID, *, percent_done: int, text: str = "", reported_on: date) -> None:
    """Note how far an action is. Raises NotFoundError, and RefusedError for a number outside 0 to 100."""
    action = db.get(Action, action_id)
    if action is None:
        raise NotFoundError(what="action", id=str(action_id))
    if not 0 <= percent_done <= 100:  # noqa: PLR2004 - per cent
        raise RefusedError("percent-unsound")
    _refuse_unkept(text)
    number = len(action.updates) + 1
    action.updates.append(
        ActionUpdate(number=number, reported_on=reported_on, percent_done=percent_done, text=text.strip())
    )
    _forget(db, action.response.address_id, f"report.{action.id}.")


def record_verdict(
    db: Session, address_id: uuid.UUID, *, kind: VerdictKind, members: int, asked: int, given_on: date
) -> uuid.UUID:
    """Note what members think of what came of an expectation at one partner, and how many of those asked think so.

    Raises NotFoundError, and RefusedError for numbers that make no sense, or when the partner had not been asked by
    then. The caller owns the transaction.
    """
    address = _address(db, address_id)
    if not 1 <= members <= asked <= MEMBERS_LIMIT:
        raise RefusedError("verdict-numbers", most=MEMBERS_LIMIT)
    if _owes_answer(db, address) and (address.sent_on is None or given_on < address.sent_on):
        raise RefusedError("verdict-before-sent")
    verdict = Verdict(
        number=len(address.verdicts) + 1, kind=kind.value, members=members, asked=asked, given_on=given_on
    )
    address.verdicts.append(verdict)
    _forget(db, address.id, "verdict.")
    db.flush()
    return verdict.id


def keep_unfinished(db: Session, address_id: uuid.UUID, *, changes: Mapping[str, str]) -> None:
    """Keep what is being typed about one partner's part, by field, until it is recorded; a blank field is let go.

    Raises NotFoundError, and RefusedError for a text that can't be kept.
    """
    address = _address(db, address_id)
    for text in changes.values():
        _refuse_unkept(text)
    entry = _unfinished(db, address.id)
    content = {**(entry.content if entry else {}), **changes}
    _keep_content(db, address.id, {field: text for field, text in content.items() if text})


def forget_unfinished(db: Session, address_id: uuid.UUID, *, beginning: str) -> None:
    """Let go of what was typed into the fields whose names begin so. Raises NotFoundError."""
    _forget(db, _address(db, address_id).id, beginning)


def _forget(db: Session, address_id: uuid.UUID, beginning: str) -> None:
    entry = _unfinished(db, address_id)
    if entry is not None:
        kept = {field: text for field, text in entry.content.items() if not field.startswith(beginning)}
        _keep_content(db, address_id, kept)


def _keep_content(db: Session, address_id: uuid.UUID, content: dict[str, str]) -> None:
    entry = _unfinished(db, address_id)
    if entry is None and content:
        db.add(UnfinishedEntry(address_id=address_id, content=content))
    elif entry is not None and content:
        entry.content = content
    elif entry is not None:
        db.delete(entry)


def _unfinished(db: Session, address_id: uuid.UUID) -> UnfinishedEntry | None:
    return db.scalar(select(UnfinishedEntry).where(UnfinishedEntry.address_id == address_id))


def _refuse_unkept(text: str) -> None:
    if fault := text_fault(text):
        raise RefusedError(fault, most=TEXT_LIMIT)


def _reports_of_the_same(action: Action, before: list[Action]) -> list[ActionUpdate]:
    same = next((each for each in before if (each.text, each.owner) == (action.text, action.owner)), None)
    return [
        ActionUpdate(
            number=report.number, reported_on=report.reported_on, percent_done=report.percent_done, text=report.text
        )
        for report in (same.updates if same else ())
    ]


def record_report_back(
    db: Session, assembly_id: uuid.UUID, *, sent_on: date, label: str = "", told: Collection[str] | None = None
) -> uuid.UUID:
    """Note that letters to the members went out on a day: the next ones say only what is new since.

    `told` are the keys of the facts in the letters (`engage.followup.news`); left out, it is all that had happened by
    that day. What earlier letters told stays told. Raises NotFoundError. The caller owns the transaction.
    """
    if db.get(Assembly, assembly_id) is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    if told is None:
        rows = list_expectations(db, assembly_id, today=sent_on)
        told = [fact.key for fact in news_of(rows) if fact.day <= sent_on]
    before = {key for letters in list_report_backs(db, assembly_id) for key in letters.told}
    report = ReportBack(assembly_id=assembly_id, sent_on=sent_on, label=label.strip(), told=sorted(before.union(told)))
    db.add(report)
    db.flush()
    return report.id


def _action(draft: ActionDraft, number: int, language: str) -> Action:
    if draft.due_on is None:
        raise RefusedError("action-incomplete")
    for text in (draft.text, draft.owner):
        _refuse_unkept(text)
    return Action(number=number, text={language: draft.text.strip()}, owner=draft.owner.strip(), due_on=draft.due_on)


def _address(db: Session, address_id: uuid.UUID) -> ExpectationAddress:
    address = db.get(ExpectationAddress, address_id)
    if address is None:
        raise NotFoundError(what="request", id=str(address_id))
    return address


def _expectation_draft(db: Session, version_id: uuid.UUID) -> Draft:
    version = db.get(DraftVersion, version_id)
    if version is None:
        raise NotFoundError(what="draft", id=str(version_id))
    if version.draft.kind != DraftKind.EXPECTATION:
        raise RefusedError("not-an-expectation", number=version.draft.number)
    return version.draft


def _refuse_other_wording(db: Session, draft: Draft) -> None:
    ids = [version.id for version in draft.versions]
    if db.scalar(select(func.count()).where(Expectation.version_id.in_(ids))):
        raise RefusedError("addressed-already", number=draft.number)


def _owes_answer(db: Session, address: ExpectationAddress) -> bool:
    return db.get_one(Partner, address.partner_id).kind != PartnerKind.INDIVIDUALS


def _refuse_individuals(db: Session, address: ExpectationAddress) -> None:
    if not _owes_answer(db, address):
        raise RefusedError("individuals-owe-nothing", name=db.get_one(Partner, address.partner_id).name)
