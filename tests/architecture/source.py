"""The source as tests read it: files, trees, calls."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python_files(*folders: str) -> list[Path]:
    """Every Python file below the folders, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    """The path as a reader of a failed test wants it."""
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.AST) -> str:
    """Where a node stands, as editors read it."""
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)}"


def imported(path: Path) -> Iterator[tuple[ast.stmt, str]]:
    """Each import of a file, at any depth, by the module's full name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def called(node: ast.Call) -> str:
    """The last part of what is called: `gettext` for `catalogue.gettext(…)`."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def kept_files() -> list[Path]:
    """The files that git keeps, and those that it would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())
