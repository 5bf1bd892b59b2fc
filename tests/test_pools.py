"""What needs the measuring pools, which are not ours to ship. The only tests that may be skipped."""

from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.people.views import count_respondents
from tests.exchange.conftest import Desk

pytestmark = pytest.mark.pools

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
