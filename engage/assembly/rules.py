"""What an assembly is made of, and which of its texts have several languages."""

from enum import StrEnum

from engage.languages.catalogues import mark


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

TEXT_LIMIT = 20_000
