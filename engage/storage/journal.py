"""The journal: undo steps, audit entries and topics, written by the workspace from what the flush hook noted."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.storage import audit
from engage.storage.base import Base
from engage.storage.journal_tables import UNDO
from engage.storage.recorder import RECORDER, Recorder
from engage.storage.row_changes import Change, RowChange, apply, pack, unpack

STEPS_KEPT = 100
_BYTES_KEPT = 64_000_000  # so that many large imports do not swell the file
_NAMED_EACH = 10

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Stamp:
    """Who acts, and when."""

    actor: str
    now: datetime


@dataclass(frozen=True)
class StepName:
    """What a step is called: by the person, and by the program."""

    label: str
    verb: str

    def __str__(self) -> str:
        return self.label or self.verb


def irreversible(action: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """Declare an action that is voided with a reason rather than undone: undo stops behind it."""

    @wraps(action)
    def marked(db: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
        recorder = db.info.get(RECORDER)
        if isinstance(recorder, Recorder):
            recorder.is_irreversible = True
        return action(db, *args, **kwargs)

    return marked


def verb_of(action: Callable[..., Any]) -> str:
    """The name of the function that an action calls."""
    while isinstance(action, partial):
        action = action.func
    name = getattr(action, "__name__", type(action).__name__)
    return "change" if name == "<lambda>" else str(name)


def keep_step(connection: Connection, recorder: Recorder, name: StepName, stamp: Stamp) -> frozenset[str]:
    """Write one action's step and audit entries, and give the topics that changed. The caller owns the transaction."""
    changes = recorder.changes.net()
    if not changes:
        return frozenset()
    audit.append(connection, _drafts(changes, name.verb), actor=stamp.actor, now=stamp.now)
    connection.execute(delete(UNDO).where(UNDO.c.state == "undone"))
    connection.execute(
        insert(UNDO).values(
            verb=name.verb,
            label=name.label,
            state="done",
            is_barrier=recorder.is_irreversible,
            changes=b"" if recorder.is_irreversible else pack(changes),
        )
    )
    _forget_old_steps(connection)
    return _topics(changes)


def take_back(connection: Connection, stamp: Stamp) -> tuple[StepName, frozenset[str]]:
    """Undo the newest step. Raises RefusedError. Foreign keys are off; the caller checks them and owns the rest."""
    number, name = _next_step(connection, "done", "nothing-to-undo")
    changes = [row.reversed() for row in _read_changes(connection, number)]
    return name, _replay(connection, changes, number, ("undone", f"undo {name.verb}"), stamp)


def do_again(connection: Connection, stamp: Stamp) -> tuple[StepName, frozenset[str]]:
    """Redo the step undone last. Raises RefusedError. As for `take_back`, foreign keys are off."""
    number, name = _next_step(connection, "undone", "nothing-to-redo")
    return name, _replay(connection, _read_changes(connection, number), number, ("done", f"redo {name.verb}"), stamp)


def next_name(connection: Connection, state: str) -> StepName | None:
    """What undo ("done") or redo ("undone") would act on."""
    try:
        return _next_step(connection, state, "nothing-to-undo")[1]
    except RefusedError:
        return None


def forget_steps(connection: Connection) -> None:
    """Forget every undo step: after an upgrade they no longer fit, after an erasure they must be gone."""
    connection.execute(delete(UNDO))


def _next_step(connection: Connection, state: str, refusal: str) -> tuple[int, StepName]:
    order = UNDO.c.number.desc() if state == "done" else UNDO.c.number
    query = select(UNDO.c.number, UNDO.c.verb, UNDO.c.label, UNDO.c.is_barrier)
    step = connection.execute(query.where(UNDO.c.state == state).order_by(order).limit(1)).one_or_none()
    if step is None:
        raise RefusedError(refusal)
    if step.is_barrier:
        raise RefusedError("cannot-undo-past")
    return step.number, StepName(step.label, step.verb)


def _read_changes(connection: Connection, number: int) -> list[RowChange]:
    return unpack(connection.execute(select(UNDO.c.changes).where(UNDO.c.number == number)).scalar_one())


def _replay(
    connection: Connection, changes: Sequence[RowChange], number: int, outcome: tuple[str, str], stamp: Stamp
) -> frozenset[str]:
    state, verb = outcome
    apply(connection, changes)
    audit.append(connection, _drafts(changes, verb), actor=stamp.actor, now=stamp.now)
    connection.execute(update(UNDO).where(UNDO.c.number == number).values(state=state))
    return _topics(changes)


def _forget_old_steps(connection: Connection) -> None:
    newest = connection.execute(select(func.max(UNDO.c.number))).scalar_one()
    sizes = select(UNDO.c.number, func.length(UNDO.c.changes).label("size")).order_by(UNDO.c.number.desc())
    oldest_kept, total = newest, 0
    for step in connection.execute(sizes.limit(STEPS_KEPT)):
        total += step.size
        if total > _BYTES_KEPT and step.number != newest:
            break
        oldest_kept = step.number
    connection.execute(delete(UNDO).where(UNDO.c.number < oldest_kept))


def _drafts(changes: Iterable[RowChange], verb: str) -> list[audit.AuditDraft]:
    """One entry for each row, or one with a count where one action changed many rows of a kind alike."""
    groups: dict[tuple[str, Change], list[RowChange]] = defaultdict(list)
    for row in changes:
        groups[row.table, row.change].append(row)
    drafts: list[audit.AuditDraft] = []
    for (kind, change), rows in groups.items():
        if len(rows) > _NAMED_EACH:
            drafts.append(audit.AuditDraft(verb, kind, change.value, "", len(rows), _fields(rows)))
        else:
            drafts += [audit.AuditDraft(verb, kind, change.value, _subject(row), 1, _fields([row])) for row in rows]
    return drafts


def _subject(row: RowChange) -> str:
    return " ".join(str(part) for part in row.key)


def _fields(rows: Iterable[RowChange]) -> list[str]:
    return sorted({name for row in rows if row.change is Change.CHANGED for name in row.after or {}})


def _topics(changes: Iterable[RowChange]) -> frozenset[str]:
    touched = {row.table for row in changes}
    mappers = (mapper for mapper in Base.registry.mappers if getattr(mapper.local_table, "name", "") in touched)
    return frozenset(str(mapper.class_.topic) for mapper in mappers)
