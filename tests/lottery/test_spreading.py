from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.lottery.classes import make_pool
from engage.lottery.model import Entrant
from engage.lottery.spreading import integer_weights, spread
from engage.lottery.watch import Watch


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    size=st.integers(1, 9),
    panels=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 50)), min_size=1, max_size=8),
)
def test_people_of_a_class_share_equally_and_nobody_sits_twice(size, panels):
    pool = make_pool([Entrant(f"p{n}", {}) for n in range(size)], [], 1)
    counts = [np.array([min(count, size)]) for count, _ in panels]
    weights = [weight * size for _, weight in panels]

    pieces = spread(pool, counts, weights, list(range(size)), Watch())

    taken = Counter()
    for ids, weight in pieces:
        assert len(ids) == len(set(ids))
        taken.update(dict.fromkeys(ids, weight))
    owed = sum(weight * int(count[0]) for count, weight in zip(counts, weights, strict=True))
    assert sum(weight for _, weight in pieces) == sum(weights)
    assert {taken[f"p{n}"] for n in range(size)} == {owed // size}


@pytest.mark.parametrize("probabilities", [[1.0], [0.5, 0.5], [1 / 3, 1 / 3, 1 / 3], [1e-20, 1.0]])
def test_weights_are_whole_and_make_up_their_total(probabilities):
    pool = make_pool([Entrant(f"p{n}", {}) for n in range(6)], [], 1)

    weights, total = integer_weights(np.array(probabilities), pool)

    assert sum(weights) == total
    assert all(weight % 6 == 0 for weight in weights)
    assert all(
        abs(Fraction(w, total) - Fraction(p)) < Fraction(1, 10**9) for w, p in zip(weights, probabilities, strict=True)
    )
