"""Members' verdicts in and out: one row for each time that members were asked about a partner's part."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Partner
from engage.exchange.columns import Column
from engage.exchange.csv_files import write_csv
from engage.exchange.expectations import PartnerKey, meant_partner, partner_keys
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, iso, read_table
from engage.followup.actions import MEMBERS_LIMIT, record_verdict
from engage.followup.records import Expectation, ExpectationAddress, Verdict
from engage.followup.rules import VerdictKind
from engage.languages.catalogues import mark

COLUMNS = (
    Column("expectation", mark("The number of the expectation"), is_required=True),
    Column("partner", mark("The partner's name"), is_required=True),
    Column("verdict", mark("met, partly, not-yet, not-met or too-early"), is_required=True),
    Column("members", mark("How many members say so"), is_required=True),
    Column("asked", mark("How many members were asked"), is_required=True),
    Column("given_on", mark("On which day"), is_required=True),
)


@dataclass(frozen=True)
class VerdictDraft:
    """A verdict that is about to be recorded."""

    address_id: uuid.UUID
    kind: VerdictKind
    members: int
    asked: int
    given_on: date


@dataclass(frozen=True)
class VerdictsContext:
    """The partners by folded name, and each request with the day on which it was sent."""

    partners: Mapping[str, PartnerKey] = field(default_factory=dict)
    addresses: Mapping[tuple[int, uuid.UUID], tuple[uuid.UUID, date | None]] = field(default_factory=dict)


def gather_verdicts_context(db: Session, assembly_id: uuid.UUID) -> VerdictsContext:
    """What `read_verdicts` has to know."""
    query = (
        select(Expectation.number, ExpectationAddress)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .where(Expectation.assembly_id == assembly_id)
    )
    found = {(number, row.partner_id): (row.id, row.sent_on) for number, row in db.execute(query)}
    return VerdictsContext(partner_keys(db, assembly_id), found)


def read_verdicts(
    source: Path | bytes, context: VerdictsContext, options: ReadOptions | None = None
) -> Preview[VerdictDraft]:
    """Read and check a file of verdicts. Writes nothing. Raises RefusedError when the file can't be read."""

    def make(cells: Cells) -> VerdictDraft:
        number, partner = cells.number_of("expectation"), meant_partner(cells, context.partners)
        if (number, partner.id) not in context.addresses:
            raise CellFault("expectation", "not-addressed", value=number, partner=partner.name)
        address_id, sent_on = context.addresses[number, partner.id]
        members, asked, given_on = cells.number_of("members"), cells.number_of("asked"), cells.day("given_on")
        if asked > MEMBERS_LIMIT:
            raise CellFault("asked", "number-outside", most=MEMBERS_LIMIT)
        if not 1 <= members <= asked:
            raise CellFault("members", "verdict-numbers", members=members, asked=asked)
        if partner.owes_answer and (sent_on is None or given_on < sent_on):
            raise CellFault("given_on", "verdict-before-sent", partner=partner.name)
        return VerdictDraft(address_id, cells.choice("verdict", VerdictKind), members, asked, given_on)

    return read_table(source, options, kind="verdicts", columns=COLUMNS, make=make)


def apply_verdicts(
    db: Session,
    *,
    assembly_id: uuid.UUID,  # noqa: ARG001 - every kind's action has the same signature
    preview: Preview[VerdictDraft],
    keep_good: bool = False,
) -> ImportResult:
    """Record these verdicts: all of them, or none. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        record_verdict(
            db,
            draft.address_id,
            kind=draft.kind,
            members=draft.members,
            asked=draft.asked,
            given_on=draft.given_on,
        )
    return preview.result(keep_good=keep_good)


def export_verdicts(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every verdict, older ones too, as a CSV file in the layout that `read_verdicts` reads."""
    query = (
        select(Expectation.number, Partner.name, Verdict)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .join(Verdict, Verdict.address_id == ExpectationAddress.id)
        .join(Partner, Partner.id == ExpectationAddress.partner_id)
        .where(Expectation.assembly_id == assembly_id)
        .order_by(Expectation.number, Partner.number, Verdict.number)
    )
    rows = [
        [str(number), name, verdict.kind, str(verdict.members), str(verdict.asked), iso(verdict.given_on)]
        for number, name, verdict in db.execute(query)
    ]
    return write_csv([column.name for column in COLUMNS], rows)
