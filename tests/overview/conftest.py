"""The sample, made once; and an assembly to walk through its stages."""

import shutil
from pathlib import Path

import pytest

from engage.overview.sample import make_sample
from engage.storage.workspace import Workspace


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory) -> Path:
    """The sample of seed 1; read, never changed."""
    path = tmp_path_factory.mktemp("sample") / "sample.engage"
    make_sample(path)
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    """The sample, open, in a copy of the test's own."""
    with Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "sample.engage"))) as opened:
        yield opened
