"""Use cases of runs, in the order of events: freeze, then the public string, then the draw.

Draws can't be undone: they are voided, with a reason, and stay listed.
"""

import uuid
from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.clock import Clock, utc_now
from engage.errors import NotFoundError, RefusedError
from engage.languages.screen import _
from engage.lottery import record
from engage.lottery.actions.shared import checked_reason, checked_string, find_assembly, live_runs
from engage.lottery.preparing import PreparedRun
from engage.lottery.records import DrawRun, DrawTicket
from engage.lottery.rules import RunKind, RunState, can_reach
from engage.lottery.views import MEMBERS, draw_input, fitting_reserves, replacement_input, reserve_list
from engage.lottery.views.shared import find_run
from engage.people.actions import move_respondent, return_to_pool, select_for_panel
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus
from engage.storage.journal import irreversible


@irreversible
def freeze_draw(db: Session, *, prepared: PreparedRun, clock: Clock = utc_now) -> int:
    """Write down a prepared run, so that nothing it rests on can change before its draw; gives its number.

    Raises RefusedError when people or targets changed while it was prepared, or another draw stands in its way.
    The caller owns the transaction.
    """
    given = prepared.given
    assembly = find_assembly(db, given.assembly_id)
    _refuse_in_the_way(db, given.assembly_id, given.kind)
    now_there = draw_input(
        db, given.assembly_id, kind=given.kind, seats=given.seats, replaces_id=given.replaces_id, reason=given.reason
    )
    if now_there.basis_sha256 != given.basis_sha256:
        raise RefusedError("changed-while-preparing")
    run = DrawRun(
        assembly_id=given.assembly_id,
        number=_next_number(db, given.assembly_id),
        kind=given.kind.value,
        state=RunState.FROZEN.value,
        method=prepared.method,
        seats=given.seats,
        pool_sha256=prepared.hashes["pool"],
        targets_sha256=prepared.hashes["targets"],
        portfolio_sha256=prepared.hashes["portfolio"],
        basis_sha256=given.basis_sha256,
        least_chance=prepared.least_chance,
        least_chance_bound=prepared.least_chance_bound,
        record=prepared.record,
        digits=prepared.digits,
        largest_move=prepared.largest_move,
        frozen_at=clock(),
        replaces_id=given.replaces_id,
        reason=given.reason,
    )
    run.tickets = [
        DrawTicket(
            respondent_id=person.respondent_id,
            ticket=prepared.tickets[person.respondent_id],
            chance=prepared.chances[person.respondent_id],
            is_fixed=person.is_fixed,
        )
        for person in given.people
        if person.respondent_id in prepared.tickets
    ]
    db.add(run)
    if given.kind is RunKind.REAL:
        assembly.seats = given.seats
    db.flush()
    return run.number


@irreversible
def draw_panel(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    number: int,
    public_string: str,
    note: str = "",
    clock: Clock = utc_now,
) -> list[str]:
    """Draw the panel of a frozen run with the string that was said in public; gives the new members' references.

    In a run for seats, a real or a replacement one, the people drawn are now selected; their history says `note`, or
    else the run's number in the screen's language. Raises NotFoundError, and RefusedError when the run is not waiting
    for its draw, the string is empty, or people or targets changed since it was frozen. The caller owns the
    transaction.
    """
    run = find_run(db, assembly_id, number)
    _refuse_move(run, RunState.DRAWN)
    public_string = checked_string(public_string)
    _refuse_changed(db, run)
    drawn = record.draw(run.record, public_string)
    panel = frozenset(record.panel(drawn))
    run.record = drawn
    run.public_string = public_string
    run.state = RunState.DRAWN.value
    run.drawn_at = clock()
    chosen = [ticket for ticket in run.tickets if ticket.ticket in panel]
    for ticket in chosen:
        ticket.is_selected = True
    newcomers = [ticket.respondent_id for ticket in chosen if not ticket.is_fixed]
    if RunKind(run.kind).seats_people:
        select_for_panel(db, newcomers, reason=note or _run_note(run), clock=clock)
    db.flush()
    return _references(db, newcomers)


@irreversible
def confirm_run(db: Session, assembly_id: uuid.UUID, *, number: int, clock: Clock = utc_now) -> None:
    """Sign off a drawn run: the officer stands by it. A test draw can never be signed off.

    Raises NotFoundError and RefusedError. The caller owns the transaction.
    """
    run = find_run(db, assembly_id, number)
    if run.kind == RunKind.TEST:
        raise RefusedError("test-never-confirmed", number=number)
    _refuse_move(run, RunState.CONFIRMED)
    run.state = RunState.CONFIRMED.value
    run.confirmed_at = clock()


@irreversible
def void_run(db: Session, assembly_id: uuid.UUID, *, number: int, reason: str, clock: Clock = utc_now) -> None:
    """Declare a run void, with a reason. It stays listed, and its number is never used again.

    The people it had chosen, and who haven't withdrawn, go back to the pool. Voiding the real draw voids its
    replacements and reserves with it. Raises NotFoundError and RefusedError. The caller owns the transaction.
    """
    run = find_run(db, assembly_id, number)
    _refuse_move(run, RunState.VOID)
    reason = checked_reason(reason)
    if run.kind == RunKind.REAL and run.drawn_at is not None:
        for kind in (RunKind.REPLACEMENT, RunKind.RESERVES):
            for other in live_runs(db, assembly_id, kind):
                _void(db, other, reason=reason, clock=clock)
    _void(db, run, reason=reason, clock=clock)


