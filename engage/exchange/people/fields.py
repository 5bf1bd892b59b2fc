"""The columns of a file of people: what the field's tools call them, and what may stand in their cells. Pure."""

from functools import lru_cache

from babel import Locale

from engage.exchange.columns import Column, normalised
from engage.languages.catalogues import mark
from engage.languages.editions import TypeSize
from engage.people.rules import NeedKind, PhotoConsent, looks_like_language

REFERENCE = Column(
    "reference",
    mark("The person's own reference; another column can be named with --id-column"),
    (
        "id",
        "unique_id",
        "nationbuilder_id",
        "respondent_id",
        "person_id",
        "registrant_id",
        "participant_id",
        "external_id",
        "ref",
    ),
    is_required=True,
)
NAME = Column("name", mark("The full name; it may be empty"), ("full_name", "display_name"))
FIRST_NAME = Column("first_name", mark("First name, where there is no full name"), ("given_name", "forename"))
LAST_NAME = Column("last_name", mark("Last name, where there is no full name"), ("surname", "family_name"))
EMAIL = Column("email", mark("Email address"), ("email_address",))
PHONE = Column("phone", mark("Phone number"), ("phone_number", "telephone", "mobile", "mobile_number", "tel"))
ADDRESS = Column("address", mark("The whole address; or give it in columns address_line1, address_line2 and so on"))
ADDRESS_LINES = (
    "address_line1",
    "address_line_1",
    "address1",
    "primary_address1",
    "street_address",
    "street",
    "address_line2",
    "address_line_2",
    "address2",
    "primary_address2",
    "address_line3",
    "address_line_3",
    "address3",
    "primary_address3",
    "primary_city",
    "city",
    "town",
)
POSTCODE = Column("postcode", mark("Postcode"), ("zip_royal_mail", "post_code", "postal_code", "primary_zip", "zip"))
HOUSEHOLD = Column(
    "household", mark("The same for people who live together; other columns can be named with --household")
)
LANGUAGE = Column("language", mark("The language that is both spoken and read: its code or its English name"))
SPOKEN = Column("spoken_language", mark("The language that is spoken: its code or its English name"))
WRITTEN = Column("written_language", mark("The language to print in: its code or its English name"))
TYPE_SIZE = Column("type_size", mark("Type size: standard or large"), ("print_size",))
PHOTO_CONSENT = Column("photo_consent", mark("Photos: yes, ask, no or not-asked"), ("photos",))
INVITATION_CODE = Column(
    "invitation_code", mark("The code on the letter that the person answers"), ("letter_code", "invite_code", "code")
)
ACCESS_NEEDS = Column(
    "access_needs", mark("What the person needs, in their own words"), ("needs", "access_requirements")
)
NEED_KIND = Column("need_1_kind", mark("The kind of the first access need; further ones are need_2_kind and so on"))
NEED_DETAIL = Column("need_1_detail", mark("What the first access need is"))
NEED_HOW_MET = Column("need_1_how_met", mark("How the first access need will be met"))

COLUMNS = (
    REFERENCE,
    NAME,
    FIRST_NAME,
    LAST_NAME,
    EMAIL,
    PHONE,
    ADDRESS,
    POSTCODE,
    HOUSEHOLD,
    LANGUAGE,
    SPOKEN,
    WRITTEN,
    TYPE_SIZE,
    PHOTO_CONSENT,
    INVITATION_CODE,
    ACCESS_NEEDS,
    NEED_KIND,
    NEED_DETAIL,
    NEED_HOW_MET,
    Column("…", mark("One column for each target category, named as it is, with the values of the targets")),
)

# What an exported file always has, in this order; the needs follow.
EXPORTED = (
    REFERENCE,
    NAME,
    EMAIL,
    PHONE,
    ADDRESS,
    POSTCODE,
    HOUSEHOLD,
    SPOKEN,
    WRITTEN,
    TYPE_SIZE,
    PHOTO_CONSENT,
    INVITATION_CODE,
)

NEED_PARTS = ("kind", "detail", "how_met")

TYPE_SIZES = {
    "": "standard",
    "standardprint": "standard",
    "largeprint": "large",
    **{size.value: size.value for size in TypeSize},
}
PHOTO_CHOICES = {
    "": PhotoConsent.NOT_ASKED.value,
    "y": PhotoConsent.YES.value,
    "n": PhotoConsent.NO.value,
    **{normalised(choice.value): choice.value for choice in PhotoConsent},
}
NEED_KINDS = {normalised(kind.value): kind for kind in NeedKind}

# English names that CLDR doesn't use, and languages that it doesn't know.
_OTHER_NAMES = {
    "bengali": "bn",
    "sylheti": "syl",
    "farsi": "fa",
    "mandarin": "zh",
    "bsl": "bfi",
    "britishsignlanguage": "bfi",
}


def column_names(column: Column) -> tuple[str, ...]:
    """Every name of a column. With `engage_` before it where a category or another column has its own name."""
    return (f"engage_{column.name}", column.name, *column.aliases)


def need_column_names(number: int, part: str) -> tuple[str, ...]:
    """Both names of a column for an access need, as `column_names`."""
    return f"engage_need_{number}_{part}", f"need_{number}_{part}"


@lru_cache(maxsize=1024)
def language_code(text: str) -> str:
    """The code of a language that is given by code or English name; empty for an unknown one. No text is English."""
    if not text:
        return "en"
    return text if looks_like_language(text) else _names().get(normalised(text), "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    named = {code: str(name) for code, name in Locale("en").languages.items() if looks_like_language(code)}
    return {
        **{normalised(code): code for code in named},
        **{normalised(name): code for code, name in named.items()},
        **_OTHER_NAMES,
    }
