"""A file for one partner to fill in: the columns of answers, a row for each expectation that waits for one.

It comes back as a file of answers. One column more shows what was expected; reading leaves it aside.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.views import PartnerRow, assembly_sheet, partners_called
from engage.deliberation.records import DraftVersion
from engage.errors import RefusedError
from engage.exchange.answers import RESPONSE_COLUMNS
from engage.exchange.csv_files import write_csv
from engage.exchange.tabular import local_header, table_rows
from engage.followup.records import Expectation, ExpectationAddress
from engage.languages.local_text import pick

EXPECTED = "we_expect"
"""The column with the words of the expectation; no column of answers."""


def export_reply_forms(db: Session, assembly_id: uuid.UUID, *, references: Collection[str]) -> dict[str, bytes]:
    """The files for these partners, called by number or name, by the files' names.

    Raises NotFoundError for a partner that is not there, and RefusedError for one that has nothing to answer.
    """
    partners = partners_called(assembly_sheet(db, assembly_id).partners, references)
    return {
        f"responses-{partner.number}.csv": export_reply_form(db, assembly_id, partner=partner) for partner in partners
    }


def export_reply_form(db: Session, assembly_id: uuid.UUID, *, partner: PartnerRow) -> bytes:
    """The blank answers of one partner as a CSV file that `read_responses` reads once it is filled in.

    When everything is answered, all of it stands there again: a newer answer supersedes the one before.
    Raises RefusedError for individuals, who owe no answer, and for a partner of whom nothing is expected.
    """
    if not partner.kind.owes_answer:
        raise RefusedError("individuals-owe-nothing", name=partner.name)
    found = _asked(db, assembly_id, partner.id)
    if not found:
        raise RefusedError("nothing-asked", name=partner.name)
    waiting = [each for each in found if not each[2]] or found
    own = {partner.language: ""}
    header = local_header(RESPONSE_COLUMNS, {"summary": [own], "action": [own]})
    header.insert(2, EXPECTED)
    rows = [
        {
            "expectation": str(number),
            "partner": partner.name,
            EXPECTED: pick(version.text, partner.language).text,
            "answer": str(answers + 1),
        }
        for number, version, answers in waiting
    ]
    return write_csv(header, table_rows(header, rows))


def _asked(db: Session, assembly_id: uuid.UUID, partner_id: uuid.UUID) -> list[tuple[int, DraftVersion, int]]:
    """What is expected of a partner: number, wording, and how many answers there are."""
    query = (
        select(Expectation.number, DraftVersion, ExpectationAddress)
        .join(ExpectationAddress, ExpectationAddress.expectation_id == Expectation.id)
        .join(DraftVersion, DraftVersion.id == Expectation.version_id)
        .where(Expectation.assembly_id == assembly_id, ExpectationAddress.partner_id == partner_id)
        .order_by(Expectation.number)
    )
    return [(number, version, len(address.responses)) for number, version, address in db.execute(query)]
