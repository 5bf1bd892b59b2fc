"""Each exit code of the contract, brought about for real."""

import errno
import io
import signal
import stat
import subprocess
import sys
import time

import pytest

from engage.cli import files
from engage.progress import Cancelled
from engage.storage.connection import connect
from engage.storage.keys import published_key
from engage.storage.workspace import Workspace

PASSPHRASE = "harbour violin mint lantern otter"


@pytest.fixture
def secret_file(tmp_path):
    path = tmp_path / "secret.engage"
    Workspace.create(path, passphrase=PASSPHRASE).close()
    return path


def passphrase_file(tmp_path, passphrase):
    path = tmp_path / "passphrase"
    path.write_text(f"{passphrase}\n", encoding="utf-8")
    return path


def test_done_is_0(engage, made):
    assert engage("info", made).code == 0


def test_refused_is_1_and_writes_nothing(engage, made, sources):
    before = made.read_bytes()

    outcome = engage("import", made, "people", sources / "people.csv", "--json")

    assert outcome.code == 1
    assert outcome.json["error"]["message"]
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["info"],
        ["new", "a.engage"],
        ["draw", "FILE", "--seats", "0", "--freeze"],
        ["draw", "FILE"],
        ["draw", "FILE", "--run", "1"],
        ["draw", "FILE", "--seats", "6", "--freeze", "--public-string", "3"],
        ["draw", "FILE", "--seats", "6", "--method", "guess", "--freeze"],
        ["import", "FILE", "ballots", "a.csv"],
        ["import", "FILE"],
        ["export", "FILE", "draw-record", "--out", "out"],
        ["export", "FILE", "people"],
        ["print", "FILE", "--out", "out"],
        ["print", "FILE", "no-such-document", "--out", "out"],
        ["print", "FILE", "badge", "--edition", "easy", "--out", "out"],
        ["print", "FILE", "badge", "--edition", "large-28", "--out", "out"],
        ["print", "FILE", "badge", "--language", "tlh", "--out", "out"],
        ["export", "FILE", "people", "--assembly", "2", "--out", "out"],
        ["inf", "FILE"],
    ],
)
def test_wrong_usage_is_2(engage, made, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = engage(*[made if each == "FILE" else each for each in arguments], "--json")

    assert (outcome.code, outcome.error) == (2, "usage")


def test_no_passphrase_and_no_terminal_is_2(engage, secret_file, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())

    assert engage("info", secret_file).code == 2


def test_a_wrong_passphrase_is_3(engage, secret_file, tmp_path):
    outcome = engage("info", secret_file, "--passphrase-file", passphrase_file(tmp_path, "open sesame"), "--json")

    assert (outcome.code, outcome.error) == (3, "wrong-passphrase")
    assert "damaged" in outcome.json["error"]["message"]


def test_the_right_passphrase_opens(engage, secret_file, tmp_path):
    outcome = engage("info", secret_file, "--passphrase-file", passphrase_file(tmp_path, PASSPHRASE), "--json")

    assert outcome.code == 0
    assert outcome.json["secret"] is True


@pytest.mark.parametrize("command", ["check", "info"])
def test_a_damaged_file_is_4(engage, filled, command):
    data = bytearray(filled.read_bytes())
    data[len(data) // 2] ^= 1
    filled.write_bytes(data)

    assert engage(command, filled).code == 4


def test_a_newer_file_is_5(engage, made):
    connection = connect(made, published_key())
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()

    assert engage("info", made).code == 5


def test_a_file_in_use_is_6(engage, made):
    with Workspace.open(made):
        outcome = engage("info", made, "--json")

    assert (outcome.code, outcome.error) == (6, "file-in-use")


def test_writing_a_read_only_file_is_7(engage, made, sources):
    made.chmod(stat.S_IRUSR)

    assert engage("import", made, "targets", sources / "targets.csv").code == 7
    assert engage("info", made).code == 0


def test_no_space_is_8(engage, made, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device", str(made))

    monkeypatch.setattr(files, "show_info", full)

    assert engage("info", made, "--json").error == "storage"
    assert engage("info", made).code == 8


@pytest.mark.parametrize("content", [None, b"", b"Dear Sir or Madam\n" * 500, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_engage_file_is_9(engage, tmp_path, content):
    path = tmp_path / "other.engage"
    if content is not None:
        path.write_bytes(content)

    assert engage("info", path).code == 9


def test_a_fault_of_ours_is_70_and_says_no_value(engage, made, monkeypatch):
    def broken(*_arguments):
        raise ValueError("Ms Secret, 12 Otterlea Road")

    monkeypatch.setattr(files, "show_info", broken)

    outcome = engage("info", made, "--json")

    assert outcome.code == 70
    assert outcome.json["error"]["details"]["kind"] == "ValueError"
    assert "Secret" not in outcome.out + outcome.err


@pytest.mark.parametrize("stop", [KeyboardInterrupt, Cancelled])
def test_cancelled_is_130(engage, made, monkeypatch, stop):
    def stopped(*_arguments):
        raise stop

    monkeypatch.setattr(files, "show_info", stopped)

    outcome = engage("info", made, "--json")

    assert (outcome.code, outcome.error) == (130, "cancelled")


def test_ctrl_c_ends_a_long_command_cleanly(made, tmp_path):
    target = tmp_path / "sample.engage"
    command = [sys.executable, "-m", "engage", "sample", str(target), "--no-passphrase", "--json"]
    # As in the background of a shell, where Ctrl+C is ignored: the command takes it back.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    for _ in range(400):
        if target.exists() or process.poll() is not None:
            break
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert process.returncode == 130, err
    assert '"cancelled"' in out
    assert not target.exists()
