"""What goes into a run."""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError, RefusedError
from engage.lottery.model import Quota
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.lottery.rules import RunKind
from engage.lottery.views.runs import empty_seats, live_run
from engage.lottery.views.shared import MEMBERS, seats_of
from engage.lottery.views.targets import list_quotas
from engage.people.records import Respondent
from engage.people.rules import NOT_GIVEN, RespondentStatus


def draw_input(
    db: Session,
    assembly_id: uuid.UUID,
    *,
    kind: RunKind = RunKind.REAL,
    seats: int | None = None,
    replaces_id: uuid.UUID | None = None,
    reason: str = "",
) -> DrawInput:
    """Everything a run rests on: the people in the pool, and the targets.

    In a replacement, and for reserves, the members are in it too, as fixed, but for one who leaves. Without `seats`,
    the assembly's own number counts. Who gave no answer to a question can be drawn like anyone else: "not given"
    becomes a value without bounds. Raises NotFoundError.
    """
    seats = seats or seats_of(db, assembly_id)
    quotas = list_quotas(db, assembly_id)
    categories = dict.fromkeys(quota.category for quota in quotas)
    statuses = {RespondentStatus.POOL: False}
    if kind in (RunKind.REPLACEMENT, RunKind.RESERVES):
        statuses |= dict.fromkeys(MEMBERS, True)
    query = (
        select(Respondent.id, Respondent.status, Respondent.answers, Respondent.household_key)
        .where(Respondent.assembly_id == assembly_id, Respondent.status.in_(statuses))
        .order_by(Respondent.reference)
    )
    people = tuple(
        PoolPerson(
            respondent_id=id_,
            answers={category: answers.get(category, NOT_GIVEN) for category in categories},
            household=household,
            is_fixed=statuses[RespondentStatus(status)],
        )
        for id_, status, answers, household in db.execute(query)
        if id_ != replaces_id
    )
    return DrawInput(
        assembly_id=assembly_id,
        kind=kind,
        seats=seats,
        people=people,
        quotas=(*quotas, *_quotas_of_silence(people, quotas, seats)),
        replaces_id=replaces_id,
        reason=reason,
    )


def _quotas_of_silence(people: Sequence[PoolPerson], quotas: Sequence[Quota], seats: int) -> Iterator[Quota]:
    known = {quota.key for quota in quotas}
    for category in dict.fromkeys(quota.category for quota in quotas):
        is_silent = any(person.answers[category] == NOT_GIVEN for person in people)
        if is_silent and (category, NOT_GIVEN) not in known:
            yield Quota(category, NOT_GIVEN, 0, seats)


def replacement_input(db: Session, assembly_id: uuid.UUID, *, reference: str, reason: str) -> DrawInput:
    """Everything that the draw of somebody's replacement rests on.

    The draw fills every empty seat, not only this one: the targets hold for a whole panel. Someone who has withdrawn
    already can be named as well. Raises NotFoundError, and RefusedError when there is no panel or no seat to fill.
    """
    run = live_run(db, assembly_id)
    if run is None or run.drawn_at is None:
        raise RefusedError("nobody-drawn")
    query = select(Respondent.id, Respondent.status)
    leaver = db.execute(
        query.where(Respondent.assembly_id == assembly_id, Respondent.reference == reference)
    ).one_or_none()
    if leaver is None:
        raise NotFoundError(what="person", id=reference)
    if leaver.status not in (*MEMBERS, RespondentStatus.WITHDRAWN):
        raise RefusedError("has-no-seat", reference=reference)
    if leaver.status == RespondentStatus.WITHDRAWN and not empty_seats(db, assembly_id):
        raise RefusedError("no-empty-seat")
    return draw_input(db, assembly_id, kind=RunKind.REPLACEMENT, seats=run.seats, replaces_id=leaver.id, reason=reason)
