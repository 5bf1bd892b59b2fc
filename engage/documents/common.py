"""What several documents share: texts with a visible fallback, ways to reach us, chances in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from babel import Locale, UnknownLocaleError

from engage.assembly.views import AssemblySheet
from engage.documents.typesetting import Paper, Span, Text, filled, verbatim
from engage.languages.bidi import isolated
from engage.languages.editions import Edition, Language
from engage.languages.formats import long_date, number, percent
from engage.languages.local_text import PickedText

_GROUP, _GROUPS = 8, 4


@dataclass(frozen=True)
class Contact:
    """How to reach whoever runs the assembly; any of it may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    def ways(self, edition: Edition) -> list[list[Span]]:
        """One line for each way there is."""
        _ = edition.catalogue.gettext
        lines = [
            (self.phone, _("Call {phone}.")),
            (self.email, _("Email {email}.")),
            (self.address, _("Write to {address}.")),
        ]
        given = {"phone": self.phone, "email": self.email, "address": _one_line(self.address)}
        return [filled(sentence, **given) for value, sentence in lines if value.strip()]


def contact_of(sheet: AssemblySheet) -> Contact:
    """How to reach whoever runs the assembly."""
    fields = sheet.fields
    return Contact(fields["contact_name"], fields["contact_phone"], fields["contact_email"], fields["contact_address"])


def ways_to_ask(paper: Paper, contact: Contact) -> None:
    """All the ways to reach us, in one paragraph."""
    ways = contact.ways(paper.edition)
    paper.paragraph([span for way in ways for span in (*way, Span(" "))])


def letter_head(
    paper: Paper, *, title: PickedText, commissioner: str, address: Sequence[str], dated: date, contact: Contact
) -> None:
    """Who writes, to whom, on what day; and beside the address how to get the letter in another form."""
    edition = paper.edition
    _ = edition.catalogue.gettext
    paper.paragraph(local_spans(title, edition), bold=True)
    paper.paragraph(verbatim(commissioner))

    def beside() -> None:
        paper.paragraph(long_date(dated, edition.language))
        paper.paragraph(_("Do you want this letter in another language or format? Please ask us."))
        if contact.phone.strip():
            paper.paragraph(verbatim(contact.phone), bold=True)

    paper.address(address, beside=beside)


def local_spans(picked: PickedText, edition: Edition) -> list[Span]:
    """One of the assembly's own texts; when it is not in the reader's language, a mark behind it says so."""
    return [inline(picked, edition), *fallback_mark(picked, edition)]


def fallback_mark(picked: PickedText, edition: Edition) -> list[Span]:
    """What says that a text is in another language than the reader's; nothing where it is in theirs."""
    return _mark(picked.language, edition) if picked.is_fallback and picked.text.strip() else []


def _mark(code: str, edition: Edition) -> list[Span]:
    _ = edition.catalogue.gettext
    return [Span(" "), *filled(_("[in {language}]"), language=language_name(code, edition.language))]


def local_column(header: str, column: Sequence[PickedText], edition: Edition) -> tuple[Text, list[Text]]:
    """A column of a table: its header and its cells. If all are in one other language, the header alone says so."""
    written = [picked for picked in column if picked.text.strip()]
    languages = {picked.language for picked in written}
    if len(languages) == 1 and all(picked.is_fallback for picked in written):
        return [header, *_mark(languages.pop(), edition)], [inline(picked, edition) for picked in column]
    return header, [local_spans(picked, edition) for picked in column]


def inline(picked: PickedText, edition: Edition) -> Span:
    """The text alone, for use inside a sentence: a screen reader hears which language it is in."""
    return Span(isolated(picked.text), language=picked.language if picked.language != edition.language.code else "")


def paragraphs(paper: Paper, picked: PickedText) -> None:
    """A longer text, with its own paragraphs; the fallback mark stands behind the last."""
    parts = [part.strip() for part in picked.text.split("\n\n") if part.strip()]
    for place, part in enumerate(parts):
        is_last = place == len(parts) - 1
        text = PickedText(part, picked.language, is_fallback=picked.is_fallback and is_last)
        paper.paragraph(local_spans(text, paper.edition))


def language_name(code: str, reader: Language) -> str:
    """The name of a language in the reader's own."""
    try:
        return Locale.parse(code, sep="-").get_display_name(reader.locale) or code
    except (UnknownLocaleError, ValueError):  # a code that somebody typed
        return code


def chance_words(chance: Fraction, edition: Edition) -> str:
    """A chance as people say it: about 1 in 7; with its percentage."""
    _, language = edition.catalogue.gettext, edition.language
    share = percent(float(chance), language, decimals=0 if chance in {0, 1} else 1)
    if chance == 1:
        return _("certain ({percent})").format(percent=share)
    if chance * 2 <= 1 and chance > 0:
        return _("about 1 in {number} ({percent})").format(number=number(round(1 / chance), language), percent=share)
    return _("about {number} in 100 ({percent})").format(number=number(round(chance * 100), language), percent=share)


def fingerprint(digits: str) -> list[str | Span]:
    """A fingerprint to be compared by eye: groups of eight digits, four groups a line."""
    groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    lines = [verbatim(" ".join(groups[at : at + _GROUPS])) for at in range(0, len(groups), _GROUPS)]
    return [part for line in lines for part in (line, "\n")][:-1]


def addresses(texts: Sequence[str]) -> Iterator[str]:
    """The lines of a postal address, as many a line as its writer chose; commas alone also part it."""
    for text in texts:
        lines = text.splitlines() if "\n" in text else text.split(",")
        yield from (line.strip() for line in lines if line.strip())


def _one_line(address: str) -> str:
    return ", ".join(addresses([address]))
