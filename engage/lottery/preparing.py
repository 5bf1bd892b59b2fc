"""Everything of a run that happens before its seed: what goes in, the engine's work, the record.

Pure: it is read from the file before (`views.draw_input`) and written to it after (`actions.freeze_draw`), with no
transaction open in between, since the engine may work for minutes.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from engage.errors import RefusedError
from engage.lottery.model import Entrant, Lottery, Quota
from engage.lottery.rates import ASSUMED, RateSheet
from engage.lottery.rules import RunKind
from engage.progress import Progress, silent

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.reserves import ReservePlan

DEFAULT_METHOD = "leximin"
FIGURES = 3
"""How many balls or dice a draw by figures takes: 1,000 panels."""
_TICKET_FIGURES = 4


@dataclass(frozen=True)
class PoolPerson:
    """One person as the lottery sees them: no name, only what counts."""

    respondent_id: uuid.UUID
    answers: Mapping[str, str]
    household: str = ""
    is_fixed: bool = False


@dataclass(frozen=True)
class DrawInput:
    """What a run rests on. `replaces_id` and `reason` belong to a replacement."""

    assembly_id: uuid.UUID
    kind: RunKind
    seats: int
    people: tuple[PoolPerson, ...]
    quotas: tuple[Quota, ...]
    replaces_id: uuid.UUID | None = None
    reason: str = ""

    @cached_property
    def basis_sha256(self) -> str:
        """A hash over all that the draw depends on: another one means that something changed."""
        people = sorted(
            [str(person.respondent_id), sorted(person.answers.items()), person.household, person.is_fixed]
            for person in self.people
        )
        quotas = [
            [quota.category, quota.value, quota.minimum, quota.maximum]
            for quota in sorted(self.quotas, key=lambda quota: (quota.category, quota.value))
        ]
        content = json.dumps([self.seats, people, quotas], ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class PreparedRun:
    """A run that is ready to be frozen. `tickets` and `chances` are by respondent; `record` is private.

    `lottery` names people by their keys; another run with the same basis can be prepared from it at once.
    """

    given: DrawInput
    method: str
    record: str
    hashes: Mapping[str, str]
    lottery: Lottery
    tickets: Mapping[uuid.UUID, str]
    chances: Mapping[uuid.UUID, str]
    least_chance: str
    least_chance_bound: str
    in_no_panel: tuple[uuid.UUID, ...] = field(default_factory=tuple)
    digits: int = 0
    """How many figures, drawn in public, are the number of the panel; 0: a public string leads to it."""
    largest_move: str = ""
    """With `digits`: how far anyone's chance is from what it would be without rounding."""


def random_ticket() -> str:
    """A ticket that says nothing of the person who holds it."""
    return secrets.token_hex(8)


def numbered_tickets(count: int) -> Callable[[], str]:
    """Deals the whole numbers from 1 in random order, each with four figures or more: short enough for a printed list.

    They never look like the number of a panel, which has three.
    """
    numbers = list(range(1, count + 1))
    secrets.SystemRandom().shuffle(numbers)
    width = max(_TICKET_FIGURES, len(str(count)))
    return lambda: f"{numbers.pop():0{width}}"


def prepare_run(
    given: DrawInput,
    *,
    method: str = DEFAULT_METHOD,
    found: Lottery | None = None,
    digits: int = 0,
    ticket: Callable[[], str] | None = None,
    salt: bytes | None = None,
    progress: Progress = silent,
) -> PreparedRun:
    """Find the lottery, deal tickets and write the record. Takes seconds to minutes; needs no database.

    `found` is the `lottery` of an earlier run with the same basis, such as a test: it is then not looked for again.
    With `digits`, 3 say, the panel is drawn by so many figures, out of 1,000 equally likely panels; the least chance
    and its bound are then those of the list. `ticket` and `salt` are random unless they are given. Raises
    RefusedError when there are no targets or no panel meets them, and `Cancelled` when `progress` does.
    """
    from engage.lottery import record

    if not given.quotas:
        raise RefusedError("no-targets")
    exact = found or _find(given, method, progress)
    lottery = _list(given, exact, 10**digits, progress) if digits else exact
    tickets = _deal(given, ticket or (numbered_tickets(len(given.people)) if digits else random_ticket))
    dealt = {str(respondent_id): held for respondent_id, held in tickets.items()}
    entrants = [Entrant(tickets[each.respondent_id], each.answers, each.household) for each in given.people]
    fixed = frozenset(tickets[each.respondent_id] for each in given.people if each.is_fixed)
    ticketed = relabelled(lottery, dealt)
    frozen = record.freeze(
        entrants, given.quotas, ticketed, fixed=fixed, purpose=given.kind.value, digits=digits, salt=salt
    )
    return PreparedRun(
        given=given,
        method=str(lottery.method),
        record=frozen,
        hashes=record.hashes(frozen),
        lottery=lottery,
        tickets=tickets,
        chances={uuid.UUID(name): record.fraction_text(chance) for name, chance in lottery.chances.items()},
        least_chance=record.fraction_text(lottery.least_chance),
        least_chance_bound=record.fraction_text(lottery.least_chance_bound),
        in_no_panel=tuple(uuid.UUID(name) for name in lottery.in_no_panel),
        digits=digits,
        largest_move=record.fraction_text(_largest_move(exact, lottery)) if digits else "",
    )


