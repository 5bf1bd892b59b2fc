"""What an officer does about sessions: plan them, write their agendas, tick people off at the door.

The caller owns the transaction of every action here. One edited field is one action, so that undo takes back one edit.
"""

from engage.meetings.actions.attendance import (
    check_in,
    mark_apologies,
    mark_late,
    mark_left,
    mark_no_show,
    record_attendance,
    undo_check_in,
)
from engage.meetings.actions.sessions import (
    AgendaDraft,
    add_agenda_item,
    add_session,
    edit_agenda_item,
    edit_session,
    move_agenda_item,
    remove_agenda_item,
    remove_session,
    set_agenda,
)

__all__ = [
    "AgendaDraft",
    "add_agenda_item",
    "add_session",
    "check_in",
    "edit_agenda_item",
    "edit_session",
    "mark_apologies",
    "mark_late",
    "mark_left",
    "mark_no_show",
    "move_agenda_item",
    "record_attendance",
    "remove_agenda_item",
    "remove_session",
    "set_agenda",
    "undo_check_in",
]
