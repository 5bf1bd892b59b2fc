"""Targets as screens and documents show them: target, pool and chosen by value."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.lottery.model import Quota
from engage.lottery.records import TargetCategory, TargetValue
from engage.lottery.rules import TargetProblem, target_problems
from engage.lottery.views.shared import MEMBERS, seats_of
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus


@dataclass(frozen=True)
class ValueRow:
    """One answer: its target, how many came forward with it, how many of the panel gave it.

    `value_id` is None for an answer that has no target, such as "not given" (an empty `name`); then minimum and
    maximum say nothing.
    """

    value_id: uuid.UUID | None
    name: str
    minimum: int
    maximum: int
    flex_minimum: int | None
    flex_maximum: int | None
    pool: int
    chosen: int

    @property
    def has_target(self) -> bool:
        """Whether the panel must mirror this answer."""
        return self.value_id is not None

    @property
    def is_met(self) -> bool:
        """Whether the panel has as many of it as the target says."""
        return not self.has_target or self.minimum <= self.chosen <= self.maximum


@dataclass(frozen=True)
class CategoryRow:
    """A category with its answers, in the order of the targets."""

    name: str
    values: tuple[ValueRow, ...]


@dataclass(frozen=True)
class TargetTable:
    """Target, pool and chosen by value. `pool_size` and `chosen_size` are the people counted."""

    seats: int
    pool_size: int
    chosen_size: int
    categories: tuple[CategoryRow, ...]


def list_quotas(db: Session, assembly_id: uuid.UUID) -> tuple[Quota, ...]:
    """The targets as the engine takes them, in their own order."""
    return tuple(_quota(category, value) for category, value in _target_rows(db, assembly_id))


def has_targets(db: Session, assembly_id: uuid.UUID) -> bool:
    """Whether the assembly has any target."""
    return db.scalar(select(TargetCategory.id).where(TargetCategory.assembly_id == assembly_id).limit(1)) is not None


def target_table(db: Session, assembly_id: uuid.UUID, *, number: int | None = None) -> TargetTable:
    """Target, pool and chosen by value: as they are now, or as a run froze and drew them.

    Now, "pool" is everyone who came forward and is eligible, members included. Raises NotFoundError.
    """
    if number is not None:
        return _table_of_run(db, assembly_id, number)
    seats = seats_of(db, assembly_id)
    people = _answers_by_status(db, assembly_id)
    chosen = [answers for status, answers in people if status in MEMBERS]
    pool = [answers for status, answers in people if status != RespondentStatus.INELIGIBLE]
    return _table(seats, _target_rows(db, assembly_id), pool, chosen)


def target_check(db: Session, assembly_id: uuid.UUID, *, seats: int | None = None) -> tuple[TargetProblem, ...]:
    """What is plainly wrong with the targets as they stand (`rules.target_problems`)."""
    quotas = list_quotas(db, assembly_id)
    pool: Counter[tuple[str, str]] = Counter()
    for status, answers in _answers_by_status(db, assembly_id):
        if status in (RespondentStatus.POOL, *MEMBERS):
            pool.update(answers.items())
    return target_problems(quotas, seats or seats_of(db, assembly_id), pool)


def _target_rows(db: Session, assembly_id: uuid.UUID) -> list[tuple[str, TargetValue]]:
    query = (
        select(TargetCategory.name, TargetValue)
        .join(TargetValue, TargetValue.category_id == TargetCategory.id)
        .where(TargetCategory.assembly_id == assembly_id)
        .order_by(TargetCategory.number, TargetValue.number)
    )
    return [(name, value) for name, value in db.execute(query)]


def _quota(category: str, value: TargetValue) -> Quota:
    return Quota(category, value.name, value.minimum, value.maximum, value.flex_minimum, value.flex_maximum)


def _answers_by_status(db: Session, assembly_id: uuid.UUID) -> list[tuple[RespondentStatus, dict[str, str]]]:
    query = select(Respondent.status, Respondent.answers).where(Respondent.assembly_id == assembly_id)
    return [(RespondentStatus(status), answers) for status, answers in db.execute(query)]


def _table(
    seats: int,
    targets: Iterable[tuple[str, TargetValue]],
    pool: Sequence[Mapping[str, str]],
    chosen: Sequence[Mapping[str, str]],
) -> TargetTable:
    by_category: dict[str, list[TargetValue]] = {}
    for name, value in targets:
        by_category.setdefault(name, []).append(value)
    categories = tuple(
        CategoryRow(name, tuple(_value_rows(values, _count(name, pool), _count(name, chosen))))
        for name, values in by_category.items()
    )
    return TargetTable(seats, len(pool), len(chosen), categories)


def _count(category: str, people: Sequence[Mapping[str, str]]) -> Counter[str]:
    return Counter(answers.get(category, NOT_GIVEN) for answers in people)


def _value_rows(values: Iterable[TargetValue], pool: Counter[str], chosen: Counter[str]) -> Iterable[ValueRow]:
    known = set()
    for value in values:
        known.add(value.name)
        yield ValueRow(
            value_id=value.id,
            name=value.name,
            minimum=value.minimum,
            maximum=value.maximum,
            flex_minimum=value.flex_minimum,
            flex_maximum=value.flex_maximum,
            pool=pool[value.name],
            chosen=chosen[value.name],
        )
    for name in sorted(pool.keys() - known):
        yield ValueRow(None, name, 0, 0, None, None, pool[name], chosen[name])
