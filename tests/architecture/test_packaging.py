"""The wheel is whole: what an officer installs has everything, and nothing else."""

import subprocess
import sys
import zipfile

import pytest

from tests.architecture.source import ROOT, kept_files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_what_the_app_reads_is_inside(installed):
    needed = [
        path.relative_to(ROOT)
        for path in kept_files()
        if path.relative_to(ROOT).parts[0] in {"migrations", "translations", "resources"}
    ]

    assert [str(path) for path in needed if not (installed / "engage" / "_shipped" / path).is_file()] == []


def test_nothing_else_is_inside(installed):
    assert sorted(path.name for path in installed.iterdir() if path.suffix != ".dist-info") == ["engage", "ui"]


def test_a_file_can_be_made_by_what_is_inside(installed, tmp_path):
    file = tmp_path / "new.engage"
    command = [sys.executable, "-m", "engage", "new", str(file), "--title", "A", "--no-passphrase"]

    result = subprocess.run(command, cwd=installed, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert file.is_file()
