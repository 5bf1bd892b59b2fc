"""The smallest change of targets that lets a panel fit: in words, and made at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engage.languages.screen import _
from engage.lottery.actions import edit_target
from engage.lottery.views import ValueRow, target_table
from ui.shell.pages import Desk

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.problems import Relaxation


def change_words(change: "Relaxation") -> str:
    """One change in words, such as: age: 16-24, from 5–6 to 4–6."""
    words = _("{category}: {value}, from {old} to {new}")
    return words.format(
        category=change.category,
        value=change.value or _("Not given"),
        old=_range(change.minimum, change.maximum),
        new=_range(change.new_minimum, change.new_maximum),
    )


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
