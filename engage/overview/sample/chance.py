"""Choices that come out the same for the same seed, on any machine and any version of Python."""

import hashlib
import hmac
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of choices made from a seed."""

    def __init__(self, seed: str) -> None:
        self._key = hashlib.sha256(seed.encode()).digest()
        self._count = 0

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit` (far below 2**64)."""
        return int.from_bytes(self._block()[:16], "big") % limit

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, as likely as its weight."""
        place = self.below(sum(weights.values()))
        for item, weight in weights.items():
            place -= weight
            if place < 0:
                return item
        raise AssertionError

    def percent(self, share: int) -> bool:
        """True `share` times in a hundred."""
        return self.below(100) < share

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(len(left))]

    def uuid(self) -> uuid.UUID:
        """A key like those of `uuid4`."""
        return uuid.UUID(bytes=self._block()[:16], version=4)

    def salt(self) -> bytes:
        """32 bytes."""
        return self._block()

    def token(self) -> str:
        """16 hex digits."""
        return self._block()[:8].hex()

    def _block(self) -> bytes:
        self._count += 1
        return hmac.digest(self._key, self._count.to_bytes(8, "big"), "sha256")
