"""What the papers say is so: commands exist, links lead somewhere, nothing points at one machine."""

import re
from pathlib import Path

import pytest

from engage.cli.main import build_parser
from tests.architecture.source import ROOT, kept_files, name_of

PAPERS = [path for path in kept_files() if path.suffix == ".md"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CODE = {".py", ".toml", ".md", ".lock", ".sh", ".po", ".pot", ".json", ".csv", ".txt", ""}


def _commands(path: Path) -> list[str]:
    """The lines of a paper's shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def _subcommands() -> set[str]:
    _parser, commands = build_parser()
    return set(commands.names)


@pytest.mark.parametrize("path", PAPERS, ids=name_of)
def test_links_lead_somewhere(path):
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    local = [link.split("#")[0] for link in links if not link.startswith(("http", "#", "mailto:"))]

    assert [link for link in local if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", PAPERS, ids=name_of)
def test_targets_and_commands_that_are_named_exist(path):
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"`make ([a-z]+)`", text)) | {
        line.split()[1] for line in _commands(path) if line.startswith("make ")
    }
    commands = set(re.findall(r"`engage ([a-z][a-z-]+)", text)) | {
        line.split()[1] for line in _commands(path) if re.match(r"engage [a-z]", line)
    }

    assert [target for target in targets if f"\n{target}:" not in MAKEFILE] == []
    assert sorted(commands - _subcommands()) == []


def test_the_guide_has_every_command():
    guide = (ROOT / "docs" / "guide" / "command-line.md").read_text(encoding="utf-8")

    assert [name for name in sorted(_subcommands()) if f"`engage {name}" not in guide] == []


def test_the_readme_names_the_command_that_runs_every_check():
    assert "make test" in _commands(ROOT / "README.md")


def test_the_readme_is_one_screen():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 50


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")

    assert [page.name for page in sorted(folder.glob("0*.md")) if f"({page.name})" not in index] == []


def test_a_line_holds_one_sentence():
    crowded = re.compile(r"[a-z)`]\. [A-Z]")
    papers = [path for path in PAPERS if path.parent.name != "adr"]

    assert [
        f"{name_of(path)}: {line[:60]}"
        for path in papers
        for line in path.read_text(encoding="utf-8").splitlines()
        if crowded.search(line) and not line.startswith(("|", "Date:"))
    ] == []


def test_nothing_points_at_one_machine():
    """A path that is true only where someone happens to work is of no use to anyone else."""
    here = {f"{ROOT}/", f"{Path.home()}/"}

    assert [
        f"{name_of(path)}: {place}"
        for path in kept_files()
        if path.suffix in CODE
        for place in here
        if place in path.read_text(encoding="utf-8", errors="ignore")
    ] == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_index_and_no_host(name):
    lock = (ROOT / name).read_text(encoding="utf-8")

    assert re.findall(r"https?://|--(?:extra-)?index|--find-links|--trusted-host|file:", lock) == []
    assert lock.count("--hash=sha256:") > lock.count("==")


def test_nothing_is_put_off():
    put_off = re.compile(r"\b([T]ODO|[F]IXME|[X]XX|[H]ACK)\b")

    assert [
        name_of(path)
        for path in kept_files()
        if path.suffix == ".py" and put_off.search(path.read_text(encoding="utf-8"))
    ] == []
