"""Every kind of damage is noticed when the file is opened, and the file is left as it is."""

import random
import shutil
from functools import partial

import pytest

from engage.errors import DamagedFileError, NotEngageFileError, PassphraseError
from engage.storage.backup import back_up_beside
from engage.storage.workspace import Workspace
from tests.storage.factories import PASSPHRASE, add_people, found_assembly

PAGE = 4096


@pytest.fixture(scope="module")
def sound_file(template_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "sound.engage"
    shutil.copyfile(template_file, path)
    with Workspace.open(path) as workspace:
        assembly_id = workspace.write(found_assembly)
        workspace.write(partial(add_people, assembly_id=assembly_id, count=20))
    return path


def refuse(path, content, kinds):
    path.write_bytes(content)
    with pytest.raises(kinds):
        Workspace.open(path)
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("seed", range(20))
def test_a_flipped_bit_is_noticed(sound_file, tmp_path, seed):
    dice = random.Random(seed)
    content = bytearray(sound_file.read_bytes())
    at = dice.randrange(PAGE, len(content))
    content[at] ^= 1 << dice.randrange(8)

    refuse(tmp_path / "x.engage", content, DamagedFileError)


@pytest.mark.parametrize("at", [16, 100, 4000, 4095])
def test_a_flipped_bit_on_the_first_page_is_known_to_be_damage_by_the_second(sound_file, tmp_path, at):
    content = bytearray(sound_file.read_bytes())
    content[at] ^= 1

    refuse(tmp_path / "x.engage", content, DamagedFileError)


@pytest.mark.parametrize("at", [0, 15])
def test_a_flipped_bit_of_the_salt_is_a_wrong_passphrase_or_damage(sound_file, tmp_path, at):
    content = bytearray(sound_file.read_bytes())
    content[at] ^= 1

    refuse(tmp_path / "x.engage", content, PassphraseError)


def test_the_second_page_tells_a_wrong_passphrase_from_damage(tmp_path):
    path = tmp_path / "x.engage"
    Workspace.create(path, passphrase=PASSPHRASE).close()
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)

    with pytest.raises(DamagedFileError):
        Workspace.open(path, passphrase=PASSPHRASE)
    for other in (None, "another passphrase entirely"):
        with pytest.raises(PassphraseError):
            Workspace.open(path, passphrase=other)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_with_a_backup_that_the_key_opens_the_first_page_is_known_to_be_damaged(tmp_path, passphrase):
    path = tmp_path / "x.engage"
    with Workspace.create(path, passphrase=passphrase) as workspace:
        back_up_beside(workspace, "before-draw")
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)

    with pytest.raises(DamagedFileError):
        Workspace.open(path, passphrase=passphrase)
    with pytest.raises(PassphraseError if passphrase else DamagedFileError):
        Workspace.open(path, passphrase="another passphrase entirely")


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.9, 0.999])
def test_a_cut_file_is_noticed(sound_file, tmp_path, part):
    content = sound_file.read_bytes()

    refuse(tmp_path / "x.engage", content[: int(len(content) * part)], DamagedFileError)


def test_a_cut_at_a_page_is_noticed(sound_file, tmp_path):
    content = sound_file.read_bytes()

    for pages in (1, 2, 10, len(content) // PAGE - 1):
        refuse(tmp_path / "x.engage", content[: pages * PAGE], DamagedFileError)


def test_zeroed_pages_are_noticed(sound_file, tmp_path):
    content = sound_file.read_bytes()

    for page in (1, 5, len(content) // PAGE - 1):
        zeroed = content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :]
        refuse(tmp_path / "x.engage", zeroed, DamagedFileError)
    refuse(tmp_path / "x.engage", bytes(len(content)), (PassphraseError, NotEngageFileError))


def test_pages_that_changed_places_are_noticed(sound_file, tmp_path):
    content = sound_file.read_bytes()
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    pages[2], pages[7] = pages[7], pages[2]

    refuse(tmp_path / "x.engage", b"".join(pages), DamagedFileError)


def test_bytes_added_at_the_end_are_noticed_or_harmless(sound_file, tmp_path):
    path = tmp_path / "x.engage"
    path.write_bytes(sound_file.read_bytes() + bytes(PAGE))

    try:
        Workspace.open(path).close()
    except DamagedFileError:
        assert path.read_bytes() == sound_file.read_bytes() + bytes(PAGE)


def test_the_leftover_journal_of_another_file_does_no_harm(sound_file, tmp_path):
    path = tmp_path / "x.engage"
    shutil.copyfile(sound_file, path)
    path.with_name("x.engage-journal").write_bytes(random.Random(3).randbytes(3 * PAGE))
    path.with_name("x.engage-wal").write_bytes(random.Random(4).randbytes(3 * PAGE))

    with Workspace.open(path) as workspace:
        workspace.undo()
