"""Vote: what is put to the vote, the paper counts typed in twice, and how it came out."""

from ui.voting.page import VotingPage

__all__ = ["VotingPage"]
