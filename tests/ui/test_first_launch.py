"""From the first launch to the whole sample: one key."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from engage.overview.sample import build
from engage.overview.views import file_counts


@pytest.fixture
def _small_sample(monkeypatch):
    """The same story with fewer people, so that no test waits for the lottery."""
    monkeypatch.setattr(build, "make_sample", partial(build.make_sample, people=80, seats=10))


@pytest.mark.usefixtures("_small_sample")
def test_the_sample_is_one_key_away_and_says_how_far_it_is(qtbot, window):
    said = set()
    watch = lambda: said.add(window.start.progress.words.text())  # noqa: E731 - it only remembers

    qtbot.keyClick(window.start.sample, Qt.Key.Key_Return)
    qtbot.waitUntil(window.start.progress.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: watch() or window.frame is not None, timeout=60_000)

    assert len(said) > 1
    assert window.frame.workspace.read(file_counts)["notes"] == 200
    assert window.frame.current == "overview"


@pytest.mark.usefixtures("_small_sample")
def test_a_sample_that_is_not_wanted_after_all_is_given_up(qtbot, window):
    qtbot.keyClick(window.start.sample, Qt.Key.Key_Return)
    qtbot.waitUntil(window.start.progress.isVisible, timeout=20_000)
    qtbot.keyClick(window.start.progress.cancel, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.start.progress.isVisible(), timeout=20_000)

    assert window.frame is None
    assert window.start.isVisible()
