"""Runs as screens and documents show them, and the panel as it stands."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.lottery import record
from engage.lottery.model import Method
from engage.lottery.records import DrawRun, DrawTicket
from engage.lottery.rules import RunKind, RunState
from engage.lottery.views.shared import MEMBERS, find_run
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus


@dataclass(frozen=True)
class RunRow:
    """A run in the list of all runs: tests and void ones stay in it."""

    number: int
    kind: RunKind
    state: RunState
    method: Method | None
    """How the chances were shared out; None for reserves, who are planned."""
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
    digits: int = 0
    """How many figures are the number of the panel; 0 where a public string leads to it."""
    largest_move: Fraction = Fraction(0)
    """In a draw by figures: how far anyone's chance is from the exact one."""
    selected: tuple[RunPerson, ...] = field(default_factory=tuple)

    @property
    def newcomers(self) -> tuple[RunPerson, ...]:
        """Those whom this run itself chose."""
        return tuple(person for person in self.selected if not person.is_fixed)


def list_runs(db: Session, assembly_id: uuid.UUID) -> list[RunRow]:
    """All runs of the assembly by number, tests and void ones too."""
    sizes = select(DrawTicket.run_id, func.count().label("size")).group_by(DrawTicket.run_id).subquery("sizes")
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
        RunRow(number, RunKind(kind), RunState(state), _method(method), *rest)
        for number, kind, state, method, *rest in db.execute(query)
    ]


def _method(name: str) -> Method | None:
    return Method(name) if name in set(Method) else None


def run_sheet(db: Session, assembly_id: uuid.UUID, *, number: int) -> RunSheet:
    """One run. Raises NotFoundError."""
    run = find_run(db, assembly_id, number)
    row = next(row for row in list_runs(db, assembly_id) if row.number == number)
    return RunSheet(
        row=row,
        pool_sha256=run.pool_sha256,
        targets_sha256=run.targets_sha256,
        portfolio_sha256=run.portfolio_sha256,
        public_string=run.public_string,
        least_chance=Fraction(run.least_chance),
        least_chance_bound=Fraction(run.least_chance_bound),
        digits=run.digits,
        largest_move=Fraction(run.largest_move or 0),
        selected=tuple(_run_people(db, run.id, only_selected=True)),
    )


def live_run(db: Session, assembly_id: uuid.UUID) -> RunRow | None:
    """The real run that stands: frozen, drawn or signed off; None when there is none but void ones."""
    standing = (row for row in list_runs(db, assembly_id) if row.kind is RunKind.REAL)
    return next((row for row in standing if row.state is not RunState.VOID), None)


def run_record(db: Session, assembly_id: uuid.UUID, *, number: int) -> str:
    """The run's private record, as canonical JSON. Raises NotFoundError."""
    return find_run(db, assembly_id, number).record


def public_record(db: Session, assembly_id: uuid.UUID, *, number: int) -> str:
    """The run's record without anybody's answers, for publishing. Raises NotFoundError."""
    return record.public(find_run(db, assembly_id, number).record)


def drawn_panel(db: Session, assembly_id: uuid.UUID, *, number: int) -> tuple[str, int, int]:
    """The seed of a drawn run, the place of its panel in the list from 0, and how many panels were in it.

    Raises NotFoundError.
    """
    content = record.read(find_run(db, assembly_id, number).record)
    draw = content["draw"]
    return draw["seed"], draw["panel"], len(content["panels"])


def chances(db: Session, assembly_id: uuid.UUID, *, number: int) -> list[RunPerson]:
    """Everyone who was drawn from in a run, the smallest chance first. Fixed members are left out."""
    run = find_run(db, assembly_id, number)
    people = (person for person in _run_people(db, run.id) if not person.is_fixed)
    return sorted(people, key=lambda person: (person.chance, person.reference))


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


def _run_people(db: Session, run_id: uuid.UUID, *, only_selected: bool = False) -> list[RunPerson]:
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
    if only_selected:
        query = query.where(DrawTicket.is_selected)
    return [
        RunPerson(id_, reference, name, ticket, _chance(chance), is_fixed, is_selected, RespondentStatus(status))
        for id_, reference, name, ticket, chance, is_fixed, is_selected, status in db.execute(query)
    ]


@lru_cache(maxsize=4096)
def _chance(text: str) -> Fraction:
    """People who are alike have the same chance, and a fraction takes long to read."""
    return Fraction(text)
