"""Work that is told to end gives a valid lottery with its true gap, not a wrong claim."""

from fractions import Fraction

import pytest

from engage.lottery.classes import make_pool
from engage.lottery.columns import generate
from engage.lottery.coverage import cover
from engage.lottery.engine import find_lottery
from engage.lottery.watch import Watch
from tests.lottery.slow_solver import all_panels
from tests.lottery.small_pools import random_pool

PROMISING = random_pool(3)


class Impatient:
    """A watcher who has had enough after so many steps."""

    def __init__(self, steps):
        self.left = steps
        self.bounds = []
        self.leasts = []

    def __call__(self, done, total, message=""):
        self.left -= 1

    def may_finish(self):
        return self.left <= 0

    def chances(self, least, bound):
        self.bounds.append(bound)
        self.leasts.append(least)


@pytest.mark.parametrize("steps", [0, 5, 20, 60])
@pytest.mark.parametrize("seed", range(8))
def test_what_there_is_is_a_valid_lottery_with_its_true_gap(seed, steps):
    entrants, quotas, seats = random_pool(seed)
    best = find_lottery(entrants, quotas, seats)

    found = find_lottery(entrants, quotas, seats, progress=Impatient(steps))

    assert {frozenset(panel) for panel in found.panels} <= set(all_panels(entrants, quotas, seats))
    assert sum(found.chances.values()) == seats
    assert found.least_chance <= found.least_chance_bound
    assert found.least_chance_bound >= best.least_chance
    assert float(found.least_chance) <= float(best.least_chance) + 1e-6
    assert found.in_no_panel == best.in_no_panel
    assert found.is_proved is (float(found.least_chance_bound - found.least_chance) <= 1e-6)


def test_effort_is_counted_as_usual_until_somebody_has_had_enough():
    patient, impatient = Watch(Impatient(10)), Watch(Impatient(0))
    patient.effort += 7
    impatient.effort += 7

    assert patient.effort == 7
    assert impatient.effort + 100_000 < impatient.effort
    impatient.mark()
    assert impatient.effort_since_mark > 100_000


def test_a_watcher_hears_what_no_lottery_can_exceed():
    entrants, quotas, seats = random_pool(3)
    watcher = Impatient(10**9)

    found = find_lottery(entrants, quotas, seats, progress=watcher)

    assert watcher.bounds[0] >= float(found.least_chance) - 1e-9


def test_while_panels_are_priced_the_smallest_chance_so_far_never_falls():
    pool = make_pool(*PROMISING)
    watcher = Impatient(10**9)
    coverage = cover(pool, Watch())
    assert coverage is not None

    priced = generate(pool, coverage.excluded, coverage.panels, Fraction(1), Watch(watcher), effort=100_000)

    told = [least for least in watcher.leasts if least is not None]
    assert told == sorted(told)
    assert watcher.bounds == sorted(watcher.bounds, reverse=True)
    assert told[-1] <= float(priced.bound) + 1e-6
