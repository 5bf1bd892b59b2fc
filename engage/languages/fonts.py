"""The fonts that come with the app: which family sets which script, and which characters they all lack."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from engage.languages.scripts import LATIN, resolved_scripts
from engage.paths import shipped


@dataclass(frozen=True)
class Family:
    """One typeface, in `resources/fonts/<name>-Regular.ttf` and, if it has one, `-Bold.ttf`.

    `line_height` is the distance of lines and `scale` a correction of the type size, both as multiples of the size
    asked for: scripts of one point size look alike only so. `has_digits`: its European digits are fit to stand in a
    table beside others.
    """

    name: str
    line_height: float = 1.4
    scale: float = 1.0
    has_bold: bool = True
    has_digits: bool = True
    on_screen: bool = True

    def path(self, *, bold: bool = False) -> Path:
        """Its font file; the regular weight where there is no bold."""
        return shipped("resources", "fonts", f"{self.name}-{'Bold' if bold and self.has_bold else 'Regular'}.ttf")


SANS = Family("NotoSans")
NASKH = Family("NotoNaskhArabic", line_height=1.65, scale=1.12, has_digits=False)
# Qt lays Nastaliq out wrongly, so it is for print alone.
NASTALIQ = Family("NotoNastaliqUrdu", line_height=2.1, has_digits=False, on_screen=False)
CHINESE = Family("NotoSansSC", line_height=1.5, has_bold=False)
SYMBOLS = Family("NotoSansSymbols2", has_bold=False)
ARROWS = Family("NotoSansSymbols", has_bold=False)

_BY_SCRIPT: dict[str, Family] = {
    LATIN: SANS,
    "Grek": SANS,
    "Cyrl": SANS,
    "Arab": NASKH,
    "Hebr": Family("NotoSansHebrew"),
    "Beng": Family("NotoSansBengali", line_height=1.5),
    "Guru": Family("NotoSansGurmukhi", line_height=1.5),
    "Gujr": Family("NotoSansGujarati", line_height=1.5),
    "Deva": Family("NotoSansDevanagari", line_height=1.5),
    "Taml": Family("NotoSansTamil", line_height=1.5),
    "Hani": CHINESE,
    "Hans": CHINESE,
    "Hant": CHINESE,
    "Bopo": CHINESE,
}
# Tried in this order when the family of the script has no glyph.
_FALLBACKS = (SANS, *dict.fromkeys(family for family in _BY_SCRIPT.values() if family is not SANS), SYMBOLS, ARROWS)

FAMILIES: tuple[Family, ...] = (*_FALLBACKS, NASTALIQ)


def family_for(script: str, language: str = "") -> Family:
    """The family for a script; Urdu, in print, is set in Nastaliq."""
    if script == "Arab" and language.partition("-")[0] == "ur":
        return NASTALIQ
    return _BY_SCRIPT.get(script, SANS)


def fallback_families(first: Family) -> tuple[Family, ...]:
    """Where to look for a glyph, in order, when `first` is the family wanted."""
    return (first, *(family for family in _FALLBACKS if family is not first))


def screen_fonts() -> list[Path]:
    """The font files that the window loads."""
    families = [family for family in FAMILIES if family.on_screen]
    return [path for family in families for path in dict.fromkeys((family.path(), family.path(bold=True)))]


@lru_cache(maxsize=32)
def coverage(family: Family) -> frozenset[int]:
    """The code points that a family has glyphs for."""
    from fontTools.ttLib import TTFont

    with TTFont(family.path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def is_invisible(character: str) -> bool:
    """Whether a character has no ink of its own: spaces, controls, joiners and direction marks."""
    kind = unicodedata.category(character)
    return kind in {"Cc", "Cf", "Zs", "Zl", "Zp"} or character in _VARIATION_SELECTORS


_VARIATION_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def family_with(character: str, first: Family) -> Family | None:
    """The family that sets the character, `first` if it can; None when no bundled font has it."""
    code = ord(character)
    return next((family for family in fallback_families(first) if code in coverage(family)), None)


def missing_characters(texts: str | Iterable[str]) -> set[str]:
    """The characters of these texts that no bundled font can print: to be shown before printing, not after."""
    whole = texts if isinstance(texts, str) else "".join(texts)
    distinct = "".join(sorted(set(unicodedata.normalize("NFC", whole))))
    visible = [c for c in distinct if not is_invisible(c)]
    wanted = zip(visible, resolved_scripts("".join(visible)), strict=True)
    return {c for c, script in wanted if family_with(c, family_for(script)) is None}
