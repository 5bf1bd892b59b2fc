"""An assembly of the Camden kind in a file of the test's own."""

from functools import partial

import pytest

from engage.assembly.actions import create_assembly
from engage.assembly.views import assembly_sheet


@pytest.fixture
def assembly_id(workspace):
    return workspace.write(partial(create_assembly, title="Care in our town", template="camden"))


@pytest.fixture
def sheet(workspace, assembly_id):
    """Reads the assembly anew each time."""
    return lambda: workspace.read(partial(assembly_sheet, assembly_id=assembly_id))
