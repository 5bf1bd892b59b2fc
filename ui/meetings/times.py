"""A field for a time of day, typed as people write it."""

import re
from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QLineEdit, QWidget

from engage.errors import RefusedError
from ui.widgets.forms import Field, Save

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?")


class TimeEditor:
    """A time of day: 9:30, 9.30, 930 or 9."""

    def __init__(self) -> None:
        self.line = QLineEdit()

    def widget(self) -> QWidget:
        """The line edit."""
        return self.line

    def value(self) -> time:
        """The time. Raises RefusedError when what is typed is no time of day."""
        return read_time(self.line.text())

    def put(self, value: time) -> None:
        """Show a time as it is typed: 15:30 in any language, since that can be read back."""
        self.line.setText(value.isoformat("minutes"))

    def connect(self, changed: Callable[[], None]) -> None:
        """Typing is a change; `put` is none."""
        self.line.textEdited.connect(lambda _text: changed())


def read_time(words: str) -> time:
    """The time of day that the words mean. Raises RefusedError."""
    found = _TIME.fullmatch(words.strip())
    try:
        if found is not None:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise RefusedError("not-a-time", text=words)


def time_of_day(label: str, save: Save) -> Field:
    """A field for a time of day."""
    return Field(label, TimeEditor(), save)
