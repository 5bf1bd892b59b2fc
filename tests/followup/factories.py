"""What tests of the follow-up share: a vote that was held."""

from datetime import UTC, date, datetime
from fractions import Fraction
from functools import partial

from engage.voting.actions import close_vote, enter_count, open_vote
from engage.voting.rules import Base, Comparison, CountEntry, VoteMethod, VoteRules

RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID)


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


def hold_vote(workspace, version_id, *, yes, of):
    """A vote of `of` members on a wording, counted twice and closed; `yes` of them were in favour."""
    opened = partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 6), entitled=of, present=of)
    vote_id = workspace.write(opened)
    count = CountEntry(issued=of, unused=0, spoilt=0, blank=0, options={"yes": yes, "no": of - yes, "abstain": 0})
    for entry in (1, 2):
        workspace.write(partial(enter_count, vote_id=vote_id, entry=entry, count=count))
    workspace.write(partial(close_vote, vote_id=vote_id, clock=noon))
