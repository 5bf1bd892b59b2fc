"""The lottery engine: from a pool, targets and seats to a portfolio of panels with exact chances.

Pure: plain values in, plain values out. The same input and seed give the same lottery, whatever the order of the rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from engage.languages.catalogues import mark
from engage.lottery.classes import Floats, Ints, Pool, make_pool
from engage.lottery.columns import generate
from engage.lottery.coverage import Coverage, cover
from engage.lottery.feasibility import check_input, unmeetable
from engage.lottery.greedy import legacy_panels, varied_panels
from engage.lottery.herding import Diver, Herd, PanelMaker, face_of, most_settled
from engage.lottery.methods import goldilocks_ceiling, nash_expected
from engage.lottery.model import Entrant, Lottery, Method, Quota
from engage.lottery.reaching import Reached, reach_goldilocks, reach_nash
from engage.lottery.relaxation import Relaxed, relaxed_leximin
from engage.lottery.rounding import evenly, polish
from engage.lottery.solver import SolverError
from engage.lottery.spreading import integer_weights, spread
from engage.lottery.stream import Stream, seeded
from engage.lottery.watch import Watch
from engage.lottery.weights import find_weights
from engage.progress import Progress, silent

BOUNDING = mark("Finding the best chances that are possible")
HERDING = mark("Making panels")
WEIGHING = mark("Balancing the panels")

_PROVED = Fraction(1, 10**6)
# Solver effort (see Watch): what a lottery may spend before it ends with its gap stated, what of that is column
# generation's at least, and when making panels counts as too hard.
_EFFORT = 134_500
_LEAST_EFFORT = 60_000
_HARD = 300
_PATIENCE = 10
# The same for a list, which does as well without herding where that is dear. Measured: 10 to 15 a panel elsewhere.
_HARD_LISTED = 60
_PATIENCE_LISTED = 50
# Panels in a list that is drawn rather than aimed at fair chances.
_LISTED = 300
_ROOM = 1e-9
# How many panels, against classes, exact weights are looked for among; the first is often enough.
_SHARES = (1.03, 1.2, 1.5, 2.0)

LISTED: dict[Method, Callable[[Pool, int, Stream, Watch], list[Ints]]] = {
    Method.LEGACY: legacy_panels,
    Method.DIVERSIFY: varied_panels,
}


REACHED: dict[Method, Callable[[Pool, npt.NDArray[np.bool_], Sequence[Ints], Watch, int], Reached]] = {
    Method.NASH: reach_nash,
    Method.GOLDILOCKS: reach_goldilocks,
}


@dataclass(frozen=True)
class Portfolio:
    """Panels of classes, their probabilities, and what is proved about them."""

    panels: Sequence[Ints]
    probabilities: Floats
    bound: Fraction
    is_leximin: bool
    method: Method
    shortfall: float = 0.0
    """By what share something better than these may exist, in what Nash or Goldilocks aim at."""
    aim: Floats | None = None
    """For a list of equally likely panels: the exact chances of somebody of each class, which it comes near to."""

    @property
    def is_list(self) -> bool:
        """Whether the panels are a list of equally likely ones."""
        return self.aim is not None


def find_lottery(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    seats: int,
    *,
    method: Method | str = Method.LEXIMIN,
    seed: int = 0,
    fixed: frozenset[str] = frozenset(),
    panels: int | None = None,
    progress: Progress = silent,
) -> Lottery:
    """Find the fairest lottery over panels that meet every target, with at most one member of a household.

    With `panels`, the lottery is a list of so many equally likely panels, as near to the exact chances as such a list
    comes. `fixed` people, named among the entrants, keep their seats in every panel; the rest get fair chances.
    Where panels can't reach all that a method aims at over fractions of people, the lottery's bound and `shortfall` say
    how much better another one could be. Raises RefusedError when the input is inconsistent or no panel meets the
    targets, and `Cancelled`.
    """
    entrants, quotas = tuple(entrants), tuple(quotas)
    check_input(entrants, quotas, seats, fixed=fixed)
    if len(entrants) < seats:  # perhaps nobody at all, for whom no solver finds an answer
        raise unmeetable(entrants, quotas, seats, fixed=fixed, progress=progress)
    watch = Watch(progress)
    pool = make_pool(entrants, quotas, seats, fixed=fixed)
    coverage = cover(pool, watch)
    if coverage is None:
        raise unmeetable(entrants, quotas, seats, fixed=fixed, progress=progress)
    portfolio = _portfolio(pool, coverage, Method(method), seed, watch)
    if panels is not None:
        portfolio = _listed(pool, coverage, portfolio, panels, seed=seed, watch=watch)
    return _lottery(entrants, pool, coverage, portfolio, seed=seed, seats=seats, watch=watch)


def list_panels(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    seats: int,
    found: Lottery,
    *,
    count: int,
    fixed: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Lottery:
    """So many equally likely panels that come as near to the chances of `found` as such a list can.

    `found` is the exact lottery of the same people, targets and seats; it is not looked for again. Raises `Cancelled`.
    """
    entrants = tuple(entrants)
    watch = Watch(progress)
    pool = make_pool(entrants, quotas, seats, fixed=fixed)
    class_of = {name: number for number, each in enumerate(pool.classes) for name in each.members}
    panels = [
        np.bincount([class_of[name] for name in panel if name not in fixed], minlength=len(pool.classes))
        for panel in found.panels
    ]
    out = set(found.in_no_panel)
    excluded = np.array([each.members[0] in out for each in pool.classes], dtype=bool)
    exact = Portfolio(
        panels,
        np.array([weight / found.total for weight in found.weights]),
        found.least_chance_bound,
        found.is_leximin,
        Method(found.method),
        found.shortfall or 0.0,
    )
    listed = _listed(pool, Coverage(excluded, ()), exact, count, seed=0, watch=watch)
    return _lottery(entrants, pool, Coverage(excluded, ()), listed, seed=0, seats=seats, watch=watch)


def best_chances(
    entrants: Iterable[Entrant], quotas: Iterable[Quota], seats: int, *, fixed: frozenset[str] = frozenset()
) -> Mapping[str, float]:
    """A preview, at once: each person's chance if fractions of people could be drawn.

    No lottery's smallest chance exceeds the preview's; for most pools the lottery meets all of it.
    """
    entrants, quotas = tuple(entrants), tuple(quotas)
    check_input(entrants, quotas, seats, fixed=fixed)
    pool = make_pool(entrants, quotas, seats, fixed=fixed)
    relaxed = relaxed_leximin(pool, np.zeros(len(pool.classes), dtype=bool), Watch())
    if relaxed is None:
        raise unmeetable(entrants, quotas, seats, fixed=fixed)
    chances = dict.fromkeys(pool.fixed, 1.0) | dict.fromkeys(pool.closed, 0.0)
    for each, expected in zip(pool.classes, relaxed.expected.tolist(), strict=True):
        chances |= dict.fromkeys(each.members, expected / len(each.members))
    return chances


def _portfolio(pool: Pool, coverage: Coverage, method: Method, seed: int, watch: Watch) -> Portfolio:
    watch.report(0.1, BOUNDING)
    stages = None if method is Method.LEXIMIN else 1
    relaxed = relaxed_leximin(pool, coverage.excluded, watch, stages=stages)
    if relaxed is None:
        raise SolverError("the pool has panels, but no fractional one")
    watch.tell(float(relaxed.bound))
    if method in LISTED:
        panels = LISTED[method](pool, _LISTED, seeded(seed), watch)
        return Portfolio(panels, np.full(len(panels), 1 / len(panels)), relaxed.bound, is_leximin=False, method=method)
    expected, method = _aim(pool, coverage, method, relaxed, watch)
    herd = _herd(pool, coverage, expected, seed, watch)
    probabilities = _weigh(herd, watch)
    if probabilities is not None:
        return Portfolio(herd.panels, probabilities, relaxed.bound, is_leximin=method is Method.LEXIMIN, method=method)
    return _generated(pool, coverage, method, herd.panels, relaxed.bound, watch)


def _generated(  # noqa: PLR0917 - what all methods need
    pool: Pool, coverage: Coverage, method: Method, panels: Sequence[Ints], bound: Fraction, watch: Watch
) -> Portfolio:
    """What real panels give where they can't give all that the relaxation promises."""
    known = [*coverage.panels, *panels]
    effort = max(_LEAST_EFFORT, _EFFORT - watch.effort)
    if method in REACHED:
        found = REACHED[method](pool, coverage.excluded, known, watch, effort)
        return Portfolio(found.panels, found.probabilities, bound, False, method, found.shortfall)
    stages = 1 if method is Method.MAXIMIN else None
    priced = generate(pool, coverage.excluded, known, bound, watch, effort=effort, stages=stages)
    return Portfolio(priced.panels, priced.probabilities, priced.bound, priced.is_leximin, method)


