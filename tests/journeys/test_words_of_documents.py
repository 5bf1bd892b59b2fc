"""What documents say in Polish, Somali, Urdu and Bengali can be translated, though no screen speaks those languages."""

import pytest

from engage.assembly.views import list_assemblies
from engage.documents.catalogue import DOCUMENTS, gather_prints, render_prints
from engage.languages.catalogues import Catalogue
from engage.storage.workspace import Workspace
from tools import translations

LANGUAGE = "so"
MOST = 30  # files: more of the same letter say nothing new


@pytest.fixture
def asked_for(monkeypatch):
    """Every message that is looked up in the language while documents are made."""
    asked = set()
    for name, place in {"gettext": 0, "ngettext": 0, "pgettext": 1}.items():
        true = getattr(Catalogue, name)

        def look_up(catalogue, *given, true=true, place=place):
            if catalogue.code == LANGUAGE:
                asked.add(given[place])
            return true(catalogue, *given)

        monkeypatch.setattr(Catalogue, name, look_up)
    return asked


def test_the_catalogue_has_every_word_that_documents_look_up(sample_file, asked_for):
    with Workspace.open(sample_file, read_only=True) as workspace:
        assembly_id = workspace.read(list_assemblies)[0].id
        jobs, refusals = workspace.read(lambda db: gather_prints(db, assembly_id, list(DOCUMENTS), language=LANGUAGE))
    assert sum(1 for _file in render_prints(jobs[:MOST])) == MOST

    held = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in translations.real_messages(translations.needed_by(LANGUAGE, translations.gather()))
    }
    assert refusals == []
    assert sorted(asked_for - held - {""}) == []
