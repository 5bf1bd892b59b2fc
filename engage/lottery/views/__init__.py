"""What screens show and documents print of the lottery, and what goes into a run."""

from engage.lottery.views.board import Board, BoardCategory, Stand, response_board
from engage.lottery.views.explaining import (
    Explanation,
    OwnAnswer,
    answers_by_ticket,
    explain,
    frozen_answers,
    listed_panels,
    people_at_home,
)
from engage.lottery.views.inputs import draw_input, replacement_input
from engage.lottery.views.letters import (
    HomesLeft,
    LetterPlan,
    homes_by_stratum,
    homes_state,
    letter_plan,
    replies_so_far,
)
from engage.lottery.views.letters_out import LetterLine
from engage.lottery.views.population import CategoryPopulation, ValuePopulation, list_population
from engage.lottery.views.reserves import drop_out_rates, fitting_reserves, past_members, reserve_list
from engage.lottery.views.runs import (
    RunPerson,
    RunRow,
    RunSheet,
    chances,
    drawn_panel,
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
    "Board",
    "BoardCategory",
    "CategoryPopulation",
    "CategoryRow",
    "Explanation",
    "HomesLeft",
    "LetterLine",
    "LetterPlan",
    "OwnAnswer",
    "RunPerson",
    "RunRow",
    "RunSheet",
    "Stand",
    "TargetTable",
    "ValuePopulation",
    "ValueRow",
    "answers_by_ticket",
    "chances",
    "draw_input",
    "drawn_panel",
    "drop_out_rates",
    "empty_seats",
    "explain",
    "fitting_reserves",
    "frozen_answers",
    "has_targets",
    "homes_by_stratum",
    "homes_state",
    "letter_plan",
    "list_population",
    "list_quotas",
    "list_runs",
    "listed_panels",
    "live_run",
    "members_count",
    "past_members",
    "people_at_home",
    "public_record",
    "replacement_input",
    "replies_so_far",
    "reserve_list",
    "response_board",
    "run_record",
    "run_sheet",
    "target_check",
    "target_table",
]
