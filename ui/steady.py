"""Keeps Python's own constants alive beside Qt's bindings.

PySide6 6.12 is built as though `None`, `True` and `False` could not die, which is so from Python 3.12 on. On Python
3.11 every call into Qt that gives nothing takes a reference to `None` that it never got, and after some ten thousand
calls the interpreter stops with "deallocating None". So the constants are lent more references than any run uses up.
docs/decisions/0008-dependencies.md says when this can go.
"""

import sys

_LENT = 1 << 40  # a million calls a second would use them up in twelve days


def keep_constants_alive() -> None:
    """Lend the constants their references, where this Python needs it. Once a process is enough."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    import ctypes

    for constant in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(constant)).value += _LENT
