"""The measuring pools, which are not ours to ship. Only these tests may be skipped; ENGAGE_POOLS names their folder."""

import json
from functools import partial

import numpy as np
import pytest

from benchmarks.lottery import gini, read_pool
from engage.assembly.actions import create_assembly
from engage.lottery.classes import make_pool
from engage.lottery.coverage import open_maker
from engage.lottery.engine import find_lottery
from engage.lottery.model import Method
from engage.lottery.reserves import plan_reserves
from engage.lottery.watch import Watch
from engage.people.views import count_respondents
from tests.exchange.conftest import Desk
from tests.journeys.guide import run_guide
from tests.lottery.slow_solver import leximin_by_enumeration
from tests.lottery.test_reaching import covered, geometric_mean, goldilocks_value

pytestmark = pytest.mark.pools

GUIDE = [
    ("example_small_20", 20, ()),
    ("geneva_360_k30", 30, ()),
]


@pytest.mark.parametrize(("pool", "seats", "household"), GUIDE, ids=[pool for pool, *_ in GUIDE])
def test_the_guides_script_goes_from_the_pool_to_papers(pool_folder, tmp_path, pool, seats, household):
    out = tmp_path / "out"

    result = run_guide(pool_folder / pool, seats, out, *household)

    assert result.returncode == 0, result.stdout + result.stderr
    record = json.loads((out / "record.json").read_text(encoding="utf-8"))
    assert len(record["draw"]["selected"]) == seats
    letters = list((out / "documents").glob("report-back-letter-*.pdf"))
    assert len(letters) == len(record["tickets"])


def test_the_guides_whole_line_runs_on_a_large_pool(pool_folder, tmp_path):
    pool, seats, household = pool_folder / "synth_500_k50_f6", 50, "address_line1,postcode"

    result = run_guide(pool, seats, tmp_path / "out", household, script="line.sh")

    assert result.returncode == 0, result.stdout + result.stderr
    papers = [path.name for path in (tmp_path / "out" / "documents").glob("*.pdf")]
    assert sum(name.startswith("member-pack") for name in papers) == seats


ADVERSARIAL = [
    "gap_132_n11_k6",
    "gap_230_n13_k5",
    "gap_417_n12_k3",
    "gap_471_n13_k5",
    "gap_475_n8_k6",
    "gap_514_n10_k4",
    "gap_58_n12_k4",
    "gap_689_n12_k5",
    "truegap_1197_n13_k7",
    "truegap_2086_n13_k7",
    "truegap_3341_n13_k4",
    "truegap_3639_n8_k4",
    "truegap_3949_n12_k5",
    "truegap_4608_n13_k6",
    "truegap_4996_n14_k7",
    "truegap_5272_n11_k7",
]


@pytest.mark.parametrize("pool", ADVERSARIAL)
def test_the_true_optimum_is_found_where_the_relaxation_promises_more(pool_folder, pool):
    entrants, quotas, seats = read_pool(pool_folder / "adversarial" / pool)
    truth, in_no_panel = leximin_by_enumeration(entrants, quotas, seats)

    found = find_lottery(entrants, quotas, seats)

    assert found.is_proved
    assert found.is_leximin
    assert {name: float(chance) for name, chance in found.chances.items()} == pytest.approx(truth, abs=1e-6)
    assert list(found.in_no_panel) == in_no_panel


@pytest.mark.parametrize(
    ("pool", "least", "inequality", "in_no_panel"),
    [
        ("example_small_20", 0.1, 0.0, 0),
        ("synth_200_k24_f5", 0.09375, 0.1496189, 0),
        ("israel_218_k60_wide", 0.18604651, 0.278553, 1),
        ("geneva_360_k30", 0.06532663, 0.198905, 0),
    ],
)
def test_published_figures_are_met(pool_folder, pool, least, inequality, in_no_panel):
    found = find_lottery(*read_pool(pool_folder / pool))

    assert found.is_leximin
    assert float(found.least_chance) == pytest.approx(least, abs=1e-6)
    assert gini(found) == pytest.approx(inequality, abs=1e-5)
    assert len(found.in_no_panel) == in_no_panel


@pytest.mark.parametrize("method", [Method.NASH, Method.GOLDILOCKS])
@pytest.mark.parametrize("pool", ADVERSARIAL)
def test_nash_and_goldilocks_are_proved_too_where_the_relaxation_promises_more(pool_folder, pool, method):
    entrants, quotas, seats = read_pool(pool_folder / "adversarial" / pool)

    found, fairest = find_lottery(entrants, quotas, seats, method=method), find_lottery(entrants, quotas, seats)

    assert found.method is method
    assert found.shortfall <= 1e-5
    better = {Method.NASH: geometric_mean, Method.GOLDILOCKS: lambda chances: -goldilocks_value(chances)}[method]
    assert better(covered(found)) >= better(covered(fairest)) - 1e-6


@pytest.mark.parametrize(
    ("pool", "size"), [("synth_200_k24_f5", 8), ("israel_218_k60_wide", 15), ("synth_500_k50_f6", 15)]
)
def test_planned_reserves_break_half_the_targets_of_random_ones_at_most(pool_folder, pool, size):
    entrants, quotas, seats = read_pool(pool_folder / pool)
    pool = make_pool(entrants, quotas, seats)
    counts = open_maker(pool, Watch()).make(np.arange(len(pool.classes)) % 7.0)
    panel = {name for count, each in zip(counts, pool.classes, strict=True) for name in each.members[:count]}

    found = plan_reserves(
        [entrant for entrant in entrants if entrant.id in panel],
        [entrant for entrant in entrants if entrant.id not in panel],
        quotas,
        size,
    ).comparison

    assert 0 < found.planned.broken <= found.random.broken / 2
    assert found.planned.kept > found.random.kept


IMPORTED = {"example_small_20": 200, "synth_500_k50_f6": 500, "geneva_360_k30": 360, "israel_218_k60_wide": 219}


@pytest.fixture
def desk(workspace):
    return Desk(workspace, workspace.write(partial(create_assembly, title="Measured")))


@pytest.mark.parametrize(("pool", "count"), IMPORTED.items())
def test_a_pool_of_the_field_comes_in_and_its_targets_go_out_as_they_were(pool_folder, desk, pool, count):
    targets = pool_folder / pool / "categories.csv"

    desk.bring_in("targets", targets)
    result = desk.bring_in("people", pool_folder / pool / "respondents.csv")

    assert (result.read, result.imported, result.problems) == (count, count, ())
    assert desk.workspace.read(partial(count_respondents, assembly_id=desk.assembly_id)) == count
    assert desk.export("targets").splitlines() == targets.read_bytes().splitlines()


def test_who_lives_together_is_found_in_a_pool(pool_folder, desk):
    pool = pool_folder / "synth_500_k50_f6"
    desk.bring_in("targets", pool / "categories.csv")

    plain = desk.preview("people", pool / "respondents.csv")
    chosen = desk.preview("people", pool / "respondents.csv", household=plain.household_columns)

    assert plain.household_columns == ("address_line1", "postcode")
    assert 1 < len({person.household_key for person in chosen.rows}) < len(chosen.rows)
