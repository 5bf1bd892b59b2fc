"""Every document that the app can print, and the printing of any of them for anyone."""

import uuid
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.documents.badge import BADGE
from engage.documents.ballot import BALLOT
from engage.documents.chance_explanation import CHANCE_EXPLANATION
from engage.documents.draw_certificate import DRAW_CERTIFICATE
from engage.documents.kinds import Audience, DocumentKind, PrintedFile, PrintJob, PrintProblem, PrintRequest
from engage.documents.member_pack import MEMBER_PACK
from engage.documents.outcome_report import OUTCOME_REPORT
from engage.documents.panel_list import PANEL_LIST
from engage.documents.partner_request import PARTNER_REQUEST
from engage.documents.report_back_letter import REPORT_BACK_LETTER
from engage.documents.representativeness_report import REPRESENTATIVENESS_REPORT
from engage.documents.selection_report import SELECTION_REPORT
from engage.documents.sign_in_sheet import SIGN_IN_SHEET
from engage.documents.table_plan import TABLE_PLAN
from engage.documents.you_said_we_did import YOU_SAID_WE_DID
from engage.errors import NotFoundError, RefusedError
from engage.languages.editions import Language, TypeSize
from engage.progress import Progress, silent

__all__ = [
    "DOCUMENTS",
    "Audience",
    "DocumentKind",
    "PrintJob",
    "PrintProblem",
    "PrintRequest",
    "PrintedFile",
    "document_kind",
    "gather_prints",
    "print_documents",
    "render_prints",
]

DOCUMENTS: dict[str, DocumentKind] = {
    kind.id: kind
    for kind in (
        SELECTION_REPORT,
        MEMBER_PACK,
        BADGE,
        TABLE_PLAN,
        SIGN_IN_SHEET,
        BALLOT,
        OUTCOME_REPORT,
        PARTNER_REQUEST,
        YOU_SAID_WE_DID,
        PANEL_LIST,
        DRAW_CERTIFICATE,
        CHANCE_EXPLANATION,
        REPRESENTATIVENESS_REPORT,
        REPORT_BACK_LETTER,
    )
}


def document_kind(document: str) -> DocumentKind:
    """The kind of this id. Raises NotFoundError."""
    if document not in DOCUMENTS:
        raise NotFoundError(what="document", id=document)
    return DOCUMENTS[document]


def gather_prints(
    db: Session,
    assembly_id: uuid.UUID,
    ids: Sequence[str],
    *,
    language: str | None = None,
    size: TypeSize | None = None,
    references: Collection[str] | None = None,
    spares: int = 0,
    clock: Clock = utc_now,
) -> tuple[list[PrintJob], list[RefusedError]]:
    """Read all that these documents print: the files to make, and why some can't be made.

    Raises NotFoundError for a document or a person that is not there.
    """
    request = PrintRequest(Language(language) if language else None, size, references or (), clock, spares)
    jobs: list[PrintJob] = []
    refusals: list[RefusedError] = []
    for document in ids:
        try:
            jobs += document_kind(document).gather(db, assembly_id, request)
        except NotFoundError:
            raise
        except RefusedError as refusal:
            refusals.append(refusal)
    return jobs, refusals


def render_prints(jobs: Sequence[PrintJob], progress: Progress = silent) -> Iterator[PrintedFile]:
    """Make the files, one after the other; needs no database. Raises Cancelled when `progress` does."""
    for done, job in enumerate(jobs):
        progress(done, len(jobs))
        yield job.render()
    progress(len(jobs), len(jobs))


def print_documents(
    db: Session,
    assembly_id: uuid.UUID,
    ids: Sequence[str],
    *,
    language: str | None = None,
    size: TypeSize | None = None,
    references: Collection[str] | None = None,
    clock: Clock = utc_now,
    progress: Progress = silent,
) -> Iterator[PrintedFile]:
    """The files of these documents. Raises NotFoundError, and RefusedError when none of them can be made."""
    jobs, refusals = gather_prints(
        db, assembly_id, ids, language=language, size=size, references=references, clock=clock
    )
    if not jobs and refusals:
        raise refusals[0]
    return render_prints(jobs, progress)
