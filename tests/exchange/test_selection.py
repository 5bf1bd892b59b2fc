"""The selection report as CSV and for Excel."""

import csv
import io
import re
import zipfile
from functools import partial

import pytest

from engage.errors import RefusedError
from engage.exchange.selection import HEADER, selection_csv, selection_xlsx
from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.lottery.rules import RunKind
from engage.people.actions import move_respondent
from engage.people.rules import RespondentStatus
from engage.people.views import list_respondents
from tests.lottery.conftest import QUOTAS, drawn, lot  # noqa: F401 - fixtures


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_value_has_target_pool_and_panel(drawn):  # noqa: F811
    rows = rows_of(drawn.read(selection_csv))

    assert tuple(rows[0]) == HEADER
    assert [(row["category"], row["value"], row["min"], row["max"]) for row in rows] == [
        (quota.category, quota.value, str(quota.minimum), str(quota.maximum)) for quota in QUOTAS
    ]
    assert {(row["pool"], row["pool_percent"], row["min_percent"]) for row in rows} == {("6", "50.0", "25.0")}
    for category in ("gender", "age"):
        assert sum(int(row["selected"]) for row in rows if row["category"] == category) == 4


def test_who_left_since_is_counted_by_value(drawn):  # noqa: F811
    leaver = next(row for row in drawn.read(list_respondents) if row.status is RespondentStatus.SELECTED)
    move = partial(move_respondent, respondent_id=leaver.id, status=RespondentStatus.WITHDRAWN, reason="ill")
    drawn.workspace.write(move)

    rows = rows_of(drawn.read(selection_csv))

    assert sorted(row["selected_withdrawn"] for row in rows) == ["0", "0", "1", "1"]


def test_before_a_draw_there_is_nothing(lot):  # noqa: F811
    lot.freeze()

    with pytest.raises(RefusedError, match="nothing-drawn-yet"):
        lot.read(selection_xlsx)


def test_nothing_that_was_typed_becomes_a_formula_or_a_link(lot):  # noqa: F811
    names = ("=1+1", "http://example.org", "<b>O'Brien</b> & Co", "007")
    lot.write(set_targets, quotas=(*QUOTAS, *(Quota("gender", name, 0, 0) for name in names)))
    lot.draw(lot.freeze(RunKind.TEST))

    data = lot.read(selection_xlsx)

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        shared = book.read("xl/sharedStrings.xml").decode()
        assert not any("rels" in name and "sheet1" in name for name in book.namelist())
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", shared)
    assert {"=1+1", "http://example.org", "&lt;b&gt;O'Brien&lt;/b&gt; &amp; Co", "007"} <= set(texts)
    assert rows_of(lot.read(selection_csv))[2]["value"].lstrip("'") == "=1+1"


def test_the_same_draw_gives_the_same_bytes(drawn):  # noqa: F811
    assert drawn.read(selection_xlsx) == drawn.read(selection_xlsx)
    assert drawn.read(selection_csv) == drawn.read(selection_csv)
