"""Nash and Goldilocks are the true optimum over real panels, or say by how much they may miss it."""

from math import exp, log

import highspy
import pytest
from hypothesis import HealthCheck, given, settings

from engage.lottery.classes import make_pool
from engage.lottery.coverage import cover
from engage.lottery.engine import find_lottery
from engage.lottery.model import Method
from engage.lottery.reaching import reach_goldilocks, reach_nash
from engage.lottery.watch import Watch
from tests.lottery.slow_solver import all_panels
from tests.lottery.small_pools import pools, random_pool

modest = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def covered(found):
    return [float(chance) for name, chance in found.chances.items() if name not in found.in_no_panel]


def geometric_mean(chances):
    return exp(sum(map(log, chances)) / len(chances))


def goldilocks_value(chances):
    average = sum(chances) / len(chances)
    return max(chances) / average + average / min(chances)


def best_goldilocks(pool):
    """By a programme over every panel there is, for a hundred largest chances."""
    panels = list(all_panels(*pool))
    people = sorted({name for panel in panels for name in panel})
    average = pool[2] / len(people)
    found = []
    for step in range(101):
        largest = average + step / 100 * (1 - average)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        z = solver.addVariable(lb=0.0, ub=1.0)
        weights = [solver.addVariable(lb=0.0) for _ in panels]
        solver.addConstr(sum(weights) == 1)
        for name in people:
            chance = sum(weight for weight, panel in zip(weights, panels, strict=True) if name in panel)
            solver.addConstr(chance - z >= 0)
            solver.addConstr(chance <= largest)
        solver.maximize(z)
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal and solver.getObjectiveValue() > 1e-9:
            found.append(largest / average + average / solver.getObjectiveValue())
    return min(found)


@modest
@given(pools)
def test_no_change_of_weights_makes_nashs_product_larger(pool):
    """At the optimum no panel is worth more than one a person, at prices of 1/chance."""
    found = find_lottery(*pool, method=Method.NASH)

    prices = {name: 1 / float(chance) for name, chance in found.chances.items() if name not in found.in_no_panel}
    surplus = max(sum(prices[name] for name in panel) for panel in all_panels(*pool)) / len(prices) - 1
    assert found.method is Method.NASH
    assert surplus <= 1e-3
    assert found.shortfall <= 1e-5


@pytest.mark.parametrize("seed", range(8))
def test_goldilocks_is_as_near_to_the_average_as_can_be(seed):
    pool = random_pool(seed, most=8)

    found = find_lottery(*pool, method=Method.GOLDILOCKS)

    assert found.method is Method.GOLDILOCKS
    assert goldilocks_value(covered(found)) <= best_goldilocks(pool) + 1e-6
    assert found.shortfall <= 1e-5


@pytest.mark.parametrize("reach", [reach_nash, reach_goldilocks])
@pytest.mark.parametrize("seed", [5, 17])
def test_where_no_effort_is_allowed_the_shortfall_is_no_less_than_the_truth(reach, seed):
    pool = make_pool(*random_pool(seed))
    coverage = cover(pool, Watch())

    least, full = (reach(pool, coverage.excluded, coverage.panels, Watch(), effort) for effort in (0, 10_000))

    def value(found):
        expected = sum(weight * panel for weight, panel in zip(found.probabilities, found.panels, strict=True))
        chances = [
            float(expected[number]) / len(each.members)
            for number, each in enumerate(pool.classes)
            if not coverage.excluded[number]
            for _ in each.members
        ]
        return geometric_mean(chances) if reach is reach_nash else 1 / goldilocks_value(chances)

    assert full.shortfall <= 1e-5
    assert value(least) <= value(full) + 1e-9
    assert 1 - value(least) / value(full) <= least.shortfall + 1e-6


def test_a_list_of_panels_aims_at_nothing_that_it_could_miss():
    assert find_lottery(*random_pool(3), method=Method.LEGACY).shortfall is None
    assert find_lottery(*random_pool(3)).shortfall == pytest.approx(0, abs=1e-5)
