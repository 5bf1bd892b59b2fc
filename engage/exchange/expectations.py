"""Expectations in and out: one row for each partner that an expectation is addressed to."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Partner
from engage.assembly.rules import PartnerKind
from engage.deliberation.records import Draft, DraftVersion
from engage.deliberation.rules import DraftKind
from engage.exchange.columns import Column
from engage.exchange.csv_files import header_key, write_csv
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, iso, meant, read_table
from engage.followup.actions import PERIOD_LIMIT, address_expectation, extend_due_date, send_request
from engage.followup.records import Expectation, ExpectationAddress
from engage.languages.catalogues import mark
from engage.working_days import PeriodUnit, due_date

COLUMNS = (
    Column("expectation", mark("The number of the expectation, which is that of its draft"), is_required=True),
    Column("version", mark("The version of the draft that is addressed; the newest if left out")),
    Column("partner", mark("The partner's name"), is_required=True),
    Column("sent_on", mark("When the partner was asked")),
    Column("period", mark("How long it has to answer")),
    Column("unit", mark("days, working-days, weeks or months")),
    Column("due_on", mark("When the answer is due; worked out if left out")),
)


@dataclass(frozen=True)
class AddressDraft:
    """A partner that an expectation is about to be addressed to."""

    version_id: uuid.UUID
    partner_id: uuid.UUID
    sent_on: date | None
    period: int
    unit: PeriodUnit
    due_on: date | None


@dataclass(frozen=True)
class PartnerKey:
    """A partner as other files name it."""

    id: uuid.UUID
    name: str
    owes_answer: bool


@dataclass(frozen=True)
class ExpectationsContext:
    """The partners by folded name, and each draft's kind and versions by number."""

    partners: Mapping[str, PartnerKey] = field(default_factory=dict)
    kinds: Mapping[int, DraftKind] = field(default_factory=dict)
    versions: Mapping[int, Mapping[int, uuid.UUID]] = field(default_factory=dict)

    def partner(self, cells: Cells) -> PartnerKey:
        """The partner that a row names."""
        return meant_partner(cells, self.partners)

    def version(self, cells: Cells) -> uuid.UUID:
        """The version that a row speaks of."""
        number = cells.number_of("expectation")
        known = self.versions.get(number, {})
        version = cells.number_of("version", default=max(known, default=0))
        if version not in known:
            raise CellFault("expectation", "draft-unknown", value=number)
        if self.kinds[number] is not DraftKind.EXPECTATION:
            raise CellFault("expectation", "not-an-expectation", value=number)
        return known[version]


def meant_partner(cells: Cells, partners: Mapping[str, PartnerKey]) -> PartnerKey:
    """The partner that a row names, in any case and spacing. Raises CellFault."""
    given = cells.needed("partner")
    if header_key(given) in partners:
        return partners[header_key(given)]
    return meant("partner", given, {partner.name: partner for partner in partners.values()}, code="partner-unknown")


def partner_keys(db: Session, assembly_id: uuid.UUID) -> dict[str, PartnerKey]:
    """The partners by folded name."""
    found = db.scalars(select(Partner).where(Partner.assembly_id == assembly_id))
    return {
        header_key(partner.name): PartnerKey(partner.id, partner.name, partner.kind != PartnerKind.INDIVIDUALS)
        for partner in found
    }


def gather_expectations_context(db: Session, assembly_id: uuid.UUID) -> ExpectationsContext:
    """What `read_expectations` has to know."""
    query = (
        select(Draft.number, Draft.kind, DraftVersion.number, DraftVersion.id)
        .join(DraftVersion, DraftVersion.draft_id == Draft.id)
        .where(Draft.assembly_id == assembly_id)
    )
    kinds: dict[int, DraftKind] = {}
    versions: dict[int, dict[int, uuid.UUID]] = {}
    for number, kind, version, key in db.execute(query):
        kinds[number] = DraftKind(kind)
        versions.setdefault(number, {})[version] = key
    return ExpectationsContext(partner_keys(db, assembly_id), kinds, versions)


def read_expectations(
    source: Path | bytes, context: ExpectationsContext, options: ReadOptions | None = None
) -> Preview[AddressDraft]:
    """Read and check a file of expectations. Writes nothing. Raises RefusedError when the file can't be read."""

    def make(cells: Cells) -> AddressDraft:
        partner = context.partner(cells)
        sent_on = cells.day_or_none("sent_on")
        if sent_on and not partner.owes_answer:
            raise CellFault("sent_on", "individuals-owe-nothing", partner=partner.name)
        period, unit = _period(cells, sent_on) if sent_on else (0, PeriodUnit.WEEKS)
        due_on = cells.day_or_none("due_on")
        if sent_on and due_on and due_on < sent_on:
            raise CellFault("due_on", "due-before-sent", day=iso(sent_on))
        return AddressDraft(context.version(cells), partner.id, sent_on, period, unit, due_on)

    return read_table(source, options, kind="expectations", columns=COLUMNS, make=make)


def _period(cells: Cells, sent_on: date) -> tuple[int, PeriodUnit]:
    """How long a partner has to answer: so long that there is a day on which its answer is due."""
    period, unit = cells.number_of("period"), cells.choice("unit", PeriodUnit)
    if not 1 <= period <= PERIOD_LIMIT:
        raise CellFault("period", "number-outside", most=PERIOD_LIMIT)
    try:
        due_date(sent_on, period, unit)
    except (ValueError, OverflowError):  # at the end of the calendar
        raise CellFault("sent_on", "not-a-date", value=iso(sent_on)) from None
    return period, unit


def apply_expectations(
    db: Session,
    *,
    assembly_id: uuid.UUID,  # noqa: ARG001 - every kind's action has the same signature
    preview: Preview[AddressDraft],
    keep_good: bool = False,
) -> ImportResult:
    """Address these expectations: all of them, or none. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        expectation_id = address_expectation(db, draft.version_id, partner_ids=[draft.partner_id])
        if draft.sent_on is None:
            continue
        address_id = _address_id(db, expectation_id, draft.partner_id)
        due_on = send_request(db, address_id, sent_on=draft.sent_on, period_count=draft.period, period_unit=draft.unit)
        if draft.due_on and draft.due_on != due_on:
            extend_due_date(db, address_id, due_on=draft.due_on)
    return preview.result(keep_good=keep_good)


def export_expectations(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Every request as a CSV file in the layout that `read_expectations` reads."""
    query = (
        select(Expectation.number, DraftVersion.number, Partner.name, ExpectationAddress)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .join(DraftVersion, DraftVersion.id == Expectation.version_id)
        .join(Partner, Partner.id == ExpectationAddress.partner_id)
        .where(Expectation.assembly_id == assembly_id)
        .order_by(Expectation.number, Partner.number)
    )
    rows = [
        [
            str(number),
            str(version),
            partner,
            iso(address.sent_on),
            str(address.period_count or ""),
            address.period_unit or "",
            iso(address.due_on),
        ]
        for number, version, partner, address in db.execute(query)
    ]
    return write_csv([column.name for column in COLUMNS], rows)


def _address_id(db: Session, expectation_id: uuid.UUID, partner_id: uuid.UUID) -> uuid.UUID:
    query = select(ExpectationAddress.id).where(
        ExpectationAddress.expectation_id == expectation_id, ExpectationAddress.partner_id == partner_id
    )
    return db.scalars(query).one()
