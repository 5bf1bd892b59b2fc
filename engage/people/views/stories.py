"""One person's whole story, or many at once: what the person's page, the documents and the lottery read."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engage.errors import NotFoundError
from engage.languages.editions import Language, TypeSize
from engage.people.records import Respondent
from engage.people.rules import NeedKind, PhotoConsent, RespondentStatus, shown_name
from engage.people.views.lists import PeopleFilter, only_matching


@dataclass(frozen=True)
class NeedRow:
    """One thing that a person needs, and how it will be met (empty while nobody has said)."""

    id: uuid.UUID
    number: int
    kind: NeedKind
    detail: str
    how_met: str


@dataclass(frozen=True)
class StoryEvent:
    """Something that happened to a person. The first has no `old`: they came forward."""

    at: datetime
    old: RespondentStatus | None
    status: RespondentStatus
    reason: str


@dataclass(frozen=True)
class PersonStory:
    """Everything the person's page and their documents need."""

    id: uuid.UUID
    assembly_id: uuid.UUID
    reference: str
    full_name: str
    status: RespondentStatus
    email: str
    phone: str
    address: str
    postcode: str
    household_key: str
    household: tuple[str, ...]
    invitation_code: str
    answers: Mapping[str, str]
    extra: Mapping[str, str]
    spoken_language: str
    written_language: str
    type_size: TypeSize
    photo_consent: PhotoConsent
    needs: tuple[NeedRow, ...]
    events: tuple[StoryEvent, ...]

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return shown_name(self.full_name, self.reference)

    @property
    def language(self) -> Language:
        """The language of everything that is printed for them."""
        return Language(self.written_language)


@dataclass(frozen=True)
class PoolPerson:
    """What the lottery may know of a person."""

    id: uuid.UUID
    reference: str
    answers: Mapping[str, str]
    household_key: str
    status: RespondentStatus


def person_story(db: Session, respondent_id: uuid.UUID) -> PersonStory:
    """Everything about one person. Raises NotFoundError."""
    person = db.get(Respondent, respondent_id)
    if person is None:
        raise NotFoundError(what="person", id=str(respondent_id))
    return _story(person, _households(db, person.assembly_id, {person.household_key}))


def list_stories(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    statuses: Collection[RespondentStatus] = (),
    references: Collection[str] = (),
) -> tuple[PersonStory, ...]:
    """The stories of many people at once, by reference: what documents for persons print from."""
    query = only_matching(select(Respondent), assembly_id, PeopleFilter(statuses=statuses))
    if references:
        query = query.where(Respondent.reference.in_(references))
    query = query.options(selectinload(Respondent.needs), selectinload(Respondent.history))
    people = list(db.scalars(query.order_by(Respondent.reference_key, Respondent.reference)))
    households = _households(db, assembly_id, {person.household_key for person in people})
    return tuple(_story(person, households) for person in people)


def list_pool(
    db: Session, assembly_id: uuid.UUID, *, statuses: Collection[RespondentStatus] = (RespondentStatus.POOL,)
) -> tuple[PoolPerson, ...]:
    """What the lottery may know of the people, by reference."""
    person = Respondent
    query = select(person.id, person.reference, person.answers, person.household_key, person.status)
    query = only_matching(query, assembly_id, PeopleFilter(statuses=statuses))
    found = db.execute(query.order_by(person.reference_key, person.reference))
    return tuple(
        PoolPerson(key, reference, answers, household, RespondentStatus(status))
        for key, reference, answers, household, status in found
    )


def _story(person: Respondent, households: Mapping[str, tuple[str, ...]]) -> PersonStory:
    house = households.get(person.household_key, ())
    return PersonStory(
        id=person.id,
        assembly_id=person.assembly_id,
        reference=person.reference,
        full_name=person.full_name,
        status=RespondentStatus(person.status),
        email=person.email,
        phone=person.phone,
        address=person.address,
        postcode=person.postcode,
        household_key=person.household_key,
        household=tuple(reference for reference in house if reference != person.reference),
        invitation_code=person.invitation_code,
        answers=dict(person.answers),
        extra=dict(person.extra),
        spoken_language=person.spoken_language,
        written_language=person.written_language,
        type_size=TypeSize(person.type_size),
        photo_consent=PhotoConsent(person.photo_consent),
        needs=tuple(
            NeedRow(need.id, need.number, NeedKind(need.kind), need.detail, need.how_met) for need in person.needs
        ),
        events=_events(person),
    )


def _events(person: Respondent) -> tuple[StoryEvent, ...]:
    came = StoryEvent(person.came_forward_at, None, RespondentStatus.POOL, "")
    moves = (
        StoryEvent(move.changed_at, RespondentStatus(move.old), RespondentStatus(move.status), move.reason)
        for move in person.history
    )
    return (came, *moves)


def _households(db: Session, assembly_id: uuid.UUID, keys: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The references of the people in each of these households, the empty key left out."""
    person = Respondent
    query = select(person.household_key, person.reference).where(
        person.assembly_id == assembly_id, person.household_key != ""
    )
    if len(keys) == 1:
        query = query.where(person.household_key.in_(keys))
    houses: dict[str, tuple[str, ...]] = {}
    for key, reference in db.execute(query.order_by(person.reference_key, person.reference)):
        houses[key] = (*houses.get(key, ()), reference)
    return houses
