"""A disk that is full or fails: one plain error, nothing half-written, and the same action works afterwards."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from engage.errors import ReadOnlyFileError, StorageError
from engage.storage.backup import back_up, check_workspace
from engage.storage.workspace import Workspace
from tests.storage.factories import add_people, found_assembly, names
from tests.storage.test_undo import content


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """The system itself refuses to write further: what a full disk looks like to a program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def people(workspace):
    assembly_id = workspace.write(found_assembly)
    return partial(add_people, assembly_id=assembly_id, count=200)


def test_an_action_that_does_not_fit_is_told_and_works_once_there_is_room(workspace, people):
    before = content(workspace)

    with no_file_grows_beyond(workspace.path.stat().st_size + 4096), pytest.raises(StorageError):
        workspace.write(people)
    assert content(workspace) == before
    workspace.write(people)

    assert len(content(workspace)["respondent"]) == 200
    assert check_workspace(workspace).ok


def test_an_action_fails_before_the_first_byte_and_works_afterwards(workspace, people):
    with no_file_grows_beyond(0), pytest.raises(StorageError):
        workspace.write(people)

    workspace.write(people)

    assert check_workspace(workspace).ok


def test_an_undo_that_does_not_fit_can_be_tried_again(workspace, people):
    workspace.write(people)
    before = content(workspace)

    with no_file_grows_beyond(8192), pytest.raises(StorageError):
        workspace.undo()
    assert content(workspace) == before
    workspace.undo()

    assert content(workspace)["respondent"] == []


def test_a_database_that_reached_its_limit_is_a_full_disk(workspace, people):
    workspace.file.connection.execute("PRAGMA max_page_count = 1")

    with pytest.raises(StorageError):
        workspace.write(people)
    workspace.write(people)

    assert check_workspace(workspace).ok


def test_a_backup_that_does_not_fit_leaves_nothing_behind(workspace, people, tmp_path):
    workspace.write(people)

    with no_file_grows_beyond(40_000), pytest.raises(StorageError):
        back_up(workspace, tmp_path / "copy.engage")
    assert not list(tmp_path.glob("*copy*"))
    back_up(workspace, tmp_path / "copy.engage")

    assert (tmp_path / "copy.engage").is_file()


def test_a_new_file_that_does_not_fit_leaves_nothing_behind(tmp_path):
    with no_file_grows_beyond(8192), pytest.raises(StorageError):
        Workspace.create(tmp_path / "new.engage", passphrase=None)

    assert names(tmp_path) == []


def test_a_file_that_vanished_is_noticed(workspace):
    workspace.path.unlink()

    with pytest.raises(StorageError) as failed:
        workspace.write(found_assembly)

    assert failed.value.code == "file-moved"
    assert not workspace.path.exists()


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, StorageError), (errno.EACCES, ReadOnlyFileError)])
def test_a_refusal_of_the_folder_is_told_plainly(tmp_path, monkeypatch, number, kind):
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(kind):
        Workspace.create(tmp_path / "new.engage", passphrase=None)
    assert names(tmp_path) == []
