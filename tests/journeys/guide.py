"""Runs the guide's script as a reader would."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

SCRIPT = ROOT / "docs" / "guide" / "draw.sh"


def run_guide(pool: Path, seats: int, out: Path, *household: str) -> subprocess.CompletedProcess[str]:
    """Run the script on a pool; `engage` is the one of this environment."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    command = ["bash", str(SCRIPT), str(pool), str(seats), str(out), *household]
    return subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
