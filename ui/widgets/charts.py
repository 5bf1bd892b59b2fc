"""Small pictures of numbers. Each says in words what it shows, and its table is one key (T) away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from engage.languages.editions import Language
from engage.languages.formats import percent
from engage.languages.screen import _, screen_catalogue
from ui.shell.theme import current_tokens
from ui.widgets.buttons import quiet
from ui.widgets.layouts import row
from ui.widgets.shapes import shape
from ui.widgets.tables import Column, RowModel, Table, TableModel

_BAR: Final = 10
_SHAPE_SIDE: Final = 12


@dataclass(frozen=True)
class TargetBar:
    """One answer: how many members must have given it, how many people in the pool did, how many of the chosen."""

    category: str
    value: str
    minimum: int
    maximum: int
    pool: int
    chosen: int | None = None

    @property
    def is_met(self) -> bool:
        """Whether the chosen keep to the target; true as long as nobody is chosen."""
        return self.chosen is None or self.minimum <= self.chosen <= self.maximum


@dataclass(frozen=True)
class Chance:
    """One person's chance of being chosen, as a share of one, and the words that stand for the person."""

    label: str
    share: float


class Chart(QWidget):
    """A picture that can be reached by Tab and read aloud."""

    table_asked = Signal()

    draw: Callable[[QPainter], None]
    """Paints the picture itself: a method of every chart."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def describe(self, words: str) -> None:
        """Say in words what the picture shows."""
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T asks for the table."""
        if event.key() == Qt.Key.Key_T:
            self.table_asked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, mirrored where reading runs from right to left, and the ring of the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_tokens().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def flipped(self, box: QRectF) -> QRectF:
        """The box where it belongs in this reading direction."""
        if not self.isRightToLeft():
            return box
        return QRectF(self.width() - box.right(), box.y(), box.width(), box.height())

    def write(self, painter: QPainter, box: QRectF, words: str, *, at_end: bool = False) -> None:
        """One line of words in a box, elided where it does not fit."""
        is_right = at_end != self.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        elided = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        alignment = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self.flipped(box), int(alignment), elided)


