import uuid
from datetime import time
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Objective
from engage.deliberation.records import Note
from engage.errors import RefusedError
from engage.meetings.records import AgendaItem, AssemblySession
from engage.people.records import Respondent
from engage.storage import journal
from engage.storage.base import Base
from engage.storage.workspace import Workspace
from tests.storage.factories import NOON, add_people, drop_assembly, found_assembly, rename, stand_for_ever, titles

OWN = {"audit_entry", "undo_step"}


def content(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every record, as it stands in the file."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in OWN]
    return workspace.read(
        lambda db: {table.name: sorted(map(tuple, db.execute(select(table))), key=repr) for table in tables}
    )


def test_undo_and_redo_say_what_they_did(workspace):
    assembly_id = workspace.write(found_assembly, label="New assembly")
    workspace.write(partial(rename, assembly_id=assembly_id, title="Cleaner air"))

    assert (workspace.undo_label, workspace.redo_label) == ("rename", "")
    assert workspace.undo() == "rename"
    assert (workspace.undo_label, workspace.redo_label) == ("New assembly", "rename")
    assert workspace.undo() == "New assembly"
    assert not workspace.can_undo
    assert workspace.redo() == "New assembly"
    assert workspace.read(titles) == ["Clean air"]


def test_undo_survives_closing_the_file(engage_file):
    with Workspace.open(engage_file) as workspace:
        workspace.write(found_assembly)

    with Workspace.open(engage_file) as workspace:
        workspace.undo()
        assert workspace.read(titles) == []


def test_nothing_to_undo_or_redo_is_said(workspace):
    with pytest.raises(RefusedError) as no_undo:
        workspace.undo()
    with pytest.raises(RefusedError) as no_redo:
        workspace.redo()

    assert (no_undo.value.code, no_redo.value.code) == ("nothing-to-undo", "nothing-to-redo")


def test_a_removed_assembly_comes_back_with_everything_that_the_database_removed_with_it(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(add_people, assembly_id=assembly_id, count=3))
    before = content(workspace)

    workspace.write(partial(drop_assembly, assembly_id=assembly_id))
    assert not any(content(workspace).values())
    workspace.undo()

    assert content(workspace) == before
    assert workspace.read(_objectives) == ["Objective 1", "Objective 2"]


@pytest.mark.parametrize("kind", [AgendaItem, AssemblySession, Assembly])
def test_a_pointer_that_the_database_cleared_points_again(workspace, kind):
    workspace.write(_note_on_an_agenda_item)
    before = content(workspace)

    workspace.write(lambda db: db.delete(db.scalars(select(kind)).one()))
    after = content(workspace)
    assert after["agenda_item"] == []
    workspace.undo()
    assert content(workspace) == before
    workspace.redo()

    assert content(workspace) == after


def test_values_that_changed_places_under_a_unique_rule_are_put_back(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(add_people, assembly_id=assembly_id, count=2))
    before = content(workspace)

    workspace.write(_swap_references)
    swapped = content(workspace)
    workspace.undo()
    assert content(workspace) == before
    workspace.redo()

    assert content(workspace) == swapped


def test_what_an_action_did_and_took_back_itself_is_no_step(workspace):
    workspace.write(_come_and_go)

    assert not workspace.can_undo
    assert workspace.audit_head[0] == 0


def test_a_new_change_forgets_what_could_have_been_done_again(workspace):
    workspace.write(found_assembly)
    workspace.undo()

    workspace.write(partial(found_assembly, title="Other"))

    assert not workspace.can_redo


def test_undo_stops_at_what_stands_for_ever(workspace):
    workspace.write(found_assembly)
    workspace.write(lambda db: stand_for_ever(db, title="Drawn"))
    workspace.write(partial(found_assembly, title="Later"))

    workspace.undo()
    with pytest.raises(RefusedError) as refused:
        workspace.undo()

    assert refused.value.code == "cannot-undo-past"
    assert not workspace.can_undo
    assert workspace.read(titles) == ["Clean air", "Drawn"]


def test_only_the_last_hundred_steps_are_kept(workspace, monkeypatch):
    monkeypatch.setattr(journal, "STEPS_KEPT", 5)
    for number in range(8):
        workspace.write(partial(found_assembly, title=f"{number}"))

    while workspace.can_undo:
        workspace.undo()

    assert workspace.read(titles) == ["0", "1", "2"]


def test_many_large_steps_do_not_swell_the_file(workspace, monkeypatch):
    monkeypatch.setattr(journal, "_BYTES_KEPT", 10)
    for number in range(3):
        workspace.write(partial(found_assembly, title=f"{number}"))

    workspace.undo()

    assert not workspace.can_undo
    assert workspace.read(titles) == ["0", "1"]


def test_an_undo_that_fails_leaves_everything_as_it_was(workspace, monkeypatch):
    workspace.write(found_assembly)
    before = content(workspace)

    def fail(*_: object) -> None:
        raise RefusedError

    monkeypatch.setattr("engage.storage.workspace.check_references", fail)
    with pytest.raises(RefusedError):
        workspace.undo()

    assert content(workspace) == before
    assert workspace.can_undo


def test_foreign_keys_are_on_again_after_an_undo(workspace):
    workspace.write(found_assembly)
    workspace.undo()

    with pytest.raises(RefusedError) as refused:
        workspace.write(lambda db: db.add(Objective(assembly_id=uuid.uuid4(), number=1, text={})))

    assert refused.value.code == "row-still-used"


def test_an_import_of_hundreds_of_people_is_one_step(workspace):
    assembly_id = workspace.write(found_assembly)
    workspace.write(partial(add_people, assembly_id=assembly_id, count=500))
    full = content(workspace)

    workspace.undo()
    assert content(workspace)["respondent"] == []
    workspace.redo()

    assert content(workspace) == full


def _objectives(db: Session) -> list[str]:
    return [objective.text["en"] for objective in db.scalars(select(Assembly)).one().objectives]


def _note_on_an_agenda_item(db: Session) -> None:
    session = AssemblySession(
        assembly_id=found_assembly(db),
        number=1,
        held_on=NOON.date(),
        starts_at=time(9),
        ends_at=time(16),
        phase="learning",
    )
    item = AgendaItem(number=1, title={"en": "Air"}, kind="talk", minutes=20)
    session.agenda.append(item)
    db.add(session)
    db.flush()
    db.add(Note(session_id=session.id, agenda_item_id=item.id, table_number=1, number=1, kind="idea", text="Trees"))


def _swap_references(db: Session) -> None:
    one, two = db.scalars(select(Respondent).order_by(Respondent.reference))
    for person, reference in ((one, "parked"), (two, "R1"), (one, "R2")):
        person.reference = reference
        db.flush()


def _come_and_go(db: Session) -> None:
    assembly = db.get_one(Assembly, found_assembly(db))
    db.delete(assembly)
