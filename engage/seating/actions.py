"""What an officer does about tables: plan them, move people by hand, lock seats, name facilitators, keep rules.

The caller owns the transaction of every action here. Rounds and tables are counted from 1.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError, RefusedError
from engage.meetings.views import session_sheet
from engage.people.records import Respondent
from engage.seating.model import Mode, Plan, Room
from engage.seating.records import DiscussionTable, Seat, SeatingRound, SeatingRule, TablePlan
from engage.seating.rules import RuleKind
from engage.seating.scoring import score
from engage.seating.views import SeatEntry, list_sitters, plan_of, plan_sheet, seating_room, spread_fields

_LONGEST_NAME = 200


def make_plan(
    db: Session,
    session_id: uuid.UUID,
    *,
    tables: int,
    rounds: int,
    fields: Mapping[str, Mode] | None = None,
    seed: int = 0,
    found: Plan | None = None,
) -> None:
    """Seat those who are expected or here. A plan that is there keeps its rules, facilitators and locked seats.

    `found` is what the engine made of `seating_room` before; without it the engine is asked here. Raises
    NotFoundError, and RefusedError for numbers that don't fit, or when people came or went since.
    """
    from engage.seating.engine import plan_room  # brings numpy and a solver, for which no page should wait

    room = seating_room(db, session_id, tables=tables, rounds=rounds, fields=fields)
    kept = found or plan_room(room, seed=seed)
    if any(set(seats) != set(room.people) for seats in kept.rounds) or len(kept.rounds) != rounds:
        raise RefusedError("room-changed")
    plan = _ready_plan(db, session_id, tables, rounds)
    plan.seed = seed
    plan.fields = {name: Mode(mode).value for name, mode in room.fields.items()}
    ids = {sitter.reference: sitter.id for sitter in list_sitters(db, session_id)}
    for each, seats in zip(plan.rounds, kept.rounds, strict=True):
        _seat_round(each, {ids[reference]: table for reference, table in seats.items()}, room, ids)
    db.flush()


def replan(db: Session, session_id: uuid.UUID, *, seed: int, found: Plan | None = None) -> None:
    """Plan anew with the same tables, rounds and questions; locked seats stay. Raises NotFoundError, RefusedError."""
    plan = _plan(db, session_id)
    make_plan(
        db,
        session_id,
        tables=len(plan.tables),
        rounds=len(plan.rounds),
        fields={name: Mode(mode) for name, mode in plan.fields.items()},
        seed=seed,
        found=found,
    )


def seat_newcomers(db: Session, session_id: uuid.UUID) -> int:
    """Give everyone who is here and has no seat one in each open round, and move nobody else; gives how many.

    Raises NotFoundError and RefusedError.
    """
    sheet = plan_sheet(db, session_id)
    if sheet is None:
        raise RefusedError("no-table-plan")
    plan = _plan(db, session_id)
    seating = [dict(seats) for seats in sheet.seating]
    for sitter in sheet.unseated:
        for each, seats in zip(plan.rounds, seating, strict=True):
            if sitter.reference in seats or sheet.is_round_locked(each.number):
                continue
            seats[sitter.reference] = _best_table(sheet.room, seating, each.number, sitter.reference)
            each.seats.append(Seat(respondent_id=sitter.id, table_number=seats[sitter.reference]))
    db.flush()
    return len(sheet.unseated)


def remove_plan(db: Session, session_id: uuid.UUID) -> None:
    """Take a session's plan away. Raises NotFoundError and RefusedError."""
    db.delete(_plan(db, session_id))
    db.flush()


def move_person(
    db: Session, session_id: uuid.UUID, *, round_number: int, respondent_id: uuid.UUID, table_number: int
) -> None:
    """Seat somebody at another table in one round. Raises NotFoundError, and RefusedError for a locked seat."""
    plan = _plan(db, session_id)
    seat = _open_seat(plan, round_number, respondent_id)
    seat.table_number = _table(plan, table_number).number