@dataclass(frozen=True)
class PreparedReserves:
    """A list of reserves ready to be frozen, what it is good for, and the rates that it was planned by."""

    run: PreparedRun
    plan: "ReservePlan"
    rates: RateSheet


def prepare_reserves(
    given: DrawInput,
    *,
    rates: RateSheet = ASSUMED,
    salt: bytes | None = None,
    progress: Progress = silent,
) -> PreparedReserves:
    """Plan as many reserves as the input has seats, deal tickets and write the record. Needs no database.

    The fixed people of the input are the members whom the reserves stand in for. The record states the rates that the
    plan was made by. Raises RefusedError when there are no targets or members, or too few people, and `Cancelled`.
    """
    from engage.lottery import record
    from engage.lottery.reserves import plan_reserves

    if not given.quotas:
        raise RefusedError("no-targets")
    if not any(each.is_fixed for each in given.people):
        raise RefusedError("nobody-drawn")
    people = {str(each.respondent_id): each for each in given.people}
    entrants = {name: Entrant(name, each.answers, each.household) for name, each in people.items()}
    members = [entrants[name] for name, each in people.items() if each.is_fixed]
    others = [entrants[name] for name, each in people.items() if not each.is_fixed]
    plan = plan_reserves(members, others, given.quotas, given.seats, rates=rates.rates, progress=progress)
    open_people = replace(given, people=tuple(each for each in given.people if not each.is_fixed))
    tickets = _deal(open_people, random_ticket)
    dealt = {str(respondent_id): held for respondent_id, held in tickets.items()}
    ticketed = [Entrant(dealt[each.id], each.answers, each.household) for each in others]
    lottery = plan.lottery
    frozen = record.freeze(
        ticketed,
        plan.quotas,
        relabelled(lottery, dealt),
        purpose=given.kind.value,
        drop_out_rates=rates.stated,
        salt=salt,
    )
    run = PreparedRun(
        given=given,
        method=str(lottery.method),
        record=frozen,
        hashes=record.hashes(frozen),
        lottery=lottery,
        tickets=tickets,
        chances={uuid.UUID(name): record.fraction_text(chance) for name, chance in lottery.chances.items()},
        least_chance=record.fraction_text(lottery.least_chance),
        least_chance_bound=record.fraction_text(lottery.least_chance_bound),
        in_no_panel=tuple(uuid.UUID(name) for name in lottery.in_no_panel),
    )
    return PreparedReserves(run, plan, rates)


def _largest_move(exact: Lottery, listed: Lottery) -> Fraction:
    """How far anyone's chance in the list of panels is from the exact one."""
    return max((abs(listed.chances[name] - chance) for name, chance in exact.chances.items()), default=Fraction(0))


def _find(given: DrawInput, method: str, progress: Progress) -> Lottery:
    """The lottery over the people by their keys, not yet by tickets."""
    from engage.lottery.engine import find_lottery

    entrants, fixed = _entrants(given)
    try:
        return find_lottery(entrants, given.quotas, given.seats, method=method, fixed=fixed, progress=progress)
    except RefusedError as refusal:
        if refusal.code != "targets-unmeetable":
            raise
        raise _unmeetable(given, entrants, fixed, progress) from refusal


def _list(given: DrawInput, exact: Lottery, count: int, progress: Progress) -> Lottery:
    """So many equally likely panels, as near to the exact lottery as they come."""
    from engage.lottery.engine import list_panels

    entrants, fixed = _entrants(given)
    return list_panels(entrants, given.quotas, given.seats, exact, count=count, fixed=fixed, progress=progress)


def _entrants(given: DrawInput) -> tuple[list[Entrant], frozenset[str]]:
    """The people by their keys, and who of them keeps a seat."""
    entrants = [Entrant(str(each.respondent_id), each.answers, each.household) for each in given.people]
    return entrants, frozenset(str(each.respondent_id) for each in given.people if each.is_fixed)


def relabelled(lottery: Lottery, names: Mapping[str, str]) -> Lottery:
    """The same lottery with everybody under another name."""
    return replace(
        lottery,
        panels=tuple(tuple(sorted(names[name] for name in panel)) for panel in lottery.panels),
        chances={names[name]: chance for name, chance in lottery.chances.items()},
        in_no_panel=tuple(sorted(names[name] for name in lottery.in_no_panel)),
    )


def _deal(given: DrawInput, ticket: Callable[[], str]) -> dict[uuid.UUID, str]:
    """A ticket for everyone, no two alike."""
    dealt: dict[uuid.UUID, str] = {}
    taken: set[str] = set()
    for person in given.people:
        drawn = ticket()
        while drawn in taken:
            drawn = ticket()
        taken.add(drawn)
        dealt[person.respondent_id] = drawn
    return dealt


def _unmeetable(
    given: DrawInput, entrants: Sequence[Entrant], fixed: frozenset[str], progress: Progress
) -> RefusedError:
    """The refusal with what is at fault and what would help, in `details`."""
    from engage.lottery.feasibility import check_feasibility

    found = check_feasibility(entrants, given.quotas, given.seats, fixed=fixed, progress=progress)
    code = "nobody-restores" if given.kind is RunKind.REPLACEMENT else "targets-unmeetable"
    return RefusedError(code, seats=given.seats, details={"problems": found.problems, "relaxation": found.relaxation})
