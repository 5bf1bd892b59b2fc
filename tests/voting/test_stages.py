"""Who is there at each stage: who came forward, the members, and who was in the room when a vote closed."""

from datetime import UTC, date, datetime, time
from fractions import Fraction
from functools import partial

from sqlalchemy import select

from engage.assembly.actions import create_assembly
from engage.deliberation.actions import add_draft
from engage.deliberation.rules import DraftKind
from engage.deliberation.views import list_drafts
from engage.lottery.actions import draw_wave, freeze_wave, set_population, void_wave
from engage.lottery.population import PopulationDraft
from engage.meetings.actions import add_session, check_in, mark_left
from engage.people.actions import add_addresses
from engage.people.records import Respondent
from engage.people.rules import HomeDraft
from engage.voting.actions import close_vote, enter_count, open_vote
from engage.voting.rules import Base, Comparison, CountEntry, VoteMethod, VoteRules
from engage.voting.views import StageKind, list_likeness

RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.YES_NO_ABSTAIN, Fraction(1, 3))
COUNT = CountEntry(issued=2, unused=0, spoilt=0, blank=0, options={"yes": 2, "no": 0, "abstain": 0})
DAY = date(2027, 3, 6)


def at(hour):
    return lambda: datetime(2027, 3, 6, hour, tzinfo=UTC)


def _fill(db):
    assembly_id = create_assembly(db, title="Riverside")
    ages = PopulationDraft("age", None, (("young", "40"), ("old", "60")), "Census", "", "2021", True)
    set_population(db, assembly_id, drafts=[ages])
    answers = ["young", "old", "old", "", "young"]
    statuses = ["confirmed", "confirmed", "confirmed", "confirmed", "pool"]
    db.add_all(
        Respondent(
            assembly_id=assembly_id, reference=f"R{n}", status=status, answers={"age": age}, came_forward_at=at(8)()
        )
        for n, (age, status) in enumerate(zip(answers, statuses, strict=True))
    )
    return assembly_id


def _vote(db, assembly_id, session_id, hour):
    add_draft(db, assembly_id, kind=DraftKind.EXPECTATION, title="T", text="X", clock=at(8))
    db.flush()
    version_id = list_drafts(db, assembly_id)[-1].version.id
    vote_id = open_vote(db, version_id, rules=RULES, held_on=DAY, session_id=session_id)
    for entry in (1, 2):
        enter_count(db, vote_id, entry=entry, count=COUNT)
    close_vote(db, vote_id, clock=at(hour))


def _meet(db, assembly_id):
    session_id = add_session(db, assembly_id, held_on=DAY, starts_at=time(10), ends_at=time(16))
    db.flush()
    people = list(db.scalars(select(Respondent).order_by(Respondent.reference)))
    for person in people[:3]:
        check_in(db, session_id, person.id, clock=at(10))
    mark_left(db, session_id, people[2].id, clock=at(13))
    for hour in (14, 15):
        _vote(db, assembly_id, session_id, hour)


def test_each_stage_counts_who_was_there(workspace):
    assembly_id = workspace.write(_fill)
    workspace.write(partial(_meet, assembly_id=assembly_id))

    (age,) = workspace.read(partial(list_likeness, assembly_id=assembly_id))

    assert [(each.stage.kind, each.stage.people, each.counts, each.unanswered) for each in age.stages] == [
        (StageKind.CAME_FORWARD, 5, (2, 2), 1),
        (StageKind.CONFIRMED, 4, (1, 2), 1),
        (StageKind.SESSION, 3, (1, 2), 0),
        (StageKind.VOTES, 2, (1, 1), 0),
    ]
    assert (age.stages[-1].stage.number, age.stages[-1].stage.last) == (1, 2)
    assert age.index(age.stages[-1]) == 90
    assert not age.is_target


def _invite(db, assembly_id):
    """Forty letters to two wards, half of those to the north in a wave that was declared void before it went out."""
    wards = PopulationDraft("Ward ", None, (("North", "30"), ("South", "10")), "Register", "", "2026", False)
    set_population(db, assembly_id, drafts=[wards])
    homes = [HomeDraft(str(n), (f"{n} Mill Lane", "NORTH" if n % 4 else "south")) for n in range(80)]
    add_addresses(db, assembly_id, columns=("address", "ward"), key_columns=("address",), homes=homes)
    for letters, hour in ((20, 8), (40, 10)):
        number = freeze_wave(db, assembly_id, letters=letters, strata_columns=["ward"], clock=at(hour))
        draw_wave(db, assembly_id, number=number, public_string="4 2", clock=at(hour))
        if letters == 20:
            void_wave(db, assembly_id, number=number, reason="The list was old", clock=at(hour))
    return assembly_id


def test_letters_are_compared_where_the_list_of_addresses_says_it(workspace):
    assembly_id = workspace.write(_fill)
    workspace.write(partial(_invite, assembly_id=assembly_id))

    age, ward = workspace.read(partial(list_likeness, assembly_id=assembly_id))

    first = ward.stages[0]
    assert (first.stage.kind, first.stage.people, first.counts) == (StageKind.INVITED, 40, (30, 10))
    assert ward.index(first) == 100
    assert age.stages[0].stage.kind is StageKind.CAME_FORWARD
