"""What the lottery's use cases share."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.assembly.rules import has_control
from engage.errors import NotFoundError, RefusedError
from engage.lottery.records import DrawRun
from engage.lottery.rules import PUBLIC_STRING_LIMIT, REASON_LIMIT, RunKind, RunState


def find_assembly(db: Session, assembly_id: uuid.UUID) -> Assembly:
    """The assembly. Raises NotFoundError."""
    assembly = db.get(Assembly, assembly_id)
    if assembly is None:
        raise NotFoundError(what="assembly", id=str(assembly_id))
    return assembly


def live_runs(db: Session, assembly_id: uuid.UUID, kind: RunKind) -> list[DrawRun]:
    """The runs of a kind that are not void, by number."""
    query = (
        select(DrawRun)
        .where(DrawRun.assembly_id == assembly_id, DrawRun.kind == kind, DrawRun.state != RunState.VOID)
        .order_by(DrawRun.number)
    )
    return list(db.scalars(query))


def refuse_while_frozen(db: Session, assembly_id: uuid.UUID) -> None:
    """Raise RefusedError while a run waits for its draw: nothing that it rests on may change."""
    query = select(DrawRun.number).where(DrawRun.assembly_id == assembly_id, DrawRun.state == RunState.FROZEN)
    number = db.scalar(query.order_by(DrawRun.number).limit(1))
    if number is not None:
        raise RefusedError("run-is-frozen", number=number, details={"run": number})


def checked_string(text: str) -> str:
    """What was said in public, as it is kept. Raises RefusedError when there is nothing of it, or it can't be kept."""
    text = text.strip()
    if not text or len(text) > PUBLIC_STRING_LIMIT:
        raise RefusedError("public-string", limit=PUBLIC_STRING_LIMIT)
    if has_control(text):
        raise RefusedError("text-control")
    return text


def checked_reason(text: str) -> str:
    """The reason as it is kept. Raises RefusedError when there is none."""
    text = text.strip()
    if not text or len(text) > REASON_LIMIT:
        raise RefusedError("reason-missing")
    return text
