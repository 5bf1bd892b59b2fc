"""How long work says how far it is, and how it is told to stop."""

from typing import Protocol


class Cancelled(BaseException):
    """Raised inside long work at its next step once the user has asked it to stop.

    A `BaseException`, so that no `except Exception` on the way hides it.
    """


class Progress(Protocol):
    """Told at each step; raises `Cancelled` when the work should stop."""

    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Report that `done` of `total` steps are over; `message` says in plain words what is going on."""


def silent(done: int, total: int, message: str = "") -> None:
    """A `Progress` for work that nobody watches."""
