"""Random numbers that anyone can make again, in any language: HMAC-SHA256 over a counter, integers by rejection."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
_BLOCK_BYTES = 32


class Stream:
    """Bytes in blocks: block i is HMAC-SHA256(seed, i as 8 bytes, most significant first), i from 0."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._counter = 0
        self._left = b""

    def take(self, count: int) -> bytes:
        """The next `count` bytes."""
        while len(self._left) < count:
            block = hmac.new(self._seed, self._counter.to_bytes(8, "big"), hashlib.sha256).digest()
            self._counter += 1
            self._left += block
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def below(self, limit: int) -> int:
        """A whole number from 0 up to but not including `limit`, all equally likely.

        Takes the fewest whole bytes that can hold limit - 1, clears the bits above, and takes again while the number
        is too large: no number is favoured.
        """
        if limit < 1:
            msg = "limit must be positive"
            raise ValueError(msg)
        bits = (limit - 1).bit_length()
        count = (bits + 7) // 8
        while True:
            number = int.from_bytes(self.take(count), "big") & ((1 << bits) - 1)
            if number < limit:
                return number

    def fractions(self, count: int) -> npt.NDArray[np.float64]:
        """Numbers from 0 up to but not including 1, for work that needs no exactness."""
        numbers: npt.NDArray[np.float64] = np.frombuffer(self.take(4 * count), dtype=">u4") / 2.0**32
        return numbers

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in random order (Fisher and Yates, from the last place down)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order


def choose_weighted(stream: Stream, weights: Sequence[int]) -> int:
    """A place in the list, in proportion to the weights: the first whose running sum exceeds the number drawn."""
    number = stream.below(sum(weights))
    for place, weight in enumerate(weights):
        if number < weight:
            return place
        number -= weight
    raise AssertionError


def seeded(seed: int) -> Stream:
    """A stream for work that needs to be repeatable but not public: ties, phases, orders."""
    return Stream(hashlib.sha256(f"engage engine seed {seed}".encode()).digest())


def calling_order(selected: Iterable[str], seed: bytes) -> tuple[str, ...]:
    """In which order to ring the reserves drawn: shuffled by a stream made from the draw's own seed."""
    stream = Stream(hashlib.sha256(b"engage reserves order 1\n" + seed).digest())
    return tuple(stream.shuffled(sorted(selected)))
