"""The picture of the response board: a bar for each answer, its target as a band, what is likely to come hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QResizeEvent

from engage.languages.bidi import isolated
from engage.languages.formats import row_on_screen
from engage.languages.screen import _, ngettext
from engage.lottery.prospects import Forecast, Prospect
from engage.lottery.views import Board, Stand
from engage.overview.board_words import target_words
from ui.shell.theme import current_tokens
from ui.widgets.charts import Chart
from ui.widgets.shapes import shape

_SHAPES: Final = {
    Prospect.LACKING: ("square", "bad"),
    Prospect.DOUBTFUL: ("triangle", "warn"),
    Prospect.THIN: ("ring", "text_soft"),
    Prospect.ENOUGH: ("disc", "good"),
}
_BAR: Final = 0.55  # of a line of type, as are shapes
_ROOM: Final = 0.4  # of the width: what the bars need at least, or the words go above them
_BEYOND: Final = (1.35, 2.0)  # of a healthy pool: how far the scale goes at least and at most


@dataclass(frozen=True)
class BoardLine:
    """One answer as the picture and its table show it."""

    forecast: Forecast
    stand: Stand

    @property
    def answer(self) -> str:
        """The answer itself."""
        return self.forecast.answer.value

    @property
    def figures(self) -> str:
        """Who came, who is likely in the end, and how many are wanted."""
        each = self.forecast
        target = target_words(each.answer)
        if self.stand is not Stand.OPEN:
            return _("{so_far} came, {target} wanted").format(so_far=each.answer.so_far, target=target)
        return _("{so_far} came, {likely} likely, {target} wanted").format(
            so_far=each.answer.so_far, likely=self.likely, target=target
        )

    @property
    def likely(self) -> str:
        """The range that is likely in the end; nothing where nothing is foretold."""
        each = self.forecast
        if self.stand is not Stand.OPEN:
            return ""
        return str(each.low) if each.low == each.high else f"{each.low}–{each.high}"

    @property
    def standing(self) -> str:
        """How the answer stands, in words."""
        each = self.forecast
        if not self.stand.can_judge:
            return _("{count} missing").format(count=each.missing) if each.missing else _("reached")
        if each.prospect is Prospect.LACKING:
            return ngettext("{count} too few", "{count} too few", each.will_lack).format(count=each.will_lack)
        return _(each.prospect.label)

    @property
    def shape(self) -> str:
        """The shape beside the words; none as long as nothing can be said."""
        return _SHAPES[self.forecast.prospect][0] if self.stand.can_judge else ""

    @property
    def tone(self) -> str:
        """The palette's colour for the words."""
        return _SHAPES[self.forecast.prospect][1] if self.stand.can_judge else "text"


