"""What screens show and documents print of table plans: one session's plan, who is to be seated, everybody's seats."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.languages.local_text import LocalText
from engage.lottery.views import list_quotas
from engage.meetings.records import AssemblySession
from engage.meetings.rules import AttendanceState
from engage.meetings.views import door_list, session_sheet
from engage.people.records import Respondent
from engage.people.rules import NeedKind, reference_order, shown_name
from engage.seating.model import Mode, Pair, Room, Score, Seating
from engage.seating.records import DiscussionTable, Seat, SeatingRound, TablePlan
from engage.seating.rules import RuleKind
from engage.seating.scoring import pairs_met, score

_AWAY = frozenset({AttendanceState.LEFT, AttendanceState.APOLOGIES, AttendanceState.NO_SHOW})


@dataclass(frozen=True)
class Sitter:
    """Somebody to be seated. `is_here`: they are expected or have arrived."""

    id: uuid.UUID
    reference: str
    full_name: str
    answers: Mapping[str, str]
    needs_step_free: bool
    is_here: bool

    @property
    def shown_name(self) -> str:
        """The name, or the reference where there is none."""
        return shown_name(self.full_name, self.reference)


@dataclass(frozen=True)
class TableRow:
    """One table of a plan."""

    number: int
    facilitator: str
    is_step_free: bool


@dataclass(frozen=True)
class SeatRow:
    """Somebody's place in a round."""

    table: int
    sitter: Sitter
    is_locked: bool


@dataclass(frozen=True)
class RuleRow:
    """Two people who sit together, or apart."""

    id: uuid.UUID
    kind: RuleKind
    first: Sitter
    second: Sitter


@dataclass(frozen=True)
class PlanSheet:
    """The plan of one session.

    `rounds` are its seats, by table and name. `sitters` are all who are here or have a seat, by name; `unseated` lack
    a seat in some open round.

    `room` and `seating` are the same by reference: a face asks `score(room, seating)` while somebody is being moved.
    """

    session_id: uuid.UUID
    session_number: int
    session_title: LocalText
    held_on: date
    seed: int
    fields: Mapping[str, Mode]
    tables: tuple[TableRow, ...]
    rounds: tuple[tuple[SeatRow, ...], ...]
    rules: tuple[RuleRow, ...]
    sitters: tuple[Sitter, ...]
    unseated: tuple[Sitter, ...]
    room: Room
    seating: Seating
    score: Score

    def is_round_locked(self, number: int) -> bool:
        """Whether every seat of a round stays."""
        seats = self.rounds[number - 1]
        return bool(seats) and all(seat.is_locked for seat in seats)


@dataclass(frozen=True)
class SeatEntry:
    """One seat as a file holds it."""

    session_number: int
    round: int
    table: int
    reference: str
    full_name: str
    is_locked: bool
    facilitator: str
    is_step_free: bool


def list_sitters(db: Session, session_id: uuid.UUID) -> tuple[Sitter, ...]:
    """Everybody who may come to a session, whoever stays away among them, by name. Raises NotFoundError."""
    door = door_list(db, session_id)
    query = select(Respondent.id, Respondent.answers).where(Respondent.id.in_([person.id for person in door]))
    answers = dict(db.execute(query).all())
    return tuple(
        Sitter(
            id=person.id,
            reference=person.reference,
            full_name=person.full_name,
            answers=answers[person.id],
            needs_step_free=any(need.kind is NeedKind.STEP_FREE for need in person.needs),
            is_here=person.state not in _AWAY,
        )
        for person in door
    )


def spread_fields(db: Session, assembly_id: uuid.UUID) -> dict[str, Mode]:
    """What a new plan spreads: the questions of the lottery's targets."""
    return {quota.category: Mode.SPREAD for quota in list_quotas(db, assembly_id)}


