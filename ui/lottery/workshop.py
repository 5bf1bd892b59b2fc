"""What the engine is asked to do before anything is frozen: compare methods, work out chances, make panels."""

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engage.lottery.model import Method
from engage.lottery.preparing import DrawInput, PreparedRun
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input
from ui.lottery.working import compare_task, prepare_task
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.shell.tasks import Task

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.comparing import Outlook


class Workshop(QObject):
    """Holds what was chosen and what came of it. `prepared_anew`: chances are there; `failed`: none can be.

    `compared`: the outlooks of the methods are there. `working` says whether chances are being worked out.
    """

    prepared_anew = Signal()
    compared = Signal()
    failed = Signal(object)
    working = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kind = RunKind.REAL
        self.method = Method.LEXIMIN
        self.digits = 0
        self._exact: PreparedRun | None = None
        self._listed: PreparedRun | None = None
        self.outlooks: tuple[Outlook, ...] = ()
        self._compared_basis = ""
        self._comparing: Task | None = None
        self._may_stop = Event()

    def begin(self, kind: RunKind = RunKind.REAL) -> None:
        """Begin anew: nothing is worked out, and the usual is chosen."""
        self.kind, self.method, self.digits = kind, Method.LEXIMIN, 0
        self.forget()

    def forget(self) -> None:
        """What was worked out no longer holds."""
        self._exact = self._listed = None

    @property
    def prepared(self) -> PreparedRun | None:
        """What is ready to be frozen: in a draw by figures the list of panels, once it is made."""
        return self._listed if self.digits and self._listed is not None else self._exact

    def choose_kind(self, kind: RunKind) -> None:
        """Work for a test or a real draw from now on."""
        self.kind = kind
        self.forget()

    def choose_method(self, method: Method) -> None:
        """Share the chances out in this way from now on."""
        self.method = method
        self.forget()

    def work_out(self) -> None:
        """Have every chance worked out, off the window's thread."""
        self._prepare(digits=0)

    def make_list(self) -> None:
        """Have the equally likely panels of a draw by figures made from the chances that are there."""
        if self._exact is not None:
            self._prepare(digits=self.digits)

    def stop_here(self) -> None:
        """Have the engine end with what it has."""
        self._may_stop.set()

    def compare(self) -> None:
        """Have the methods compared, unless that is done or under way for these people and targets."""
        given = attempt(self._desk, partial(self._desk.recall, draw_input, self._desk.assembly_id, kind=self.kind))
        if given is None or not given.quotas or given.basis_sha256 == self._compared_basis:
            return
        self._drop_comparison()
        self._compared_basis, self.outlooks = given.basis_sha256, ()
        task = self._comparing = compare_task(given, self)
        task.succeeded.connect(self._on_compared)
        # What keeps a panel from being found is said when the chances are asked for.
        task.finished.connect(self._on_comparison_over)
        self._desk.runner.start(task)

    def _prepare(self, *, digits: int) -> None:
        given: DrawInput | None = attempt(
            self._desk, partial(self._desk.recall, draw_input, self._desk.assembly_id, kind=self.kind)
        )
        if given is None:
            return
        self._drop_comparison()
        self._may_stop.clear()
        found = self._exact.lottery if digits and self._exact is not None else None
        task = prepare_task(
            given, self, method=self.method.value, found=found, digits=digits, may_finish=self._may_stop.is_set
        )
        task.succeeded.connect(self._on_prepared)
        task.failed.connect(self.failed)
        task.finished.connect(self._on_work_over)
        self.working.emit(True)
        self._desk.runner.start(task)

    def _drop_comparison(self) -> None:
        """Nobody waits for a comparison once a method is chosen."""
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing, self._compared_basis = None, ""

    def _on_compared(self, outlooks: "tuple[Outlook, ...]") -> None:
        self.outlooks = outlooks
        self.compared.emit()

    def _on_comparison_over(self) -> None:
        self._comparing = None

    def _on_prepared(self, prepared: PreparedRun) -> None:
        if prepared.digits:
            self._listed = prepared
        else:
            self._exact, self._listed = prepared, None
        self.working.emit(False)
        self.prepared_anew.emit()

    def _on_work_over(self) -> None:
        self.working.emit(False)
