"""`engage lottery draw` and `engage lottery feasible`: the engine alone, from CSV files to a record. No ceremony."""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Parser, Result, add_out, out_folder, positive
from engage.cli.draws import METHODS
from engage.cli.invitations import add_invitations
from engage.errors import RefusedError
from engage.languages.screen import _, screen_catalogue

if TYPE_CHECKING:
    from engage.lottery.model import Entrant, Lottery, Quota
    from engage.people.rules import PersonDraft

RECORD, PUBLIC_RECORD = "record.json", "record-public.json"
SELECTED, REMAINING = "selected.csv", "remaining.csv"


def add_commands(commands: Commands) -> None:
    """Add `lottery draw` and `lottery feasible`."""
    lottery = commands.group("lottery", summary=_("draw a panel from CSV files, without an Engage file"))
    draw = lottery.add(
        "draw",
        draw_command,
        summary=_("find the fairest lottery and draw a panel"),
        description=_("Find the fairest lottery that meets the targets, draw a panel, and write a record to check."),
    )
    _add_input(draw)
    draw.add_argument("--method", metavar="M", choices=METHODS, default="leximin", help=", ".join(METHODS))
    draw.add_argument(
        "--panels", metavar="M", type=positive, help=_("a list of so many equally likely panels, for a public draw")
    )
    draw.add_argument("--public-string", metavar="S", help=_("what was said in public; random if left out"))
    add_out(draw)
    feasible = lottery.add(
        "feasible",
        feasible_command,
        summary=_("say whether any panel meets the targets, and what would help if not"),
    )
    _add_input(feasible)
    add_invitations(lottery)


def _add_input(parser: Parser) -> None:
    parser.add_argument("--people", metavar="P.csv", type=Path, required=True, help=_("respondents, one a row"))
    parser.add_argument(
        "--targets", metavar="T.csv", type=Path, required=True, help="feature,value,min,max[,min_flex,max_flex]"
    )
    parser.add_argument("--seats", metavar="N", type=positive, required=True, help=_("members to draw"))
    parser.add_argument("--id-column", metavar="C", default="", help=_("the column with everyone's reference"))
    parser.add_argument(
        "--household", metavar="COLUMNS", default="", help=_("columns that say who lives together, with commas")
    )


def draw_command(options: Options, console: Console) -> Result:
    """Find a lottery, draw from it, and write record, selected and remaining."""
    from engage.exchange.csv_files import write_csv
    from engage.lottery.engine import find_lottery

    folder = out_folder(options)
    folder.refuse_existing([RECORD, PUBLIC_RECORD, SELECTED, REMAINING])
    quotas, people = _read(options)
    entrants = _entrants(people)
    began = time.perf_counter()
    found = find_lottery(
        entrants, quotas, options.seats, method=options.method, panels=options.panels, progress=console.progress
    )
    seconds = time.perf_counter() - began
    key = _key(entrants, quotas, options)
    record, tickets = _record(entrants, quotas, found, key, options.public_string or secrets.token_hex(16))
    selected = _selected(record, tickets)
    folder.write(RECORD, record.encode())
    folder.write(PUBLIC_RECORD, _public(record).encode())
    categories = list(dict.fromkeys(quota.category for quota in quotas))
    header = ["id", "ticket", *categories]
    for file, is_wanted in ((SELECTED, True), (REMAINING, False)):
        rows = [
            [person.reference, tickets[person.reference], *(person.answers[category] for category in categories)]
            for person in people
            if (person.reference in selected) is is_wanted
        ]
        folder.write(file, write_csv(header, rows))
    return _drawn(found, seconds, [person.reference for person in people if person.reference in selected])


def feasible_command(options: Options, console: Console) -> Result:
    """Say whether any panel meets the targets. Exit code 0 either way."""
    from engage.lottery.feasibility import check_feasibility

    quotas, people = _read(options)
    found = check_feasibility(_entrants(people), quotas, options.seats, progress=console.progress)
    problems = [problem.text(screen_catalogue()) for problem in found.problems]
    relaxation = [
        {
            "feature": each.category,
            "value": each.value,
            "min": each.minimum,
            "max": each.maximum,
            "new_min": each.new_minimum,
            "new_max": each.new_maximum,
        }
        for each in found.relaxation
    ]
    verdict = _("A panel can meet these targets.") if found.is_feasible else _("No panel can meet these targets.")
    changes = [
        _("{category}: {value}: {minimum} to {maximum} instead of {old_minimum} to {old_maximum}").format(
            category=each.category,
            value=each.value,
            minimum=each.new_minimum,
            maximum=each.new_maximum,
            old_minimum=each.minimum,
            old_maximum=each.maximum,
        )
        for each in found.relaxation
    ]
    fields = {"feasible": found.is_feasible, "problems": problems, "relaxation": relaxation}
    return Result(fields, [verdict, *problems, *changes])


