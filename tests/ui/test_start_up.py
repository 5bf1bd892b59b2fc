"""The window stands before anything heavy is loaded."""

import subprocess
import sys

from tests.conftest import ROOT

LATER = ("sqlalchemy", "alembic", "sqlcipher3", "reportlab", "fontTools", "uharfbuzz", "highspy", "numpy", "pikepdf")


def run(script):
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return result.stdout.strip().splitlines()[-1]


def test_importing_the_app_loads_no_database_and_no_typesetting():
    assert run(f"import sys, ui.shell.app; print([name for name in {LATER} if name in sys.modules])") == "[]"


def test_the_first_page_is_shown_without_them_too(tmp_path):
    script = f"""
import sys
from ui.shell.app import make_app
from ui.shell.appearance import Appearance
from ui.shell.main_window import MainWindow
from ui.shell.settings import Settings
window = MainWindow(Appearance(make_app(), Settings()))
window.show()
print([name for name in {LATER} if name in sys.modules])
"""
    assert run(script) == "[]"
