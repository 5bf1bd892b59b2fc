"""The language of the screen and of the command line's messages: one for the whole process."""

from engage.languages.catalogues import Catalogue, catalogue

_current: list[Catalogue] = [catalogue("en")]


def use_screen_language(code: str) -> None:
    """From now on `_` and `ngettext` speak this language."""
    _current[0] = catalogue(code)


def screen_catalogue() -> Catalogue:
    """The catalogue in use."""
    return _current[0]


def _(message: str) -> str:
    """The message in the screen's language."""
    return _current[0].gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The right plural form for `count` in the screen's language."""
    return _current[0].ngettext(singular, plural, count)
