"""What reading a file gives before anything is written, and what importing it came to. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from engage.errors import RefusedError
from engage.exchange.problems import Problem
from engage.languages.catalogues import mark

Row = TypeVar("Row")


@dataclass(frozen=True)
class ReadOptions:
    """How a person wants a file to be read.

    `mapping` gives column names by field (or by target category) where they differ; `id_column` names the column with
    everyone's reference; `household` the columns that together say who lives together. `areas` chooses the rows of a
    census file; `given` says, by field, what the file itself does not.
    """

    encoding: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    id_column: str = ""
    household: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


class Use(StrEnum):
    """What becomes of a column."""

    FIELD = "field"
    ANSWER = "answer"
    EXTRA = "extra"
    IGNORED = "ignored"

    @property
    def label(self) -> str:
        """The words for it, to be translated."""
        return _USE_LABELS[self]


_USE_LABELS = {
    Use.FIELD: mark("Used"),
    Use.ANSWER: mark("Answers to a target"),
    Use.EXTRA: mark("Kept as it is"),
    Use.IGNORED: mark("Not used"),
}


@dataclass(frozen=True)
class ColumnUse:
    """A column of the file and what it is taken for: `target` is the field or category it fills, empty for others."""

    header: str
    use: Use
    target: str = ""


@dataclass(frozen=True)
class ImportResult:
    """What an import came to: `read` = `imported` + `quarantined` + `skipped`, to the row."""

    read: int
    imported: int
    quarantined: int
    skipped: int
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Preview(Generic[Row]):
    """A file that was read and checked; nothing is written yet.

    `rows` are the sound ones, ready to be imported; `skipped` counts blank rows and rows that change nothing.
    `household_columns` is a suggestion, empty when columns were chosen.
    """

    kind: str
    columns: tuple[ColumnUse, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    read: int
    skipped: int
    encoding: str = "utf-8"
    separator: str = ","
    household_columns: tuple[str, ...] = ()

    def accepted(self, *, keep_good: bool = False) -> tuple[Row, ...]:
        """The rows to import: all of them or, when only the good ones are to be kept, those.

        Raises RefusedError when there are problems that stand in the way.
        """
        whole = [problem for problem in self.problems if problem.row == 0]
        if self.problems and (whole or not keep_good):
            raise RefusedError("import-problems", count=len(self.problems))
        if self.problems and not self.rows:
            raise RefusedError("import-nothing", count=len(self.problems))
        return self.rows

    def result(self, *, keep_good: bool = False) -> ImportResult:
        """What importing this would come to. Raises RefusedError as `accepted` does."""
        imported = len(self.accepted(keep_good=keep_good))
        return ImportResult(
            read=self.read,
            imported=imported,
            quarantined=self.quarantined,
            skipped=self.skipped,
            problems=self.problems,
            warnings=self.warnings,
        )

    @property
    def quarantined(self) -> int:
        """How many rows have problems."""
        return self.read - self.skipped - len(self.rows)


def read_mapping(given: str) -> dict[str, str]:
    """Column names by field, from `FIELD=COLUMN,FIELD=COLUMN` or from the path of a JSON file with an object of them.

    Raises RefusedError when it is neither.
    """
    if given.lower().endswith(".json"):
        return _mapping_file(Path(given))
    pairs = [pair.partition("=") for pair in given.split(",") if pair.strip()]
    if not all(equals and name.strip() and column.strip() for name, equals, column in pairs):
        raise RefusedError("mapping-form")
    return {name.strip(): column.strip() for name, _, column in pairs}


def _mapping_file(path: Path) -> dict[str, str]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise RefusedError("mapping-form") from None
    if not isinstance(content, dict) or not all(isinstance(column, str) for column in content.values()):
        raise RefusedError("mapping-form")
    return {str(name): column for name, column in content.items()}
