"""Whatever is done to real records, undoing all of it gives the file back row for row, and redoing does it again."""

from collections.abc import Callable
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Objective
from engage.people.records import AccessNeed, Respondent
from engage.storage.audit import export_audit, verify_chain
from engage.storage.workspace import Workspace
from tests.storage.factories import NOON, add_people, found_assembly
from tests.storage.test_undo import content

Deed = Callable[[Session, int], None]


def _pick(db: Session, kind: type, number: int):
    rows = db.scalars(select(kind).order_by(kind.id)).all()
    return rows[number % len(rows)] if rows else None


def add_assembly(db: Session, number: int) -> None:
    found_assembly(db, title=f"Assembly {number}", objectives=number % 4)


def add_some_people(db: Session, number: int) -> None:
    if assembly := _pick(db, Assembly, number):
        add_people(
            db, assembly.id, count=number % 3 + 1, first=1 + (db.scalar(select(func.count(Respondent.id))) or 0) * 1000
        )


def edit_person(db: Session, number: int) -> None:
    if person := _pick(db, Respondent, number):
        person.full_name = f"Name {number}"
        person.answers = {**person.answers, "age": str(number)}
        person.needs.append(AccessNeed(number=9, kind="other"))


def drop_needs(db: Session, number: int) -> None:
    if person := _pick(db, Respondent, number):
        person.needs = []


def drop_person_and_return(db: Session, number: int) -> None:
    """Remove a person and put another in with the same key and reference, all in one transaction."""
    if person := _pick(db, Respondent, number):
        same = {"id": person.id, "reference": person.reference, "assembly_id": person.assembly_id}
        db.delete(person)
        db.flush()
        db.add(Respondent(**same, full_name="Another", came_forward_at=NOON))


def renumber_objectives(db: Session, number: int) -> None:
    if assembly := _pick(db, Assembly, number):
        for place, objective in enumerate(reversed(assembly.objectives), start=1):
            objective.number = place


def drop_objective(db: Session, number: int) -> None:
    if objective := _pick(db, Objective, number):
        db.delete(objective)


def drop_an_assembly(db: Session, number: int) -> None:
    if assembly := _pick(db, Assembly, number):
        db.delete(assembly)


DEEDS: list[Deed] = [
    add_assembly,
    add_some_people,
    edit_person,
    drop_needs,
    drop_person_and_return,
    renumber_objectives,
    drop_objective,
    drop_an_assembly,
]
GROUPS = st.lists(
    st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 50)), min_size=1, max_size=4), min_size=1, max_size=8
)


def _do(db: Session, deeds: list[tuple[Deed, int]]) -> None:
    for deed, number in deeds:
        deed(db, number)
        db.flush()


def _undo_all(workspace: Workspace) -> None:
    while workspace.can_undo:
        workspace.undo()


@settings(max_examples=12)
@given(groups=GROUPS)
def test_undo_and_redo_go_through_the_same_states(groups, tmp_path_factory):
    with Workspace.create(tmp_path_factory.mktemp("undo") / "x.engage", passphrase=None) as workspace:
        workspace.write(partial(add_assembly, number=2))
        states = [{name: [] for name in content(workspace)}, content(workspace)]
        for deeds in groups:
            workspace.write(partial(_do, deeds=deeds))
            if content(workspace) != states[-1]:
                states.append(content(workspace))

        for state in reversed(states[:-1]):
            workspace.undo()
            assert content(workspace) == state
        assert not workspace.can_undo
        for state in states[1:]:
            workspace.redo()
            assert content(workspace) == state

        assert verify_chain(workspace.read(export_audit), workspace.audit_head).ok
