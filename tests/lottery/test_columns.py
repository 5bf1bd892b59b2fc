"""Column generation where the relaxation promises more: a wrong claim of optimality is never made."""

import pytest

from engage.lottery.classes import make_pool
from engage.lottery.columns import generate
from engage.lottery.coverage import cover
from engage.lottery.herding import Diver, most_settled
from engage.lottery.relaxation import relaxed_leximin
from engage.lottery.stream import seeded
from engage.lottery.watch import Watch
from tests.lottery.slow_solver import leximin_by_enumeration
from tests.lottery.small_pools import random_pool


@pytest.mark.parametrize("seed", range(12))
def test_search_that_is_stopped_at_any_effort_states_a_true_bound(seed):
    pool = make_pool(*random_pool(seed))
    truth, in_no_panel = leximin_by_enumeration(*random_pool(seed))
    best = min(chance for name, chance in truth.items() if name not in in_no_panel)
    coverage = cover(pool, Watch())
    bound = relaxed_leximin(pool, coverage.excluded, Watch(), stages=1).bound

    for effort in (0, 50, 400):
        found = generate(pool, coverage.excluded, coverage.panels, bound, Watch(), effort=effort)

        expected = sum(weight * panel for weight, panel in zip(found.probabilities, found.panels, strict=True))
        least = min((expected / pool.sizes)[~coverage.excluded])
        assert least <= best + 1e-7
        assert float(found.bound) >= best - 1e-9
        assert not found.is_leximin or least == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_short_dives_in_a_programme_that_is_kept_find_true_panels(seed):
    pool = make_pool(*random_pool(seed))
    diver = Diver(pool, Watch(), pool.caps, settle=most_settled)
    stream = seeded(seed)

    panels = [diver.guess(stream.fractions(len(pool.classes)), tries=60) for _ in range(8)]

    assert any(panel is not None for panel in panels)
    assert all(pool.is_panel(panel) for panel in panels if panel is not None)
