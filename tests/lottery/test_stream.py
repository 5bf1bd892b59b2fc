import hashlib
import hmac
from collections import Counter

import pytest

from engage.lottery.stream import Stream, choose_weighted, seeded


def test_the_stream_is_hmac_over_a_counter():
    seed = b"seed"

    taken = Stream(seed).take(40)

    blocks = [hmac.new(seed, bytes(7) + bytes([number]), hashlib.sha256).digest() for number in range(2)]
    assert taken == b"".join(blocks)[:40]


def test_published_vectors():
    stream = Stream(hashlib.sha256(b"engage").digest())

    assert [stream.below(limit) for limit in (1, 2, 6, 10, 1000, 10**15)] == VECTORS


VECTORS = [0, 0, 1, 4, 184, 608482862396215]


@pytest.mark.parametrize("limit", [2, 3, 6, 100, 257])
def test_numbers_are_uniform(limit):
    stream, draws = seeded(limit), 20_000

    counts = Counter(stream.below(limit) for _ in range(draws))

    expected = draws / limit
    square = sum((counts[number] - expected) ** 2 / expected for number in range(limit))
    freedom = limit - 1
    assert square < freedom + 3.3 * (2 * freedom) ** 0.5 + 4


def test_a_number_is_never_out_of_range():
    stream = seeded(1)

    assert all(0 <= stream.below(5) < 5 for _ in range(1000))
    with pytest.raises(ValueError, match="positive"):
        stream.below(0)


def test_weights_are_chances():
    stream = seeded(3)

    counts = Counter(choose_weighted(stream, [1, 0, 3]) for _ in range(8000))

    assert counts[1] == 0
    assert 0.23 < counts[0] / 8000 < 0.27


def test_shuffling_keeps_the_items():
    assert sorted(seeded(9).shuffled(range(50))) == list(range(50))