def swap(db: Session, session_id: uuid.UUID, *, round_number: int, first_id: uuid.UUID, second_id: uuid.UUID) -> None:
    """Let two people change places in one round. Raises NotFoundError, and RefusedError for a locked seat."""
    plan = _plan(db, session_id)
    first, second = (_open_seat(plan, round_number, each) for each in (first_id, second_id))
    first.table_number, second.table_number = second.table_number, first.table_number


def lock_seat(
    db: Session, session_id: uuid.UUID, *, round_number: int, respondent_id: uuid.UUID, is_locked: bool = True
) -> None:
    """Let somebody's seat stay when the rest is planned anew, or no longer. Raises NotFoundError, RefusedError."""
    _seat(_plan(db, session_id), round_number, respondent_id).is_locked = is_locked


def lock_round(db: Session, session_id: uuid.UUID, *, round_number: int, is_locked: bool = True) -> None:
    """The same for every seat of a round. Raises NotFoundError, RefusedError."""
    for seat in _round(_plan(db, session_id), round_number).seats:
        seat.is_locked = is_locked


def set_facilitator(db: Session, session_id: uuid.UUID, *, table_number: int, name: str) -> None:
    """Write who leads the talk at a table. Raises NotFoundError and RefusedError."""
    if len(name) > _LONGEST_NAME:
        raise RefusedError("text-too-long", most=_LONGEST_NAME)
    _table(_plan(db, session_id), table_number).facilitator = name


def set_step_free(db: Session, session_id: uuid.UUID, *, table_number: int, is_step_free: bool) -> None:
    """Say whether a table can be reached without steps. Raises NotFoundError and RefusedError."""
    _table(_plan(db, session_id), table_number).is_step_free = is_step_free


def add_rule(
    db: Session, session_id: uuid.UUID, *, kind: RuleKind | str, first_id: uuid.UUID, second_id: uuid.UUID
) -> uuid.UUID:
    """Ask that two people sit together, or apart, from the next plan on; gives the rule's id.

    Raises NotFoundError, and RefusedError for one person twice or a pair that has a rule.
    """
    plan = _plan(db, session_id)
    if kind not in list(RuleKind):
        raise RefusedError("choice-unknown", value=kind)
    if first_id == second_id:
        raise RefusedError("rule-one-person")
    for each in (first_id, second_id):
        if db.get(Respondent, each) is None:
            raise NotFoundError(what="respondent", id=str(each))
    if any({rule.first_id, rule.second_id} == {first_id, second_id} for rule in plan.rules):
        raise RefusedError("rule-twice")
    rule = SeatingRule(kind=RuleKind(kind).value, first_id=first_id, second_id=second_id)
    plan.rules.append(rule)
    db.flush()
    return rule.id


def remove_rule(db: Session, rule_id: uuid.UUID) -> None:
    """Take a rule away. Raises NotFoundError."""
    rule = db.get(SeatingRule, rule_id)
    if rule is None:
        raise NotFoundError(what="seating rule", id=str(rule_id))
    plan = db.get_one(TablePlan, rule.plan_id)
    plan.rules.remove(rule)


def set_seats(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    session_id: uuid.UUID,
    seats: Sequence[SeatEntry],
    facilitators: Mapping[int, str],
    with_steps: Collection[int] = (),
) -> None:
    """Put these seats in the place of a session's plan: what a file holds. Its rules stay.

    `facilitators` go by table; `with_steps` are the tables that are not step-free. Raises NotFoundError, RefusedError.
    """
    is_new = plan_of(db, session_id) is None
    plan = _ready_plan(
        db, session_id, tables=max(seat.table for seat in seats), rounds=max(seat.round for seat in seats)
    )
    if is_new:
        plan.fields = {name: mode.value for name, mode in spread_fields(db, assembly_id).items()}
    for table in plan.tables:
        table.facilitator = facilitators.get(table.number, "")
        table.is_step_free = table.number not in with_steps
    for each in plan.rounds:
        each.seats = []
    db.flush()
    found = db.execute(select(Respondent.reference, Respondent.id).where(Respondent.assembly_id == assembly_id))
    ids = dict(found.all())
    for entry in seats:
        if entry.reference not in ids:
            raise RefusedError("sitter-unknown", id=entry.reference)
        seat = Seat(respondent_id=ids[entry.reference], table_number=entry.table, is_locked=entry.is_locked)
        plan.rounds[entry.round - 1].seats.append(seat)
    db.flush()


