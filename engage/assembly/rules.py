"""What an assembly is made of, which of its texts have several languages, and what any typed text may hold."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from engage.languages.catalogues import mark

T = TypeVar("T")


class PartnerKind(StrEnum):
    """Who an expectation can be addressed to."""

    COUNCIL = "council"
    NHS = "nhs"
    VOLUNTARY = "voluntary"
    INDIVIDUALS = "individuals"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _PARTNER_LABELS[self]

    @property
    def owes_answer(self) -> bool:
        """Individuals are told what is hoped of them; everyone else owes an answer."""
        return self is not PartnerKind.INDIVIDUALS


_PARTNER_LABELS = {
    PartnerKind.COUNCIL: mark("Council"),
    PartnerKind.NHS: mark("NHS"),
    PartnerKind.VOLUNTARY: mark("Voluntary and community sector"),
    PartnerKind.INDIVIDUALS: mark("Individuals"),
    PartnerKind.OTHER: mark("Other"),
}

# The assembly's texts that are written in several languages, with their labels, in the order of the page.
LOCAL_FIELDS: dict[str, str] = {
    "title": mark("Title"),
    "question": mark("Question"),
    "remit": mark("Remit"),
    "out_of_scope": mark("Out of scope"),
    "parent_vision": mark("Vision that it serves"),
    "what_happens_next": mark("What happens next"),
}

# The rest: one text each.
PLAIN_FIELDS: dict[str, str] = {
    "commissioner": mark("Commissioner"),
    "sponsor": mark("Sponsor"),
    "place": mark("Place"),
    "contact_name": mark("Contact name"),
    "contact_phone": mark("Contact phone"),
    "contact_email": mark("Contact email"),
    "contact_address": mark("Contact address"),
}

# Neither text nor several languages.
OTHER_FIELDS: dict[str, str] = {
    "seats": mark("Seats"),
    "first_session_on": mark("First session on"),
}

TEMPLATE_LABELS: dict[str, str] = {
    "camden": mark("Health and care assembly, as in Camden"),
    "empty": mark("Empty: only the title"),
}

# A partner's plain fields.
PARTNER_FIELDS: dict[str, str] = {
    "name": mark("Name"),
    "lead_name": mark("Who answers for it"),
    "email": mark("Email"),
    "phone": mark("Phone"),
    "address": mark("Address"),
    "language": mark("Language of letters"),
}

TEXT_LIMIT = 20_000
MOST_SEATS = 10_000

_ALLOWED_CONTROLS = frozenset("\t\n\r\x85")


def has_control(text: str) -> bool:
    """Whether the text holds a character that no page can show: a control character or half a surrogate pair.

    Tabs and line ends are no fault.
    """
    if text.isprintable():
        return False
    return any(unicodedata.category(c) in ("Cc", "Cs") and c not in _ALLOWED_CONTROLS for c in text)


def text_fault(text: str) -> str:
    """The code of the error why this text can't be kept; empty when it can."""
    if len(text) > TEXT_LIMIT:
        return "text-too-long"
    return "text-control" if has_control(text) else ""


def with_text(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    """The texts with one language's replaced; a blank text takes its language away."""
    others = {code: other for code, other in texts.items() if code != language}
    return {**others, language: text} if text.strip() else others


def moved(items: list[T], item: T, to: int) -> list[T]:
    """The items with one of them moved to place `to`, counted from 1; past either end is the end."""
    others = [other for other in items if other is not item]
    others.insert(max(to - 1, 0), item)
    return others
