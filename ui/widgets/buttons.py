"""Buttons: a verb, perhaps an icon, and how much they weigh."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shell.theme import current_tokens
from ui.widgets.icons import icon
from ui.widgets.labels import plain_caption, plain_tooltip

_TONES = {"primary": "on_accent", "quiet": "accent", "room": "text", "find": "text_soft"}


class Button(QPushButton):
    """A button. `kind` is "", "primary" (one a page), "quiet", "chip", "room", "step" or "find".

    Without words it needs a `name`, which becomes its tooltip and what a screen reader says.
    """

    def __init__(
        self,
        words: str = "",
        on_click: Callable[[], object] | None = None,
        *,
        kind: str = "",
        icon_name: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.set_words(words)
        self.kind = kind
        self.setProperty("kind", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(plain_tooltip(name))
        if kind == "quiet" and not words:
            self.setProperty("bare", "true")
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if on_click is not None:
            self._on_click = on_click
            self.clicked.connect(self._on_clicked)
        self._ink()

    @Slot()
    def _on_clicked(self) -> None:
        """Without Qt's flag, which says whether a checkable button is down."""
        self._on_click()

    def set_words(self, words: str) -> None:
        """Change what it says."""
        # The style puts icon and words too close together.
        self.setText(f"\u2002{plain_caption(words)}" if self._icon_name and words else plain_caption(words))
        if words:
            self.setAccessibleName(words)

    def set_icon(self, name: str) -> None:
        """Change its icon."""
        self._icon_name = name
        self._ink()

    def changeEvent(self, event: QEvent) -> None:
        """Ink the icon anew when the palette, the size or the direction of reading changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.LayoutDirectionChange):
            self._ink()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _ink(self) -> None:
        if not self._icon_name:
            if not self.icon().isNull():
                self.setIcon(QIcon())
            return
        tokens = current_tokens()
        side = round(self.fontMetrics().height() * 0.95)
        self.setIcon(icon(self._icon_name, getattr(tokens, _TONES.get(self.kind, "text")), tokens.text_soft))
        self.setIconSize(QSize(side, side))


def primary(words: str, on_click: Callable[[], object] | None = None, *, icon_name: str = "") -> Button:
    """The one button that a page wants pressed."""
    return Button(words, on_click, kind="primary", icon_name=icon_name)


def edgeless(
    words: str, on_click: Callable[[], object] | None = None, *, icon_name: str = "", name: str = ""
) -> Button:
    """A quiet button among lines of words: its words stand right under theirs."""
    button = quiet(words, on_click, icon_name=icon_name, name=name)
    button.setProperty("edge", "none")
    return button


def quiet(words: str, on_click: Callable[[], object] | None = None, *, icon_name: str = "", name: str = "") -> Button:
    """A button that stays in the background."""
    return Button(words, on_click, kind="quiet", icon_name=icon_name, name=name)
