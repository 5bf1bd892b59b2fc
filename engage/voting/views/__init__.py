"""What screens show and documents print of votes, and who was there at each stage."""

from engage.voting.views.stages import CategoryLikeness, Stage, StageCounts, StageKind, list_likeness
from engage.voting.views.votes import (
    Turnout,
    VoteSheet,
    drafts_to_vote_on,
    list_votes,
    turnout,
    turnout_of,
    vote_sheet,
    votes_on,
)

__all__ = [
    "CategoryLikeness",
    "Stage",
    "StageCounts",
    "StageKind",
    "Turnout",
    "VoteSheet",
    "drafts_to_vote_on",
    "list_likeness",
    "list_votes",
    "turnout",
    "turnout_of",
    "vote_sheet",
    "votes_on",
]
