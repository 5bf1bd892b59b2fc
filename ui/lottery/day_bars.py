"""Who came forward day by day: a small picture, the days on which letters went out marked, and its table."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engage.languages.editions import Language
from engage.languages.formats import long_date
from engage.languages.screen import _, ngettext, screen_catalogue
from engage.lottery.views import Day, Stand
from ui.shell.theme import current_tokens
from ui.widgets.charts import Chart, ChartPanel
from ui.widgets.tables import Column, Table, TableModel

_HIGH: Final = 7  # lines of type
_WEEK: Final = 7


class DayBars(Chart):
    """A bar for each day, from the first that counts to the last."""

    def __init__(self) -> None:
        super().__init__(_("Who came forward day by day"))
        self._days: tuple[Day, ...] = ()

    def show_days(self, days: Sequence[Day], words: str) -> None:
        """Show these days; the words say what there is to see."""
        self._days = tuple(days)
        self.describe(_("{what} Press T for the table.").format(what=words))
        self.update()

    def sizeHint(self) -> QSize:
        """A wide, low picture."""
        return QSize(480, round(self.fontMetrics().height() * _HIGH))

    def minimumSizeHint(self) -> QSize:
        """As high as its hint."""
        return QSize(240, self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """The bars on their ground line, the first and the last day under it."""
        if not self._days:
            return
        tokens, line = current_tokens(), self.fontMetrics().height() * 1.3
        plot = QRectF(12, line, self.width() - 24, self.height() - 2 * line - 8)
        most = max(1, *(day.came for day in self._days))
        step = plot.width() / len(self._days)
        for place, day in enumerate(self._days):
            height = plot.height() * day.came / most
            bar = QRectF(plot.x() + place * step, plot.bottom() - height, max(step - 1, 1.0), height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.chart_chosen))
            painter.drawRect(self.flipped(bar))
            if day.letters:
                self._draw_letters(painter, QRectF(bar.x(), 4, plot.right() - bar.x(), plot.bottom() - 4), line)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setPen(QColor(tokens.text_soft))
        foot = QRectF(plot.x(), plot.bottom() + 4, plot.width(), line)
        self.write(painter, foot, _long(self._days[0].day))
        self.write(painter, foot, _long(self._days[-1].day), at_end=True)

    def _draw_letters(self, painter: QPainter, box: QRectF, line: float) -> None:
        """A dashed line on a day on which letters went out, with the word at its top."""
        painter.setPen(QPen(QColor(current_tokens().text_soft), 1.5, Qt.PenStyle.DashLine))
        down = self.flipped(QRectF(box.x(), box.y(), 0, box.height()))
        painter.drawLine(down.topLeft(), down.bottomLeft())
        self.write(painter, QRectF(box.x() + 6, box.y(), box.width() - 6, line), _("Letters"))


def day_words(days: Sequence[Day], stand: Stand) -> str:
    """The best day, and the last week as long as people may still come."""
    if not days:
        return ""
    best = max(days, key=lambda day: day.came)
    parts = {"day": _long(best.day), "most": best.came}
    if not stand.is_open:
        return _("Most came on {day}: {most}.").format(**parts)
    week = sum(day.came for day in days[-_WEEK:])
    words = ngettext(
        "Most came on {day}: {most}. In the last seven days it was {count} person.",
        "Most came on {day}: {most}. In the last seven days it was {count} people.",
        week,
    )
    return words.format(**parts, count=week)


def day_panel() -> tuple[ChartPanel, DayBars, TableModel[Day]]:
    """The picture with its table, ready to be filled."""
    bars, model = DayBars(), TableModel(_columns())
    table = Table(_("Who came forward day by day"))
    table.setModel(model)
    return ChartPanel(bars, table), bars, model


def _columns() -> list[Column[Day]]:
    return [
        Column(_("Day"), lambda day: _long(day.day), width=240),
        Column(_("Came forward"), lambda day: str(day.came), is_number=True, width=140),
        Column(_("In all"), lambda day: str(day.in_all), is_number=True, width=110),
        Column(_("Letters sent"), lambda day: str(day.letters or "–"), is_number=True, width=140),
    ]


def _long(day: date) -> str:
    return long_date(day, Language(screen_catalogue().code))
