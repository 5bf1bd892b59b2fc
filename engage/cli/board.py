"""`engage board`: who came forward so far, what the pool will hold, and the letters that mend what it will lack."""

from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from engage.cli.common import Commands, Console, Options, Result, add_file, chosen_assembly, opened, positive
from engage.languages.bidi import FSI, PDI
from engage.languages.screen import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage.lottery.prospects import Forecast, MoreLetters
    from engage.lottery.views import Board


def add_commands(commands: Commands) -> None:
    """Add `board`."""
    board = commands.add(
        "board",
        board_command,
        summary=_("say who is missing, and how many more letters mend it"),
        description=_(
            "Holds those who came forward against the targets, foretells the pool on the last day of registration, "
            "and says how many more letters mend what will be missing."
        ),
    )
    add_file(board)
    board.add_argument(
        "--closes", metavar="DAY", type=date.fromisoformat, help=_("the last day of registration: 2026-10-31")
    )
    board.add_argument("--on", metavar="DAY", type=date.fromisoformat, help=_("as it stood on an earlier day"))
    board.add_argument("--per-seat", metavar="N", type=positive, help=_("people wanted for each seat of a target: 3"))
    board.add_argument("--rate", metavar="R", type=_rate, help=_("people who come forward for each letter: 5%%"))
    board.add_argument("--half-after", metavar="DAYS", type=positive, help=_("days until half of the replies are here"))


def board_command(options: Options, _console: Console) -> Result:
    """Read the board and say it."""
    from engage.clock import today
    from engage.lottery.views import response_board
    from engage.overview.board_words import answer_words, details, headline

    with opened(options, read_only=True) as workspace:
        assembly_id = chosen_assembly(workspace, options)
        read = partial(response_board, assembly_id=assembly_id, today=options.on or today(), closes=options.closes)
        board = workspace.read(
            partial(read, per_seat=options.per_seat, rate=options.rate, half_after=options.half_after)
        )
    said = [headline(board), details(board), *(answer_words(board, each) for each in board.forecasts)]
    lines = [_plain(line) for line in said if line]
    return Result(_fields(board, lines[0]), lines)


def _rate(text: str) -> Fraction:
    """A part such as 5%, 1/20 or 0.05; for argparse."""
    rate = Fraction(text.strip().removesuffix("%")) / (100 if text.strip().endswith("%") else 1)
    if not 0 < rate <= 1:
        raise ValueError(text)
    return rate


def _plain(words: str) -> str:
    """Without the marks that keep an answer's reading direction on a screen: other programs read this."""
    return words.replace(FSI, "").replace(PDI, "")


def _fields(board: "Board", sentence: str) -> dict[str, object]:
    return {
        "stand": str(board.stand),
        "day": board.today.isoformat(),
        "closes": None if board.closes is None else board.closes.isoformat(),
        "seats": board.seats,
        "people": board.people,
        "expected": board.expected,
        "low": board.low,
        "high": board.high,
        "seats_short": board.seats_short,
        "sentence": sentence,
        "assumptions": {
            "per_seat": board.given.per_seat,
            "rate": float(board.given.rate),
            "half_after": board.given.half_after,
        },
        "answers": [_answer(board, each) for each in board.forecasts],
        "letters": _letters(board.letters),
    }


def _answer(board: "Board", each: "Forecast") -> dict[str, object]:
    answer = each.answer
    return {
        "category": answer.category,
        "value": answer.value,
        "min": answer.minimum,
        "max": answer.maximum,
        "so_far": answer.so_far,
        "missing": each.missing,
        "healthy": each.healthy,
        "missing_for_healthy": each.missing_for_health,
        "expected": each.expected,
        "low": each.low,
        "high": each.high,
        "prospect": str(each.prospect) if board.stand.can_judge else None,
        "letters": None if each.letters is None else _letters(each.letters),
    }


def _letters(letters: "Sequence[MoreLetters]") -> list[dict[str, object]]:
    return [{"stratum": each.stratum, "letters": each.letters} for each in letters]
