"""The People page: everyone who came forward, one person's story and needs, and lists from other programs."""

from ui.people.page import PeoplePage

__all__ = ["PeoplePage"]
