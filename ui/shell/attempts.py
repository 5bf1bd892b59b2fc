"""Doing what may be refused, from a part of a page that has no place of its own for errors."""

from collections.abc import Callable
from typing import TypeVar

from engage.errors import EngageError
from ui.shell.pages import Desk

T = TypeVar("T")


def attempt(desk: Desk, deed: Callable[[], T]) -> T | None:
    """Do it; a refusal is shown on the page in sight. None when refused."""
    try:
        return deed()
    except EngageError as error:
        desk.errors.show(error)
        return None
