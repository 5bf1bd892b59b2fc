"""The sample's tables: a plan for every session; those who came sit in the plans of the sessions that were held."""

import uuid

from sqlalchemy.orm import Session

from engage.meetings.rules import AttendanceState
from engage.meetings.views import attendance_of, list_sessions
from engage.overview.sample.chance import Chance
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


def sessions_to_seat(db: Session, assembly_id: uuid.UUID, *, held: int) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """The sessions that were held, and those to come."""
    sessions = [row.id for row in list_sessions(db, assembly_id)]
    return sessions[:held], sessions[held:]


def seat_held_session(db: Session, assembly_id: uuid.UUID, *, session_id: uuid.UUID, number: int) -> None:
    """Write who sat where at a session that is over. The caller owns the transaction."""
    away = {row.reference for row in attendance_of(db, session_id) if row.state in _STAYED_AWAY}
    came = [sitter for sitter in list_sitters(db, session_id) if sitter.reference not in away]
    if not came:
        return
    fields = spread_fields(db, assembly_id)
    people = {sitter.reference: {name: sitter.answers.get(name, "") for name in fields} for sitter in came}
    room = Room(people, -(-len(came) // _AT_A_TABLE), _ROUNDS, fields)
    found = plan_room(room, seed=number, sweeps=0)
    seats = [
        SeatEntry(number, place, table, person, "", is_locked=False, facilitator="", is_step_free=True)
        for place, tables in enumerate(found.rounds, 1)
        for person, table in tables.items()
    ]
    leads = dict(enumerate(_FACILITATORS[: room.tables], 1))
    set_seats(db, assembly_id, session_id=session_id, seats=seats, facilitators=leads)


def seat_coming_session(db: Session, session_id: uuid.UUID, *, number: int, chance: Chance) -> None:
    """Plan the tables of a session to come: two people apart, one seat kept. The caller owns the transaction."""
    here = [sitter for sitter in list_sitters(db, session_id) if sitter.is_here]
    if not here:
        return
    tables = -(-len(here) // _AT_A_TABLE)
    room = seating_room(db, session_id, tables=tables, rounds=_ROUNDS)
    make_plan(db, session_id, tables=tables, rounds=_ROUNDS, seed=number, found=plan_room(room, seed=number, sweeps=0))
    for table, name in enumerate(_FACILITATORS[:tables], 1):
        set_facilitator(db, session_id, table_number=table, name=name)
    _keep_rules(db, session_id, chance)
    found = plan_room(seating_room(db, session_id), seed=number, sweeps=0)
    replan(db, session_id, seed=number, found=found)


def _keep_rules(db: Session, session_id: uuid.UUID, chance: Chance) -> None:
    sheet = plan_sheet(db, session_id)
    if sheet is None or len(sheet.sitters) <= len(sheet.tables):
        return
    first, second = chance.shuffled(sheet.sitters)[:2]
    add_rule(db, session_id, kind=RuleKind.APART, first_id=first.id, second_id=second.id)
    lock_seat(db, session_id, round_number=1, respondent_id=first.id)
