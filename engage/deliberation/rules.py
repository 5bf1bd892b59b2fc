"""Kinds of notes and drafts, and how a wording is compared with the one before it."""

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

from engage.languages.catalogues import mark


class NoteKind(StrEnum):
    """What a note is."""

    IDEA = "idea"
    CONCERN = "concern"
    QUESTION = "question"
    VALUE = "value"
    EVIDENCE_GAP = "evidence-gap"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _NOTE_LABELS[self]


_NOTE_LABELS = {
    NoteKind.IDEA: mark("Idea"),
    NoteKind.CONCERN: mark("Concern"),
    NoteKind.QUESTION: mark("Question"),
    NoteKind.VALUE: mark("What matters"),
    NoteKind.EVIDENCE_GAP: mark("Something we need to know"),
}


class DraftKind(StrEnum):
    """What a draft will be."""

    RECOMMENDATION = "recommendation"
    EXPECTATION = "expectation"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _DRAFT_LABELS[self]

    @property
    def letter(self) -> str:
        """The letter before its number: R1, E2."""
        return self.value[0].upper()


_DRAFT_LABELS = {
    DraftKind.RECOMMENDATION: mark("Recommendation"),
    DraftKind.EXPECTATION: mark("Expectation"),
}

NOTE_LIMIT = 2_000
TITLE_LIMIT = 300
TEXT_LIMIT = 20_000


@dataclass(frozen=True)
class Piece:
    """Words that were kept, added or removed between two versions."""

    text: str
    change: str = ""
    """"added", "removed" or empty."""


def compare_words(old: str, new: str) -> list[Piece]:
    """The two texts as one, word by word, with what was added and removed."""
    before, after = _words(old), _words(new)
    pieces: list[Piece] = []
    for verb, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(Piece("".join(before[a:b])))
            continue
        if a < b:
            pieces.append(Piece("".join(before[a:b]), "removed"))
        if c < d:
            pieces.append(Piece("".join(after[c:d]), "added"))
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