def _listed(pool: Pool, coverage: Coverage, portfolio: Portfolio, count: int, *, seed: int, watch: Watch) -> Portfolio:
    """So many equally likely panels, herded towards the portfolio's chances, or taken from it at even steps."""
    expected = portfolio.probabilities @ np.array(portfolio.panels, dtype=np.float64)
    herd = _herd(pool, coverage, expected, seed, watch, phase=0.2)
    panels = _herded(herd, count, watch)
    maker: PanelMaker | Diver = herd.maker
    if panels is None:
        panels = evenly(portfolio.panels, portfolio.probabilities, count)
        maker = Diver(pool, watch, np.where(coverage.excluded, 0.0, pool.caps), settle=most_settled)
    panels = polish(panels, portfolio.panels, maker, pool, expected, watch)
    return replace(portfolio, panels=panels, aim=expected / pool.sizes)


def _herded(herd: Herd, count: int, watch: Watch) -> Sequence[Ints] | None:
    """So many panels; None where they are too hard to make, or come nowhere near the chances aimed at."""
    while len(herd.panels) < count:
        watch.report(0.95 + 0.05 * len(herd.panels) / count, HERDING)
        is_hard = watch.effort_since_mark > _HARD_LISTED * max(_PATIENCE_LISTED, len(herd.panels))
        if is_hard or not herd.grow() or herd.is_astray:
            return None
    return herd.panels


