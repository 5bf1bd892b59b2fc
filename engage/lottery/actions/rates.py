"""The use case of drop-out rates. The caller owns the transaction."""

import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.lottery.actions.shared import find_assembly
from engage.lottery.rates import EVERYBODY, LEAST_PERCENT, MOST_PERCENT, Answer
from engage.lottery.records import DropOutRate
from engage.lottery.views import list_quotas


def set_drop_out_rates(db: Session, assembly_id: uuid.UUID, *, rates: Mapping[Answer, int | None]) -> None:
    """Say how many of a hundred members with these answers drop out, or of `EVERYBODY`.

    None goes back to what other assemblies show, or to the usual rate. Raises NotFoundError, and RefusedError when an
    answer has no target or a percentage is not possible.
    """
    find_assembly(db, assembly_id)
    known = {EVERYBODY, *(quota.key for quota in list_quotas(db, assembly_id))}
    rows = {
        (row.category, row.value): row
        for row in db.scalars(select(DropOutRate).where(DropOutRate.assembly_id == assembly_id))
    }
    for (category, value), percent in rates.items():
        row = rows.get((category, value))
        if percent is None:
            if row is not None:
                db.delete(row)
            continue
        if not LEAST_PERCENT <= percent <= MOST_PERCENT:
            raise RefusedError("rate-not-possible", least=LEAST_PERCENT, most=MOST_PERCENT)
        if (category, value) not in known:
            raise RefusedError("rate-without-target", category=category, value=value)
        if row is None:
            row = DropOutRate(assembly_id=assembly_id, category=category, value=value, percent=percent)
            db.add(row)
        row.percent = percent
