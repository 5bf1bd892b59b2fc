"""Can any panel meet the targets? If not: what is at fault, and the smallest change that helps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engage.errors import RefusedError
from engage.languages.catalogues import mark
from engage.lottery.classes import Pool, make_pool
from engage.lottery.model import Entrant, Quota
from engage.lottery.problems import Problem, Relaxation
from engage.lottery.watch import Watch
from engage.progress import Progress, silent

CHECKING = mark("Checking whether any panel can meet the targets")


@dataclass(frozen=True)
class Feasibility:
    """Whether a panel exists; what is wrong if not; and the smallest change of targets after which one does."""

    is_feasible: bool
    problems: tuple[Problem, ...] = ()
    relaxation: tuple[Relaxation, ...] = ()


@dataclass(frozen=True)
class Exclusion:
    """People whom no panel can hold, and the smallest change of targets that would let one of them in.

    An empty change: somebody of their household has a seat already.
    """

    ids: tuple[str, ...]
    relaxation: tuple[Relaxation, ...]


def check_input(
    entrants: Sequence[Entrant], quotas: Sequence[Quota], seats: int, *, fixed: frozenset[str] = frozenset()
) -> None:
    """Raise RefusedError when the input contradicts itself, with all problems in its details."""
    problems = tuple(_input_problems(entrants, quotas, seats, fixed))
    if problems:
        raise _refusal("lottery-input", seats, problems)


def unmeetable(
    entrants: Sequence[Entrant],
    quotas: Sequence[Quota],
    seats: int,
    *,
    fixed: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> RefusedError:
    """The error for targets that no panel meets, with what is at fault and what would help."""
    found = check_feasibility(entrants, quotas, seats, fixed=fixed, progress=progress)
    return _refusal("targets-unmeetable", seats, found.problems, found.relaxation)


def _refusal(code: str, seats: int, problems: Sequence[Problem], relaxation: Sequence[Relaxation] = ()) -> RefusedError:
    details = {"problems": tuple(problems), "relaxation": tuple(relaxation)}
    return RefusedError(code, details=details, seats=seats)


def check_feasibility(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    seats: int,
    *,
    fixed: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> Feasibility:
    """Find out whether any panel meets the targets; if none does, what is at fault and what would help.

    The relaxation stays within the flexible bounds where it can. With it, and the people whose answers are known, a
    panel always exists; it is empty when no change of targets helps (too few people).
    """
    from engage.lottery.loosening import conflict, smallest_relaxation  # the solver is heavy

    entrants, quotas = tuple(entrants), tuple(quotas)
    watch = Watch(progress)
    watch.report(0.0, CHECKING)
    wrong_input = tuple(_input_problems(entrants, quotas, seats, fixed))
    if any(
        problem.code not in {"answer-missing", "answer-unknown", "minimum-above-maximum"} for problem in wrong_input
    ):
        return Feasibility(is_feasible=False, problems=wrong_input)
    known = _with_known_answers(entrants, quotas)
    pool = make_pool(known, quotas, seats, fixed=fixed & {entrant.id for entrant in known})
    plain = (*wrong_input, *_plain_problems(known, pool, quotas, seats))
    relaxation = smallest_relaxation(pool, watch)
    if relaxation is None:
        return Feasibility(is_feasible=False, problems=(*plain, *_homes_problem(plain, pool)))
    if relaxation and not plain:
        plain = (conflict(pool, watch),)
    return Feasibility(is_feasible=not plain, problems=plain, relaxation=relaxation)


def explain_exclusions(
    entrants: Iterable[Entrant],
    quotas: Iterable[Quota],
    seats: int,
    names: Iterable[str],
    *,
    fixed: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> tuple[Exclusion, ...]:
    """For people in no panel (a lottery's `in_no_panel`): which targets keep them out, alike people together."""
    from engage.lottery.loosening import smallest_relaxation

    pool = make_pool(entrants, quotas, seats, fixed=fixed)
    wanted = set(names)
    watch = Watch(progress)
    found = [Exclusion((name,), ()) for name in pool.closed if name in wanted]
    concerned = [number for number, each in enumerate(pool.classes) if wanted & set(each.members)]
    for done, number in enumerate(concerned):
        watch.report(done / len(concerned), CHECKING)
        lower = np.zeros(len(pool.classes))
        lower[number] = 1.0
        relaxation = smallest_relaxation(pool, watch, lower=lower)
        found.append(Exclusion(pool.classes[number].members, relaxation or ()))
    return tuple(found)


def _input_problems(
    entrants: Sequence[Entrant], quotas: Sequence[Quota], seats: int, fixed: frozenset[str]
) -> Iterator[Problem]:
    if seats < 1:
        yield Problem("seats-none", params={"seats": seats})
    ids = Counter(entrant.id for entrant in entrants)
    for name, count in sorted(ids.items()):
        if count > 1:
            yield Problem("id-twice", params={"id": name, "count": count})
    yield from _fixed_problems(entrants, fixed)
    for key, count in sorted(Counter(quota.key for quota in quotas).items()):
        if count > 1:
            yield Problem("target-twice", *key, targets=(key,))
    for quota in sorted(quotas, key=lambda quota: quota.key):
        if quota.minimum > quota.maximum:
            bounds = {"minimum": quota.minimum, "maximum": quota.maximum}
            yield Problem("minimum-above-maximum", *quota.key, bounds, (quota.key,))
        elif _is_flex_narrow(quota):
            yield Problem("flex-narrow", *quota.key, targets=(quota.key,))
    yield from _answer_problems(entrants, quotas)


def _fixed_problems(entrants: Sequence[Entrant], fixed: frozenset[str]) -> Iterator[Problem]:
    home_of = {entrant.id: entrant.household for entrant in entrants}
    taken: set[str] = set()
    for name in sorted(fixed):
        if name not in home_of:
            yield Problem("fixed-unknown", params={"id": name})
        elif home_of[name] and home_of[name] in taken:
            yield Problem("fixed-household", params={"id": name})
        else:
            taken.add(home_of[name])


def _is_flex_narrow(quota: Quota) -> bool:
    low = quota.minimum if quota.flex_minimum is None else quota.flex_minimum
    high = quota.maximum if quota.flex_maximum is None else quota.flex_maximum
    return low > quota.minimum or high < quota.maximum


def _answer_problems(entrants: Sequence[Entrant], quotas: Sequence[Quota]) -> Iterator[Problem]:
    known = {quota.key for quota in quotas}
    for category in sorted({quota.category for quota in quotas}):
        answers = Counter(entrant.answers.get(category, "") for entrant in entrants)
        for value, count in sorted(answers.items()):
            if (category, value) in known:
                continue
            code = "answer-unknown" if value else "answer-missing"
            yield Problem(code, category, value, {"count": count}, ((category, value),))


def _with_known_answers(entrants: Sequence[Entrant], quotas: Sequence[Quota]) -> tuple[Entrant, ...]:
    known = {quota.key for quota in quotas}
    categories = {quota.category for quota in quotas}
    return tuple(
        entrant
        for entrant in entrants
        if all((category, entrant.answers.get(category, "")) in known for category in categories)
    )


def _plain_problems(entrants: Sequence[Entrant], pool: Pool, quotas: Sequence[Quota], seats: int) -> Iterator[Problem]:
    """What can be seen by counting."""
    if len(entrants) < seats:
        yield Problem("pool-small", params={"people": len(entrants), "seats": seats})
    for category in sorted({quota.category for quota in quotas}):
        of_category = [quota for quota in pool.quotas if quota.category == category]
        targets = tuple(quota.key for quota in of_category)
        low, high = sum(quota.minimum for quota in of_category), sum(quota.maximum for quota in of_category)
        if low > seats:
            yield Problem("minimums-above-seats", category, "", {"total": low, "seats": seats}, targets)
        if high < seats:
            yield Problem("maximums-below-seats", category, "", {"total": high, "seats": seats}, targets)
    counts = Counter((category, value) for entrant in entrants for category, value in entrant.answers.items())
    for quota in pool.quotas:
        if counts[quota.key] < quota.minimum:
            params = {"minimum": quota.minimum, "found": counts[quota.key]}
            yield Problem("pool-short", *quota.key, params, (quota.key,))


def _homes_problem(plain: Sequence[Problem], pool: Pool) -> tuple[Problem, ...]:
    """No change of targets helps: too few people or, what counting people does not show, too few households."""
    if any(problem.code == "pool-small" for problem in plain):
        return ()
    shared = {each.household for each in pool.classes if each.household}
    alone = sum(len(each.members) for each in pool.classes if not each.household)
    seats = pool.seats + len(pool.fixed)
    return (Problem("pool-small-homes", params={"homes": alone + len(shared) + len(pool.fixed), "seats": seats}),)
