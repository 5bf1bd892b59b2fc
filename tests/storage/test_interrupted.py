"""A write that was cut off is taken back when the file is opened, by whoever opens it first."""

import shutil
from pathlib import Path

import pytest

from engage.errors import PassphraseError, ReadOnlyFileError
from engage.storage.backup import check_file
from engage.storage.workspace import Workspace
from tests.storage.factories import PASSPHRASE, add_people, found_assembly, names, raw, titles


@pytest.fixture(params=[None, PASSPHRASE], ids=["published key", "passphrase"])
def passphrase(request):
    return request.param


@pytest.fixture
def cut_off(tmp_path, passphrase) -> Path:
    """A file in the midst of a large change: half of it is in the file, the rest of the truth in the journal."""
    source = tmp_path / "source.engage"
    with Workspace.create(source, passphrase=passphrase) as workspace:
        assembly_id = workspace.write(found_assembly)
        workspace.write(lambda db: add_people(db, assembly_id, count=50))
        key = workspace.file.key
    connection = raw(source, key)
    connection.execute("PRAGMA cache_size = 2")  # so that pages go to the file before the commit
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE respondent SET full_name = hex(randomblob(500))")
    folder = tmp_path / "cut"
    folder.mkdir()
    for name in ("source.engage", "source.engage-journal"):
        shutil.copyfile(tmp_path / name, folder / name)
    connection.execute("ROLLBACK")
    connection.close()
    assert (folder / "source.engage").read_bytes() != source.read_bytes()
    return folder / "source.engage"


def test_it_opens_by_itself(cut_off, passphrase):
    with Workspace.open(cut_off, passphrase=passphrase) as workspace:
        assert workspace.read(titles) == ["Clean air"]

    assert check_file(cut_off, passphrase).ok
    assert cut_off.read_bytes() == (cut_off.parent.parent / cut_off.name).read_bytes()
    assert names(cut_off.parent) == [cut_off.name]


def test_it_opens_by_itself_also_for_reading(cut_off, passphrase):
    with Workspace.open(cut_off, passphrase=passphrase, read_only=True) as workspace:
        assert workspace.read(titles) == ["Clean air"]


def test_somebody_without_the_passphrase_does_it_no_harm(cut_off, passphrase):
    if passphrase:
        with pytest.raises(PassphraseError):
            Workspace.open(cut_off)

    assert check_file(cut_off, passphrase).ok


def test_where_nothing_can_be_written_it_cannot_be_opened_and_stays_as_it_is(cut_off, passphrase):
    before = cut_off.read_bytes()
    cut_off.chmod(0o400)

    with pytest.raises(ReadOnlyFileError):
        Workspace.open(cut_off, passphrase=passphrase)

    assert cut_off.read_bytes() == before
