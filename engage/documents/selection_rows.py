"""Target, pool and chosen as the selection report may publish them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from engage.documents.small_numbers import Showing, ShownCount, protected
from engage.languages.editions import Edition
from engage.languages.formats import number, percent
from engage.lottery.views import CategoryRow, TargetTable, ValueRow
from engage.people.rules import NOT_GIVEN


@dataclass(frozen=True)
class ValueShown:
    """One answer; the count of the pool may be hidden. `minimum` and `maximum` are None where there is no target.

    `share` is the population's, None where it isn't known; `is_on_purpose`: seated beyond that share, and meant so.
    """

    name: str
    minimum: int | None
    maximum: int | None
    pool: ShownCount
    chosen: int
    share: Fraction | None = None
    is_on_purpose: bool = False


@dataclass(frozen=True)
class CategoryShown:
    """A category with its answers; shares are of `seats`, `pool_size` and `chosen_size`.

    `origin` says where the shares of the population are from.
    """

    name: str
    values: tuple[ValueShown, ...]
    seats: int
    pool_size: int
    chosen_size: int
    origin: str = ""

    @property
    def has_shares(self) -> bool:
        """Whether the population is known of any answer."""
        return any(value.share is not None for value in self.values)


def shown_categories(table: TargetTable) -> tuple[CategoryShown, ...]:
    """The table with small numbers of the pool protected, category by category."""
    return tuple(_category(category, table) for category in table.categories)


def _category(category: CategoryRow, table: TargetTable) -> CategoryShown:
    counts = protected([row.pool for row in category.values])
    values = tuple(_value(row, pool) for row, pool in zip(category.values, counts, strict=True))
    return CategoryShown(category.name, values, table.seats, table.pool_size, table.chosen_size, category.origin)


def _value(row: ValueRow, pool: ShownCount) -> ValueShown:
    if not row.has_target:
        return ValueShown(row.name, None, None, pool, row.chosen, row.share)
    return ValueShown(row.name, row.minimum, row.maximum, pool, row.chosen, row.share, row.is_on_purpose)


def answer_words(name: str, edition: Edition) -> str:
    """The answer, or the words for none."""
    _ = edition.catalogue.gettext
    return _("Not given") if name == NOT_GIVEN else name


def target_words(value: ValueShown, seats: int, edition: Edition) -> str:
    """The target: "13 to 14 (26–28%)", or a dash; without `seats` the numbers alone."""
    if value.minimum is None or value.maximum is None:
        return "–"
    _, language = edition.catalogue.gettext, edition.language
    if value.minimum == value.maximum:
        return counted(value.minimum, seats, edition)
    between = _("{least} to {most}")
    people = between.format(least=number(value.minimum, language), most=number(value.maximum, language))
    if not seats:
        return _unbroken(people)
    least, most = percent(value.minimum / seats, language), percent(value.maximum / seats, language)
    shares = between.format(least=least, most=most)
    return f"{_unbroken(people)} {_unbroken(f'({shares})')}"


def pool_words(value: ValueShown, pool_size: int, edition: Edition) -> str:
    """How many came forward, as far as it may be said."""
    _ = edition.catalogue.gettext
    if value.pool.showing is Showing.FEWER:
        return _unbroken(_("fewer than 5"))
    if value.pool.showing is Showing.HIDDEN:
        return _unbroken(_("not shown"))
    return counted(value.pool.count, pool_size, edition)


def counted(count: int, total: int, edition: Edition) -> str:
    """A count with its share: "14 (28%)"."""
    language = edition.language
    if not total:
        return number(count, language)
    return _unbroken(f"{number(count, language)} ({percent(count / total, language)})")


def _unbroken(text: str) -> str:
    """The text on one line."""
    return text.replace(" ", "\u00a0")


def population_words(value: ValueShown, edition: Edition) -> str:
    """The answer's share of the population, or a dash."""
    return "–" if value.share is None else percent(float(value.share), edition.language)


def has_protected(categories: Sequence[CategoryShown]) -> bool:
    """Whether any count is hidden."""
    return any(value.pool.showing is not Showing.EXACT for category in categories for value in category.values)
