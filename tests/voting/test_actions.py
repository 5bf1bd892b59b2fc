from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.deliberation.actions import add_draft, revise_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.errors import RefusedError
from engage.meetings.actions import add_session, check_in, mark_apologies, mark_left
from engage.people.records import Respondent
from engage.voting.actions import close_vote, count_present, enter_count, open_vote, void_vote
from engage.voting.rules import Base, Comparison, CountEntry, Verdict, VoteMethod, VoteRules, VoteState
from engage.voting.views import drafts_to_vote_on, list_votes, turnout_of, vote_sheet, votes_on

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


@pytest.fixture
def session_id(workspace, assembly_id):
    given = {"held_on": date(2027, 3, 6), "starts_at": time(10), "ends_at": time(15)}
    return workspace.write(partial(add_session, assembly_id=assembly_id, **given))


@pytest.fixture
def door(workspace, session_id):
    people = workspace.read(lambda db: [row.id for row in db.query(Respondent).order_by(Respondent.reference)])

    def door(tick, *places):
        for place in places:
            workspace.write(partial(tick, session_id=session_id, respondent_id=people[place]))

    return door


def test_before_the_door_opens_everyone_is_expected_who_sent_no_apologies(workspace, version_id, session_id, door):
    door(mark_apologies, 0)
    opened = partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 6), session_id=session_id)
    vote_id = workspace.write(opened)

    sheet = workspace.read(partial(vote_sheet, vote_id=vote_id))
    assert (sheet.entitled, sheet.present) == (10, 9)
    assert not workspace.read(partial(turnout_of, vote_id=vote_id)).is_counted


def test_who_is_in_the_room_is_fixed_when_the_vote_opens_and_counted_again_when_asked(
    workspace, version_id, session_id, door
):
    door(check_in, *range(8))
    opened = partial(open_vote, version_id=version_id, rules=RULES, held_on=date(2027, 3, 6), session_id=session_id)
    vote_id = workspace.write(opened)
    door(mark_left, 0)
    assert workspace.read(partial(vote_sheet, vote_id=vote_id)).present == 8

    assert workspace.write(partial(count_present, vote_id=vote_id)) == 7
    assert workspace.read(partial(vote_sheet, vote_id=vote_id)).present == 7


def test_once_ballots_are_counted_who_is_there_stays_as_it_is(workspace, vote_id):
    workspace.write(partial(enter_count, vote_id=vote_id, entry=1, count=GOOD))

    assert code_of(workspace, partial(count_present, vote_id=vote_id)) == "count-begun"


def test_a_newer_wording_is_noticed_and_can_be_voted_on(workspace, assembly_id, vote_id):
    to_vote_on = partial(drafts_to_vote_on, assembly_id=assembly_id)
    assert workspace.read(to_vote_on) == []
    draft = workspace.read(partial(list_drafts, assembly_id=assembly_id))[0]

    workspace.write(partial(revise_draft, draft_id=draft.id, title="T", text="Y", reason="Clearer", clock=noon))

    sheet = workspace.read(partial(vote_sheet, vote_id=vote_id))
    assert (sheet.label, sheet.version_number, sheet.has_newer_wording) == ("E1", 1, True)
    assert [row.version.number for row in workspace.read(to_vote_on)] == [2]
