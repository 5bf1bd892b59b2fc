"""Who may be in a file twice: doubts that a person should look at, never a reason to refuse. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from engage.exchange.columns import normalised
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark
from engage.people.rules import PersonDraft, name_key


class Contact(StrEnum):
    """What two people of the same name may share."""

    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"

    @property
    def label(self) -> str:
        """The words for it, in the middle of a sentence, to be translated."""
        return _CONTACT_LABELS[self]


_CONTACT_LABELS = {
    Contact.EMAIL: mark("email address"),
    Contact.PHONE: mark("phone number"),
    Contact.POSTCODE: mark("postcode"),
}


def find_doubles(drafts: Mapping[int, PersonDraft], column: str) -> Iterator[Problem]:
    """One doubt for each row that has the name and a contact of an earlier row; `column` is the one to look at."""
    seen: dict[tuple[str, Contact, str], int] = {}
    for number, draft in drafts.items():
        doubt: Problem | None = None
        for contact in Contact if draft.full_name else ():
            given = getattr(draft, contact.value)
            other = (
                seen.setdefault((name_key(draft.full_name), contact, normalised(given)), number) if given else number
            )
            if other != number and doubt is None:
                doubt = Problem(number, column, "maybe-same-person", {"other": other, "what": contact})
        if doubt is not None:
            yield doubt
