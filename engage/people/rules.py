"""Who is in the pool, which moves between statuses are allowed, and how names are sorted and found."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
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


class WaveState(StrEnum):
    """How far a wave of letters has come. It never goes back; void is the end."""

    FROZEN = "frozen"
    DRAWN = "drawn"
    VOID = "void"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _WAVE_LABELS[self]


_WAVE_LABELS = {
    WaveState.FROZEN: mark("Frozen, not drawn"),
    WaveState.DRAWN: mark("Drawn"),
    WaveState.VOID: mark("Void"),
}


@dataclass(frozen=True)
class NeedDraft:
    """An access need that is about to be written down."""

    kind: NeedKind
    detail: str = ""
    how_met: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """Someone who is about to be put into the pool, every value checked and as it will be kept."""

    reference: str
    full_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    household_key: str = ""
    spoken_language: str = "en"
    written_language: str = "en"
    type_size: str = "standard"
    photo_consent: str = PhotoConsent.NOT_ASKED.value
    invitation_code: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[NeedDraft, ...] = ()


# Letters that Unicode does not take apart, as people type them when they look for a name.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n"}
)
_DIGITS = re.compile(r"([0-9]+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")

# Fields of a respondent that are one line or paragraph of free text.
TEXT_FIELDS: dict[str, str] = {
    "full_name": mark("Name"),
    "email": mark("Email"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "postcode": mark("Postcode"),
    "household_key": mark("Household"),
    "invitation_code": mark("Code on the letter"),
}

# Fields that take one of a few codes.
CHOICE_FIELDS: dict[str, str] = {
    "spoken_language": mark("Spoken language"),
    "written_language": mark("Written language"),
    "type_size": mark("Type size"),
    "photo_consent": mark("Photos"),
}


def needs_reason(new: RespondentStatus) -> bool:
    """Whether a move to this status has to say why. Confirming is what everybody hopes for and needs no reason."""
    return new is not RespondentStatus.CONFIRMED


def name_key(name: str) -> str:
    """What a name is sorted and searched by: no accents, no case, single spaces."""
    decomposed = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(letters.casefold().translate(_PLAIN_LETTERS).split())


def shown_name(full_name: str, reference: str) -> str:
    """The name, or the reference where there is none."""
    return full_name or reference


def plain_reference(reference: str) -> str:
    """The reference as it is kept: no space around it, and the same letters always the same code points (NFC)."""
    return unicodedata.normalize("NFC", reference.strip())


def reference_key(reference: str) -> str:
    """What a reference is sorted by: its numbers by size, so that R2 comes before R10."""
    parts = _DIGITS.split(unicodedata.normalize("NFKC", reference).casefold())
    return "".join(_sized(part) if part[:1].isdigit() and part.isascii() else part for part in parts)


def reference_order(reference: str) -> tuple[str, str]:
    """The same order as the list's, for sorting without a database: no two references share a place."""
    return reference_key(reference), reference


def _sized(digits: str) -> str:
    significant = digits.lstrip("0") or "0"
    return f"{min(len(significant), 99):02d}{significant}"


@dataclass(frozen=True)
class HomeDraft:
    """A home that is about to be put on the list of addresses: what makes it this home and no other, and its cells."""

    key: str
    cells: tuple[str, ...]


def plain_code(code: str) -> str:
    """A letter's code as it was printed, however it was typed: "bcdf-ghjk 23" is BCDFGHJK23."""
    return code.replace(" ", "").replace("-", "").upper()


def household_key(*parts: str) -> str:
    """The same for two people who wrote the same address; empty when no part was given.

    Case, punctuation and spaces don't count, so that "12 High St." and "12 high st" are one household. A key is its
    own key, so that a list that was written out can be read back.
    """
    folded = [_folded(part) for part in parts]
    return "|".join(folded) if any(part.strip("|") for part in folded) else ""


def _folded(part: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", part).casefold() if c.isalnum() or c == "|")


def looks_like_language(code: str) -> bool:
    """Whether this has the form of a language code, such as `bn`, `syl` or `pa-Arab`."""
    return _LANGUAGE.fullmatch(code) is not None
