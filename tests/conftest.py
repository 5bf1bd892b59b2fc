"""What every test gets: no network, no screen, a home of its own, one place and time; a workspace on a real file."""

import os
import sys

# Before anything imports Qt, Babel or a clock: the same platform, language and time zone wherever the tests run.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(TZ="UTC", LC_ALL="C.UTF-8", LANG="C.UTF-8", LANGUAGE="")

import logging
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock

import ui  # noqa: F401 - steadies Python under Qt, also for tests that use Qt alone
from engage.languages.screen import use_screen_language

if TYPE_CHECKING:  # tests of pure modules should not wait for the database to be imported
    from engage.storage.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
NETWORK = {socket.AF_INET, socket.AF_INET6}

if hasattr(time, "tzset"):
    time.tzset()

# No deadline: nothing here fails because a machine is slow. The same examples each time, and no database of old ones.
hypothesis.settings.register_profile("engage", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("engage")


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.__new__" and args[1] in NETWORK:
        raise RuntimeError("a test reached for the network")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of recent files and logs go to a folder of the test's own."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _english_screen() -> Iterator[None]:
    yield
    use_screen_language("en")


@pytest.fixture(autouse=True)
def _no_widgets_left() -> Iterator[None]:
    """Widgets that were told to go are gone: Qt waits for an event loop to come back, which a test has none of."""
    yield
    if core := sys.modules.get("PySide6.QtCore"):
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _no_stray_logs(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails the test, unless it is marked `logs`."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    stray = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    if stray:
        pytest.fail(f"unexpected in the log: {stray}", pytrace=False)


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty programme made once by the migrations; copied, never changed."""
    from engage.storage.workspace import Workspace

    path = tmp_path_factory.mktemp("template") / "template.engage"
    Workspace.create(path, passphrase=None).close()
    return path


@pytest.fixture
def engage_file(template_file: Path, tmp_path: Path) -> Path:
    """A closed, empty programme of the test's own."""
    return Path(shutil.copyfile(template_file, tmp_path / "programme.engage"))


@pytest.fixture
def workspace(engage_file: Path) -> Iterator["Workspace"]:
    """An open, empty programme."""
    from engage.storage.workspace import Workspace

    with Workspace.open(engage_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, made once in a run; open it to read only, or copy it. Each process has a copy of its own."""
    from engage.overview.sample import make_sample

    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = folder / "sample.engage"
    with FileLock(folder / "sample.lock"):
        if not made.exists():
            make_sample(made)
    return Path(shutil.copyfile(made, tmp_path_factory.mktemp("sample") / "sample.engage"))


@pytest.fixture(scope="session")
def pool_folder() -> Path:
    """The measuring pools, which are not ours to ship. For the one module marked `pools`."""
    folder = Path(os.environ.get("ENGAGE_POOLS", ROOT.parent / "shared" / "data" / "sortition"))
    if not folder.is_dir():
        pytest.skip("the measuring pools are not here; ENGAGE_POOLS names their folder")
    return folder
