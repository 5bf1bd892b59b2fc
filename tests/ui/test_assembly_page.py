from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.assembly.actions import add_partner
from engage.assembly.rules import PartnerKind
from engage.assembly.views import assembly_sheet
from engage.languages.bidi import isolated
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from ui.assembly import AssemblyPage


@pytest.fixture
def page(desk, show_page):
    return show_page(AssemblyPage(desk))


@pytest.fixture
def sheet(workspace, assembly_id):
    return lambda: workspace.read(lambda db: assembly_sheet(db, assembly_id))


def type_over(qtbot, field, words):
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, words)
    field.flush()


def test_a_text_is_saved_in_the_language_of_its_tab(qtbot, page, sheet):
    page.languages.setCurrentIndex(DOCUMENT_LANGUAGES.index("cy"))

    type_over(qtbot, page.texts["question"], "Beth nesaf?")

    assert sheet().texts["question"]["cy"] == "Beth nesaf?"
    assert sheet().texts["question"]["en"] != "Beth nesaf?"


def test_a_missing_text_shows_its_fallback_as_a_pale_hint(page, sheet):
    page.languages.setCurrentIndex(DOCUMENT_LANGUAGES.index("pl"))

    field = page.texts["question"]

    assert field.value() == ""
    assert field.input.placeholderText() == isolated(sheet().texts["question"]["en"])


def test_what_was_typed_before_changing_the_language_stays_in_its_own(qtbot, page, sheet):
    page.texts["remit"].input.setFocus()
    page.texts["remit"].input.selectAll()
    qtbot.keyClicks(page.texts["remit"].input, "Health")

    page.languages.setCurrentIndex(DOCUMENT_LANGUAGES.index("so"))

    assert sheet().texts["remit"]["en"] == "Health"
    assert "so" not in sheet().texts["remit"]


def test_a_text_that_the_template_made_up_is_marked_until_it_is_edited(qtbot, page, sheet):
    field = page.texts["remit"]
    assert field.mark.isVisible()

    type_over(qtbot, field, "Our own remit")

    assert not field.mark.isVisible()
    assert "remit" not in sheet().invented


def test_a_title_can_be_changed_but_not_lost(qtbot, page, sheet):
    type_over(qtbot, page.texts["title"], " ")

    assert page.texts["title"].error.isVisible()
    assert sheet().texts["title"]["en"] == "Riverside Health Assembly"


def test_seats_and_day_are_typed(qtbot, page, sheet):
    type_over(qtbot, page.facts["seats"], "30")
    type_over(qtbot, page.facts["first_session_on"], "3/10/2027")

    assert sheet().seats == 30
    assert sheet().first_session_on.isoformat() == "2027-10-03"


def test_an_objective_is_added_and_written_by_keys(qtbot, page, sheet):
    count = len(sheet().objectives)
    page.objectives.add_button.setFocus()

    qtbot.keyClick(page.objectives.add_button, Qt.Key.Key_Return)
    focus = page.window().focusWidget()
    qtbot.keyClicks(focus, "Listen first")
    page.flush()

    assert len(sheet().objectives) == count + 1
    assert sheet().objectives[-1].text == {"en": "Listen first"}


def test_rows_move_and_go(qtbot, page, sheet):
    first, second = (row.id for row in sheet().partners[:2])

    page.partners.move_asked.emit(first, 1)
    assert [row.id for row in sheet().partners[:2]] == [second, first]

    page.partners.remove_asked.emit(second)
    assert sheet().partners[0].id == first


def test_undo_brings_a_removed_row_back_to_the_page(qtbot, page, sheet, workspace):
    gone = sheet().objectives[0]
    page.objectives.remove_asked.emit(gone.id)

    workspace.undo()

    assert page.objectives.place_of(gone.id) == 1


def test_typing_in_a_row_survives_a_change_elsewhere(qtbot, page, workspace, assembly_id):
    from functools import partial

    from engage.assembly.actions import add_partner

    field = page.objectives._editors[next(iter(page.objectives._editors))].text
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, "Half a sent")

    workspace.write(partial(add_partner, assembly_id=assembly_id, name="New partner"))

    assert field.value() == "Half a sent"
    assert field.input.hasFocus()


def test_another_page_can_lead_to_one_field(qtbot, page):
    page.act("first_session_on")

    assert page.facts["first_session_on"].input.hasFocus()


def test_another_page_can_lead_to_a_partner_who_answers_for_it_and_where_letters_go(qtbot, page, sheet):
    partner = next(row for row in sheet().partners if row.kind is not PartnerKind.INDIVIDUALS)

    page.act(f"partner:{partner.id}")
    fields = page.partners.editor(partner.id).contact
    assert fields["lead_name"].input.hasFocus()
    for name, typed in (("lead_name", "Ada Lark"), ("phone", "020 7946 0018"), ("address", "1 Otterlea Square")):
        type_over(qtbot, fields[name], typed)

    kept = next(row for row in sheet().partners if row.id == partner.id)
    assert (kept.lead_name, kept.phone, kept.address) == ("Ada Lark", "020 7946 0018", "1 Otterlea Square")
    assert page.partners.editor(partner.id).letters.summary.text() == "\u2068Ada Lark\u2069"


def test_individuals_get_no_letters(page, sheet, workspace, assembly_id):
    key = workspace.write(partial(add_partner, assembly_id=assembly_id, name="Everyone", kind=PartnerKind.INDIVIDUALS))

    assert page.partners.editor(key).letters.isHidden()
