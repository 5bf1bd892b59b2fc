"""The population in and out: a census file, a table `value,count` (or share), or our own layout with every category.

What a file does not say itself comes with the options: `given` names category, kind, source, table and date; `areas`
chooses rows of a census file; `mapping` names columns by field, or answers by the census file's labels ("-" leaves a
label out).
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from engage.errors import RefusedError
from engage.exchange.csv_files import read_csv, write_csv
from engage.exchange.population.census import is_census, read_census, table_code
from engage.exchange.population.labels import census_preview
from engage.exchange.population.rows import COLUMNS, GIVEN, PopulationContext, PopulationRow, by_category
from engage.exchange.population.table import table_preview
from engage.exchange.preview import ImportResult, Preview, ReadOptions
from engage.lottery.actions import set_population
from engage.lottery.population import PopulationDraft
from engage.lottery.shares import CategoryKind
from engage.lottery.views import list_population, list_quotas

__all__ = [
    "COLUMNS",
    "PopulationContext",
    "PopulationRow",
    "apply_population",
    "export_population",
    "gather_population_context",
    "read_population",
]


def gather_population_context(db: Session, assembly_id: uuid.UUID) -> PopulationContext:
    """What `read_population` has to know."""
    values: dict[str, tuple[str, ...]] = {}
    for quota in list_quotas(db, assembly_id):
        values[quota.category] = (*values.get(quota.category, ()), quota.value)
    return PopulationContext(values)


def read_population(
    source: Path | bytes, context: PopulationContext | None = None, options: ReadOptions | None = None
) -> Preview[PopulationRow]:
    """Read and check what a file says of the population. Writes nothing.

    Of a census file each column of counts is a row of the preview. Raises RefusedError when the file can't be read,
    lacks a column, or leaves its category or its areas open.
    """
    options = options or ReadOptions()
    context = context or PopulationContext()
    if unknown := [name for name in options.given if name not in GIVEN]:
        raise RefusedError("mapping-field", fields=", ".join(unknown))
    if options.given.get("kind", CategoryKind.DEMOGRAPHIC) not in list(CategoryKind):
        raise RefusedError("choice-unknown", value=options.given["kind"])
    sheet = read_csv(source, encoding=options.encoding)
    if is_census(sheet.header):
        file_name = source.name if isinstance(source, Path) else ""
        return census_preview(sheet, read_census(sheet, options.areas), context, options, table_code(file_name))
    return table_preview(sheet, context, options)


def apply_population(
    db: Session, *, assembly_id: uuid.UUID, preview: Preview[PopulationRow], keep_good: bool = False
) -> ImportResult:
    """Keep these shares, category by category. The caller owns the transaction.

    Raises NotFoundError, and RefusedError when problems are in the way.
    """
    known = {draft.name: draft for draft in _known(db, assembly_id)}
    drafts = _drafts(preview.accepted(keep_good=keep_good))
    new = [draft for draft in drafts if not _is_known(draft, known.get(draft.name))]
    if new:
        set_population(db, assembly_id, drafts=new)
    return preview.result(keep_good=keep_good)


def export_population(db: Session, assembly_id: uuid.UUID) -> bytes:
    """All that is known of the population, in the layout that `read_population` reads."""
    rows = []
    for category in list_population(db, assembly_id):
        values = [(value.name, value.amount) for value in category.values] or [("", "")]
        for name, amount in values:
            count, share = ("", amount) if category.is_share else (amount, "")
            told = (category.source, category.table_code, category.dated)
            rows.append([category.name, category.kind.value, name, count, share, *told])
    return write_csv([column.name for column in COLUMNS], rows)


def _drafts(rows: Sequence[PopulationRow]) -> list[PopulationDraft]:
    drafts = []
    for category, mine in by_category(rows).items():
        first = mine[0]
        draft = PopulationDraft(
            name=category,
            kind=CategoryKind(first.kind) if first.kind else None,
            values=tuple((row.value, row.amount) for row in mine if row.value),
            source=first.source,
            table_code=first.table,
            dated=first.dated,
        )
        drafts.append(replace(draft, is_share=any(row.is_share for row in mine)))
    return drafts


def _known(db: Session, assembly_id: uuid.UUID) -> list[PopulationDraft]:
    return [
        PopulationDraft(
            each.name,
            each.kind,
            tuple((value.name, value.amount) for value in each.values),
            each.source,
            each.table_code,
            each.dated,
            each.is_share,
        )
        for each in list_population(db, assembly_id)
    ]


def _is_known(draft: PopulationDraft, known: PopulationDraft | None) -> bool:
    return known is not None and replace(draft, kind=draft.kind or known.kind) == known
