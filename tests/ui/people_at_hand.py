"""A small pool with targets, and names that try to be markup, formulas and other scripts."""

from functools import partial

from engage.lottery.actions import set_targets
from engage.lottery.model import Quota
from engage.people.actions import add_need, add_respondent

HOSTILE = ("<b>O'Brien</b> & Co", "محمد (Mo)", "Łukasz", "李雷", "=1+1", "A" * 80)
QUOTAS = (
    Quota("age", "young", 2, 3),
    Quota("age", "old", 1, 2),
    Quota("place", "north", 1, 3),
    Quota("place", "south", 1, 3),
)
SEATS = 4


def fill(workspace, assembly_id, count=12, quotas=QUOTAS):
    """Targets, and people R1, R2 and so on who answer in turn; gives their ids."""
    workspace.write(partial(set_targets, assembly_id=assembly_id, quotas=quotas))
    return workspace.write(partial(_add_people, assembly_id=assembly_id, count=count))


def _add_people(db, assembly_id, count):
    ids = [
        add_respondent(
            db,
            assembly_id,
            reference=f"R{number + 1}",
            full_name=HOSTILE[number] if number < len(HOSTILE) else f"Person {number + 1}",
            answers={"age": ("young", "old")[number % 2], "place": ("north", "south")[number // 2 % 2]},
            email=f"r{number + 1}@example.org",
        )
        for number in range(count)
    ]
    add_need(db, ids[0], kind="step-free", detail="I use a wheelchair")
    return ids
