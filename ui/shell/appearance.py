"""Palette, text size, language and fonts of the running app, changed in one place."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QLocale, QLoggingCategory, QObject, Qt, QTranslator, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from engage.languages.editions import Language
from engage.languages.screen import use_screen_language
from engage.paths import shipped
from ui.shell.settings import Settings
from ui.shell.theme import (
    BODY_POINTS,
    ICONS,
    LEAST_SCALE,
    MOST_SCALE,
    PALETTES,
    Tokens,
    qt_palette,
    style_sheet,
    use_tokens,
)
from ui.shell.translator import install_translators

_SCALES: Final = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)
_FIRST_FAMILIES: Final = ("Noto Sans", "Noto Naskh Arabic")


class Appearance(QObject):
    """Owns the settings and makes the app look like them.

    `restyled` says that colours or sizes changed, `language_changed` that every word on screen has to be said anew.
    """

    restyled = Signal()
    language_changed = Signal()

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self._translators: list[QTranslator] = []
        QDir.addSearchPath(ICONS, str(shipped("resources", "icons")))
        app.setStyle("Fusion")
        self._families = load_fonts()
        self._speak()
        self._restyle()

    @property
    def palette_name(self) -> str:
        """Which palette is shown: the chosen one, or the computer's own habit."""
        if self.settings.palette in PALETTES:
            return self.settings.palette
        return "dark" if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return PALETTES[self.palette_name]

    def use_palette(self, name: str) -> None:
        """Show this palette from now on."""
        self.change(replace(self.settings, palette=name))
        self._restyle()

    def next_palette(self) -> None:
        """Go on to the next palette: light, dark, high contrast."""
        names = list(PALETTES)
        self.use_palette(names[(names.index(self.palette_name) + 1) % len(names)])

    def use_scale(self, percent: int) -> None:
        """Show text at this size, within the bounds."""
        self.change(replace(self.settings, text_scale=max(LEAST_SCALE, min(MOST_SCALE, percent))))
        self._restyle()

    @Slot()
    def enlarge(self) -> None:
        """One step larger."""
        self.use_scale(min((s for s in _SCALES if s > self.settings.text_scale), default=MOST_SCALE))

    @Slot()
    def shrink(self) -> None:
        """One step smaller."""
        self.use_scale(max((s for s in _SCALES if s < self.settings.text_scale), default=LEAST_SCALE))

    def use_language(self, code: str) -> None:
        """Speak this language from now on."""
        self.change(replace(self.settings, language=code))
        self._speak()
        self._restyle()
        self.language_changed.emit()

    def change(self, settings: Settings) -> None:
        """Keep changed settings."""
        self.settings = settings
        settings.save()

    def _speak(self) -> None:
        language = Language(self.settings.language)
        use_screen_language(language.code)
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = install_translators(self._app, language.code)
        QLocale.setDefault(_locale(language))
        right_to_left = language.is_right_to_left
        self._app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )

    def _restyle(self) -> None:
        use_tokens(self.tokens)
        font = QFont()
        if self._families:
            font.setFamilies(self._families)
        font.setPointSizeF(BODY_POINTS * self.settings.text_scale / 100)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        is_mirrored = self._app.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sheet = style_sheet(self.palette_name, self.settings.text_scale, is_mirrored=is_mirrored)
        if self._app.styleSheet() == sheet:
            return  # every widget would be polished again for nothing
        self._app.setFont(font)
        self._app.setPalette(qt_palette(self.tokens))
        self._app.setStyleSheet(sheet)
        self.restyled.emit()


def load_fonts() -> list[str]:
    """Load the bundled fonts and say in which order Qt should look for letters.

    Nastaliq is left out, because Qt sets it wrongly; Urdu is shown in Naskh.
    """
    if loaded := _LOADED.get("families"):
        return loaded
    # Qt says so of every font that lacks a script before it goes on to the one that has it.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    files = sorted(path for path in shipped("resources", "fonts").glob("*.[ot]tf") if "Nastaliq" not in path.name)
    families = list(dict.fromkeys(family for path in files for family in _families_of(path)))
    first = [family for family in _FIRST_FAMILIES if family in families]
    _LOADED["families"] = first + [family for family in families if family not in first]
    return _LOADED["families"]


_LOADED: dict[str, list[str]] = {}


def _families_of(path: Path) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number) if number >= 0 else []


def _locale(language: Language) -> QLocale:
    """Qt's locale. British English; Arabic with the digits 0 to 9, as Babel writes them."""
    return QLocale({"en": "en_GB", "ar": "ar_AE", "cy": "cy_GB"}.get(language.code, language.code))