def plan_sheet(db: Session, session_id: uuid.UUID) -> PlanSheet | None:
    """The plan of a session with its score; None while there is none. Raises NotFoundError."""
    session = session_sheet(db, session_id)
    plan = plan_of(db, session_id)
    if plan is None:
        return None
    sitters = {sitter.id: sitter for sitter in list_sitters(db, session_id)}
    sitters |= _others(db, plan, sitters)
    rounds = tuple(_seats(each, sitters) for each in plan.rounds)
    seating = tuple({seat.sitter.reference: seat.table for seat in seats} for seats in rounds)
    seated = {seat.sitter.id for seats in rounds for seat in seats}
    shown = tuple(sitter for sitter in sitters.values() if sitter.is_here or sitter.id in seated)
    room = build_room(plan, shown)
    return PlanSheet(
        session_id=session_id,
        session_number=session.number,
        session_title=session.title,
        held_on=session.held_on,
        seed=plan.seed,
        fields={name: Mode(mode) for name, mode in plan.fields.items()},
        tables=tuple(TableRow(each.number, each.facilitator, each.is_step_free) for each in plan.tables),
        rounds=rounds,
        rules=tuple(
            sorted(
                (
                    RuleRow(rule.id, RuleKind(rule.kind), sitters[rule.first_id], sitters[rule.second_id])
                    for rule in plan.rules
                ),
                key=lambda rule: (rule.kind, rule.first.shown_name, rule.second.shown_name),
            )
        ),
        sitters=shown,
        unseated=tuple(sitter for sitter in sitters.values() if sitter.is_here and _lacks_a_seat(sitter, rounds)),
        room=room,
        seating=seating,
        score=score(room, seating),
    )


def seating_room(
    db: Session,
    session_id: uuid.UUID,
    *,
    tables: int | None = None,
    rounds: int | None = None,
    fields: Mapping[str, Mode] | None = None,
) -> Room:
    """What the engine needs to plan a session for those who are here; what is not given stays as the plan has it.

    Locked seats, rules and who met in earlier sessions are in it. Raises NotFoundError and RefusedError.
    """
    session = session_sheet(db, session_id)
    plan = plan_of(db, session_id) or TablePlan(
        session_id=session_id, seed=0, fields={}, tables=[], rounds=[], rules=[]
    )
    if fields is None and plan.id is None:
        fields = spread_fields(db, session.assembly_id)
    here = [sitter for sitter in list_sitters(db, session_id) if sitter.is_here]
    met = _met_before(db, session.assembly_id, session.number)
    return build_room(plan, here, tables=tables, rounds=rounds, fields=fields, met=met)


