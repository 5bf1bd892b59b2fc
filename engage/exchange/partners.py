"""Partners in and out, one a row: `name,kind,lead_name,email,phone,address,language,hope`."""

import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from engage.assembly.actions import add_partner, edit_partner, edit_partner_hope
from engage.assembly.rules import PartnerKind
from engage.assembly.views import assembly_sheet
from engage.exchange.columns import Column
from engage.exchange.csv_files import header_key, write_csv
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.exchange.tabular import CellFault, Cells, local_cells, local_header, read_table, table_rows
from engage.languages.catalogues import mark
from engage.languages.local_text import LocalText

COLUMNS = (
    Column("name", mark("The partner's name"), ("partner", "organisation"), is_required=True),
    Column("kind", mark("What it is: council, nhs, voluntary, individuals or other"), is_required=True),
    Column("lead_name", mark("Who answers for it"), ("lead", "contact")),
    Column("email", mark("Email address")),
    Column("phone", mark("Telephone number")),
    Column("address", mark("Postal address")),
    Column("language", mark("The language of letters to it, as a code such as en")),
    Column("hope", mark("What it hopes of the assembly")),
)
PLAIN = ("lead_name", "email", "phone", "address", "language")


@dataclass(frozen=True)
class PartnerDraft:
    """A partner that is about to be added."""

    name: str
    kind: PartnerKind
    fields: dict[str, str]
    hope: LocalText


def gather_partners_context(db: Session, assembly_id: uuid.UUID) -> frozenset[str]:
    """The names that are taken, folded."""
    return frozenset(header_key(partner.name) for partner in assembly_sheet(db, assembly_id).partners)


def read_partners(
    source: Path | bytes, context: frozenset[str] = frozenset(), options: ReadOptions | None = None
) -> Preview[PartnerDraft]:
    """Read and check a file of partners. Writes nothing. Raises RefusedError when the file can't be read."""
    seen = set(context)

    def make(cells: Cells) -> PartnerDraft:
        name = cells.needed("name")
        if header_key(name) in seen:
            raise CellFault("name", "partner-twice", value=name)
        fields = {field: cells.text(field) for field in PLAIN if cells.text(field)}
        draft = PartnerDraft(name, cells.choice("kind", PartnerKind), fields, cells.local("hope"))
        seen.add(header_key(name))
        return draft

    return read_table(source, options, kind="partners", columns=COLUMNS, local=("hope",), make=make)


def apply_partners(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[PartnerDraft], keep_good: bool = False
) -> ImportResult:
    """Add these partners: all of them, or none. Raises RefusedError. The caller owns the transaction."""
    for draft in preview.accepted(keep_good=keep_good):
        partner_id = add_partner(db, assembly_id, name=draft.name, kind=draft.kind)
        for field, value in draft.fields.items():
            edit_partner(db, partner_id, field=field, value=value)
        for language, text in draft.hope.items():
            edit_partner_hope(db, partner_id, language, text)
    return preview.result(keep_good=keep_good)


def export_partners(db: Session, assembly_id: uuid.UUID) -> bytes:
    """The partners as a CSV file in the layout that `read_partners` reads."""
    partners = assembly_sheet(db, assembly_id).partners
    header = local_header(COLUMNS, {"hope": [partner.hope for partner in partners]})
    rows = [
        {
            "name": partner.name,
            "kind": partner.kind.value,
            **{field: getattr(partner, field) for field in PLAIN},
            **local_cells("hope", partner.hope),
        }
        for partner in partners
    ]
    return write_csv(header, table_rows(header, rows))
