"""The sample, open; and an assembly to walk through its stages."""

import shutil
from pathlib import Path

import pytest

from engage.storage.workspace import Workspace


@pytest.fixture
def sample(sample_file, tmp_path):
    """The sample, open, in a copy of the test's own."""
    with Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "sample.engage"))) as opened:
        yield opened
