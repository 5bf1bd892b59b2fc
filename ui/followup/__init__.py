"""Follow up: who was asked for what, what they said, what they did, and what members think of it."""

from ui.followup.page import FollowUpPage

__all__ = ["FollowUpPage"]
