"""The ceremony on a projector: the whole screen, large type, nobody's name."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engage.languages.screen import _
from ui.shell.pages import Desk
from ui.shell.tasks import ProgressPanel
from ui.widgets.buttons import quiet
from ui.widgets.labels import Text
from ui.widgets.layouts import MARGIN, row
from ui.widgets.messages import Notice

_LARGER = 1.3
_SHEET = """
* {{ font-size: {body:.1f}pt; }}
QLabel[role="title"] {{ font-size: {title:.1f}pt; }}
QLabel[role="section"], QLabel[role="large"] {{ font-size: {section:.1f}pt; }}
QLabel[role="small"] {{ font-size: {body:.1f}pt; }}
QLineEdit[big="true"] {{ font-size: {big:.1f}pt; min-height: 64px; }}
"""


class Stage(QWidget):
    """A window of its own that borrows the ceremony from its page. `closed`: give it back."""

    closed = Signal()

    def __init__(self, desk: Desk, title: str, ceremony: QWidget) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.title = Text(title, "title")
        self.leave = quiet(_("Leave full screen (F11)"), self.close, icon_name="minimize")
        self.trouble = Notice("bad", can_dismiss=True)
        self.progress = ProgressPanel()
        self._ceremony = ceremony
        desk.errors.reported.connect(self._on_error)
        desk.runner.started.connect(self.progress.follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addLayout(row(self.title, None, self.leave))
        layout.addWidget(self.trouble)
        layout.addWidget(ceremony, 1)
        layout.addWidget(self.progress)
        self._enlarge()

    def show_on_projector(self) -> None:
        """Fill the second screen when there is one, else this one."""
        screens = QGuiApplication.screens()
        if len(screens) > 1:
            self.setGeometry(screens[1].geometry())
        self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 and Escape go back to the window."""
        if event.key() in (Qt.Key.Key_F11, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep F11 for this window: elsewhere it is a shortcut of the app."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F11:
            event.accept()
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the ceremony back."""
        super().closeEvent(event)
        self._ceremony.setParent(None)
        self.closed.emit()

    def _on_error(self, words: str, button: str, todo: Callable[[], object] | None) -> None:
        self.trouble.say(words, button=button, todo=todo)

    def _enlarge(self) -> None:
        font = self.font()
        points = font.pointSizeF() * _LARGER
        font.setPointSizeF(points)
        self.setFont(font)
        sizes = {"title": points * 2, "section": points * 1.5, "body": points, "big": points * 2.2}
        self.setStyleSheet(_SHEET.format(**sizes))
