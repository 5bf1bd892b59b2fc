"""The measuring pools, which are not ours to ship. Only these tests may be skipped; ENGAGE_POOLS names their folder."""

import json

import pytest

from tests.journeys.guide import run_guide

pytestmark = pytest.mark.pools

GUIDE = [
    ("example_small_20", 20, ()),
    ("synth_500_k50_f6", 50, ("address_line1,postcode",)),
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
