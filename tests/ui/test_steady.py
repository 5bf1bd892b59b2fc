import subprocess
import sys

import pytest

# More calls than Python starts out with references to None, by far.
CALLS = """
import ui
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("x")
print("alive")
"""


def test_python_outlives_many_calls_into_qt():
    result = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)

    assert result.stdout.strip() == "alive", result.stderr


@pytest.mark.parametrize("constant", [None, True, False])
def test_constants_have_references_to_spare(constant):
    assert sys.getrefcount(constant) > 1 << 30
