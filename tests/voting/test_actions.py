from datetime import UTC, date, datetime
from fractions import Fraction
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.deliberation.actions import add_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.errors import RefusedError
from engage.people.records import Respondent
from engage.voting.actions import close_vote, enter_count, open_vote, void_vote
from engage.voting.rules import Base, Comparison, CountEntry, Verdict, VoteMethod, VoteRules, VoteState
from engage.voting.views import list_votes, vote_sheet, votes_on

RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.YES_NO_ABSTAIN, Fraction(2, 3))
GOOD = CountEntry(issued=10, unused=1, spoilt=0, blank=1, options={"yes": 7, "no": 1, "abstain": 0})


def noon():
    return datetime(2027, 3, 6, 12, tzinfo=UTC)


@pytest.fixture
def assembly_id(workspace):
    def add_members(db, assembly_id):
        db.add_all(
            Respondent(assembly_id=assembly_id, reference=f"R{n}", status="confirmed", came_forward_at=noon())
            for n in range(10)
        )

    assembly_id = workspace.write(partial(create_assembly, title="Riverside"))
    workspace.write(partial(add_members, assembly_id=assembly_id))
    return assembly_id


@pytest.fixture
def version_id(workspace, assembly_id):
    workspace.write(
        partial(add_draft, assembly_id=assembly_id, kind=DraftKind.EXPECTATION, title="T", text="X", clock=noon)
    )
    return workspace.read(partial(list_drafts, assembly_id=assembly_id))[0].version.id


@pytest.fixture
def vote_id(workspace, version_id):
    return workspace.write(partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 6)))


def code_of(workspace, action):
    with pytest.raises(RefusedError) as refused:
        workspace.write(action)
    return refused.value.code


def test_two_counts_that_agree_decide(workspace, vote_id, version_id):
    for entry in (1, 2):
        workspace.write(partial(enter_count, vote_id=vote_id, entry=entry, count=GOOD))
    workspace.write(partial(close_vote, vote_id=vote_id, clock=noon))

    sheet = workspace.read(partial(vote_sheet, vote_id=vote_id))

    assert (sheet.outcome.verdict, sheet.outcome.support, sheet.outcome.base_count) == (Verdict.PASSED, 7, 8)
    assert workspace.read(partial(votes_on, version_ids=[version_id]))[version_id].number == 1


def test_counts_that_differ_do_not_close(workspace, vote_id):
    other = CountEntry(issued=10, unused=1, spoilt=0, blank=1, options={"yes": 6, "no": 2, "abstain": 0})
    workspace.write(partial(enter_count, vote_id=vote_id, entry=1, count=GOOD))
    assert code_of(workspace, partial(close_vote, vote_id=vote_id)) == "second-count-missing"
    workspace.write(partial(enter_count, vote_id=vote_id, entry=2, count=other))

    assert code_of(workspace, partial(close_vote, vote_id=vote_id)) == "counts-differ"
    assert workspace.read(partial(vote_sheet, vote_id=vote_id)).differing == ("no", "yes")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unused": 0}, "ballots-missing"),
        ({"unused": 2}, "ballots-too-many"),
        ({"issued": 11, "unused": 2}, "more-issued-than-present"),
        ({"spoilt": -1, "unused": 2}, "count-below-zero"),
        ({"options": {"yes": 7, "maybe": 1}}, "option-unknown"),
    ],
)
def test_a_count_that_does_not_reconcile_is_refused(workspace, vote_id, changes, code):
    count = CountEntry(**{**GOOD.__dict__, **changes})

    assert code_of(workspace, partial(enter_count, vote_id=vote_id, entry=1, count=count)) == code
    assert workspace.read(partial(vote_sheet, vote_id=vote_id)).first is None


def test_a_vote_below_quorum_is_a_straw_poll(workspace, version_id):
    vote_id = workspace.write(
        partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 6), present=6)
    )
    count = CountEntry(issued=6, unused=0, spoilt=0, blank=0, options={"yes": 6})
    for entry in (1, 2):
        workspace.write(partial(enter_count, vote_id=vote_id, entry=entry, count=count))
    workspace.write(partial(close_vote, vote_id=vote_id, clock=noon))

    assert workspace.read(partial(vote_sheet, vote_id=vote_id)).outcome.verdict is Verdict.STRAW_POLL


def test_a_second_vote_needs_the_first_to_be_void(workspace, assembly_id, vote_id, version_id):
    again = partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 7))
    assert code_of(workspace, again) == "voted-already"

    workspace.write(partial(void_vote, vote_id=vote_id, reason="The box fell over"))
    workspace.write(again)

    votes = workspace.read(partial(list_votes, assembly_id=assembly_id))
    assert [(vote.number, vote.state) for vote in votes] == [(1, VoteState.VOID), (2, VoteState.OPEN)]


def test_a_base_that_does_not_suit_the_method_is_refused(workspace, version_id):
    rules = VoteRules(VoteMethod.SUPPORT_4, Fraction(1, 2), Comparison.MORE_THAN, Base.YES_NO)

    assert code_of(workspace, partial(open_vote, version_id=version_id, rules=rules, held_on=date(2027, 3, 6))) == (
        "base-unsuited"
    )


def test_a_closed_vote_can_not_be_undone(workspace, vote_id):
    for entry in (1, 2):
        workspace.write(partial(enter_count, vote_id=vote_id, entry=entry, count=GOOD))
    workspace.write(partial(close_vote, vote_id=vote_id, clock=noon))

    with pytest.raises(RefusedError):
        workspace.undo()
