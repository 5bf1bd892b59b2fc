"""The line at the foot: when the file was last saved, that there is no network, and where its record stands."""

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from engage.clock import today
from engage.languages.editions import Language
from engage.languages.formats import clock_time, long_date, number
from engage.languages.screen import _
from ui.widgets.labels import ElidedText, Text
from ui.widgets.layouts import row
from ui.widgets.messages import announce

_SAID_MS = 6000


class StatusLine(QFrame):
    """What a tired officer glances at to know that nothing is lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.saved = Text("", "small")
        self.backup = Text("", "small")
        self.backup.hide()
        self.network = Text(_("no network"), "small")
        self.record = Text("", "small")
        self.said = ElidedText()
        layout = row(self.saved, self.backup, self.network, self.record, self.said, gap=24)
        layout.setContentsMargins(16, 4, 16, 4)
        self.setLayout(layout)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(_SAID_MS)
        self._fade.timeout.connect(lambda: self.said.set_text(""))

    def show_saved(self, at: datetime, language: Language) -> None:
        """Say when something was last written."""
        self.saved.setText(_("Saved {time}").format(time=clock_time(at.astimezone().time(), language)))

    def show_backup(self, at: datetime, language: Language) -> None:
        """Say when the newest backup was made."""
        moment = at.astimezone()
        time = clock_time(moment.time(), language)
        if moment.date() == today():
            self.backup.setText(_("backup today {time}").format(time=time))
        else:
            self.backup.setText(_("backup {day}").format(day=long_date(moment.date(), language)))
        self.backup.show()

    def show_record(self, head: tuple[int, str], language: Language) -> None:
        """Say the number of the newest entry in the record and the beginning of its hash."""
        self.record.setText(_("audit {number} · {hash}").format(number=number(head[0], language), hash=head[1][:6]))

    def say(self, words: str) -> None:
        """Say something for a few seconds."""
        self.said.set_text(words)
        announce(self, words)
        self._fade.start()