class BoardBars(Chart):
    """A row for each answer. The scale is people for each seat of the target, so that all answers share it."""

    def __init__(self) -> None:
        super().__init__(_("Who came forward, and who is likely to"))
        self._lines: tuple[BoardLine, ...] = ()
        self._per_seat = 1

    def show_board(self, board: Board) -> None:
        """Show this board."""
        self._lines = tuple(BoardLine(each, board.stand) for each in board.forecasts)
        self._per_seat = board.given.per_seat
        counts = [
            f"{len(found)} {_(prospect.label)}" for prospect in Prospect if (found := board.of(prospect))
        ]  # such as "2 too few"
        told = row_on_screen(counts) or _("too early to say")
        words = _("{count} answers: {told}. Press T for the table.").format(count=len(self._lines), told=told)
        self.describe(words)
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for the key, every answer and the headings of the categories."""
        headings = len(self._key_lines()) + len(self._categories())
        answer = self._tall() if self._is_tall() else self._line()
        return QSize(480, round(self._line() * headings + answer * len(self._lines) + 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow place the words go above the bars."""
        super().resizeEvent(event)
        self._fit()

    def draw(self, painter: QPainter) -> None:
        """The key, then category by category."""
        y = self._draw_key(painter)
        for category in self._categories():
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(current_tokens().text))
            self.write(painter, QRectF(8, y, self.width() - 16, self._line()), isolated(category))
            font.setBold(False)
            painter.setFont(font)
            y += self._line()
            for line in (line for line in self._lines if line.forecast.answer.category == category):
                y = self._draw_tall(painter, line, y) if self._is_tall() else self._draw_wide(painter, line, y)

    # --- one answer ---

    def _draw_wide(self, painter: QPainter, line: BoardLine, y: float) -> float:
        label, figures, standing = self._sides()
        height = self._line()
        room = self.width() - label - figures - standing - 24
        painter.setPen(QColor(current_tokens().text))
        self.write(painter, QRectF(16, y, label - 24, height), isolated(line.answer))
        self._draw_bar(painter, line, QRectF(label + 8, y, room, height))
        painter.setPen(QColor(current_tokens().text_soft))
        self.write(painter, QRectF(label + room + 20, y, figures - 12, height), line.figures)
        self._draw_standing(painter, line, QRectF(self.width() - standing - 6, y, standing, height))
        return y + height

    def _draw_tall(self, painter: QPainter, line: BoardLine, y: float) -> float:
        """The answer and how it stands, its figures, and the bar: one under the other."""
        height = self.fontMetrics().height() * 1.25
        whole = QRectF(16, y, self.width() - 32, height)
        standing = min(self._sides()[2], whole.width() / 2)
        painter.setPen(QColor(current_tokens().text))
        self.write(painter, QRectF(16, y, whole.width() - standing, height), isolated(line.answer))
        self._draw_standing(painter, line, QRectF(whole.right() - standing, y, standing, height))
        painter.setPen(QColor(current_tokens().text_soft))
        self.write(painter, whole.translated(0, height), line.figures)
        self._draw_bar(painter, line, whole.translated(0, 2 * height))
        return y + self._tall()

    def _draw_standing(self, painter: QPainter, line: BoardLine, box: QRectF) -> None:
        colour, side = getattr(current_tokens(), line.tone), round(self._thick())
        if line.shape:
            at = QRectF(box.x(), box.center().y() - side / 2, side, side)
            painter.drawPixmap(self.flipped(at).topLeft(), shape(line.shape, colour, side))
        painter.setPen(QColor(colour))
        self.write(painter, box.adjusted(side + 6, 0, 0, 0), line.standing)

    def _draw_bar(self, painter: QPainter, line: BoardLine, box: QRectF) -> None:
        tokens, each = current_tokens(), line.forecast
        answer = each.answer
        middle, thick = box.center().y(), self._thick()

        def at(people: float) -> float:
            return box.x() + box.width() * min(people / _seats(each) / self._top(), 1.0)

        low, high = at(answer.minimum), at(answer.maximum)
        band = QRectF(low, box.y() + 3, max(high - low, 4.0), box.height() - 6)
        self._fill(painter, band, QBrush(QColor(tokens.chart_band)), tokens.text_soft)
        came = QRectF(box.x(), middle - thick / 2, at(answer.so_far) - box.x(), thick)
        self._fill(painter, came, QBrush(QColor(tokens.chart_chosen)), tokens.chart_chosen)
        if line.stand is Stand.OPEN:
            to_come = QRectF(came.right(), came.y(), at(each.expected) - came.right(), thick)
            self._fill(painter, to_come, QBrush(QColor(tokens.chart_pool), _HATCH), tokens.chart_pool)
            self._draw_range(painter, at(each.low), at(each.high), box)
        if each.expected / _seats(each) > self._top():
            self._draw_break(painter, box)
        painter.setPen(QPen(QColor(tokens.text_soft), 1.5, Qt.PenStyle.DashLine))
        self._line_down(painter, at(self._per_seat * _seats(each)), box)

    def _draw_range(self, painter: QPainter, low: float, high: float, box: QRectF) -> None:
        """From the low to the high end of what is likely, with a stop at each end that is on the scale."""
        if low >= box.right():
            return
        painter.setPen(QPen(QColor(current_tokens().text), 2))
        middle, thick = box.center().y(), self._thick() + 4
        line = self.flipped(QRectF(low, middle, high - low, 0))
        painter.drawLine(line.topLeft(), line.topRight())
        for x in (end for end in (low, high) if end < box.right()):
            self._line_down(painter, x, QRectF(x, middle - thick / 2, 0, thick))

    def _draw_break(self, painter: QPainter, box: QRectF) -> None:
        """Two cuts near the end of a bar that goes on beyond the scale."""
        painter.setPen(QPen(QColor(current_tokens().surface), 3))
        middle, thick = box.center().y(), self._thick()
        for back in (18, 10):
            cut = self.flipped(QRectF(box.right() - back - 4, middle - thick / 2 - 1, 4, thick + 2))
            painter.drawLine(cut.bottomLeft(), cut.topRight())

    def _line_down(self, painter: QPainter, x: float, box: QRectF) -> None:
        at = self.flipped(QRectF(x, box.y(), 0, box.height()))
        painter.drawLine(at.topLeft(), at.bottomLeft())

    def _fill(self, painter: QPainter, box: QRectF, brush: QBrush, edge: str) -> None:
        if box.width() <= 0:
            return
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(brush)
        painter.drawRect(self.flipped(box))

    # --- the key ---

    def _key(self) -> list[str]:
        entries = [_("Target"), _("Came forward")]
        if any(line.stand is Stand.OPEN for line in self._lines):
            entries += [_("Expected, with the range that is likely")]
        return [*entries, _("A healthy pool: {count} people for each seat").format(count=self._per_seat)]

    def _key_lines(self) -> list[list[int]]:
        """Which entries of the key stand in which line."""
        widths = [self.fontMetrics().horizontalAdvance(words) + 52 for words in self._key()]
        places = range(len(widths))
        return [list(places)] if sum(widths) <= self.width() - 16 else [[place] for place in places]

    def _draw_key(self, painter: QPainter) -> float:
        y = 4.0
        entries = self._key()
        for places in self._key_lines():
            x = 8.0
            for place in places:
                words = entries[place]
                kind = "health" if place == len(entries) - 1 else ("target", "came", "likely")[place]
                self._draw_sample(painter, kind, QRectF(x, y, 20, self._line()))
                width = painter.fontMetrics().horizontalAdvance(words) + 8
                painter.setPen(QColor(current_tokens().text_soft))
                self.write(painter, QRectF(x + 26, y, min(width, self.width() - x - 30), self._line()), words)
                x += 26 + width + 18
            y += self._line()
        return y

    def _draw_sample(self, painter: QPainter, kind: str, box: QRectF) -> None:
        tokens = current_tokens()
        swatch = QRectF(box.x(), box.center().y() - 6, box.width(), 12)
        if kind == "health":
            painter.setPen(QPen(QColor(tokens.text_soft), 1.5, Qt.PenStyle.DashLine))
            self._line_down(painter, box.center().x(), box)
        elif kind == "likely":
            self._fill(painter, swatch, QBrush(QColor(tokens.chart_pool), _HATCH), tokens.chart_pool)
            self._draw_range(painter, swatch.x() + 8, swatch.right(), swatch.adjusted(0, 0, 1, 0))
        else:
            colour = tokens.chart_band if kind == "target" else tokens.chart_chosen
            self._fill(painter, swatch, QBrush(QColor(colour)), tokens.text_soft)

    # --- the room ---

    def _top(self) -> float:
        """How many people for each seat the scale goes to: as far as the largest bar, within bounds."""
        least, most = (self._per_seat * part for part in _BEYOND)
        return min(max([least, *(line.forecast.high / _seats(line.forecast) for line in self._lines)]), most)

    def _sides(self) -> tuple[float, float, float]:
        """How wide the answers, their figures and their standings are."""
        metrics = self.fontMetrics()

        def widest(words: Sequence[str]) -> float:
            return max((metrics.horizontalAdvance(each) for each in words), default=0)

        label = min(widest([line.answer for line in self._lines]) + 32, self.width() * 0.25)
        figures = widest([line.figures for line in self._lines]) + 24
        return label, figures, widest([line.standing for line in self._lines]) + self._thick() + 18

    def _is_tall(self) -> bool:
        return self.width() - sum(self._sides()) < self.width() * _ROOM

    def _tall(self) -> float:
        """Three lines that belong together, and air before the next."""
        return self.fontMetrics().height() * 4.25

    def _thick(self) -> float:
        """How thick a bar is, and how large a shape."""
        return max(12.0, self.fontMetrics().height() * _BAR)

    def _line(self) -> float:
        return max(30.0, self.fontMetrics().height() * 1.5)

    def _categories(self) -> list[str]:
        return list(dict.fromkeys(line.forecast.answer.category for line in self._lines))

    def _fit(self) -> None:
        height = self.sizeHint().height()
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
            self.updateGeometry()


def _seats(each: Forecast) -> int:
    """The seats that an answer's people are counted for."""
    return max(each.answer.minimum, 1)


_HATCH: Final = Qt.BrushStyle.Dense4Pattern
