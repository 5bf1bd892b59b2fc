"""The bundled fonts: their size, what they cover, and what is said to be missing."""

import lzma
from pathlib import Path

import pytest

from engage.languages.catalogues import DOCUMENT_LANGUAGES, catalogue
from engage.languages.fonts import (
    CHINESE,
    FAMILIES,
    NASKH,
    NASTALIQ,
    SANS,
    coverage,
    family_for,
    family_with,
    missing_characters,
    screen_fonts,
)
from engage.languages.scripts import main_script, resolved_scripts, scripts_in
from engage.paths import shipped

FOLDER = shipped("resources", "fonts")
LIMIT = 12_000_000


def test_all_fonts_are_there_and_stay_under_twelve_megabytes():
    files = {path for family in FAMILIES for path in (family.path(), family.path(bold=True))}

    assert {path.name for path in files} == {path.name for path in FOLDER.glob("*.ttf")}
    assert sum(path.stat().st_size for path in files) < LIMIT
    assert (FOLDER / "OFL.txt").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "Łukasz Zoë Siân Nguyễn",
        "Ελένη Παπαδοπούλου",
        "Олена Шевченко",
        "محمد علی ژیان کوردی",
        "אברהם",
        "আমিনা বেগম",
        "ਹਰਪ੍ਰੀਤ ਕੌਰ",
        "પ્રિયા પટેલ",
        "प्रिया शर्मा",
        "முருகன்",
        "李雷 韓梅梅 陳",
        "● ◆ ✕ ✓ → £ € ₹ – — ‘’ “” …",
    ],
)
def test_names_in_every_promised_script_can_be_printed(text: str):
    assert missing_characters(text) == set()


def test_the_8105_characters_of_the_general_standard_are_there():
    path = Path(__file__).parent / "unicode" / "general_standard.txt.xz"  # Unihan's field kTGH
    with lzma.open(path, "rt", encoding="utf-8") as file:
        standard = set(file.read().strip())

    assert len(standard) == 8105
    assert {character for character in standard if ord(character) not in coverage(CHINESE)} == set()


@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_every_word_of_every_catalogue_can_be_printed(code: str):
    words = catalogue(code)._translations
    texts = list(getattr(words, "_catalog", {}).values())

    assert missing_characters(text for text in texts if isinstance(text, str)) == set()


def test_what_no_font_has_is_named_and_what_is_invisible_is_not():
    assert missing_characters("Ada 😀 \u202eaሰ\u200d\n\t\u00ad") == {"😀", "ሰ"}


def test_urdu_is_set_in_nastaliq_in_print_and_never_on_screen():
    assert family_for("Arab", "ur") is NASTALIQ
    assert family_for("Arab", "ar") is NASKH
    assert NASTALIQ.path() not in screen_fonts()
    assert all(path.is_file() for path in screen_fonts())


def test_a_glyph_comes_from_the_wanted_family_if_it_has_it():
    assert family_with("a", SANS) is SANS
    assert family_with("李", SANS) is CHINESE
    assert family_with("😀", SANS) is None


def test_scripts_of_languages_and_of_letters():
    found = [main_script(code) for code in ("en", "ur", "pa", "pa-Arab", "zh", "bn")]

    assert found == ["Latn", "Arab", "Guru", "Arab", "Hans", "Beng"]
    assert resolved_scripts("(محمد) Mo", "Latn") == ["Arab"] * 7 + ["Latn"] * 2
    assert resolved_scripts("12", "Beng") == ["Beng", "Beng"]
    assert scripts_in("Mo 12 محمد") == {"Latn", "Arab"}
