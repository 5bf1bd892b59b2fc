"""Ballot papers: the exact number in each edition, boxes never divided, long wordings, alike in the pile."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.cli.main import run
from engage.deliberation.actions import add_draft, translate_version
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.documents.ballot import BOX, BallotPapers, gather_ballots, papers_per_page, render_ballots
from engage.documents.catalogue import gather_prints
from engage.documents.kinds import PrintRequest
from engage.documents.tellers_sheet import TellersSheet, render_tellers_sheet
from engage.errors import NotFoundError, RefusedError
from engage.languages.editions import Edition, Language, TypeSize
from engage.meetings.actions import add_session, check_in
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.voting.actions import open_vote, void_vote
from engage.voting.rules import VoteMethod
from tests.documents.contents import NAMES, VOTE_RULES, WORDING, ballots, tellers
from tests.documents.reading import failures, page_code, page_count, structure, text_of

ENGLISH = Edition(Language("en"))
LARGE = Edition(Language("en"), TypeSize.LARGE)
ARABIC = Edition(Language("ar"))
LONG = "\n\n".join([" ".join([WORDING] * 12)] * 4)


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


def papers_in(data):
    """How many papers a file holds, by the options on them."""
    return text_of(data).count("Abstain")


def boxes_on(data, page=0):
    """Width and height in millimetres of each empty box of a page, the frame around the example too."""
    found = re.findall(r"1\.2 w [\d.]+ [\d.]+ ([\d.]+) ([\d.]+) re S", page_code(data, page))
    return [(float(width) / 72 * 25.4, float(height) / 72 * 25.4) for width, height in found]


@pytest.mark.parametrize("count", [0, 1, 2, 47, 200])
def test_exactly_so_many_papers_come_out(count, tmp_path):
    data = render_ballots(ballots(count), ENGLISH)

    assert papers_in(data) == count
    assert page_count(data) == max(1, -(-count // papers_per_page(ballots(count), ENGLISH)))
    assert failures(data, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "edition", "per_page"),
    [("", ENGLISH, 4), (WORDING, ENGLISH, 2), (WORDING, LARGE, 2), (" ".join([WORDING] * 8), ENGLISH, 1)],
)
def test_as_many_stand_on_a_page_as_the_wording_lets(text, edition, per_page):
    assert papers_per_page(ballots(title="Benches", text=text), edition) == per_page


@pytest.mark.parametrize("title", [*NAMES, " ".join(NAMES) * 20, "W" * 600])
def test_any_title_is_printed_whole_and_letter_by_letter(title, tmp_path):
    data = render_ballots(ballots(2, title=title, text=""), ENGLISH)

    assert papers_in(data) == 2
    assert failures(data, tmp_path) == []
    if title.startswith("<b>"):
        assert text_of(data).count("<b>O'Brien</b> & Co") == 2 * title.count("<b>")


@pytest.mark.parametrize("method", VoteMethod)
def test_a_wording_longer_than_a_page_flows_and_its_options_stay_together(method, tmp_path):
    content = ballots(2, text=LONG, method=method)
    assert papers_per_page(content, LARGE) == 0

    data = render_ballots(content, LARGE)

    pages = [len(boxes_on(data, page)) for page in range(page_count(data))]
    assert Counter(pages)[len(method.options) + 1] == 2
    assert set(pages) == {0, len(method.options) + 1}
    assert text_of(data).count("within two weeks") == 2 * LONG.count("within two weeks")
    assert failures(data, tmp_path) == []


@pytest.mark.parametrize("edition", [ENGLISH, LARGE, ARABIC])
def test_every_option_has_a_box_that_a_shaking_hand_can_hit(edition):
    data = render_ballots(ballots(1, method=VoteMethod.SUPPORT_4, code=edition.language.code), edition)

    assert boxes_on(data) == [pytest.approx((BOX, BOX), abs=0.01)] * 5
    assert BOX >= 8


def test_a_paper_says_what_it_is_about_how_to_mark_it_and_what_comes_next():
    data = render_ballots(ballots(1), ENGLISH)
    found = text_of(data)

    assert "Vote 3: E2, version 1 Health <i>visitors</i> We expect every family" in found
    assert "Put a cross in one box, like this." in found
    assert "Two people count" in found
    assert "At least 4/5 (80%) of all valid ballots must be in favour." in found
    assert structure(data).find("Figure")[0].alt == "Example: a box with a cross in it"
    assert [item.kind for item in structure(data).find("LI")] == ["LI"] * 3


def test_no_paper_has_smaller_type_than_its_edition():
    for edition, points in ((ENGLISH, 14), (LARGE, 18)):
        sizes = [
            float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", page_code(render_ballots(ballots(1), edition)))
        ]

        assert min(sizes) >= points


def test_all_editions_of_a_vote_are_cut_alike():
    """The Arabic and the large paper need more room than the plain one: all of them get it."""
    editions = (ENGLISH, LARGE, ARABIC)
    text = " ".join([WORDING] * 3)

    alone = {papers_per_page(ballots(text=text, code=each.language.code), each) for each in editions}
    together = {
        papers_per_page(ballots(text=text, code=each.language.code, editions=editions), each) for each in editions
    }

    assert len(alone) > 1
    assert together == {min(alone)}


def test_the_tellers_sheet_keeps_the_two_counts_on_pages_of_their_own(tmp_path):
    data = render_tellers_sheet(tellers(), ENGLISH)
    found = text_of(data)

    assert page_count(data) == 4
    assert found.count("Strokes, in fives") == 2
    assert "Number of the seal" in found
    assert "English, 14 pt 44 2" in found
    assert "Together 47 4" in found
    assert "Printed for 47 members who are in the room." in found


@pytest.mark.parametrize("title", NAMES)
def test_the_tellers_sheet_takes_any_title(title, tmp_path):
    assert failures(render_tellers_sheet(tellers(VoteMethod.YES_NO_ABSTAIN, title=title), LARGE), tmp_path) == []


@pytest.mark.parametrize("method", VoteMethod)
def test_each_count_stays_on_its_page_in_large_print(method):
    assert page_count(render_tellers_sheet(tellers(method), LARGE)) <= 5


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


READERS = (
    ("en", "standard"),
    ("en", "standard"),
    ("en", "large"),
    ("ar", "standard"),
    ("fr", "standard"),
    ("bn", "large"),
)


@pytest.fixture
def members(workspace, assembly_id):
    def add(db):
        ids = [
            add_respondent(
                db,
                assembly_id,
                reference=f"R{place}",
                full_name=f"Secret {place}",
                written_language=code,
                type_size=TypeSize(size),
            )
            for place, (code, size) in enumerate(READERS)
        ]
        select_for_panel(db, ids, reason="Draw 1")
        for key in ids:
            move_respondent(db, key, RespondentStatus.CONFIRMED)
        return ids

    return workspace.write(add)


@pytest.fixture
def put_to_the_vote(workspace, assembly_id, members):
    def put(count=1, **given):
        ids = []
        for place in range(count):
            words = {"title": f"Idea {place}", "text": WORDING}
            kind = DraftKind.RECOMMENDATION
            workspace.write(partial(add_draft, assembly_id=assembly_id, kind=kind, **words, clock=noon))
            version = workspace.read(partial(list_drafts, assembly_id=assembly_id))[-1].version.id
            rules = {"rules": VOTE_RULES, "held_on": date(2027, 3, 6)}
            ids.append(workspace.write(partial(open_vote, version_id=version, **rules, **given)))
        return ids

    return put


@pytest.fixture
def gather(workspace, assembly_id):
    def gather(**given):
        return workspace.read(partial(gather_ballots, assembly_id=assembly_id, request=PrintRequest(**given)))

    return gather


def counts_of(jobs):
    return {
        (job.edition.language.code, job.edition.size.value): job.content.papers
        for job in jobs
        if isinstance(job.content, BallotPapers)
    }


def test_every_member_gets_a_paper_in_their_language_and_size(put_to_the_vote, gather):
    put_to_the_vote()

    jobs = gather()

    assert counts_of(jobs) == {
        ("en", "standard"): 3,  # and the reader of French, in which documents don't come
        ("en", "large"): 1,
        ("ar", "standard"): 1,
        ("bn", "large"): 1,
    }
    assert isinstance(jobs[-1].content, TellersSheet)
    assert (jobs[-1].content.voters, jobs[-1].content.is_counted) == (6, False)
    assert len({job.file_name for job in jobs}) == len(jobs)


def test_in_one_language_all_papers_are_in_it(put_to_the_vote, gather):
    put_to_the_vote()

    assert counts_of(gather(language=Language("cy"))) == {("cy", "standard"): 4, ("cy", "large"): 2}
    assert counts_of(gather(language=Language("cy"), size=TypeSize.LARGE)) == {("cy", "large"): 6}


def test_spare_papers_come_in_each_edition(put_to_the_vote, gather):
    put_to_the_vote()

    jobs = gather(spares=2)

    assert sum(counts_of(jobs).values()) == 6 + 4 * 2
    assert {each.spares for each in jobs[-1].content.editions} == {2}
    assert sum(each.papers for each in jobs[-1].content.editions) == 6


def test_only_those_in_the_room_get_a_paper(workspace, assembly_id, members, put_to_the_vote, gather):
    given = {"held_on": date(2027, 3, 6), "starts_at": time(10), "ends_at": time(15)}
    session_id = workspace.write(partial(add_session, assembly_id=assembly_id, **given))
    for member in members[2:4]:
        workspace.write(partial(check_in, session_id=session_id, respondent_id=member))
    put_to_the_vote(session_id=session_id)

    jobs = gather()

    assert counts_of(jobs) == {("en", "large"): 1, ("ar", "standard"): 1}
    assert (jobs[-1].content.voters, jobs[-1].content.is_counted) == (2, True)


def test_sixty_votes_print_their_papers_and_one_is_asked_for_by_its_number(put_to_the_vote, gather):
    put_to_the_vote(60)

    assert sum(counts_of(gather(references=["60"])).values()) == 6
    jobs = gather(language=Language("en"), size=TypeSize.STANDARD)
    assert [job.for_reference for job in jobs[::2]] == [str(number) for number in range(1, 61)]
    assert {job.content.papers for job in jobs[::2]} == {6}
    assert {papers_in(job.render().data) for job in jobs[::20]} == {6}
    with pytest.raises(NotFoundError):
        gather(references=["61"])


def test_a_wording_in_the_readers_language_is_printed_and_another_is_marked(
    workspace, assembly_id, put_to_the_vote, gather
):
    put_to_the_vote()
    version = workspace.read(partial(list_drafts, assembly_id=assembly_id))[0].version.id
    workspace.write(partial(translate_version, version_id=version, language="bn", title="নতুন", text="নতুন পরিবার"))

    fallbacks = {job.edition.language.code: len(job.fallbacks) for job in gather()[:-1]}

    assert fallbacks == {"en": 0, "ar": 2, "bn": 0}


def test_no_paper_leads_to_a_person(put_to_the_vote, gather):
    put_to_the_vote()

    found = " ".join(text_of(job.render().data) for job in gather())

    assert "Secret" not in found
    assert not re.search(r"\bR\d", found.replace("R1,", ""))


def test_without_an_open_vote_the_reason_is_told(workspace, assembly_id, put_to_the_vote, gather):
    with pytest.raises(RefusedError) as refused:
        gather()
    assert refused.value.code == "no-open-vote"

    (vote_id,) = put_to_the_vote()
    workspace.write(partial(void_vote, vote_id=vote_id, reason="The wrong day"))
    for references, code in ((None, "no-open-vote"), (["1"], "vote-not-open")):
        read = partial(gather_prints, assembly_id=assembly_id, ids=["ballot"], references=references)
        _jobs, (refusal,) = workspace.read(read)
        assert refusal.code == code


def test_the_command_prints_a_file_an_edition(workspace, put_to_the_vote, tmp_path, capsys, engage_file):
    put_to_the_vote()
    workspace.close()

    code = run(["print", str(engage_file), "ballot", "--out", str(tmp_path / "out"), "--spares", "1", "--json"])

    assert code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "ballot-1-ar-standard.pdf",
        "ballot-1-bn-large.pdf",
        "ballot-1-en-large.pdf",
        "ballot-1-en-standard.pdf",
        "ballot-1_tellers-en-standard.pdf",
    ]
    assert papers_in((tmp_path / "out" / "ballot-1-en-standard.pdf").read_bytes()) == 4
    assert run(["print", str(engage_file), "ballot", "--out", str(tmp_path / "no"), "--spares", "-1"]) == 2
