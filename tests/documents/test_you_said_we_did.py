"""The report for the noticeboard and for everyone: what was said, who was asked, and what came of it or did not."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from engage.documents.catalogue import print_documents
from engage.documents.you_said_we_did import compose_you_said_we_did, render_you_said_we_did
from engage.errors import RefusedError
from engage.followup.rules import ResponseStatus
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from tests.documents.follow_contents import (
    COUNCIL,
    PEOPLE,
    TRUST,
    action,
    address,
    expectation,
    expectations,
    longest,
    what_came_of_it,
)
from tests.documents.reading import failures, outline, page_code, pages_of, structure, text_of

ENGLISH = Edition(Language("en"))


def words(*rows) -> str:
    return text_of(render_you_said_we_did(what_came_of_it(*rows), ENGLISH))


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_any_number_of_expectations_is_told_whole(count: int, tmp_path):
    data = render_you_said_we_did(what_came_of_it(*expectations(count)), ENGLISH)

    assert failures(data, tmp_path) == []
    headings = text_of(data).count("You said") - 1  # but for the title
    assert headings >= count
    assert len([node for node in structure(data).find("Figure") if f" of {count} squares" in node.alt]) == 4


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_the_figures_stand_on_the_first_page_and_nothing_else_does(code: str, size: TypeSize):
    data = render_you_said_we_did(what_came_of_it(*expectations(12), code=code), Edition(Language(code), size))

    first = pages_of(data)[0]
    assert first.count("12") >= 5  # so many expectations, then four figures of so many
    assert page_code(data).count("/Figure <<") == 4
    assert "■" in first  # the last sentence: how many answers are late
    assert "E1" not in first


@pytest.mark.parametrize("size", TypeSize)
def test_the_longest_texts_and_hostile_names_are_set_as_they_are(size: TypeSize, tmp_path):
    paper = compose_you_said_we_did(what_came_of_it(longest()), Edition(Language("ur"), size))

    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    assert "</p>{label} %s" in text_of(data)


def test_the_first_page_says_in_words_how_many():
    found = words(*expectations(12))

    for sentence in (
        "have 12 expectations of those who run and use services here.",
        "6 of 12 expectations were answered by all who were asked.",
        "7 of 12 were accepted, in full or in part, by at least one partner.",
        "2 of 12 are done",
        "4 of 12 are late",
        "Partners were asked for 24 answers in all; 21 came. ■ 3 are late.",
    ):
        assert sentence in found


def test_no_answer_is_shown_as_such_after_its_day_and_never_left_out():
    found = words(expectation(1, address(1, COUNCIL), address(1, TRUST, due_on=date(2027, 1, 4))))

    assert "■ No answer" in found
    assert "No answer came by 1 October 2026." in found
    assert "○ No answer yet" in found
    assert "An answer is due on 4 January 2027." in found


def test_each_answer_shows_what_was_said_done_left_undone_and_comes_next():
    part = address(1, COUNCIL, ResponseStatus.ACCEPTED_IN_PART, (action(1, 30, date(2026, 11, 1)),))
    found = words(expectation(1, part), expectation(2, address(2, TRUST, ResponseStatus.NOT_ACCEPTED)))

    assert "We expect each clinic to open on Saturday mornings. It should say so on its door." in found
    assert "The vote: 40 of 47 who voted yes or no were in favour" in found
    assert "◐ Accepted in part, 20 September 2026" in found
    assert "Open four clinics on Saturday mornings: 30% done on 2 November 2026. The first clinic is open." in found
    assert "What is left out: Sundays, since no porter works then." in found
    assert "■ It was due on 1 November 2026 and is not done." in found
    assert "We go on asking about what is late." in found
    assert "Not done, and why We can't pay for this" in found
    assert "◐ Partly met, say 31 of 44 members asked on 20 November 2026." in found


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ResponseStatus.ALREADY_IN_PLACE, "Where it can be seen: See page 7 of our yearly report."),
        (ResponseStatus.NOT_OURS, "Whose it is to answer: The combined authority"),
        (ResponseStatus.IN_PRINCIPLE, "It will be decided by 15 December 2026."),
    ],
)
def test_what_a_status_asks_for_is_told(status: ResponseStatus, said: str):
    assert said in words(expectation(1, address(1, COUNCIL, status)))


def test_individuals_are_named_as_such_and_owe_nothing():
    found = words(expectation(3, address(3, COUNCIL, ResponseStatus.NOT_OURS), address(3, PEOPLE)))

    assert "Hoped of, with no answer owed: Everyone who lives here" in found
    assert "this is what members hope all of us will do" in found


def test_organisations_are_named_and_no_person_is():
    found = words(*expectations(12))

    assert "Riverside Council" in found
    assert "Ifor Pryce" not in found
    assert "Head of clinics" not in found


def test_every_partner_has_a_part_with_all_it_was_asked():
    data = render_you_said_we_did(what_came_of_it(*expectations(12)), ENGLISH)

    assert "Partner by partner" in outline(data)
    assert "Has answered 10 of 12 expectations." in text_of(data)


# --- from a file ---


def report(workspace, assembly_id, today):
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    (file,) = workspace.read(
        partial(print_documents, assembly_id=assembly_id, ids=["you-said-we-did"], clock=lambda: noon)
    )
    return file


def test_the_report_is_that_of_the_day_it_is_printed(workspace, followed):
    early, late = (text_of(report(workspace, followed, day).data) for day in (date(2027, 5, 1), date(2027, 7, 2)))

    assert "0 of 1 are late" in early
    assert "1 of 1 is late" in late
    assert "■ No answer" in late
    assert "Fair care" in late
    assert "60% done on 1 July 2027. First clinic open" in late


def test_texts_in_another_language_are_marked_and_listed(workspace, followed):
    print_in = partial(print_documents, assembly_id=followed, ids=["you-said-we-did"], language="cy")
    (file,) = workspace.read(print_in)

    told = " ".join(problem.message for problem in file.problems)
    assert "Titles of expectations" in told
    assert "Texts of expectations" not in told
    assert "Priorities" in told
    assert "Cynnig ymweliad" in text_of(file.data)


def test_there_is_no_report_before_anything_is_asked(workspace):
    from tests.exchange.test_second_half import prepare

    assembly_id = prepare(workspace)

    with pytest.raises(RefusedError) as refused:
        report(workspace, assembly_id, date(2027, 7, 2))

    assert refused.value.code == "no-expectations-yet"