def _plan(db: Session, session_id: uuid.UUID) -> TablePlan:
    plan = plan_of(db, session_id)
    if plan is None:
        session_sheet(db, session_id)
        raise RefusedError("no-table-plan")
    return plan


def _ready_plan(db: Session, session_id: uuid.UUID, tables: int, rounds: int) -> TablePlan:
    """The session's plan with so many tables and rounds; what is there stays."""
    plan = plan_of(db, session_id)
    if plan is None:
        session_sheet(db, session_id)
        plan = TablePlan(session_id=session_id, seed=0, fields={})
        db.add(plan)
    del plan.tables[tables:]
    del plan.rounds[rounds:]
    plan.tables += [DiscussionTable(number=number) for number in range(len(plan.tables) + 1, tables + 1)]
    plan.rounds += [SeatingRound(number=number) for number in range(len(plan.rounds) + 1, rounds + 1)]
    db.flush()
    return plan


def _seat_round(each: SeatingRound, tables: Mapping[uuid.UUID, int], room: Room, ids: Mapping[str, uuid.UUID]) -> None:
    """Write a round's seats. A round that is locked as a whole has been: whoever left since stays in it."""
    locked = {ids[reference] for number, reference in room.locked if number == each.number}
    has_been = bool(each.seats) and all(seat.is_locked for seat in each.seats)
    there = {seat.respondent_id: seat for seat in each.seats}
    for person, seat in there.items():
        if person not in tables and not has_been:
            each.seats.remove(seat)
    for person, table in tables.items():
        if person not in there:
            each.seats.append(Seat(respondent_id=person, table_number=table))
        else:
            there[person].table_number = table
            there[person].is_locked = person in locked


def _best_table(room: Room, seating: list[dict[str, int]], number: int, person: str) -> int:
    """The table of the fewest people at which one more does the least harm."""
    sizes = [sum(table == each for table in seating[number - 1].values()) for each in range(1, room.tables + 1)]

    def harm(table: int) -> tuple[int, int, int, int]:
        tried = list(seating)
        tried[number - 1] = {**seating[number - 1], person: table}
        outcome = score(room, tuple(tried))
        broken = sum(breach.is_hard and breach.code != "size-uneven" for breach in outcome.breaches)
        misplaced = sum(balance.misplaced for balance in outcome.balance.values())
        return broken, sizes[table - 1], misplaced, -outcome.pairs_met

    return min(range(1, room.tables + 1), key=harm)


def _round(plan: TablePlan, number: int) -> SeatingRound:
    for each in plan.rounds:
        if each.number == number:
            return each
    raise NotFoundError(what="round", id=str(number))


def _table(plan: TablePlan, number: int) -> DiscussionTable:
    for each in plan.tables:
        if each.number == number:
            return each
    raise NotFoundError(what="table", id=str(number))


def _seat(plan: TablePlan, round_number: int, respondent_id: uuid.UUID) -> Seat:
    for seat in _round(plan, round_number).seats:
        if seat.respondent_id == respondent_id:
            return seat
    raise NotFoundError(what="respondent", id=str(respondent_id))


def _open_seat(plan: TablePlan, round_number: int, respondent_id: uuid.UUID) -> Seat:
    seat = _seat(plan, round_number, respondent_id)
    if seat.is_locked:
        raise RefusedError("seat-locked")
    return seat
