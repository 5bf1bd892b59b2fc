"""What can be said of replacements before one is drawn: how many people could take seats, and whose seat can be filled.

Pure and quick: a small integer programme for each question, no lottery.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from engage.languages.catalogues import mark
from engage.lottery.feasibility import check_feasibility
from engage.lottery.model import Entrant
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.progress import Progress, silent

LOOKING = mark("Looking for people who could take the seat")


@dataclass(frozen=True)
class Candidates:
    """Who could take a member's seat: those who keep every target as it was, and those who keep it within bounds."""

    alike: tuple[PoolPerson, ...]
    others: tuple[PoolPerson, ...]


def like_for_like(given: DrawInput, leaver: Mapping[str, str]) -> Candidates:
    """Who could take the seat of somebody with these answers, so that all targets hold: like for like first.

    `given` is without the leaver, and its fixed members leave one seat; both lists are in the order of the pool.
    """
    members = [person for person in given.people if person.is_fixed]
    if len(members) != given.seats - 1:
        return Candidates((), ())
    held = Counter(pair for member in members for pair in member.answers.items())
    homes = {member.household for member in members} - {""}
    able = [
        person
        for person in given.people
        if not person.is_fixed and person.household not in homes and _keeps_targets(given, held, person)
    ]
    categories = {quota.category for quota in given.quotas}
    alike: list[PoolPerson] = []
    others: list[PoolPerson] = []
    for person in able:
        is_alike = all(person.answers.get(each) == leaver.get(each) for each in categories)
        (alike if is_alike else others).append(person)
    return Candidates(tuple(alike), tuple(others))


def _keeps_targets(given: DrawInput, held: Mapping[tuple[str, str], int], person: PoolPerson) -> bool:
    return all(
        quota.minimum <= held.get(quota.key, 0) + (person.answers.get(quota.category) == quota.value) <= quota.maximum
        for quota in given.quotas
    )


def possible_numbers(given: DrawInput, *, progress: Progress = silent) -> range:
    """How many people could join the fixed members so that all targets hold: "1 to 3" is `range(1, 4)`.

    The seats of `given` don't count. Empty when nobody's joining helps.
    """
    members = sum(person.is_fixed for person in given.people)
    least, most = _sizes(given)
    sizes = range(max(least, members), min(most, len(given.people)) + 1)
    low = next((size for size in _watched(sizes, progress) if _is_feasible(given, size)), None)
    if low is None:
        return range(0)
    high = next(size for size in _watched(reversed(sizes), progress) if _is_feasible(given, size))
    return range(low - members, high - members + 1)


def can_be_replaced(given: DrawInput, member: PoolPerson) -> bool:
    """Whether the seat of this fixed member can be filled so that all targets hold."""
    others = tuple(person for person in given.people if person.respondent_id != member.respondent_id)
    return _is_feasible(replace(given, people=others), given.seats)


def _sizes(given: DrawInput) -> tuple[int, int]:
    """Between which sizes of the panel the sums of each category's targets allow one at all."""
    least: dict[str, int] = {}
    most: dict[str, int] = {}
    for quota in given.quotas:
        least[quota.category] = least.get(quota.category, 0) + quota.minimum
        most[quota.category] = most.get(quota.category, 0) + quota.maximum
    return max(least.values(), default=0), min(most.values(), default=0)


def _is_feasible(given: DrawInput, seats: int) -> bool:
    entrants = [Entrant(str(each.respondent_id), each.answers, each.household) for each in given.people]
    fixed = frozenset(str(each.respondent_id) for each in given.people if each.is_fixed)
    return check_feasibility(entrants, given.quotas, seats, fixed=fixed).is_feasible


def _watched(sizes: Iterator[int] | range, progress: Progress) -> Iterator[int]:
    for size in sizes:
        progress(0, 1, LOOKING)
        yield size