def _read(options: Options) -> "tuple[tuple[Quota, ...], tuple[PersonDraft, ...]]":
    """Targets and people, checked. Raises RefusedError with the problems in its details."""
    from engage.exchange.people.importing import PeopleContext, read_people
    from engage.exchange.preview import ReadOptions
    from engage.exchange.problems import problem_text
    from engage.exchange.targets import read_targets

    for path in (options.targets, options.people):
        if not path.is_file():
            raise RefusedError("source-missing", path=path.name)
    targets = read_targets(options.targets)
    categories: dict[str, tuple[str, ...]] = {}
    for quota in targets.rows:
        categories[quota.category] = (*categories.get(quota.category, ()), quota.value)
    household = tuple(name.strip() for name in options.household.split(",") if name.strip())
    given = ReadOptions(id_column=options.id_column, household=household)
    people = read_people(options.people, PeopleContext(categories), given) if not targets.problems else None
    problems = targets.problems or (people.problems if people else ())
    if problems or people is None:
        told = [
            {"row": each.row, "column": each.column, "message": problem_text(each, screen_catalogue())}
            for each in problems
        ]
        raise RefusedError("import-problems", count=len(told), details={"problems": told})
    rows = people.rows if household else tuple(replace(person, household_key="") for person in people.rows)
    return targets.rows, rows


def _entrants(people: "Sequence[PersonDraft]") -> "list[Entrant]":
    from engage.lottery.model import Entrant

    return [Entrant(person.reference, person.answers, person.household_key) for person in people]


def _key(entrants: "Sequence[Entrant]", quotas: "Sequence[Quota]", options: Options) -> bytes:
    """What tickets and salt are made of: random, but with a public string a hash of all that goes in.

    So an auditor with the same files and the same string draws the same panel, whatever the order of the rows.
    """
    if options.public_string is None:
        return secrets.token_bytes(32)
    people = sorted([each.id, sorted(each.answers.items()), each.household] for each in entrants)
    targets = sorted([each.category, each.value, each.minimum, each.maximum] for each in quotas)
    content = json.dumps([people, targets, options.seats, options.method, options.panels])
    return hashlib.sha256(content.encode()).digest()


def _record(
    entrants: "Sequence[Entrant]", quotas: "Sequence[Quota]", found: "Lottery", key: bytes, public_string: str
) -> tuple[str, dict[str, str]]:
    """The private record, drawn, and everybody's ticket."""
    from engage.lottery import record
    from engage.lottery.preparing import relabelled

    tickets = {each.id: hmac.new(key, f"ticket {each.id}".encode(), "sha256").hexdigest()[:16] for each in entrants}
    held = [replace(entrant, id=tickets[entrant.id]) for entrant in entrants]
    salt = hmac.new(key, b"salt", "sha256").digest()
    frozen = record.freeze(held, quotas, relabelled(found, tickets), salt=salt)
    return record.draw(frozen, public_string), tickets


def _selected(record: str, tickets: dict[str, str]) -> frozenset[str]:
    from engage.lottery.record import panel

    drawn = frozenset(panel(record))
    return frozenset(name for name, ticket in tickets.items() if ticket in drawn)


def _public(record: str) -> str:
    from engage.lottery.record import public

    return public(record)


def _drawn(found: "Lottery", seconds: float, selected: Sequence[str]) -> Result:
    fields = {
        "method": str(found.method),
        "seats": found.seats,
        "seconds": seconds,
        "chances": {name: float(chance) for name, chance in found.chances.items()},
        "least_chance": float(found.least_chance),
        "least_chance_bound": float(found.least_chance_bound),
        "proved": found.is_proved,
        "gap": float(found.least_chance_bound - found.least_chance),
        "shortfall": found.shortfall,
        "largest_move": found.largest_move,
        "in_no_panel": list(found.in_no_panel),
        "panels": len(found.panels),
        "selected": list(selected),
    }
    least = _("The smallest chance is {least}; no lottery can do better than {bound}.").format(
        least=f"{fields['least_chance']:.4f}", bound=f"{fields['least_chance_bound']:.4f}"
    )
    return Result(fields, [least, *selected])
