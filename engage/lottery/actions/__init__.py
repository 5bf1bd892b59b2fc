"""The lottery's use cases: targets, freezing, drawing, signing off, voiding, replacing, rates of dropping out.

Each takes the session first and never commits.
"""

from engage.lottery.actions.inviting import (
    draw_wave,
    edit_letter_plan,
    freeze_wave,
    note_sent,
    plan_letter_count,
    plan_strata,
    plan_wave,
    void_wave,
    weigh_stratum,
)
from engage.lottery.actions.population import fill_targets, set_category_kind, set_population
from engage.lottery.actions.rates import set_drop_out_rates
from engage.lottery.actions.runs import confirm_run, draw_panel, freeze_draw, replace_member, seat_reserve, void_run
from engage.lottery.actions.targets import add_target, edit_target, remove_target, set_targets

__all__ = [
    "add_target",
    "confirm_run",
    "draw_panel",
    "draw_wave",
    "edit_letter_plan",
    "edit_target",
    "fill_targets",
    "freeze_draw",
    "freeze_wave",
    "note_sent",
    "plan_letter_count",
    "plan_strata",
    "plan_wave",
    "remove_target",
    "replace_member",
    "seat_reserve",
    "set_category_kind",
    "set_drop_out_rates",
    "set_population",
    "set_targets",
    "void_run",
    "void_wave",
    "weigh_stratum",
]
