"""What a next step is: one line of the page that says what to do."""

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
