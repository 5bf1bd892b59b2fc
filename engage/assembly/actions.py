"""What an officer does to an assembly: make it, write its texts, keep its objectives and partners.

The caller owns the transaction of every action here. One edited field is one action, so that undo takes back one edit.
"""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from engage.assembly.records import Assembly, Objective, Partner
from engage.assembly.rules import (
    LOCAL_FIELDS,
    MOST_SEATS,
    PARTNER_FIELDS,
    PLAIN_FIELDS,
    TEXT_LIMIT,
    PartnerKind,
    moved,
    text_fault,
    with_text,
)
from engage.assembly.templates import read_template
from engage.errors import NotFoundError, RefusedError


def create_assembly(db: Session, *, title: str, template: str | None = None, language: str = "en") -> uuid.UUID:
    """Make an assembly, from a template or empty, and return its id.

    Raises NotFoundError for an unknown template and RefusedError for a missing title.
    """
    content = read_template(template or "empty")
    assembly = Assembly(
        id=uuid.uuid4(),
        title={language: _required(title, "title-missing")},
        **content.get("texts", {}),
        **content.get("fields", {}),
        invented=list(content["invented"]),
    )
    assembly.objectives = [Objective(number=n, **given) for n, given in enumerate(content["objectives"], 1)]
    assembly.partners = [Partner(number=n, **given) for n, given in enumerate(content["partners"], 1)]
    db.add(assembly)
    db.flush()
    return assembly.id


def edit_assembly_text(db: Session, assembly_id: uuid.UUID, field: str, language: str, text: str) -> None:
    """Write one of the assembly's texts in one language; a blank text takes that language away.

    Raises NotFoundError, and RefusedError for a text that can't be kept or a title that would be left with no words.
    """
    if field not in LOCAL_FIELDS:
        raise NotFoundError(what="field", id=field)
    assembly = _assembly(db, assembly_id)
    texts = with_text(getattr(assembly, field), language, _kept(text))
    if field == "title":
        _required("".join(texts.values()), "title-missing")
    setattr(assembly, field, texts)
    _no_longer_invented(assembly, field)


def edit_assembly_field(db: Session, assembly_id: uuid.UUID, *, field: str, value: str | int | date | None) -> None:
    """Write one of the assembly's other fields: a text, `seats` (a number) or `first_session_on` (a date or None).

    Raises NotFoundError, and RefusedError for a value that can't be kept.
    """
    assembly = _assembly(db, assembly_id)
    setattr(assembly, field, _field_value(field, value))
    _no_longer_invented(assembly, field)


def add_objective(db: Session, assembly_id: uuid.UUID, *, text: str = "", language: str = "en") -> uuid.UUID:
    """Add an objective at the end and return its id. Raises NotFoundError and RefusedError."""
    assembly = _assembly(db, assembly_id)
    objective = Objective(
        id=uuid.uuid4(), number=len(assembly.objectives) + 1, text=with_text({}, language, _kept(text))
    )
    assembly.objectives.append(objective)
    db.flush()
    return objective.id


def edit_objective(db: Session, objective_id: uuid.UUID, language: str, text: str) -> None:
    """Write an objective in one language. Raises NotFoundError and RefusedError."""
    objective = _objective(db, objective_id)
    objective.text = with_text(objective.text, language, _kept(text))
    objective.is_invented = False


def move_objective(db: Session, objective_id: uuid.UUID, *, to: int) -> None:
    """Move an objective to place `to`, counted from 1. Raises NotFoundError."""
    objective = _objective(db, objective_id)
    _number(moved(list(objective.assembly.objectives), objective, to))


def remove_objective(db: Session, objective_id: uuid.UUID) -> None:
    """Take an objective away and close the gap. Raises NotFoundError."""
    objective = _objective(db, objective_id)
    objectives = objective.assembly.objectives
    objectives.remove(objective)
    _number(objectives)


def add_partner(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    name: str = "",
    kind: PartnerKind | str = PartnerKind.OTHER,
    hope: str = "",
    language: str = "en",
) -> uuid.UUID:
    """Add a partner at the end and return its id. Raises NotFoundError and RefusedError."""
    assembly = _assembly(db, assembly_id)
    partner = Partner(
        number=len(assembly.partners) + 1,
        name=_kept(name),
        kind=_partner_kind(kind),
        hope=with_text({}, language, _kept(hope)),
    )
    assembly.partners.append(partner)
    db.flush()
    return partner.id


def edit_partner(db: Session, partner_id: uuid.UUID, *, field: str, value: str) -> None:
    """Write a partner's `kind`, or one of `PARTNER_FIELDS`. Raises NotFoundError and RefusedError."""
    partner = _partner(db, partner_id)
    if field == "kind":
        partner.kind = _partner_kind(value)
    elif field in PARTNER_FIELDS:
        setattr(partner, field, _kept(value))
    else:
        raise NotFoundError(what="field", id=field)
    partner.is_invented = False


def edit_partner_hope(db: Session, partner_id: uuid.UUID, language: str, text: str) -> None:
    """Write what a partner hopes of the assembly, in one language. Raises NotFoundError and RefusedError."""
    partner = _partner(db, partner_id)
    partner.hope = with_text(partner.hope, language, _kept(text))
    partner.is_invented = False


def move_partner(db: Session, partner_id: uuid.UUID, *, to: int) -> None:
    """Move a partner to place `to`, counted from 1. Raises NotFoundError."""
    partner = _partner(db, partner_id)
    _number(moved(list(partner.assembly.partners), partner, to))


def remove_partner(db: Session, partner_id: uuid.UUID) -> None:
    """Take a partner away and close the gap. Raises NotFoundError."""
    partner = _partner(db, partner_id)
    partners = partner.assembly.partners
    partners.remove(partner)
    _number(partners)


def _assembly(db: Session, assembly_id: uuid.UUID) -> Assembly:
    assembly = db.get(Assembly, assembly_id)
    if assembly is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    return assembly


def _objective(db: Session, objective_id: uuid.UUID) -> Objective:
    objective = db.get(Objective, objective_id)
    if objective is None:
        raise NotFoundError(what="objective", id=str(objective_id))
    return objective


def _partner(db: Session, partner_id: uuid.UUID) -> Partner:
    partner = db.get(Partner, partner_id)
    if partner is None:
        raise NotFoundError(what="partner", id=str(partner_id))
    return partner


def _number(rows: Sequence[Objective | Partner]) -> None:
    for number, row in enumerate(rows, 1):
        row.number = number


def _kept(text: str) -> str:
    """The text as it was typed: a space at its end may be followed by a word. Raises RefusedError."""
    if fault := text_fault(text):
        raise RefusedError(fault, most=TEXT_LIMIT)
    return text


def _required(text: str, code: str) -> str:
    kept = _kept(text)
    if not kept.strip():
        raise RefusedError(code)
    return kept


def _partner_kind(kind: str) -> str:
    if kind not in list(PartnerKind):
        raise NotFoundError(what="kind of partner", id=kind)
    return PartnerKind(kind).value


def _field_value(field: str, value: str | int | date | None) -> str | int | date | None:
    if field in PLAIN_FIELDS and isinstance(value, str):
        return _kept(value)
    if field == "seats" and isinstance(value, int):
        if not 1 <= value <= MOST_SEATS:
            raise RefusedError("seats-range", most=MOST_SEATS)
        return value
    if field == "first_session_on" and (value is None or isinstance(value, date)):
        return value
    raise NotFoundError(what="field", id=field)


def _no_longer_invented(assembly: Assembly, field: str) -> None:
    if field in assembly.invented:
        assembly.invented = [name for name in assembly.invented if name != field]
