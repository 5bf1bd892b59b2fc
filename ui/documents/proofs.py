"""The pages made ready in the background: a few files at a time, so that what is looked at comes first."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from engage.documents.kinds import PrintedFile, PrintJob, PrintProblem
from engage.progress import Progress, silent
from ui.shell.tasks import Task, TaskRunner

_AT_ONCE: Final = 4


class Proofs(QObject):
    """Makes files and keeps them until other ones are wanted. `changed` comes after every few files."""

    changed = Signal()
    shown = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._jobs: tuple[PrintJob, ...] = ()
        self._made: dict[int, PrintedFile] = {}
        self._asked: set[int] = set()
        self._run = 0
        self._wanted: int | None = None

    def use(self, jobs: Sequence[PrintJob]) -> None:
        """These are the files now; what was made for others is let go."""
        self._run += 1
        self._jobs = tuple(jobs)
        self._made = {}
        self._asked = set()
        self._wanted = None

    @property
    def jobs(self) -> tuple[PrintJob, ...]:
        """The files to be made."""
        return self._jobs

    @property
    def is_complete(self) -> bool:
        """Whether every file has been made."""
        return len(self._made) == len(self._jobs)

    @property
    def made(self) -> int:
        """How many files have been made."""
        return len(self._made)

    @property
    def pages(self) -> int:
        """How many pages have been made so far."""
        return sum(printed.pages for printed in self._made.values())

    @property
    def problems(self) -> list[PrintProblem]:
        """What to look at before printing, of the files made so far."""
        return [problem for number in sorted(self._made) for problem in self._made[number].problems]

    def show(self, number: int) -> None:
        """Make one file before all others; `shown` brings it."""
        self._wanted = number
        if number in self._made:
            self.shown.emit(self._made[number])
        elif number not in self._asked:
            self._start([number])

    def make_all(self) -> None:
        """Make what is still missing, a few files after the other."""
        missing = [number for number in range(len(self._jobs)) if number not in self._asked]
        if missing:
            self._start(missing[:_AT_ONCE], goes_on=True)

    def all_files(self, progress: Progress = silent) -> list[PrintedFile]:
        """Every file in order, making the missing ones. For a task: it touches nothing but the files."""
        made, jobs = dict(self._made), self._jobs
        files = []
        for number, job in enumerate(jobs):
            progress(number, len(jobs))
            files.append(made[number] if number in made else job.render())
        return files

    def _start(self, numbers: Sequence[int], *, goes_on: bool = False) -> None:
        jobs = [(number, self._jobs[number]) for number in numbers]
        self._asked.update(numbers)
        task = Task(partial(_render, jobs), self, goes_when_over=True)
        task.succeeded.connect(partial(self._on_made, self._run, goes_on))
        task.failed.connect(self.failed)
        self._runner.start(task)

    def _on_made(self, run: int, goes_on: bool, made: dict[int, PrintedFile]) -> None:
        if run != self._run:
            return  # other files are wanted by now
        self._made |= made
        if self._wanted in made:
            self.shown.emit(made[self._wanted])
        self.changed.emit()
        if goes_on:
            self.make_all()


def _render(jobs: Sequence[tuple[int, PrintJob]], progress: Progress) -> dict[int, PrintedFile]:
    made = {}
    for done, (number, job) in enumerate(jobs):
        progress(done, len(jobs))
        made[number] = job.render()
    return made
