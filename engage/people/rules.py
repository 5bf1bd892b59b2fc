"""Who is in the pool, which moves between statuses are allowed, and how names are sorted and found."""

import unicodedata
from enum import StrEnum

from engage.languages.catalogues import mark

NOT_GIVEN = ""
"""The answer of someone who gave none: a value that is counted, never a missing one."""


class RespondentStatus(StrEnum):
    """Where a respondent stands."""

    POOL = "pool"
    INELIGIBLE = "ineligible"
    SELECTED = "selected"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    RespondentStatus.POOL: mark("In the pool"),
    RespondentStatus.INELIGIBLE: mark("Not eligible"),
    RespondentStatus.SELECTED: mark("Selected"),
    RespondentStatus.CONFIRMED: mark("Confirmed"),
    RespondentStatus.WITHDRAWN: mark("Withdrawn"),
}

# Selecting is the lottery's alone; the other moves are an officer's, each with a reason.
_OFFICER_MOVES: dict[RespondentStatus, frozenset[RespondentStatus]] = {
    RespondentStatus.POOL: frozenset({RespondentStatus.INELIGIBLE, RespondentStatus.WITHDRAWN}),
    RespondentStatus.INELIGIBLE: frozenset({RespondentStatus.POOL}),
    RespondentStatus.SELECTED: frozenset({RespondentStatus.CONFIRMED, RespondentStatus.WITHDRAWN}),
    RespondentStatus.CONFIRMED: frozenset({RespondentStatus.WITHDRAWN}),
    RespondentStatus.WITHDRAWN: frozenset(),
}


def allowed_moves(status: RespondentStatus) -> frozenset[RespondentStatus]:
    """The statuses an officer may give to someone who now has `status`."""
    return _OFFICER_MOVES[status]


def can_move(old: RespondentStatus, new: RespondentStatus) -> bool:
    """Whether an officer may make this move."""
    return new in _OFFICER_MOVES[old]


class PhotoConsent(StrEnum):
    """Whether a person may be photographed. Not asked counts as no."""

    YES = "yes"
    ASK = "ask"
    NO = "no"
    NOT_ASKED = "not-asked"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _PHOTO_LABELS[self]


_PHOTO_LABELS = {
    PhotoConsent.YES: mark("Yes, photos are fine"),
    PhotoConsent.ASK: mark("Ask me first"),
    PhotoConsent.NO: mark("No photos"),
    PhotoConsent.NOT_ASKED: mark("Not asked yet"),
}


class NeedKind(StrEnum):
    """Kinds of access need (Accessible Information Standard, and what venues ask)."""

    CONTACT = "contact"
    FORMAT = "format"
    COMMUNICATION = "communication"
    INTERPRETER = "interpreter"
    STEP_FREE = "step-free"
    SEATING = "seating"
    LIGHT_NOISE = "light-noise"
    BREAKS = "breaks"
    DIET = "diet"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _NEED_LABELS[self]


_NEED_LABELS = {
    NeedKind.CONTACT: mark("A certain way to be contacted"),
    NeedKind.FORMAT: mark("Information in a certain format"),
    NeedKind.COMMUNICATION: mark("Support to communicate"),
    NeedKind.INTERPRETER: mark("An interpreter"),
    NeedKind.STEP_FREE: mark("Step-free access"),
    NeedKind.SEATING: mark("Seating"),
    NeedKind.LIGHT_NOISE: mark("Light and noise"),
    NeedKind.BREAKS: mark("Breaks"),
    NeedKind.DIET: mark("Diet"),
    NeedKind.OTHER: mark("Other"),
}


def name_key(name: str) -> str:
    """What a name is sorted and searched by: no accents, no case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.casefold().split())


def household_key(*parts: str) -> str:
    """The same for two people who wrote the same address; empty when no part was given.

    Case, punctuation and spaces don't count, so that "12 High St." and "12 high st" are one household.
    """
    folded = ["".join(c for c in unicodedata.normalize("NFKC", part).casefold() if c.isalnum()) for part in parts]
    return "|".join(folded) if any(folded) else ""
