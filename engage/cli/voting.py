"""`engage voting count`: count ballots from a file, one a row, and say how the vote came out."""

from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Result
from engage.errors import RefusedError, UsageError
from engage.languages.screen import _, ngettext, screen_catalogue

if TYPE_CHECKING:
    from engage.exchange.csv_files import Sheet
    from engage.voting.rules import Outcome, VoteMethod, VoteRules

CHOICE_COLUMNS = ("choice", "vote", "option")
METHODS = ("yes-no-abstain", "support-4")
COMPARISONS = ("at-least", "more-than")
BASES = ("yes-no", "yes-no-abstain", "valid", "cast", "present", "entitled")
BLANK, SPOILT = "blank", "spoilt"


def add_commands(commands: Commands) -> None:
    """Add `voting count`."""
    voting = commands.group("voting", summary=_("count ballots"))
    count = voting.add(
        "count",
        count_command,
        summary=_("count the ballots of a file"),
        description=_("Count ballots, one a row in a column “choice”; “blank” and “spoilt” are choices too."),
    )
    count.add_argument("--ballots", metavar="B.csv", type=Path, required=True, help=_("one ballot a row"))
    count.add_argument("--method", metavar="M", choices=METHODS, required=True, help=", ".join(METHODS))
    count.add_argument("--threshold", metavar="4/5", default="1/2", help=_("the share needed, such as 4/5 or 80%%"))
    count.add_argument(
        "--comparison", choices=COMPARISONS, default="at-least", help=_("whether exactly that is enough")
    )
    count.add_argument("--base", choices=BASES, help=_("what the support is measured against"))
    count.add_argument("--entitled", metavar="N", type=int, help=_("how many might vote, for that base"))
    count.add_argument("--present", metavar="N", type=int, help=_("how many were there, for that base"))


def count_command(options: Options, _console: Console) -> Result:
    """Count, and give the outcome with its arithmetic."""
    from engage.voting.rules import BallotCount, VoteMethod, decide

    if not options.ballots.is_file():
        raise RefusedError("source-missing", path=options.ballots.name)
    method = VoteMethod(options.method)
    rules = _rules(method, options)
    choices, skipped = _read(options.ballots, method)
    votes = {option: choices[option] for option in method.options}
    count = BallotCount(votes, blank=choices[BLANK], spoilt=choices[SPOILT])
    present = count.cast if options.present is None else options.present
    entitled = present if options.entitled is None else options.entitled
    if present < count.cast:
        raise RefusedError("more-issued-than-present", issued=count.cast, present=present)
    if entitled < present:
        raise RefusedError("more-present-than-entitled", present=present, entitled=entitled)
    outcome = decide(rules, count, entitled=entitled, present=present)
    fields: dict[str, object] = {
        "method": method.value,
        "counts": votes,
        "blank": count.blank,
        "spoilt": count.spoilt,
        "valid": count.valid,
        "cast": count.cast,
        "empty_rows": skipped,
        "base": rules.base.value,
        "threshold": str(rules.threshold),
        "comparison": rules.comparison.value,
        **_outcome_fields(outcome),
    }
    lines = _lines(rules, outcome, entitled, present)
    fields["sentences"] = lines[1:]
    if skipped:
        text = ngettext(
            "{count} empty row was passed over: a blank ballot is written as “blank”.",
            "{count} empty rows were passed over: a blank ballot is written as “blank”.",
            skipped,
        )
        lines.append(text.format(count=skipped))
    return Result(fields, lines)


def _rules(method: "VoteMethod", options: Options) -> "VoteRules":
    from engage.voting.rules import BASES as SUITED
    from engage.voting.rules import Base, Comparison, VoteRules, parse_share

    try:
        threshold = parse_share(options.threshold)
    except ValueError:
        raise UsageError(reason=_("the threshold is a share, such as 4/5 or 80%.")) from None
    base = Base(options.base) if options.base else Base.VALID
    if base not in SUITED[method]:
        raise RefusedError("base-unsuited", base=base, method=method)
    return VoteRules(method, threshold, Comparison(options.comparison), base)


def _read(path: Path, method: "VoteMethod") -> tuple[Counter[str], int]:
    """How often each option was chosen, and how many rows were empty. A file with a header alone is an empty box."""
    from engage.exchange.csv_files import read_csv

    try:
        sheet = read_csv(path)
    except RefusedError as refusal:
        if refusal.code == "csv-header-only":
            return Counter(), 0
        raise
    return _choices(sheet, method), sheet.skipped


def _choices(sheet: "Sheet", method: "VoteMethod") -> Counter[str]:
    """How often each option was chosen. Raises RefusedError with the rows that make no sense."""
    from engage.exchange.columns import Headers, normalised

    headers = Headers(sheet.header)
    place = headers.take(CHOICE_COLUMNS)
    if place is None:
        raise RefusedError("columns-missing", columns=CHOICE_COLUMNS[0], found=", ".join(headers.names))
    known = {normalised(option): option for option in (*method.options, BLANK, SPOILT)}
    if method.value == "support-4":
        known |= {str(step): option for step, option in enumerate(method.options, start=1)}
    found: Counter[str] = Counter()
    wrong = [problem.row for problem in sheet.problems]
    for row in sheet.rows:
        given = row.cells[place]
        option = known.get(normalised(given)) if given else BLANK
        if option is None:
            wrong.append(row.number)
        else:
            found[option] += 1
    if wrong:
        rows = ", ".join(map(str, sorted(wrong)[:10]))
        raise RefusedError("ballots-unread", count=len(wrong), rows=rows, details={"rows": sorted(wrong)})
    return found


def _outcome_fields(outcome: "Outcome") -> dict[str, object]:
    share = Fraction(outcome.support, outcome.base_count) if outcome.base_count else None
    return {
        "support": outcome.support,
        "base_count": outcome.base_count,
        "share": None if share is None else str(share),
        "needed": outcome.needed,
        "margin": outcome.margin,
        "mean": None if outcome.mean is None else str(outcome.mean),
        "strength": outcome.strength,
        "outcome": outcome.verdict.value,
        "passed": outcome.verdict.value == "passed",
    }


def _lines(rules: "VoteRules", outcome: "Outcome", entitled: int, present: int) -> list[str]:
    from engage.voting.wording import result_sentences

    sentences = result_sentences(rules, outcome, screen_catalogue(), present=present, entitled=entitled)
    return [_(outcome.verdict.label), *sentences]
