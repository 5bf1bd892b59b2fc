"""The day of a meeting: 60 members checked in by keys at the door, and its report: `python -m benchmarks.day`.

Each is checked in as a person at the door does it: letters of the name, at least two, until they are the first in the
list, then Enter. Everything goes through the real page and into the file; the time is the computer's, without the
hands'. The members' names are the sample's; the report is the sample's outcome report, read and set as a PDF.
"""

import argparse
import os
import sys
import tempfile
from datetime import time
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.machine import describe, timed
from engage.assembly.actions import create_assembly
from engage.assembly.views import list_assemblies
from engage.clock import today
from engage.documents.catalogue import gather_prints, render_prints
from engage.documents.kinds import PrintedFile
from engage.meetings.actions import add_session
from engage.meetings.views import quorum
from engage.overview.sample import make_sample
from engage.people.actions import add_respondent, move_respondent, select_for_panel
from engage.people.rules import RespondentStatus, name_key
from engage.people.views import list_respondents
from engage.storage.workspace import Workspace
from ui.meetings.day import DayStep
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings

_REPORT = "outcome-report"
_LEAST_LETTERS = 2


def names_of(sample: Workspace, count: int) -> list[str]:
    """The names of so many people of the sample."""
    assembly_id = sample.read(list_assemblies)[0].id
    people = sample.read(partial(list_respondents, assembly_id=assembly_id, offset=0, limit=count))
    return [person.full_name for person in people]


def report_of(sample: Workspace) -> PrintedFile:
    """The sample's outcome report."""
    assembly_id = sample.read(list_assemblies)[0].id
    jobs, _refusals = sample.read(lambda db: gather_prints(db, assembly_id, [_REPORT]))
    return next(iter(render_prints(jobs)))


def make_members(workspace: Workspace, names: list[str]) -> UUID:
    """Members of those names and a session today; gives the session's id."""
    assembly_id: UUID = workspace.write(partial(create_assembly, title="Benchmark"))

    def bring_in(db: Any) -> None:
        keys = [
            add_respondent(db, assembly_id, reference=f"R{number:03}", full_name=name)
            for number, name in enumerate(names)
        ]
        select_for_panel(db, keys, reason="Draw 1")
        for key in keys:
            move_respondent(db, key, RespondentStatus.CONFIRMED)

    workspace.write(bring_in)
    times: dict[str, Any] = {"starts_at": time(10), "ends_at": time(16)}
    session_id: UUID = workspace.write(partial(add_session, assembly_id=assembly_id, held_on=today(), **times))
    return session_id


def check_in(app: QApplication, day: DayStep, name: str, reference: str) -> int:
    """Type letters until the first in the list is this one, then Enter; gives the number of keys.

    A name that this keyboard can't write is found by the person's reference.
    """
    plain = name_key(name)
    for count, letter in enumerate(plain if plain.isascii() else reference, 1):
        QTest.keyClicks(day.search, letter)
        person = day.table.current_row()
        if count >= _LEAST_LETTERS and person is not None and person.shown_name == name:
            QTest.keyClick(day.search, Qt.Key.Key_Return)
            app.processEvents()  # until the tick is on the screen
            return count + 1
    raise SystemExit(f"nobody is called {name}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, default=60)
    options = parser.parse_args()
    print(describe())
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_sample(folder / "sample.engage")
        with Workspace.open(folder / "sample.engage", read_only=True) as sample:
            names = names_of(sample, options.members)
            printed, seconds = timed(partial(report_of, sample))
        print(f"outcome report: {printed.pages} pages in {seconds:.1f} s")
        workspace = Workspace.create(folder / "day.engage", passphrase=None)
        session_id = make_members(workspace, names)
        window = MainWindow(Appearance(app, Settings(palette="light")))
        window.show_file(workspace)
        window.show()
        assert window.frame is not None
        window.frame.go("meetings")
        page: Any = window.frame.page("meetings")
        page.open_door()
        app.processEvents()
        # People do not come in the order of their names.
        coming = [(each, f"R{number:03}") for number, each in enumerate(names)]
        Random(1).shuffle(coming)
        began = perf_counter()
        keys = sum(check_in(app, page.day, *each) for each in coming)
        took = perf_counter() - began
        came = workspace.read(partial(quorum, session_id=session_id)).came
        each = f"{took / len(names) * 1000:.0f} ms and {keys / len(names):.1f} keys each"
        print(f"check-in: {came} of {len(names)} in {took:.1f} s, {each}")
        window.close()


if __name__ == "__main__":
    main()
