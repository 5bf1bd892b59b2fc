"""A list of equally likely panels gives everybody nearly the chance of the exact lottery."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from engage.lottery.classes import make_pool
from engage.lottery.engine import find_lottery
from engage.lottery.herding import Diver, Herd, most_settled, whole_polytope
from engage.lottery.model import Entrant, Method, Quota
from engage.lottery.rounding import evenly, polish
from engage.lottery.watch import Watch
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


def test_panels_taken_at_even_steps_come_as_often_as_they_are_likely():
    panels = [np.array([number]) for number in range(3)]

    taken = [int(panel[0]) for panel in evenly(panels, np.array([0.5, 0.299, 0.201]), 10)]

    assert [taken.count(number) for number in range(3)] == [5, 3, 2]


def _uneven_list(seed):
    """A pool of 40 alike but for their numbers, and a list that is far from giving all the same."""
    entrants = [Entrant(f"p{n:02}", {"number": f"{n:02}"}) for n in range(40)]
    quotas = [Quota("number", f"{n:02}", 0, 1) for n in range(40)]
    pool = make_pool(entrants, quotas, 10)
    mixed = np.random.default_rng(seed)
    panels = [np.isin(np.arange(40), mixed.choice(40, 10, replace=False)).astype(int) for _ in range(50)]
    return pool, panels


@pytest.mark.parametrize("seed", range(5))
def test_panels_are_exchanged_for_made_ones_until_nobody_is_off_by_more_than_one(seed):
    pool, panels = _uneven_list(seed)
    maker = Diver(pool, Watch(), pool.caps, settle=most_settled)

    listed = polish(panels, [], maker, pool, np.full(40, 0.25), Watch())

    totals = np.sum(listed, axis=0)
    assert np.abs(np.sum(panels, axis=0) - 12.5).max() > 1
    assert set(totals.tolist()) <= {12, 13}
    assert len(listed) == 50
    assert all(pool.is_panel(panel) for panel in listed)


def test_a_list_is_the_best_that_was_seen_where_no_panel_can_be_made():
    class NoMaker:
        def guess(self, weights, *, tries):
            return None

    pool, panels = _uneven_list(0)

    listed = polish(panels, [], NoMaker(), pool, np.full(40, 0.25), Watch())

    assert np.abs(np.sum(listed, axis=0) - 12.5).max() <= np.abs(np.sum(panels, axis=0) - 12.5).max()
    assert {tuple(panel) for panel in listed} <= {tuple(panel) for panel in panels}


def test_a_herd_says_when_panels_come_nowhere_near_what_is_aimed_at():
    entrants = [Entrant("p1", {"sex": "f"}), Entrant("p2", {"sex": "m"})]
    pool = make_pool(entrants, [Quota("sex", "f", 1, 1), Quota("sex", "m", 0, 1)], 1)
    herd = Herd(pool, Watch(), replace(whole_polytope(pool), expected=np.array([0.5, 0.5])), np.zeros(2))

    astray = [herd.grow() and herd.is_astray for _ in range(20)]

    assert not any(astray[:10])
    assert all(astray[15:])
