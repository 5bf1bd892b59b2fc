"""Who is missing: the response board, with its forecast, what that rests on, and the letters that mend it."""

from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from engage.clock import today
from engage.errors import RefusedError
from engage.languages.editions import Language
from engage.languages.formats import long_date, percent
from engage.languages.formats import number as write_number
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.actions import plan_wave
from engage.lottery.views import Board, LetterLine, response_board
from engage.overview.board_words import details, headline, letters_in_short, target_words
from ui.lottery.board_bars import BoardBars, BoardLine
from ui.lottery.day_bars import day_panel, day_words
from ui.shell.attempts import attempt
from ui.shell.pages import Desk
from ui.widgets.buttons import primary, quiet
from ui.widgets.charts import ChartPanel
from ui.widgets.folding import Fold, flow
from ui.widgets.forms import day, number
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column, row, sheet
from ui.widgets.messages import EmptyState
from ui.widgets.saving import SaveBox
from ui.widgets.tables import Column, Table, TableModel

_MOST_PER_SEAT: Final = 50
_LEAST_HALF, _MOST_HALF = 4, 60
_MOST_ROWS: Final = 4


class BoardView(QWidget):
    """Shows the board as it stands. `targets_asked` leads to their import, `letters_asked` to letters, `left` back."""

    left = Signal()
    targets_asked = Signal()
    letters_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.board: Board | None = None
        self._closes: date | None = None
        self._on: date | None = None
        self._per_seat: int | None = None
        self._rate: Fraction | None = None
        self._half: int | None = None
        self.headline = Text("", "large", wraps=True)
        self.details = Text("", wraps=True)
        self._build_assumptions()
        self.bars, self.model = BoardBars(), TableModel(_columns())
        table = Table(_("Who came forward, and who is likely to"))
        table.setModel(self.model)
        self.panel = ChartPanel(self.bars, table)
        self.letters: TableModel[LetterLine] = TableModel(_letter_columns())
        self.letter_table = Table(_("Letters, and who came of them"))
        self.letter_table.setModel(self.letters)
        self.by_letter = Fold(_("Letters, and who came of them"), column(self.letter_table))
        self.day_panel, self.day_bars, self.days = day_panel()
        self.by_day = Fold(_("Day by day"), column(self.day_panel))
        self.empty = EmptyState(
            _("No targets yet"),
            _("The board holds those who came forward against the targets. Import the targets first."),
            button=_("Import targets"),
            todo=self.targets_asked.emit,
            icon_name="table",
        )
        self.back = quiet(_("Back to the ceremony"), self.left.emit, icon_name="dices")
        self.plan = primary(_("Plan these letters"), self._on_plan, icon_name="file-text")
        self.save = quiet(_("Save as a table"), self._on_save, icon_name="save")
        self.saving = SaveBox()
        self._said = card(self.headline, self.details, flow(self.plan, self.save), self.saving, gap=12)
        self._picture = card(self.panel)
        self._footing = card(self.by_day, self.by_letter, self.assumptions, gap=12)
        heading = row(Text(_("Who is missing"), "section"), None, self.back)
        inside = sheet(column(self._said, self._picture, self._footing, None, gap=16))
        self.setLayout(column(heading, self.empty, inside, gap=12))

    def _build_assumptions(self) -> None:
        self.closes = day(_("Registration closes on"), self._save_closes)
        self.on = day(_("As it stood on"), self._save_on)
        self.per_seat = number(_("People for each seat"), self._save_per_seat, least=1, most=_MOST_PER_SEAT)
        self.rate = number(_("Of 100 letters, replies"), self._save_rate, least=1, most=100)
        self.half = number(_("Days to half of the replies"), self._save_half, least=_LEAST_HALF, most=_MOST_HALF)
        fields = flow(self.closes, self.per_seat, self.rate, self.half, self.on)
        how = Text(_how(), "small", wraps=True)
        note = Text(_("Changes here are for this picture only: they are not kept in the file."), "small", wraps=True)
        self.assumptions = Fold(_("What this rests on"), column(fields, note, how, gap=12))

    def begin(self) -> None:
        """Read the board and show it."""
        read = partial(self._desk.recall, response_board, self._desk.assembly_id)
        board = self.board = read(
            today=self._on or today(),
            closes=self._closes,
            per_seat=self._per_seat,
            rate=self._rate,
            half_after=self._half,
        )
        self.empty.setVisible(not board.categories)
        for part in (self._said, self._picture, self._footing):
            part.setVisible(bool(board.categories))
        self.headline.setText(headline(board))
        self.details.setText(details(board))
        self.details.setVisible(bool(self.details.text()))
        self.plan.setVisible(board.stand.can_mend and bool(board.letters))
        self._show_assumptions(board)
        self._show_days(board)
        self._show_letters(board)
        self.bars.show_board(board)
        self.model.set_rows([BoardLine(each, board.stand) for each in board.forecasts])
        _make_room(self.panel.table, len(board.forecasts))

    def focus_first(self) -> None:
        """Put the focus into the picture."""
        has_board = self.board is not None and bool(self.board.categories)
        target = (self.panel.table if self.panel.shows_table else self.bars) if has_board else self.back
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_plan(self) -> None:
        """Plan the letters that mend all that is missing, and go on to them."""
        if self.board is None:
            return
        letters = {each.stratum: each.letters for each in self.board.letters}
        plan = partial(self._desk.write, plan_wave, self._desk.assembly_id, letters=letters)
        columns, label = self.board.strata_columns, _("Plan the letters")
        if attempt(self._desk, lambda: [plan(columns=columns, label=label)]):
            self.letters_asked.emit()

    def _on_save(self) -> None:
        question = _("Where does the table go? It holds exact numbers, small ones too: it is for the office.")
        self.saving.ask(question, "board.csv", self._csv, lambda path: self._desk.say(_saved(path)))

    def _csv(self) -> bytes:
        from engage.exchange.board import board_csv

        assert self.board is not None
        return board_csv(self.board)

    def _show_assumptions(self, board: Board) -> None:
        given = board.given
        self.closes.show_value(board.closes)
        self.on.show_value(board.today)
        self.per_seat.show_value(given.per_seat)
        self.rate.show_value(round(100 * given.rate))
        self.half.show_value(given.half_after)
        self.assumptions.summarise(_summary(board))

    def _show_days(self, board: Board) -> None:
        days, words = board.days, day_words(board.days, board.stand)
        self.by_day.setVisible(bool(days))
        self.by_day.summarise(words)
        self.day_bars.show_days(days, words)
        self.days.set_rows(tuple(reversed(days)))
        _make_room(self.day_panel.table, min(len(days), _MOST_ROWS))

    def _show_letters(self, board: Board) -> None:
        self.by_letter.setVisible(bool(board.lines))
        self.letters.set_rows(board.lines)
        letters, came = sum(line.letters for line in board.lines), sum(line.came for line in board.lines)
        words = _("{letters} letters, {came} people with a code from one: {rate}.")
        self.by_letter.summarise(words.format(letters=_count(letters), came=_count(came), rate=_rate(came, letters)))
        _make_room(self.letter_table, len(board.lines))

    def _save_closes(self, closes: date | None) -> None:
        self._closes = closes
        self.begin()

    def _save_on(self, on: date | None) -> None:
        if on is not None and on > today():
            raise RefusedError("board-day-ahead")
        self._on = on
        self.begin()

    def _save_per_seat(self, per_seat: int) -> None:
        self._per_seat = per_seat
        self.begin()

    def _save_rate(self, hundredths: int) -> None:
        self._rate = Fraction(hundredths, 100)
        self.begin()

    def _save_half(self, half: int) -> None:
        self._half = half
        self.begin()


