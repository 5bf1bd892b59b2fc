"""What the ceremony shows at one moment: read in one go, handed to every step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from engage.lottery.model import Method
from engage.lottery.preparing import PreparedRun
from engage.lottery.rules import RunKind, RunState, TargetProblem
from engage.lottery.views import (
    RunRow,
    RunSheet,
    TargetTable,
    answers_by_ticket,
    chances,
    draw_input,
    list_runs,
    run_sheet,
    target_check,
    target_table,
)
from engage.people.rules import RespondentStatus
from engage.people.views import PoolPerson, list_pool, status_counts
from ui.shell.pages import Desk
from ui.widgets.charts import TargetBar


@dataclass(frozen=True)
class PersonChance:
    """One person's exact chance; nobody's name, since the room may be watching."""

    respondent_id: UUID
    reference: str
    share: Fraction
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Ceremony:
    """Everything on the page. `run` is the run on screen; `prepared` one that is worked out but not frozen yet."""

    counts: Mapping[RespondentStatus, int]
    pool: tuple[PoolPerson, ...]
    table: TargetTable
    problems: tuple[TargetProblem, ...]
    runs: tuple[RunRow, ...]
    kind: RunKind
    prepared: PreparedRun | None
    run: RunSheet | None
    chances: tuple[PersonChance, ...]
    wanted_digits: int = 0
    """How many figures are to give the panel's number, as long as nothing is frozen."""

    @property
    def seats(self) -> int:
        """How many seats are drawn: those of the run, or else the assembly's."""
        if self.run is not None:
            return self.run.row.seats
        return self.table.seats

    @property
    def pool_size(self) -> int:
        """How many people are drawn from."""
        return self.run.row.pool_size if self.run is not None else len(self.pool)

    @property
    def is_frozen(self) -> bool:
        """Whether what is on screen is a run: nothing of it can change any more."""
        return self.run is not None

    @property
    def is_drawn(self) -> bool:
        """Whether the run on screen has its panel."""
        return self.run is not None and self.run.row.drawn_at is not None

    @property
    def is_test(self) -> bool:
        """Whether what is on screen is a test."""
        return (self.run.row.kind if self.run is not None else self.kind) is RunKind.TEST

    @property
    def standing(self) -> RunRow | None:
        """The real run that stands, frozen or drawn."""
        real = [row for row in self.runs if row.kind is RunKind.REAL and row.state is not RunState.VOID]
        return real[0] if real else None

    @property
    def has_targets(self) -> bool:
        """Whether there is anything to aim for."""
        return bool(self.table.categories)

    @property
    def least_chance(self) -> Fraction:
        """The smallest chance of anyone who is in some panel."""
        if self.run is not None:
            return self.run.least_chance
        return Fraction(self.prepared.least_chance) if self.prepared is not None else Fraction(0)

    @property
    def bound(self) -> Fraction:
        """What no lottery could raise the smallest chance above."""
        if self.run is not None:
            return self.run.least_chance_bound
        return Fraction(self.prepared.least_chance_bound) if self.prepared is not None else Fraction(0)

    @property
    def digits(self) -> int:
        """How many figures give the panel's number; 0 where a public string leads to it."""
        return self.run.digits if self.run is not None else self.wanted_digits

    @property
    def largest_move(self) -> Fraction:
        """In a draw by figures: how far anyone's chance is from the exact one."""
        if self.run is not None:
            return self.run.largest_move
        return Fraction(self.prepared.largest_move or 0) if self.prepared is not None else Fraction(0)

    @property
    def method(self) -> Method | None:
        """How the chances are shared out; None for reserves, who are planned."""
        if self.run is not None:
            return self.run.row.method
        return Method(self.prepared.method) if self.prepared is not None else Method.LEXIMIN

    @property
    def shared_homes(self) -> int:
        """How many homes have more than one person in the pool."""
        homes = Counter(person.household_key for person in self.pool if person.household_key)
        return sum(count > 1 for count in homes.values())


def read_ceremony(
    desk: Desk, *, number: int | None, kind: RunKind, prepared: PreparedRun | None, digits: int = 0
) -> Ceremony:
    """Read what the page shows. A prepared run that no longer fits the people and targets is left out."""
    assembly_id = desk.assembly_id
    run = None if number is None else desk.recall(run_sheet, assembly_id, number=number)
    pool = desk.recall(list_pool, assembly_id)
    if run is not None or (prepared is not None and not _still_fits(desk, prepared)):
        prepared = None
    return Ceremony(
        counts=desk.recall(status_counts, assembly_id),
        pool=pool,
        table=desk.recall(target_table, assembly_id, number=number),
        problems=desk.recall(target_check, assembly_id) if run is None else (),
        runs=tuple(desk.recall(list_runs, assembly_id)),
        kind=kind,
        prepared=prepared,
        run=run,
        chances=_chances(desk, pool, run, prepared),
        wanted_digits=digits,
    )


def target_bars(table: TargetTable, *, with_chosen: bool) -> list[TargetBar]:
    """The table as bars; answers without a target are left out."""
    return [
        TargetBar(
            category=category.name,
            value=value.name,
            minimum=value.minimum,
            maximum=value.maximum,
            pool=value.pool,
            chosen=value.chosen if with_chosen else None,
        )
        for category in table.categories
        for value in category.values
        if value.has_target
    ]


def _still_fits(desk: Desk, prepared: PreparedRun) -> bool:
    given = prepared.given
    now_there = desk.recall(draw_input, desk.assembly_id, kind=given.kind)
    return now_there.basis_sha256 == given.basis_sha256


def _chances(
    desk: Desk, pool: Sequence[PoolPerson], run: RunSheet | None, prepared: PreparedRun | None
) -> tuple[PersonChance, ...]:
    if run is not None:
        answers = desk.recall(answers_by_ticket, desk.assembly_id, number=run.row.number)
        people = desk.recall(chances, desk.assembly_id, number=run.row.number)
        return tuple(
            PersonChance(person.respondent_id, person.reference, person.chance, answers[person.ticket])
            for person in people
        )
    if prepared is None:
        return ()
    # People who are alike have the same chance, and a fraction takes long to read.
    share_of = {text: Fraction(text) for text in set(prepared.chances.values())}
    return tuple(
        PersonChance(person.id, person.reference, share_of[prepared.chances[person.id]], person.answers)
        for person in pool
        if person.id in prepared.chances
    )
