"""Kills a program that writes, again and again, and looks at what is left.

`python -m tests.storage.kill_sweep --kills 100`. A child does one action after the other (it types, adds people, ticks
members off, types counts in, records answers, undoes, backs up) and acknowledges each on a pipe; it is killed at a
random moment. Then the file must open by itself, hold every acknowledged action and no half one, its audit log must be
whole, and every backup that has its final name must be sound.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as clock_time
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.actions import add_partner
from engage.assembly.records import Assembly
from engage.assembly.rules import PartnerKind
from engage.deliberation.actions import add_draft
from engage.deliberation.records import DraftVersion
from engage.deliberation.rules import DraftKind
from engage.followup.actions import address_expectation, record_response, report_progress, send_request
from engage.followup.records import Action, ActionUpdate, ExpectationAddress, PartnerResponse
from engage.followup.rules import ActionDraft, ResponseDraft, ResponseStatus
from engage.meetings.actions import add_session, check_in, undo_check_in
from engage.meetings.records import AssemblySession, Attendance
from engage.people.records import AccessNeed, Respondent, StatusChange
from engage.storage.audit import export_audit, verify_chain
from engage.storage.backup import back_up_beside, check_file
from engage.storage.backup_folder import list_backups
from engage.storage.journal import irreversible
from engage.storage.workspace import Workspace
from engage.voting.actions import close_vote, enter_count, open_vote
from engage.voting.records import PaperCount, Vote
from engage.voting.rules import Base, Comparison, CountEntry, VoteMethod, VoteRules, VoteState
from engage.working_days import PeriodUnit
from tests.storage.factories import add_people, found_assembly

PEOPLE_AT_A_TIME = 7
MEMBERS = 6 * PEOPLE_AT_A_TIME
LONGEST_SECONDS = 0.4
DAY = date(2027, 1, 16)
RULES = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(1, 2), Comparison.MORE_THAN, Base.YES_NO)


@dataclass(frozen=True)
class Outcome:
    """What the sweep saw."""

    kills: int
    acknowledged: int
    unfinished: int
    backups: int
    deeds: Counter[str]
    """How many of the acknowledged actions were of each kind."""


def sweep(folder: Path, *, kills: int, seed: int = 0, report: Callable[[int], object] = lambda _: None) -> Outcome:
    """Kill a writer `kills` times on one file. Raises AssertionError on the first thing lost."""
    dice = random.Random(seed)
    path = folder / "swept.engage"
    with Workspace.create(path, passphrase=None) as workspace:
        workspace.write(irreversible(found_assembly))
        workspace.write(irreversible(_open_door))
    unfinished = 0
    deeds: Counter[str] = Counter()
    for number in range(kills):
        lines = _write_until_killed(path, seed=dice.randrange(2**32), seconds=dice.random() * LONGEST_SECONDS)
        deeds += Counter(json.loads(line)[2] for line in lines[1:])
        unfinished += _check(path, lines)
        report(number + 1)
    sound = [check_file(backup.path).ok for backup in list_backups(path)]
    assert all(sound)
    return Outcome(kills, deeds.total(), unfinished, len(sound), deeds)


def _write_until_killed(path: Path, *, seed: int, seconds: float) -> list[str]:
    """Fork a writer, kill it, and give the acknowledgements that came before."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _write_for_ever(path, seed, writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        first = [pipe.readline(), pipe.readline()]  # it opened the file, and did one thing
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        lines = [*first, *pipe]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer ended by itself"
    return [line for line in lines if line.endswith("\n")]


def _write_for_ever(path: Path, seed: int, pipe: int) -> None:
    """The child: it never returns."""
    try:
        with Workspace.open(path) as workspace:
            os.write(pipe, _state(workspace, "open"))
            for name, deed in _deeds(workspace, random.Random(seed)):
                deed()
                os.write(pipe, _state(workspace, name))
    finally:
        os._exit(1)


def _open_door(db: Session) -> None:
    """A session and the members who may come to it; an expectation that a partner was asked for."""
    assembly_id = db.scalars(select(Assembly.id)).one()
    add_people(db, assembly_id, count=MEMBERS, first=1)
    db.flush()
    for person in db.scalars(select(Respondent)):
        person.status = "confirmed"
    add_session(db, assembly_id, held_on=DAY, starts_at=clock_time(10), ends_at=clock_time(16))
    partner_id = add_partner(db, assembly_id, name="Town Council", kind=PartnerKind.COUNCIL)
    draft_id = add_draft(db, assembly_id, kind=DraftKind.EXPECTATION, title="Hours", text="Open late")
    version_id = db.scalars(select(DraftVersion.id).where(DraftVersion.draft_id == draft_id)).one()
    address_expectation(db, version_id, partner_ids=[partner_id])
    address_id = db.scalars(select(ExpectationAddress.id)).one()
    send_request(db, address_id, sent_on=DAY, period_count=3, period_unit=PeriodUnit.MONTHS)


def _tick(db: Session, *, dice: random.Random) -> None:
    """Somebody comes to the door, or what was ticked is taken back."""
    session_id = db.scalars(select(AssemblySession.id)).one()
    members = select(Respondent.id).where(Respondent.status == "confirmed").order_by(Respondent.reference)
    person = dice.choice(list(db.scalars(members)))
    ticked = set(db.scalars(select(Attendance.respondent_id)))
    (undo_check_in if person in ticked else check_in)(db, session_id, person)


