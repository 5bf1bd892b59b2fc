"""A list of equally likely panels gives everybody nearly the chance of the exact lottery."""

from fractions import Fraction

import pytest

from engage.lottery.engine import find_lottery
from engage.lottery.model import Method
from tests.lottery.small_pools import random_pool


@pytest.mark.parametrize("method", [Method.LEXIMIN, Method.NASH])
@pytest.mark.parametrize("seed", [3, 8, 21, 40])
def test_nobody_moves_by_more_than_one_panel(seed, method):
    pool = random_pool(seed)
    exact = find_lottery(*pool, method=method)

    listed = find_lottery(*pool, method=method, panels=200)

    moves = {name: abs(listed.chances[name] - exact.chances[name]) for name in exact.chances}
    assert listed.weights == (1,) * 200
    assert max(moves.values()) < Fraction(1, 200)
    assert listed.largest_move == pytest.approx(float(max(moves.values())), abs=1e-9)


def test_a_lottery_with_weights_moves_nobody():
    assert find_lottery(*random_pool(3)).largest_move is None
