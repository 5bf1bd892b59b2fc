"""The templates that an assembly starts from."""

import pytest

from engage.assembly.rules import LOCAL_FIELDS, OTHER_FIELDS, PLAIN_FIELDS, PartnerKind
from engage.assembly.templates import list_templates, read_template
from engage.errors import NotFoundError

FIELDS = {*LOCAL_FIELDS, *PLAIN_FIELDS, *OTHER_FIELDS}


def test_both_templates_are_offered():
    assert [row.name for row in list_templates()] == ["camden", "empty"]


@pytest.mark.parametrize("name", ["camden", "empty"])
def test_a_template_names_only_fields_that_there_are(name):
    content = read_template(name)

    assert set(content.get("texts", {})) <= set(LOCAL_FIELDS)
    assert set(content.get("fields", {})) <= {*PLAIN_FIELDS, *OTHER_FIELDS}
    assert set(content["invented"]) <= FIELDS
    assert {partner["kind"] for partner in content["partners"]} <= set(PartnerKind)


def test_an_unknown_template_is_refused():
    with pytest.raises(NotFoundError):
        read_template("../../pyproject")
