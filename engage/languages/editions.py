"""An edition: the language, type size and watermark in which a document comes out."""

from dataclasses import dataclass
from enum import StrEnum

from babel import Locale

from engage.languages.catalogues import Catalogue, catalogue, mark


@dataclass(frozen=True)
class Language:
    """A written language by its BCP 47 code, such as `bn` or `pa-Arab`."""

    code: str

    @property
    def locale(self) -> Locale:
        """Babel's locale for it."""
        return Locale.parse(self.code, sep="-")

    @property
    def is_right_to_left(self) -> bool:
        """Whether its lines run from right to left."""
        return self.locale.text_direction == "rtl"

    @property
    def own_name(self) -> str:
        """Its name in its own script."""
        return self.locale.get_display_name(self.locale) or self.code

    @property
    def catalogue(self) -> Catalogue:
        """The app's words in it."""
        return catalogue(self.code)


class TypeSize(StrEnum):
    """The type sizes that a document comes in (UKAAF G003: clear print 14 pt, large print 18 pt)."""

    STANDARD = "standard"
    LARGE = "large"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _SIZE_LABELS[self]

    @property
    def points(self) -> float:
        """Size of body text in points."""
        return {TypeSize.STANDARD: 14.0, TypeSize.LARGE: 18.0}[self]

    @property
    def office_points(self) -> float:
        """The same in papers for officers and witnesses: 12 points do in standard print; large print stays as large."""
        return {TypeSize.STANDARD: 12.0, TypeSize.LARGE: 18.0}[self]


_SIZE_LABELS = {
    TypeSize.STANDARD: mark("Standard print, 14 point"),
    TypeSize.LARGE: mark("Large print, 18 point"),
}


@dataclass(frozen=True)
class Edition:
    """How one document comes out. The language is the reader's, not the screen's."""

    language: Language
    size: TypeSize = TypeSize.STANDARD
    watermark: str = ""

    @property
    def catalogue(self) -> Catalogue:
        """The app's words in the edition's language."""
        return self.language.catalogue
