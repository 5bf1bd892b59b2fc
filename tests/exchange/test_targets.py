"""Targets in and out."""

import pytest

from engage.errors import RefusedError
from engage.exchange.preview import Use
from engage.exchange.targets import TargetsContext, read_targets
from engage.lottery.model import Quota
from engage.lottery.views import list_quotas
from tests.exchange.conftest import TARGETS

EXPECTED = (Quota("age", "16-44", 1, 2), Quota("age", "45+", 0, 2))


def _codes(preview):
    return [(problem.row, problem.column, problem.code) for problem in preview.problems]


@pytest.mark.parametrize(
    "source",
    [
        "feature,value,min,max\nage,16-44,1,2\nage,45+,0,2\n",
        "category,name,min,max\nage,16-44,1,2\nage,45+,0,2\n",
        "category,feature,min,max\nage,16-44,1,2\nage,45+,0,2\n",
        " Category ;NAME; Max ; Minimum;;\nage;16-44;2;1;;\nage;45+;2;0;;\n",
        "category,name,min,max,min_flex,max_flex,Notes\nage,16-44,1,2,,,x\nage,45+,0,2,,,\n",
    ],
)
def test_every_header_in_use_is_read(source):
    preview = read_targets(source.encode())

    assert preview.rows == EXPECTED
    assert preview.problems == ()


def test_flexible_bounds_are_read():
    preview = read_targets(b"feature,value,min,max,min_flex,max_flex\nage,16-44,1,2,0,5\n")

    assert preview.rows == (Quota("age", "16-44", 1, 2, 0, 5),)


def test_columns_that_are_not_used_are_told():
    preview = read_targets(b"feature,value,min,max,Notes\nage,16-44,1,2,x\n")

    assert [(use.header, use.use, use.target) for use in preview.columns][-2:] == [
        ("max", Use.FIELD, "max"),
        ("Notes", Use.IGNORED, ""),
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",x,1,2", (2, "feature", "cell-empty")),
        ("age,,1,2", (2, "value", "cell-empty")),
        ("age,x,,2", (2, "min", "cell-empty")),
        ("age,x,1,", (2, "max", "cell-empty")),
        ("age,x,3,2", (2, "min", "minimum-over-maximum")),
        ("age,x,-1,2", (2, "min", "not-a-number")),
        ("age,x,1,2.5", (2, "max", "not-a-number")),
        ("age,x,1,٢", (2, "max", "not-a-number")),
        ("age,x,1,=2", (2, "max", "not-a-number")),
        ("age,x,1,12345678", (2, "max", "not-a-number")),
        ('"a""ge",x,1,2', (2, "feature", "category-quotes")),
        ("Total,,10,20", (2, "value", "cell-empty")),
    ],
)
def test_each_faulty_cell_is_one_problem(row, problem):
    preview = read_targets(f"feature,value,min,max\n{row}\nward,y,1,2\n".encode())

    assert _codes(preview) == [problem]
    assert (preview.quarantined, len(preview.rows)) == (1, 1)


def test_flexible_bounds_take_in_the_others():
    preview = read_targets(b"feature,value,min,max,min_flex,max_flex\nage,x,2,4,3,4\nage,y,2,4,2,3\n")

    assert [problem.code for problem in preview.problems] == ["flex-inside", "flex-inside"]


def test_one_value_stands_once_and_one_category_is_spelt_one_way():
    preview = read_targets(b"feature,value,min,max\nage,x,0,2\nage,X ,0,2\nAge,z,0,2\n")

    assert _codes(preview) == [(3, "value", "value-twice"), (4, "feature", "category-alike")]


def test_targets_that_no_panel_of_any_size_meets_are_refused_as_a_whole(desk):
    source = b"feature,value,min,max\nage,x,5,6\nward,y,0,4\n"

    assert _codes(desk.preview("targets", source)) == [(0, "", "no-panel-size")]
    with pytest.raises(RefusedError, match="import-problems"):
        desk.bring_in("targets", source, keep_good=True)


def test_a_missing_column_is_named():
    with pytest.raises(RefusedError) as refused:
        read_targets(b"feature,value,min\nage,x,1\n")

    assert (refused.value.code, refused.value.params["columns"]) == ("columns-missing", "max")


def test_columns_can_be_chosen(desk):
    source = b"Frage,Antwort,von,bis\nage,x,1,2\n"
    mapping = {"feature": "Frage", "value": "Antwort", "min": "von", "max": "bis"}

    assert desk.preview("targets", source, mapping=mapping).rows == (Quota("age", "x", 1, 2),)


def test_new_targets_take_the_place_of_the_old_and_undo_brings_them_back(desk_with_targets):
    desk = desk_with_targets
    before = desk.export("targets")

    desk.bring_in("targets", b"feature,value,min,max\nage,x,1,2\ngender,female,1,1\n")

    assert b"male,1,2" not in desk.export("targets")
    desk.workspace.undo()
    assert desk.export("targets") == before


def test_the_same_targets_again_change_nothing(desk_with_targets):
    head = desk_with_targets.workspace.audit_head

    desk_with_targets.bring_in("targets", desk_with_targets.export("targets"))

    assert desk_with_targets.workspace.audit_head == head


def test_targets_that_would_lose_answers_are_refused(desk_with_targets):
    desk_with_targets.bring_in("people", b"id,gender,age\n1,male,45+\n2,male,\n")

    preview = desk_with_targets.preview("targets", TARGETS.replace(b"gender,male", b"gender,man"))

    assert [(problem.row, problem.params) for problem in preview.problems] == [(0, {"count": 2, "value": "male"})]


def test_answers_to_a_category_that_goes_are_kept(desk_with_targets):
    desk = desk_with_targets
    desk.bring_in("people", b"id,gender,age\n1,male,45+\n")

    desk.bring_in("targets", b"feature,value,min,max\nage,45+,0,2\n")

    assert desk.export("people").decode().splitlines()[-1].endswith("45+,male")


def test_reading_needs_no_file_of_ours():
    assert read_targets(TARGETS, TargetsContext()).read == 4


def test_the_order_of_the_file_is_kept(desk):
    source = b"feature,value,min,max,min_flex,max_flex\r\nz,b,0,1,,\r\nz,a,0,1,0,3\r\na,x,0,2,,\r\n"
    desk.bring_in("targets", source)

    assert desk.export("targets") == source
    assert len(desk.workspace.read(lambda db: list_quotas(db, desk.assembly_id))) == 3
