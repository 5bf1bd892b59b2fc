"""Keeps long work answerable: passes progress on, never backwards, and lets a cancel through within a solver call."""

from engage.progress import Cancelled, Progress, silent

_ENOUGH = 10**12


class Watch:
    """Remembers how far the work is, so that solvers deep inside can ask whether to go on."""

    def __init__(self, progress: Progress = silent) -> None:
        self._progress = progress
        self._done, self._total, self._message = 0, 100, ""
        self.cancelled: Cancelled | None = None
        self._effort = 0
        self._mark = 0

    @property
    def effort(self) -> int:
        """How much the solvers have done, in linear programmes: what budgets count, since a clock would not repeat.

        Once the watcher has had enough, each look finds more done than any budget allows: the work then ends where it
        would without a budget, with a valid lottery and its true gap. A watcher who may say so has `may_finish`.
        """
        if self._is_enough():
            self._effort += _ENOUGH
        return self._effort

    @effort.setter
    def effort(self, effort: int) -> None:
        self._effort = effort

    def _is_enough(self) -> bool:
        may_finish = getattr(self._progress, "may_finish", None)
        return may_finish is not None and bool(may_finish())

    def tell(self, bound: float, least: float | None = None) -> None:
        """Tell a watcher who cares (`chances`) the smallest chance so far, and what no lottery can exceed."""
        listener = getattr(self._progress, "chances", None)
        if listener is not None:
            listener(least, bound)

    def mark(self) -> None:
        """Begin to count effort anew."""
        self._mark = self.effort

    @property
    def effort_since_mark(self) -> int:
        """The effort since the last `mark`."""
        return self.effort - self._mark

    def report(self, share: float, message: str) -> None:
        """Say that this share (0 to 1) of the work is over. Raises `Cancelled`."""
        self._done = max(self._done, min(self._total, int(share * self._total)))
        self._message = message
        self.tick()

    def tick(self) -> None:
        """Give the watcher a chance to stop the work. Raises `Cancelled`."""
        self._progress(self._done, self._total, self._message)

    def wants_stop(self) -> bool:
        """For solver callbacks, through which nothing may be raised: keeps `Cancelled` for `raise_if_cancelled`."""
        try:
            self.tick()
        except Cancelled as cancelled:
            self.cancelled = cancelled
        return self.cancelled is not None

    def raise_if_cancelled(self) -> None:
        """Raise what `wants_stop` kept."""
        if self.cancelled is not None:
            raise self.cancelled
