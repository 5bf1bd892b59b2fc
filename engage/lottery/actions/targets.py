"""Use cases of targets. The caller owns the transaction of each."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.errors import NotFoundError, RefusedError
from engage.lottery.actions.shared import find_assembly, refuse_while_frozen
from engage.lottery.model import Quota
from engage.lottery.records import TargetCategory, TargetValue
from engage.lottery.rules import is_sound


def set_targets(db: Session, assembly_id: uuid.UUID, *, quotas: Sequence[Quota]) -> None:
    """Put these targets in the place of all that were there.

    Raises NotFoundError, and RefusedError when a run is frozen or a target makes no sense. The caller owns the
    transaction.
    """
    find_assembly(db, assembly_id)
    refuse_while_frozen(db, assembly_id)
    for quota in quotas:
        _refuse_unsound(quota)
    for old in db.scalars(select(TargetCategory).where(TargetCategory.assembly_id == assembly_id)):
        db.delete(old)
    db.flush()
    categories: dict[str, TargetCategory] = {}
    for quota in quotas:
        category = categories.get(quota.category)
        if category is None:
            category = TargetCategory(assembly_id=assembly_id, number=len(categories) + 1, name=quota.category)
            categories[quota.category] = category
        category.values.append(_value(quota, len(category.values) + 1))
    db.add_all(categories.values())


def edit_target(
    db: Session,
    value_id: uuid.UUID,
    *,
    minimum: int,
    maximum: int,
    flex_minimum: int | None = None,
    flex_maximum: int | None = None,
) -> None:
    """Change how many members must have given one answer.

    Bounds for a relaxation that would lie inside the new ones give way to them. Raises NotFoundError and
    RefusedError. The caller owns the transaction.
    """
    value = _target(db, value_id)
    refuse_while_frozen(db, value.category.assembly_id)
    flex_minimum = value.flex_minimum if flex_minimum is None else flex_minimum
    flex_maximum = value.flex_maximum if flex_maximum is None else flex_maximum
    quota = Quota(
        category=value.category.name,
        value=value.name,
        minimum=minimum,
        maximum=maximum,
        flex_minimum=None if flex_minimum is None else min(flex_minimum, minimum),
        flex_maximum=None if flex_maximum is None else max(flex_maximum, maximum),
    )
    _refuse_unsound(quota)
    value.minimum, value.maximum = quota.minimum, quota.maximum
    value.flex_minimum, value.flex_maximum = quota.flex_minimum, quota.flex_maximum


def add_target(db: Session, assembly_id: uuid.UUID, *, category: str, value: str, minimum: int, maximum: int) -> None:
    """Add an answer with its target; the category is made when it is new.

    Raises NotFoundError, and RefusedError when a run is frozen, a name is empty or taken, or the numbers make no
    sense. The caller owns the transaction.
    """
    find_assembly(db, assembly_id)
    refuse_while_frozen(db, assembly_id)
    quota = Quota(category.strip(), value.strip(), minimum, maximum, None, None)
    if not quota.category or not quota.value:
        raise RefusedError("target-unnamed")
    _refuse_unsound(quota)
    row = db.scalar(
        select(TargetCategory).where(TargetCategory.assembly_id == assembly_id, TargetCategory.name == quota.category)
    )
    if row is None:
        number = db.scalar(
            select(func.count()).select_from(TargetCategory).where(TargetCategory.assembly_id == assembly_id)
        )
        row = TargetCategory(assembly_id=assembly_id, number=(number or 0) + 1, name=quota.category)
        db.add(row)
    if any(other.name == quota.value for other in row.values):
        raise RefusedError("target-twice", category=quota.category, value=quota.value)
    row.values.append(_value(quota, max((other.number for other in row.values), default=0) + 1))


def remove_target(db: Session, value_id: uuid.UUID) -> None:
    """Remove an answer's target, and its category with the last one.

    Raises NotFoundError and RefusedError. The caller owns the transaction.
    """
    value = _target(db, value_id)
    category = value.category
    refuse_while_frozen(db, category.assembly_id)
    if len(category.values) == 1:
        db.delete(category)
    else:
        category.values.remove(value)


def _target(db: Session, value_id: uuid.UUID) -> TargetValue:
    value = db.get(TargetValue, value_id)
    if value is None:
        raise NotFoundError(what="target", id=str(value_id))
    return value


def _value(quota: Quota, number: int) -> TargetValue:
    return TargetValue(
        number=number,
        name=quota.value,
        minimum=quota.minimum,
        maximum=quota.maximum,
        flex_minimum=quota.flex_minimum,
        flex_maximum=quota.flex_maximum,
    )


def _refuse_unsound(quota: Quota) -> None:
    if not is_sound(quota):
        details = {"category": quota.category, "value": quota.value}
        raise RefusedError("target-unsound", category=quota.category, value=quota.value, details=details)
