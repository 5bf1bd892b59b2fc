"""In the language that nobody speaks, what is not in brackets was forgotten: it can't be translated."""

import re
from functools import partial

import pytest

from engage.assembly.actions import create_assembly, edit_assembly_text
from engage.languages.catalogues import DOCUMENT_LANGUAGES
from engage.languages.editions import Language
from engage.languages.pseudo import PSEUDO_LANGUAGE
from engage.languages.screen import use_screen_language
from engage.people.actions import add_respondent
from tests.ui.shown_words import shown_words
from ui.shell.errors import ErrorReporter
from ui.shell.frame import HELP, Frame
from ui.shell.rooms import ROOMS
from ui.widgets.language_names import spoken_languages

# What officers type is Greek here, so that every Latin letter outside brackets is the app's own.
TITLE = "Συνέλευση"
NAMES = ("Ελένη", "Νίκος")
KEYS = re.compile(r"\b(?:(?:Ctrl|Shift|Alt)\+)*(?:Ctrl|Shift|Alt|Home|Enter|Esc|Del|F\d+)(?:\+\S+)?|\b[A-Z]\b")
LANGUAGES = {words for _code, words in spoken_languages()}  # their names come from Unicode's tables
PROPER = {"Engage", "CSV", "PDF", *(Language(code).own_name for code in DOCUMENT_LANGUAGES)}


def forgotten(words: str) -> str:
    """What is left of the words when all that was translated, typed or is a name has been taken out."""
    if words in LANGUAGES:
        return ""
    rest = re.sub(r"⟦[^⟦⟧]*⟧", " ", words)
    rest = KEYS.sub(" ", rest)
    for name in PROPER:
        rest = rest.replace(name, " ")
    return " ".join(re.findall(r"[A-Za-z]{2,}", rest))


@pytest.fixture
def frame(qtbot, workspace, appearance, runner):
    assembly_id = workspace.write(partial(create_assembly, title=TITLE))
    workspace.write(
        partial(edit_assembly_text, assembly_id=assembly_id, field="question", language="en", text="Ερώτηση;")
    )
    for number, name in enumerate(NAMES):
        workspace.write(partial(add_respondent, assembly_id=assembly_id, reference=f"{number}", full_name=name))
    use_screen_language(PSEUDO_LANGUAGE)
    made = Frame(workspace, assembly_id, appearance=appearance, runner=runner, errors=ErrorReporter())
    qtbot.addWidget(made)
    yield made
    made.release()


@pytest.mark.parametrize("room", [*ROOMS, HELP], ids=lambda room: room.id)
def test_no_word_of_a_page_was_forgotten(frame, room):
    frame.go(room.id)

    found = {(forgotten(words), where, words) for words, where in shown_words(frame)}

    assert sorted(item for item in found if item[0]) == []


def test_no_word_of_the_palette_was_forgotten(frame):
    assert [command.words for command in frame.commands() if forgotten(command.words)] == []
