"""The guards of `conftest` guard."""

import shutil
import socket
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture
def run_as_test(tmp_path):
    """Runs a module of tests under this project's own rules, in a process of its own; gives what pytest said."""
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")

    def run(source: str) -> str:
        (tmp_path / "tests" / "test_it.py").write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout

    return run


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_test_cannot_reach_the_network(family):
    with pytest.raises(RuntimeError, match="network"):
        socket.socket(family)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no local sockets")
def test_sockets_within_the_computer_are_fine():
    socket.socket(socket.AF_UNIX).close()


def test_a_warning_of_qt_fails_its_test(run_as_test):
    output = run_as_test(
        "from PySide6.QtCore import qWarning\ndef test_it(qtbot):\n    qWarning('the window is on fire')\n"
    )

    assert "1 failed" in output
    assert "the window is on fire" in output


def test_a_warning_in_the_log_fails_its_test(run_as_test):
    output = run_as_test("import logging\ndef test_it():\n    logging.getLogger('engage').warning('stray')\n")

    assert "unexpected in the log: ['stray']" in output
