"""An assembly with targets and a small pool, and the steps of a draw."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest

from engage.assembly.actions import create_assembly
from engage.lottery.actions import draw_panel, freeze_draw, set_targets
from engage.lottery.model import Quota
from engage.lottery.preparing import prepare_run
from engage.lottery.rules import RunKind
from engage.lottery.views import draw_input
from engage.people.actions import add_respondent
from engage.storage.workspace import Workspace

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
SEATS = 4
QUOTAS = (
    Quota("gender", "female", 1, 3),
    Quota("gender", "male", 1, 3),
    Quota("age", "young", 1, 3),
    Quota("age", "old", 1, 3),
)


def noon() -> datetime:
    return NOON


@dataclass
class Lot:
    """A workspace and its one assembly, with the verbs that tests need."""

    workspace: Workspace
    assembly_id: UUID

    def write(self, action, **values):
        return self.workspace.write(partial(action, assembly_id=self.assembly_id, **values))

    def read(self, view, **values):
        return self.workspace.read(partial(view, assembly_id=self.assembly_id, **values))

    def add(self, reference, gender="female", age="young", **fields):
        answers = {"gender": gender, "age": age}
        return self.write(add_respondent, reference=reference, answers=answers, clock=noon, **fields)

    def prepare(self, kind=RunKind.REAL, seats=SEATS, **values):
        return prepare_run(self.read(draw_input, kind=kind, seats=seats, **values))

    def freeze(self, kind=RunKind.REAL, **values):
        return self.workspace.write(partial(freeze_draw, prepared=self.prepare(kind, **values), clock=noon))

    def draw(self, number, public_string="3 1 4"):
        return self.write(draw_panel, number=number, public_string=public_string, clock=noon)


def _make(db):
    assembly_id = create_assembly(db, title="Care")
    set_targets(db, assembly_id, quotas=QUOTAS)
    for number in range(1, 13):
        answers = {"gender": "female" if number % 2 else "male", "age": "young" if number <= 6 else "old"}
        add_respondent(db, assembly_id, reference=f"P{number:02}", answers=answers, clock=noon)
    return assembly_id


@pytest.fixture
def lot(workspace):
    """Twelve people, half of each answer, four seats."""
    return Lot(workspace, workspace.write(_make))


@pytest.fixture
def drawn(lot):
    """The same, with run 1 drawn."""
    lot.draw(lot.freeze())
    return lot
