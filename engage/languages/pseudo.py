"""A language that nobody speaks: every word of the app is marked and stretched, so that a forgotten one stands out.

Its code is `xx`. Look at screenshots in it: what is not in brackets was never given to the translators, and what is
cut off will be cut off in a language with longer words.
"""

import gettext
import re

PSEUDO_LANGUAGE = "xx"

_PLAIN = "AEINOSUYaceinosuy"
_MARKED = "ÅÉÎÑÖŠÛÝåçéîñöšûý"
_MARKS = str.maketrans(_PLAIN, _MARKED)
_KEPT = re.compile(r"(\{[^{}]*\})")  # placeholders stay as they are


def pseudo(message: str) -> str:
    """The message in brackets, with accents, and a third longer."""
    parts = _KEPT.split(message)
    marked = "".join(part if _KEPT.fullmatch(part) else part.translate(_MARKS) for part in parts)
    return f"⟦{marked}{'·' * (len(message) // 3)}⟧"


class PseudoTranslations(gettext.NullTranslations):
    """Translates every message into the language that nobody speaks."""

    def gettext(self, message: str) -> str:
        """The marked message."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The marked singular or plural, by the English rule."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - gettext's own signature
        """The marked message; the context makes no difference."""
        return pseudo(message)
