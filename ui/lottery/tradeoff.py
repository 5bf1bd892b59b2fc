"""The ways to share out the chances, side by side before anything is frozen: a curve each, and a sentence."""

from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engage.languages.screen import _, ngettext
from engage.lottery.model import Method
from ui.lottery.figures import share_words
from ui.shell.theme import current_tokens
from ui.widgets.charts import Chart, ChartPanel
from ui.widgets.chips import Chips
from ui.widgets.folding import Panes
from ui.widgets.labels import Text
from ui.widgets.layouts import card, column
from ui.widgets.tables import Column, Table, TableModel

if TYPE_CHECKING:  # the solver is heavy
    from engage.lottery.comparing import Outlook

_TICKS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
_STYLES: Final = {
    Method.LEXIMIN: Qt.PenStyle.SolidLine,
    Method.GOLDILOCKS: Qt.PenStyle.DashLine,
    Method.NASH: Qt.PenStyle.DotLine,
    Method.MAXIMIN: Qt.PenStyle.DashDotLine,
}


def method_name(method: Method) -> str:
    """What a method is called for short. Its `label` says what it does."""
    names = {
        Method.LEXIMIN: _("Fairest (leximin)"),
        Method.GOLDILOCKS: _("Goldilocks"),
        Method.NASH: _("Nash"),
        Method.MAXIMIN: _("Maximin"),
        Method.DIVERSIFY: _("Most varied"),
        Method.LEGACY: _("Older draw"),
    }
    return names[method]


def outlook_words(outlook: "Outlook") -> str:
    """What a method would give, in one sentence."""
    figures = {"least": share_words(outlook.least), "most": share_words(outlook.most)}
    if outlook.certain:
        words = ngettext(
            "{count} person is certain to be chosen, and the least likely has {least}.",
            "{count} people are certain to be chosen, and the least likely has {least}.",
            outlook.certain,
        )
        return words.format(count=outlook.certain, **figures)
    return _("Nobody has more than {most}, and the least likely has {least}.").format(**figures)


