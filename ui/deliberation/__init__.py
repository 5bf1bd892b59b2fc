"""From notes to expectations: notes at the table's pace, a board that gathers them, drafts with their history."""

from ui.deliberation.page import DeliberationPage

__all__ = ["DeliberationPage"]