class TargetBars(Chart):
    """A row for each answer: the target as a band, the chosen as a solid bar, the pool as a hatched one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Targets, pool and chosen"), parent)
        self._bars: tuple[TargetBar, ...] = ()
        self._seats = 1

    def show_bars(self, bars: Sequence[TargetBar], seats: int) -> None:
        """Show these answers for a panel of so many seats. The pool is drawn to the scale of the panel."""
        self._bars, self._seats = tuple(bars), max(1, seats)
        missed = sum(not bar.is_met for bar in bars)
        self.describe(
            _("{count} answers; {missed} outside their target. Press T for the table.").format(
                count=len(bars), missed=missed
            )
        )
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """High enough for every answer and the headings of the categories."""
        return QSize(480, round(self._line() * (len(self._bars) + len(self._categories())) + self._line()))

    def draw(self, painter: QPainter) -> None:
        """The key, then category by category."""
        y = self._draw_key(painter)
        for category in self._categories():
            painter.setPen(QColor(current_tokens().text))
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            self.write(painter, QRectF(8, y, self.width() - 16, self._line()), category)
            font.setBold(False)
            painter.setFont(font)
            y += self._line()
            for bar in (bar for bar in self._bars if bar.category == category):
                self._draw_bar(painter, bar, y)
                y += self._line()

    def _line(self) -> float:
        return max(30.0, self.fontMetrics().height() * 1.5)

    def _categories(self) -> list[str]:
        return list(dict.fromkeys(bar.category for bar in self._bars))

    def _draw_key(self, painter: QPainter) -> float:
        tokens = current_tokens()
        x, y = 8.0, 4.0
        entries = (
            (_("Target"), QBrush(QColor(tokens.chart_band))),
            (_("Pool, to the scale of the panel"), _hatched(tokens.chart_pool)),
            (_("Chosen"), QBrush(QColor(tokens.chart_chosen))),
        )
        for words, brush in entries:
            width = painter.fontMetrics().horizontalAdvance(words)
            _fill(painter, self.flipped(QRectF(x, y + self._line() / 2 - 6, 16, 12)), brush, tokens.text_soft)
            painter.setPen(QColor(tokens.text_soft))
            self.write(painter, QRectF(x + 22, y, width + 8, self._line()), words)
            x += 22 + width + 24
        return self._line()

    def _draw_bar(self, painter: QPainter, bar: TargetBar, y: float) -> None:
        tokens = current_tokens()
        metrics = painter.fontMetrics()
        words = _figures(bar)
        figures = min(self.width() * 0.5, max(metrics.horizontalAdvance(_figures(each)) for each in self._bars) + 26)
        label = self.width() * 0.22
        left, room = label + 16, self.width() - label - figures - 32
        most = self._most()
        middle = y + self._line() / 2
        painter.setPen(QColor(tokens.text))
        self.write(painter, QRectF(16, y, label - 8, self._line()), _answer(bar))
        width = room * (bar.maximum - bar.minimum) / most
        band = QRectF(left + room * bar.minimum / most, y + 3, width, self._line() - 6)
        _fill(painter, self.flipped(_at_least(band)), QBrush(QColor(tokens.chart_band)), tokens.text_soft)
        pool = QRectF(left, middle, room * min(1.0, self._scaled_pool(bar) / most), _BAR / 2 + 2)
        _fill(painter, self.flipped(pool), _hatched(tokens.chart_pool), tokens.chart_pool)
        if bar.chosen is not None:
            chosen = QRectF(left, middle - _BAR, room * bar.chosen / most, _BAR)
            _fill(painter, self.flipped(chosen), QBrush(QColor(tokens.chart_chosen)), tokens.chart_chosen)
        painter.setPen(QColor(tokens.text if bar.is_met else tokens.bad))
        self.write(painter, QRectF(left + room + 8, y, figures, self._line()), words, at_end=True)
        if bar.chosen is not None:
            drawn = shape("disc" if bar.is_met else "square", tokens.good if bar.is_met else tokens.bad, _SHAPE_SIDE)
            x = left + room + figures - metrics.horizontalAdvance(words) - _SHAPE_SIDE
            box = self.flipped(QRectF(x, middle - _SHAPE_SIDE / 2, _SHAPE_SIDE, _SHAPE_SIDE))
            painter.drawPixmap(box.topLeft(), drawn)

    def _sides(self, painter: QPainter) -> tuple[float, float]:
        """How wide the answers and the figures are: as they need, as long as the bars keep a third of the room."""
        metrics = painter.fontMetrics()
        label = max((metrics.horizontalAdvance(_answer(bar)) for bar in self._bars), default=0) + 24
        figures = max((metrics.horizontalAdvance(_figures(bar)) for bar in self._bars), default=0) + 8
        share = min(1.0, self.width() * 0.62 / max(1, label + figures))
        return label * share, figures * share

    def _scaled_pool(self, bar: TargetBar) -> float:
        total = sum(other.pool for other in self._bars if other.category == bar.category)
        return self._seats * bar.pool / total if total else 0.0

    def _most(self) -> float:
        tops = [max(bar.maximum, bar.chosen or 0, self._scaled_pool(bar)) for bar in self._bars]
        return max([1.0, *tops]) * 1.02


def _answer(bar: TargetBar) -> str:
    return bar.value or _("Not given")


def _figures(bar: TargetBar) -> str:
    target = str(bar.minimum) if bar.minimum == bar.maximum else f"{bar.minimum}–{bar.maximum}"
    if bar.chosen is None:
        return _("{target} wanted, {pool} in the pool").format(target=target, pool=bar.pool)
    return _("{chosen} chosen, {target} wanted").format(chosen=bar.chosen, target=target)


class ChancesCurve(Chart):
    """Everybody's chance of being chosen, sorted from the smallest to the largest, with the equal chance as a line."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Every chance, from the smallest to the largest"), parent)
        self._chances: tuple[Chance, ...] = ()
        self._current = 0

    def show_chances(self, chances: Sequence[Chance]) -> None:
        """Show these chances. They are sorted here."""
        self._chances = tuple(sorted(chances, key=lambda chance: chance.share))
        self._current = 0
        self._say()
        self.update()

    def current(self) -> Chance | None:
        """The person whose chance is marked."""
        return self._chances[self._current] if self._chances else None

    def sizeHint(self) -> QSize:
        """A wide picture."""
        return QSize(560, round(self.fontMetrics().height() * 14))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return QSize(240, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move the mark."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._chances) - 1}
        key = Qt.Key(event.key())
        if key in steps:
            turn = -1 if self.isRightToLeft() and key in (Qt.Key.Key_Right, Qt.Key.Key_Left) else 1
            self._move(self._current + turn * steps[key])
        elif key in ends:
            self._move(ends[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click moves the mark."""
        plot = self._plot()
        x = event.position().x()
        along = (plot.right() - x if self.isRightToLeft() else x - plot.left()) / max(1.0, plot.width())
        self._move(int(along * len(self._chances)))

    def draw(self, painter: QPainter) -> None:
        """The curve, the equal chance, and the mark."""
        if not self._chances:
            return
        tokens = current_tokens()
        plot = self._plot()
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawRect(plot)
        self._draw_curve(painter, plot)
        equal = sum(chance.share for chance in self._chances) / len(self._chances)
        self._draw_level(painter, plot, equal, _("Equal chance {share}").format(share=_percent(equal)))
        self._draw_mark(painter, plot)

    def _draw_curve(self, painter: QPainter, plot: QRectF) -> None:
        tokens = current_tokens()
        points = [self._point(plot, number) for number in range(len(self._chances))]
        end = plot.left() if self.isRightToLeft() else plot.right()
        start = plot.right() if self.isRightToLeft() else plot.left()
        outline = [QPointF(start, points[0].y()), *points, QPointF(end, points[-1].y())]
        ground = [QPointF(end, plot.bottom()), QPointF(start, plot.bottom())]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawPolygon(QPolygonF([*outline, *ground]))
        painter.setPen(QPen(QColor(tokens.chart_chosen), 2.5))
        painter.drawPolyline(QPolygonF(outline))

    def _draw_level(self, painter: QPainter, plot: QRectF, share: float, words: str) -> None:
        tokens = current_tokens()
        y = plot.bottom() - plot.height() * share / self._top()
        painter.setPen(QPen(QColor(tokens.text_soft), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(QColor(tokens.text_soft))
        height = painter.fontMetrics().height()
        box = QRectF(plot.left() + 8, y - height - 2, plot.width() - 16, height)
        self.write(painter, box, words)

    def _draw_mark(self, painter: QPainter, plot: QRectF) -> None:
        tokens = current_tokens()
        point = self._point(plot, self._current)
        painter.setPen(QPen(QColor(tokens.text), 2))
        painter.setBrush(QColor(tokens.surface))
        painter.drawLine(QPointF(point.x(), plot.bottom()), point)
        painter.drawEllipse(point, 5, 5)
        painter.setPen(QColor(tokens.text))
        height = painter.fontMetrics().height()
        self.write(painter, QRectF(plot.left(), plot.bottom() + 6, plot.width(), height), self._words())

    def _plot(self) -> QRectF:
        foot = self.fontMetrics().height() + 14
        return QRectF(12, 12, self.width() - 24, self.height() - 12 - foot)

    def _point(self, plot: QRectF, number: int) -> QPointF:
        along = plot.width() * (number + 0.5) / len(self._chances)
        x = plot.right() - along if self.isRightToLeft() else plot.left() + along
        return QPointF(x, plot.bottom() - plot.height() * self._chances[number].share / self._top())

    def _top(self) -> float:
        return max(self._chances[-1].share * 1.15, 0.01)

    def _move(self, number: int) -> None:
        if not self._chances:
            return
        self._current = max(0, min(len(self._chances) - 1, number))
        self._say()
        self.update()
        self.chosen.emit(self._current)

    def _words(self) -> str:
        chance = self._chances[self._current]
        return _("{person}: chance {share}, number {place} of {total} from the smallest").format(
            person=chance.label, share=_percent(chance.share), place=self._current + 1, total=len(self._chances)
        )

    def _say(self) -> None:
        self.describe(self._words() if self._chances else _("No chances yet."))


class ChartPanel(QWidget):
    """A chart and its table in one place: T, or the button, changes between them."""

    def __init__(self, chart: Chart, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self.table = chart, table
        self._stack = QStackedWidget()
        self._stack.addWidget(chart)
        self._stack.addWidget(table)
        self.switch = quiet("", self.toggle, icon_name="table")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(None, self.switch))
        layout.addWidget(self._stack, 1)
        chart.table_asked.connect(self.toggle)
        table.installEventFilter(self)
        self._say()

    @property
    def shows_table(self) -> bool:
        """Whether the table is in sight."""
        return self._stack.currentWidget() is self.table

    def toggle(self) -> None:
        """Change between picture and table."""
        self._stack.setCurrentIndex(0 if self.shows_table else 1)
        self._say()
        shown = self.table if self.shows_table else self.chart
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """T changes back from the table too, which would take the letter for a search."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_T:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self.switch.set_words(_("Show the picture (T)") if self.shows_table else _("Show as a table (T)"))
        self.switch.set_icon("chart-column" if self.shows_table else "table")


def target_panel() -> tuple[ChartPanel, TargetBars, TableModel[TargetBar]]:
    """Target bars with their table, ready to be filled."""
    bars, model = TargetBars(), TableModel(target_columns())
    return ChartPanel(bars, _table(_("Targets, pool and chosen"), model)), bars, model


def target_columns() -> list[Column[TargetBar]]:
    """The columns of the table beside the target bars."""
    return [
        Column(_("Category"), lambda bar: bar.category),
        Column(_("Answer"), lambda bar: bar.value or _("Not given")),
        Column(_("At least"), lambda bar: str(bar.minimum), is_number=True, width=90),
        Column(_("At most"), lambda bar: str(bar.maximum), is_number=True, width=90),
        Column(_("In the pool"), lambda bar: str(bar.pool), is_number=True, width=110),
        Column(
            _("Chosen"),
            lambda bar: "" if bar.chosen is None else f"{'●' if bar.is_met else '■'} {bar.chosen}",
            is_number=True,
            width=90,
            tone=lambda bar: "" if bar.chosen is None else "good" if bar.is_met else "bad",
        ),
    ]


def chances_panel() -> tuple[ChartPanel, ChancesCurve, TableModel[Chance]]:
    """The curve of chances with its table, ready to be filled."""
    curve = ChancesCurve()
    model: TableModel[Chance] = TableModel(
        [
            Column(_("Person"), lambda chance: chance.label, width=260),
            Column(_("Chance"), lambda chance: _percent(chance.share), is_number=True, width=110),
        ]
    )
    return ChartPanel(curve, _table(_("Every chance"), model)), curve, model


def _table(name: str, model: RowModel[TargetBar] | RowModel[Chance]) -> Table:
    table = Table(name)
    table.setModel(model)
    return table


def _percent(share: float) -> str:
    return percent(share, Language(screen_catalogue().code), decimals=1)


def _hatched(colour: str) -> QBrush:
    return QBrush(QColor(colour), Qt.BrushStyle.Dense4Pattern)


def _at_least(box: QRectF) -> QRectF:
    return box if box.width() >= 3 else box.adjusted(-1.5, 0, 1.5, 0)  # noqa: PLR2004 - still to be seen


def _fill(painter: QPainter, box: QRectF, brush: QBrush, edge: str) -> None:
    painter.setBrush(brush)
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawRect(box)
