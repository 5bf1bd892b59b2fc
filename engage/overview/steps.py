"""What a next step is: one line of the page that says what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class NextStep:
    """One thing to do: what, why it matters, by when, on which page, and the words on the button.

    `deed` is what the page is asked to do there, such as "import:people"; empty when showing it is enough.
    """

    what: str
    why: str
    due: date | None
    page: str
    action: str
    deed: str = ""

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < today


def overdue_first(steps: Iterable[NextStep], today: date) -> list[NextStep]:
    """What should have been done already, then the rest; each part in the order of doing it."""
    return sorted(steps, key=lambda step: not step.is_overdue(today))
