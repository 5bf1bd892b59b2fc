"""The list of panels, the certificate and the explanation of a chance, made of real draws."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

import pytest

from engage.documents.chance_explanation import gather_chance_explanations, render_chance_explanation
from engage.documents.draw_certificate import gather_draw_certificates, render_draw_certificate
from engage.documents.kinds import PrintRequest
from engage.documents.panel_list import compose_panel_list, gather_panel_list, render_panel_list
from engage.errors import NotFoundError, RefusedError
from engage.languages.editions import Edition, Language, TypeSize
from engage.lottery.actions import freeze_draw, void_run
from engage.lottery.preparing import prepare_run
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input, run_sheet
from engage.people.actions import edit_respondent
from tests.documents.contents import NAMES
from tests.documents.draw_contents import certificate, explanation, panel_list
from tests.documents.reading import failures, normal, page_count, pages_of, structure, text_of
from tests.lottery.conftest import SEATS, lot, noon  # noqa: F401 - a fixture

ENGLISH = Edition(Language("en"))


def freeze_by_figures(lot, kind=RunKind.REAL):  # noqa: F811 - the fixture
    prepared = prepare_run(lot.read(draw_input, kind=kind, seats=SEATS), digits=3)
    return lot.workspace.write(partial(freeze_draw, prepared=prepared, clock=noon))


# --- the list of panels ---


def test_the_list_says_which_panels_a_ticket_is_in(lot):  # noqa: F811
    number = freeze_by_figures(lot)
    content = lot.read(gather_panel_list, language="en")

    lot.draw(number, "407")

    drawn = {person.ticket for person in lot.read(run_sheet, number=number).selected}
    assert len(content.panels) == 1000
    assert set(content.panels[407]) == drawn
    assert f"407 {' '.join(sorted(drawn))}" in text_of(render_panel_list(content, ENGLISH))


def test_every_ticket_has_its_panels_and_chance():
    content = panel_list()

    found = text_of(render_panel_list(content, ENGLISH))

    own = [f"{place:03}" for place, panel in enumerate(content.panels) if "0003" in panel]
    assert f"0003 {len(own) / 40:.1%} {' '.join(own)}" in found
    assert "1 ticket is in no panel." in found
    assert "0.07 percentage points" in found


def test_a_whole_list_is_valid_and_keeps_rows_whole(tmp_path):
    paper = compose_panel_list(panel_list(panels=200), ENGLISH)

    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert paper.page_count == page_count(data)
    assert len(structure(data).find("TR")) == 200 + 11 + 2 + 4


def test_the_list_of_a_test_says_so():
    assert "TEST DRAW" in text_of(render_panel_list(panel_list(kind=RunKind.TEST), ENGLISH))


def test_there_is_no_list_without_a_draw_by_figures(lot):  # noqa: F811
    lot.freeze()

    with pytest.raises(RefusedError, match="no-panel-list-yet"):
        lot.read(gather_panel_list, language="en")


# --- the certificate ---


def test_the_certificate_lists_every_run_with_its_reason(lot):  # noqa: F811
    lot.draw(lot.freeze(RunKind.TEST), "try")
    lot.write(void_run, number=lot.freeze(), reason="Wrong <b>list</b>", clock=noon)
    lot.draw(lot.freeze(), "3 1 4")

    [job] = lot.read(gather_draw_certificates, request=PrintRequest())
    found = text_of(job.render().data)

    sheet = lot.read(run_sheet, number=3)
    assert "Certificate of draw 3" in found
    assert "Wrong <b>list</b>" in found
    for needed in (sheet.pool_sha256, sheet.targets_sha256, sheet.portfolio_sha256, job.content.seed):
        assert needed in found.replace(" ", "")
    assert found.count("Witness") == 3


@pytest.mark.parametrize("kind", [RunKind.REAL, RunKind.TEST])
@pytest.mark.parametrize("has_figures", [False, True])
def test_all_that_witnesses_sign_is_on_the_first_page_of_a_certificate(kind, has_figures):
    data = render_draw_certificate(certificate(kind, has_figures=has_figures), ENGLISH)

    first = normal(pages_of(data)[0])
    assert first.count("Witness") == 3
    assert f"Page 1 of {page_count(data)}" in first
    assert page_count(data) <= 2
    assert ("TEST DRAW" in text_of(data)) is (kind is RunKind.TEST)


def test_a_draw_by_figures_says_that_they_are_the_number():
    found = text_of(render_draw_certificate(certificate(has_figures=True), ENGLISH))

    assert "507 They are the number of the panel, one of 1,000 equally likely ones." in found


def test_a_long_list_of_draws_does_not_clip(tmp_path):
    content = certificate()
    data = render_draw_certificate(replace(content, runs=content.runs * 40), ENGLISH)

    assert failures(data, tmp_path) == []
    assert text_of(data).count("Real draw") == 80


def test_before_a_draw_there_is_nothing_to_certify(lot):  # noqa: F811
    lot.freeze()

    with pytest.raises(RefusedError, match="nothing-drawn-yet"):
        lot.read(gather_draw_certificates, request=PrintRequest())


# --- the explanation ---


def test_everyone_in_the_draw_gets_their_own_chance_and_ticket(lot):  # noqa: F811
    lot.draw(lot.freeze())

    jobs = lot.read(gather_chance_explanations, request=PrintRequest())

    assert len(jobs) == 12
    assert sum(job.content.was_drawn for job in jobs) == SEATS
    assert len({job.content.ticket for job in jobs}) == 12
    assert sum(job.content.chance for job in jobs) == SEATS


def test_it_comes_in_the_persons_own_language_and_size(lot):  # noqa: F811
    person = lot.add("P99")
    for field, value in (("written_language", "pl"), ("type_size", "large")):
        lot.workspace.write(partial(edit_respondent, respondent_id=person, field=field, value=value))
    lot.draw(lot.freeze())

    [job] = lot.read(gather_chance_explanations, request=PrintRequest(references=["P99"]))

    assert (job.edition.language.code, job.edition.size) == ("pl", TypeSize.LARGE)


def test_somebody_who_was_not_in_the_draw_is_not_there(lot):  # noqa: F811
    lot.draw(lot.freeze())
    lot.add("P99")

    with pytest.raises(NotFoundError):
        lot.read(gather_chance_explanations, request=PrintRequest(references=["P99"]))


def test_a_crowded_answer_is_named_with_its_numbers():
    found = text_of(render_chance_explanation(explanation(), ENGLISH))

    assert "214 with “25–44” came forward, and at most 20 of them could be members" in found
    assert "about 1 in 15 (6.5%)" in found
    assert "9f3a61c2d40b7e15" in found


def test_a_scarce_answer_is_named_with_its_numbers():
    found = text_of(render_chance_explanation(explanation(chance=Fraction(1, 5)), ENGLISH))

    assert "62 with “65+” came forward, and at least 8 of them had to be members" in found


def test_numbers_too_small_to_be_told_are_not_told(lot):  # noqa: F811
    lot.draw(lot.freeze())  # three women are young, three old

    found = [job.content for job in lot.read(gather_chance_explanations, request=PrintRequest())]

    shown = {fact.value.pool.count for content in found for fact in content.answers}
    assert shown <= {6, -1}


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_greeted_and_nothing_clips(name, tmp_path):
    data = render_chance_explanation(explanation(name), ENGLISH)

    assert failures(data, tmp_path) == []
    assert page_count(data) <= 2


def test_somebody_in_no_panel_is_told_so():
    found = text_of(render_chance_explanation(explanation(chance=Fraction(0)), ENGLISH))

    assert "no group could be made that included you" in found
