"""The rules of docs/architecture.md that import contracts cannot say."""

import ast
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT, calls, imported, name_of, place, python_files, tree

LIFE = (
    "assembly",
    "people",
    "lottery",
    "meetings",
    "seating",
    "deliberation",
    "voting",
    "followup",
    "evaluation",
    "protection",
)
STAGES = tuple(stage for stage in LIFE if (ROOT / "engage" / stage).is_dir())
NOT_PURE = {"records", "actions", "views", "templates"}  # templates are read from what ships
IMPURE = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "PySide6",
    "engage.clock",
    "engage.storage",
    "engage.paths",
    "pathlib",
    "os",
)
HEAVY = ("alembic", "reportlab", "fontTools", "uharfbuzz", "highspy", "numpy", "pikepdf", "xlsxwriter")
NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "PySide6.QtNetwork")
SQLITES_OWN = ("pragma", "sqlcipher", "sqlite")


def _comes_from(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def _forbidden_imports(paths, packages):
    return [
        f"{place(path, node)} imports {module}"
        for path in paths
        for node, module in imported(path)
        if _comes_from(module, packages)
    ]


def _wall(path) -> str:
    """The part of a stage that a file belongs to: a file's own name, or that of the folder it has grown into."""
    return path.relative_to(ROOT / "engage").with_suffix("").parts[1]


def test_rules_and_engines_know_no_database_paper_screen_clock_or_file():
    pure = [path for stage in STAGES for path in python_files(f"engage/{stage}") if _wall(path) not in NOT_PURE]

    assert pure
    assert _forbidden_imports(pure, IMPURE) == []


def test_revisions_import_nothing_of_ours():
    paths = python_files("migrations/versions")

    assert paths
    assert _forbidden_imports(paths, ("engage", "ui", "tests")) == []


def test_nothing_reaches_for_the_network():
    assert _forbidden_imports(python_files("engage", "ui"), NETWORK) == []


def test_what_is_sqlites_own_stays_in_storage():
    paths = [path for path in python_files("engage", "ui") if not name_of(path).startswith("engage/storage/")]
    # The words themselves may be said to people; what counts is SQL text and imports.
    strings = [
        place(path, node)
        for path in paths
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.lower().startswith("pragma ")
    ]

    assert strings == []
    assert [
        f"{place(path, node)} imports {module}"
        for path in paths
        for node, module in imported(path)
        if any(word in module.lower() for word in SQLITES_OWN)
    ] == []


def test_only_the_clock_reads_the_time():
    readers = {"now", "utcnow", "today"}

    assert [
        place(path, call)
        for path in python_files("engage", "ui")
        if name_of(path) != "engage/clock.py"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in readers
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"datetime", "date"}
    ] == []


def test_tests_mirror_the_code():
    tested = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    busy = {stage for stage in STAGES if (ROOT / "engage" / stage / "actions.py").exists()}

    assert {"languages", "storage", *busy, "exchange", "documents", "overview", "cli", "ui", "migrations"} <= tested


@pytest.mark.parametrize("module", ["engage.cli.main", "ui.shell.app"])
def test_starting_leaves_the_heavy_libraries_alone(module):
    script = f"import sys, {module}; print([name for name in {HEAVY} if name in sys.modules])"

    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"
