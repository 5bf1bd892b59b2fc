"""What is next from the tables to a result: notes, drafts, votes, counts."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.deliberation.actions import add_draft, add_note, link_note, retire_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import draft_sheet
from engage.meetings.actions import add_session, check_in
from engage.meetings.rules import Phase
from engage.overview.next_steps import next_steps
from engage.overview.stages import is_stage_done
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus
from engage.voting.actions import close_vote, enter_count, open_vote
from engage.voting.rules import Base, Comparison, CountEntry, VoteMethod, VoteRules

LEARNED, DELIBERATED, DECIDES = date(2027, 1, 16), date(2027, 1, 30), date(2027, 2, 13)
RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(1, 2), Comparison.MORE_THAN, Base.YES_NO)
ROOMS = ("deliberation", "voting", "documents")


class Story:
    """An assembly of two members whose three sessions are planned."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.assembly_id = workspace.write(partial(create_assembly, title="Care"))
        self.members = [self.add_member(name) for name in ("R1", "R2")]
        days = [(LEARNED, Phase.LEARNING), (DELIBERATED, Phase.DELIBERATION), (DECIDES, Phase.DECISION)]
        self.sessions = [
            self.do(
                add_session,
                self.assembly_id,
                held_on=day,
                starts_at=time(10),
                ends_at=time(12),
                phase=phase,
            )
            for day, phase in days
        ]

    def do(self, action, *args, **values):
        return self.workspace.write(lambda db: action(db, *args, **values))

    def add_member(self, reference):
        key = self.do(add_respondent, self.assembly_id, reference=reference)
        self.do(select_for_panel, [key], reason="Draw 1")
        self.do(move_respondent, key, RespondentStatus.CONFIRMED)
        return key

    def hold(self, number):
        for member in self.members:
            self.do(check_in, self.sessions[number - 1], member)

    def steps(self, day=DECIDES):
        """What waits in the rooms between the tables and the result, and what is asked of them."""
        found = self.workspace.read(partial(next_steps, assembly_id=self.assembly_id, clock=lambda: _noon(day)))
        return [(step.what, step.due, step.deed.partition(":")[0]) for step in found if step.page in ROOMS]

    def is_done(self, stage):
        return self.workspace.read(partial(is_stage_done, assembly_id=self.assembly_id, stage=stage))


def _noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def papers(yes=2):
    return CountEntry(2, 0, 0, 0, {"yes": yes, "no": 2 - yes, "abstain": 0})


@pytest.fixture
def story(workspace):
    return Story(workspace)


def test_notes_are_written_down_within_three_days_of_a_session(story):
    story.hold(1)
    assert story.steps() == [("Write down the notes of session 1", date(2027, 1, 19), "session")]

    story.do(add_note, story.sessions[0], table_number=1, text="Longer hours")
    assert story.steps() == []


def test_drafts_begin_once_members_deliberate_and_no_note_gets_lost(story):
    note_id = story.do(add_note, story.sessions[0], table_number=1, text="Longer hours")
    story.hold(1)
    story.hold(2)
    story.do(add_note, story.sessions[1], table_number=1, text="Evenings")
    assert story.steps() == [("Begin the first draft", None, "add-draft")]

    draft_id = story.do(add_draft, story.assembly_id, kind=DraftKind.EXPECTATION, title="Hours", text="Open late")
    story.do(link_note, draft_id, note_id=note_id)
    assert story.steps() == [
        ("Look at 1 note that no draft rests on", None, "board"),
        ("Put 1 draft to the vote", DECIDES, "new"),
    ]

    story.do(retire_draft, draft_id)
    assert story.steps() == [("Begin the first draft", None, "add-draft")]


def test_a_vote_is_printed_counted_twice_settled_and_closed(story):
    draft_id = story.do(add_draft, story.assembly_id, kind=DraftKind.RECOMMENDATION, title="Hours", text="Open late")
    version_id = story.workspace.read(partial(draft_sheet, draft_id=draft_id)).versions[0].id
    vote_id = story.do(open_vote, version_id, rules=RULES, held_on=DECIDES)
    assert story.steps() == [
        ("Print the ballot papers", DECIDES, "ballot"),
        ("Count 1 vote", DECIDES, "vote"),
    ]
    assert story.steps(date(2027, 2, 14)) == [("Count 1 vote", DECIDES, "vote")]

    story.do(enter_count, vote_id, entry=1, count=papers())
    assert story.steps() == [("Count 1 vote a second time", DECIDES, "vote")]

    story.do(enter_count, vote_id, entry=2, count=papers(yes=1))
    assert story.steps() == [("Settle 1 vote whose counts differ", DECIDES, "vote")]

    story.do(enter_count, vote_id, entry=2, count=papers())
    assert story.steps() == [("Close 1 vote", DECIDES, "vote")]
    assert not story.is_done("voting")

    story.do(close_vote, vote_id)
    assert story.steps() == [("Print the outcome report", date(2027, 3, 13), "outcome-report")]
    assert story.is_done("voting")
    assert story.is_done("deliberation")
