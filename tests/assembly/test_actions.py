"""What an officer does to an assembly, on a real file."""

from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from engage.assembly.actions import (
    add_objective,
    add_partner,
    create_assembly,
    edit_assembly_field,
    edit_assembly_text,
    edit_objective,
    edit_partner,
    edit_partner_hope,
    move_objective,
    move_partner,
    remove_objective,
    remove_partner,
)
from engage.assembly.rules import PartnerKind
from engage.assembly.views import assembly_sheet, list_assemblies
from engage.errors import NotFoundError, RefusedError


@pytest.fixture
def edit(workspace, assembly_id):
    """Writes one text of the assembly."""
    return lambda field, text, language="en": workspace.write(
        partial(edit_assembly_text, assembly_id=assembly_id, field=field, language=language, text=text)
    )


@pytest.fixture
def set_field(workspace, assembly_id):
    return lambda field, value: workspace.write(
        partial(edit_assembly_field, assembly_id=assembly_id, field=field, value=value)
    )


def test_the_camden_template_fills_the_assembly(sheet):
    made = sheet()

    assert made.text("title", "en").text == "Care in our town"
    assert made.text("question", "en").text.startswith("What do residents expect")
    assert made.fields["sponsor"] == "Health and Wellbeing Board"
    assert made.seats == 50
    assert [partner.kind for partner in made.partners][:2] == [PartnerKind.COUNCIL, PartnerKind.NHS]
    assert len(made.objectives) == 3


def test_what_the_published_facts_lack_is_marked_as_invented(sheet):
    made = sheet()

    assert made.invented == {"remit", "out_of_scope", "what_happens_next", "commissioner", "seats"}
    assert all(partner.is_invented and partner.hope for partner in made.partners)
    assert not any(objective.is_invented for objective in made.objectives)


def test_an_empty_assembly_has_a_title_only(workspace):
    made = workspace.write(partial(create_assembly, title="Nowe zgromadzenie", language="pl"))

    sheet = workspace.read(partial(assembly_sheet, assembly_id=made))

    assert {code for texts in sheet.texts.values() for code in texts} == {"pl"}
    assert sheet.text("title", "en").is_fallback
    assert not sheet.objectives + sheet.partners
    assert not sheet.invented


@pytest.mark.parametrize("title", ["", " \n"])
def test_an_assembly_needs_a_title(workspace, title):
    with pytest.raises(RefusedError, match="title-missing"):
        workspace.write(partial(create_assembly, title=title))

    assert workspace.read(list_assemblies) == ()


def test_editing_an_invented_text_takes_its_mark_away_and_undo_brings_it_back(workspace, edit, sheet):
    edit("remit", "Our own remit")

    assert "remit" not in sheet().invented

    workspace.undo()

    assert "remit" in sheet().invented
    assert sheet().text("remit", "en").text != "Our own remit"


def test_a_text_stands_beside_its_other_languages(edit, sheet):
    edit("question", "Beth mae trigolion yn ei ddisgwyl?", language="cy")

    assert sheet().text("question", "cy").text.startswith("Beth")
    assert sheet().text("question", "en").text.startswith("What")


def test_a_title_keeps_at_least_one_language(edit, sheet):
    edit("title", "Gofal", language="cy")
    edit("title", "")

    with pytest.raises(RefusedError, match="title-missing"):
        edit("title", " ", language="cy")

    assert sheet().texts["title"] == {"cy": "Gofal"}


def test_texts_that_can_not_be_kept_change_nothing(edit, sheet):
    before = sheet()

    for text in ("a\0b", "x" * 20_001):
        with pytest.raises(RefusedError):
            edit("remit", text)

    assert sheet() == before


def test_plain_fields_seats_and_the_first_day(set_field, sheet):
    set_field("place", "Llandudno")
    set_field("seats", 24)
    set_field("first_session_on", date(2027, 2, 28))

    made = sheet()
    assert (made.fields["place"], made.seats, made.first_session_on) == ("Llandudno", 24, date(2027, 2, 28))
    assert "seats" not in made.invented


@pytest.mark.parametrize("seats", [0, -1, 10_001])
def test_impossible_numbers_of_seats_are_refused(set_field, seats):
    with pytest.raises(RefusedError, match="seats-range"):
        set_field("seats", seats)


@pytest.mark.parametrize(("field", "value"), [("id", "x"), ("invented", "x"), ("seats", "many"), ("place", None)])
def test_only_fields_that_there_are_can_be_written(set_field, field, value):
    with pytest.raises(NotFoundError):
        set_field(field, value)


def test_objectives_are_added_edited_moved_and_removed(workspace, assembly_id, sheet):
    added = workspace.write(partial(add_objective, assembly_id=assembly_id, text="A fourth"))
    workspace.write(partial(move_objective, objective_id=added, to=1))
    workspace.write(partial(edit_objective, objective_id=added, language="cy", text="Pedwerydd"))
    workspace.write(partial(remove_objective, objective_id=sheet().objectives[2].id))

    rows = sheet().objectives
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[0].text == {"en": "A fourth", "cy": "Pedwerydd"}


def test_undoing_a_removal_puts_the_objective_back_in_its_place(workspace, sheet):
    before = sheet().objectives
    workspace.write(partial(remove_objective, objective_id=before[0].id))

    workspace.undo()

    assert sheet().objectives == before


def test_partners_are_added_edited_moved_and_removed(workspace, assembly_id, sheet):
    added = workspace.write(partial(add_partner, assembly_id=assembly_id, name="Healthwatch", hope="To be heard"))
    workspace.write(partial(move_partner, partner_id=added, to=2))
    workspace.write(partial(edit_partner, partner_id=added, field="kind", value="voluntary"))
    workspace.write(partial(edit_partner_hope, partner_id=added, language="en", text="To hear"))
    workspace.write(partial(remove_partner, partner_id=sheet().partners[0].id))

    first = sheet().partners[0]
    assert (first.name, first.kind, first.hope) == ("Healthwatch", PartnerKind.VOLUNTARY, {"en": "To hear"})
    assert [row.number for row in sheet().partners] == [1, 2, 3, 4]


def test_editing_a_partner_takes_its_invented_mark_away(workspace, sheet):
    partner = sheet().partners[0]

    workspace.write(partial(edit_partner, partner_id=partner.id, field="name", value="The council"))

    assert [row.is_invented for row in sheet().partners] == [False, True, True, True]


@pytest.mark.parametrize(
    "action",
    [
        partial(edit_assembly_text, field="remit", language="en", text="x"),
        partial(edit_objective, language="en", text="x"),
        partial(edit_partner_hope, language="en", text="x"),
        move_objective,
        remove_partner,
        add_partner,
    ],
)
def test_nothing_is_done_to_what_is_not_there(workspace, action):
    more = {"to": 1} if action is move_objective else {}
    with pytest.raises(NotFoundError):
        workspace.write(lambda db: action(db, uuid4(), **more))


def test_a_partner_is_of_a_known_kind(workspace, sheet):
    with pytest.raises(NotFoundError):
        workspace.write(partial(edit_partner, partner_id=sheet().partners[0].id, field="kind", value="royal"))


def test_the_list_shows_every_assembly_by_title(workspace, assembly_id):
    other = workspace.write(partial(create_assembly, title="Buses after dark", template="empty"))

    rows = workspace.read(list_assemblies)

    assert [(row.id, row.title.text) for row in rows] == [
        (other, "Buses after dark"),
        (assembly_id, "Care in our town"),
    ]
