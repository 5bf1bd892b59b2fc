import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from engage.languages.screen import screen_catalogue
from ui.shell.appearance import load_fonts
from ui.shell.theme import PALETTES, current_tokens
from ui.shell.translator import GettextBridge


def test_the_bundled_fonts_come_first_and_nastaliq_is_left_out(appearance):
    families = load_fonts()

    assert families[0] == "Noto Sans"
    assert not any("Nastaliq" in family for family in families)
    assert QApplication.font().families()[: len(families)] == families


@pytest.mark.parametrize("letter", list("łਪব李தગहשΩЖ"))
def test_one_of_the_bundled_fonts_writes_each_script(appearance, letter):
    def writes(family):
        font = QFont(family)
        font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
        return QFontMetrics(font).inFontUcs4(ord(letter))

    assert any(writes(family) for family in load_fonts())


def test_palettes_go_round(appearance):
    seen = []
    for _round in range(3):
        appearance.next_palette()
        seen.append(appearance.palette_name)

    assert seen == ["dark", "contrast", "light"]
    assert current_tokens() == PALETTES["light"]


def test_text_stays_within_its_bounds(appearance):
    for _round in range(12):
        appearance.enlarge()
    assert appearance.settings.text_scale == 250

    for _round in range(20):
        appearance.shrink()
    assert appearance.settings.text_scale == 80


def test_a_language_turns_the_screen_and_its_words_round(appearance):
    appearance.use_language("ar")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert screen_catalogue().code == "ar"

    appearance.use_language("cy")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_qts_own_words_come_from_its_catalogue_where_it_has_one(appearance):
    appearance.use_language("ar")

    assert QCoreApplication.translate("QLineEdit", "&Copy") != "&Copy"


def test_the_bridge_gives_nothing_rather_than_an_empty_word(qapp):
    bridge = GettextBridge()

    assert not bridge.isEmpty()
    assert bridge.translate("QLineEdit", "no such words") is None


def test_a_word_that_nobody_translated_is_shown_as_it_is(appearance):
    appearance.use_language("cy")

    assert QCoreApplication.translate("QSomething", "Untranslated words of Qt") == "Untranslated words of Qt"
