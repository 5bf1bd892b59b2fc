"""The list of people, found, filtered, sorted and counted by the database."""

from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.people.actions import add_need, add_respondent, move_respondent
from engage.people.rules import NeedKind, RespondentStatus
from engage.people.views import (
    PeopleFilter,
    PeopleSort,
    answer_counts,
    count_respondents,
    find_people,
    list_pool,
    list_respondents,
    list_stories,
    respondent_ids,
    status_counts,
)
from engage.storage.workspace import Workspace

PEOPLE = [
    ("R10", "Łukasz Nowak", {"age": "16-24"}, {"email": "Luk_1@example.org", "phone": "020 7946 0018"}),
    ("R2", "amina Ali", {"age": "25-44", "ward é": "x"}, {"written_language": "so", "household_key": "1 Elm"}),
    ("R1", "", {"age": ""}, {"household_key": "1 Elm"}),
    ("R3", "李雷", {}, {"written_language": "bn", "type_size": "large"}),
]


@pytest.fixture(scope="module")
def workspace(template_file, tmp_path_factory):
    """One file for all tests here, which only look."""
    path = tmp_path_factory.mktemp("people") / "people.engage"
    path.write_bytes(template_file.read_bytes())
    with Workspace.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture(scope="module")
def people(workspace, assembly_id):
    """Four people by reference; R2 has two needs, R3 has withdrawn."""
    add = partial(add_respondent, assembly_id=assembly_id)
    ids = {
        ref: workspace.write(partial(add, reference=ref, full_name=name, answers=answers, **fields))
        for ref, name, answers, fields in PEOPLE
    }
    workspace.write(partial(add_need, respondent_id=ids["R2"], kind=NeedKind.DIET))
    workspace.write(partial(add_need, respondent_id=ids["R2"], kind=NeedKind.BREAKS))
    move = partial(move_respondent, respondent_id=ids["R3"], status=RespondentStatus.WITHDRAWN, reason="Ill")
    workspace.write(move)
    return ids


@pytest.fixture
def listed(workspace, assembly_id, people):
    """References that a list shows."""

    def listed(**given):
        rows = workspace.read(partial(list_respondents, assembly_id=assembly_id, **given))
        return [row.reference for row in rows]

    return listed


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (PeopleSort.NAME, ["R2", "R10", "R1", "R3"]),
        (PeopleSort.REFERENCE, ["R1", "R2", "R3", "R10"]),
        (PeopleSort.STATUS, ["R2", "R10", "R1", "R3"]),
        (PeopleSort.LANGUAGE, ["R3", "R10", "R1", "R2"]),
    ],
)
def test_the_list_is_sorted(listed, sort, expected):
    assert listed(sort=sort) == expected
    assert listed(sort=sort, descending=True) == expected[::-1]


def test_the_list_comes_in_pages(listed):
    assert listed(limit=3) == ["R2", "R10", "R1"]
    assert listed(limit=3, offset=3) == ["R3"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("LUKASZ", ["R10"]),
        ("nowak łuk", ["R10"]),
        ("nowak amina", []),
        ("luk_1@", ["R10"]),
        ("79460018", ["R10"]),
        ("7946 0018", ["R10"]),
        ("r1", ["R10", "R1"]),
        ("李", ["R3"]),
        ("%", []),
        ("_", ["R10"]),
        ("' OR 1=1 --", []),
        ("  ", ["R2", "R10", "R1", "R3"]),
    ],
)
def test_people_are_found_by_any_part_of_what_identifies_them(listed, search, expected):
    assert listed(matching=PeopleFilter(search=search)) == expected


@pytest.mark.parametrize(
    ("matching", "expected"),
    [
        (PeopleFilter(statuses=[RespondentStatus.WITHDRAWN]), ["R3"]),
        (PeopleFilter(answers={"age": "16-24"}), ["R10"]),
        (PeopleFilter(answers={"age": ""}), ["R1", "R3"]),
        (PeopleFilter(answers={"ward é": "x"}), ["R2"]),
        (PeopleFilter(has_needs=True), ["R2"]),
        (PeopleFilter(has_needs=False, statuses=[RespondentStatus.POOL]), ["R10", "R1"]),
        (PeopleFilter(need=NeedKind.BREAKS), ["R2"]),
        (PeopleFilter(need=NeedKind.SEATING), []),
        (PeopleFilter(written_language="so"), ["R2"]),
        (PeopleFilter(search="a", answers={"age": "25-44"}), ["R2"]),
    ],
)
def test_the_list_is_filtered_and_counted_alike(workspace, assembly_id, listed, matching, expected):
    assert listed(matching=matching) == expected
    assert workspace.read(partial(count_respondents, assembly_id=assembly_id, matching=matching)) == len(expected)


def test_a_row_shows_what_the_list_needs(workspace, assembly_id, people):
    first = workspace.read(partial(list_respondents, assembly_id=assembly_id))[0]

    assert (first.shown_name, first.need_count, first.written_language) == ("amina Ali", 2, "so")
    assert first.answers == {"age": "25-44", "ward é": "x"}


def test_the_ids_come_in_the_order_of_the_list(workspace, assembly_id, people):
    ids = workspace.read(partial(respondent_ids, assembly_id=assembly_id, sort=PeopleSort.REFERENCE))

    assert list(ids) == [people[reference] for reference in ("R1", "R2", "R3", "R10")]


def test_every_status_is_counted(workspace, assembly_id, people):
    counts = workspace.read(partial(status_counts, assembly_id=assembly_id))

    assert counts == {"pool": 3, "ineligible": 0, "selected": 0, "confirmed": 0, "withdrawn": 1}


def test_answers_are_counted_and_not_given_is_one_of_them(workspace, assembly_id, people):
    counted = partial(answer_counts, assembly_id=assembly_id, question="age")

    assert workspace.read(counted) == {"16-24": 1, "25-44": 1, "": 2}
    assert workspace.read(partial(counted, statuses=[RespondentStatus.WITHDRAWN])) == {"": 1}


def test_people_of_another_assembly_stay_out_of_the_list(workspace, listed):
    other = workspace.write(partial(create_assembly, title="Another"))
    workspace.write(partial(add_respondent, assembly_id=other, reference="R1", full_name="Amina Other"))

    assert listed(matching=PeopleFilter(search="amina")) == ["R2"]
    assert [hit.assembly_id == other for hit in workspace.read(partial(find_people, text="amina"))] == [False, True]


def test_nothing_typed_finds_nobody(workspace, people):
    assert workspace.read(partial(find_people, text=" ")) == ()


def test_a_story_names_the_rest_of_the_household(workspace, assembly_id, people):
    told = {one.reference: one for one in workspace.read(partial(list_stories, assembly_id=assembly_id))}

    assert list(told) == ["R1", "R2", "R3", "R10"]
    assert (told["R1"].household, told["R2"].household, told["R3"].household) == (("R2",), ("R1",), ())


def test_stories_of_chosen_people_only(workspace, assembly_id, people):
    chosen = partial(list_stories, assembly_id=assembly_id, references=["R10", "R3", "R99"])

    assert [one.reference for one in workspace.read(chosen)] == ["R3", "R10"]


def test_the_lottery_is_given_the_pool_alone(workspace, assembly_id, people):
    pool = workspace.read(partial(list_pool, assembly_id=assembly_id))

    assert [(one.reference, one.household_key) for one in pool] == [("R1", "1elm"), ("R2", "1elm"), ("R10", "")]
