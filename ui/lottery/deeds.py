"""What is done to a run: frozen, drawn, signed off, declared void. The worker does what takes a while."""

from collections.abc import Callable
from functools import partial

from engage.languages.screen import _
from engage.lottery.actions import confirm_run, draw_panel, freeze_draw, void_run
from engage.lottery.preparing import PreparedRun
from ui.shell.attempts import attempt
from ui.shell.long_writes import LongWrite
from ui.shell.pages import Desk


class Deeds:
    """Calls the actions of runs for the page."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def freeze(self, prepared: PreparedRun, done: Callable[[int], object]) -> LongWrite:
        """A task, still to be started, that freezes a run; `done` is told its number."""
        task = self._desk.write_long(
            freeze_draw,
            prepared=prepared,
            title=_("Freezing the draw…"),
            label=_("Freeze a draw"),
            backup="before-draw",
        )
        task.written.connect(done)
        return task

    def draw(self, number: int, public_string: str, done: Callable[[], object]) -> LongWrite:
        """A task, still to be started, that draws the panel of a frozen run."""
        task = self._desk.write_long(
            draw_panel,
            self._desk.assembly_id,
            number=number,
            public_string=public_string,
            title=_("Drawing the panel…"),
            label=_("Draw the panel"),
            backup="before-draw",
        )
        task.written.connect(lambda _drawn: done())
        return task

    def sign(self, number: int) -> None:
        """Sign off a drawn run."""
        sign = partial(self._desk.write, confirm_run, self._desk.assembly_id, number=number)
        attempt(self._desk, partial(sign, label=_("Sign off a draw")))

    def void(self, number: int, reason: str) -> None:
        """Declare a run void. Raises EngageError."""
        label = _("Declare a draw void")
        self._desk.write(void_run, self._desk.assembly_id, number=number, reason=reason, label=label)
