"""The sign-in sheet: valid in every language and size, room to sign, nothing private, gathered for each session."""

from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.documents.catalogue import gather_prints
from engage.documents.kinds import PrintRequest
from engage.documents.sign_in_sheet import (
    SignInSheet,
    compose_sign_in_sheet,
    gather_sign_in_sheets,
    render_sign_in_sheet,
)
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from engage.meetings.actions import add_session
from engage.people.actions import add_need, add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from tests.documents.contents import NAMES, english
from tests.documents.reading import failures, page_count, structure, text_of

ENGLISH = Edition(Language("en"))


def sheet(names=NAMES, code="en"):
    return SignInSheet(
        title=english("Riverside Health Assembly", code),
        session_number=2,
        session_title=english("What keeps us well", code),
        held_on=date(2027, 1, 30),
        starts_at=time(10),
        ends_at=time(15, 30),
        venue="Riverside Community Hall",
        members=tuple((f"R{place:03}", name) for place, name in enumerate(names)),
    )


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_a_sheet_is_valid_in_every_language_and_size(code, size, tmp_path):
    edition = Edition(Language(code), size)

    paper = compose_sign_in_sheet(sheet(code=code), edition)
    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    assert compose_sign_in_sheet(sheet(code=code), edition).to_pdf() == data


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_sheet_takes_any_number_of_members(count, tmp_path):
    data = render_sign_in_sheet(sheet(("Ada Byron",) * count), ENGLISH)

    assert text_of(data).count("Ada Byron") == count
    assert failures(data, tmp_path) == []
    assert page_count(data) >= count // 20


def test_at_most_twenty_two_rows_stand_on_a_page():
    """A page has 271 mm: rows of 12 mm and more."""
    assert page_count(render_sign_in_sheet(sheet(("Ada",) * 48), ENGLISH)) >= 3


def test_a_sheet_has_a_table_for_members_and_one_for_guests():
    tree = structure(render_sign_in_sheet(sheet(), ENGLISH))

    assert [len(table.find("TR")) for table in tree.find("Table")] == [9, 9]


def test_a_session_without_title_or_place_still_has_a_sheet(tmp_path):
    data = render_sign_in_sheet(replace(sheet(), session_title=english(""), venue=""), ENGLISH)

    assert failures(data, tmp_path) == []
    assert "Session 2" in text_of(data)


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def members(workspace, assembly_id):
    add = partial(add_respondent, assembly_id=assembly_id, email="a@example.org", phone="020 7946 0000")
    keys = [workspace.write(partial(add, reference=ref, full_name=name)) for ref, name in (("R1", "Zoe"), ("R2", "Bo"))]
    workspace.write(partial(add_respondent, assembly_id=assembly_id, reference="R3", full_name="Not drawn"))
    workspace.write(partial(select_for_panel, respondent_ids=keys, reason="Draw 1"))
    for key in keys:
        workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
    workspace.write(partial(add_need, respondent_id=keys[0], kind="diet", detail="Vegan"))
    return keys


@pytest.fixture
def plan(workspace, assembly_id):
    def plan(day):
        given = {"held_on": date(2027, 1, day), "starts_at": time(10), "ends_at": time(12), "title": "Hello"}
        return workspace.write(partial(add_session, assembly_id=assembly_id, **given))

    return plan


@pytest.fixture
def gather(workspace, assembly_id):
    def gather(**given):
        return workspace.read(partial(gather_sign_in_sheets, assembly_id=assembly_id, request=PrintRequest(**given)))

    return gather


def test_there_is_a_sheet_for_each_session_with_the_members_by_name(plan, members, gather):
    plan(30)
    plan(16)

    jobs = gather()

    assert [(job.for_reference, job.content.held_on.day) for job in jobs] == [("1", 16), ("2", 30)]
    assert jobs[0].content.members == (("R2", "Bo"), ("R1", "Zoe"))


def test_one_session_is_asked_for_by_its_number(plan, members, gather):
    plan(16)
    plan(30)

    assert [job.for_reference for job in gather(references=["2"])] == ["2"]
    with pytest.raises(NotFoundError):
        gather(references=["9"])


def test_nothing_private_is_on_the_sheet(plan, members, gather):
    plan(16)

    found = text_of(gather()[0].render().data)

    assert "Zoe" in found
    assert not any(private in found for private in ("example.org", "7946", "Vegan", "Not drawn"))


def test_without_sessions_or_members_the_reason_is_told(workspace, assembly_id, plan, gather):
    with pytest.raises(RefusedError) as refused:
        gather()
    assert refused.value.code == "no-sessions-yet"

    plan(16)
    _jobs, (refusal,) = workspace.read(partial(gather_prints, assembly_id=assembly_id, ids=["sign-in-sheet"]))
    assert refusal.code == "no-members-yet"


def test_a_title_in_another_language_is_told(plan, members, gather):
    plan(16)

    (job,) = gather(language=Language("cy"))

    assert job.fallbacks == ("Title", "Title of the session")
