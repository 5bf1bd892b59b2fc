"""What screens show and documents print of the lottery, and what goes into a run."""

from engage.lottery.views.inputs import draw_input, replacement_input
from engage.lottery.views.runs import (
    RunPerson,
    RunRow,
    RunSheet,
    chances,
    empty_seats,
    list_runs,
    live_run,
    members_count,
    public_record,
    run_record,
    run_sheet,
)
from engage.lottery.views.shared import MEMBERS
from engage.lottery.views.targets import (
    CategoryRow,
    TargetTable,
    ValueRow,
    has_targets,
    list_quotas,
    target_check,
    target_table,
)

__all__ = [
    "MEMBERS",
    "CategoryRow",
    "RunPerson",
    "RunRow",
    "RunSheet",
    "TargetTable",
    "ValueRow",
    "chances",
    "draw_input",
    "empty_seats",
    "has_targets",
    "list_quotas",
    "list_runs",
    "live_run",
    "members_count",
    "public_record",
    "replacement_input",
    "run_record",
    "run_sheet",
    "target_check",
    "target_table",
]
