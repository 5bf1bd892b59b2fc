"""The command line, run in this process; a small pool; files at every stage."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from engage.cli.main import run

TARGETS = """\
feature,value,min,max
gender,female,2,4
gender,male,2,4
age,young,2,4
age,old,2,4
"""


def people_csv(count: int = 24) -> str:
    """A pool that mixes both answers evenly; the last two people share a home."""
    rows = ["id,name,gender,age,address_line1,postcode"]
    for number in range(1, count + 1):
        gender = "female" if number % 2 else "male"
        age = "young" if number % 3 else "old"
        home = min(number, count - 1)
        rows.append(f"P{number:02},Person {number},{gender},{age},{home} Otterlea Road,NW0 1A{chr(64 + home % 26)}")
    return "\n".join(rows) + "\n"


class Outcome:
    """What a command gave back."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def json(self):
        """The one object on stdout."""
        return json.loads(self.out)

    @property
    def error(self):
        """The code of the error."""
        return self.json["error"]["code"]


@pytest.fixture
def engage(capsys):
    """Runs a command and gives its outcome."""

    def engage(*arguments: object) -> Outcome:
        code = run([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return engage


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with targets.csv and people.csv."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "targets.csv").write_text(TARGETS, encoding="utf-8")
    (folder / "people.csv").write_text(people_csv(), encoding="utf-8")
    return folder


def _done(*arguments: object) -> None:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as errors:
        code = run([str(each) for each in arguments])
    assert code == 0, errors.getvalue()


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A file at each stage, made once by the commands themselves; copied, never changed."""
    folder = tmp_path_factory.mktemp("stages")
    (folder / "targets.csv").write_text(TARGETS, encoding="utf-8")
    (folder / "people.csv").write_text(people_csv(), encoding="utf-8")
    kept = {name: folder / f"{name}.engage" for name in ("made", "filled", "drawn")}
    file = folder / "file.engage"
    _done("new", file, "--title", "Care", "--no-passphrase")
    shutil.copyfile(file, kept["made"])
    _done("import", file, "targets", folder / "targets.csv")
    _done("import", file, "people", folder / "people.csv", "--household", "address_line1,postcode")
    shutil.copyfile(file, kept["filled"])
    _done("draw", file, "--seats", 6, "--freeze")
    _done("draw", file, "--run", 1, "--public-string", "3 1 4")
    shutil.copyfile(file, kept["drawn"])
    return kept


def _copy(stages: dict[str, Path], name: str, folder: Path) -> Path:
    return Path(shutil.copyfile(stages[name], folder / f"{name}.engage"))


@pytest.fixture
def made(stages, tmp_path) -> Path:
    """A file with one assembly and nobody in it."""
    return _copy(stages, "made", tmp_path)


@pytest.fixture
def filled(stages, tmp_path) -> Path:
    """A file with targets and a pool."""
    return _copy(stages, "filled", tmp_path)


@pytest.fixture
def drawn(stages, tmp_path) -> Path:
    """A file whose panel of six is drawn."""
    return _copy(stages, "drawn", tmp_path)
