"""Each document in each language and size: valid, complete, the same bytes each time."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from engage.documents.badge import compose_badges, first_name, render_badges
from engage.documents.ballot import compose_ballots
from engage.documents.chance_explanation import compose_chance_explanation
from engage.documents.common import chance_words
from engage.documents.draw_certificate import compose_draw_certificate
from engage.documents.member_pack import compose_member_pack
from engage.documents.outcome_report import compose_outcome_report
from engage.documents.panel_list import compose_panel_list
from engage.documents.partner_request import compose_partner_request
from engage.documents.report_back_letter import Outcome, compose_report_back_letter, render_report_back_letter
from engage.documents.representativeness_report import compose_representativeness_report
from engage.documents.selection_report import compose_selection_report, render_selection_report
from engage.documents.tellers_sheet import compose_tellers_sheet
from engage.documents.you_said_we_did import compose_you_said_we_did
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Edition, Language, TypeSize
from engage.lottery.model import Method
from engage.lottery.rules import RunKind, RunState
from tests.documents.contents import NAMES, badges, ballots, bare_letter, english, letter, report, tellers
from tests.documents.draw_contents import certificate, explanation, panel_list
from tests.documents.follow_contents import TRUST, expectations, progress_letter, request_letter, what_came_of_it
from tests.documents.likeness_contents import likeness_report
from tests.documents.outcome_contents import outcome_report
from tests.documents.pack_contents import pack
from tests.documents.reading import failures, normal, outline, page_count, structure, text_of

ENGLISH = Edition(Language("en"))
COMPOSE: dict[str, tuple[Callable[[str], Any], Callable[..., Any]]] = {
    "selection-report": (lambda code: report(code=code), compose_selection_report),
    "badge": (lambda code: badges(code=code), compose_badges),
    "partner-request": (lambda code: request_letter(TRUST, 3, code), compose_partner_request),
    "ballot": (lambda code: ballots(code=code), compose_ballots),
    "tellers-sheet": (lambda code: tellers(code=code), compose_tellers_sheet),
    "member-pack": (lambda code: pack(name=NAMES[1], code=code), compose_member_pack),
    "panel-list": (panel_list, compose_panel_list),
    "draw-certificate": (lambda code: certificate(code=code), compose_draw_certificate),
    "chance-explanation": (lambda code: explanation(NAMES[1], code), compose_chance_explanation),
    "you-said-we-did": (lambda code: what_came_of_it(*expectations(5), code=code), compose_you_said_we_did),
    "representativeness-report": (likeness_report, compose_representativeness_report),
    "outcome-report": (outcome_report, compose_outcome_report),
    "report-back-letter, followed": (
        lambda code: progress_letter(*expectations(5), name=NAMES[1], code=code),
        compose_report_back_letter,
    ),
    "report-back-letter": (lambda code: letter(name=NAMES[1], code=code), compose_report_back_letter),
    "report-back-letter, reserve": (lambda code: letter(Outcome.RESERVE, NAMES[1], code), compose_report_back_letter),
}


@pytest.mark.parametrize("size", TypeSize)
@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
@pytest.mark.parametrize("document", COMPOSE)
def test_every_document_is_valid_in_every_language_and_size(document: str, code: str, size: TypeSize, tmp_path):
    make, compose = COMPOSE[document]
    edition = Edition(Language(code), size)

    paper = compose(make(code), edition)
    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.missing == set()
    assert compose(make(code), edition).to_pdf() == data


# --- the letter ---


@pytest.mark.parametrize("outcome", Outcome)
def test_a_letter_says_its_outcome_first_and_stays_on_two_pages(outcome: Outcome):
    data = render_report_back_letter(letter(outcome), ENGLISH)

    first = outline(data)[0]
    assert first in {
        "You have been chosen",
        "You are a member",
        "You are a reserve",
        "You were not chosen this time",
        "You are no longer taking part",
        "You were not in the lottery",
    }
    assert structure(data).find("H1")
    assert page_count(data) <= 2


@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_a_letter_in_standard_print_never_takes_a_third_page(code: str):
    assert page_count(render_report_back_letter(letter(code=code), Edition(Language(code)))) <= 2


@pytest.mark.parametrize("outcome", Outcome)
def test_a_letter_with_hardly_anything_in_it_is_still_a_letter(outcome: Outcome, tmp_path):
    data = render_report_back_letter(bare_letter(outcome), ENGLISH)

    assert failures(data, tmp_path) == []
    assert "Thank you for coming forward." in text_of(data)


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_greets_anyone_by_the_name_they_gave(name: str):
    found = text_of(render_report_back_letter(letter(name=name), ENGLISH))

    if name == NAMES[1]:  # read back in another order, word by word
        assert "محمد" in found
    elif len(name) == 80:
        assert found.replace(" ", "").count("W" * 80) == 2
    else:
        assert f"Dear {normal(name)}," in found


def test_a_letter_tells_the_chance_in_words():
    found = text_of(render_report_back_letter(letter(), ENGLISH))

    assert "Your chance of being drawn was about 1 in 9 (11.1%)." in found
    assert "500 people were in the lottery, for 50 places." in found


def test_a_letter_to_a_reserve_says_what_that_means_and_when_the_first_session_is():
    found = text_of(render_report_back_letter(letter(Outcome.RESERVE), ENGLISH))

    assert "drawn by lottery as a reserve for Riverside Health Assembly: you are not a member yet" in found
    assert "Then we ask a reserve to take their place, and that may be you." in found
    assert "The first session is on 16 January 2027." in found
    assert "your name was not drawn" not in found


def test_a_letter_to_someone_who_could_not_be_drawn_says_so():
    found = text_of(render_report_back_letter(replace(letter(Outcome.NOT_CHOSEN), chance=Fraction(0)), ENGLISH))

    assert "no group could be made that included you" in found


def test_a_text_that_is_not_translated_says_which_language_it_is_in():
    data = render_report_back_letter(letter(code="pl"), Edition(Language("pl")))

    assert "angielski" in text_of(data)
    assert "en" in {node.language for node in structure(data).find("Span")}
    assert "[in" not in text_of(render_report_back_letter(letter(), ENGLISH))


@pytest.mark.parametrize(
    ("chance", "wanted"),
    [
        (Fraction(1), "certain (100%)"),
        (Fraction(1, 7), "about 1 in 7 (14.3%)"),
        (Fraction(9, 10), "about 90 in 100 (90.0%)"),
        (Fraction(1, 2), "about 1 in 2 (50.0%)"),
    ],
)
def test_chances_in_words(chance: Fraction, wanted: str):
    assert chance_words(chance, ENGLISH) == wanted


# --- the badges ---


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ada Byron", "Ada"),
        ("  Dr. Ada  Byron ", "Ada"),
        ("Byron, Ada", "Ada"),
        ("李雷", "李雷"),
        ("محمد (Mo)", "محمد"),
        ("(Mo)", "(Mo)"),
        ("=1+1", "=1+1"),
        ("Dr", "Dr"),
        ("", "R7"),
        (" , ", "R7"),
    ],
)
def test_a_badge_shows_the_first_name_alone_or_else_the_reference(name: str, wanted: str):
    assert first_name(name, "R7") == wanted


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (8, 1), (9, 2), (47, 6)])
def test_eight_badges_stand_on_a_page(count: int, pages: int):
    data = render_badges(badges(("Ada",) * count), ENGLISH)

    assert page_count(data) == pages
    assert text_of(data).count("Ada") == count


def test_a_badge_has_its_photo_mark_as_shape_letter_and_words():
    found = text_of(render_badges(badges(("Ada", "Bo", "Cy", "Di")), ENGLISH))

    assert [found.count(mark) for mark in ("● Y Photo: yes", "◆ A Photo: ask first", "✕ N Photo: no")] == [1, 1, 2]


# --- the report ---


def test_the_report_shows_targets_pool_and_chosen_as_table_and_picture():
    data = render_selection_report(report(), ENGLISH)
    tree = structure(data)

    assert "19 to 20 (38% to 40%)" in text_of(data)
    assert "214 (43%)" in text_of(data)
    alt = tree.find("Figure")[0].alt
    assert alt.startswith("Bar chart of Age. ")
    assert "25–44: target 19 to 20 (38% to 40%), in the pool 214 (43%), chosen 20 (40%)" in normal(alt)


def test_the_report_hides_small_numbers_in_table_and_picture():
    data = render_selection_report(report(), ENGLISH)

    assert "fewer than 5" in text_of(data)
    assert "not shown" in text_of(data)  # the 31 next to it, or 2 could be worked out
    assert "31 (6%)" not in text_of(data)
    assert not any("31 (6%)" in normal(figure.alt) for figure in structure(data).find("Figure"))


def test_the_report_tells_how_it_can_be_checked():
    found = text_of(render_selection_report(report(), ENGLISH))

    for needed in (
        "4 8 15 16 23 42",
        "python verify_draw.py record.json",
        "entry 1,284",
        "a91f03bc77de",
        "Void: The wrong",
    ):
        assert needed in found
    assert "a1b2" * 16 in found.replace(" ", "")
    assert "20 November 2026, 14:05" in found


def test_the_report_shows_the_population_and_who_is_seated_on_purpose():
    found = text_of(render_selection_report(report(), ENGLISH))

    assert "Population: ONS Census <2021>, TS007A." in found
    assert " 3% 0 to 9 " in found
    assert "Seated on purpose beyond their share" in found


def test_a_test_draw_looks_unmistakably_different():
    real = text_of(render_selection_report(report(), ENGLISH))
    test = text_of(render_selection_report(report(RunKind.TEST, RunState.DRAWN), ENGLISH))

    assert "TEST DRAW" not in real
    assert test.count("TEST DRAW") >= 4
    assert "It binds nobody" in test


def test_a_draw_that_is_fixed_but_not_drawn_can_be_reported(tmp_path):
    data = render_selection_report(report(state=RunState.FROZEN), ENGLISH)

    assert "The draw is still to come." in text_of(data)
    assert failures(data, tmp_path) == []


@pytest.mark.parametrize("method", Method)
def test_every_method_is_told_in_plain_words(method: Method):
    content = report()
    content = replace(content, run=replace(content.run, row=replace(content.run.row, method=method)))

    assert page_count(render_selection_report(content, ENGLISH)) > 3


def test_a_bound_that_is_larger_than_the_least_chance_is_told():
    content = report()
    content = replace(content, run=replace(content.run, least_chance_bound=Fraction(1, 2)))

    assert "larger than about 1 in 2 (50.0%)" in text_of(render_selection_report(content, ENGLISH))


def test_a_report_without_question_or_targets_is_still_a_report(tmp_path):
    content = replace(report(), question=english(""), categories=(), commissioner="", without_chance=0)

    assert failures(render_selection_report(content, ENGLISH), tmp_path) == []
