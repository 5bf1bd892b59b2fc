"""The app's own words in each language, read straight from the `.po` files."""

import gettext
from functools import lru_cache
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from engage.languages.pseudo import PSEUDO_LANGUAGE, PseudoTranslations
from engage.paths import shipped

SCREEN_LANGUAGES = ("en", "cy", "ar")
DOCUMENT_LANGUAGES = ("en", "cy", "pl", "so", "ar", "ur", "bn")


def mark(message: str) -> str:
    """Mark a constant for translation; the text is translated when it is shown."""
    return message


class Catalogue:
    """One language's words. `is_draft` says that no native reader has checked them."""

    def __init__(self, code: str, translations: gettext.NullTranslations, *, is_draft: bool = False) -> None:
        self.code = code
        self.is_draft = is_draft
        self._translations = translations

    def gettext(self, message: str) -> str:
        """The message in this language, or as it is when there is no translation."""
        return self._translations.gettext(message) if message else ""

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The right plural form for `count`."""
        return self._translations.ngettext(singular, plural, count)

    def pgettext(self, context: str, message: str) -> str:
        """The message as used in a context."""
        return self._translations.pgettext(context, message)


@lru_cache(maxsize=32)
def catalogue(code: str) -> Catalogue:
    """The catalogue of a language; English words where the app has no catalogue for it."""
    if code == PSEUDO_LANGUAGE:
        return Catalogue("en", PseudoTranslations())  # with English numbers and dates
    path = shipped("translations", f"{code}.po")
    if not path.is_file():
        return Catalogue(code, gettext.NullTranslations())
    text = path.read_bytes()
    messages = read_po(BytesIO(text), locale=code)
    is_draft = b'"X-Draft: yes' in text  # Babel drops the headers that it does not know
    for message in [each for each in messages if each.pluralizable and not all(each.string or ())]:
        # Babel would fill an untranslated plural with English, by places that English does not have.
        messages.delete(message.id, context=message.context)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(code, gettext.GNUTranslations(compiled), is_draft=is_draft)
