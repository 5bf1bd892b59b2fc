"""How a vote came out: a bar with the threshold drawn on it, its table one key away, and the sentence under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engage.languages.formats import row_on_screen
from engage.languages.screen import _, screen_catalogue
from engage.voting.rules import Base, Verdict, VoteMethod
from engage.voting.views import VoteSheet
from engage.voting.wording import percent_words, result_sentences
from ui.shell.theme import current_tokens
from ui.voting.words import counted_fields, field_words
from ui.widgets.charts import Chart, ChartPanel
from ui.widgets.labels import Text
from ui.widgets.layouts import column
from ui.widgets.messages import Notice
from ui.widgets.tables import Column, Table, TableModel

_KEY_BOX: Final = 16
_LEAST_WIDTH: Final = 200
_GAP: Final = 24
_LOOKS: Final = {
    "yes": ("chart_chosen", Qt.BrushStyle.SolidPattern),
    "strongly-agree": ("chart_chosen", Qt.BrushStyle.SolidPattern),
    "agree": ("chart_chosen", Qt.BrushStyle.Dense4Pattern),
    "disagree": ("chart_pool", Qt.BrushStyle.BDiagPattern),
    "no": ("chart_pool", Qt.BrushStyle.DiagCrossPattern),
    "strongly-disagree": ("chart_pool", Qt.BrushStyle.DiagCrossPattern),
    "abstain": ("text_soft", Qt.BrushStyle.Dense6Pattern),
}
_NOT_MEASURED: Final = {Base.YES_NO: {"abstain"}}


@dataclass(frozen=True)
class Part:
    """The ballots for one option. `share` is of the base, or None where the option does not count towards it."""

    key: str
    ballots: int
    share: Fraction | None = None

    @property
    def name(self) -> str:
        """Its words."""
        return field_words(self.key)


class ResultBar(Chart):
    """The whole base as one bar: those in favour where reading begins, then the others; a line at what was needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Result"), parent)
        self._parts: tuple[Part, ...] = ()
        self._base = self._needed = 0

    def show_vote(self, vote: VoteSheet) -> None:
        """Show how this vote came out."""
        if vote.outcome is None:
            return
        self._parts = tuple(part for part in parts_of(vote) if part.share is not None)
        self._base, self._needed = vote.outcome.base_count, vote.outcome.needed
        listed = row_on_screen(f"{part.name} {part.ballots}" for part in self._parts)
        self.describe(" ".join((f"{listed}.", *sentences(vote), _("Press T for the table."))))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar, the line's words above it, and the key below it in as many lines as it takes at this width."""
        lines = len(self._key_lines(float(max(self.width(), _LEAST_WIDTH))))
        return QSize(_LEAST_WIDTH, round(self._line() * (3.4 + lines)))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key may take more lines, or fewer."""
        super().resizeEvent(event)
        self.updateGeometry()

    def draw(self, painter: QPainter) -> None:
        """The bar, the threshold, the key."""
        if not self._base:
            return
        tokens, line = current_tokens(), self._line()
        room = QRectF(8, line * 1.3, self.width() - 16, line * 1.6)
        left = room.left()
        for part in self._parts:
            width = room.width() * part.ballots / self._base
            self._fill(painter, QRectF(left, room.top(), width, room.height()), part)
            left += width
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.control_line), 1.5))
        painter.drawRect(self.flipped(room))
        self._draw_threshold(painter, room)
        self._draw_key(painter, room.bottom() + line * 0.5)

    def _line(self) -> float:
        return self.fontMetrics().height() * 1.25

    def _fill(self, painter: QPainter, box: QRectF, part: Part) -> None:
        painter.setBrush(_brush(part))
        painter.setPen(QPen(QColor(current_tokens().surface), 1.5))
        painter.drawRect(self.flipped(box))

    def _draw_threshold(self, painter: QPainter, room: QRectF) -> None:
        """The line where enough begins, and its words where there is room for them."""
        tokens, line = current_tokens(), self._line()
        x = room.left() + room.width() * min(1.0, self._needed / self._base)
        words = _("{count} needed").format(count=self._needed)
        width = painter.fontMetrics().horizontalAdvance(words) + 4
        at = self.flipped(QRectF(x, 0, 0, 0)).x()
        painter.setPen(QPen(QColor(tokens.text), 3))
        painter.drawLine(QPointF(at, line * 1.0), QPointF(at, room.bottom() + line * 0.25))
        start = min(max(room.left(), x - width / 2), room.right() - width)
        painter.setPen(QColor(tokens.text))
        self.write(painter, QRectF(start, 0, width + 2, line), words)

    def _draw_key(self, painter: QPainter, top: float) -> None:
        tokens, line = current_tokens(), self._line()
        for parts in self._key_lines(float(self.width())):
            x = 8.0
            for part in parts:
                width = self.fontMetrics().horizontalAdvance(_key_words(part)) + 8
                painter.setBrush(_brush(part))
                painter.setPen(QPen(QColor(tokens.control_line), 1))
                box = QRectF(x, top + (line - _KEY_BOX) / 2, _KEY_BOX, _KEY_BOX)
                painter.drawRect(self.flipped(box))
                painter.setPen(QColor(tokens.text))
                self.write(painter, QRectF(x + _KEY_BOX + 6, top, width, line), _key_words(part))
                x += _KEY_BOX + 6 + width + _GAP
            top += line

    def _key_lines(self, width: float) -> list[list[Part]]:
        """The key, in as many lines as it takes."""
        lines: list[list[Part]] = [[]]
        used = 8.0
        for part in self._parts:
            wide = _KEY_BOX + 6 + self.fontMetrics().horizontalAdvance(_key_words(part)) + 8 + _GAP
            if lines[-1] and used + wide - _GAP > width:
                lines.append([])
                used = 8.0
            lines[-1].append(part)
            used += wide
        return lines


class _BarOrTable(ChartPanel):
    """The bar, no higher than it needs; or the whole table, which asks for room only while it is in sight."""

    def __init__(self, chart: Chart, table: Table) -> None:
        super().__init__(chart, table)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def toggle(self) -> None:
        """Change between picture and table."""
        super().toggle()
        row = self.table.verticalHeader().defaultSectionSize()
        rows = self.table.model().rowCount() + 2
        self.table.setMinimumHeight(row * rows if self.shows_table else 0)


class ResultPanel(QWidget):
    """The verdict, the bar with its table, and the arithmetic in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = ResultBar()
        self.model: TableModel[Part] = TableModel(_columns())
        self.table = Table(_("Ballots by option"))
        self.table.setModel(self.model)
        self.chart = _BarOrTable(self.bar, self.table)
        self.notices = {tone: Notice(tone) for tone in ("good", "bad", "warn")}
        self.arithmetic = Text("", wraps=True)
        self.setLayout(column(*self.notices.values(), self.chart, self.arithmetic))

    def show_vote(self, vote: VoteSheet) -> None:
        """Show how this vote came out."""
        if vote.outcome is None:
            return
        self.bar.show_vote(vote)
        self.model.set_rows(_rows(vote))
        self.chart.setVisible(vote.outcome.base_count > 0)
        tone = {Verdict.PASSED: "good", Verdict.FAILED: "bad"}.get(vote.outcome.verdict, "warn")
        for each, notice in self.notices.items():
            if each == tone:
                notice.say(_(vote.outcome.verdict.label))
            else:
                notice.hide()
        self.arithmetic.setText(" ".join(sentences(vote)))


