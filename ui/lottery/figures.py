"""Figures of the ceremony as people read them: chances, hashes, sums."""

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engage.languages.editions import Language
from engage.languages.formats import percent
from engage.languages.screen import _, screen_catalogue
from ui.widgets.buttons import quiet
from ui.widgets.labels import Text
from ui.widgets.layouts import row

_GROUP = 8
_NAME_CHARACTERS = 18


def share_words(share: Fraction | float) -> str:
    """A chance as a percentage with one decimal, such as 5.9%."""
    return percent(float(share), Language(screen_catalogue().code), decimals=1)


def one_in(share: Fraction) -> str:
    """A chance as one in so many, such as 1 in 17."""
    return _("1 in {count}").format(count=round(1 / share)) if share else _("none")


def grouped(sha256: str) -> str:
    """A hash in groups of eight, so that it can be read aloud and compared."""
    return " ".join(sha256[start : start + _GROUP] for start in range(0, len(sha256), _GROUP))


class HashLine(QWidget):
    """A hash with its name, large enough to be compared with a print-out, and a button that copies it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._sha256 = ""
        self.value = Text("", "mono", wraps=True)
        self.value.setAccessibleName(name)
        # A hash is read from left to right in every language.
        self.value.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = quiet("", self._on_copy, icon_name="copy", name=_("Copy: {what}").format(what=name))
        label = Text(name, "small", wraps=True)
        label.setMinimumWidth(label.fontMetrics().averageCharWidth() * _NAME_CHARACTERS)
        line = row(label, self.value, self.copy, None)
        line.setStretch(1, 100)
        self.setLayout(line)

    def show_hash(self, sha256: str) -> None:
        """Show this hash."""
        self._sha256 = sha256
        self.value.setText(grouped(sha256))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sha256)
