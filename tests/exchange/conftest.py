"""An assembly with targets, and its files in and out."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from engage.assembly.actions import create_assembly
from engage.exchange.kinds import FILE_KINDS, file_kind
from engage.exchange.preview import ReadOptions
from engage.storage.workspace import Workspace

TARGETS = b"feature,value,min,max\ngender,female,1,2\ngender,male,1,2\nage,16-44,0,3\nage,45+,0,3\n"


@dataclass(frozen=True)
class Desk:
    """One assembly in one file, and what an officer does with files."""

    workspace: Workspace
    assembly_id: UUID

    def preview(self, kind: str, source: bytes | Path, **options):
        chosen = file_kind(kind)
        context = self.workspace.read(partial(chosen.gather, assembly_id=self.assembly_id))
        return chosen.read(source, context, ReadOptions(**options))

    def bring_in(self, kind: str, source: bytes | Path, *, keep_good: bool = False, **options):
        preview = self.preview(kind, source, **options)
        action = partial(file_kind(kind).apply, assembly_id=self.assembly_id, preview=preview, keep_good=keep_good)
        return self.workspace.write(action)

    def export(self, kind: str) -> bytes:
        return self.workspace.read(partial(file_kind(kind).export, assembly_id=self.assembly_id))

    def export_all(self) -> dict[str, bytes]:
        return {kind: self.export(kind) for kind in FILE_KINDS}


@pytest.fixture
def desk(workspace):
    return Desk(workspace, workspace.write(partial(create_assembly, title="Care")))


@pytest.fixture
def desk_with_targets(desk):
    desk.bring_in("targets", TARGETS)
    return desk


@pytest.fixture
def new_desk(template_file, tmp_path):
    """Makes another, new file with an assembly of its own."""
    opened = []

    def new_desk() -> Desk:
        path = tmp_path / f"other{len(opened)}.engage"
        path.write_bytes(template_file.read_bytes())
        workspace = Workspace.open(path)
        opened.append(workspace)
        return Desk(workspace, workspace.write(partial(create_assembly, title="Care elsewhere")))

    yield new_desk
    for workspace in opened:
        workspace.close()
