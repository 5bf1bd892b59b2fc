"""The assembly's own texts: one text in several languages, with a fallback that is never silent."""

from collections.abc import Mapping
from dataclasses import dataclass

LocalText = Mapping[str, str]
"""Texts by language code. The file's first language, English unless set otherwise, is the fallback."""


@dataclass(frozen=True)
class PickedText:
    """The text that was found, the language it is in, and whether that is not the language asked for."""

    text: str
    language: str
    is_fallback: bool


def pick(texts: LocalText, language: str, *, fallback: str = "en") -> PickedText:
    """The text in the language asked for; failing that in the fallback language; failing that any that is there."""
    for code in (language, fallback, *sorted(texts)):
        if texts.get(code, "").strip():
            return PickedText(texts[code], code, is_fallback=code != language)
    return PickedText("", language, is_fallback=False)
