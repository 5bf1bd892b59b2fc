import gettext

import pytest
from babel.messages.pofile import read_po

from engage.languages import catalogues
from engage.languages.catalogues import DOCUMENT_LANGUAGES, Catalogue, catalogue
from engage.languages.pseudo import pseudo
from engage.languages.screen import _, ngettext, use_screen_language

PO = """
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
{draft}
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Members"
msgstr "Uczestnicy"

msgid "{{count}} person"
msgid_plural "{{count}} people"
msgstr[0] "{{count}} osoba"
msgstr[1] "{{count}} osoby"
msgstr[2] "{{count}} osób"

msgctxt "verb"
msgid "Draw"
msgstr "Losuj"
"""


@pytest.fixture
def polish(tmp_path, monkeypatch):
    def read(draft="") -> Catalogue:
        (tmp_path / "pl.po").write_text(PO.format(draft=draft), encoding="utf-8")
        monkeypatch.setattr(catalogues, "shipped", lambda *parts: tmp_path / parts[-1])
        return catalogue.__wrapped__("pl")

    return read


def test_a_catalogue_translates(polish):
    assert polish().gettext("Members") == "Uczestnicy"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 osób"), (1, "1 osoba"), (2, "2 osoby"), (5, "5 osób"), (22, "22 osoby")]
)
def test_plurals_follow_the_language(polish, count, words):
    assert polish().ngettext("{count} person", "{count} people", count).format(count=count) == words


def test_a_context_tells_one_word_from_another(polish):
    assert polish().pgettext("verb", "Draw") == "Losuj"
    assert polish().gettext("Draw") == "Draw"


def test_a_missing_translation_is_shown_in_english(polish):
    assert polish().gettext("Nobody has translated this") == "Nobody has translated this"


def test_nothing_is_translated_as_nothing(polish):
    """The empty message is the catalogue's own header, which nobody wants to read."""
    assert polish().gettext("") == ""


@pytest.mark.parametrize(("header", "is_draft"), [('"X-Draft: yes\\n"', True), ('"X-Other: yes\\n"', False)])
def test_a_draft_says_so(polish, header, is_draft):
    assert polish(header).is_draft is is_draft


@pytest.mark.parametrize("code", DOCUMENT_LANGUAGES)
def test_every_language_of_documents_can_be_read(code):
    assert catalogue(code).code == code


def test_a_language_without_a_catalogue_speaks_english():
    assert Catalogue("eo", gettext.NullTranslations()).gettext("Members") == "Members"


def test_the_pseudo_language_marks_words_and_keeps_placeholders():
    use_screen_language("xx")

    assert _("Draw {count} people").startswith("⟦Dråw {count} péöplé")
    assert ngettext("{count} person", "{count} people", 1).format(count=1) == pseudo("{count} person").format(count=1)


def test_a_plural_that_nobody_translated_follows_english(tmp_path, monkeypatch):
    # Welsh counts "other" as its form 0, which would be English's singular.
    header = (
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=5; plural=(n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 0);\\n"\n'
    )
    forms = "".join(f'msgstr[{form}] ""\n' for form in range(5))
    (tmp_path / "xcy.po").write_text(f'{header}\nmsgid "one"\nmsgid_plural "many"\n{forms}', encoding="utf-8")
    monkeypatch.setattr(catalogues, "shipped", lambda *parts: tmp_path / parts[-1])
    monkeypatch.setattr(catalogues, "read_po", lambda file, locale: read_po(file, locale="cy"))

    words = catalogue("xcy")

    assert [words.ngettext("one", "many", count) for count in (1, 2, 500)] == ["one", "many", "many"]
