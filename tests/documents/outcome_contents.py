"""Hand-made outcome reports, from the emptiest to the longest."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from engage.documents.common import Contact
from engage.documents.outcome_report.content import (
    DrawFacts,
    OutcomeReport,
    ReportedPriority,
    ReportedSession,
    ReportedText,
    ReportedVote,
    ShortEntry,
)
from engage.documents.selection_rows import shown_categories
from engage.voting.rules import Base, Comparison, CountEntry, VoteMethod, VoteRules, VoteState, decide
from tests.documents.contents import CONTACT, NAMES, english, targets

FOUR_FIFTHS = VoteRules(
    VoteMethod.YES_NO_ABSTAIN, Fraction(4, 5), Comparison.AT_LEAST, Base.VALID, quorum=Fraction(2, 3)
)
SCALE = VoteRules(VoteMethod.SUPPORT_4, Fraction(3, 4), Comparison.MORE_THAN, Base.VALID)


def closed(
    number: int, *votes: int, rules: VoteRules = FOUR_FIFTHS, present: int = 0, code: str = "en"
) -> ReportedVote:
    """A vote with these ballots, in the order of the ballot paper; 50 members could vote."""
    cast = sum(votes)
    count = CountEntry(cast, 0, 0, 0, dict(zip(rules.method.options, votes, strict=True)))
    present = present or cast
    return ReportedVote(
        number=number,
        label=f"E{number}",
        version_number=2,
        title=english("Health <i>visitors</i>", code),
        rules=rules,
        state=VoteState.CLOSED,
        held_on=date(2026, 6, 13),
        entitled=max(50, present),
        present=present,
        count=count,
        outcome=decide(rules, count.ballots, entitled=max(50, present), present=present),
    )


def voted_text(vote: ReportedVote | None, label: str = "E1", code: str = "en", priority: int = 1) -> ReportedText:
    return ReportedText(
        label=label,
        priority=priority,
        title=english("Health <i>visitors</i>", code),
        text=english("We expect every family with a new baby\nto be visited — within 2 weeks.\n\nAt home.", code),
        why=english("Nobody came when we asked.", code),
        notes=14,
        partners=("Riverside Council", NAMES[1]),
        vote=vote,
    )


def outcome_report(code: str = "en") -> OutcomeReport:
    """Three that were adopted, and one of each kind that was not."""
    passed, scale = closed(1, 40, 8, 2, code=code), closed(2, 4, 7, 10, 29, rules=SCALE, code=code)
    failed, straw = closed(3, 39, 8, 3, code=code), closed(4, 30, 2, 1, code=code)
    nothing = closed(5, 0, 0, 0, present=48, code=code)
    void = replace(
        closed(6, 1, 1, 1, code=code), state=VoteState.VOID, count=None, outcome=None, void_reason="Wrong <b>papers</b>"
    )
    strong = closed(7, 1, 2, 12, 35, rules=SCALE, code=code)
    return OutcomeReport(
        title=english("Riverside Health Assembly", code),
        question=english("What should health and care be like for all of us?", code),
        remit=english("What matters most.", code),
        out_of_scope=english("One person's care.", code),
        what_next=english("Every partner answers in writing.", code),
        commissioner="Riverside Council",
        contact=CONTACT,
        dated=date(2026, 7, 1),
        members=50,
        draw=DrawFacts(date(2026, 1, 15), 500, 50, shown_categories(targets())),
        sessions=tuple(
            ReportedSession(
                place, english("Care near home", code), date(2026, 3, place), 46 * (place < 3), 50, 60, 200, 30
            )
            for place in range(1, 4)
        ),
        notes=200,
        priorities=(
            ReportedPriority(1, english("Care close to home", code)),
            ReportedPriority(2, english("Empty", code)),
        ),
        adopted=(
            voted_text(passed, "E1", code),
            voted_text(strong, "E7", code),
            voted_text(None, "E8", code, priority=3),
        ),
        not_adopted=(
            voted_text(scale, "E2", code),
            voted_text(failed, "E3", code),
            voted_text(straw, "E1", code),
            voted_text(nothing, "E5", code),
        ),
        set_aside=(ShortEntry("E9", english("A single number", code)),),
        not_yet_voted=(ShortEntry("R10", english("A report a year", code)),),
        votes=(passed, scale, failed, straw, nothing, void, strong),
    )


def bare_outcome_report() -> OutcomeReport:
    """With nothing in it that may be missing: one failed vote."""
    empty, failed = english(""), closed(1, 1, 40, 0)
    return OutcomeReport(
        title=english("Care"),
        question=empty,
        remit=empty,
        out_of_scope=empty,
        what_next=empty,
        commissioner="",
        contact=Contact(),
        dated=date(2026, 7, 1),
        members=41,
        draw=None,
        sessions=(),
        notes=0,
        priorities=(),
        adopted=(),
        not_adopted=(replace(voted_text(failed), why=empty, notes=0, partners=()),),
        set_aside=(),
        not_yet_voted=(),
        votes=(failed,),
    )
