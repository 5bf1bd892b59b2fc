"""Use cases of the population: what is known of it, and the targets that follow. The caller owns the transaction."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.lottery.actions.shared import find_assembly, refuse_while_frozen
from engage.lottery.actions.targets import add_target, edit_target
from engage.lottery.population import PopulationDraft
from engage.lottery.records import PopulationCategory, PopulationValue, TargetCategory, TargetValue
from engage.lottery.shares import Bounds, CategoryKind, Fit, bounds_from_shares
from engage.lottery.views.population import CategoryPopulation, list_population
from engage.lottery.views.shared import seats_of


def set_population(db: Session, assembly_id: uuid.UUID, *, drafts: Sequence[PopulationDraft]) -> None:
    """Keep how the population answers these categories, in the place of what was known of each.

    A draft without values says only what kind of category it is. Raises NotFoundError.
    """
    find_assembly(db, assembly_id)
    for draft in drafts:
        row = _category(db, assembly_id, draft.name)
        row.kind = (draft.kind or CategoryKind(row.kind)).value
        row.source, row.table_code, row.dated = draft.source, draft.table_code, draft.dated
        row.is_share = draft.is_share
        row.values.clear()
        db.flush()
        row.values += [
            PopulationValue(number=number, name=name, amount=amount)
            for number, (name, amount) in enumerate(draft.values, start=1)
        ]
    db.flush()


def set_category_kind(db: Session, assembly_id: uuid.UUID, *, category: str, kind: CategoryKind) -> None:
    """Say what kind of question a category asks. Raises NotFoundError."""
    find_assembly(db, assembly_id)
    _category(db, assembly_id, category).kind = kind.value


def fill_targets(db: Session, assembly_id: uuid.UUID, *, fit: Fit = Fit.BAND, least: int = 0) -> int:
    """Set the targets of every category whose population is known from its shares; gives how many were set.

    Answers that have no target yet get one; answers that the population does not know keep theirs. Raises
    NotFoundError, and RefusedError when a run is frozen, nothing is known, or there are too few seats for `least`.
    """
    refuse_while_frozen(db, assembly_id)
    seats = seats_of(db, assembly_id)
    known = [category for category in list_population(db, assembly_id) if category.values]
    if not known:
        raise RefusedError("population-unknown")
    bounds = {category.name: _bounds(category, seats, fit, least) for category in known}
    for category, by_value in bounds.items():
        _set_targets(db, assembly_id, category, by_value)
    return sum(map(len, bounds.values()))


def _bounds(category: CategoryPopulation, seats: int, fit: Fit, least: int) -> dict[str, Bounds]:
    try:
        found = bounds_from_shares([value.share for value in category.values], seats, fit=fit, least=least)
    except ValueError:
        raise RefusedError("seats-too-few", category=category.name, seats=seats, least=least) from None
    return {value.name: bounds for value, bounds in zip(category.values, found, strict=True)}


def _set_targets(db: Session, assembly_id: uuid.UUID, category: str, bounds: Mapping[str, Bounds]) -> None:
    query = (
        select(TargetValue)
        .join(TargetCategory, TargetValue.category_id == TargetCategory.id)
        .where(TargetCategory.assembly_id == assembly_id, TargetCategory.name == category)
    )
    there = {row.name: row.id for row in db.scalars(query)}
    for value, new in bounds.items():
        if value in there:
            edit_target(db, there[value], minimum=new.minimum, maximum=new.maximum)
        else:
            add_target(db, assembly_id, category=category, value=value, minimum=new.minimum, maximum=new.maximum)
            db.flush()


def _category(db: Session, assembly_id: uuid.UUID, name: str) -> PopulationCategory:
    """The row of this category, made when there is none."""
    mine = PopulationCategory.assembly_id == assembly_id
    row = db.scalar(select(PopulationCategory).where(mine, PopulationCategory.name == name))
    if row is None:
        last = db.scalar(select(func.max(PopulationCategory.number)).where(mine)) or 0
        row = PopulationCategory(
            assembly_id=assembly_id, number=last + 1, name=name, kind=CategoryKind.DEMOGRAPHIC.value
        )
        db.add(row)
        db.flush()
    return row
