"""What an officer does about people, on a real file."""

from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest

from engage.errors import NotFoundError, RefusedError, TransitionError
from engage.people.actions import (
    add_need,
    add_respondents,
    edit_need,
    edit_respondent,
    move_respondent,
    remove_need,
    return_to_pool,
    select_for_panel,
    set_answer,
)
from engage.people.records import Respondent
from engage.people.rules import NeedDraft, NeedKind, PersonDraft, PhotoConsent, RespondentStatus
from engage.people.views import count_respondents

LATER = datetime(2026, 10, 3, 14, 5, tzinfo=UTC)


@pytest.fixture
def move(workspace):
    return lambda person, status, reason="": workspace.write(
        partial(move_respondent, respondent_id=person, status=status, reason=reason, clock=lambda: LATER)
    )


@pytest.fixture
def edit(workspace):
    return lambda person, field, value: workspace.write(
        partial(edit_respondent, respondent_id=person, field=field, value=value)
    )


def test_someone_without_a_name_goes_by_their_reference(add, story):
    assert story(add(" R7 ")).shown_name == "R7"


@pytest.mark.parametrize(
    ("reference", "code"), [("", "reference-missing"), ("  ", "reference-missing"), ("R1", "reference-taken")]
)
def test_everyone_has_a_reference_of_their_own(add, reference, code):
    add("R1")

    with pytest.raises(RefusedError, match=code):
        add(reference)


def test_the_same_letters_composed_otherwise_are_the_same_reference(add):
    add("Jose\u0301-1")

    with pytest.raises(RefusedError, match="reference-taken"):
        add("José-1")


def test_fields_are_edited_one_by_one(add, edit, story):
    person = add("R1", "Amina Ali")
    for field, value in {
        "full_name": " <b>O'Brien</b> & Co ",
        "address": "1 Elm Street\nCamden",
        "written_language": "bn",
        "spoken_language": "syl",
        "type_size": "large",
        "photo_consent": "ask",
        "reference": "R2",
        "household_key": "1 Elm Street.",
    }.items():
        edit(person, field, value)

    told = story(person)
    assert told.full_name == "<b>O'Brien</b> & Co"
    assert (told.address, told.household_key, told.reference) == ("1 Elm Street\nCamden", "1elmstreet", "R2")
    assert (told.language.code, told.spoken_language, told.type_size) == ("bn", "syl", "large")
    assert told.photo_consent is PhotoConsent.ASK


@pytest.mark.parametrize(
    ("edited", "error"),
    [
        (("status", "selected"), NotFoundError),
        (("answers", "x"), NotFoundError),
        (("type_size", "giant"), RefusedError),
        (("photo_consent", "maybe"), RefusedError),
        (("written_language", "syl"), RefusedError),
        (("spoken_language", "Bengali!"), RefusedError),
        (("full_name", "a\0b"), RefusedError),
        (("reference", ""), RefusedError),
    ],
)
def test_a_refused_edit_changes_nothing(add, edit, story, edited, error):
    person = add("R1", "Amina Ali")
    before = story(person)

    with pytest.raises(error):
        edit(person, *edited)

    assert story(person) == before


def test_a_reference_may_be_edited_to_itself(add, edit, story):
    person = add("R1")

    edit(person, "reference", "R1")

    assert story(person).reference == "R1"


def test_not_given_is_an_answer(workspace, add, story):
    person = add("R1", answers={"age": "16-24"})

    workspace.write(partial(set_answer, respondent_id=person, question="age", value=""))
    workspace.write(partial(set_answer, respondent_id=person, question="ward", value="Kentish Town"))

    assert story(person).answers == {"age": "", "ward": "Kentish Town"}


def test_needs_are_noted_with_how_they_will_be_met(workspace, add, story):
    person = add("R1")
    diet = workspace.write(partial(add_need, respondent_id=person, kind=NeedKind.DIET, detail="No nuts"))
    other = workspace.write(partial(add_need, respondent_id=person, kind="step-free"))
    workspace.write(partial(edit_need, need_id=diet, field="how_met", value="Caterer told"))
    workspace.write(partial(remove_need, need_id=other))

    assert [(need.kind, need.detail, need.how_met) for need in story(person).needs] == [
        (NeedKind.DIET, "No nuts", "Caterer told")
    ]


