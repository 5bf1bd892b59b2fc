"""How likely members are to drop out, and the reserves who were drawn beforehand, in the order in which to ask them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.lottery import record
from engage.lottery.preparing import DrawInput
from engage.lottery.rates import PastMember, RateSheet, rate_sheet
from engage.lottery.records import DrawRun, DrawTicket, DropOutRate
from engage.lottery.rules import RunKind, RunState
from engage.lottery.stream import calling_order
from engage.lottery.views.runs import RunPerson, RunRow, list_runs, run_sheet
from engage.lottery.views.shared import MEMBERS, find_run
from engage.lottery.views.targets import list_quotas
from engage.people.records import Respondent
from engage.people.rules import RespondentStatus


@dataclass(frozen=True)
class ReservePlace:
    """Where somebody stands on the list of reserves: so many were drawn then and still wait."""

    place: int
    of: int
    drawn_at: datetime


def reserve_list(db: Session, assembly_id: uuid.UUID) -> tuple[RunPerson, ...]:
    """The reserves of the newest list who are still in the pool, in calling order; empty when none was drawn."""
    run = _newest_list(db, assembly_id)
    if run is None:
        return ()
    seed = bytes.fromhex(record.read(find_run(db, assembly_id, run.number).record)["draw"]["seed"])
    by_ticket = {person.ticket: person for person in run_sheet(db, assembly_id, number=run.number).selected}
    ordered = (by_ticket[ticket] for ticket in calling_order(by_ticket, seed))
    return tuple(person for person in ordered if person.status is RespondentStatus.POOL)


def reserve_places(db: Session, assembly_id: uuid.UUID) -> dict[uuid.UUID, ReservePlace]:
    """Everybody on that list, with their place in it."""
    run = _newest_list(db, assembly_id)
    if run is None or run.drawn_at is None:
        return {}
    people = reserve_list(db, assembly_id)
    return {
        person.respondent_id: ReservePlace(place, len(people), run.drawn_at)
        for place, person in enumerate(people, start=1)
    }


def _newest_list(db: Session, assembly_id: uuid.UUID) -> RunRow | None:
    runs = (row for row in reversed(list_runs(db, assembly_id)) if row.kind is RunKind.RESERVES)
    return next((row for row in runs if row.state is not RunState.VOID and row.drawn_at is not None), None)


def fitting_reserves(given: DrawInput, reserves: Sequence[RunPerson]) -> list[uuid.UUID]:
    """Which of these could take the seat that a replacement is for, so that every target holds; in their order."""
    from engage.lottery.replacing import like_for_like  # the solver is heavy

    found = like_for_like(given, {})
    able = {person.respondent_id for person in (*found.alike, *found.others)}
    return [person.respondent_id for person in reserves if person.respondent_id in able]


def past_members(db: Session, assembly_id: uuid.UUID) -> list[PastMember]:
    """Everyone who was drawn in other assemblies of this file: their answers, and whether they dropped out."""
    query = (
        select(Respondent.answers, Respondent.status, Respondent.assembly_id)
        .join(DrawTicket, DrawTicket.respondent_id == Respondent.id)
        .join(DrawRun, DrawRun.id == DrawTicket.run_id)
        .where(
            DrawRun.assembly_id != assembly_id,
            DrawRun.kind == RunKind.REAL,
            DrawRun.state != RunState.VOID,
            DrawTicket.is_selected,
            Respondent.status.in_((*MEMBERS, RespondentStatus.WITHDRAWN)),
        )
        .order_by(Respondent.reference)
    )
    return [
        PastMember(answers, status == RespondentStatus.WITHDRAWN, assembly)
        for answers, status, assembly in db.execute(query)
    ]


def drop_out_rates(db: Session, assembly_id: uuid.UUID) -> RateSheet:
    """How likely members are to drop out: everybody, and each answer that has a target, in the order of the targets."""
    query = select(DropOutRate.category, DropOutRate.value, DropOutRate.percent)
    found = db.execute(query.where(DropOutRate.assembly_id == assembly_id))
    by_hand = {(category, value): percent for category, value, percent in found}
    answers = [quota.key for quota in list_quotas(db, assembly_id)]
    return rate_sheet(past_members(db, assembly_id), by_hand, answers)
