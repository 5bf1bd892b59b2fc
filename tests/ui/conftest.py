"""A window, a desk and an assembly for the tests of the screen."""

from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from engage.assembly.actions import create_assembly
from ui.shell.appearance import Appearance
from ui.shell.errors import ErrorReporter
from ui.shell.main_window import MainWindow
from ui.shell.pages import Desk
from ui.shell.settings import Settings
from ui.shell.tasks import TaskRunner


@pytest.fixture
def appearance(qapp: QApplication):
    """The app in English, light, at 100 per cent; and so again afterwards."""
    appearance = Appearance(qapp, Settings(palette="light"))
    yield appearance
    appearance.deleteLater()
    plain = Appearance(qapp, Settings(palette="light"))
    plain.deleteLater()


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Riverside Health Assembly", template="camden"))


@pytest.fixture
def runner(qtbot):
    runner = TaskRunner()
    yield runner
    runner.close()


@pytest.fixture
def desk(workspace, assembly_id, runner):
    """What a page is given. `gone` remembers where pages sent the officer."""
    gone: list[tuple[str, str]] = []
    desk = Desk(
        workspace,
        assembly_id,
        runner=runner,
        errors=ErrorReporter(),
        go=lambda room, action: gone.append((room, action)),
        switch=lambda key: setattr(desk, "assembly_id", key),
    )
    desk.gone = gone
    return desk


@pytest.fixture
def show_page(qtbot, workspace, appearance):
    """Shows a page as the frame does, and tells it what changes."""
    ends = []

    def show(page):
        qtbot.addWidget(page)
        page.resize(1150, 700)
        ends.append(workspace.subscribe(page.on_changed))
        with qtbot.waitExposed(page):
            page.show()
        return page

    yield show
    for end in ends:
        end()


@pytest.fixture
def window(qtbot, appearance):
    """The main window, with no file open."""
    window = MainWindow(appearance)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


@pytest.fixture
def frame(qtbot, window, engage_file, monkeypatch):
    """The main window on a file with one assembly."""
    from engage.storage.workspace import Workspace

    opened = Workspace.open(engage_file)
    opened.write(partial(create_assembly, title="Riverside Health Assembly", template="camden"))
    window.show_file(opened)
    return window.frame
