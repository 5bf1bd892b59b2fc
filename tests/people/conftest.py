"""An assembly with nobody in it, and a way to add people."""

from datetime import UTC, datetime
from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.people.actions import add_respondent
from engage.people.views import person_story

CAME = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care"))


@pytest.fixture
def add(workspace, assembly_id):
    """Puts someone into the pool and returns their id."""

    def add(reference="R1", full_name="", **fields):
        action = partial(
            add_respondent,
            assembly_id=assembly_id,
            reference=reference,
            full_name=full_name,
            clock=lambda: CAME,
            **fields,
        )
        return workspace.write(action)

    return add


@pytest.fixture
def story(workspace):
    """Reads one person's story anew each time."""
    return lambda respondent_id: workspace.read(partial(person_story, respondent_id=respondent_id))