def _aim(pool: Pool, coverage: Coverage, method: Method, relaxed: Relaxed, watch: Watch) -> tuple[Floats, Method]:
    """How many of each class the method expects, were fractions of people possible; and the method that it came to."""
    if method is Method.NASH:
        return nash_expected(pool, coverage.excluded, watch), method
    if method is Method.GOLDILOCKS:
        ceiling = goldilocks_ceiling(pool, coverage.excluded, watch)
        limited = relaxed_leximin(pool, coverage.excluded, watch, ceiling=ceiling + _ROOM)
        return (relaxed.expected, Method.MAXIMIN) if limited is None else (limited.expected, method)
    return relaxed.expected, method


def _herd(pool: Pool, coverage: Coverage, expected: Floats, seed: int, watch: Watch, *, phase: float = 1.0) -> Herd:
    """Panels in the face of these expectations, still to be made. Up to `phase` of a seat is owed to each at first.

    Phases make the first panels differ; without them a list of a given length comes nearer.
    """
    face = face_of(pool, expected, coverage.excluded)
    watch.mark()
    return Herd(pool, watch, face, 0.5 + phase * (seeded(seed).fractions(len(expected)) - 0.5))


def _weigh(herd: Herd, watch: Watch) -> Floats | None:
    """Make panels until some weights meet the expectations exactly; None when that looks out of reach."""
    goal = len(herd.expected) + 3
    for share in _SHARES:
        while len(herd.panels) < share * goal:
            watch.report(0.1 + 0.4 * len(herd.panels) / goal, HERDING)
            if not herd.grow():
                return None
            if watch.effort_since_mark > _HARD * max(_PATIENCE, len(herd.panels)):
                return None
        watch.report(0.5, WEIGHING)
        probabilities = find_weights(herd.panels, herd.expected, watch)
        if probabilities is not None:
            return probabilities
    return None


def _lottery(
    entrants: Sequence[Entrant],
    pool: Pool,
    coverage: Coverage,
    portfolio: Portfolio,
    *,
    seed: int,
    seats: int,
    watch: Watch,
) -> Lottery:
    if portfolio.is_list:
        weights, total = [1] * len(portfolio.panels), len(portfolio.panels)
    else:
        weights, total = integer_weights(portfolio.probabilities, pool)
    used = [place for place, weight in enumerate(weights) if weight]
    largest = max((len(each.members) for each in pool.classes), default=0)
    order = seeded(seed + 1).shuffled(range(largest))
    spreads = spread(
        pool, [portfolio.panels[place] for place in used], [weights[place] for place in used], order, watch
    )
    if portfolio.is_list:
        spreads = [(panel, 1) for panel, weight in spreads for _ in range(weight)]
    counts = dict.fromkeys((entrant.id for entrant in entrants), 0)
    for panel, weight in spreads:
        for name in panel:
            counts[name] += weight
    in_no_panel = {
        name for each, out in zip(pool.classes, coverage.excluded, strict=True) if out for name in each.members
    }
    in_no_panel |= set(pool.closed)
    chances = {name: Fraction(counts[name], total) for name in sorted(counts)}
    counted = [chance for name, chance in chances.items() if name not in in_no_panel and name not in pool.fixed]
    least = min(counted, default=Fraction(1))
    return Lottery(
        method=portfolio.method,
        seats=seats,
        panels=tuple(panel for panel, _ in spreads),
        weights=tuple(weight for _, weight in spreads),
        total=total,
        chances=chances,
        least_chance=least,
        least_chance_bound=max(portfolio.bound, least),
        in_no_panel=tuple(sorted(in_no_panel)),
        is_proved=portfolio.bound - least <= _PROVED,
        is_leximin=portfolio.is_leximin,
        largest_move=_largest_move(pool, portfolio, chances),
        shortfall=_shortfall(portfolio, least),
    )


def _shortfall(portfolio: Portfolio, least: Fraction) -> float | None:
    """What the method's own measure may miss: for leximin and maximin that of the smallest chance."""
    if portfolio.method in LISTED:
        return None
    if portfolio.method in REACHED:
        return portfolio.shortfall
    return float(1 - least / max(portfolio.bound, least)) if portfolio.bound else 0.0


def _largest_move(pool: Pool, portfolio: Portfolio, chances: Mapping[str, Fraction]) -> float | None:
    if portfolio.aim is None:
        return None
    aims = zip(pool.classes, portfolio.aim.tolist(), strict=True)
    return max((abs(float(chances[name]) - aim) for each, aim in aims for name in each.members), default=0.0)
