"""The engine as a task of the window: off its thread, in the screen's language, and stopped when asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from engage.languages.formats import row_on_screen
from engage.languages.screen import _
from engage.lottery.model import Entrant, Lottery
from engage.lottery.preparing import (
    DEFAULT_METHOD,
    DrawInput,
    PreparedReserves,
    PreparedRun,
    prepare_reserves,
    prepare_run,
)
from engage.lottery.rates import RateSheet
from engage.lottery.views import RunPerson, fitting_reserves
from engage.progress import Progress
from ui.lottery.figures import share_words
from ui.lottery.loosening import change_words
from ui.shell.tasks import Task

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.comparing import Outlook
    from engage.lottery.feasibility import Exclusion
    from engage.lottery.replacing import Candidates


def prepare_task(
    given: DrawInput,
    parent: QObject,
    *,
    method: str = DEFAULT_METHOD,
    found: Lottery | None = None,
    digits: int = 0,
    may_finish: Callable[[], bool] = bool,
) -> Task:
    """A task that works out the lottery of a run; it gives a `PreparedRun`.

    Once `may_finish` says so, the work ends with what it has.
    """
    title = _("Making the panels…") if digits else _("Working out every chance…")
    work = partial(_prepare, given, method=method, found=found, digits=digits, may_finish=may_finish)
    return Task(work, parent, title=title)


@dataclass(frozen=True)
class Replacement:
    """A replacement that can be drawn: how many people could join the panel, and who could take this seat.

    `reserves` are the references of the reserves who could, in the order in which they are asked.
    """

    prepared: PreparedRun
    numbers: range
    candidates: "Candidates"
    reserves: tuple[str, ...]


def replacement_task(
    given: DrawInput, leaver: Mapping[str, str], waiting: Sequence[RunPerson], parent: QObject
) -> Task:
    """A task that works out who could take the seat of somebody with these answers; it gives a `Replacement`."""
    work = partial(_replacement, given, leaver, waiting)
    return Task(work, parent, title=_("Working out who can take the seat…"))


def _replacement(
    given: DrawInput, leaver: Mapping[str, str], waiting: Sequence[RunPerson], progress: Progress
) -> Replacement:
    from engage.lottery.replacing import like_for_like, possible_numbers

    say = partial(_say, progress)
    prepared = prepare_run(given, progress=say)
    numbers = possible_numbers(given, progress=say)
    able = set(fitting_reserves(given, waiting))
    reserves = tuple(person.reference for person in waiting if person.respondent_id in able)
    return Replacement(prepared, numbers, like_for_like(given, leaver), reserves)


def reserves_task(given: DrawInput, rates: RateSheet, parent: QObject) -> Task:
    """A task that plans reserves by how likely people are to drop out; it gives a `PreparedReserves`."""
    return Task(partial(_reserves, given, rates), parent, title=_("Planning the reserves…"))


def _reserves(given: DrawInput, rates: RateSheet, progress: Progress) -> PreparedReserves:
    return prepare_reserves(given, rates=rates, progress=partial(_say, progress))


def compare_task(given: DrawInput, parent: QObject) -> Task:
    """A task that compares the methods; it gives their outlooks."""
    return Task(partial(_compare, given), parent, title=_("Comparing the ways to share out the chances…"))


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
    who = row_on_screen(exclusion.ids)
    if not exclusion.relaxation:
        return _("{who}: somebody of their home has a seat, or no change of targets would help.").format(who=who)
    changes = "; ".join(change_words(change) for change in exclusion.relaxation)
    return _("{who}: one of them could be drawn with {changes}.").format(who=who, changes=changes)


def _compare(given: DrawInput, progress: Progress) -> "tuple[Outlook, ...]":
    from engage.lottery.comparing import compare_methods

    entrants = [Entrant(str(each.respondent_id), each.answers, each.household) for each in given.people]
    return compare_methods(entrants, given.quotas, given.seats, progress=partial(_say, progress))


def _prepare(
    given: DrawInput,
    progress: Progress,
    *,
    method: str,
    found: Lottery | None,
    digits: int,
    may_finish: Callable[[], bool],
) -> PreparedRun:
    told = Telling(progress, may_finish)
    return prepare_run(given, method=method, found=found, digits=digits, progress=told)


class Telling:
    """A progress that says the engine's words in the screen's language, and lets it end early with what it has."""

    def __init__(self, progress: Progress, may_finish: Callable[[], bool]) -> None:
        self._progress, self.may_finish = progress, may_finish
        self._figures = ""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Report a step."""
        words = _(message) if message else ""
        self._progress(done, total, f"{words}. {self._figures}" if self._figures else words)

    def chances(self, least: float | None, bound: float) -> None:
        """From now on say these as well: the smallest chance so far, and what no lottery can exceed."""
        most = _("No lottery can make the smallest chance larger than {bound}.")
        both = _("The smallest chance is {least} so far; no lottery can make it larger than {bound}.")
        words = most if least is None else both
        self._figures = words.format(bound=share_words(bound), least=share_words(least or 0.0))


def _say(progress: Progress, done: int, total: int, message: str = "") -> None:
    """The engine marks its words; here they are said in the screen's language."""
    progress(done, total, _(message) if message else "")
