"""Who sits at which table: round tables drawn as such, moved by mouse or keys, with the score while they move."""

from ui.seating.page import SeatingPage

__all__ = ["SeatingPage"]