def parts_of(vote: VoteSheet) -> list[Part]:
    """The ballots by option, those in favour first, the strongest of them before the others."""
    if vote.outcome is None or vote.first is None:
        return []
    base, method = vote.outcome.base_count, vote.rules.method
    outside = _NOT_MEASURED.get(vote.rules.base, set())
    order = method.options if method is VoteMethod.YES_NO_ABSTAIN else tuple(reversed(method.options))
    found = []
    for name in order:
        ballots = vote.first.options.get(name, 0)
        share = Fraction(ballots, base) if base and name not in outside else None
        found.append(Part(name, ballots, share))
    return found


def sentences(vote: VoteSheet) -> Sequence[str]:
    """The result with its arithmetic, a sentence each."""
    assert vote.outcome is not None
    return result_sentences(vote.rules, vote.outcome, screen_catalogue(), present=vote.present, entitled=vote.entitled)


def _rows(vote: VoteSheet) -> list[Part]:
    """The options, and what else was counted."""
    rows = parts_of(vote)
    if vote.first is None:
        return rows
    others = [name for name in counted_fields(vote.rules.method) if name not in vote.rules.method.options]
    return rows + [Part(name, getattr(vote.first, name)) for name in others]


def _columns() -> list[Column[Part]]:
    return [
        Column(_("Counted"), lambda part: part.name, width=200),
        Column(_("Ballots"), lambda part: str(part.ballots), is_number=True, width=90),
        Column(
            _("Share"),
            lambda part: "" if part.share is None else percent_words(part.share, screen_catalogue()),
            is_number=True,
            width=90,
        ),
    ]


def _key_words(part: Part) -> str:
    return f"{part.name} {part.ballots}"


def _brush(part: Part) -> QBrush:
    """In favour in one colour, the others in another, each option in a pattern of its own: they differ in grey too."""
    tone, pattern = _LOOKS.get(part.key, ("chart_pool", Qt.BrushStyle.BDiagPattern))
    return QBrush(QColor(getattr(current_tokens(), tone)), pattern)
