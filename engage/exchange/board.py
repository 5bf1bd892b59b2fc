"""The response board as a table: for each answer its target, who came, who is likely, and the letters that mend it.

It goes out and is never read back. Numbers are exact, so it is for the office.
"""

from collections.abc import Iterator

from engage.exchange.csv_files import write_csv
from engage.lottery.views import Board

HEADER = (
    "category",
    "value",
    "min",
    "max",
    "came",
    "missing",
    "missing_for_healthy",
    "expected",
    "low",
    "high",
    "standing",
    "letters",
)


def board_csv(board: Board) -> bytes:
    """The board as a CSV file, one answer a row. What is not foretold stays empty."""
    return write_csv(HEADER, _rows(board))


def _rows(board: Board) -> Iterator[list[str]]:
    for each in board.forecasts:
        answer = each.answer
        counts = (answer.minimum, answer.maximum, answer.so_far, each.missing, each.missing_for_health)
        likely = (each.expected, each.low, each.high) if board.stand.can_judge else ("", "", "")
        letters = "; ".join(f"{more.stratum} {more.letters}".strip() for more in each.letters or ())
        standing = str(each.prospect) if board.stand.can_judge else ""
        yield [answer.category, answer.value, *map(str, (*counts, *likely)), standing, letters]
