"""The checkers find nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

CHECKS = {
    "ruff": ["ruff", "check", "--output-format", "concise", "."],
    "layout": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-logo", "--no-cache"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_checker_has_nothing_to_say(check):
    program, *options = CHECKS[check]
    command = [str(Path(sys.executable).with_name(program)), *options]

    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
