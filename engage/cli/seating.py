"""`engage seating plan`: the seating engine alone, from a file of people to a plan."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Result, add_out, out_folder, positive
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _, screen_catalogue

if TYPE_CHECKING:
    from engage.exchange.csv_files import Sheet
    from engage.seating.model import Mode, Pair, Plan

PLAN = "plan.csv"


def add_commands(commands: Commands) -> None:
    """Add `seating plan`."""
    seating = commands.group("seating", summary=_("plan who sits at which table"))
    parser = seating.add(
        "plan",
        plan,
        summary=_("seat the people of a file at tables, for several rounds"),
        description=_("Seat people so that every table mirrors the room and most people meet. No Engage file needed."),
    )
    parser.add_argument("--people", metavar="M.csv", type=Path, required=True, help=_("one person a row"))
    parser.add_argument("--tables", metavar="T", type=positive, required=True, help=_("how many tables"))
    parser.add_argument("--rounds", metavar="R", type=positive, required=True, help=_("how many rounds"))
    parser.add_argument(
        "--fields", metavar="F=spread,G=cluster", default=[], action="append", help=_("columns to spread or to cluster")
    )
    for name, meaning in (
        ("together", _("people who sit together; may be given again")),
        ("apart", _("people who never sit together; may be given again")),
    ):
        parser.add_argument(f"--{name}", metavar="A,B", default=[], action="append", help=meaning)
    parser.add_argument("--id-column", metavar="C", default="", help=_("the column with everyone's reference"))
    parser.add_argument("--seed", metavar="N", type=int, default=0, help=_("the same number gives the same plan"))
    add_out(parser)


def plan(options: Options, console: Console) -> Result:
    """Write the plan and say how good it is."""
    from engage.exchange.csv_files import read_csv, write_csv
    from engage.seating.engine import plan_tables

    fields = _fields(options.fields)
    people = _people(read_csv(options.people), options.id_column, fields)
    folder = out_folder(options)
    folder.refuse_existing([PLAN])
    if options.seed < 0:
        raise UsageError(reason=_("the seed is a whole number from 0 on."))
    began = time.perf_counter()
    found = plan_tables(
        people,
        options.tables,
        options.rounds,
        fields=fields,
        together=_pairs(options.together),
        apart=_pairs(options.apart, everyone=True),
        seed=options.seed,
        progress=console.progress,
    )
    seconds = time.perf_counter() - began
    rows = [
        [str(number), str(table), person]
        for number, seats in enumerate(found.rounds, 1)
        for table, person in sorted((table, person) for person, table in seats.items())
    ]
    path = folder.write(PLAN, write_csv(["round", "table", "id"], rows))
    return _result(found, seconds, path)


def _result(found: "Plan", seconds: float, path: Path) -> Result:
    from engage.seating.rules import breach_text

    score = found.score
    said = [breach_text(breach, _) for breach in score.breaches]
    fields: dict[str, object] = {
        "seconds": round(seconds, 3),
        "pairs_met": score.pairs_met,
        "pairs_possible": score.pairs_possible,
        "pairs_in_room": score.pairs_in_room,
        "balance": {
            name: {"misplaced": each.misplaced, "imbalance": each.imbalance} for name, each in score.balance.items()
        },
        "breaches": [
            {
                "code": breach.code,
                "round": breach.round,
                "table": breach.table,
                "hard": breach.is_hard,
                "message": text,
                **{name: value for name, value in breach.params.items() if name not in ("round", "table")},
            }
            for breach, text in zip(score.breaches, said, strict=True)
        ],
        "path": str(path),
    }
    told = _("{met} of {possible} new meetings that so many rounds allow.")
    line = told.format(met=score.pairs_met, possible=score.pairs_possible)
    return Result(fields, [str(path), line, *said])


def _fields(given: list[str]) -> "dict[str, Mode]":
    """Columns and what they are for, from `F=spread,G=cluster`. Raises UsageError."""
    from engage.seating.model import Mode

    fields: dict[str, Mode] = {}
    for part in _parts(given):
        name, equals, mode = part.rpartition("=")
        if not equals or mode.strip().lower() not in list(Mode):
            text = _("“{part}” is not a column with “spread” or “cluster”, such as age=spread.")
            raise UsageError(reason=text.format(part=part))
        fields[name.strip()] = Mode(mode.strip().lower())
    return fields


def _pairs(given: list[str], *, everyone: bool = False) -> "tuple[Pair, ...]":
    """The pairs of each list; with `everyone` all that can be made of it. Raises UsageError."""
    from itertools import combinations, pairwise

    pairs: list[Pair] = []
    for text in given:
        names = _parts([text])
        if len(names) < 2:  # noqa: PLR2004 - a pair
            raise UsageError(reason=_("“{text}” does not name two people.").format(text=text))
        pairs += combinations(names, 2) if everyone else pairwise(names)
    return tuple(pairs)


def _parts(given: list[str]) -> list[str]:
    return [part.strip() for text in given for part in text.split(",") if part.strip()]


def _people(sheet: "Sheet", id_column: str, fields: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Everyone's answers by id. Raises RefusedError with the place of the fault."""
    from engage.exchange.columns import Headers
    from engage.exchange.problems import problem_text

    if sheet.problems:
        said = [problem_text(problem, screen_catalogue()) for problem in sheet.problems]
        raise RefusedError("people-file", details={"problems": said}, row=sheet.problems[0].row)
    headers = Headers(sheet.header)
    id_place = headers.place(id_column) if id_column else _id_place(sheet.header)
    places = {name: headers.place(name) for name in fields}
    people: dict[str, dict[str, str]] = {}
    for row in sheet.rows:
        person = row.cells[id_place]
        if not person:
            raise RefusedError("person-unnamed", row=row.number)
        if person in people:
            raise RefusedError("person-twice", row=row.number, id=person)
        people[person] = {name: row.cells[place] for name, place in places.items()}
    return people


_ID_NAMES = ("id", "reference", "nationbuilder_id", "member", "name")


def _id_place(header: tuple[str, ...]) -> int:
    """The column that people are known by: the first with a name that says so, else the first of all."""
    names = [name.casefold().strip() for name in header]
    return next((names.index(name) for name in _ID_NAMES if name in names), 0)
