"""What the lottery's queries share."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.errors import NotFoundError
from engage.lottery.records import DrawRun
from engage.people.rules import RespondentStatus

MEMBERS = (RespondentStatus.SELECTED, RespondentStatus.CONFIRMED)
"""Who has a seat."""


def seats_of(db: Session, assembly_id: uuid.UUID) -> int:
    """How many seats the assembly has. Raises NotFoundError."""
    seats = db.scalar(select(Assembly.seats).where(Assembly.id == assembly_id))
    if seats is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    return seats


def find_run(db: Session, assembly_id: uuid.UUID, number: int) -> DrawRun:
    """A run by its number. Raises NotFoundError."""
    run = db.scalar(select(DrawRun).where(DrawRun.assembly_id == assembly_id, DrawRun.number == number))
    if run is None:
        raise NotFoundError(what="draw", id=str(number))
    return run
