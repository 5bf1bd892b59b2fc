"""What screens show and documents print of the follow-up: the grid, the ledger, one partner's sheet, what is late."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from engage.assembly.records import Partner
from engage.assembly.rules import PartnerKind
from engage.deliberation.records import Draft, DraftVersion
from engage.errors import NotFoundError
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
from engage.followup.rules import Light, ResponseStatus, Standing, VerdictKind, action_standing, address_standing, worst
from engage.languages.local_text import LocalText
from engage.voting.views import VoteSheet, votes_on
from engage.working_days import PeriodUnit


@dataclass(frozen=True)
class ReportRow:
    """How far an action was on a day."""

    reported_on: date
    percent_done: int
    text: str


@dataclass(frozen=True)
class VerdictRow:
    """What members thought on a day: `members` of those `asked` said so."""

    number: int
    kind: VerdictKind
    members: int
    asked: int
    given_on: date


@dataclass(frozen=True)
class ActionRow:
    """One action, how far it is, and how it stands."""

    id: uuid.UUID
    number: int
    text: LocalText
    owner: str
    due_on: date
    percent_done: int
    latest: str
    reported_on: date | None
    standing: Standing
    reports: tuple[ReportRow, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.percent_done >= 100  # noqa: PLR2004 - per cent


@dataclass(frozen=True)
class AnswerRow:
    """One answer with its actions."""

    id: uuid.UUID
    number: int
    status: ResponseStatus
    summary: LocalText
    reasons: str
    left_out: str
    evidence: str
    whose: str
    decision_on: date | None
    answered_on: date
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class AddressRow:
    """One partner's part of an expectation: what it was asked, what it answered, how it stands.

    `answers` and `verdicts` are oldest first; the last one counts.
    """

    id: uuid.UUID
    expectation_id: uuid.UUID
    partner_id: uuid.UUID
    partner_name: str
    partner_kind: PartnerKind
    sent_on: date | None
    due_on: date | None
    answers: tuple[AnswerRow, ...]
    standing: Standing
    period_count: int | None = None
    period_unit: PeriodUnit | None = None
    verdicts: tuple[VerdictRow, ...] = ()

    @property
    def answer(self) -> AnswerRow | None:
        """The answer that counts."""
        return self.answers[-1] if self.answers else None

    @property
    def owes_answer(self) -> bool:
        """Individuals are addressed without owing an answer."""
        return self.partner_kind is not PartnerKind.INDIVIDUALS

    @property
    def overall(self) -> Standing:
        """What needs looking at first: one of its actions, or the answer itself."""
        actions = [action.standing for action in self.answer.actions] if self.answer else []
        return worst([*actions, self.standing]) or self.standing

    @property
    def verdict(self) -> VerdictRow | None:
        """The members' verdict that counts."""
        return self.verdicts[-1] if self.verdicts else None


@dataclass(frozen=True)
class ExpectationRow:
    """One expectation as it was worded, with every partner it is addressed to and its vote."""

    id: uuid.UUID
    number: int
    draft_id: uuid.UUID
    version_id: uuid.UUID
    priority_id: uuid.UUID | None
    title: LocalText
    text: LocalText
    why: LocalText
    addresses: tuple[AddressRow, ...]
    vote: VoteSheet | None

    @property
    def label(self) -> str:
        """How it is called."""
        return f"E{self.number}"


@dataclass(frozen=True)
class LateRow:
    """Something that is late or at risk, and why."""

    expectation: ExpectationRow
    address: AddressRow
    action: ActionRow | None
    standing: Standing


@dataclass(frozen=True)
class ReportBackRow:
    """Letters that went out: on which day, what they were, and the keys of all that had been told by then."""

    id: uuid.UUID
    sent_on: date
    label: str
    told: frozenset[str]


def list_report_backs(db: Session, assembly_id: uuid.UUID) -> list[ReportBackRow]:
    """Every time letters went out to the members, the newest first."""
    query = select(ReportBack).where(ReportBack.assembly_id == assembly_id).order_by(ReportBack.sent_on.desc())
    return [ReportBackRow(row.id, row.sent_on, row.label, frozenset(row.told)) for row in db.scalars(query)]


def list_expectations(db: Session, assembly_id: uuid.UUID, *, today: date) -> list[ExpectationRow]:
    """Every addressed expectation, by number, as it stands on a day."""
    return _expectations(db, Expectation.assembly_id == assembly_id, today)


def expectation_sheet(db: Session, expectation_id: uuid.UUID, *, today: date) -> ExpectationRow:
    """One expectation, as a ledger page shows it. Raises NotFoundError."""
    rows = _expectations(db, Expectation.id == expectation_id, today)
    if not rows:
        raise NotFoundError(what="expectation", id=str(expectation_id))
    return rows[0]


def expectation_grid(
    rows: list[ExpectationRow],
) -> dict[tuple[uuid.UUID | None, uuid.UUID], list[AddressRow]]:
    """The requests by priority and partner; a cell that is not there is a gap."""
    grid: dict[tuple[uuid.UUID | None, uuid.UUID], list[AddressRow]] = {}
    for row in rows:
        for address in row.addresses:
            grid.setdefault((row.priority_id, address.partner_id), []).append(address)
    return grid


