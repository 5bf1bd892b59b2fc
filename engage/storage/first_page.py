"""Whether a file's first page is damaged or its key is wrong: the second page, sealed under the same key, can tell.

SQLCipher gives one answer for both. Each of its pages ends in a seal of its own (SQLCipher 4: HMAC-SHA512 over what is
encrypted, the random start value and the page's number), and all that a seal needs besides the key is the salt, the
first 16 bytes of the file. Only when these are damaged as well, nothing can be told.
Source: https://www.zetetic.net/sqlcipher/design/
"""

import hashlib
import hmac
from pathlib import Path

from engage.errors import StorageError
from engage.storage.identity import PAGE_SIZE

_SALT_BYTES = 16
_SEAL_BYTES = 64
_KEY_BYTES = 32
_ROUNDS = 256_000
_SEAL_ROUNDS = 2
_SEAL_SALT_MASK = 0x3A
_RAW_KEY = "x'"


def opens_second_page(path: Path, key: str) -> bool:
    """Whether the second page was sealed under this key, given in SQLCipher's form. Raises StorageError.

    Call it only while the lock is held and no connection is open: closing a file drops every lock on it.
    """
    try:
        with path.open("rb") as file:
            head = file.read(2 * PAGE_SIZE)
    except OSError as error:
        raise StorageError from error
    salt, page = head[:_SALT_BYTES], head[PAGE_SIZE:]
    if len(page) < PAGE_SIZE:
        return False
    seal_salt = bytes(byte ^ _SEAL_SALT_MASK for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", _stretched(key, salt), seal_salt, _SEAL_ROUNDS, _KEY_BYTES)
    sealed = page[:-_SEAL_BYTES] + (2).to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(seal_key, sealed, "sha512"), page[-_SEAL_BYTES:])


def _stretched(key: str, salt: bytes) -> bytes:
    if key.startswith(_RAW_KEY):
        return bytes.fromhex(key.removeprefix(_RAW_KEY).removesuffix("'"))
    return hashlib.pbkdf2_hmac("sha512", key.encode(), salt, _ROUNDS, _KEY_BYTES)
