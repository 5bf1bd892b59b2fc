"""Reserves chosen beforehand: a list of people who, between them, can take the places of those likely to drop out.

Pure, like the engine: plain values in, a seed, plain values out. The order of events is that of any draw:

1. `rates.Rates` say how likely people are to drop out: one usual rate, other rates for some answers, set by hand or
   from what other assemblies show (`rates.rate_sheet`).
2. `plan_reserves` decides how many reserves of each kind (same answers, same home) protect the targets best. It gives
   a `ReservePlan`: the kinds in words, the comparison with reserves picked at random, and a `Lottery` over all lists
   of that make, in which people who are alike have exactly the same chance. Freeze it as a run of its own:
   `record.freeze(others, plan.quotas, relabelled(plan.lottery, tickets), purpose="reserves")`, with `others` the very
   people that were given. `plan.quotas` say how many of each answer every list holds, so that any verifier of draws
   checks the list like a panel.
3. Only then the public string is taken and `record.draw` picks the list; `stream.calling_order` puts it in the order
   in which to ring people, by the same seed.

How the kinds are chosen: some hundred drop-outs are simulated; a list's loss is how many seats the targets are missed
by, and seats left empty, when each time the best of the list step in, those of them who have not dropped out too. The
list grows by the kind that lowers the loss most and is then improved by exchanges (Assos, Baharav, Flanigan and
Procaccia, "Alternates, Assemble!", EC 2025, minimise the same loss by an integer programme).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial

import numpy as np

from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.lottery.classes import Ints, Pool, make_pool
from engage.lottery.dropouts import Simulation, best_list, random_lists
from engage.lottery.feasibility import check_input
from engage.lottery.model import Entrant, Lottery, Quota
from engage.lottery.rates import Rates
from engage.lottery.spreading import integer_weights, spread
from engage.lottery.stream import Stream, seeded
from engage.lottery.watch import Watch
from engage.progress import Progress, silent

COMPARING = mark("Comparing with reserves picked at random")

_PLANNED, _COMPARED = 200, 400


class ReserveMethod(StrEnum):
    """What a list of reserves is made by, beside the methods of panels."""

    RESERVES = "reserves"


@dataclass(frozen=True)
class Wanted:
    """`count` reserves out of `people` who gave the same answers and, where homes are shared, live together."""

    answers: Mapping[str, str]
    count: int
    people: int


@dataclass(frozen=True)
class Protection:
    """What a list did in the simulation: targets broken a time, and the share of times with every target kept."""

    broken: float
    kept: float


@dataclass(frozen=True)
class Comparison:
    """The same simulated drop-outs with the list that was planned, with reserves at random, and with none."""

    times: int
    planned: Protection
    random: Protection
    none: Protection


@dataclass(frozen=True)
class ReservePlan:
    """How many reserves of which kind, the lottery over all such lists, and what they are good for."""

    size: int
    wanted: tuple[Wanted, ...]
    quotas: tuple[Quota, ...]
    lottery: Lottery
    comparison: Comparison


def plan_reserves(
    members: Iterable[Entrant],
    others: Iterable[Entrant],
    quotas: Iterable[Quota],
    size: int,
    *,
    rates: Rates | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> ReservePlan:
    """Plan `size` reserves among the others for the panel of these members. The order of rows makes no difference.

    Nobody who lives with a member, and no two people of one home, are on a list. Raises RefusedError when a rate is
    not between 0 and 1, when there are too few people, or when the input is inconsistent; and `Cancelled`.
    """
    members, others, quotas = tuple(members), tuple(others), tuple(quotas)
    rates = rates or Rates()
    _check_rates(rates)
    names = frozenset(member.id for member in members)
    everyone = (*members, *others)
    check_input(everyone, quotas, max(1, len(members)), fixed=names)
    pool = make_pool(everyone, quotas, len(members), fixed=names)
    able = _homes(pool)
    if not 1 <= size <= able:
        raise RefusedError("reserves-number", size=size, people=able)
    watch = Watch(progress)
    by_id = {entrant.id: entrant for entrant in everyone}
    simulate = partial(
        Simulation,
        pool,
        [by_id[name].answers for name in pool.fixed],
        stay=[float(rates.chance(by_id[name].answers)) for name in pool.fixed],
        come=[float(rates.chance(by_id[each.members[0]].answers)) for each in pool.classes],
    )
    counts = best_list(simulate(times=_PLANNED, stream=seeded(seed)), size, watch)
    comparison = _compare(simulate(times=_COMPARED, stream=seeded(seed + 1)), counts, seeded(seed + 2), watch)
    return ReservePlan(
        size=size,
        wanted=tuple(
            Wanted(_answers(by_id, pool, number), int(counts[number]), len(pool.classes[number].members))
            for number in counts.nonzero()[0].tolist()
        ),
        quotas=_held(pool, counts),
        lottery=_lottery(others, pool, counts, seeded(seed), watch),
        comparison=comparison,
    )


def _check_rates(rates: Rates) -> None:
    for rate in (rates.usual, *rates.by_value.values()):
        if not 0 < rate < 1:
            raise RefusedError("reserves-rate", rate=f"{float(rate):g}")


def _homes(pool: Pool) -> int:
    """How many people a list could hold: everyone open, but one of each home."""
    shared = {each.household for each in pool.classes if each.household}
    return sum(len(each.members) for each in pool.classes if not each.household) + len(shared)


def _compare(simulation: Simulation, counts: Ints, stream: Stream, watch: Watch) -> Comparison:
    """The planned list beside a fresh random one for each simulated time, and beside none. Replacing is exact."""
    random = random_lists(simulation.pool, int(counts.sum()), simulation.times, stream)
    found = []
    for part, lists in enumerate((simulation.on_list(counts), simulation.of_lists(random), None)):
        watch.report(0.6 + 0.1 * part, COMPARING)
        broken = simulation.broken(lists, watch)
        found.append(Protection(float(broken.mean()), float((broken == 0).mean())))
    return Comparison(simulation.times, *found)


def _answers(by_id: Mapping[str, Entrant], pool: Pool, number: int) -> Mapping[str, str]:
    categories = {quota.category for quota in pool.quotas}
    answers = by_id[pool.classes[number].members[0]].answers
    return {category: answers[category] for category in sorted(categories)}


def _held(pool: Pool, counts: Ints) -> tuple[Quota, ...]:
    """How many of each answer every list of this make holds: true of all lists alike."""
    held = pool.activity(counts.astype(float)).round().astype(int).tolist()
    return tuple(
        Quota(quota.category, quota.value, held[row], held[row]) for row, quota in enumerate(pool.quotas, start=1)
    )


def _lottery(others: Sequence[Entrant], pool: Pool, counts: Ints, stream: Stream, watch: Watch) -> Lottery:
    """All lists of this make, so that people who are alike have exactly the same chance."""
    size = int(counts.sum())
    plain = make_pool([other for other in others if other.id not in set(pool.closed)], pool.quotas, size)
    place = {each.members: number for number, each in enumerate(pool.classes)}
    wanted = np.array([counts[place[each.members]] for each in plain.classes], dtype=np.int64)
    weights, total = integer_weights(np.ones(1), plain)
    largest = max(len(each.members) for each in plain.classes)
    lists = spread(plain, [wanted], weights, stream.shuffled(range(largest)), watch)
    drawn = dict.fromkeys(sorted(other.id for other in others), 0)
    for each, weight in lists:
        for name in each:
            drawn[name] += weight
    return Lottery(
        method=ReserveMethod.RESERVES,
        seats=size,
        panels=tuple(each for each, _ in lists),
        weights=tuple(weight for _, weight in lists),
        total=total,
        chances={name: Fraction(count, total) for name, count in drawn.items()},
        least_chance=min(Fraction(count, total) for name, count in drawn.items() if name not in pool.closed),
        least_chance_bound=Fraction(1),
        in_no_panel=tuple(sorted(pool.closed)),
        is_proved=False,
    )