@irreversible
def replace_member(
    db: Session, *, prepared: PreparedRun, public_string: str, note: str = "", clock: Clock = utc_now
) -> list[str]:
    """Withdraw the member that the prepared run replaces, freeze the run and draw it; gives the newcomers' references.

    Raises the errors of `freeze_draw` and `draw_panel`; then nothing has changed. The caller owns the transaction.
    """
    given = prepared.given
    if given.kind is not RunKind.REPLACEMENT or given.replaces_id is None:
        raise RefusedError("not-a-replacement")
    reason = checked_reason(given.reason)
    leaver = db.get(Respondent, given.replaces_id)
    if leaver is None:
        raise NotFoundError(what="person", id=str(given.replaces_id))
    if leaver.status in MEMBERS:
        move_respondent(db, leaver.id, RespondentStatus.WITHDRAWN, reason=reason, clock=clock)
        db.flush()
    number = freeze_draw(db, prepared=prepared, clock=clock)
    return draw_panel(db, given.assembly_id, number=number, public_string=public_string, note=note, clock=clock)


@irreversible
def seat_reserve(
    db: Session, assembly_id: uuid.UUID, *, leaver: str, reserve: str, reason: str, clock: Clock = utc_now
) -> None:
    """Withdraw a member and give the seat to one of the reserves who were drawn beforehand.

    Both are references. Raises NotFoundError, and RefusedError when the one has no seat or the other is no reserve that
    keeps the targets. The caller owns the transaction.
    """
    reason = checked_reason(reason)
    given = replacement_input(db, assembly_id, reference=leaver, reason=reason)
    waiting = reserve_list(db, assembly_id)
    chosen = next((person for person in waiting if person.reference == reserve), None)
    if chosen is None or chosen.respondent_id not in fitting_reserves(given, waiting):
        raise RefusedError("not-a-reserve", reference=reserve)
    assert given.replaces_id is not None
    if db.get_one(Respondent, given.replaces_id).status in MEMBERS:
        move_respondent(db, given.replaces_id, RespondentStatus.WITHDRAWN, reason=reason, clock=clock)
        db.flush()
    note = _("Reserve {number} of the list, for {reference}")
    place = waiting.index(chosen) + 1
    words = note.format(number=place, reference=leaver)
    select_for_panel(db, [chosen.respondent_id], reason=words, clock=clock)


def _refuse_in_the_way(db: Session, assembly_id: uuid.UUID, kind: RunKind) -> None:
    """One real draw stands at a time: a second one would be a quiet re-draw."""
    if kind is RunKind.TEST:
        return
    real = live_runs(db, assembly_id, RunKind.REAL)
    waiting = [*live_runs(db, assembly_id, RunKind.REPLACEMENT), *live_runs(db, assembly_id, RunKind.RESERVES)]
    for run in (*real, *waiting):
        if run.state == RunState.FROZEN:
            raise RefusedError("run-is-frozen", number=run.number, details={"run": run.number})
    if kind is RunKind.REAL and real:
        raise RefusedError("already-drawn", number=real[0].number, details={"run": real[0].number})


def _refuse_move(run: DrawRun, state: RunState) -> None:
    old = RunState(run.state)
    if not can_reach(RunKind(run.kind), old, state):
        raise RefusedError("run-state", number=run.number, old=old, new=state, details={"run": run.number})


def _refuse_changed(db: Session, run: DrawRun) -> None:
    now_there = draw_input(
        db,
        run.assembly_id,
        kind=RunKind(run.kind),
        seats=run.seats,
        replaces_id=run.replaces_id,
        reason=run.reason,
    )
    if now_there.basis_sha256 != run.basis_sha256:
        raise RefusedError("changed-since-frozen", number=run.number, details={"run": run.number})


def _next_number(db: Session, assembly_id: uuid.UUID) -> int:
    """One more than the highest ever: runs are never deleted, so no number is left out or used twice."""
    highest = db.scalar(select(func.max(DrawRun.number)).where(DrawRun.assembly_id == assembly_id))
    return (highest or 0) + 1


def _references(db: Session, ids: Collection[uuid.UUID]) -> list[str]:
    query = select(Respondent.reference).where(Respondent.id.in_(ids)).order_by(Respondent.reference_key)
    return list(db.scalars(query))


def _run_note(run: DrawRun) -> str:
    return _("Draw {number}").format(number=run.number)


def _void(db: Session, run: DrawRun, *, reason: str, clock: Clock) -> None:
    if run.drawn_at is not None and RunKind(run.kind).seats_people:
        chosen = [ticket.respondent_id for ticket in run.tickets if ticket.is_selected and not ticket.is_fixed]
        return_to_pool(db, chosen, reason=reason, clock=clock)
    run.state = RunState.VOID.value
    run.voided_at = clock()
    run.void_reason = reason
