"""What the app has to say, beside what it is about: errors, warnings, good news, and pages with nothing on them yet."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from engage.languages.screen import _
from ui.widgets.buttons import Button, primary, quiet
from ui.widgets.labels import IconLabel, Text
from ui.widgets.layouts import NEAR, hide_unless, row

_ICONS: Final = {"bad": "circle-alert", "warn": "triangle-alert", "good": "circle-check", "info": "info"}
_TONES: Final = {"bad": "bad", "warn": "warn", "good": "good", "info": "accent"}


class Notice(QFrame):
    """A strip with a sentence, a shape and perhaps a button. `tone` is "bad", "warn", "good" or "info"."""

    def __init__(self, tone: str = "info", *, can_dismiss: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", tone)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.words = Text(wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = Button()
        self.button.hide()
        self._todo: Callable[[], object] | None = None
        self.button.clicked.connect(self._on_button_clicked)
        self.dismiss = quiet("", self.hide, icon_name="x", name=_("Hide this message"))
        hide_unless(self.dismiss, can_dismiss)
        self.setLayout(
            row(IconLabel(_ICONS[tone], _TONES[tone]), (self.words, 20), None, self.button, self.dismiss, margins=NEAR)
        )
        self.hide()

    def say(self, words: str, *, button: str = "", todo: Callable[[], object] | None = None) -> None:
        """Show a sentence, with a button when there is something to be done; a screen reader hears it at once."""
        self.words.setText(words)
        self._todo = todo
        self.button.set_words(button)
        self.button.setVisible(bool(button) and todo is not None)
        self.setAccessibleName(words)
        self.show()
        announce(self, words)

    def _on_button_clicked(self) -> None:
        if self._todo is not None:
            self._todo()


class EmptyState(QWidget):
    """A page with nothing on it yet: what it is for, in two lines, and the first button."""

    def __init__(
        self,
        heading: str,
        words: str,
        *,
        button: str = "",
        todo: Callable[[], object] | None = None,
        icon_name: str = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 48, 0, 48)
        layout.setSpacing(NEAR)
        layout.addStretch(1)
        layout.addLayout(row(None, IconLabel(icon_name), None))
        self.heading = Text(heading, "section")
        self.words = Text(words, "soft", wraps=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(row(None, self.heading, None))
        layout.addLayout(row(None, self.words, None))
        self.button = primary(button, todo)
        hide_unless(self.button, bool(button))
        layout.addSpacing(NEAR)
        layout.addLayout(row(None, self.button, None))
        layout.addStretch(2)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say this once the event at hand is over."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, words)
        QTimer.singleShot(0, widget, lambda: QAccessible.updateAccessibility(event))
