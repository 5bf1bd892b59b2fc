"""What screens show and documents print of the lottery, and what goes into a run."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.errors import NotFoundError
from engage.lottery.model import Method, Quota
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.lottery.records import DrawRun, DrawTicket, TargetCategory, TargetValue
from engage.lottery.rules import RunKind, RunState, TargetProblem, target_problems
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus

MEMBERS = (RespondentStatus.SELECTED, RespondentStatus.CONFIRMED)
"""Who has a seat."""

# --- targets ---


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
    seats = _seats(db, assembly_id)
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
    return target_problems(quotas, seats or _seats(db, assembly_id), pool)


# --- what goes into a run ---


def draw_input(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    kind: RunKind = RunKind.REAL,
    seats: int | None = None,
    replaces_id: uuid.UUID | None = None,
    reason: str = "",
) -> DrawInput:
    """Everything a run rests on: the people in the pool, and the targets.

    In a replacement the members who stay are in it too, as fixed, and the one who leaves is not. Without `seats`, the
    assembly's own number counts. Raises NotFoundError.
    """
    quotas = list_quotas(db, assembly_id)
    categories = dict.fromkeys(quota.category for quota in quotas)
    statuses = {RespondentStatus.POOL: False}
    if kind is RunKind.REPLACEMENT:
        statuses |= dict.fromkeys(MEMBERS, True)
    query = (
        select(Respondent.id, Respondent.status, Respondent.answers, Respondent.household_key)
        .where(Respondent.assembly_id == assembly_id, Respondent.status.in_(statuses))
        .order_by(Respondent.reference)
    )
    people = tuple(
        PoolPerson(
            respondent_id=id_,
            answers={category: answers.get(category, NOT_GIVEN) for category in categories},
            household=household,
            is_fixed=statuses[RespondentStatus(status)],
        )
        for id_, status, answers, household in db.execute(query)
        if id_ != replaces_id
    )
    return DrawInput(
        assembly_id=assembly_id,
        kind=kind,
        seats=seats or _seats(db, assembly_id),
        people=people,
        quotas=quotas,
        replaces_id=replaces_id,
        reason=reason,
    )


# --- runs ---


@dataclass(frozen=True)
class RunRow:
    """A run in the list of all runs: tests and void ones stay in it."""

    number: int
    kind: RunKind
    state: RunState
    method: Method
    seats: int
    pool_size: int
    frozen_at: datetime
    drawn_at: datetime | None
    confirmed_at: datetime | None
    voided_at: datetime | None
    void_reason: str
    replaces: str
    """The reference of the member whose seat a replacement fills."""
    reason: str


@dataclass(frozen=True)
class RunPerson:
    """Someone in a run, with the exact chance they had. `is_fixed`: kept the seat while a replacement was drawn."""

    respondent_id: uuid.UUID
    reference: str
    full_name: str
    ticket: str
    chance: Fraction
    is_fixed: bool
    is_selected: bool
    status: RespondentStatus

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return self.full_name or self.reference


@dataclass(frozen=True)
class RunSheet:
    """Everything about one run but the people who were not chosen."""

    row: RunRow
    pool_sha256: str
    targets_sha256: str
    portfolio_sha256: str
    public_string: str
    least_chance: Fraction
    least_chance_bound: Fraction
    selected: tuple[RunPerson, ...] = field(default_factory=tuple)

    @property
    def newcomers(self) -> tuple[RunPerson, ...]:
        """Those whom this run itself chose."""
        return tuple(person for person in self.selected if not person.is_fixed)


def list_runs(db: Session, assembly_id: uuid.UUID) -> list[RunRow]:
    """All runs of the assembly by number, tests and void ones too."""
    sizes = (
        select(DrawTicket.run_id, func.count().label("size")).group_by(DrawTicket.run_id).subquery("sizes")
    )
    query = (
        select(
            DrawRun.number,
            DrawRun.kind,
            DrawRun.state,
            DrawRun.method,
            DrawRun.seats,
            func.coalesce(sizes.c.size, 0),
            DrawRun.frozen_at,
            DrawRun.drawn_at,
            DrawRun.confirmed_at,
            DrawRun.voided_at,
            DrawRun.void_reason,
            func.coalesce(Respondent.reference, ""),
            DrawRun.reason,
        )
        .outerjoin(sizes, sizes.c.run_id == DrawRun.id)
        .outerjoin(Respondent, Respondent.id == DrawRun.replaces_id)
        .where(DrawRun.assembly_id == assembly_id)
        .order_by(DrawRun.number)
    )
    return [
        RunRow(number, RunKind(kind), RunState(state), Method(method), *rest)
        for number, kind, state, method, *rest in db.execute(query)
    ]


def run_sheet(db: Session, assembly_id: uuid.UUID, *, number: int) -> RunSheet:
    """One run. Raises NotFoundError."""
    run = _run(db, assembly_id, number)
    row = next(row for row in list_runs(db, assembly_id) if row.number == number)
    return RunSheet(
        row=row,
        pool_sha256=run.pool_sha256,
        targets_sha256=run.targets_sha256,
        portfolio_sha256=run.portfolio_sha256,
        public_string=run.public_string,
        least_chance=Fraction(run.least_chance),
        least_chance_bound=Fraction(run.least_chance_bound),
        selected=tuple(person for person in _run_people(db, run.id) if person.is_selected),
    )


def live_run(db: Session, assembly_id: uuid.UUID) -> RunRow | None:
    """The real run that stands: frozen, drawn or signed off; None when there is none but void ones."""
    standing = (row for row in list_runs(db, assembly_id) if row.kind is RunKind.REAL)
    return next((row for row in standing if row.state is not RunState.VOID), None)


def run_record(db: Session, assembly_id: uuid.UUID, *, number: int) -> str:
    """The run's private record, as canonical JSON. Raises NotFoundError."""
    return _run(db, assembly_id, number).record


