"""The sample's tables: who sat where at every session; the last one's plan keeps a rule and a seat."""

import uuid

from sqlalchemy.orm import Session

from engage.meetings.rules import AttendanceState
from engage.meetings.views import attendance_of
from engage.overview.sample.chance import Chance
from engage.overview.sample.meetings import SampleSession
from engage.seating.actions import add_rule, lock_seat, make_plan, replan, set_facilitator, set_seats
from engage.seating.engine import plan_room
from engage.seating.model import Room
from engage.seating.rules import RuleKind
from engage.seating.views import SeatEntry, list_sitters, plan_sheet, seating_room, spread_fields

_ROUNDS = 3
_AT_A_TABLE = 8
_STAYED_AWAY = frozenset({AttendanceState.APOLOGIES, AttendanceState.NO_SHOW})
_FACILITATORS = (
    "Amma Darko",
    "Rhys Pugh",
    "Helen Marsh",
    "Imran Sheikh",
    "Joanna Wilk",
    "Peter Lowe",
    "Sagal Nuur",
    "Tariq Aziz",
)


def seat_by_hand(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    session: SampleSession,
    chance: Chance,  # noqa: ARG001 - either way of seating takes the same
) -> None:
    """Write down who sat where at a session. The caller owns the transaction."""
    away = {row.reference for row in attendance_of(db, session.id) if row.state in _STAYED_AWAY}
    came = [sitter for sitter in list_sitters(db, session.id) if sitter.reference not in away]
    if not came:
        return
    fields = spread_fields(db, assembly_id)
    people = {sitter.reference: {name: sitter.answers.get(name, "") for name in fields} for sitter in came}
    room = Room(people, -(-len(came) // _AT_A_TABLE), _ROUNDS, fields)
    found = plan_room(room, seed=session.number, sweeps=0)
    seats = [
        SeatEntry(session.number, place, table, person, "", is_locked=False, facilitator="", is_step_free=True)
        for place, tables in enumerate(found.rounds, 1)
        for person, table in tables.items()
    ]
    leads = dict(enumerate(_FACILITATORS[: room.tables], 1))
    set_seats(db, assembly_id, session_id=session.id, seats=seats, facilitators=leads)


def seat_by_plan(
    db: Session,
    assembly_id: uuid.UUID,  # noqa: ARG001 - either way of seating takes the same
    *,
    session: SampleSession,
    chance: Chance,
) -> None:
    """Plan the tables for those who are here: two people apart, one seat kept. The caller owns the transaction."""
    session_id, seed = session.id, session.number
    here = [sitter for sitter in list_sitters(db, session_id) if sitter.is_here]
    if not here:
        return
    tables = -(-len(here) // _AT_A_TABLE)
    room = seating_room(db, session_id, tables=tables, rounds=_ROUNDS)
    make_plan(db, session_id, tables=tables, rounds=_ROUNDS, seed=seed, found=plan_room(room, seed=seed, sweeps=0))
    for table, name in enumerate(_FACILITATORS[:tables], 1):
        set_facilitator(db, session_id, table_number=table, name=name)
    _keep_rules(db, session_id, chance)
    replan(db, session_id, seed=seed, found=plan_room(seating_room(db, session_id), seed=seed, sweeps=0))


def _keep_rules(db: Session, session_id: uuid.UUID, chance: Chance) -> None:
    sheet = plan_sheet(db, session_id)
    if sheet is None or len(sheet.sitters) <= len(sheet.tables):
        return
    first, second = chance.shuffled(sheet.sitters)[:2]
    add_rule(db, session_id, kind=RuleKind.APART, first_id=first.id, second_id=second.id)
    lock_seat(db, session_id, round_number=1, respondent_id=first.id)
