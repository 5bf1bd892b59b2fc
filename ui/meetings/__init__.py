"""The Meetings page: the sessions, their agendas and places, and the door on the day."""

from ui.meetings.page import MeetingsPage

__all__ = ["MeetingsPage"]
