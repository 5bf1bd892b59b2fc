"""The member's pack: theirs alone, complete, and easy to find one's way in."""

from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.documents.kinds import PrintRequest
from engage.documents.member_pack import gather_member_packs, render_member_pack
from engage.documents.member_pack.gathering import next_session
from engage.errors import NotFoundError, RefusedError
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from engage.meetings.actions import add_agenda_item, add_session
from engage.people.actions import add_need, add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.seating.actions import set_seats
from engage.seating.views import SeatEntry
from tests.documents.contents import NAMES
from tests.documents.pack_contents import bare_pack, pack, pack_session
from tests.documents.reading import failures, link_goals, normal, pages_of, text_of

ENGLISH = Edition(Language("en"))


def test_the_cover_has_the_name_the_next_session_and_the_first_table():
    cover = pages_of(render_member_pack(pack(), ENGLISH))[0]

    for needed in (
        "Your pack Ada Byron",
        "Your first session 23 January 2027, 10:00 to 15:30",
        "Riverside Community Hall",
        "You sit at table 4 first.",
        "another language or format",
        "Call 020 7946 0000.",
    ):
        assert needed in cover


def test_the_contents_lead_to_every_chapter():
    data = render_member_pack(pack(), ENGLISH)
    pages = pages_of(data)

    goals = link_goals(data)

    assert len(goals) == 13
    assert all(normal(chapter) in pages[page - 1] for chapter, page in goals)
    assert goals[-1] == ("My notes", len(pages))


def test_it_says_what_the_member_needs_and_what_nobody_has_said_yet():
    found = text_of(render_member_pack(pack(), ENGLISH))

    assert "Diet Halal Told the caterer" in found
    assert "We will talk with you about it." in found
    assert "We speak with you in Urdu." in found
    assert "You asked us to ask you before we take a photo of you." in found
    assert "Where you sit: table 4 in round 1 and table 6 in round 2." in found
    assert "Facilitator at a table of yours: sessions 1 and 2" in found


@pytest.mark.parametrize("name", NAMES)
def test_it_greets_anyone_by_the_name_they_gave(name, tmp_path):
    data = render_member_pack(pack(name), ENGLISH)

    assert failures(data, tmp_path) == []
    if name not in {NAMES[1], "W" * 80}:
        assert f"Dear {normal(name)}," in text_of(data)


@pytest.mark.parametrize(
    ("sessions", "items", "size"),
    [(0, 0, TypeSize.STANDARD), (1, 0, TypeSize.STANDARD), (1, 60, TypeSize.LARGE), (12, 8, TypeSize.STANDARD)],
)
def test_it_takes_any_number_of_sessions_and_items(sessions, items, size, tmp_path):
    data = render_member_pack(pack(sessions=sessions, items=items), Edition(Language("en"), size))

    found = text_of(data)
    assert failures(data, tmp_path) == []
    assert found.count("What matters most to us") == sessions * items // 4
    assert f"Session {sessions}: What keeps us well" in found or not sessions


def test_a_pack_with_hardly_anything_in_it_is_still_a_pack(tmp_path):
    data = render_member_pack(bare_pack(), ENGLISH)

    assert failures(data, tmp_path) == []
    found = text_of(data)
    assert "The days are not fixed yet. We will write to you." in found
    assert "You have not told us of anything" in found
    assert "Call ." not in found


def test_sessions_in_several_places_say_which_is_where():
    elsewhere = replace(pack_session(2), venue=replace(pack_session().venue, name="The Old School"))
    content = pack()
    content = replace(content, assembly=replace(content.assembly, sessions=(pack_session(), elsewhere)))

    found = text_of(render_member_pack(content, ENGLISH))

    assert "Session 2 The Old School" in found


def test_texts_in_another_language_are_marked_and_a_whole_column_once():
    found = text_of(render_member_pack(pack(code="cy"), Edition(Language("cy"))))

    mark = found[found.index("[") : found.index("]") + 1]
    assert "Saesneg" in mark
    assert f"How care works <here> {mark}" not in found
    assert found.count(mark) > 10


@pytest.mark.parametrize(
    ("day", "number"), [(date(2027, 1, 1), 1), (date(2027, 1, 23), 1), (date(2027, 1, 24), 2), (date(2028, 1, 1), 1)]
)
def test_the_cover_names_the_next_session_and_once_all_are_over_the_first(day, number):
    assert next_session([pack_session(1), pack_session(2)], day).number == number
    assert next_session([], day) is None


