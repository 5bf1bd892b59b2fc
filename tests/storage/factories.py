"""Actions on real records, as small as tests can have them."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from engage.assembly.records import Assembly, Objective
from engage.people.records import AccessNeed, Respondent, StatusChange
from engage.storage.connection import connect
from engage.storage.journal import irreversible
from engage.storage.keys import published_key

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PASSPHRASE = "harbour violin mint lantern otter"


def found_assembly(db: Session, *, title: str = "Clean air", objectives: int = 2) -> UUID:
    assembly = Assembly(title={"en": title})
    assembly.objectives = [Objective(number=n, text={"en": f"Objective {n}"}) for n in range(1, objectives + 1)]
    db.add(assembly)
    db.flush()
    return assembly.id


def rename(db: Session, assembly_id: UUID, *, title: str) -> None:
    db.get_one(Assembly, assembly_id).title = {"en": title}


def drop_assembly(db: Session, assembly_id: UUID) -> None:
    db.delete(db.get_one(Assembly, assembly_id))


def add_people(db: Session, assembly_id: UUID, *, count: int, first: int = 1) -> None:
    for number in range(first, first + count):
        person = Respondent(
            assembly_id=assembly_id, reference=f"R{number}", full_name=f"Name {number}", came_forward_at=NOON
        )
        person.needs.append(AccessNeed(number=1, kind="diet", detail="no nuts"))
        person.history.append(StatusChange(number=1, old="", status="pool", changed_at=NOON))
        db.add(person)


@irreversible
def stand_for_ever(db: Session, *, title: str) -> None:
    db.add(Assembly(title={"en": title}))


def titles(db: Session) -> list[str]:
    return sorted(assembly.title["en"] for assembly in db.scalars(select(Assembly)))


def names(folder: Path) -> list[str]:
    """What is in a folder, hidden files included."""
    return sorted(each.name for each in folder.iterdir())


def raw(path: Path, key: str = "") -> dbapi2.Connection:
    """The file as somebody with the key and no manners would open it."""
    return connect(path, key or published_key())
