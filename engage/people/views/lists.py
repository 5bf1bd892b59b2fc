"""The list of people: sorted, filtered and counted by the database."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from engage.languages.catalogues import mark
from engage.languages.editions import TypeSize
from engage.people.records import AccessNeed, Respondent
from engage.people.rules import NOT_GIVEN, NeedKind, PhotoConsent, RespondentStatus, name_key, shown_name


class PeopleSort(StrEnum):
    """What the list of people can be sorted by."""

    NAME = "name"
    REFERENCE = "reference"
    STATUS = "status"
    CAME_FORWARD = "came-forward"
    LANGUAGE = "language"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _SORT_LABELS[self]


_SORT_LABELS = {
    PeopleSort.NAME: mark("Name"),
    PeopleSort.REFERENCE: mark("Reference"),
    PeopleSort.STATUS: mark("Status"),
    PeopleSort.CAME_FORWARD: mark("Came forward"),
    PeopleSort.LANGUAGE: mark("Language"),
}


@dataclass(frozen=True)
class PeopleFilter:
    """Which people to list: all of what is given here must hold.

    Every word of `search` must be part of the name, reference, email or phone. `answers` are values by question;
    the empty value finds those who gave none. `has_needs` and `among`, the only people who count, are None when they
    don't matter.
    """

    search: str = ""
    statuses: Collection[RespondentStatus] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    has_needs: bool | None = None
    need: NeedKind | None = None
    written_language: str = ""
    among: Collection[uuid.UUID] | None = None


@dataclass(frozen=True)
class RespondentRow:
    """One line of the list of people."""

    id: uuid.UUID
    reference: str
    full_name: str
    status: RespondentStatus
    email: str
    phone: str
    written_language: str
    type_size: TypeSize
    photo_consent: PhotoConsent
    answers: Mapping[str, str]
    need_count: int
    came_forward_at: datetime

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return shown_name(self.full_name, self.reference)


@dataclass(frozen=True)
class PersonHit:
    """Someone whom the command palette found."""

    id: uuid.UUID
    assembly_id: uuid.UUID
    reference: str
    full_name: str
    status: RespondentStatus

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return shown_name(self.full_name, self.reference)


def list_respondents(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    offset: int = 0,
    limit: int = 200,
    sort: PeopleSort = PeopleSort.NAME,
    descending: bool = False,
    matching: PeopleFilter | None = None,
) -> tuple[RespondentRow, ...]:
    """One page of the people, sorted and filtered by the database."""
    person = Respondent
    needs = select(func.count()).where(AccessNeed.respondent_id == person.id).correlate(person).label("need_count")
    query = select(
        person.id,
        person.reference,
        person.full_name,
        person.status,
        person.email,
        person.phone,
        person.written_language,
        person.type_size,
        person.photo_consent,
        person.answers,
        needs,
        person.came_forward_at,
    )
    query = only_matching(query, assembly_id, matching).order_by(*_order(sort, descending=descending))
    return tuple(_row(found) for found in db.execute(query.offset(offset).limit(limit)))


def count_respondents(db: Session, assembly_id: uuid.UUID, *, matching: PeopleFilter | None = None) -> int:
    """How many people `list_respondents` would list in all."""
    return db.scalar(only_matching(select(func.count()).select_from(Respondent), assembly_id, matching)) or 0


def respondent_ids(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    sort: PeopleSort = PeopleSort.NAME,
    descending: bool = False,
    matching: PeopleFilter | None = None,
) -> tuple[uuid.UUID, ...]:
    """The ids of all the people that `list_respondents` would list, in its order."""
    query = only_matching(select(Respondent.id), assembly_id, matching)
    return tuple(db.scalars(query.order_by(*_order(sort, descending=descending))))


def status_counts(db: Session, assembly_id: uuid.UUID) -> Mapping[RespondentStatus, int]:
    """How many people stand where; every status is there, with 0 if need be."""
    query = (
        select(Respondent.status, func.count()).where(Respondent.assembly_id == assembly_id).group_by(Respondent.status)
    )
    found = {row[0]: row[1] for row in db.execute(query)}
    return {status: found.get(status.value, 0) for status in RespondentStatus}


def answer_counts(
    db: Session, assembly_id: uuid.UUID, question: str, *, statuses: Collection[RespondentStatus] = ()
) -> Mapping[str, int]:
    """How many people gave which answer to a question; those who gave none are under the empty value."""
    # Grouped by the label's name: PostgreSQL does not see that two bound questions are the same.
    query = select(_answer(question).label("answer"), func.count()).group_by("answer")
    query = only_matching(query, assembly_id, PeopleFilter(statuses=statuses))
    return {row[0]: row[1] for row in db.execute(query)}


def find_people(db: Session, text: str, *, limit: int = 8) -> tuple[PersonHit, ...]:
    """The people of any assembly whose name, reference, email or phone holds every word of the text."""
    if not text.strip():
        return ()
    person = Respondent
    query = select(person.id, person.assembly_id, person.reference, person.full_name, person.status)
    query = query.where(*_holds_words(text)).order_by(person.name_key, person.reference_key, person.id)
    return tuple(
        PersonHit(key, assembly_id, reference, name, RespondentStatus(status))
        for key, assembly_id, reference, name, status in db.execute(query.limit(limit))
    )


def only_matching(
    query: Select[*tuple[Any, ...]], assembly_id: uuid.UUID, matching: PeopleFilter | None
) -> Select[*tuple[Any, ...]]:
    """The query cut down to one assembly and to the filter."""
    given = matching or PeopleFilter()
    query = query.where(Respondent.assembly_id == assembly_id, *_holds_words(given.search))
    if given.statuses:
        query = query.where(Respondent.status.in_([status.value for status in given.statuses]))
    for question, value in given.answers.items():
        query = query.where(_answer(question) == value)
    if given.has_needs is not None:
        query = query.where(Respondent.needs.any() if given.has_needs else ~Respondent.needs.any())
    if given.need is not None:
        query = query.where(Respondent.needs.any(AccessNeed.kind == given.need.value))
    if given.among is not None:
        query = query.where(Respondent.id.in_(given.among))
    if given.written_language:
        query = query.where(Respondent.written_language == given.written_language)
    return query


def _holds_words(text: str) -> list[ColumnElement[bool]]:
    person = Respondent
    columns = (func.lower(person.reference), func.lower(person.email), func.replace(person.phone, " ", ""))
    return [
        or_(
            person.name_key.contains(name_key(word), autoescape=True),
            *(column.contains(word.lower(), autoescape=True) for column in columns),
        )
        for word in text.split()
    ]


def _answer(question: str) -> ColumnElement[str]:
    return func.coalesce(Respondent.answers[question].as_string(), NOT_GIVEN)


def _order(sort: PeopleSort, *, descending: bool) -> list[ColumnElement[Any]]:
    person = Respondent
    columns: dict[PeopleSort, Any] = {
        PeopleSort.NAME: person.name_key,
        PeopleSort.REFERENCE: person.reference_key,
        PeopleSort.STATUS: case(
            {status.value: place for place, status in enumerate(RespondentStatus)}, value=person.status
        ),
        PeopleSort.CAME_FORWARD: person.came_forward_at,
        PeopleSort.LANGUAGE: person.written_language,
    }
    keys: list[Any] = [columns[sort], person.name_key, person.reference_key, person.id]
    return [key.desc() if descending else key.asc() for key in dict.fromkeys(keys)]


def _row(found: Row[*tuple[Any, ...]]) -> RespondentRow:
    return RespondentRow(
        id=found.id,
        reference=found.reference,
        full_name=found.full_name,
        status=RespondentStatus(found.status),
        email=found.email,
        phone=found.phone,
        written_language=found.written_language,
        type_size=TypeSize(found.type_size),
        photo_consent=PhotoConsent(found.photo_consent),
        answers=found.answers,
        need_count=found.need_count,
        came_forward_at=found.came_forward_at,
    )