def chances(db: Session, assembly_id: uuid.UUID, *, number: int) -> list[RunPerson]:
    """Everyone who was drawn from in a run, the smallest chance first. Fixed members are left out."""
    run = _run(db, assembly_id, number)
    people = (person for person in _run_people(db, run.id) if not person.is_fixed)
    return sorted(people, key=lambda person: (person.chance, person.reference))


# --- the panel ---


def members_count(db: Session, assembly_id: uuid.UUID) -> int:
    """How many people have a seat: selected or confirmed."""
    query = select(func.count()).select_from(Respondent)
    return db.scalar(query.where(Respondent.assembly_id == assembly_id, Respondent.status.in_(MEMBERS))) or 0


def empty_seats(db: Session, assembly_id: uuid.UUID) -> int:
    """How many seats of the drawn panel nobody has; 0 before the draw."""
    run = live_run(db, assembly_id)
    if run is None or run.drawn_at is None:
        return 0
    return max(run.seats - members_count(db, assembly_id), 0)


# --- shared ---


def _seats(db: Session, assembly_id: uuid.UUID) -> int:
    seats = db.scalar(select(Assembly.seats).where(Assembly.id == assembly_id))
    if seats is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    return seats


def _run(db: Session, assembly_id: uuid.UUID, number: int) -> DrawRun:
    run = db.scalar(select(DrawRun).where(DrawRun.assembly_id == assembly_id, DrawRun.number == number))
    if run is None:
        raise NotFoundError(what="draw", id=str(number))
    return run


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


def _run_people(db: Session, run_id: uuid.UUID) -> list[RunPerson]:
    query = (
        select(
            DrawTicket.respondent_id,
            Respondent.reference,
            Respondent.full_name,
            DrawTicket.ticket,
            DrawTicket.chance,
            DrawTicket.is_fixed,
            DrawTicket.is_selected,
            Respondent.status,
        )
        .join(Respondent, Respondent.id == DrawTicket.respondent_id)
        .where(DrawTicket.run_id == run_id)
        .order_by(Respondent.reference)
    )
    return [
        RunPerson(id_, reference, name, ticket, Fraction(chance), is_fixed, is_selected, RespondentStatus(status))
        for id_, reference, name, ticket, chance, is_fixed, is_selected, status in db.execute(query)
    ]


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
