"""What one partner is asked, in its own language, and the form that its answers come back on."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from engage.assembly.actions import edit_partner
from engage.assembly.views import assembly_sheet
from engage.documents.catalogue import gather_prints, print_documents
from engage.documents.partner_request import RequestLetter, compose_partner_request, render_partner_request
from engage.errors import NotFoundError, RefusedError
from engage.exchange.answers import RESPONSE_COLUMNS
from engage.followup.rules import ResponseStatus
from engage.languages.editions import Edition, Language, TypeSize
from tests.documents.follow_contents import (
    CHARITY,
    COUNCIL,
    PEOPLE,
    SENT,
    TODAY,
    TRUST,
    address,
    expectation,
    longest,
    request_letter,
)
from tests.documents.reading import failures, normal, outline, page_count, structure, text_of
from tests.exchange.test_second_half import take_in

ENGLISH = Edition(Language("en"))


def on(day: int, month: int = 5):
    return lambda: datetime(2027, month, day, 12, tzinfo=UTC)


def asking(*asks, to=COUNCIL) -> RequestLetter:
    return replace(request_letter(to), asks=tuple((row, each) for row in asks for each in row.addresses))


def words(letter: RequestLetter, edition: Edition = ENGLISH) -> str:
    return text_of(render_partner_request(letter, edition))


@pytest.mark.parametrize("count", [0, 1, 12, 60])
def test_any_number_of_expectations_is_asked_for_whole(count: int, tmp_path):
    data = render_partner_request(request_letter(TRUST, count), ENGLISH)

    headings = [title for title in outline(data) if title.startswith(("E", "What", "Reply"))]
    assert failures(data, tmp_path) == []
    assert headings[0] == "What members expect of you"
    assert [node.kind for node in structure(data).find("H3")] == ["H3"] * (2 * count + 1)


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", ["en", "ur", "bn"])
def test_the_longest_texts_and_hostile_names_are_set_as_they_are(code: str, size: TypeSize, tmp_path):
    letter = asking(longest(), to=replace(TRUST, lead_name="{name} <i>%s</i>", address="=1+1\n" * 12))
    paper = compose_partner_request(letter, Edition(Language(code), size))

    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    found = text_of(data)
    assert "</p>{label} %s" in found
    assert "{name} <i>%s</i>" in found


def test_the_words_are_those_that_were_voted_on_with_why_result_and_due_date():
    found = words(asking(expectation(1, address(1, COUNCIL))))

    assert "We expect each clinic to open on Saturday mornings. It should say so on its door." in found
    assert "Why: Many of us work in the week." in found
    assert "40 of 47 who voted yes or no were in favour (85.11%). At least 4/5 (80%) was needed" in found
    assert "No answer came by 1 October 2026. Asked on 1 July 2026, with 3 months to answer." in found


def test_a_day_that_is_still_to_come_says_how_it_was_counted():
    ask = address(1, COUNCIL, due_on=TODAY.replace(month=12, day=1))

    found = words(asking(expectation(1, ask)))

    assert "Please answer by 1 December 2026." in found
    assert "Due on 1 December 2026. Asked on 1 July 2026, with 3 months to answer. Another day was agreed" in found


def test_several_days_are_each_told_and_the_first_stands_on_top():
    rows = [
        expectation(1, address(1, COUNCIL, due_on=SENT.replace(year=2027, month=2))),
        expectation(2, address(2, COUNCIL, due_on=SENT.replace(month=12))),
        expectation(5, address(5, COUNCIL, is_sent=False)),
    ]

    found = words(asking(*rows))

    assert "which stands under it. The first is 1 December 2026." in found
    assert "No day has been set yet." in found
    assert "No vote was held on these words." in found


def test_a_day_that_has_passed_is_not_asked_for_but_told():
    late, coming = address(1, COUNCIL), address(2, COUNCIL, due_on=SENT.replace(month=12))

    alone, both = words(asking(expectation(1, late))), words(asking(expectation(1, late), expectation(2, coming)))

    assert "An answer was due on 1 October 2026, and it has not come. Please send it now." in alone
    assert "Please answer by" not in alone
    assert "Please send it now. The next is due on 1 December 2026." in both


def test_the_form_names_every_status_what_it_needs_and_every_column_of_the_file():
    found = words(asking(expectation(3, address(3, COUNCIL))))

    for status in ResponseStatus:
        assert status.value in found
    assert "What will be done, who does it, and by when." in found
    assert "“Noted” is not an answer." in found
    stated = found.replace("(expectation, partner, answer)", "(expectation) (partner) (answer)")
    assert [column.name for column in RESPONSE_COLUMNS if f"({column.name})" not in stated] == []
    assert "3, Riverside Council, 1" in found


def test_a_partner_of_another_language_fills_in_the_columns_of_that_language():
    found = words(asking(expectation(1, address(1, TRUST)), to=TRUST), Edition(Language("cy")))

    assert "(summary_cy)" in found
    assert "(action_cy)" in found
    assert "(owner)" in found
    assert "Mae llawer ohonom" in found  # why: there is a Welsh one; the text has none and says so
    assert "[yn Saesneg]" in found or "Saesneg" in found


def test_what_was_answered_already_is_thanked_for_and_can_be_answered_anew():
    found = words(
        asking(expectation(1, address(1, COUNCIL, ResponseStatus.NOT_OURS)), expectation(2, address(2, COUNCIL)))
    )

    assert "You have answered 1 of 2 so far. Thank you." in found
    assert "Fill this in only if your answer has changed." in found
    assert "1, Riverside Council, 2" in found


def test_individuals_are_told_what_is_hoped_and_get_no_form():
    data = render_partner_request(request_letter(PEOPLE, 6), ENGLISH)

    found = text_of(data)
    assert outline(data)[0] == "What members hope of you"
    assert "2 things that all of us can do. Nobody has to answer." in found
    assert "Reply form" not in found
    assert "Due on" not in found
    assert "(status)" not in found


@pytest.mark.parametrize("code", ["en", "cy", "pl"])
def test_a_form_fits_on_one_page_in_standard_print(code: str):
    """The letter, the expectation and the choices take what they take; each form takes one page more."""
    one, two = (
        page_count(render_partner_request(asking(*rows), Edition(Language(code))))
        for rows in (
            [expectation(1, address(1, COUNCIL))],
            [expectation(1, address(1, COUNCIL)), expectation(2, address(2, COUNCIL))],
        )
    )
    assert two - one <= 2


# --- from a file ---


def test_each_partner_gets_only_what_is_expected_of_it_in_its_language(workspace, followed):
    trust = workspace.read(partial(assembly_sheet, assembly_id=followed)).partners[1]
    workspace.write(partial(edit_partner, partner_id=trust.id, field="language", value="cy"))

    jobs, refusals = workspace.read(partial(gather_prints, assembly_id=followed, ids=["partner-request"], clock=on(10)))

    assert refusals == []
    found = [(job.for_reference, job.edition.language.code, job.content.name) for job in jobs]
    assert found == [("1", "en", "Riverside Council"), ("2", "cy", "<b>Trust</b> & Co"), ("3", "en", "All of us")]
    assert all(address.partner_id == job.content.partner.id for job in jobs for _row, address in job.content.asks)
    assert "Texts of expectations" not in jobs[1].fallbacks
    assert "Riverside Council" not in text_of(jobs[1].render().data)


def test_today_is_that_of_the_clock(workspace, followed):
    def letter(clock):
        (file,) = workspace.read(
            partial(print_documents, assembly_id=followed, ids=["partner-request"], references=["2"], clock=clock)
        )
        return normal(text_of(file.data))

    assert "Due on 10 June 2027." in letter(on(1, 6))
    assert "No answer came by 10 June 2027." in letter(on(11, 6))


@pytest.mark.parametrize("reference", ["2", "<B>trust</b>  & co"])
def test_a_partner_is_called_by_number_or_name(workspace, followed, reference):
    gather = partial(gather_prints, assembly_id=followed, ids=["partner-request"], references=[reference])
    jobs, _ = workspace.read(gather)

    assert [job.for_reference for job in jobs] == ["2"]


def test_a_partner_who_is_not_there_is_named(workspace, followed):
    with pytest.raises(NotFoundError) as missing:
        workspace.read(partial(gather_prints, assembly_id=followed, ids=["partner-request"], references=["Nobody"]))

    assert missing.value.params == {"what": "partner", "id": "Nobody"}


def test_nothing_is_asked_before_an_expectation_is_addressed(workspace, followed):
    take_in(workspace, followed, "partners", "name,kind\nA new one,other\n")
    gather = partial(print_documents, assembly_id=followed, ids=["partner-request"], references=["A new one"])
    with pytest.raises(RefusedError) as refused:
        workspace.read(gather)

    assert refused.value.code == "no-expectations-yet"


def test_names_in_other_scripts_stand_in_the_window_of_the_envelope():
    assert "Voluntary Action" in words(asking(expectation(1, address(1, CHARITY)), to=CHARITY))