def test_an_unknown_kind_of_need_is_refused(workspace, add):
    person = add("R1")

    with pytest.raises(RefusedError, match="choice-unknown"):
        workspace.write(partial(add_need, respondent_id=person, kind="wealth"))


def test_moves_are_told_with_their_reasons(workspace, add, move, story):
    person = add("R1")
    workspace.write(partial(select_for_panel, respondent_ids=[person], reason="Draw 1", clock=lambda: LATER))
    move(person, RespondentStatus.CONFIRMED)
    move(person, RespondentStatus.WITHDRAWN, "Moved away")

    events = story(person).events
    assert [event.status for event in events] == ["pool", "selected", "confirmed", "withdrawn"]
    assert [event.reason for event in events] == ["", "Draw 1", "", "Moved away"]
    assert events[0].old is None
    assert events[-1].at == LATER


def test_a_refused_move_changes_nothing(workspace, add, move):
    person = add("R1")

    with pytest.raises(TransitionError) as refused:
        move(person, RespondentStatus.CONFIRMED)

    assert refused.value.params == {"old": "pool", "new": "confirmed"}
    assert workspace.read(lambda db: db.get_one(Respondent, person).history) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_move_without_a_reason_is_refused(add, move, reason):
    person = add("R1")

    with pytest.raises(RefusedError, match="reason-missing"):
        move(person, RespondentStatus.INELIGIBLE, reason)


def test_only_the_pool_is_drawn_from(workspace, add, move):
    away, here = add("R1"), add("R2")
    move(away, RespondentStatus.WITHDRAWN, "Ill")

    with pytest.raises(TransitionError):
        workspace.write(partial(select_for_panel, respondent_ids=[here, away], reason="Draw 1"))

    assert workspace.read(lambda db: db.get_one(Respondent, here).status) == "pool"


def test_a_void_draw_sends_its_people_back_but_not_those_who_left(workspace, add, move, story):
    people = [add(f"R{number}") for number in range(3)]
    workspace.write(partial(select_for_panel, respondent_ids=people, reason="Draw 1"))
    move(people[0], RespondentStatus.WITHDRAWN, "Ill")
    move(people[1], RespondentStatus.CONFIRMED)

    returned = workspace.write(partial(return_to_pool, respondent_ids=people, reason="Draw 1 is void"))

    assert returned == 2
    assert [story(person).status for person in people] == ["withdrawn", "pool", "pool"]


def test_undo_takes_a_move_and_its_history_back(workspace, add, move, story):
    person = add("R1")
    before = story(person)
    move(person, RespondentStatus.INELIGIBLE, "Lives elsewhere")

    workspace.undo()

    assert story(person) == before


def test_many_people_are_added_at_once_or_not_at_all(workspace, assembly_id, add):
    add("R2")
    drafts = [PersonDraft("R1", needs=(NeedDraft(NeedKind.BREAKS),)), PersonDraft("R2")]

    with pytest.raises(RefusedError, match="reference-taken"):
        workspace.write(partial(add_respondents, assembly_id=assembly_id, drafts=drafts))

    assert workspace.read(partial(count_respondents, assembly_id=assembly_id)) == 1


@pytest.mark.parametrize(
    "action",
    [
        partial(edit_respondent, field="email", value="x"),
        partial(set_answer, question="age", value="x"),
        partial(add_need, kind="diet"),
        partial(edit_need, field="detail", value="x"),
        remove_need,
        partial(move_respondent, status=RespondentStatus.WITHDRAWN, reason="x"),
        partial(add_respondents, drafts=[]),
    ],
)
def test_nothing_is_done_to_who_is_not_there(workspace, action):
    with pytest.raises(NotFoundError):
        workspace.write(lambda db: action(db, uuid4()))
