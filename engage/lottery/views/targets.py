"""Targets as screens and documents show them: target, pool and chosen by value."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.lottery import record
from engage.lottery.model import Quota
from engage.lottery.records import TargetCategory, TargetValue
from engage.lottery.rules import TargetProblem, target_problems
from engage.lottery.shares import CategoryKind, is_seated_on_purpose
from engage.lottery.views.population import CategoryPopulation, list_population
from engage.lottery.views.shared import MEMBERS, find_run, seats_of
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus


@dataclass(frozen=True)
class ValueRow:
    """One answer: its target, how many came forward with it, how many of the panel gave it.

    Where `has_target` is false, as for "not given" (an empty `name`), minimum and maximum say nothing. `value_id` names
    a target that can be edited; the targets of a run can't. `share` is the population's, None where it isn't known;
    `is_on_purpose` says that the target seats more of a small group than its share would.
    """

    name: str
    minimum: int
    maximum: int
    flex_minimum: int | None
    flex_maximum: int | None
    pool: int
    chosen: int
    has_target: bool = True
    value_id: uuid.UUID | None = None
    share: Fraction | None = None
    is_on_purpose: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the panel has as many of it as the target says."""
        return not self.has_target or self.minimum <= self.chosen <= self.maximum


@dataclass(frozen=True)
class CategoryRow:
    """A category with its answers, in the order of the targets; `origin` says where its shares are from."""

    name: str
    values: tuple[ValueRow, ...]
    kind: CategoryKind = CategoryKind.DEMOGRAPHIC
    origin: str = ""


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
    targets = [(_quota(category, value), value.id) for category, value in _target_rows(db, assembly_id)]
    return _table(seats, targets, pool, chosen, list_population(db, assembly_id))


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


def _table_of_run(db: Session, assembly_id: uuid.UUID, number: int) -> TargetTable:
    """Read from the run's record: what it froze, whatever became of people and targets since."""
    content = record.read(find_run(db, assembly_id, number).record)
    answers = {
        ticket: dict(zip(content["categories"], values, strict=True)) for ticket, values in content["answers"].items()
    }
    chosen = [answers[ticket] for ticket in content["draw"]["selected"]] if "draw" in content else []
    # The record sorts its targets; people know them in the order of their file.
    places = {quota.key: place for place, quota in enumerate(list_quotas(db, assembly_id))}
    quotas = [Quota(*row) for row in content["targets"] if row[1] != NOT_GIVEN]
    quotas.sort(key=lambda quota: (places.get(quota.key, len(places)), quota.key))
    targets = [(quota, None) for quota in quotas]
    return _table(content["seats"], targets, list(answers.values()), chosen, list_population(db, assembly_id))


def _table(
    seats: int,
    targets: Iterable[tuple[Quota, uuid.UUID | None]],
    pool: Sequence[Mapping[str, str]],
    chosen: Sequence[Mapping[str, str]],
    population: Sequence[CategoryPopulation],
) -> TargetTable:
    known = {category.name: category for category in population}
    by_category: dict[str, list[tuple[Quota, uuid.UUID | None]]] = {}
    for quota, value_id in targets:
        by_category.setdefault(quota.category, []).append((quota, value_id))
    categories = [
        CategoryRow(name, tuple(_value_rows(rows, _count(name, pool), _count(name, chosen))))
        for name, rows in by_category.items()
    ]
    with_shares = tuple(_beside(row, known[row.name], seats) if row.name in known else row for row in categories)
    return TargetTable(seats, len(pool), len(chosen), with_shares)


def _beside(row: CategoryRow, population: CategoryPopulation, seats: int) -> CategoryRow:
    """The category with its shares of the population."""
    values = []
    for value in row.values:
        share = population.share(value.name)
        is_on_purpose = value.has_target and share is not None and is_seated_on_purpose(share, seats, value.minimum)
        values.append(replace(value, share=share, is_on_purpose=is_on_purpose))
    return replace(row, values=tuple(values), kind=population.kind, origin=population.origin)


def _count(category: str, people: Sequence[Mapping[str, str]]) -> Counter[str]:
    return Counter(answers.get(category, NOT_GIVEN) for answers in people)


def _value_rows(
    rows: Iterable[tuple[Quota, uuid.UUID | None]], pool: Counter[str], chosen: Counter[str]
) -> Iterable[ValueRow]:
    known = set()
    for quota, value_id in rows:
        known.add(quota.value)
        yield ValueRow(
            name=quota.value,
            minimum=quota.minimum,
            maximum=quota.maximum,
            flex_minimum=quota.flex_minimum,
            flex_maximum=quota.flex_maximum,
            pool=pool[quota.value],
            chosen=chosen[quota.value],
            value_id=value_id,
        )
    for name in sorted(pool.keys() - known):
        yield ValueRow(name, 0, 0, None, None, pool[name], chosen[name], has_target=False)