class OutlookCurves(Chart):
    """A curve for each method: everybody's chance, sorted. Upwards each line means two or two and a half times as much.

    The method that is chosen is drawn last and thick; the others are told apart by their dashes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The chances under each way to share them out"), parent)
        self._outlooks: tuple[Outlook, ...] = ()
        self._chosen = Method.LEXIMIN
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_outlooks(self, outlooks: "Sequence[Outlook]", chosen: Method) -> None:
        """Show these methods, one of them chosen."""
        self._outlooks, self._chosen = tuple(outlooks), chosen
        parts = [f"{method_name(each.method)}: {outlook_words(each)}" for each in outlooks]
        self.describe(" ".join([*parts, _("Press T for the table.")]))
        self.update()

    def sizeHint(self) -> QSize:
        """A wide picture."""
        return QSize(560, round(self.fontMetrics().height() * 13))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return QSize(260, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """The scale, the curves, and the key."""
        if not self._outlooks:
            return
        plot = self._plot()
        least = min(each.least for each in self._outlooks)
        floor = max((tick for tick in _TICKS if tick <= least), default=_TICKS[0])
        self._draw_scale(painter, plot, floor)
        for each in sorted(self._outlooks, key=lambda each: each.method is self._chosen):
            self._draw_curve(painter, plot, each, floor)
        self._draw_key(painter)

    def _draw_scale(self, painter: QPainter, plot: QRectF, floor: float) -> None:
        tokens = current_tokens()
        for tick in (tick for tick in _TICKS if tick >= floor):
            y = _height(plot, tick, floor)
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.text_soft))
            height = painter.fontMetrics().height()
            words = share_words(tick) if tick < 0.01 else f"{tick:.0%}"  # noqa: PLR2004 - below one per cent
            box = QRectF(0, y - height / 2, self._side() - 6, height)
            self.write(painter, box, words, at_end=True)

    def _draw_curve(self, painter: QPainter, plot: QRectF, outlook: "Outlook", floor: float) -> None:
        tokens, is_chosen = current_tokens(), outlook.method is self._chosen
        shown = [chance for chance in outlook.chances if chance > 0]
        points = QPolygonF()
        for place, chance in enumerate(shown):
            along = plot.width() * (place + 0.5) / len(shown)
            x = plot.right() - along if self.isRightToLeft() else plot.left() + along
            points.append(QPointF(x, _height(plot, max(chance, floor), floor)))
        colour = tokens.chart_chosen if is_chosen else tokens.text_soft
        painter.setPen(QPen(QColor(colour), 3.5 if is_chosen else 1.6, _STYLES[outlook.method]))
        painter.drawPolyline(points)

    def _draw_key(self, painter: QPainter) -> None:
        tokens, x = current_tokens(), self._side()
        height = painter.fontMetrics().height()
        for each in self._outlooks:
            is_chosen = each.method is self._chosen
            words = method_name(each.method)
            width = painter.fontMetrics().horizontalAdvance(words)
            line = self.flipped(QRectF(x, 4 + height / 2, 30, 1))
            colour = tokens.chart_chosen if is_chosen else tokens.text_soft
            painter.setPen(QPen(QColor(colour), 3.5 if is_chosen else 1.6, _STYLES[each.method]))
            painter.drawLine(line.topLeft(), line.topRight())
            painter.setPen(QColor(tokens.text if is_chosen else tokens.text_soft))
            self.write(painter, QRectF(x + 36, 4, width + 8, height), words)
            x += 36 + width + 20

    def _side(self) -> float:
        return self.fontMetrics().horizontalAdvance("100.0%") + 10.0

    def _plot(self) -> QRectF:
        side, head = self._side(), self.fontMetrics().height() + 18.0
        box = QRectF(side, head, self.width() - side - 12, self.height() - head - 12)
        return self.flipped(box)


def _height(plot: QRectF, share: float, floor: float) -> float:
    """How high a share stands: the scale is of ratios, so that both ends can be seen."""
    return plot.bottom() - plot.height() * log(share / floor) / log(1 / floor)


class TradeOff(QWidget):
    """Compares the methods and lets one be chosen. `chosen` carries the method."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._outlooks: tuple[Outlook, ...] = ()
        self.methods = Chips(_("How the chances are shared out"))
        self.methods.chosen.connect(self.chosen)
        self.curves = OutlookCurves()
        self.model: TableModel[Outlook] = TableModel(_columns())
        table = Table(_("The chances under each way to share them out"))
        table.setModel(self.model)
        self.panel = ChartPanel(self.curves, table)
        self.words = Text("", "large", wraps=True)
        self.what = Text("", wraps=True)
        self.others = Text("", "small", wraps=True)
        self.waiting = Text(_("Comparing the ways to share out the chances…"), "soft", wraps=True)
        heading = Text(_("How shall the chances be shared out?"), "section", wraps=True)
        side = card(heading, self.methods, self.words, self.what, self.others, self.waiting, None, gap=12)
        self._panes = Panes(side, card(self.panel), least=110, shares=(2, 3), gap=16)
        self.setLayout(column(self._panes))
        self.show_outlooks((), Method.LEXIMIN)

    @property
    def outlooks(self) -> "tuple[Outlook, ...]":
        """What is shown; empty while it is being worked out."""
        return self._outlooks

    def show_outlooks(self, outlooks: "Sequence[Outlook]", chosen: Method) -> None:
        """Show the comparison; before it is there, that it is being worked out."""
        self._outlooks = tuple(outlooks)
        known = [each.method for each in outlooks] or [Method.LEXIMIN]
        self.methods.show_choices([(method, method_name(method)) for method in known], chosen)
        self.waiting.setVisible(not outlooks)
        self.panel.setEnabled(bool(outlooks))
        self.curves.show_outlooks(outlooks, chosen)
        self.model.set_rows(self._outlooks)
        own = next((each for each in outlooks if each.method is chosen), None)
        self.words.setText("" if own is None else outlook_words(own))
        self.what.setText(_(chosen.label) + ".")
        self.others.setText(_beside(outlooks, chosen))


def _beside(outlooks: "Sequence[Outlook]", chosen: Method) -> str:
    """The other methods, a line each."""
    lines = [f"{method_name(each.method)}: {outlook_words(each)}" for each in outlooks if each.method is not chosen]
    return "\n".join(lines)


def _columns() -> "list[Column[Outlook]]":
    return [
        Column(_("Way"), lambda each: method_name(each.method), width=180),
        Column(_("Smallest chance"), lambda each: share_words(each.least), is_number=True, width=150),
        Column(_("Largest chance"), lambda each: share_words(each.most), is_number=True, width=150),
        Column(_("Certain to be chosen"), lambda each: str(each.certain), is_number=True, width=170),
    ]
