"""Runs the guide's scripts as a reader would."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "guide"


def run_guide(
    pool: Path, seats: int, out: Path, *household: str, script: str = "draw.sh"
) -> subprocess.CompletedProcess[str]:
    """Run a script on a pool; `engage` is the one of this environment."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    command = ["bash", str(GUIDE / script), str(pool), str(seats), str(out), *household]
    return subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
