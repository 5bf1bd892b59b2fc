"""Every word that a person sees can be translated, and the catalogues hold them all."""

import ast
import string

import pytest

from tests.architecture.source import called, calls, place, python_files, tree
from tools import translations

LOOK_UPS = {"_", "mark", "gettext", "ngettext", "pgettext"}


def _looks_up(call: ast.Call) -> bool:
    """A method may be called `mark` and mean something else."""
    return called(call) in LOOK_UPS and not (called(call) == "mark" and isinstance(call.func, ast.Attribute))


@pytest.fixture(scope="module")
def everything():
    return translations.gather()


def _as_set(catalog):
    return {f"{context or ''}|{message}" for context, message in translations.identities(catalog)}


def test_the_template_holds_every_message_of_the_code(everything):
    with translations.TEMPLATE.open("rb") as file:
        template = translations.read_po(file)

    assert _as_set(template) == _as_set(everything), "run `make translations`"


@pytest.mark.parametrize("code", translations.catalogue_languages())
def test_a_catalogue_holds_the_messages_its_language_needs(code, everything):
    needed = translations.needed_by(code, everything)

    assert _as_set(translations.load(code)) == _as_set(needed), "run `make translations`"


@pytest.mark.parametrize("code", translations.catalogue_languages())
def test_nothing_is_left_in_english(code):
    """A draft is better than a sentence that its reader can't read; the header says which catalogues are drafts."""
    untranslated = [
        m.id for m in translations.real_messages(translations.load(code)) if not translations.is_complete(m)
    ]

    assert untranslated == []


def test_no_word_hides_inside_another_string():
    """What gathers the words does not look into f-strings."""
    hidden = [
        place(path, inner)
        for path in python_files("engage", "ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and _looks_up(inner) and any(isinstance(a, ast.Constant) for a in inner.args)
    ]

    assert hidden == []


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def _translations_of(message):
    """Pairs of the English and its translation; for a plural, every form against the plural's own placeholders."""
    if isinstance(message.id, str):
        return [(message.id, message.string or "")]
    return [(message.id[1], form) for form in message.string]


@pytest.mark.parametrize("code", translations.catalogue_languages())
def test_a_translation_fills_in_the_same_things(code):
    wrong = []
    for message in translations.real_messages(translations.load(code)):
        for english, translated in _translations_of(message):
            allowed = _placeholders(english)
            found = _placeholders(translated)
            # A form for one or two may leave the number out, as "one person" does.
            is_right = found <= allowed if not isinstance(message.id, str) else found == allowed
            if translated and not is_right:
                wrong.append((message.id, translated))

    assert wrong == []


@pytest.mark.parametrize("code", translations.catalogue_languages())
def test_a_catalogue_says_whether_a_native_reader_has_checked_it(code):
    assert (
        translations.written(translations.load(code), draft=translations.is_draft(code))
        == (translations.FOLDER / f"{code}.po").read_bytes()
    ), "run `make translations`"


def test_what_is_translated_stands_there_in_full():
    """A look-up takes the sentence itself (or a marked constant): never one that is put together on the spot."""
    made_up = (ast.JoinedStr, ast.BinOp, ast.Call, ast.IfExp)

    assert [
        place(path, call)
        for path in python_files("engage", "ui")
        for call in calls(path)
        if _looks_up(call) and any(isinstance(argument, made_up) for argument in call.args[:2])
        if not (called(call) == "ngettext" and isinstance(call.args[0], ast.Constant))
    ] == []


def test_a_plural_is_never_glued_together():
    glued = ("(s)", "person(s)", "/s ")

    assert [
        place(path, node)
        for path in python_files("engage", "ui")
        for call in calls(path)
        if _looks_up(call)
        for node in call.args
        if isinstance(node, ast.Constant) and any(bit in str(node.value) for bit in glued)
    ] == []
