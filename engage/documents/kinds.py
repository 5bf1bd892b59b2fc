"""What a document is to those who list and print it: its kind, one piece of work, one finished file."""

import hashlib
import re
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.documents.typesetting import Paper
from engage.languages.catalogues import DOCUMENT_LANGUAGES, mark
from engage.languages.editions import Edition, Language, TypeSize
from engage.languages.screen import _


class Audience(StrEnum):
    """Whom a document is for."""

    PERSON = "person"
    PARTNER = "partner"
    SESSION = "session"
    ASSEMBLY = "assembly"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _AUDIENCE_LABELS[self]


_AUDIENCE_LABELS = {
    Audience.PERSON: mark("For each person"),
    Audience.PARTNER: mark("For each partner"),
    Audience.SESSION: mark("For each session"),
    Audience.ASSEMBLY: mark("For the assembly"),
}


@dataclass(frozen=True)
class PrintRequest:
    """What to print and how. None: each person's own language and size; English, standard, for the assembly.

    `references` are the people to print for; empty: everyone the document is for. `spares` is how many ballot papers
    more than there are voters come out in each edition.
    """

    language: Language | None = None
    size: TypeSize | None = None
    references: Collection[str] = ()
    clock: Clock = utc_now
    spares: int = 0

    def edition(self, own_language: str = "en", own_size: TypeSize = TypeSize.STANDARD) -> Edition:
        """The edition for someone whose own language and size these are; English for a language we have no words in."""
        return Edition(self.language or Language(document_language(own_language)), self.size or own_size)


def document_language(code: str) -> str:
    """The language that documents come in for someone who reads `code` (BCP 47)."""
    base = code.partition("-")[0]
    return next((known for known in (code, base) if known in DOCUMENT_LANGUAGES), "en")


@dataclass(frozen=True)
class PrintJob:
    """One file to be made: everything it takes, read from the database. Rendering it needs no database."""

    document: str
    content: Any
    edition: Edition
    compose: Callable[[Any, Edition], Paper]
    for_reference: str = ""
    fallbacks: Sequence[str] = ()
    """Labels of texts that are not written in the edition's language."""
    wanted_language: str = ""
    """The language that the person reads, where documents don't come in it."""

    @property
    def file_name(self) -> str:
        """The name of the file that comes of it."""
        return file_name(self.document, self.for_reference, self.edition)

    def render(self) -> "PrintedFile":
        """Set the pages. The same job gives the same bytes."""
        paper = self.compose(self.content, self.edition)
        data = paper.to_pdf()
        return PrintedFile(
            document=self.document,
            for_reference=self.for_reference,
            language=self.edition.language,
            size=self.edition.size,
            pages=paper.page_count,
            data=data,
            problems=tuple(self._problems(paper)),
        )

    def _problems(self, paper: Paper) -> list["PrintProblem"]:
        found = [
            _("“{character}” ({code}) can't be printed: no font has it. A mark stands in its place.").format(
                character=character, code=f"U+{ord(character):04X}"
            )
            for character in sorted(paper.missing)
        ]
        language = self.edition.language.own_name
        if self.wanted_language:
            text = _("{reference} reads a language ({code}) that documents don't come in; this one is in {language}.")
            found.append(text.format(reference=self.for_reference, code=self.wanted_language, language=language))
        if self.edition.catalogue.is_draft:
            text = _("The words in {language} are a draft that no native reader has checked yet.")
            found.append(text.format(language=language))
        found += [
            _("“{text}” is not written in {language}; it is printed in another language and marked so.").format(
                text=_(label), language=language
            )
            for label in self.fallbacks
        ]
        return [PrintProblem(self.document, self.for_reference, self.edition.language.code, text) for text in found]


@dataclass(frozen=True)
class PrintProblem:
    """Something to look at before printing, in the screen's language. The file is made all the same."""

    document: str
    for_reference: str
    language: str
    message: str


@dataclass(frozen=True)
class PrintedFile:
    """One finished PDF. `for_reference` is empty when it is for the whole assembly."""

    document: str
    for_reference: str
    language: Language
    size: TypeSize
    pages: int
    data: bytes = field(repr=False)
    problems: tuple[PrintProblem, ...] = ()

    @property
    def file_name(self) -> str:
        """What to call the file."""
        return file_name(self.document, self.for_reference, Edition(self.language, self.size))


def file_name(document: str, reference: str, edition: Edition) -> str:
    """A name that any disk takes, and that no other file of the same printing has."""
    parts = [document, _safe(reference), edition.language.code, edition.size.value]
    return "-".join(part for part in parts if part) + ".pdf"


def _safe(reference: str) -> str:
    """The reference as part of a file name; when characters had to go, a few digits keep it apart from others."""
    kept = re.sub(r"[^A-Za-z0-9_]+", "_", reference)[:60]
    if kept == reference:
        return kept
    return f"{kept.strip('_')}~{hashlib.sha256(reference.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("~")


@dataclass(frozen=True)
class DocumentKind:
    """A document that the app can print. `title` is to be translated.

    `gather` reads what the request asks for and raises RefusedError when there is nothing to print yet. `compose` puts
    one content on paper.
    """

    id: str
    title: str
    audience: Audience
    gather: Callable[[Session, uuid.UUID, PrintRequest], list[PrintJob]]
    compose: Callable[[Any, Edition], Paper]

    def render(self, content: Any, edition: Edition) -> bytes:
        """One content as a PDF."""
        return self.compose(content, edition).to_pdf()
