"""The letter that tells a member what happened to what they said: theirs first, only what is new, on two pages."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

import pytest

from engage.deliberation.views import drafts_by_member
from engage.documents.catalogue import gather_prints, print_documents
from engage.documents.report_back_letter import (
    OutcomeLetter,
    ProgressLetter,
    compose_report_back_letter,
    render_report_back_letter,
)
from engage.errors import RefusedError
from engage.followup.actions import record_report_back
from engage.followup.news import NewsKind
from engage.followup.rules import ResponseStatus
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from engage.meetings.records import AssemblySession
from engage.people.records import Respondent
from tests.documents.contents import NAMES
from tests.documents.follow_contents import (
    COUNCIL,
    TRUST,
    action,
    address,
    expectation,
    expectations,
    longest,
    progress_letter,
)
from tests.documents.reading import failures, outline, page_count, pages_of, text_of
from tests.exchange.test_second_half import prepare, take_in

ENGLISH = Edition(Language("en"))
SINCE = date(2026, 10, 1)
TABLES = """session,round,table,reference,facilitator,step_free,locked
1,1,2,R1,Mo,yes,
1,1,2,R2,Mo,yes,
1,1,4,R3,Di,yes,
"""


def words(letter: ProgressLetter) -> str:
    return text_of(render_report_back_letter(letter, ENGLISH))


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_the_letter_itself_stays_on_two_pages(code: str, size: TypeSize):
    letter = progress_letter(*expectations(12), code=code)

    pages = pages_of(render_report_back_letter(letter, Edition(Language(code), size)))

    signed = [place for place, page in enumerate(pages) if "Amina" in page]
    assert signed in ([0], [1])
    assert len(pages) > 3  # the annex


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_any_number_of_news_is_told_whole_in_the_annex(count: int, tmp_path):
    data = render_report_back_letter(progress_letter(*expectations(count)), ENGLISH)

    assert failures(data, tmp_path) == []
    assert ("The news, one by one" in outline(data)) == bool(count)
    assert text_of(data).count("We expect each clinic to open on Saturday mornings.") == count


@pytest.mark.parametrize("name", NAMES)
def test_the_longest_texts_and_hostile_names_are_set_as_they_are(name: str, tmp_path):
    paper = compose_report_back_letter(progress_letter(longest(), name=name), Edition(Language("bn"), TypeSize.LARGE))

    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    assert "</p>{label} %s" in text_of(data)


def test_what_the_members_own_tables_worked_on_stands_first():
    found = words(progress_letter(*expectations(5), own=(4,)))

    assert found.index("What your tables worked on") < found.index("E4 ·") < found.index("What else there is to tell")
    assert found.index("What else there is to tell") < found.index("E1 ·")


def test_without_seats_there_is_one_list():
    found = words(progress_letter(*expectations(3), own=()))

    assert "What there is to tell" in found
    assert "your tables" not in found


def test_each_kind_of_news_is_told_in_a_short_sentence():
    late = address(1, COUNCIL, ResponseStatus.ACCEPTED, (action(1, 30, date(2026, 11, 1)),))

    found = words(progress_letter(expectation(1, late, address(1, TRUST))))

    for sentence in (
        "Riverside Council answered: ● Accepted.",
        "Riverside Council has done 30% of this: Open four clinics on Saturday mornings.",
        "■ Riverside Council is late with this: Open four clinics on Saturday mornings.",
        "Members judged what Riverside Council made of it: ◐ Partly met.",
        "■ No answer came from <b>Otterlea</b> NHS Trust & Co by 1 October 2026.",
    ):
        assert sentence in found


def test_what_is_still_to_come_is_told_and_how_to_ask():
    asked = address(2, COUNCIL, due_on=date(2027, 1, 4))

    found = words(progress_letter(expectation(2, asked), expectation(4, address(4, TRUST, is_sent=False))))

    for sentence in (
        "Riverside Council was asked. Its answer is due on 4 January 2027.",
        "Nobody has been asked yet.",
        "The next session is on 16 January 2027.",
        "The next thing that is due from a partner is due on 4 January 2027.",
        "Thank you for your time, and for all that you said.",
        "Call 020 7946 0000.",
    ):
        assert sentence in found


def test_the_first_letter_tells_all_and_a_later_one_says_since_when():
    assert "what has come of them so far" in words(progress_letter(*expectations(2)))
    assert "only what is new since our letter of 1 October 2026" in words(
        progress_letter(*expectations(2), since=SINCE)
    )


def test_the_annex_tells_only_what_is_new_of_a_partners_part():
    row = expectation(1, address(1, COUNCIL, ResponseStatus.ACCEPTED, (action(1),)), address(1, TRUST))
    letter = progress_letter(row, since=SINCE)
    progress = tuple(fact for fact in letter.facts if fact.kind is NewsKind.PROGRESS)

    found = words(replace(letter, facts=progress)).partition("The news, one by one")[2]

    assert "Riverside Council: ● Accepted, 20 September 2026 They did: ● Open four clinics" in found
    assert "They said" not in found
    assert "verdict" not in found
    assert "NHS Trust" not in found


def test_an_action_in_another_language_is_marked():
    row = expectation(
        1, address(1, COUNCIL, ResponseStatus.ACCEPTED, (replace(action(1), text={"cy": "Agor clinig"}),))
    )

    assert "of this: Agor clinig. [in Welsh]" in words(progress_letter(row))


def test_a_letter_without_news_says_so_on_one_page():
    letter = progress_letter(since=SINCE)

    assert "There is no news since our letter of 1 October 2026." in words(letter)
    assert page_count(render_report_back_letter(letter, ENGLISH)) == 1


# --- from a file ---


def on(*day: int):
    return lambda: datetime(*day, 12, tzinfo=UTC)


def letters(workspace, assembly_id, clock, **options):
    gather = partial(gather_prints, assembly_id=assembly_id, ids=["report-back-letter"], clock=clock, **options)
    jobs, refusals = workspace.read(gather)
    if refusals:
        raise refusals[0]
    return {job.for_reference: job for job in jobs}


def test_members_hear_of_their_expectations_in_their_own_language_and_size(workspace, followed):
    def choose(db):
        person = next(each for each in db.query(Respondent) if each.reference == "R1")
        person.written_language, person.type_size = "cy", "large"

    workspace.write(choose)

    jobs = letters(workspace, followed, on(2027, 7, 2))

    assert len(jobs) == 10
    assert all(isinstance(job.content, ProgressLetter) for job in jobs.values())
    assert (jobs["R1"].edition.language.code, jobs["R1"].edition.size) == ("cy", TypeSize.LARGE)
    assert "Cynnig ymweliad" in text_of(jobs["R1"].render().data)


def test_whose_tables_notes_stand_behind_a_draft_is_known_by_the_seats(workspace, followed):
    take_in(workspace, followed, "tables", TABLES)

    work = workspace.read(partial(drafts_by_member, assembly_id=followed))

    assert work == {"R1": Counter({1: 1}), "R2": Counter({1: 1})}  # table 4 made no note
    jobs = letters(workspace, followed, on(2027, 7, 2))
    assert [bool(jobs[reference].content.own) for reference in ("R1", "R2", "R3", "R4")] == [True, True, False, False]


def test_whoever_stayed_away_worked_on_nothing_that_day(workspace, followed):
    take_in(workspace, followed, "tables", TABLES)
    take_in(workspace, followed, "attendance", "session,reference,state\n1,R1,no-show\n1,R2,arrived\n")

    assert set(workspace.read(partial(drafts_by_member, assembly_id=followed))) == {"R2"}


def test_after_letters_went_out_the_next_ones_say_only_what_is_new(workspace, followed):
    workspace.write(partial(record_report_back, assembly_id=followed, sent_on=date(2027, 6, 2)))

    before, after = (letters(workspace, followed, on(2027, *day))["R1"].content for day in ((6, 5), (7, 2)))

    assert (before.rows, before.facts, before.since) == ((), (), date(2027, 6, 2))
    assert [fact.kind.value for fact in after.facts] == ["progress", "no-answer"]
    assert "No answer came from <b>Trust</b> & Co by 10 June 2027." in words(after)


def test_an_assembly_without_expectations_tells_of_the_lottery_or_of_nothing(workspace):
    assembly_id = prepare(workspace)

    with pytest.raises(RefusedError) as refused:
        letters(workspace, assembly_id, on(2027, 7, 2))

    assert refused.value.code == "nothing-drawn-yet"


def test_a_coming_session_is_told(workspace, followed):
    def add_session(db):
        day = {"held_on": date(2027, 9, 4), "starts_at": time(10), "ends_at": time(16), "phase": "decision"}
        db.add(AssemblySession(assembly_id=followed, number=2, **day))

    workspace.write(add_session)

    assert letters(workspace, followed, on(2027, 7, 2))["R1"].content.next_session_on == date(2027, 9, 4)


def test_the_sample_tells_members_of_expectations_and_all_others_of_the_lottery(sample_file):
    from engage.assembly.views import list_assemblies
    from engage.storage.workspace import Workspace

    with Workspace.open(sample_file, read_only=True) as opened:
        assembly_id = opened.read(list_assemblies)[0].id
        jobs = letters(opened, assembly_id, on(2026, 11, 29))
        kinds = Counter(type(job.content) for job in jobs.values())
        member = next(job for job in jobs.values() if isinstance(job.content, ProgressLetter))
        (printed,) = opened.read(
            partial(
                print_documents,
                assembly_id=assembly_id,
                ids=["report-back-letter"],
                references=[member.for_reference],
                clock=on(2026, 11, 29),
            )
        )

    assert kinds[ProgressLetter] == 50
    assert kinds[OutcomeLetter] == sum(kinds.values()) - 50
    assert member.content.own
    assert printed.data == member.render().data
