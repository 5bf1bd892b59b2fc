"""What is known of the population: shares by answer, the kind of each category, and the source."""

import uuid
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engage.lottery.population import FEW_PEOPLE, shares_of
from engage.lottery.records import PopulationCategory
from engage.lottery.shares import CategoryKind


@dataclass(frozen=True)
class ValuePopulation:
    """One answer: its amount as it was given, and its share of all; a rough one counts too few people to be exact."""

    name: str
    amount: str
    share: Fraction
    is_rough: bool = False


@dataclass(frozen=True)
class CategoryPopulation:
    """A category with its answers; `values` is empty where only its kind is known."""

    name: str
    kind: CategoryKind
    source: str
    table_code: str
    dated: str
    is_share: bool
    values: tuple[ValuePopulation, ...]

    @property
    def origin(self) -> str:
        """Source, table and date, as far as they are known."""
        return ", ".join(part for part in (self.source, self.table_code, self.dated) if part)

    def share(self, value: str) -> Fraction | None:
        """The share of an answer; None where it isn't known."""
        return next((each.share for each in self.values if each.name == value), None)


def list_population(db: Session, assembly_id: uuid.UUID) -> tuple[CategoryPopulation, ...]:
    """Every category of which something is known, in the order in which it became known."""
    query = (
        select(PopulationCategory)
        .where(PopulationCategory.assembly_id == assembly_id)
        .options(selectinload(PopulationCategory.values))
        .order_by(PopulationCategory.number)
    )
    return tuple(_category(row) for row in db.scalars(query))


def _category(row: PopulationCategory) -> CategoryPopulation:
    shares = shares_of([value.amount for value in row.values])
    values = tuple(
        ValuePopulation(
            value.name, value.amount, share, is_rough=not row.is_share and 0 < Fraction(value.amount) < FEW_PEOPLE
        )
        for value, share in zip(row.values, shares, strict=True)
    )
    kind = CategoryKind(row.kind)
    return CategoryPopulation(row.name, kind, row.source, row.table_code, row.dated, row.is_share, values)
