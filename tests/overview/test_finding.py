from functools import partial

import pytest

from engage.assembly.views import list_assemblies
from engage.overview.views import find_anything
from engage.people.views import list_stories


def found(workspace, text):
    return [(hit.kind, hit.title) for hit in workspace.read(partial(find_anything, text=text))]


def test_people_are_found_by_reference_and_by_name_in_any_script(sample):
    people = sample.read(lambda db: list_stories(db, list_assemblies(db)[0].id))
    bengali = next(each for each in people if each.full_name.startswith("জ"))

    assert ("person", bengali.full_name) in found(sample, bengali.full_name)
    assert ("person", bengali.full_name) in found(sample, bengali.reference.lower())


def test_assemblies_and_draws_are_found(sample):
    assert found(sample, "riverside health")[0] == ("assembly", "Riverside Health and Care Assembly")
    assert ("draw", "Draw 3") in found(sample, "draw 3")


def test_nothing_is_found_for_nothing(sample):
    assert found(sample, "  ") == []


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("shapla", "partner", "Shapla Women's Centre"),
        ("session 3", "session", "Session 3 · Care near home"),
        ("e7", "expectation", "E7 · Nobody goes home to an empty fridge"),
        ("single number", "draft", "E15 · A single number"),
        ("void", "vote", "Vote 6 · E5 · Tell our story once"),
        ("nine days running", "note", "I rang at eight for nine days running before I got through."),
    ],
)
def test_what_was_said_and_decided_is_found(sample, text, kind, title):
    assert (kind, title) in found(sample, text)


def test_many_of_one_kind_leave_room_for_the_others(sample):
    kinds = [kind for kind, _title in found(sample, "riverside")]

    assert len(kinds) == 12
    assert {"assembly", "partner", "session", "expectation", "note"} <= set(kinds)
