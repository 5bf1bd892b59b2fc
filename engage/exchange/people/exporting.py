"""Writing everybody to a file that `read_people` reads back: the same file in, the same bytes out."""

import uuid
from collections.abc import Callable, Iterable, Sequence

from sqlalchemy.orm import Session

from engage.exchange.columns import normalised
from engage.exchange.csv_files import header_key, write_csv
from engage.exchange.people.fields import (
    ADDRESS,
    EMAIL,
    EXPORTED,
    HOUSEHOLD,
    INVITATION_CODE,
    NAME,
    NEED_PARTS,
    PHONE,
    PHOTO_CONSENT,
    POSTCODE,
    REFERENCE,
    SPOKEN,
    TYPE_SIZE,
    WRITTEN,
)
from engage.lottery.views import list_quotas
from engage.people.rules import reference_order
from engage.people.views import PersonStory, list_stories

_CELLS: dict[str, Callable[[PersonStory], str]] = {
    REFERENCE.name: lambda person: person.reference,
    NAME.name: lambda person: person.full_name,
    EMAIL.name: lambda person: person.email,
    PHONE.name: lambda person: person.phone,
    ADDRESS.name: lambda person: person.address,
    POSTCODE.name: lambda person: person.postcode,
    HOUSEHOLD.name: lambda person: person.household_key,
    SPOKEN.name: lambda person: person.spoken_language,
    WRITTEN.name: lambda person: person.written_language,
    TYPE_SIZE.name: lambda person: person.type_size.value,
    PHOTO_CONSENT.name: lambda person: person.photo_consent.value,
    INVITATION_CODE.name: lambda person: person.invitation_code,
}


def export_people(db: Session, assembly_id: uuid.UUID) -> bytes:
    """Everybody in the assembly as a CSV file, by reference. Where they stand is for `export_status`."""
    people = sorted(list_stories(db, assembly_id), key=lambda person: reference_order(person.reference))
    categories = list(dict.fromkeys(quota.category for quota in list_quotas(db, assembly_id)))
    others = sorted({name for person in people for name in _others(person, categories)})
    needs = max((len(person.needs) for person in people), default=0) or 1
    header = _header(categories, others, needs)
    return write_csv(header, (_row(person, categories, others, needs) for person in people))


def _others(person: PersonStory, categories: Sequence[str]) -> dict[str, str]:
    """What the person has beside the fields and the categories: kept columns, and answers to former categories."""
    former = {name: value for name, value in person.answers.items() if name not in categories}
    return {name: value for name, value in {**former, **person.extra}.items() if value}


def _header(categories: Sequence[str], others: Sequence[str], needs: int) -> list[str]:
    """Categories keep their names; a field gives way to a category or a kept column of the same name."""
    taken = {normalised(name) for name in (*categories, *others)}
    needed = [f"need_{number}_{part}" for number in range(1, needs + 1) for part in NEED_PARTS]
    header = [_yielding(name, taken) for name in (*(column.name for column in EXPORTED), *needed)]
    header += categories
    for name in others:
        header.append(_unlike(name, header))
    return header


def _yielding(name: str, taken: set[str]) -> str:
    return f"engage_{name}" if normalised(name) in taken else name


def _unlike(name: str, header: Iterable[str]) -> str:
    """The name, with a number after it if the header has one that differs in case or spaces only."""
    known = {header_key(other) for other in header}
    number = 2
    unlike = name
    while header_key(unlike) in known:
        unlike = f"{name}_{number}"
        number += 1
    return unlike


def _row(person: PersonStory, categories: Sequence[str], others: Sequence[str], needs: int) -> list[str]:
    cells = [_CELLS[column.name](person) for column in EXPORTED]
    for place in range(needs):
        need = person.needs[place] if place < len(person.needs) else None
        cells += [need.kind.value, need.detail, need.how_met] if need else ["", "", ""]
    cells += [person.answers.get(category, "") for category in categories]
    mine = _others(person, categories)
    return [*cells, *(mine.get(name, "") for name in others)]
