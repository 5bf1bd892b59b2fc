"""The real window, and somebody at its keyboard."""

import pytest
from PySide6.QtWidgets import QApplication

from engage.languages.screen import use_screen_language
from tests.journeys.officer import LONG, Officer
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings


@pytest.fixture
def officer(qtbot, qapp: QApplication):
    def work_is_over():
        qtbot.waitUntil(lambda: not window.runner.is_busy, timeout=LONG)

    window = MainWindow(Appearance(qapp, Settings(palette="light")))
    qtbot.addWidget(window, before_close_func=lambda _window: work_is_over())
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield Officer(qtbot, window)
    use_screen_language("en")