def test_a_later_session_is_not_called_the_first():
    content = pack()
    cover = pages_of(render_member_pack(replace(content, comes_next=content.assembly.sessions[1]), ENGLISH))[0]

    assert "Your next session" in cover
    assert "You sit at table 3 first." in cover


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def members(workspace, assembly_id):
    people = (
        ("R1", "Zoe Amber", "en", "large"),
        ("R2", "Bo Indigo", "ar", "standard"),
        ("R3", "Cy Violet", "pt", "standard"),
    )
    keys = [
        workspace.write(
            partial(
                add_respondent,
                assembly_id=assembly_id,
                reference=reference,
                full_name=name,
                email=f"{reference}@example.org",
                written_language=language,
                type_size=size,
            )
        )
        for reference, name, language, size in people
    ]
    workspace.write(partial(add_respondent, assembly_id=assembly_id, reference="R4", full_name="Not Drawn"))
    workspace.write(partial(select_for_panel, respondent_ids=keys, reason="Draw 1"))
    for key in keys:
        workspace.write(partial(move_respondent, respondent_id=key, status=RespondentStatus.CONFIRMED))
    workspace.write(partial(add_need, respondent_id=keys[0], kind="diet", detail="Vegan"))
    workspace.write(partial(add_need, respondent_id=keys[1], kind="diet", detail="Kosher"))
    return keys


@pytest.fixture
def session(workspace, assembly_id, members):
    given = {"held_on": date(2027, 1, 16), "starts_at": time(10), "ends_at": time(12), "title": "Hello"}
    key = workspace.write(partial(add_session, assembly_id=assembly_id, **given))
    workspace.write(partial(add_agenda_item, session_id=key, kind="talk", minutes=15, title="Why", speaker="Dr Owen"))
    workspace.write(partial(add_agenda_item, session_id=key, kind="discussion", minutes=45, title="What we think"))
    seats = [
        SeatEntry(1, 1, 2, "R1", "", is_locked=False, facilitator="Peter Lowe", is_step_free=True),
        SeatEntry(1, 1, 1, "R2", "", is_locked=False, facilitator="Grace Okoro", is_step_free=True),
    ]
    facilitators = {seat.table: seat.facilitator for seat in seats}
    workspace.write(partial(set_seats, assembly_id=assembly_id, session_id=key, seats=seats, facilitators=facilitators))
    return key


@pytest.fixture
def gather(workspace, assembly_id):
    def gather(**given):
        return workspace.read(partial(gather_member_packs, assembly_id=assembly_id, request=PrintRequest(**given)))

    return gather


def test_every_member_has_a_pack_in_their_own_language_and_size(session, gather):
    jobs = gather()

    found = {job.for_reference: (job.edition.language.code, job.edition.size.value) for job in jobs}
    assert found == {"R1": ("en", "large"), "R2": ("ar", "standard"), "R3": ("en", "standard")}
    assert jobs[2].wanted_language == "pt"
    assert "Title" in jobs[1].fallbacks
    assert jobs[0].fallbacks == ()


def test_times_follow_from_the_agenda_and_nothing_is_there_about_other_members(session, gather):
    (job,) = gather(references=["R1"], language=Language("en"))

    found = text_of(job.render().data)

    assert "10:00 Why Dr Owen 10:15 What we think" in found
    assert "Zoe Amber" in found
    assert "Vegan" in found
    assert "You sit at table 2 first." in found
    assert "Peter Lowe Facilitator" in found
    others = ("Indigo", "Violet", "Not Drawn", "Kosher", "Grace", "R2", "R3", "example.org")
    assert not any(private in found for private in others)


def test_only_members_have_packs(workspace, assembly_id, members, gather):
    with pytest.raises(NotFoundError):
        gather(references=["R4"])
    assert [job.for_reference for job in gather(references=["R2"])] == ["R2"]


def test_without_members_there_are_no_packs(assembly_id, gather):
    with pytest.raises(RefusedError) as refused:
        gather()

    assert refused.value.code == "no-members-yet"


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_the_cover_is_one_page_in_every_language_and_size(code, size):
    first, second = pages_of(render_member_pack(pack(code=code), Edition(Language(code), size)))[:2]

    assert "7946" in first  # read back in another order where lines run from the right
    assert "7946" not in second
