"""The smallest change of targets that lets a panel fit: in words, and made at once."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from engage.languages.catalogues import mark
from engage.languages.screen import _, ngettext
from engage.lottery.actions import edit_target
from engage.lottery.preparing import PoolPerson
from engage.lottery.rules import TargetProblem
from engage.lottery.views import ValueRow, target_table
from ui.shell.pages import Desk

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.feasibility import Feasibility
    from engage.lottery.problems import Problem, Relaxation

_MOST_PAIRS = 3
_CLASHES = mark("This target can't be met together with others. See the suggested change.")
_HELPS = mark("With {new} instead of {old} here, a panel would fit.")


def change_words(change: "Relaxation") -> str:
    """One change in words, such as: age: 16-24, from 5–6 to 4–6."""
    words = _("{category}: {value}, from {old} to {new}")
    return words.format(
        category=change.category,
        value=change.value or _("Not given"),
        old=_range(change.minimum, change.maximum),
        new=_range(change.new_minimum, change.new_maximum),
    )


def fault_words(problems: "Iterable[Problem]", people: Sequence[PoolPerson]) -> list[str]:
    """Who makes a conflict: of the answers that clash, the pairs that fewest people gave both of."""
    pairs: set[tuple[tuple[str, str], tuple[str, str]]] = set()
    for problem in problems:
        if problem.code == "targets-conflict":
            pairs |= {pair for pair in combinations(problem.targets, 2) if pair[0][0] != pair[1][0]}
    counted = sorted((_both(pair, people), pair) for pair in pairs)
    return [_pair_words(count, *pair) for count, pair in counted[:_MOST_PAIRS]]


def _both(pair: Iterable[tuple[str, str]], people: Sequence[PoolPerson]) -> int:
    """How many people gave both answers."""
    wanted = dict(pair)
    return sum(all(person.answers[category] == value for category, value in wanted.items()) for person in people)


def _pair_words(count: int, first: tuple[str, str], second: tuple[str, str]) -> str:
    words = ngettext(
        "{count} person came forward with both “{first}” and “{second}”.",
        "{count} people came forward with both “{first}” and “{second}”.",
        count,
    )
    return words.format(count=count, first=": ".join(first), second=": ".join(second))


def troubles(answer: "Feasibility") -> dict[tuple[str, str], TargetProblem]:
    """What to say beside each target that an answer of the solver is about."""
    found = {}
    for problem in answer.problems:
        for category, value in problem.targets:
            found[category, value] = TargetProblem(category, value, _CLASHES)
    for change in answer.relaxation:
        params = {"old": _range(change.minimum, change.maximum), "new": _range(change.new_minimum, change.new_maximum)}
        found[change.category, change.value] = TargetProblem(change.category, change.value, _HELPS, params)
    return found


def apply_relaxation(desk: Desk, changes: "Sequence[Relaxation]") -> bool:
    """Make all the changes in one step, so that one undo takes them back. Raises EngageError; True when done."""
    table = desk.read(target_table, desk.assembly_id)
    rows = {(category.name, value.name): value for category in table.categories for value in category.values}
    desk.write(
        _edit_targets, [(rows[each.category, each.value], each) for each in changes], label=_("Loosen the targets")
    )
    return True


def _edit_targets(db: Any, changes: "Sequence[tuple[ValueRow, Relaxation]]") -> None:
    for value, change in changes:
        if value.value_id is not None:
            edit_target(db, value.value_id, minimum=change.new_minimum, maximum=change.new_maximum)


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}–{most}"
