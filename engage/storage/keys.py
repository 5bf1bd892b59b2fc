"""What opens a file: a passphrase, or the published key of files that hold no secret."""

import secrets
import unicodedata
from functools import lru_cache

from engage.errors import RefusedError
from engage.paths import shipped

PUBLISHED_KEY = "456e67616765206f70656e2066696c652c206e6f7468696e6720736563726574"
"""The key of files made without a passphrase. It hides nothing: it is here for all to read.

Such a file is still SQLCipher's, because only then is every flipped bit noticed. The key is a raw one, so that opening
costs no key stretching.
"""

LEAST_SCORE = 3
_WORDS_IN_PASSPHRASE = 5


def published_key() -> str:
    """The key of a file made without a passphrase, in SQLCipher's form of a raw key."""
    return f"x'{PUBLISHED_KEY}'"


def passphrase_key(passphrase: str) -> str:
    """The key for a passphrase: the text itself, which SQLCipher stretches.

    It is composed first (NFC): the same letter typed on two systems must be the same key.
    """
    text = unicodedata.normalize("NFC", passphrase)
    # What looks like a raw key would not be stretched.
    return f" {text}" if text.lower().startswith("x'") else text


def key_for(passphrase: str | None) -> str:
    """The key for a new file."""
    return published_key() if passphrase is None else passphrase_key(passphrase)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that could be guessed by someone who holds the file. Raises RefusedError."""
    from zxcvbn import zxcvbn

    # The library refuses texts over 72 characters; the beginning is enough to judge by.
    if not passphrase.strip() or zxcvbn(passphrase[:72])["score"] < LEAST_SCORE:
        raise RefusedError("passphrase-weak")


@lru_cache(maxsize=1)
def passphrase_words() -> tuple[str, ...]:
    """The words that suggestions are made of."""
    lines = shipped("resources", "passphrase-words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def suggest_passphrase() -> str:
    """Five words chosen by the system's random source, such as "harbour-violin-mint-lantern-otter"."""
    return "-".join(secrets.choice(passphrase_words()) for _ in range(_WORDS_IN_PASSPHRASE))
