"""What a file says of the population, row by row, and what can be doubted about it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from engage.exchange.columns import Column, nearest, normalised
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark
from engage.lottery.population import FEW_PEOPLE

COLUMNS = (
    Column("category", mark("The category, such as age; or name it beside the file"), ("feature", "topic", "question")),
    Column("kind", mark("demographic, geographic, deprivation or attitude")),
    Column("value", mark("One answer, such as 16-24"), ("name", "answer", "label", "group"), is_required=True),
    Column("count", mark("So many people (or a share instead)"), ("people", "number", "population", "observation")),
    Column("share", mark("Its share of all, such as 27% (or a count instead)"), ("percent", "percentage", "%")),
    Column("source", mark("Who counted, such as ONS Census 2021")),
    Column("table", mark("The source's own table code, such as TS007A"), ("table_code",)),
    Column("date", mark("When it was counted"), ("dated", "year")),
)

GIVEN = ("category", "kind", "source", "table", "date")
"""What can be said beside the file."""

_SLACK = Fraction(2, 100)


@dataclass(frozen=True)
class PopulationRow:
    """One answer with its amount; a row without a value says only what kind of category it is."""

    number: int
    category: str
    value: str
    amount: str
    is_share: bool
    kind: str = ""
    source: str = ""
    table: str = ""
    dated: str = ""


@dataclass(frozen=True)
class PopulationContext:
    """The answers that have targets, by category."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def category(self, name: str) -> str:
        """The category of the targets that this name means, or else the name itself."""
        return next((known for known in self.values if normalised(known) == normalised(name)), name)


def by_category(rows: Sequence[PopulationRow]) -> dict[str, list[PopulationRow]]:
    """The rows of each category."""
    found: dict[str, list[PopulationRow]] = {}
    for row in rows:
        found.setdefault(row.category, []).append(row)
    return found


def faulty_sums(rows: Sequence[PopulationRow]) -> Iterator[Problem]:
    """Categories whose shares don't make a whole, that mix shares and people, or that nobody is in."""
    for category, mine in by_category(rows).items():
        total = sum((Fraction(row.amount) for row in mine if row.value), Fraction(0))
        if len({row.is_share for row in mine if row.value}) > 1:
            yield Problem(0, category, "shares-and-people", {"category": category})
        elif any(row.value for row in mine) and not total:
            yield Problem(0, category, "nobody-counted", {"category": category})
        elif any(row.is_share and row.value for row in mine) and not _is_whole(total):
            yield Problem(0, category, "shares-sum", {"category": category, "total": f"{float(total):g}"})


def _is_whole(total: Fraction) -> bool:
    return any(abs(total / whole - 1) <= _SLACK for whole in (1, 100))


def doubts(rows: Sequence[PopulationRow], context: PopulationContext, column: str) -> Iterator[Problem]:
    """Answers without a target, targets without an answer, counts that are too small to be exact."""
    for category, mine in by_category(rows).items():
        known = context.values.get(category, ())
        for row in mine:
            if known and row.value and row.value not in known:
                near = nearest(row.value, known)
                code = "population-no-target-near" if near else "population-no-target"
                yield Problem(row.number, column, code, {"value": row.value, "near": near})
            if row.value and not row.is_share and 0 < Fraction(row.amount) < FEW_PEOPLE:
                yield Problem(row.number, column, "population-few", {"value": row.value, "count": row.amount})
        if any(row.value for row in mine):
            for value in sorted(set(known) - {row.value for row in mine}):
                yield Problem(0, category, "population-unknown-for", {"value": value})