def _count(db: Session, *, dice: random.Random) -> None:
    """A teller types a count of the open vote in; once both agree the vote is closed, and the next one opens."""
    assembly_id = db.scalars(select(Assembly.id)).one()
    vote = db.scalars(select(Vote).where(Vote.state == VoteState.OPEN)).one_or_none()
    if vote is None:
        draft_id = add_draft(db, assembly_id, kind=DraftKind.RECOMMENDATION, title="Buses", text="Run later")
        version_id = db.scalars(select(DraftVersion.id).where(DraftVersion.draft_id == draft_id)).one()
        open_vote(db, version_id, rules=RULES, held_on=DAY)
    elif len(vote.counts) == 2 and vote.counts[0].options == vote.counts[1].options:
        close_vote(db, vote.id)
    else:
        yes = vote.present - dice.randrange(2)
        ballots = CountEntry(vote.present, 0, 0, 0, {"yes": yes, "no": vote.present - yes, "abstain": 0})
        enter_count(db, vote.id, entry=dice.choice((1, 2)), count=ballots)


def _answer(db: Session, *, dice: random.Random) -> None:
    """The partner answers anew, or reports how far its newest action is."""
    address_id = db.scalars(select(ExpectationAddress.id)).one()
    newest = db.scalars(select(Action.id).order_by(Action.due_on.desc()).limit(1)).one_or_none()
    if newest is not None and dice.randrange(2):
        report_progress(db, newest, percent_done=dice.randrange(101), text="So far", reported_on=DAY)
        return
    due_on = DAY + timedelta(days=db.scalar(select(func.count(Action.id))) or 0)
    action = ActionDraft(f"Open late, {dice.randrange(10**9)}", "Clerk", due_on)
    answer = ResponseDraft(ResponseStatus.ACCEPTED, "Yes", actions=(action,))
    record_response(db, address_id, answer=answer, answered_on=DAY)


def _deeds(workspace: Workspace, dice: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    assembly_id = workspace.read(lambda db: db.scalars(select(Assembly.id)).one())
    while True:
        fresh = dice.randrange(10**9)
        people = partial(add_people, assembly_id=assembly_id, count=PEOPLE_AT_A_TIME, first=fresh * 10)
        typing = ("type", partial(workspace.write, partial(_type, text=str(fresh))))
        adding = ("add people", partial(workspace.write, people))
        yield dice.choice(
            [
                typing,
                adding,
                ("check in", partial(workspace.write, partial(_tick, dice=dice))),
                ("count", partial(workspace.write, partial(_count, dice=dice))),
                ("answer", partial(workspace.write, partial(_answer, dice=dice))),
                ("undo", workspace.undo) if workspace.can_undo else adding,
                ("redo", workspace.redo) if workspace.can_redo else typing,
                ("back up", partial(back_up_beside, workspace, "before-draw")),
            ]
        )


def _type(db: Session, *, text: str) -> None:
    """Write one text in two places, so that half an action would show."""
    assembly = db.scalars(select(Assembly)).one()
    assembly.place = text
    db.flush()
    assembly.sponsor = text


def _state(workspace: Workspace, deed: str) -> bytes:
    return json.dumps([workspace.audit_head, workspace.read(_content), deed]).encode() + b"\n"


def _content(db: Session) -> list[object]:
    counts = [db.scalar(select(func.count()).select_from(kind)) for kind in (Respondent, AccessNeed, StatusChange)]
    assembly = db.scalars(select(Assembly)).one()
    came = select(Respondent.reference).join(Attendance, Attendance.respondent_id == Respondent.id)
    votes = select(Vote.number, Vote.state, PaperCount.entry, PaperCount.options).outerjoin(Vote.counts)
    answers = select(PartnerResponse.number, func.count(Action.id)).outerjoin(PartnerResponse.actions)
    reports = select(Action.due_on, ActionUpdate.number, ActionUpdate.percent_done).join(Action.updates)
    return [
        *counts,
        assembly.place,
        assembly.sponsor,
        sorted(db.scalars(came)),
        [list(row) for row in db.execute(votes.order_by(Vote.number, PaperCount.entry))],
        [list(row) for row in db.execute(answers.group_by(PartnerResponse.number).order_by(PartnerResponse.number))],
        [[str(due), *rest] for due, *rest in db.execute(reports.order_by(Action.due_on, ActionUpdate.number))],
    ]


def _check(path: Path, lines: list[str]) -> int:
    """Compare the file with the last acknowledgement, and give how many actions were done but not acknowledged."""
    head, content, _deed = json.loads(lines[-1])
    with Workspace.open(path) as workspace:
        report = verify_chain(workspace.read(export_audit), tuple(head))
        assert report.ok, report.problems
        people, needs, changes, place, sponsor, _came, votes, answers, _reports = now = workspace.read(_content)
        assert people == needs == changes
        assert people % PEOPLE_AT_A_TIME == 0
        assert place == sponsor
        assert [number for number, _actions in answers] == list(range(1, len(answers) + 1))
        assert all(actions == 1 for _number, actions in answers)
        assert _are_whole(votes)
        if report.entries == head[0]:
            assert now == content
        return int(report.entries > head[0])


def _are_whole(votes: list[list[Any]]) -> bool:
    """Whether each closed vote has its two counts, and these agree."""
    closed = [(number, options) for number, state, _entry, options in votes if state == VoteState.CLOSED]
    by_vote = {number: [options for other, options in closed if other == number] for number, _options in closed}
    return all(len(counts) == 2 and counts[0] == counts[1] for counts in by_vote.values())


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Kill a writing program and check that nothing is lost.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        outcome = sweep(
            Path(folder),
            kills=options.kills,
            seed=options.seed,
            report=lambda number: sys.stderr.write(f"\r{number} kills"),
        )
    sys.stdout.write(
        f"\n{outcome.kills} kills, {outcome.acknowledged} acknowledged actions, all there "
        f"({', '.join(f'{count} {deed}' for deed, count in sorted(outcome.deeds.items()))}); "
        f"{outcome.unfinished} kills after the commit and before the answer; {outcome.backups} backups, all sound.\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
