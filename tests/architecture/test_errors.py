"""Every refusal has its sentence, and every sentence gets what it needs."""

import ast
import string

import engage.errors
from engage.errors import EngageError
from engage.sentences import SENTENCES
from tests.architecture.source import called, calls, place, python_files, tree

KINDS = {
    name: kind for name, kind in vars(engage.errors).items() if isinstance(kind, type) and issubclass(kind, EngageError)
}


def _raised():
    """Each making of one of our errors: where, its code if that stands there, its named parameters."""
    for path in python_files("engage", "ui"):
        for call in calls(path):
            kind = KINDS.get(called(call))
            if kind is None:
                continue
            if call.args and not isinstance(call.args[0], ast.Constant):
                continue  # the code was worked out
            code = call.args[0].value if call.args else kind.code
            yield path, call, code, {keyword.arg for keyword in call.keywords} - {"details"}


def _needed(code: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(SENTENCES[code]) if name}


def test_every_code_has_a_sentence():
    assert [f"{place(path, call)}: {code}" for path, call, code, _params in _raised() if code not in SENTENCES] == []


def test_every_kind_of_error_has_a_sentence():
    assert [name for name, kind in KINDS.items() if kind.code not in SENTENCES] == []


def test_a_sentence_is_given_what_it_names():
    assert [
        f"{place(path, call)}: {code} lacks {_needed(code) - params}"
        for path, call, code, params in _raised()
        if None not in params and code in SENTENCES and not _needed(code) <= params
    ] == []


def test_no_sentence_is_left_over():
    said = {
        node.value
        for path in python_files("engage", "ui")
        if path.name != "sentences.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert sorted(set(SENTENCES) - said) == []
