"""What is done to a run: frozen, drawn, signed off, declared void. The worker does what takes a while."""

from collections.abc import Callable
from functools import partial
from typing import Any

from engage.languages.screen import _
from engage.lottery.actions import confirm_run, draw_panel, freeze_draw, replace_member, seat_reserve, void_run
from engage.lottery.preparing import PreparedRun
from engage.lottery.rules import RunKind
from ui.shell.attempts import attempt
from ui.shell.long_writes import LongWrite
from ui.shell.pages import Desk


class Deeds:
    """Calls the actions of runs for the page. What gives a `LongWrite` gives a task that is still to be started.

    `read_ahead` is called on the worker once something is written, so that the page has at hand what it shows next.
    """

    def __init__(self, desk: Desk, read_ahead: Callable[[], object] = bool) -> None:
        self._desk = desk
        self._read_ahead = read_ahead

    def freeze(self, prepared: PreparedRun, done: Callable[[int], object]) -> LongWrite:
        """Freeze a run; `done` is told its number."""
        words = {"title": _("Freezing the draw…"), "label": _("Freeze a draw")}
        return self._long(freeze_draw, done, prepared=prepared, **words)

    def draw(
        self, number: int, public_string: str, done: Callable[[], object], *, kind: RunKind = RunKind.REAL
    ) -> LongWrite:
        """Draw the panel of a frozen run, or the people on its list of reserves."""
        words = {"title": _("Drawing the panel…"), "label": _("Draw the panel")}
        if kind is RunKind.RESERVES:
            words = {"title": _("Drawing the reserves…"), "label": _("Draw the reserves")}
        draw = partial(self._long, draw_panel, lambda _drawn: done(), self._desk.assembly_id)
        return draw(number=number, public_string=public_string, **words)

    def replace(self, prepared: PreparedRun, public_string: str, done: Callable[[], object]) -> LongWrite:
        """Withdraw a member and draw who takes the seat."""
        words = {"title": _("Drawing the replacement…"), "label": _("Replace a member")}
        replace = partial(self._long, replace_member, lambda _drawn: done(), prepared=prepared)
        return replace(public_string=public_string, **words)

    def seat(self, leaver: str, reserve: str, reason: str, done: Callable[[], object]) -> LongWrite:
        """Withdraw a member and give the seat to a reserve."""
        words = {"title": _("Giving the seat to the reserve…"), "label": _("Give a seat to a reserve")}
        seat = partial(self._long, seat_reserve, lambda _none: done(), self._desk.assembly_id, leaver=leaver)
        return seat(reserve=reserve, reason=reason, **words)

    def sign(self, number: int) -> None:
        """Sign off a drawn run."""
        sign = partial(self._desk.write, confirm_run, self._desk.assembly_id, number=number)
        attempt(self._desk, partial(sign, label=_("Sign off a draw")))

    def void(self, number: int, reason: str) -> None:
        """Declare a run void. Raises EngageError."""
        label = _("Declare a draw void")
        self._desk.write(void_run, self._desk.assembly_id, number=number, reason=reason, label=label)

    def _long(self, action: Callable[..., Any], done: Callable[[Any], object], *args: Any, **values: Any) -> LongWrite:
        """Hard to take back, so a backup comes first."""
        write = partial(self._desk.write_long, action, *args, backup="before-draw", **values)
        task = write(after=lambda _result: self._read_ahead())
        task.written.connect(done)
        return task