def for_partner(rows: list[ExpectationRow], partner_id: uuid.UUID) -> list[tuple[ExpectationRow, AddressRow]]:
    """Only what one partner is asked."""
    return [(row, address) for row in rows for address in row.addresses if address.partner_id == partner_id]


def unfinished_entries(db: Session, expectation_id: uuid.UUID) -> dict[uuid.UUID, Mapping[str, str]]:
    """What was begun and not recorded yet about each partner's part of an expectation, by field."""
    query = (
        select(UnfinishedEntry)
        .join(ExpectationAddress, ExpectationAddress.id == UnfinishedEntry.address_id)
        .where(ExpectationAddress.expectation_id == expectation_id)
    )
    return {entry.address_id: dict(entry.content) for entry in db.scalars(query)}


def what_is_late(rows: list[ExpectationRow]) -> list[LateRow]:
    """Answers and actions that are late, then those at risk; the oldest date first."""
    found: list[LateRow] = []
    for row in rows:
        for address in row.addresses:
            found.append(LateRow(row, address, None, address.standing))
            actions = address.answer.actions if address.answer else ()
            found += [LateRow(row, address, action, action.standing) for action in actions]
    lights = (Light.RED, Light.AMBER)
    late = [each for each in found if each.standing.light in lights]
    return sorted(late, key=lambda each: (lights.index(each.standing.light), each.standing.day or date.max))


def _expectations(db: Session, condition: ColumnElement[bool], today: date) -> list[ExpectationRow]:
    query = (
        select(Expectation, DraftVersion, Draft)
        .join(DraftVersion, DraftVersion.id == Expectation.version_id)
        .join(Draft, Draft.id == DraftVersion.draft_id)
        .where(condition)
        .order_by(Expectation.number)
        .options(
            selectinload(Expectation.addresses)
            .selectinload(ExpectationAddress.responses)
            .selectinload(PartnerResponse.actions)
            .selectinload(Action.updates),
            selectinload(Expectation.addresses).selectinload(ExpectationAddress.verdicts),
        )
    )
    found = db.execute(query).all()
    partners = {partner.id: partner for partner in db.scalars(select(Partner))}
    votes = votes_on(db, [version.id for _expectation, version, _draft in found])
    return [
        ExpectationRow(
            id=expectation.id,
            number=expectation.number,
            draft_id=draft.id,
            version_id=version.id,
            priority_id=draft.priority_id,
            title=version.title,
            text=version.text,
            why=version.why,
            addresses=_addresses(expectation, partners, today),
            vote=votes.get(version.id),
        )
        for expectation, version, draft in found
    ]


def _addresses(expectation: Expectation, partners: dict[uuid.UUID, Partner], today: date) -> tuple[AddressRow, ...]:
    ordered = sorted(expectation.addresses, key=lambda address: partners[address.partner_id].number)
    return tuple(_address(address, partners[address.partner_id], today) for address in ordered)


def _address(address: ExpectationAddress, partner: Partner, today: date) -> AddressRow:
    answers = tuple(_answer(response, today) for response in address.responses)
    return AddressRow(
        id=address.id,
        expectation_id=address.expectation_id,
        partner_id=partner.id,
        partner_name=partner.name,
        partner_kind=PartnerKind(partner.kind),
        sent_on=address.sent_on,
        due_on=address.due_on,
        answers=answers,
        standing=address_standing(
            sent_on=address.sent_on,
            due_on=address.due_on,
            answered_on=answers[-1].answered_on if answers else None,
            owes_answer=partner.kind != PartnerKind.INDIVIDUALS,
            today=today,
            decision_on=_put_off_to(answers),
        ),
        period_count=address.period_count,
        period_unit=PeriodUnit(address.period_unit) if address.period_unit else None,
        verdicts=tuple(_verdict(verdict) for verdict in address.verdicts),
    )


def _put_off_to(answers: tuple[AnswerRow, ...]) -> date | None:
    """The day of the decision, where the newest answer is one in principle."""
    if not answers or answers[-1].status is not ResponseStatus.IN_PRINCIPLE:
        return None
    return answers[-1].decision_on


def _verdict(verdict: Verdict) -> VerdictRow:
    return VerdictRow(verdict.number, VerdictKind(verdict.kind), verdict.members, verdict.asked, verdict.given_on)


def _answer(response: PartnerResponse, today: date) -> AnswerRow:
    return AnswerRow(
        id=response.id,
        number=response.number,
        status=ResponseStatus(response.status),
        summary=response.summary,
        reasons=response.reasons,
        left_out=response.left_out,
        evidence=response.evidence,
        whose=response.whose,
        decision_on=response.decision_on,
        answered_on=response.answered_on,
        actions=tuple(_action(action, today) for action in response.actions),
    )


def _action(action: Action, today: date) -> ActionRow:
    newest = action.updates[-1] if action.updates else None
    percent_done = newest.percent_done if newest else 0
    reported_on = newest.reported_on if newest else None
    return ActionRow(
        id=action.id,
        number=action.number,
        text=action.text,
        owner=action.owner,
        due_on=action.due_on,
        percent_done=percent_done,
        latest=newest.text if newest else "",
        reported_on=reported_on,
        standing=action_standing(due_on=action.due_on, percent_done=percent_done, reported_on=reported_on, today=today),
        reports=tuple(_report(update) for update in action.updates),
    )


def _report(update: ActionUpdate) -> ReportRow:
    return ReportRow(update.reported_on, update.percent_done, update.text)