def first_tables(db: Session, session_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """The table to tell people at the door: theirs in the first round. Empty while there is no plan."""
    query = select(Seat.respondent_id, Seat.table_number).join(Seat.round).join(SeatingRound.plan)
    found = db.execute(query.where(TablePlan.session_id == session_id, SeatingRound.number == 1))
    return dict(found.all())


def count_tables(db: Session, session_id: uuid.UUID) -> int:
    """How many tables the plan of a session has; 0 while there is none."""
    plan = plan_of(db, session_id)
    return len(plan.tables) if plan is not None else 0


def sessions_with_tables(db: Session, assembly_id: uuid.UUID) -> set[uuid.UUID]:
    """The sessions of an assembly that have a plan."""
    query = select(TablePlan.session_id).join(AssemblySession, AssemblySession.id == TablePlan.session_id)
    return set(db.scalars(query.where(AssemblySession.assembly_id == assembly_id)))


def list_seats(db: Session, assembly_id: uuid.UUID) -> tuple[SeatEntry, ...]:
    """Everybody's seats in all plans of an assembly, by session, round, table and reference."""
    query = (
        select(
            AssemblySession.number,
            SeatingRound.number,
            Seat.table_number,
            Respondent.reference,
            Respondent.full_name,
            Seat.is_locked,
            DiscussionTable.facilitator,
            DiscussionTable.is_step_free,
        )
        .join(SeatingRound, SeatingRound.id == Seat.round_id)
        .join(TablePlan, TablePlan.id == SeatingRound.plan_id)
        .join(AssemblySession, AssemblySession.id == TablePlan.session_id)
        .join(Respondent, Respondent.id == Seat.respondent_id)
        .join(
            DiscussionTable,
            (DiscussionTable.plan_id == TablePlan.id) & (DiscussionTable.number == Seat.table_number),
        )
        .where(AssemblySession.assembly_id == assembly_id)
    )
    rows = (SeatEntry(*row) for row in db.execute(query))
    return tuple(
        sorted(rows, key=lambda row: (row.session_number, row.round, row.table, reference_order(row.reference)))
    )


def plan_of(db: Session, session_id: uuid.UUID) -> TablePlan | None:
    """The record of a session's plan; for actions of this stage."""
    return db.scalar(select(TablePlan).where(TablePlan.session_id == session_id))


def build_room(
    plan: TablePlan,
    sitters: Iterable[Sitter],
    *,
    tables: int | None = None,
    rounds: int | None = None,
    fields: Mapping[str, Mode] | None = None,
    met: Iterable[Pair] = (),
) -> Room:
    """The plan's room with these people in it, by reference; rules and locks about anybody else are left out."""
    references = {sitter.id: sitter.reference for sitter in sitters}
    sitting = list(sitters)
    table_count = len(plan.tables) if tables is None else tables
    round_count = len(plan.rounds) if rounds is None else rounds
    modes = {name: Mode(mode) for name, mode in plan.fields.items()} if fields is None else fields
    closed = frozenset(each.number for each in plan.tables if not each.is_step_free)
    return Room(
        people={sitter.reference: {name: sitter.answers.get(name, "") for name in modes} for sitter in sitting},
        tables=table_count,
        rounds=round_count,
        fields=modes,
        together=_pairs(plan, RuleKind.TOGETHER, references),
        apart=_pairs(plan, RuleKind.APART, references),
        locked={
            (each.number, references[seat.respondent_id]): seat.table_number
            for each in plan.rounds
            for seat in each.seats
            if seat.is_locked
            and seat.respondent_id in references
            and each.number <= round_count
            and seat.table_number <= table_count
        },
        barred={sitter.reference: closed for sitter in sitting if sitter.needs_step_free and closed},
        met=met,
    )


def _pairs(plan: TablePlan, kind: RuleKind, references: Mapping[uuid.UUID, str]) -> tuple[Pair, ...]:
    return tuple(
        (references[rule.first_id], references[rule.second_id])
        for rule in plan.rules
        if rule.kind == kind and {rule.first_id, rule.second_id} <= set(references)
    )


def _seats(each: SeatingRound, sitters: Mapping[uuid.UUID, Sitter]) -> tuple[SeatRow, ...]:
    rows = [SeatRow(seat.table_number, sitters[seat.respondent_id], seat.is_locked) for seat in each.seats]
    order = {sitter: at for at, sitter in enumerate(sitters)}
    return tuple(sorted(rows, key=lambda row: (row.table, order[row.sitter.id])))


def _others(db: Session, plan: TablePlan, known: Mapping[uuid.UUID, Sitter]) -> dict[uuid.UUID, Sitter]:
    """Whoever the plan names and is no longer a member."""
    named = {seat.respondent_id for each in plan.rounds for seat in each.seats}
    named |= {person for rule in plan.rules for person in (rule.first_id, rule.second_id)}
    query = select(Respondent.id, Respondent.reference, Respondent.full_name, Respondent.answers)
    found = db.execute(query.where(Respondent.id.in_(named - set(known))).order_by(Respondent.name_key))
    return {
        key: Sitter(key, reference, name, answers, needs_step_free=False, is_here=False)
        for key, reference, name, answers in found
    }


def _lacks_a_seat(sitter: Sitter, rounds: Iterable[tuple[SeatRow, ...]]) -> bool:
    """Whether a round that is still open has no seat for them."""
    return any(
        all(seat.sitter.id != sitter.id for seat in seats)
        for seats in rounds
        if not all(seat.is_locked for seat in seats)
    )


def _met_before(db: Session, assembly_id: uuid.UUID, session_number: int) -> tuple[Pair, ...]:
    """The pairs who shared a table in an earlier session."""
    tables: dict[tuple[int, int], dict[str, int]] = {}
    for row in list_seats(db, assembly_id):
        if row.session_number < session_number:
            tables.setdefault((row.session_number, row.round), {})[row.reference] = row.table
    return tuple(sorted(pairs_met(tuple(tables.values()))))
