"""Languages as an officer chooses them: the name in the screen's language, and its own name beside it."""

from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

from engage.languages.catalogues import DOCUMENT_LANGUAGES, mark
from engage.languages.screen import _, screen_catalogue

# Names that differ from those of Babel's tables, or that are not in them.
_SAID = {"bn": mark("Bengali"), "syl": mark("Sylheti")}

# How each document language names itself. Written down here, since Babel has to load a whole locale to say one word.
_OWN_NAMES = {
    "en": "English",
    "cy": "Cymraeg",
    "pl": "polski",
    "so": "Soomaali",
    "ar": "العربية",
    "ur": "اردو",
    "bn": "বাংলা",
}

# fmt: off
# Languages often spoken at assemblies in Britain, beside those that documents come in.
_OFTEN_SPOKEN = (
    "am", "bg", "zh", "de", "el", "es", "fa", "fr", "gu", "hi", "hu", "it", "ku", "lt",
    "lv", "ml", "ne", "pa", "pa-Arab", "ps", "pt", "ro", "ru", "sk", "sq", "sr", "sw", "syl",
    "ta", "te", "ti", "tr", "uk", "vi", "yi", "yo", "yue",
)
# fmt: on


def language_name(code: str) -> str:
    """The language's name in the language of the screen; the code where nobody knows it."""
    return _(_SAID[code]) if code in _SAID else _name(code, screen_catalogue().code)


def document_languages() -> list[tuple[str, str]]:
    """Choices of the languages in which the app's own documents come."""
    return _choices(DOCUMENT_LANGUAGES)


def spoken_languages() -> list[tuple[str, str]]:
    """Choices of what people may speak: the documents' languages first, then others by name."""
    others = sorted(_choices(_OFTEN_SPOKEN), key=lambda choice: choice[1].casefold())
    return [*document_languages(), *others]


def _choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, _with_own_name(code)) for code in codes]


def _with_own_name(code: str) -> str:
    name, own = language_name(code), _OWN_NAMES.get(code, "")
    return name if own.casefold() in ("", name.casefold()) else f"{name} · {own}"


@lru_cache(maxsize=512)
def _name(code: str, screen: str) -> str:
    base, _dash, script = code.partition("-")
    languages, scripts = Locale.parse(screen).languages, Locale.parse(screen).scripts
    name: str = languages.get(base, base)
    return f"{name} ({scripts.get(script, script)})" if script else name
