"""The glossary and the catalogues have one word for one thing."""

import csv

import pytest

from engage.languages.catalogues import DOCUMENT_LANGUAGES, catalogue
from engage.paths import shipped

_VERBS = {"draw", "import", "undo"}  # as words alone they stand on buttons
_STEM = 3


def glossary() -> list[dict[str, str]]:
    with shipped("translations", "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stem(word: str) -> str:
    """What is left of a word without its article and its ending: enough to tell another word from another form."""
    return word.casefold().replace("’", "'").removeprefix("ال")[:_STEM]


@pytest.mark.parametrize("code", [code for code in DOCUMENT_LANGUAGES if code != "en"])
def test_a_term_that_stands_alone_is_the_glossarys(code: str):
    terms = {row["en"]: row[code] for row in glossary() if row["en"] not in _VERBS}
    said = {term: catalogue(code).gettext(term.capitalize()) for term in terms}
    translated = {term: word for term, word in said.items() if word != term.capitalize()}

    assert len(translated) > 15
    assert {term: (word, terms[term]) for term, word in translated.items() if stem(word) != stem(terms[term])} == {}
