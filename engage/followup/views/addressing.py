"""What there is to address and to send: the wordings of expectations, requests that wait, the usual period."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engage.deliberation.records import Draft
from engage.deliberation.rules import DraftKind
from engage.followup.records import Expectation
from engage.followup.views.ledger import ExpectationRow, LateRow
from engage.languages.local_text import LocalText
from engage.voting.rules import Verdict
from engage.voting.views import VoteSheet, votes_on
from engage.working_days import PeriodUnit


@dataclass(frozen=True)
class Wording:
    """One wording that could be addressed, with its vote if there was one."""

    version_id: uuid.UUID
    number: int
    title: LocalText
    text: LocalText
    vote: VoteSheet | None

    @property
    def has_passed(self) -> bool:
        """Whether members voted for it."""
        outcome = self.vote.outcome if self.vote else None
        return outcome is not None and outcome.verdict is Verdict.PASSED


@dataclass(frozen=True)
class AddressableRow:
    """A draft of an expectation: its wordings, oldest first, and the one that is addressed already."""

    draft_id: uuid.UUID
    number: int
    priority_id: uuid.UUID | None
    wordings: tuple[Wording, ...]
    addressed: uuid.UUID | None = None

    @property
    def label(self) -> str:
        """How it is called."""
        return f"E{self.number}"

    @property
    def best(self) -> Wording:
        """The wording to address: the one that is addressed, else the newest that passed, else the newest."""
        fixed = [each for each in self.wordings if each.version_id == self.addressed]
        passed = [each for each in self.wordings if each.has_passed]
        return (fixed or passed or list(self.wordings))[-1]

    @property
    def waits(self) -> bool:
        """Whether members voted for it and nobody is asked for it."""
        return self.addressed is None and any(each.has_passed for each in self.wordings)


def list_addressable(db: Session, assembly_id: uuid.UUID) -> list[AddressableRow]:
    """Every draft of an expectation that was not set aside, by number."""
    query = (
        select(Draft)
        .where(Draft.assembly_id == assembly_id, Draft.kind == DraftKind.EXPECTATION, Draft.is_retired.is_(False))
        .order_by(Draft.number)
        .options(selectinload(Draft.versions))
    )
    drafts = list(db.scalars(query))
    votes = votes_on(db, [version.id for draft in drafts for version in draft.versions])
    addressed = set(db.scalars(select(Expectation.version_id).where(Expectation.assembly_id == assembly_id)))
    return [
        AddressableRow(
            draft_id=draft.id,
            number=draft.number,
            priority_id=draft.priority_id,
            wordings=tuple(
                Wording(version.id, version.number, version.title, version.text, votes.get(version.id))
                for version in draft.versions
            ),
            addressed=next((version.id for version in draft.versions if version.id in addressed), None),
        )
        for draft in drafts
    ]


@dataclass(frozen=True)
class Period:
    """How long partners have to answer."""

    count: int
    unit: PeriodUnit


USUAL_PERIOD = Period(3, PeriodUnit.MONTHS)


def not_sent(rows: Sequence[ExpectationRow]) -> list[LateRow]:
    """Requests that were not sent yet, to partners who owe an answer."""
    return [
        LateRow(row, address, None, address.standing)
        for row in rows
        for address in row.addresses
        if address.owes_answer and address.sent_on is None and not address.answers
    ]


def usual_period(rows: Sequence[ExpectationRow], partner_id: uuid.UUID | None = None) -> Period:
    """The period that this partner was given last, or else anybody; three months before anything was sent."""
    sent = [address for row in rows for address in row.addresses if address.sent_on and address.period_unit]
    theirs = [address for address in sent if address.partner_id == partner_id]
    newest = max(theirs or sent, key=lambda address: address.sent_on or date.min, default=None)
    if newest is None or newest.period_count is None or newest.period_unit is None:
        return USUAL_PERIOD
    return Period(newest.period_count, newest.period_unit)
