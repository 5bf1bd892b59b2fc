"""What can be said of replacements before one is drawn: how many people could take seats, and whose seat can be filled.

Pure and quick: a small integer programme for each question, no lottery.
"""

from collections.abc import Iterator
from dataclasses import replace

from engage.languages.catalogues import mark
from engage.lottery.feasibility import check_feasibility
from engage.lottery.model import Entrant
from engage.lottery.preparing import DrawInput, PoolPerson
from engage.progress import Progress, silent

LOOKING = mark("Looking for people who could take the seat")


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
