"""The engine as a task of the window: off its thread, in the screen's language, and stopped when asked."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from engage.languages.screen import _
from engage.lottery.model import Entrant
from engage.lottery.preparing import DrawInput, PreparedRun, prepare_run
from engage.progress import Progress
from ui.lottery.loosening import change_words
from ui.shell.tasks import Task

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.feasibility import Exclusion


def prepare_task(given: DrawInput, parent: QObject) -> Task:
    """A task that works out the lottery of a run; it gives a `PreparedRun`."""
    return Task(partial(_prepare, given), parent, title=_("Working out every chance…"))


def reasons_task(prepared: PreparedRun, references: Mapping[UUID, str], parent: QObject) -> Task:
    """A task that finds out what keeps people out of every panel; it gives a sentence for each group of them."""
    return Task(partial(_reasons, prepared, references), parent, title=_("Looking for what keeps people out…"))


def _reasons(prepared: PreparedRun, references: Mapping[UUID, str], progress: Progress) -> list[str]:
    from engage.lottery.feasibility import explain_exclusions

    given = prepared.given
    entrants = [Entrant(references[each.respondent_id], each.answers, each.household) for each in given.people]
    names = [references[respondent_id] for respondent_id in prepared.in_no_panel]
    found = explain_exclusions(entrants, given.quotas, given.seats, names, progress=partial(_say, progress))
    return [_reason(exclusion) for exclusion in found]


def _reason(exclusion: "Exclusion") -> str:
    who = ", ".join(exclusion.ids)
    if not exclusion.relaxation:
        return _("{who}: somebody of their home has a seat, or no change of targets would help.").format(who=who)
    changes = "; ".join(change_words(change) for change in exclusion.relaxation)
    return _("{who}: one of them could be drawn with {changes}.").format(who=who, changes=changes)


def _prepare(given: DrawInput, progress: Progress) -> PreparedRun:
    return prepare_run(given, progress=partial(_say, progress))


def _say(progress: Progress, done: int, total: int, message: str = "") -> None:
    """The engine marks its words; here they are said in the screen's language."""
    progress(done, total, _(message) if message else "")