def _saved(path: Path) -> str:
    return _("Saved: {path}").format(path=path)


def _make_room(table: Table, rows: int) -> None:
    """Show every row: the sheet scrolls, not the table inside it."""
    heading = table.horizontalHeader().sizeHint().height()
    table.setMinimumHeight(heading + rows * table.verticalHeader().defaultSectionSize() + 4)


def _summary(board: Board) -> str:
    """The assumptions in a line."""
    given = board.given
    half = ngettext(
        "half of the replies within {count} day", "half of the replies within {count} days", given.half_after
    ).format(count=given.half_after)
    if board.is_measured:
        half = _("{half}, as your letters show").format(half=half)
    parts = [
        _("until {day}").format(day=_long(board.closes)) if board.closes else _("without a last day"),
        _("{count} people for each seat").format(count=given.per_seat),
        _("{rate} of letters bring somebody").format(rate=percent(float(given.rate), _language())),
        half,
    ]
    if board.today != today():
        parts.insert(0, _("as it stood on {day}").format(day=_long(board.today)))
    return " · ".join(parts)


def _how() -> str:
    """How the forecast is made, for whoever asks."""
    return _(
        "How it is worked out: nothing comes back in the first three days. Of what is still to come, the same part "
        "comes each day. Those to come answer like those who came and, with the weight of ten people, like the place. "
        "“Likely” holds 8 times in 10. Letters are enough when the target is reached 9 times in 10."
    )


def _language() -> Language:
    return Language(screen_catalogue().code)


def _long(on: date) -> str:
    return long_date(on, _language())


def _columns() -> list[Column[BoardLine]]:
    return [
        Column(_("Category"), lambda line: line.forecast.answer.category, width=110),
        Column(_("Answer"), lambda line: line.answer, width=120),
        Column(_("Wanted"), lambda line: target_words(line.forecast.answer), is_number=True, width=90),
        Column(_("Came forward"), lambda line: str(line.forecast.answer.so_far), is_number=True, width=110),
        Column(_("Missing"), lambda line: _some(line.forecast.missing), is_number=True, width=90),
        Column(
            _("For a healthy pool"), lambda line: _some(line.forecast.missing_for_health), is_number=True, width=150
        ),
        Column(_("Likely"), lambda line: line.likely, is_number=True, width=90),
        Column(
            _("How it stands"),
            lambda line: line.standing,
            width=130,
            tone=lambda line: line.tone,
            shape=lambda line: line.shape,
        ),
        Column(_("More letters"), _more, width=160),
    ]


def _letter_columns() -> list[Column[LetterLine]]:
    return [
        Column(_("Wave"), lambda line: str(line.wave), is_number=True, width=80),
        Column(_("Sent on"), lambda line: _long(line.sent_on), width=200),
        Column(_("Part of the list"), lambda line: line.stratum or _("All of it"), width=260),
        Column(_("Letters"), lambda line: _count(line.letters), is_number=True, width=110),
        Column(_("Came forward"), lambda line: _count(line.came), is_number=True, width=140),
        Column(_("Of 100 letters"), lambda line: _rate(line.came, line.letters), is_number=True, width=140),
    ]


def _count(count: int) -> str:
    return write_number(count, _language())


def _rate(came: int, letters: int) -> str:
    return percent(came / letters, _language(), decimals=1) if letters else "–"


def _more(line: BoardLine) -> str:
    """The letters that mend an answer."""
    if not line.stand.can_mend:
        return ""
    letters = line.forecast.letters
    return _("Too late for letters") if letters is None else letters_in_short(letters)


def _some(count: int) -> str:
    """A number of people; nothing for nobody."""
    return str(count) if count else "–"
