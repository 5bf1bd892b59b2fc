"""Kills a program that writes, again and again, and looks at what is left.

`python -m tests.storage.kill_sweep --kills 100`. A child does one action after the other and acknowledges each on a
pipe; it is killed at a random moment. Then the file must open by itself, hold every acknowledged action and no half
one, its audit log must be whole, and every backup that has its final name must be sound.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engage.assembly.records import Assembly
from engage.meetings.actions import add_session, check_in, undo_check_in
from engage.meetings.records import AssemblySession, Attendance
from engage.people.records import AccessNeed, Respondent, StatusChange
from engage.storage.audit import export_audit, verify_chain
from engage.storage.backup import back_up_beside, check_file
from engage.storage.backup_folder import list_backups
from engage.storage.journal import irreversible
from engage.storage.workspace import Workspace
from tests.storage.factories import add_people, found_assembly

PEOPLE_AT_A_TIME = 7
MEMBERS = 6 * PEOPLE_AT_A_TIME
LONGEST_SECONDS = 0.4


@dataclass(frozen=True)
class Outcome:
    """What the sweep saw."""

    kills: int
    acknowledged: int
    unfinished: int
    backups: int


def sweep(folder: Path, *, kills: int, seed: int = 0, report: Callable[[int], object] = lambda _: None) -> Outcome:
    """Kill a writer `kills` times on one file. Raises AssertionError on the first thing lost."""
    dice = random.Random(seed)
    path = folder / "swept.engage"
    with Workspace.create(path, passphrase=None) as workspace:
        workspace.write(irreversible(found_assembly))
        workspace.write(irreversible(_open_door))
    acknowledged = unfinished = 0
    for number in range(kills):
        lines = _write_until_killed(path, seed=dice.randrange(2**32), seconds=dice.random() * LONGEST_SECONDS)
        acknowledged += len(lines) - 1
        unfinished += _check(path, lines)
        report(number + 1)
    sound = [check_file(backup.path).ok for backup in list_backups(path)]
    assert all(sound)
    return Outcome(kills, acknowledged, unfinished, len(sound))


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
            os.write(pipe, _state(workspace))
            for deed in _deeds(workspace, random.Random(seed)):
                deed()
                os.write(pipe, _state(workspace))
    finally:
        os._exit(1)


def _open_door(db: Session) -> None:
    """A session and the members who may come to it."""
    assembly_id = db.scalars(select(Assembly.id)).one()
    add_people(db, assembly_id, count=MEMBERS, first=1)
    db.flush()
    for person in db.scalars(select(Respondent)):
        person.status = "confirmed"
    add_session(db, assembly_id, held_on=date(2027, 1, 16), starts_at=clock_time(10), ends_at=clock_time(16))


def _tick(db: Session, *, dice: random.Random) -> None:
    """Somebody comes to the door, or what was ticked is taken back."""
    session_id = db.scalars(select(AssemblySession.id)).one()
    members = select(Respondent.id).where(Respondent.status == "confirmed").order_by(Respondent.reference)
    person = dice.choice(list(db.scalars(members)))
    ticked = set(db.scalars(select(Attendance.respondent_id)))
    (undo_check_in if person in ticked else check_in)(db, session_id, person)


def _deeds(workspace: Workspace, dice: random.Random) -> Iterator[Callable[[], object]]:
    assembly_id = workspace.read(lambda db: db.scalars(select(Assembly.id)).one())
    while True:
        fresh = dice.randrange(10**9)
        people = partial(add_people, assembly_id=assembly_id, count=PEOPLE_AT_A_TIME, first=fresh * 10)
        yield dice.choice(
            [
                partial(workspace.write, partial(_type, text=str(fresh))),
                partial(workspace.write, people),
                partial(workspace.write, partial(_tick, dice=dice)),
                workspace.undo if workspace.can_undo else partial(workspace.write, people),
                workspace.redo if workspace.can_redo else partial(workspace.write, partial(_type, text=str(fresh))),
                partial(back_up_beside, workspace, "before-draw"),
            ]
        )


def _type(db: Session, *, text: str) -> None:
    """Write one text in two places, so that half an action would show."""
    assembly = db.scalars(select(Assembly)).one()
    assembly.place = text
    db.flush()
    assembly.sponsor = text


def _state(workspace: Workspace) -> bytes:
    return json.dumps([workspace.audit_head, workspace.read(_content)]).encode() + b"\n"


def _content(db: Session) -> list[object]:
    counts = [db.scalar(select(func.count()).select_from(kind)) for kind in (Respondent, AccessNeed, StatusChange)]
    assembly = db.scalars(select(Assembly)).one()
    came = select(Respondent.reference).join(Attendance, Attendance.respondent_id == Respondent.id)
    return [*counts, assembly.place, assembly.sponsor, sorted(db.scalars(came))]


def _check(path: Path, lines: list[str]) -> int:
    """Compare the file with the last acknowledgement, and give how many actions were done but not acknowledged."""
    head, content = json.loads(lines[-1])
    with Workspace.open(path) as workspace:
        report = verify_chain(workspace.read(export_audit), tuple(head))
        assert report.ok, report.problems
        people, needs, changes, place, sponsor, _came = now = workspace.read(_content)
        assert people == needs == changes
        assert people % PEOPLE_AT_A_TIME == 0
        assert place == sponsor
        if report.entries == head[0]:
            assert now == content
        return int(report.entries > head[0])


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
        f"\n{outcome.kills} kills, {outcome.acknowledged} acknowledged actions, all there; "
        f"{outcome.unfinished} kills after the commit and before the answer; {outcome.backups} backups, all sound.\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
