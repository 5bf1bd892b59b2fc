"""Qt's own words, such as Copy and Paste in the menu of a text field: Qt's catalogue first, then ours."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from engage.languages.catalogues import mark
from engage.languages.screen import screen_catalogue

# What Qt asks the bridge for; marked so that translators meet them in our catalogue.
QT_WORDS = (
    mark("&Undo"),
    mark("&Redo"),
    mark("Cu&t"),
    mark("&Copy"),
    mark("&Paste"),
    mark("Delete"),
    mark("Select All"),
    mark("&Step up"),
    mark("Step &down"),
    mark("OK"),
    mark("Cancel"),
    mark("&Cancel"),
    mark("Save"),
    mark("Open"),
)


class GettextBridge(QTranslator):
    """Answers Qt from our catalogues, and with nothing where they have nothing: an empty answer would blank a label."""

    def isEmpty(self) -> bool:
        """Never, or Qt would not ask."""
        return False

    def translate(
        self,
        context: str,  # noqa: ARG002 - Qt's contexts are not ours
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str | None:
        """Qt's words in the screen's language, or None when we have none."""
        words = screen_catalogue().gettext(source) if source in QT_WORDS else source
        return words if words != source else None


def install_translators(app: QCoreApplication, code: str) -> list[QTranslator]:
    """Install what speaks this language for Qt. English needs nothing. The caller removes them when it changes."""
    if code == "en":
        return []
    return [translator for translator in (_bridge(app), _qt_catalogue(app, code)) if translator is not None]


def _bridge(app: QCoreApplication) -> QTranslator:
    bridge = GettextBridge(app)
    app.installTranslator(bridge)
    return bridge


def _qt_catalogue(parent: QCoreApplication, code: str) -> QTranslator | None:
    """Qt's own catalogue; installed last, so asked first."""
    translator = QTranslator(parent)
    if not translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        return None
    parent.installTranslator(translator)
    return translator
