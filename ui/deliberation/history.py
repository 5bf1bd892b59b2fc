"""What changed in words from one version to the next: added and removed are written out, not only coloured."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from engage.deliberation.rules import Piece, compare_words
from engage.deliberation.views import VersionRow
from engage.languages.bidi import isolated
from engage.languages.formats import long_date
from engage.languages.local_text import pick
from engage.languages.screen import _
from ui.shell.pages import Desk
from ui.shell.theme import current_tokens
from ui.widgets.labels import Text
from ui.widgets.layouts import column


class ComparedText(QPlainTextEdit):
    """Two wordings as one text: "[added: …]" underlined, "[removed: …]" struck through. To read and copy."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pieces: list[Piece] = []
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def show_change(self, old: str, new: str) -> None:
        """Show what became of the old wording."""
        self._pieces = compare_words(old, new)
        self._write()

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        tokens = current_tokens()
        added, removed = QTextCharFormat(), QTextCharFormat()
        added.setForeground(QColor(tokens.good))
        added.setFontUnderline(True)
        removed.setForeground(QColor(tokens.bad))
        removed.setFontStrikeOut(True)
        formats = {"added": added, "removed": removed, "": QTextCharFormat()}
        for piece, after in pairwise([*self._pieces, Piece("")]):
            for words, is_marked in _said(piece):
                cursor.insertText(words, formats[piece.change if is_marked else ""])
            if piece.change and after.change and not piece.text[-1:].isspace():
                cursor.insertText(" ", formats[""])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew in the colours of the moment."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_pieces"):
            self._write()
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) * self.fontMetrics().lineSpacing() + 24)


class VersionStory(QWidget):
    """One version: when it was made and why, and what changed in its title, its text and its reasons."""

    def __init__(self, desk: Desk, version: VersionRow, before: VersionRow | None) -> None:
        super().__init__()
        day = long_date(version.made_at.astimezone().date(), desk.language)
        heading = _("Version {number} · {day}").format(number=version.number, day=isolated(day))
        parts: list[QWidget] = [Text(heading, "strong", wraps=True)]
        if version.reason:
            parts.append(Text(_("Because: {reason}").format(reason=version.reason), "soft", wraps=True))
        if before is None:
            parts.append(Text(_("The first wording."), "soft"))
        else:
            parts += _changes(version, before, desk.language.code)
        self.setLayout(column(*parts, gap=4))


def _changes(version: VersionRow, before: VersionRow, screen: str) -> list[QWidget]:
    """What changed, in a language in which both versions are worded if there is one."""
    both = [code for code in (screen, "en", *sorted(version.text)) if version.text.get(code) and before.text.get(code)]
    language = both[0] if both else screen
    labels = {"title": _("Title"), "text": _("Wording"), "why": _("Why")}
    parts: list[QWidget] = []
    for field, label in labels.items():
        old, new = (pick(getattr(each, field), language).text for each in (before, version))
        if old == new:
            continue
        name = _("{what}, what changed in version {number}").format(what=label, number=version.number)
        compared = ComparedText(name)
        compared.show_change(old, new)
        parts += [Text(label, "small"), compared]
    return parts or [Text(_("The words stayed as they were."), "soft")]


def _said(piece: Piece) -> list[tuple[str, bool]]:
    """The words of a piece between brackets that say what happened to them, and whether each part is to be marked."""
    words = piece.text.strip()
    if not piece.change or not words:
        return [(piece.text, False)]
    frame = _("[added: {words}]") if piece.change == "added" else _("[removed: {words}]")
    before, _words, after = frame.partition("{words}")
    start = piece.text.index(words)
    space = piece.text[start + len(words) :]
    return [(piece.text[:start], False), (before, False), (words, True), (after, False), (space, False)]
