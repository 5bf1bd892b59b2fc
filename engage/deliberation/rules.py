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
    """The two texts as one, word by word, with what was added and removed.

    Words that changed side by side make one piece, however many spaces stand between them.
    """
    before, after = _words(old), _words(new)
    changes: list[tuple[str, str]] = []
    follows_change = False
    for _verb, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[a:b]), "".join(after[c:d])
        is_change = removed != added
        # Between two changes there is always something equal: a mere space does not part them.
        is_joint = removed.isspace() and follows_change and b < len(before) and d < len(after)
        if follows_change and (is_change or is_joint):
            last = changes.pop()
            removed, added = last[0] + removed, last[1] + added
        changes.append((removed, added))
        follows_change = is_change or is_joint
    return [piece for removed, added in changes for piece in _pieces(removed, added)]


def _pieces(removed: str, added: str) -> list[Piece]:
    if removed == added:
        return [Piece(removed)]
    return [piece for piece in (Piece(removed, "removed"), Piece(added, "added")) if piece.text]


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
