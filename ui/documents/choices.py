"""What is read for the page: the files each document would make, and why some can't be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from engage.documents.catalogue import DOCUMENTS
from engage.documents.kinds import DocumentKind, PrintJob, PrintRequest
from engage.errors import RefusedError
from engage.languages.editions import Language, TypeSize


@dataclass(frozen=True)
class DocumentChoice:
    """One document: the files it makes, or the refusal that says why it makes none."""

    kind: DocumentKind
    jobs: tuple[PrintJob, ...]
    refusal: RefusedError | None


def gather_choices(
    db: Any, assembly_id: UUID, *, language: str | None, size: TypeSize | None, spares: int = 0
) -> Sequence[DocumentChoice]:
    """What every document would make, in one reading."""
    request = PrintRequest(Language(language) if language else None, size, spares=spares)
    return [_choice(db, assembly_id, kind, request) for kind in DOCUMENTS.values()]


def _choice(db: Any, assembly_id: UUID, kind: DocumentKind, request: PrintRequest) -> DocumentChoice:
    try:
        return DocumentChoice(kind, tuple(kind.gather(db, assembly_id, request)), None)
    except RefusedError as refusal:
        return DocumentChoice(kind, (), refusal)
