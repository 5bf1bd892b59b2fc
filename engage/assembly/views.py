"""What screens show and documents print of an assembly."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Objective, Partner
from engage.assembly.rules import LOCAL_FIELDS, PLAIN_FIELDS, PartnerKind
from engage.errors import NotFoundError
from engage.languages.local_text import LocalText, PickedText, pick


@dataclass(frozen=True)
class AssemblyRow:
    """One assembly in the list."""

    id: uuid.UUID
    title: PickedText
    place: str
    seats: int
    first_session_on: date | None


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective, its texts by language."""

    id: uuid.UUID
    number: int
    text: LocalText
    is_invented: bool


@dataclass(frozen=True)
class PartnerRow:
    """One partner; what it hopes, by language."""

    id: uuid.UUID
    number: int
    name: str
    kind: PartnerKind
    hope: LocalText
    is_invented: bool
    lead_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "en"


@dataclass(frozen=True)
class AssemblySheet:
    """One assembly with all its texts. `invented` names the fields whose content a template made up."""

    id: uuid.UUID
    texts: Mapping[str, LocalText]
    fields: Mapping[str, str]
    seats: int
    first_session_on: date | None
    invented: frozenset[str]
    objectives: tuple[ObjectiveRow, ...]
    partners: tuple[PartnerRow, ...]

    def text(self, field: str, language: str) -> PickedText:
        """One of the texts in a language, or its marked fallback."""
        return pick(self.texts[field], language)


def list_assemblies(db: Session, *, language: str = "en") -> tuple[AssemblyRow, ...]:
    """Every assembly of the programme, by title in the language asked for."""
    found = db.execute(select(Assembly.id, Assembly.title, Assembly.place, Assembly.seats, Assembly.first_session_on))
    rows = (AssemblyRow(key, pick(title, language), place, seats, day) for key, title, place, seats, day in found)
    return tuple(sorted(rows, key=lambda row: (row.title.text.casefold(), str(row.id))))


def assembly_sheet(db: Session, assembly_id: uuid.UUID) -> AssemblySheet:
    """Everything about one assembly. Raises NotFoundError."""
    assembly = db.get(Assembly, assembly_id)
    if assembly is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    return AssemblySheet(
        id=assembly.id,
        texts={field: dict(getattr(assembly, field)) for field in LOCAL_FIELDS},
        fields={field: getattr(assembly, field) for field in PLAIN_FIELDS},
        seats=assembly.seats,
        first_session_on=assembly.first_session_on,
        invented=frozenset(assembly.invented),
        objectives=_objectives(db, assembly_id),
        partners=_partners(db, assembly_id),
    )


def partners_called(partners: Iterable[PartnerRow], references: Collection[str]) -> tuple[PartnerRow, ...]:
    """Those partners, each called by its number or its name; all of them when nobody is named. Raises NotFoundError."""
    known = tuple(partners)
    if not references:
        return known
    called = {" ".join(partner.name.casefold().split()): partner for partner in reversed(known)}
    called |= {str(partner.number): partner for partner in known}
    wanted = {}
    for reference in references:
        key = " ".join(reference.casefold().split())
        if key not in called:
            raise NotFoundError(what="partner", id=reference)
        wanted[called[key].id] = called[key]
    return tuple(wanted.values())


def _objectives(db: Session, assembly_id: uuid.UUID) -> tuple[ObjectiveRow, ...]:
    query = (
        select(Objective.id, Objective.number, Objective.text, Objective.is_invented)
        .where(Objective.assembly_id == assembly_id)
        .order_by(Objective.number, Objective.id)
    )
    return tuple(ObjectiveRow(*row) for row in db.execute(query))


def _partners(db: Session, assembly_id: uuid.UUID) -> tuple[PartnerRow, ...]:
    query = select(Partner).where(Partner.assembly_id == assembly_id).order_by(Partner.number, Partner.id)
    return tuple(
        PartnerRow(
            id=partner.id,
            number=partner.number,
            name=partner.name,
            kind=PartnerKind(partner.kind),
            hope=partner.hope,
            is_invented=partner.is_invented,
            lead_name=partner.lead_name,
            email=partner.email,
            phone=partner.phone,
            address=partner.address,
            language=partner.language,
        )
        for partner in db.scalars(query)
    )
