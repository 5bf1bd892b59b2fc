"""Which script each letter of a text belongs to (UAX #24), and which script a language is written in."""

from functools import lru_cache
from itertools import groupby

from babel import Locale
from babel.core import get_global

LATIN = "Latn"
_SHARED = frozenset({"Zyyy", "Zinh", "Zzzz"})  # common, inherited, unknown: they follow their neighbours
_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """The ISO 15924 code of the character's own script, such as `Latn`; `Zyyy` for what all scripts share."""
    from fontTools.unicodedata import script

    return str(script(character))


@lru_cache(maxsize=64)
def main_script(language: str) -> str:
    """The script that a language (BCP 47) is mostly written in."""
    locale = Locale.parse(language, sep="-")
    if locale.script:
        return str(locale.script)
    likely = get_global("likely_subtags").get(locale.language, "")
    return next((part for part in likely.split("_") if len(part) == len(LATIN)), LATIN)


def resolved_scripts(text: str, default: str = LATIN) -> list[str]:
    """The script of each character; shared ones take that of what stands before them, else after, else `default`."""
    found: list[str] = []
    current = ""
    for character in text:
        own = script_of(character)
        current = current if own in _SHARED else own
        found.append(current)
    first = next((script for script in found if script), default)
    return [script or first for script in found]


def scripts_in(text: str) -> frozenset[str]:
    """The scripts that a text's own letters belong to."""
    return frozenset(script for script, _ in groupby(map(script_of, text))) - _SHARED


def is_right_to_left(script: str) -> bool:
    """Whether lines in this script run from right to left."""
    return script in _RIGHT_TO_LEFT
