"""A file whose story reaches the follow-up."""

import uuid

import pytest

from tests.exchange.test_second_half import FILES, prepare, take_in


@pytest.fixture
def followed(workspace) -> uuid.UUID:
    """An assembly with one expectation, addressed to a council that answered, a trust that did not, and individuals."""
    assembly_id = prepare(workspace)
    for kind, content in FILES.items():
        take_in(workspace, assembly_id, kind, content)
    return assembly_id
