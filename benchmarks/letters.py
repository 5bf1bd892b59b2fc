"""500 letters in seven languages, made from the sample: `python -m benchmarks.letters [--letters N]`."""

import argparse
import tempfile
from itertools import islice
from pathlib import Path

from benchmarks.machine import describe, timed
from engage.assembly.views import list_assemblies
from engage.documents.catalogue import gather_prints, render_prints
from engage.documents.kinds import PrintJob
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.overview.sample import make_sample
from engage.storage.workspace import Workspace

DOCUMENT = "report-back-letter"


def letters_in(workspace: Workspace, language: str, first: int, count: int) -> list[PrintJob]:
    """What the letters to some of the people take, in one language."""
    assembly_id = workspace.read(list_assemblies)[0].id
    jobs, _refusals = workspace.read(lambda db: gather_prints(db, assembly_id, [DOCUMENT], language=language))
    return jobs[first : first + count]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=500)
    options = parser.parse_args()

    print(describe())
    each = -(-options.letters // len(DOCUMENT_LANGUAGES))
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "sample.engage"
        make_sample(path)
        total, pages = 0.0, 0
        with Workspace.open(path, read_only=True) as workspace:
            for number, language in enumerate(DOCUMENT_LANGUAGES):
                jobs, reading = timed(lambda n=number, code=language: letters_in(workspace, code, n * each, each))
                files, setting = timed(lambda jobs=jobs: list(islice(render_prints(jobs), each)))
                total += reading + setting
                pages += sum(file.pages for file in files)
                print(f"{language}: {len(files)} letters, read in {reading:.1f} s, set in {setting:.1f} s")
    print(f"all: {pages} pages in {total:.1f} s")


if __name__ == "__main__":
    main()
