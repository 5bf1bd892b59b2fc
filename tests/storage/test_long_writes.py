"""One long write on another thread: whoever comes meanwhile waits, and a cancelled one leaves nothing."""

from functools import partial
from threading import Event, Thread

import pytest

from engage.assembly.records import ASSEMBLY
from engage.progress import Cancelled
from tests.storage.factories import found_assembly, titles


def test_a_quiet_write_tells_nobody_until_it_is_told_to(workspace):
    told = []
    workspace.subscribe(told.append)

    _id, topics = workspace.write_quietly(partial(found_assembly, title="Clean air"))
    assert told == []
    workspace.tell(topics)

    assert ASSEMBLY in told[0]


def test_whoever_reads_meanwhile_waits_for_the_whole_of_it(workspace):
    is_writing, may_end = Event(), Event()

    def write_slowly(db):
        found_assembly(db, title="First")
        is_writing.set()
        may_end.wait(5)
        found_assembly(db, title="Second")

    writer = Thread(target=workspace.write_quietly, args=(write_slowly,))
    writer.start()
    assert is_writing.wait(5)
    found: list[list[str]] = []
    reader = Thread(target=lambda: found.append(workspace.read(titles)))
    reader.start()
    reader.join(0.05)
    assert found == []
    may_end.set()
    writer.join()
    reader.join()

    assert found == [["First", "Second"]]


def test_a_write_that_is_cancelled_writes_nothing_and_the_file_goes_on(workspace):
    def watch(_done, total, _message=""):
        if statements.append(total) or len(statements) > 2:
            raise Cancelled

    statements: list[int] = []

    with pytest.raises(Cancelled):
        workspace.write_quietly(found_assembly, watch=watch)
    workspace.write(partial(found_assembly, title="After"))

    assert workspace.read(titles) == ["After"]
